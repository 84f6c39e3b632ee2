"""Emergency plans: their way from draft to repeal, and the terms of filing, drills and assessment."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.society.plan import (
    EMERGENCY_PLANS,
    Drill,
    EmergencyPlan,
    PlanKind,
    PlanOwner,
    PlanRules,
    PlanState,
    ReviewResult,
    drill_months,
    drills_half_yearly,
)
from safety_desk.ledgers.society.rescue import RescueMaterial

D = dt.date
GIVEN = {
    "review_date": D(2026, 5, 1), "review_result": ReviewResult.PASSED, "issue_date": D(2026, 5, 8), "filed_date": D(2026, 5, 20),
    "filing_no": "341823-2026-0001", "assess_date": D(2026, 11, 2), "assess_text": "可行", "revise_reason": "面临风险变化",
    "abolish_reason": "与新版合并",
}  # fmt: skip
STEPS = {
    "送评审": ({"draft", "revising"}, "review"),
    "退回修改": ({"review"}, "draft"),
    "评审通过并发布": ({"review"}, "issued"),
    "备案": ({"issued", "drilled", "assessed"}, "filed"),
    "已演练": ({"issued", "filed", "assessed"}, "drilled"),
    "评估": ({"issued", "filed", "drilled"}, "assessed"),
    "启动修订": ({"issued", "filed", "drilled", "assessed"}, "revising"),
    "废止": ({"issued", "filed", "drilled", "assessed", "revising"}, "abolished"),
}


@pytest.fixture
def plan(store: Store, town: Town) -> Any:
    """plan("issued", …): a plan of the mill in that state."""

    def at(state: str = "draft", **values: Any) -> EmergencyPlan:
        out = {} if state in ("draft", "review") else {"issue_date": D(2026, 5, 8)}
        given = {"enterprise": town.mill.id, "state": PlanState(state), **out, **values}
        return made(store, EmergencyPlan, **given)

    return at


def drill(store: Store, plan: EmergencyPlan, day: D) -> Drill:
    return made(store, Drill, plan=plan.id, enterprise=plan.enterprise, date=day)


@pytest.mark.parametrize("state", [state.value for state in PlanState])
def test_in_each_state_exactly_the_legal_steps_are_offered(store: Store, plan: Any, state: str) -> None:
    assert offered(store, plan(state)) == {step for step, (states, _) in STEPS.items() if state in states}


def test_a_plan_goes_its_whole_way_and_begins_anew(store: Store, plan: Any) -> None:
    now = plan()
    way = (
        "送评审",
        "退回修改",
        "送评审",
        "评审通过并发布",
        "备案",
        "已演练",
        "评估",
        "启动修订",
        "送评审",
        "评审通过并发布",
        "废止",
    )
    for label in way:
        if label == "已演练":
            drill(store, now, D(2026, 10, 1))
            now = store.get(EmergencyPlan, now.id)
        step = next(step for step in EMERGENCY_PLANS.steps if step.label == label)
        now = taken(store, now, label, **{name: GIVEN[name] for name in step.fields() if name in GIVEN})
        assert now.state.value == STEPS[label][1]
        assert [p for p in EMERGENCY_PLANS.problems(now, store.scene()) if not p.doubt] == []


def test_what_the_reviewers_want_mended_is_not_issued(store: Store, plan: Any) -> None:
    with pytest.raises(Refusal, match="评审结论是修改"):
        taken(store, plan("review"), "评审通过并发布", **{**_three(), "review_result": ReviewResult.MEND})


def _three() -> dict[str, Any]:
    return {name: GIVEN[name] for name in ("review_date", "review_result", "issue_date")}


@pytest.mark.parametrize(
    ("state", "step", "given", "said"),
    [
        ("review", "评审通过并发布", {**_three(), "issue_date": D(2026, 4, 30)}, "发布日期不能早于评审日期"),
        ("issued", "备案", {"filed_date": D(2026, 5, 7), "filing_no": "1"}, "备案日期不能早于发布日期"),
        ("filed", "评估", {"assess_date": D(2026, 5, 7), "assess_text": "可行"}, "评估日期不能早于发布日期"),
        ("filed", "已演练", {}, "还没有演练记录"),
    ],
)
def test_days_follow_one_another(store: Store, plan: Any, state: str, step: str, given: Any, said: str) -> None:
    with pytest.raises(Refusal, match=said):
        taken(store, plan(state), step, **given)


def test_a_drill_of_the_version_before_does_not_count(store: Store, plan: Any) -> None:
    issued = plan("issued")
    drill(store, issued, D(2026, 5, 7))
    with pytest.raises(Refusal, match="还没有演练记录"):
        taken(store, store.get(EmergencyPlan, issued.id), "已演练")


@pytest.mark.parametrize(
    ("owner", "kind", "risky", "months"),
    [
        (PlanOwner.TOWN, PlanKind.WHOLE, False, 24),
        (PlanOwner.TOWN, PlanKind.SITE, True, 24),
        (PlanOwner.VILLAGE, PlanKind.WHOLE, False, 24),
        (PlanOwner.ENTERPRISE, PlanKind.WHOLE, True, 6),
        (PlanOwner.ENTERPRISE, PlanKind.SITE, True, 6),
        (PlanOwner.ENTERPRISE, PlanKind.WHOLE, False, 12),
        (PlanOwner.ENTERPRISE, PlanKind.SPECIAL, False, 12),
        (PlanOwner.ENTERPRISE, PlanKind.SITE, False, 6),
        (PlanOwner.ENTERPRISE, PlanKind.CARD, True, None),
    ],
)
def test_how_often_a_plan_is_drilled(owner: PlanOwner, kind: PlanKind, risky: bool, months: int | None) -> None:
    assert drill_months(owner, kind, risky, PlanRules()) == months


@pytest.mark.parametrize(
    ("values", "often"),
    [
        ({"is_high_risk": True}, True),
        ({"tags": ("老旧厂房", "人员密集")}, True),
        ({"industry_safety": "建筑施工"}, True),
        ({"tags": ("木材加工",), "industry_safety": "轻工"}, False),
        ({}, False),
    ],
)
def test_dangerous_goods_building_and_crowds_drill_every_half_year(values: dict[str, Any], often: bool) -> None:
    assert drills_half_yearly(Enterprise(name="甲厂", **values)) is often


def test_terms_follow_from_issue_filing_assessment_and_drills(store: Store, plan: Any) -> None:
    now = plan("filed", filed_date=D(2026, 5, 20))
    assert not now.must_file and now.file_due is None
    store.set_options("改设置", PlanRules(all_file=True))
    now = store.get(EmergencyPlan, now.id)
    assert now.must_file and now.file_due == D(
        2026, 6, 4
    )  # 20 working days, 9 May among them: it is worked instead of a day off
    assert (now.valid_to, now.assess_due, now.drill_due) == (D(2029, 5, 20), D(2029, 5, 8), D(2027, 5, 8))
    first = drill(store, now, D(2026, 9, 1))
    now = store.get(EmergencyPlan, now.id)
    assert (now.last_drill, now.drill_due) == (D(2026, 9, 1), D(2027, 9, 1))
    assert changed(store, now, assess_date=D(2026, 11, 1)).assess_due == D(2029, 11, 1)
    with store.operation("删除演练"):
        store.delete(first)
    assert store.get(EmergencyPlan, now.id).drill_due == D(2027, 5, 8)


def test_the_office_sets_the_terms(store: Store, plan: Any) -> None:
    now = plan("filed", filed_date=D(2026, 5, 20))
    store.set_options("改设置", PlanRules(filing_years=5, plan_months=6))
    now = store.get(EmergencyPlan, now.id)
    assert (now.valid_to, now.drill_due) == (D(2031, 5, 20), D(2026, 11, 8))


@pytest.mark.parametrize(
    ("owner", "field"), [("village", "village"), ("office", "office"), ("enterprise", "enterprise")]
)
def test_whose_a_plan_is_must_be_said(store: Store, owner: str, field: str) -> None:
    plan = EmergencyPlan(name="甲预案", owner_type=PlanOwner(owner), kind=PlanKind.WHOLE)
    assert [problem.field for problem in EMERGENCY_PLANS.problems(plan, store.scene())] == [field]


def test_a_special_plan_of_an_enterprise_joins_on_to_one_above(store: Store, plan: Any) -> None:
    town = made(store, EmergencyPlan, name="镇预案", owner_type=PlanOwner.TOWN)
    special = plan(kind=PlanKind.SPECIAL)
    [doubt] = EMERGENCY_PLANS.problems(special, store.scene())
    assert doubt.field == "linked_upper_plan" and doubt.doubt
    assert EMERGENCY_PLANS.problems(special.replace(linked_upper_plan=town.id), store.scene()) == []


def test_the_same_version_of_a_plan_stands_once(store: Store, plan: Any) -> None:
    plan(name="火灾预案")
    with pytest.raises(Refusal):
        plan(name="火灾预案")
    assert plan(name="火灾预案", version="第二版").id


@pytest.mark.parametrize(("qty", "least", "short"), [(5.0, 6.0, True), (6.0, 6.0, False), (0.0, None, False)])
def test_supplies_below_their_least_are_short(store: Store, qty: float, least: float | None, short: bool) -> None:
    assert made(store, RescueMaterial, name="救生衣", warehouse="镇库", qty=qty, min_qty=least).short is short
