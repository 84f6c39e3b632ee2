"""一企一档 on paper: made of declarations, complete where it matters, and readable with three records or three hundred."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import told
from photos import phone_photo
from town import Town, changed

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS, VILLAGES
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.enforce.report import ReportCase
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.reports.papers import render
from safety_desk.tasks.dossier import whole
from safety_desk.tasks.dossier_paper import LEAST_OTHERS, MOST_ROWS, dossier_facts, dossier_paper
from safety_desk.tasks.paper_columns import numeral

Golden = Callable[[str, str], None]
DOSSIER = DOSSIERS["enterprises"]


def facts(store: Store, id: int | None, dossier: Dossier = DOSSIER) -> dict[str, Any]:
    return dossier_facts(store, whole(store, dossier, id or 0))


def block(store: Store, id: int | None, noun: str) -> dict[str, Any]:
    return next(one for one in facts(store, id)["blocks"] if f"、{noun}（" in one["head"])


@pytest.fixture
def danger(store: Store, town: Town, make: Callable[..., Any]) -> Callable[..., Any]:
    """danger(…): a hidden danger of the mill; `closed=True` of which nothing is left to do."""

    def made_one(closed: bool = False, **values: Any) -> HiddenDanger:
        one = make(HiddenDanger, enterprise=town.mill.id, **{"found_date": dt.date(2026, 11, 1), **values})
        state = type(one.status).VOID
        return changed(store, one, status=state) if closed else one

    return made_one


def test_the_document_of_a_small_mill(store: Store, town: Town, danger: Any, make: Any, golden: Golden) -> None:
    changed(store, town.mill, employees=12, legal_person="王某", biz_scope="竹制品加工，竹凉席、竹筷的生产和销售，" * 2)
    danger(description="打磨车间无防护罩", place="打磨车间", measure="加装防护罩")
    danger(closed=True, description="误录")
    point = make(RiskPoint, name="打磨间", enterprise=town.mill.id)
    hazard = make(Hazard, risk_point=point.id, factor_desc="粉尘")
    make(RiskAssessment, hazard=hazard.id, method=Method.LEC, factors={"L": 3.0, "E": 6.0, "C": 15.0})
    paper = dossier_paper(store, DOSSIER)
    golden("dossier_mill", told(render(paper, facts(store, town.mill.id)).html))


def test_what_is_open_stands_whole_and_of_the_rest_the_newest(store: Store, town: Town, danger: Any) -> None:
    for n in range(MOST_ROWS + 5):
        danger(description=f"未办{n}", found_by="章某")
    for n in range(LEAST_OTHERS + 2):
        danger(closed=True, description=f"作废{n}")
    told = block(store, town.mill.id, "隐患")
    whole_rows = [row for row in told["rows"] if row["whole"]]
    assert len(whole_rows) == MOST_ROWS + 5 and all("发现人：章某" in row["whole"] for row in whole_rows)
    assert len(told["rows"]) == MOST_ROWS + 5 + LEAST_OTHERS
    assert told["rest"] == "另有 2 条较早的没有列出，见“隐患台账”。"
    assert told["head"].endswith(f"隐患（{MOST_ROWS + LEAST_OTHERS + 7}）")


def test_columns_that_say_nothing_or_say_whose_it_is_are_left_out(store: Store, town: Town, danger: Any) -> None:
    danger(description="无防护罩")
    heads = [head for head, _ in block(store, town.mill.id, "隐患")["columns"]]
    assert "隐患内容" in heads
    assert not {"企业", "单位或区域", "公共区域"} & set(heads)


def test_what_there_is_no_room_for_stands_in_the_last_column(store: Store, town: Town, make: Any) -> None:
    long = "很长的一段话" * 8
    make(
        Certificate, enterprise=town.mill.id, person_name=long, kind="特种作业操作证", cert_no="T" * 60, op_type=long,
        first_issue=dt.date(2024, 1, 1), valid_to=dt.date(2027, 1, 1), phone="13900000001", issue_org=long,
    )  # fmt: skip
    told = block(store, town.mill.id, "三项岗位持证")
    widths = [float(width) for _, width in told["columns"]]
    assert sum(widths) == pytest.approx(96, abs=0.1) and min(widths) > 3
    assert len({len(row["cells"]) for row in told["rows"]} | {len(widths)}) == 1


def test_what_is_secret_is_not_printed(store: Store, town: Town, make: Any) -> None:
    make(
        ReportCase,
        object_enterprise=town.mill.id,
        content="通道堵塞",
        reporter_name="某举报人",
        reporter_phone="13900000009",
    )
    html = render(dossier_paper(store, DOSSIER), facts(store, town.mill.id)).html
    assert "通道堵塞" in html
    assert "某举报人" not in html and "13900000009" not in html


def test_photos_are_printed_and_what_is_no_picture_is_not(
    store: Store, town: Town, danger: Any, tmp_path: Path
) -> None:
    photo = attachments.keep(store.attachments, phone_photo(tmp_path / "前.jpg", 400, 300))
    paper = attachments.keep_content(store.attachments, b"%PDF", "说明.pdf")
    one = danger(description="无防护罩", photo_before=(photo, paper))
    danger(description="照片丢了", photo_before=(f"{'0' * 64}:丢了.jpg",))
    told = facts(store, town.mill.id)["photos"]
    assert told["head"].endswith("照片（1）")
    [[picture]] = told["rows"]
    assert picture["words"] == f"隐患 {one.code}　整改前照片"
    assert picture["path"].startswith("file:")


def test_any_ledger_may_have_a_dossier(store: Store, town: Town) -> None:
    dossier = Dossier("village_dossier", "一村一档", VILLAGES)
    told = facts(store, town.village.id, dossier)
    assert (told["title"], told["judged"], told["verdicts"]) == ("一村一档　奎峰村", "", [])
    assert any("企业（1）" in one["head"] for one in told["blocks"])
    assert "奎峰村" in render(dossier_paper(store, dossier), told).html


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (32, "三十二"), (99, "九十九")]
)
def test_chapters_are_numbered_in_chinese(number: int, said: str) -> None:
    assert numeral(number) == said
