"""What the papers of risk points, posts, hidden dangers, leaders, grids and small places say."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pages import told
from paper_town import PAPERS, PaperTown
from photos import phone_photo
from town import NOW, Town, found_town

from safety_desk import clock
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.duty.changes import ListVersion
from safety_desk.ledgers.duty.posts import PostDuty, RespSystem
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.papers.signs import CALLED_FOR, ORDER, SIGNS, called_for
from safety_desk.ledgers.risk import Hazard, PointStatus, RiskPoint
from safety_desk.paths import Office, resources
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.office import open_office
from safety_desk.tasks.paper_photos import LOST
from safety_desk.tasks.papers import papers, papers_of

Golden = Callable[[str, str], None]
BY_NAME = {ledger.name: ledger for ledger in LEDGERS}


@pytest.fixture(scope="module")
def usual(blank_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[PaperTown]:
    """An office with the usual, only read."""
    folder = tmp_path_factory.mktemp("usual")
    shutil.copytree(blank_office, folder / "office")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder / "office"), "测试员") as store:
            yield PaperTown(store, found_town(store), "usual", folder)


def made_of(store: Store, ledger: str, name: str, *ids: int | None) -> list[RenderedPaper]:
    paper = next(paper for paper in papers_of(store, BY_NAME[ledger]) if paper.name == name)
    return papers(store, BY_NAME[ledger], paper, [id or 0 for id in ids])


def facts(store: Store, ledger: str, name: str, record: Any) -> dict[str, Any]:
    return dict(form(ledger, name).facts(record, store.kin(), store.names, store.scene()))


@pytest.mark.parametrize(("ledger", "name"), [(ledger, name) for ledger, names in PAPERS.items() for name in names])
def test_a_paper_says_what_is_known(usual: PaperTown, golden: Golden, ledger: str, name: str) -> None:
    [paper, *_] = made_of(usual.store, ledger, name, *usual.ids(ledger))
    golden(f"{ledger}.{name}", told(paper.html))


# -- risk points ---------------------------------------------------------------------------------------------


def test_the_worst_hazard_comes_first_and_is_said_once(store: Store, town: Town, make: Any) -> None:
    point = make(RiskPoint, name="浆池", enterprise=town.mill.id)
    make(Hazard, risk_point=point.id, seq=1, factor_desc="地面湿滑。", grade=Grade.BLUE)
    make(Hazard, risk_point=point.id, seq=2, factor_desc="硫化氢", activity="清池", grade=Grade.RED)
    make(Hazard, risk_point=point.id, seq=3, factor_desc="地面，湿滑", grade=Grade.BLUE)
    assert facts(store, "risk_points", "risk_card", point)["factors"] == ["清池：硫化氢", "地面湿滑"]


@pytest.mark.parametrize(
    ("grade", "shade", "ink"),
    [(Grade.RED, "#FF0000", "#FFFFFF"), (Grade.ORANGE, "#FFA500", "#000000"), (Grade.YELLOW, "#FFFF00", "#000000"),
     (Grade.BLUE, "#3B9BFF", "#FFFFFF"), (None, "#FFFFFF", "#000000")],
)  # fmt: skip
def test_a_card_is_in_the_colour_of_its_grade(
    store: Store, town: Town, make: Any, grade: Any, shade: str, ink: str
) -> None:
    point = make(RiskPoint, name="浆池", enterprise=town.mill.id, grade=grade)
    said = facts(store, "risk_points", "risk_card", point)
    assert (said["shade"], said["ink"]) == (shade, ink)


def test_the_code_of_a_card_holds_its_words_and_is_not_too_dense(store: Store, town: Town, make: Any) -> None:
    point = make(RiskPoint, name="浆池", enterprise=town.mill.id, responsible_person="章某", phone="13900000011")
    said = facts(store, "risk_points", "risk_card", point)["code"]
    assert said.splitlines()[0].startswith("茂林竹木制品有限公司 浆池 FX-")
    assert said.splitlines()[1:] == ["等级：未评定", "责任人：章某 13900000011"]
    long = make(RiskPoint, name="很长的名称" * 60, enterprise=town.mill.id)
    assert len(facts(store, "risk_points", "risk_card", long)["code"]) == 150
    [paper] = made_of(store, "risk_points", "risk_card", long.id)
    assert paper.html.count('<img src="data:image/png;base64,') == 1


def test_a_point_of_a_public_area_has_its_card(store: Store, town: Town, make: Any) -> None:
    point = make(RiskPoint, name="桥面", public_area=town.bridge.id)
    said = facts(store, "risk_points", "risk_card", point)
    assert (said["owner"], said["unit"]) == ("濂溪桥", "濂溪桥")


def test_the_board_shows_the_points_in_use_the_worst_first(store: Store, town: Town, make: Any) -> None:
    for name, grade, status in (
        ("蓝", Grade.BLUE, PointStatus.NORMAL), ("红", Grade.RED, PointStatus.NORMAL), ("未评", None, PointStatus.NORMAL),
        ("停", Grade.RED, PointStatus.IDLE), ("橙", Grade.ORANGE, PointStatus.NORMAL),
    ):  # fmt: skip
        make(RiskPoint, name=name, enterprise=town.mill.id, grade=grade, status=status)
    board = facts(store, "enterprises", "risk_board", town.mill)
    assert [row["name"] for row in board["rows"]] == ["红", "橙", "蓝", "未评"]
    assert [words for words, *_ in board["counts"]] == [
        "红　重大风险　1 处",
        "橙　较大风险　1 处",
        "黄　一般风险　0 处",
        "蓝　低风险　1 处",
    ]
    assert board["unrated"] == "另有 1 处还没有评定等级。"
    severe = facts(store, "enterprises", "firm_severe_risks", town.mill)
    assert ([row["name"] for row in severe["rows"]], severe["said"]) == (
        ["红", "橙"],
        "风险点 4 处，其中重大、较大 2 处",
    )


def test_the_board_shows_the_newest_map_on_record(store: Store, town: Town, make: Any, tmp_path: Path) -> None:
    assert "（在此张贴本单位四色分布图）" in made_of(store, "enterprises", "risk_board", town.mill.id)[0].html
    files = [attachments.keep(store.attachments, phone_photo(tmp_path / f"{n}.jpg", 40 + n, 30)) for n in range(3)]
    for kind, day, file in (("四色图", 3, files[0]), ("四色图", 1, files[1]), ("风险清单", 5, files[2])):
        make(ListVersion, enterprise=town.mill.id, kind=kind, date=dt.date(2026, 11, day), file=(file,))
    [board] = made_of(store, "enterprises", "risk_board", town.mill.id)
    places = [attachments.place_of(store.attachments, file).as_uri() in board.html for file in files]
    assert places == [True, False, False] and "在此张贴" not in board.html
    [other] = made_of(store, "public_areas", "area_risk_board", town.bridge.id)
    assert "濂溪桥安全风险公告栏" in told(other.html)


def test_every_sign_has_its_picture_and_is_called_for_or_general() -> None:
    assert all((resources() / "papers" / "signs" / f"{sign.picture}.whole.png").is_file() for sign in SIGNS)
    wanted = {words for _, said in CALLED_FOR for words in said.split()}
    assert {sign.words for sign in SIGNS} == wanted | {"注意安全"}


@pytest.mark.parametrize(
    ("accidents", "signs"),
    [
        (["触电"], "当心触电 禁止触摸 必须穿绝缘鞋 戴防护手套 紧急出口"),
        (["机械致害"], "当心机械伤人 禁止触摸 禁止合闸 必须戴防护帽"),
        (["火灾", "高处坠落", "物体打击", "触电"], "当心火灾 当心坠落 当心落物 当心触电 禁止烟火 必须系安全带"),
        (["粉尘爆炸"], "当心粉尘爆炸 禁止烟火 必须除尘"),
        (["其他伤害"], "注意安全"),
        ([], "注意安全"),
    ],
)
def test_signs_stand_in_the_order_of_their_kinds(accidents: list[str], signs: str) -> None:
    chosen = called_for(accidents, 6)
    assert [sign.words for sign in chosen] == signs.split()
    kinds = [ORDER.index(sign.kind) for sign in chosen]
    assert kinds == sorted(kinds)


# -- hidden dangers ------------------------------------------------------------------------------------------


def test_the_book_of_one_site_bears_its_name_and_of_several_the_town_s(store: Store, town: Town, make: Any) -> None:
    mine = make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 3, 2), status=State.VOID)
    more = make(HiddenDanger, public_area=town.bridge.id, found_date=dt.date(2025, 12, 30))
    one, both = (facts(store, "hidden_dangers", "danger_book", chosen) for chosen in ([mine], [mine, more]))
    assert (one["whose"], one["period"]) == ("茂林竹木制品有限公司", "2026年3月")
    assert (both["whose"], both["period"]) == ("茂林镇", "2025年12月至2026年3月")
    assert [row[-1] for row in both["rows"]] == ["已作废", ""]
    assert [row[4] for row in both["rows"]] == ["", "桥梁"]


@pytest.mark.parametrize(
    ("values", "why"),
    [({"status": State.VOID}, "已作废，不用销号"), ({}, "还没有整改完成日期，请先办理“整改完成”")],
)
def test_what_is_not_mended_is_not_closed_on_paper(store: Store, town: Town, make: Any, values: Any, why: str) -> None:
    danger = make(HiddenDanger, enterprise=town.mill.id, **values)
    with pytest.raises(Refusal, match=f"隐患整改销号单出不了：“{danger.code}”{why}"):
        made_of(store, "hidden_dangers", "danger_closing", danger.id)


def test_a_photo_stands_at_its_place_and_a_lost_one_is_said(usual: PaperTown, tmp_path: Path) -> None:
    [paper, *_] = made_of(usual.store, "hidden_dangers", "danger_loop", usual.dangers[0].id)
    assert usual.photo is not None
    place = attachments.place_of(usual.store.attachments, usual.photo[0])
    assert place.as_uri() in paper.html and "attachment:" not in paper.html
    aside = tmp_path / "aside"
    place.rename(aside)
    [paper, *_] = made_of(usual.store, "hidden_dangers", "danger_loop", usual.dangers[0].id)
    aside.rename(place)
    assert LOST in paper.html and "<img" not in paper.html


# -- posts ---------------------------------------------------------------------------------------------------


def test_posts_of_two_enterprises_stand_on_two_lists(store: Store, town: Town, make: Any) -> None:
    posts = [
        make(PostDuty, enterprise=firm.id, post_name=name)
        for firm, name in ((town.mill, "磨工"), (town.station, "加油工"), (town.mill, "锯工"))
    ]
    lists = [told(paper.html) for paper in made_of(store, "post_duties", "post_list", *(post.id for post in posts))]
    assert [[name in said for name in ("磨工", "锯工", "加油工")] for said in lists] == [
        [True, True, False],
        [False, False, True],
    ]


def test_the_list_says_where_and_how_long_it_is_shown_and_whom_to_call(store: Store, town: Town, make: Any) -> None:
    store.set_options("本单位", OfficeRules(phone="0563-5012345"))
    make(PostDuty, enterprise=town.mill.id, post_name="磨工")
    system = make(RespSystem, enterprise=town.mill.id, publicity_from=dt.date(2026, 3, 1), publicity_place="厂门口")
    [paper] = made_of(store, "resp_systems", "system_post_list", system.id)
    said = told(paper.html)
    assert "公示时间：2026年3月1日至长期" in said
    assert "公示地点：厂门口　　监督电话：12350、茂林镇 0563-5012345" in said


def test_an_enterprise_without_posts_has_no_list(store: Store, town: Town, make: Any) -> None:
    system = make(RespSystem, enterprise=town.station.id)
    with pytest.raises(Refusal, match="还没有岗位责任清单，请先在“岗位责任清单”里登记岗位"):
        made_of(store, "resp_systems", "system_post_list", system.id)


def test_numbers_that_were_typed_are_not_doubled(store: Store, town: Town, make: Any) -> None:
    post = make(
        PostDuty,
        enterprise=town.mill.id,
        post_name="磨工",
        duty_items="1. 守规程\n\n2、戴口罩\n（3）.报隐患\n每班清扫 3 次",
    )
    assert facts(store, "post_duties", "post_card", post)["duties"] == ["守规程", "戴口罩", "报隐患", "每班清扫 3 次"]


# -- leaders, grids, places ----------------------------------------------------------------------------------


def test_a_leader_s_card_counts_the_year_alone(usual: PaperTown) -> None:
    said = facts(usual.store, "leader_duties", "leader_card", usual.card)
    assert said["owed"] == [("专项检查", "24 次", "20 次", "6 次")]
    assert said["fives"][:4] == [("专题研究", "0 次"), ("专项检查", "6 次"), ("专人负责", "有"), ("专档记录", "")]
    assert len(said["rows"]) == 6


def test_the_sheet_of_a_shop_is_not_that_of_a_let_house(usual: PaperTown) -> None:
    assert facts(usual.store, "places", "place_check", usual.place)["title"] == "出租房安全检查表"
    shop = usual.place.replace(kind="小商店")
    assert facts(usual.store, "places", "place_check", shop)["title"] == "九小场所安全检查表"
