"""Plan to paper: where sites come from, by which list they are checked, one operation that plans, one job that prints."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed, op_count

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Code
from safety_desk.ledgers.checklist import CHECKLISTS, Checklist, ChecklistItem
from safety_desk.ledgers.checklist_choice import ChoiceRules, Subject, checklist_for
from safety_desk.ledgers.enforce.campaign import CampaignTarget, SpecialCampaign
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget, TargetState
from safety_desk.ledgers.enforce.scheme import CheckScheme
from safety_desk.ledgers.enterprise import ENTERPRISES, Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.visit_state import VisitResult, VisitStatus
from safety_desk.tasks.issuing import prepare
from safety_desk.tasks.rounds.making import plan_visits, read_round
from safety_desk.tasks.rounds.printing import blanks, folder, sheets_of
from safety_desk.tasks.rounds.sources import SOURCES, leads_to_sites, source, wishes_of
from safety_desk.tasks.rounds.stops import stops

NAMES = ("checklist_sheet", "inspection_record")


@pytest.fixture
def addressed(store: Store, town: Town) -> Town:
    """The town, its sites with addresses."""
    changed(store, town.mill, address="奎峰村 1 号", tags=("涉爆粉尘",))
    changed(store, town.station, address="章渡路 2 号")
    changed(store, town.bridge, address="濂溪河上")
    return town


def the_round(store: Store, town: Town, **raw: Any) -> Any:
    round_, wrong = read_round(store, {"day": "2026-12-01", "inspectors": (town.inspector.id, town.clerk.id), **raw})
    assert not wrong
    return round_


def asked(store: Store, name: str) -> dict[str, str]:
    return dict(source(name).choices(store))


# -- by which list ----------------------------------------------------------------------------------------------------

LISTS = [
    Checklist(id=1, name="企业通用-基础管理", builtin=True),
    Checklist(id=2, name="企业通用-现场", builtin=True),
    Checklist(id=3, name="粉尘涉爆", industry=("轻工",), risks=("涉爆粉尘",), builtin=True),
    Checklist(id=4, name="学校、幼儿园", industry=("教育",), builtin=True),
    Checklist(id=5, name="三合一、出租房", industry=("出租房",), builtin=True),
    Checklist(id=6, name="停用的", industry=("商贸",), enabled=False),
]


@pytest.mark.parametrize(
    ("risks", "trades", "grade", "chosen"),
    [
        (("涉爆粉尘",), ("轻工",), Grade.BLUE, 3),  # the special risk goes before everything
        ((), ("轻工",), Grade.RED, 1),  # a list for a special risk is not for a trade without it
        ((), ("轻工",), Grade.BLUE, 2),
        ((), ("教育",), Grade.RED, 4),  # the trade goes before the colour
        (("三合一",), ("轻工",), None, 5),  # a list that is named after the risk
        ((), ("商贸",), None, 2),  # a list out of use is none
        ((), (), Grade.ORANGE, 1),
    ],
)
def test_a_list_is_chosen_by_risk_then_trade_then_colour(risks: Any, trades: Any, grade: Any, chosen: int) -> None:
    def codes(words: Any) -> Any:
        return tuple(Code(word, word) for word in words)

    found = checklist_for(Subject(codes(risks), codes(trades), grade), LISTS, ChoiceRules())
    assert found is not None
    assert found.id == chosen


def test_the_offices_own_list_goes_before_the_programs() -> None:
    own = Checklist(id=9, name="我镇学校检查表", industry=("教育",))
    found = checklist_for(Subject((), (Code("教育", "教育"),)), [*LISTS, own], ChoiceRules())
    assert found is own


def test_a_public_area_without_a_list_has_lines_to_write_on() -> None:
    assert checklist_for(Subject((Code("桥梁", "桥梁"),), (), None, graded=False), LISTS, ChoiceRules()) is None


# -- where sites come from --------------------------------------------------------------------------------------------


def test_the_plan_gives_its_months_and_a_visit_takes_its_place(
    store: Store, addressed: Town, make: Callable[..., Any]
) -> None:
    plan = make(EnforcePlan, year=2026)
    target = make(EnforceTarget, plan=plan.id, enterprise=addressed.mill.id, month_plan=11)
    make(EnforceTarget, plan=plan.id, enterprise=addressed.station.id, month_plan=3)
    assert asked(store, "plan") == {"2026-11": "2026 年 11 月（1 家次）", "late": "以前各月没有查的（1 家次）"}
    [stop] = stops(store, source("plan").find(store, "2026-11").wishes)
    assert (stop.name, stop.village, stop.wish.kind, stop.notes) == (addressed.mill.name, "奎峰村", "定期", ())
    [visit] = plan_visits(store, the_round(store, addressed), [stop])
    assert store.get(EnforceTarget, target.id).inspection == visit
    assert store.get(EnforceTarget, target.id).status is TargetState.OPEN, "planned is not yet checked"
    assert asked(store, "plan") == {"late": "以前各月没有查的（1 家次）"}, "it is not offered twice"
    store.undo()
    assert store.get(EnforceTarget, target.id).inspection is None
    assert store.count(Inspection) == 0


def test_who_is_overdue_by_the_frequencies(store: Store, addressed: Town, make: Callable[..., Any]) -> None:
    judged = {"override_reason": "核实", "override_approver": "吴某"}
    changed(store, store.get(Enterprise, addressed.mill.id), override_grade=Grade.ORANGE, **judged)  # twice a year
    changed(store, store.get(Enterprise, addressed.station.id), override_grade=Grade.ORANGE, **judged)
    seen = {"enterprise": addressed.mill.id, "result": VisitResult.CLEAN}
    make(Inspection, **seen, start_at=dt.datetime(2026, 1, 5, 9))
    make(Inspection, **seen, kind="整改复查", start_at=dt.datetime(2026, 11, 5, 9))  # no full check
    make(Inspection, enterprise=addressed.station.id, result=VisitResult.CLEAN, start_at=dt.datetime(2026, 10, 5, 9))
    [wish] = source("unseen").find(store, "").wishes
    assert (wish.enterprise, wish.why) == (addressed.mill.id, "逾期 141 天，一年 2 次，上次 2026-01-05")


def test_sites_with_overdue_dangers_and_due_rechecks(store: Store, addressed: Town, make: Callable[..., Any]) -> None:
    late = {"found_date": dt.date(2026, 10, 1), "deadline": dt.date(2026, 11, 3)}
    make(HiddenDanger, enterprise=addressed.mill.id, description="甲", **late)
    make(HiddenDanger, enterprise=addressed.mill.id, description="乙", **late)
    make(HiddenDanger, public_area=addressed.bridge.id, description="丙", found_date=dt.date(2026, 11, 20))
    assert asked(store, "dangers") == {"late": "逾期没有整改的（2 条）"}
    [stop] = stops(store, source("dangers").find(store, "late").wishes)
    assert (stop.wish.why, stop.wish.kind, stop.dangers) == ("2 条逾期未改，最长逾期 20 天", "整改复查", 2)


def test_a_draw_a_campaign_a_village_and_planned_visits(
    store: Store, addressed: Town, make: Callable[..., Any]
) -> None:
    town = addressed
    drawn = make(
        RandomDraw,
        status=DrawState.DRAWN,
        seed="x",
        drawn=(town.station.id,),
        drawn_inspectors=(town.chief.id, town.clerk.id),
    )
    campaign = make(SpecialCampaign, name="燃气专项", year=2026, field="商贸")
    make(CampaignTarget, campaign=campaign.id, enterprise=town.mill.id)
    found = source("draw").find(store, str(drawn.id))
    assert found.inspectors == (town.chief.id, town.clerk.id)
    wishes = [
        *found.wishes,
        *source("campaign").find(store, str(campaign.id)).wishes,
        *source("village").find(store, str(town.village.id)).wishes,
    ]
    listed = stops(store, wishes)
    assert [stop.name for stop in listed] == [town.bridge.name, town.mill.name, town.station.name], (
        "each once, by village"
    )
    assert listed[1].wish.why == "专项整治对象；本村企业"
    visits = [store.get(Inspection, id) for id in plan_visits(store, the_round(store, town), listed)]
    assert [(v.kind, v.draw, v.campaign) for v in visits] == [
        ("日常", None, None),
        ("专项", None, campaign.id),
        ("双随机", drawn.id, None),
    ]
    assert asked(store, "planned") == {"2026-12-01": "2026-12-01（3 家）"}
    again = stops(store, source("planned").find(store, "2026-12-01").wishes)
    before = op_count(store)
    assert plan_visits(store, the_round(store, town), again) == [visit.id for visit in visits], (
        "they are not planned twice"
    )
    assert op_count(store) == before
    [soon] = stops(store, wishes_of(store, ENTERPRISES, [town.mill.id or 0]))
    assert soon.again
    assert soon.notes == (f"2026-12-01 已安排检查（{visits[1].no}）",)


def test_records_that_lead_to_sites(store: Store, town: Town, make: Callable[..., Any]) -> None:
    found = make(HiddenDanger, public_area=town.bridge.id, description="护栏缺失", found_date=dt.date(2026, 11, 2))
    [wish] = wishes_of(store, HIDDEN_DANGERS, [found.id])
    assert (wish.public_area, wish.kind) == (town.bridge.id, "整改复查")
    assert leads_to_sites(store.ledgers["certificates"])
    assert not leads_to_sites(CHECKLISTS)
    assert len({one.name for one in SOURCES}) == len(SOURCES)


def test_what_should_be_mended_first_is_said(store: Store, town: Town) -> None:
    [stop] = stops(store, wishes_of(store, ENTERPRISES, [town.mill.id or 0]))
    assert stop.notes == ("没有地址，请先在台账里补填",)


# -- the round itself -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "field", "said"),
    [
        ({"day": "2026-11-20"}, "day", "已经过去"),
        ({"day": ""}, "day", "必须填写"),
        ({"day": "2029-01-01"}, "day", "核对年份"),
        ({"inspectors": ""}, "inspectors", "不能少于两人"),
        ({"inspectors": "章某"}, "inspectors", "再选一人"),
        ({"blanks": "99"}, "blanks", "50"),
    ],
)
def test_what_is_wrong_with_a_round_is_said_at_its_field(
    store: Store, town: Town, raw: Any, field: str, said: str
) -> None:
    usual = {"day": "2026-12-01", "inspectors": "章某、凤某", "blanks": "0"}
    _, wrong = read_round(store, {**usual, **raw})
    assert [problem.field for problem in wrong] == [field]
    assert said in wrong[0].text


def test_no_site_no_round(store: Store, town: Town) -> None:
    with pytest.raises(Refusal, match="打勾"):
        plan_visits(store, the_round(store, town), [])


def test_one_job_holds_every_sites_papers_in_order(store: Store, addressed: Town, make: Callable[..., Any]) -> None:
    town = addressed
    make(HiddenDanger, enterprise=town.mill.id, description="除尘器未清灰", found_date=dt.date(2026, 11, 2))
    ids = [town.station.id or 0, town.mill.id or 0]
    visits = plan_visits(store, the_round(store, town), stops(store, wishes_of(store, ENTERPRISES, ids)))
    told = folder(store, visits, NAMES)
    assert not told.left
    job = prepare(store, told.wanted)
    assert [paper.title[-4:] for paper in job.papers] == ["全检查表", "检查记录"] * 2
    [mill_sheet, mill_record, *_] = job.papers
    assert town.mill.name in mill_sheet.html and "除尘器未清灰" in mill_sheet.html
    assert mill_sheet.title.startswith("粉尘涉爆"), "by the special risk"
    assert "章某" in mill_record.html and "2026年12月1日" in mill_record.html
    assert len({paper.number for paper in job.papers}) == 4, "every paper has its own number"


def test_a_site_without_an_address_does_not_keep_the_others_back(store: Store, addressed: Town) -> None:
    changed(store, store.get(Enterprise, addressed.station.id), address=None)
    ids = [addressed.station.id or 0, addressed.mill.id or 0]
    visits = plan_visits(store, the_round(store, addressed), stops(store, wishes_of(store, ENTERPRISES, ids)))
    told = folder(store, visits, NAMES)
    assert len(told.wanted) == 3
    [(name, why)] = told.left
    assert name == addressed.station.name
    assert "没有地址" in why


def test_with_powers_every_enterprise_gets_its_scheme(store: Store, addressed: Town, make: Callable[..., Any]) -> None:
    store.set_options("授权", OfficeRules(mode=EnforcementMode.ENTRUSTED))
    assert [sheet.paper.name for sheet in sheets_of(store) if sheet.usual] == ["check_scheme", *NAMES]
    ids = [addressed.mill.id or 0]
    [visit] = plan_visits(store, the_round(store, addressed), stops(store, wishes_of(store, ENTERPRISES, ids)))
    [scheme] = store.find(CheckScheme, eq("inspection", visit))
    assert scheme.officers == (addressed.inspector.id, addressed.clerk.id)
    assert scheme.contents.startswith("对照《粉尘涉爆》检查：")
    told = folder(store, [visit], ("check_scheme", *NAMES))
    assert [paper.name for _, paper, _ in told.wanted] == ["check_scheme", "checklist_sheet"]
    assert "方案" in told.left[0][1], "the record waits until the scheme is approved"


def test_spare_sheets_name_nobody(store: Store, town: Town) -> None:
    spare = blanks(store, 2, NAMES)
    assert len(spare) == 4
    assert not any(town.mill.name in paper.html or "2026年" in paper.html for paper in spare)
    assert store.count(Inspection) == 0


def test_a_checklist_can_be_another_than_the_rules(store: Store, addressed: Town, make: Callable[..., Any]) -> None:
    own = make(Checklist, name="我镇木材加工")
    make(ChecklistItem, checklist=own.id, content="锯末当日清理")
    [stop] = stops(store, wishes_of(store, ENTERPRISES, [addressed.mill.id or 0]))
    [visit] = plan_visits(store, the_round(store, addressed), [stop.replace(checklist=own.id)])
    made = store.get(Inspection, visit)
    assert (made.checklist, made.status) == (own.id, VisitStatus.PLANNED)
    assert INSPECTIONS.fields["draw"].fixed
