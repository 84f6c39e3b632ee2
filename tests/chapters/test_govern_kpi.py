"""An assessment is scored as domain §3.15 says, by the scheme for its kind of subject, and a veto takes the grade alone."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.accident import Accident, Liability
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget
from safety_desk.ledgers.govern.documents import GovLevel, ImplTask, PolicyDoc
from safety_desk.ledgers.govern.duties import DutyList, DutyOccurrence
from safety_desk.ledgers.govern.evidence import Metric, evidence
from safety_desk.ledgers.govern.goals import Award, Veto, VetoState
from safety_desk.ledgers.govern.patrol import Bulletin, BulletinType
from safety_desk.ledgers.govern.scheme import AppliesTo, Formula, KpiItem, KpiScheme, Method
from safety_desk.ledgers.govern.scoring import (
    ItemKind,
    KpiGrade,
    KpiRules,
    Points,
    clamped,
    final_score,
    grade_of,
    ranks,
    scored,
)
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet, SheetState
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.people import OrgUnit
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.society.grid_patrol import GridPatrol
from safety_desk.periods import read_period

D = dt.date
PROCESS, RESULT, BONUS = ItemKind.PROCESS, ItemKind.RESULT, ItemKind.BONUS


# the rules


@pytest.mark.parametrize(
    ("std", "deduct", "score"), [(10, 3, 7), (10, 12, 0), (10, 0, 10), (2.5, 0.7, 1.8), (10, -1, 10)]
)
def test_a_score_is_never_below_zero_nor_above_its_item(std: float, deduct: float, score: float) -> None:
    assert clamped(std, deduct) == score


def test_the_highest_instance_that_has_spoken_counts() -> None:
    assert final_score(9, 8, 7) == 7
    assert final_score(9, 8, None) == 8
    assert final_score(9, None, None) == 9
    assert final_score(9, 8, 0) == 0
    assert final_score(None, None, None) is None


def test_process_and_result_are_normalised_and_weighed() -> None:
    told = scored([Points(PROCESS, 40, 30), Points(PROCESS, 20, 15), Points(RESULT, 40, 38)], 0.6, 0)
    assert (told.process, told.result, told.total) == (75, 95, 83)


def test_half_a_hundredth_is_rounded_up() -> None:
    told = scored([Points(PROCESS, 200, 160.25), Points(RESULT, 100, 80)], 0.6, 0)
    assert (told.process, told.total) == (80.13, 80.08)


def test_where_one_part_has_no_items_the_other_is_the_whole() -> None:
    assert scored([Points(RESULT, 50, 40)], 0.6, 0).total == 80
    assert scored([Points(PROCESS, 50, 40)], 0.6, 0).total == 80
    assert scored([], 0.6, 0).total is None


@pytest.mark.parametrize(("cap", "bonus"), [(0, 0), (3, 3), (10, 5)])
def test_a_bonus_goes_up_to_its_cap(cap: float, bonus: float) -> None:
    told = scored([Points(PROCESS, 100, 80), Points(BONUS, 2, 2), Points(BONUS, 3, 3)], 1, cap)
    assert (told.bonus, told.total) == (bonus, 80 + bonus)


@pytest.mark.parametrize(
    ("total", "grade"),
    [(90, "优秀"), (89.99, "良好"), (80, "良好"), (79.99, "合格"), (60, "合格"), (59.99, "不合格"), (0, "不合格")],
)
def test_grades_begin_at_90_80_and_60(total: float, grade: str) -> None:
    told = grade_of(total, False, KpiRules())
    assert told is not None and told.label == grade
    assert grade_of(total, True, KpiRules()) is KpiGrade.FAILED


def test_equal_totals_share_the_better_place() -> None:
    assert ranks([90, 95, 90, None, 80]) == [2, 1, 2, None, 4]
    assert ranks([90, 90, 80]) == [1, 1, 3]


# an assessment


@pytest.fixture
def villages(store: Store, town: Town) -> list[OrgUnit]:
    return [
        made(store, OrgUnit, name=f"{name}村民委员会", org_type="村", village=village.id)
        for name, village in (("奎峰", town.village), ("铜山", town.far_village))
    ]


@pytest.fixture
def scheme(store: Store) -> KpiScheme:
    scheme = made(store, KpiScheme, name="2026年村考核", year=2026, bonus_cap=2.0)
    rows: tuple[dict[str, Any], ...] = (
        {"points": "责任清单", "std_score": 60.0},
        {
            "points": "隐患整改",
            "std_score": 40.0,
            "kind": RESULT,
            "auto_metric": Metric.MENDED,
            "auto_formula": Formula.SHARE,
        },
        {"points": "推广", "std_score": 3.0, "kind": BONUS},
        {"points": "较大事故", "kind": ItemKind.VETO},
    )
    for row in rows:
        made(store, KpiItem, scheme=scheme.id, **row)
    return store.get(KpiScheme, scheme.id or 0)


def sheet_of(store: Store, scheme: KpiScheme, org: OrgUnit, *scores: float) -> KpiSheet:
    """A sheet with its items laid out and, in their order, these scores of the subject itself."""
    sheet = taken(store, made(store, KpiSheet, scheme=scheme.id, org=org.id), "列出指标")
    for score, given in zip(store.kin().of(sheet, "kpi_scores"), scores, strict=False):
        changed(store, score, self_score=given)
    return store.get(KpiSheet, sheet.id or 0)


def scores_of(store: Store, sheet: KpiSheet) -> list[KpiScore]:
    return store.kin().of(store.get(KpiSheet, sheet.id or 0), "kpi_scores")


def test_a_scheme_knows_whether_its_items_make_the_whole(store: Store, scheme: KpiScheme) -> None:
    assert (scheme.item_total, scheme.balanced) == (100, True)
    made(store, KpiItem, scheme=scheme.id, points="多一项", std_score=5.0)
    again = store.get(KpiScheme, scheme.id or 0)
    assert (again.item_total, again.balanced) == (105, False)


def test_there_is_no_total_before_every_item_has_a_score(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit]
) -> None:
    sheet = sheet_of(store, scheme, villages[0], 48)
    assert (sheet.period, sheet.year, sheet.total, sheet.grade) == ("2026", 2026, None, None)
    assert sheet_of(store, scheme, villages[1], 48, 40).total == 88


def test_sheets_of_a_scheme_are_ranked_and_ranked_anew(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit]
) -> None:
    first = sheet_of(store, scheme, villages[0], 48, 40)
    second = sheet_of(store, scheme, villages[1], 60, 40)
    assert [store.get(KpiSheet, s.id or 0).rank for s in (first, second)] == [2, 1]
    best = scores_of(store, second)[0]
    changed(store, best, review_score=30.0)
    assert [store.get(KpiSheet, s.id or 0).rank for s in (first, second)] == [1, 2]


def test_other_weights_give_another_total(store: Store, scheme: KpiScheme, villages: list[OrgUnit]) -> None:
    sheet = sheet_of(store, scheme, villages[0], 48, 20)
    assert sheet.total == 68
    changed(store, scheme, process_weight=0.5, result_weight=0.5)
    assert store.get(KpiSheet, sheet.id or 0).total == 65
    store.set_options("修改设置", KpiRules(passed=66.0))
    assert store.get(KpiSheet, sheet.id or 0).grade is KpiGrade.FAILED


@pytest.mark.parametrize("name", ["self_score", "dept_score", "review_score"])
def test_a_score_above_its_item_is_refused(store: Store, scheme: KpiScheme, villages: list[OrgUnit], name: str) -> None:
    sheet = sheet_of(store, scheme, villages[0])
    first = scores_of(store, sheet)[0]
    with pytest.raises(Refusal, match=r"得分 60\.5 高于标准分值 60"):
        changed(store, first, **{name: 60.5})
    assert getattr(scores_of(store, sheet)[0], name) is None


def test_what_is_taken_off_gives_the_department_s_score(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit]
) -> None:
    first = scores_of(store, sheet_of(store, scheme, villages[0], 60))[0]
    told = changed(store, first, deduct=4.5, deduct_reason="资料不全")
    assert (told.dept_score, told.score) == (55.5, 55.5)


def test_the_way_from_self_assessment_to_the_grade(store: Store, scheme: KpiScheme, villages: list[OrgUnit]) -> None:
    sheet = sheet_of(store, scheme, villages[0], 57)
    with pytest.raises(Refusal, match="第 2 项还没有自评得分"):
        taken(store, sheet, "提交自评")
    for score in scores_of(store, sheet)[:2]:
        changed(store, score, self_score=score.std_score)
    sheet = taken(store, sheet, "提交自评")
    with pytest.raises(Refusal, match="还没有部门评分"):
        taken(store, sheet, "部门评分完成")
    for score in scores_of(store, sheet)[:2]:
        changed(store, score, dept_score=score.std_score)
    sheet = taken(store, store.get(KpiSheet, sheet.id or 0), "部门评分完成")
    sheet = taken(store, sheet, "复核完成，公示", public_at=D(2026, 11, 16))
    with pytest.raises(Refusal, match="定档日期不能早于公示日期"):
        taken(store, sheet, "定档", decided_on=D(2026, 11, 15), approver="吴某")
    sheet = taken(store, sheet, "定档", decided_on=D(2026, 11, 23), approver="吴某")
    assert (sheet.status, sheet.grade, sheet.rank) == (SheetState.DECIDED, KpiGrade.EXCELLENT, 1)
    assert offered(store, sheet) == set()


def test_an_objection_leads_back_to_the_review(store: Store, scheme: KpiScheme, villages: list[OrgUnit]) -> None:
    sheet = changed(store, sheet_of(store, scheme, villages[0], 57, 39), status=SheetState.PUBLIC)
    assert taken(store, sheet, "有异议，重新复核", objection="漏计一次会议").status is SheetState.REVIEW


def test_items_are_laid_out_once(store: Store, scheme: KpiScheme, villages: list[OrgUnit]) -> None:
    sheet = sheet_of(store, scheme, villages[0])
    with pytest.raises(Refusal, match="已经列出"):
        taken(store, sheet, "列出指标")
    made(store, KpiItem, scheme=scheme.id, points="多一项", std_score=5.0)
    taken(store, sheet, "列出指标")
    assert [score.seq for score in scores_of(store, sheet)] == [1, 2, 3, 4, 5]


# the right scheme


def test_a_scheme_for_villages_is_not_for_an_office_nor_an_enterprise(
    store: Store, scheme: KpiScheme, town: Town
) -> None:
    for whom in ({"org": town.office.id}, {"enterprise": town.mill.id}, {"person": town.chief.id}):
        with pytest.raises(Refusal, match="适用于村"):
            made(store, KpiSheet, scheme=scheme.id, **whom)


def test_a_scheme_for_a_trade_is_not_for_another(store: Store, town: Town) -> None:
    scheme = made(
        store, KpiScheme, name="危化企业", year=2026, applies_to=AppliesTo.ENTERPRISE, industry=("危险化学品",)
    )
    with pytest.raises(Refusal, match="行业"):
        made(store, KpiSheet, scheme=scheme.id, enterprise=town.mill.id)
    station = changed(store, town.station, industry_safety="危险化学品")
    assert made(store, KpiSheet, scheme=scheme.id, enterprise=station.id).year == 2026


# what the ledgers say


def test_the_rate_of_mending_is_counted_and_a_person_s_score_stays(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit], town: Town
) -> None:
    for n in range(4):
        mended = D(2026, 11, 5) if n else None
        made(
            store,
            HiddenDanger,
            enterprise=town.mill.id,
            found_date=D(2026, 11, 1),
            description=f"{n}",
            rectified_at=mended,
        )
    sheet = taken(store, sheet_of(store, scheme, villages[0], 60, 40), "自动取数")
    counted = scores_of(store, sheet)[1]
    assert (counted.auto_value, counted.dept_score, counted.score) == (75, 30, 30)
    assert counted.auto_note == "应整改隐患 4，其中完成 3"
    changed(store, counted, dept_score=28.0)
    assert scores_of(store, taken(store, sheet, "自动取数"))[1].score == 28
    by_hand = scores_of(store, taken(store, sheet_of(store, scheme, villages[1], 60, 40), "自动取数"))[1]
    assert (by_hand.auto_value, by_hand.dept_score, by_hand.auto_note) == (None, None, "本期没有应整改隐患")


def test_each_criticism_takes_points_off(store: Store, villages: list[OrgUnit]) -> None:
    scheme = made(store, KpiScheme, name="通报", year=2026)
    made(store, KpiItem, scheme=scheme.id, points="不被通报", std_score=8.0, method=Method.COUNTED,
         auto_metric=Metric.CRITICISED, auto_formula=Formula.EACH, auto_step=5.0)  # fmt: skip
    for kind in (BulletinType.CRITICISM, BulletinType.PRAISE):
        made(store, Bulletin, org=villages[0].id, date=D(2026, 10, 8), type=kind)
    sheet = taken(store, sheet_of(store, scheme, villages[0]), "自动取数")
    assert scores_of(store, sheet)[0].score == 3


# vetoes and awards


def veto(store: Store, org: OrgUnit, **values: Any) -> Veto:
    return made(store, Veto, org=org.id, year=2026, reason="瞒报", detail="瞒报受伤事故", **values)


def test_a_confirmed_veto_takes_the_grade_and_leaves_the_score(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit]
) -> None:
    sheet = sheet_of(store, scheme, villages[0], 60, 40)
    proposed = veto(store, villages[0])
    assert store.get(KpiSheet, sheet.id or 0).grade is KpiGrade.EXCELLENT
    confirmed = taken(store, proposed, "确定否决", decided_date=D(2026, 11, 20), decided_by="镇党委会")
    told = store.get(KpiSheet, sheet.id or 0)
    assert (told.total, told.grade, told.vetoed, told.veto_reason, told.rank) == (
        100,
        KpiGrade.FAILED,
        True,
        "瞒报受伤事故",
        1,
    )
    taken(store, confirmed, "撤销", revoke_reason="查明不属实", decided_by="镇党委会")
    assert store.get(KpiSheet, sheet.id or 0).grade is KpiGrade.EXCELLENT


def test_a_veto_that_was_there_before_the_sheet_counts(
    store: Store, scheme: KpiScheme, villages: list[OrgUnit]
) -> None:
    veto(store, villages[0], status=VetoState.CONFIRMED, decided_date=D(2026, 11, 20))
    assert sheet_of(store, scheme, villages[0], 60, 40).grade is KpiGrade.FAILED
    assert sheet_of(store, scheme, villages[1], 60, 40).grade is KpiGrade.EXCELLENT


def test_a_quarter_is_not_vetoed(store: Store, scheme: KpiScheme, villages: list[OrgUnit]) -> None:
    veto(store, villages[0], status=VetoState.CONFIRMED, decided_date=D(2026, 11, 20))
    assert made(store, KpiSheet, scheme=scheme.id, org=villages[0].id, period="2026Q3").vetoed is False


def test_whoever_is_vetoed_is_not_praised_that_year(store: Store, villages: list[OrgUnit]) -> None:
    veto(store, villages[0], status=VetoState.CONFIRMED, decided_date=D(2026, 11, 20))
    with pytest.raises(Refusal, match="2026 年有一票否决，不能评先评优"):
        made(store, Award, org=villages[0].id, year=2026)
    assert made(store, Award, org=villages[0].id, year=2025).subject_type is not None


def told(store: Store, metric: Metric, subject: Any, period: str = "2026") -> tuple[float | None, str]:
    found = evidence(metric, subject, store.kin(), read_period(period), store.scene())
    return found.value, found.note


def test_patrols_are_owed_by_each_grid_for_the_months_that_are_over(
    store: Store, villages: list[OrgUnit], town: Town
) -> None:
    grid = made(store, Grid, village=town.village.id, name="一网格")
    for day in (D(2026, 9, 3), D(2026, 10, 8), D(2026, 11, 2)):
        made(store, GridPatrol, grid=grid.id, date=day)
    assert told(store, Metric.PATROLS, villages[0], "2026-10") == (100, "网格 1 个，巡查 1 次")
    assert told(store, Metric.PATROLS, villages[0]) == (20, "网格 1 个，巡查 2 次")
    assert told(store, Metric.PATROLS, villages[0], "2026-11") == (None, "本期没有应巡查的网格")
    assert told(store, Metric.PATROLS, town.mill)[0] is None


def test_planned_visits_are_those_of_the_enterprises_near_the_subject(
    store: Store, villages: list[OrgUnit], town: Town
) -> None:
    plan = made(store, EnforcePlan, year=2026, org=town.office.id)
    made(store, EnforceTarget, plan=plan.id, enterprise=town.mill.id, seq=1, month_plan=3)
    made(store, EnforceTarget, plan=plan.id, enterprise=town.mill.id, seq=2, month_plan=12)
    changed(store, town.mill, supervise_dept=town.office.id)
    for subject in (villages[0], town.office, town.mill):
        assert told(store, Metric.PLANNED, subject) == (0, "到期计划检查 1，其中完成 0")
    assert told(store, Metric.PLANNED, villages[1]) == (None, "本期没有到期计划检查")


def test_an_accident_counts_unless_nobody_is_to_blame(store: Store, villages: list[OrgUnit], town: Town) -> None:
    for liability, near_miss in (
        (Liability.YES, False),
        (Liability.OPEN, False),
        (Liability.NO, False),
        (Liability.YES, True),
    ):
        made(
            store,
            Accident,
            enterprise=town.mill.id,
            village=town.village.id,
            liability=liability,
            is_near_miss=near_miss,
        )
    assert (
        told(store, Metric.ACCIDENTS, villages[0])
        == told(store, Metric.ACCIDENTS, town.mill)
        == (2, "生产安全事故 2 起")
    )
    assert told(store, Metric.ACCIDENTS, villages[1])[0] == 0


def test_what_was_due_is_counted_by_its_day(store: Store, town: Town) -> None:
    duty = made(store, DutyList, org=town.office.id, year=2026)
    made(store, DutyOccurrence, duty=duty.id, period_key="2026Q1", due_date=D(2026, 3, 31), done_at=D(2026, 3, 20))
    made(store, DutyOccurrence, duty=duty.id, period_key="2026Q2", due_date=D(2026, 6, 30))
    made(store, DutyOccurrence, duty=duty.id, period_key="2026Q4", due_date=D(2026, 12, 31))
    assert told(store, Metric.DUTIES, town.office)[0] == 50
    doc = made(store, PolicyDoc, level=GovLevel.TOWN)
    for finish in (D(2026, 5, 1), D(2026, 5, 30)):
        made(
            store,
            ImplTask,
            source_doc=doc.id,
            lead_org=town.office.id,
            due_date=D(2026, 5, 10),
            status=TaskState.DONE,
            finish_date=finish,
        )
    assert told(store, Metric.TASKS, town.office) == (50, "到期任务 2，其中完成 1")
