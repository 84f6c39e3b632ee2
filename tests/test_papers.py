"""Papers say what the records say, in the words that the office's powers allow, and nothing is left out silently."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from jinja2 import UndefinedError
from pages import told
from town import Town, changed, made
from visits import NOON, RECORD, SHEET, Visits

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.inspection import INSPECTIONS
from safety_desk.ledgers.office import EnforcementMode, PaperRules
from safety_desk.ledgers.people import Staff
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.visit_state import ItemResult, VisitResult
from safety_desk.reports.papers import render
from safety_desk.tasks.papers import papers

Golden = Callable[[str, str], None]
MODES = list(EnforcementMode)


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


def text(visits: Visits, paper: Any, visit: Any) -> str:
    [rendered] = visits.print(paper, visit)
    return told(rendered.html)


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("paper", [RECORD, SHEET], ids=lambda paper: paper.name)
def test_a_paper_of_a_visit_with_findings(visits: Visits, golden: Golden, paper: Any, mode: EnforcementMode) -> None:
    visits.rule(mode)
    golden(f"{paper.name}_found_{mode.value}", text(visits, paper, visits.found()))


@pytest.mark.parametrize("mode", MODES, ids=lambda mode: mode.value)
@pytest.mark.parametrize("paper", [RECORD, SHEET], ids=lambda paper: paper.name)
def test_a_paper_of_a_planned_visit_is_filled_in_as_far_as_known(
    visits: Visits, golden: Golden, paper: Any, mode: EnforcementMode
) -> None:
    visits.rule(mode)
    golden(f"{paper.name}_planned_{mode.value}", text(visits, paper, visits.visit()))


@pytest.mark.parametrize("paper", [RECORD, SHEET], ids=lambda paper: paper.name)
def test_a_paper_of_a_visit_of_which_hardly_anything_is_known(visits: Visits, golden: Golden, paper: Any) -> None:
    bare = visits.visit(start_at=dt.datetime(2026, 11, 24), inspectors=None, checklist=None)
    golden(f"{paper.name}_bare", text(visits, paper, bare))


def test_a_visit_that_found_nothing_says_so(visits: Visits, golden: Golden) -> None:
    golden("inspection_record_clean", text(visits, RECORD, visits.done(result=VisitResult.CLEAN)))


@pytest.mark.parametrize(
    ("mode", "number"),
    [
        (EnforcementMode.NONE, "（茂）安监现记〔督〕2026001号"),
        (EnforcementMode.ENTRUSTED, "（泾）应急检记〔2026〕茂001号"),
        (EnforcementMode.EMPOWERED, "（茂）应急检记〔2026〕001号"),
    ],
)
def test_the_number_follows_the_powers(visits: Visits, mode: EnforcementMode, number: str) -> None:
    visits.rule(mode)
    visit = visits.visit()
    assert [paper.number for paper in visits.print(RECORD, visit)] == [number.replace("001", "　　")]
    [rendered] = visits.number(RECORD, visit)
    assert (rendered.number, rendered.title) == (number, "现场检查记录")


def test_a_number_is_of_the_year_of_the_visit(visits: Visits) -> None:
    [rendered] = visits.number(RECORD, visits.visit(no="县检甲", start_at=dt.datetime(2025, 3, 1)))
    assert rendered.number == "（茂）安监现记〔督〕2025001号"


def test_the_words_that_the_office_changed_are_used(store: Store, visits: Visits) -> None:
    store.set_options("文书用语", PaperRules(head="某省监督检查文书", role="安全检查员", disclaimer="仅限本次。"))
    said = text(visits, RECORD, visits.visit())
    assert "某省监督检查文书\n" in said
    assert "我们是茂林镇安全检查员胡某、汪某某，工作证号为皖茂检001、＿，" in said
    assert "仅限本次。\n" in said


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (dt.datetime(2026, 11, 3, 9, 5), dt.datetime(2026, 11, 3, 11, 0), "2026年11月3日9时05分至3日11时00分"),
        (
            dt.datetime(2026, 11, 30, 22, 0),
            dt.datetime(2026, 12, 1, 1, 0),
            "2026年11月30日22时00分至2026年12月1日1时00分",
        ),
        (dt.datetime(2026, 11, 3, 9, 5), None, "2026年11月3日9时05分至　日　　时　　分"),
        (dt.datetime(2026, 11, 3), None, "2026年11月3日　　时　　分至　日　　时　　分"),
    ],
)
def test_the_time_of_a_visit(visits: Visits, start: dt.datetime, end: dt.datetime | None, said: str) -> None:
    assert visits.facts(RECORD, visits.visit(start_at=start, end_at=end))["time"] == said


def test_a_finding_that_became_a_hidden_danger_is_listed_once(visits: Visits) -> None:
    visit = visits.done(result=VisitResult.TERM)
    visits.mark(visit, {2: "防护罩缺失"})
    visits.danger(inspection=visit.id, place="打磨车间", description="防护罩缺失。")
    visits.danger(inspection=visit.id, description="误录的一条", status=State.VOID)
    visits.danger(inspection=visit.id, description="通道堵塞", level=Level.MAJOR, major_criteria="第三条")
    found = ["打磨车间：防护罩缺失。", "通道堵塞（重大事故隐患）。"]
    assert visits.facts(RECORD, visit)["findings"] == found


def test_an_item_and_its_hidden_danger_in_other_words_are_one_finding(visits: Visits) -> None:
    visit = visits.done(result=VisitResult.TERM)
    items = visits.mark(visit, {2: "防护罩缺失"})
    visits.danger(inspection=visit.id, inspection_item=items[1].id, description="砂轮机没有防护罩")
    assert visits.facts(RECORD, visit)["findings"] == ["砂轮机没有防护罩。"]


def test_an_item_found_wrong_without_words_is_still_a_finding(visits: Visits) -> None:
    visit = visits.done()
    [first, *_] = visits.mark(visit, {})
    visits.store.save("改", first.replace(result=ItemResult.NOT))
    assert visits.facts(RECORD, visit)["findings"] == ["不符合要求：警示标志齐全。"]


def test_a_finding_speaks_against_a_clean_result(visits: Visits) -> None:
    visit = visits.done(result=VisitResult.CLEAN)
    visits.danger(inspection=visit.id, description="通道堵塞")
    facts = visits.facts(RECORD, visit)
    assert (facts["findings"], facts["clean"]) == (["通道堵塞。"], False)


def test_a_public_area_is_a_site_like_another(store: Store, visits: Visits, town: Town) -> None:
    changed(store, store.get(PublicArea, town.bridge.id or 0), address="濂溪街", person="水某", phone="0563-5012345")
    visit = visits.visit(enterprise=None, public_area=town.bridge.id)
    site = visits.facts(RECORD, visit)["site"]
    assert site == {
        "name": "濂溪桥", "address": "濂溪街", "person": "水某", "post": "责任人", "phone": "0563-5012345", "grade": "",
    }  # fmt: skip


def test_three_inspectors_sign_on_three_lines(store: Store, visits: Visits) -> None:
    third = made(store, Staff, name="朱某", mobile="13900000019")
    visit = visits.visit(inspectors=(*visits.inspectors, third.id))
    assert text(visits, RECORD, visit).count("检查人员（签名）：＿") == 3


def test_hidden_dangers_of_this_visit_and_closed_ones_are_not_to_be_rechecked(visits: Visits) -> None:
    visit = visits.done()
    visits.danger(inspection=visit.id, description="本次发现")
    visits.danger(found_date=dt.date(2026, 11, 22), description="后来发现")
    visits.danger(description="早已作废", status=State.VOID)
    late = visits.danger(found_date=dt.date(2026, 10, 1), deadline=dt.date(2026, 11, 19), description="逾期的")
    visits.danger(found_date=dt.date(2026, 9, 1), deadline=NOON.date(), description="今天到期的")
    dangers = visits.facts(SHEET, visit)["dangers"]
    assert [(d["text"], d["overdue"]) for d in dangers] == [("逾期的", "已逾期"), ("今天到期的", "")]
    assert dangers[0]["code"] == late.code


def test_the_sheet_counts_only_when_every_item_has_its_result(visits: Visits) -> None:
    visit = visits.done()
    items = visits.mark(visit, {2: "缺失"})
    assert visits.facts(SHEET, visit)["tally"] == {"ok": "3", "not": "1", "na": "1", "rate": "75"}
    visits.store.save("改", items[0].replace(result=None))
    assert visits.facts(SHEET, visit)["tally"] == {"ok": "", "not": "", "na": "", "rate": ""}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("有限空间", "有限空间安全检查表"),
        ("加油站安全", "加油站安全检查表"),
        ("冬季专项检查", "冬季专项检查表"),
        ("消防检查表", "消防检查表"),
    ],
)
def test_the_sheet_is_called_after_its_checklist(store: Store, visits: Visits, name: str, title: str) -> None:
    changed(store, visits.checklist, name=name)
    assert visits.facts(SHEET, visits.visit())["title"] == title


def test_nothing_of_what_was_checked_concerned_the_site(visits: Visits) -> None:
    visit = visits.done()
    visits.store.save("改", *(item.replace(result=ItemResult.NA) for item in visits.mark(visit, {})))
    assert visits.facts(SHEET, visit)["tally"] == {"ok": "0", "not": "0", "na": "5", "rate": "—"}


def test_a_name_with_signs_of_html_stands_as_it_is(store: Store, visits: Visits) -> None:
    changed(store, visits.mill, name="A<b>&\"公司'", address="一\n二\t三")
    [rendered] = visits.print(RECORD, visits.visit())
    assert "A<b>&\"公司'" in told(rendered.html)
    assert "<b>" not in rendered.html
    assert "地址：一 / 二 三＿\n" in told(rendered.html)


def test_a_fact_that_nobody_gave_is_an_error(visits: Visits) -> None:
    facts = visits.facts(RECORD, visits.visit())
    render(RECORD, facts)
    del facts["disclaimer"]
    with pytest.raises(UndefinedError, match="disclaimer"):
        render(RECORD, facts)


def test_a_fact_that_is_nothing_is_an_error(visits: Visits) -> None:
    with pytest.raises(ValueError, match="没有内容"):
        render(RECORD, visits.facts(RECORD, visits.visit()) | {"places": None})


def test_papers_come_in_the_order_that_was_asked_for(visits: Visits) -> None:
    first, second = visits.visit(), visits.visit(no="JC-2026-0099")
    assert [paper.number for paper in visits.print(SHEET, second, first)] == ["JC-2026-0099", first.no]


def test_there_is_no_paper_of_a_record_that_is_not_there(store: Store, visits: Visits) -> None:
    with pytest.raises(Refusal, match="没有编号为 404 的记录"):
        papers(store, INSPECTIONS, RECORD, [404])
