"""What follows from other records is told anew in the operation that changed those, and taken back with it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import Enterprise, GradeSource, StdLevel
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import PublicArea
from safety_desk.ledgers.risk import Hazard, OwnerType, PointStatus, RiskAssessment, RiskPoint
from safety_desk.ledgers.standing import EnterpriseMethod, StandingRules
from safety_desk.record import Record

ORANGE = {"L": 3, "E": 6, "C": 15}
YELLOW = {"L": 3, "E": 6, "C": 7}
BLUE = {"L": 1, "E": 6, "C": 7}


@pytest.fixture
def assess(store: Store) -> Callable[..., Hazard]:
    """A hazard of a point, assessed with these factors."""

    def assessed(point: RiskPoint, factors: dict[str, float]) -> Hazard:
        hazard = made(store, Hazard, risk_point=point.id)
        made(store, RiskAssessment, hazard=hazard.id, factors=factors)
        return store.get(Hazard, hazard.id or 0)

    return assessed


@pytest.fixture
def boiler(store: Store, town: Town) -> RiskPoint:
    return made(store, RiskPoint, name="锅炉房", enterprise=town.mill.id)


def now(store: Store, record: Record) -> Any:
    assert record.id is not None
    return store.get(type(record), record.id)


def test_a_point_takes_the_worst_hazard_and_the_enterprise_the_worst_point(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, BLUE)
    assert (now(store, boiler).grade, now(store, town.mill).risk_grade) == (Grade.BLUE, Grade.BLUE)
    assess(boiler, ORANGE)
    point, mill = now(store, boiler), now(store, town.mill)
    assert (point.grade, point.hazard_count, mill.risk_grade) == (Grade.ORANGE, 2, Grade.ORANGE)
    assert (mill.risk_grade_calc, mill.risk_grade_src, mill.risk_grade_why) == (
        Grade.ORANGE,
        GradeSource.AUTO,
        "就高法",
    )
    assert point.last_assess_at == dt.date(2026, 11, 23)
    assert point.next_assess_due == dt.date(2027, 11, 23)


def test_deleting_a_hazard_lowers_what_it_had_lifted(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, BLUE)
    worst = assess(boiler, ORANGE)
    store.remove("删除危险源", worst)
    assert (now(store, boiler).grade, now(store, town.mill).risk_grade) == (Grade.BLUE, Grade.BLUE)
    store.undo()
    assert (now(store, boiler).grade, now(store, town.mill).risk_grade) == (Grade.ORANGE, Grade.ORANGE)


def test_a_point_whose_last_hazard_is_deleted_has_no_grade(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    store.remove("删除危险源", assess(boiler, ORANGE))
    assert (now(store, boiler).grade, now(store, town.mill).risk_grade) == (None, None)


def test_a_grade_that_came_in_with_a_sheet_stands_until_something_tells_another(
    store: Store, town: Town, assess: Callable[..., Hazard]
) -> None:
    shop = made(store, Enterprise, name="某店", risk_grade=Grade.RED)
    assert (shop.risk_grade, shop.risk_grade_why) == (Grade.RED, "随表格录入，还没有按风险点评定")
    square = made(store, PublicArea, name="广场", kind="公园广场", village=town.village.id, risk_grade=Grade.YELLOW)
    assert square.risk_grade is Grade.YELLOW
    point = made(store, RiskPoint, name="配电房", enterprise=shop.id, grade=Grade.YELLOW)
    assert (point.grade, now(store, shop).risk_grade) == (Grade.YELLOW, Grade.YELLOW)
    hazard = made(store, Hazard, risk_point=point.id, grade=Grade.ORANGE)
    assert (hazard.grade, now(store, shop).risk_grade) == (Grade.ORANGE, Grade.ORANGE)
    assessment = made(store, RiskAssessment, hazard=hazard.id, factors=BLUE)
    assert (now(store, hazard).grade, now(store, shop).risk_grade) == (Grade.BLUE, Grade.BLUE)
    store.remove("删除评估", assessment)
    assert (now(store, hazard).grade, now(store, shop).risk_grade) == (None, None)


def test_a_grade_that_a_person_set_was_not_merely_brought_in_by_the_sheet(store: Store, town: Town) -> None:
    decided = {"override_grade": Grade.ORANGE, "override_reason": "临街", "override_approver": "安委会"}
    shop = made(store, Enterprise, name="某店", risk_grade=Grade.RED, **decided)
    assert (shop.risk_grade, shop.risk_grade_why) == (Grade.ORANGE, "就高法")
    store.save("改名", shop.replace(short_name="店"))
    assert now(store, shop).risk_grade_why == shop.risk_grade_why


def test_a_newer_assessment_is_the_current_one(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    hazard = assess(boiler, ORANGE)
    late = made(store, RiskAssessment, hazard=hazard.id, factors=BLUE)
    made(store, RiskAssessment, hazard=hazard.id, factors=YELLOW, assess_date=dt.date(2025, 1, 1))
    told = {a.factors["C"] * a.factors["L"]: a.is_current for a in store.find(RiskAssessment)}
    assert told == {45: False, 7: True, 21: False}
    assert now(store, hazard).grade is Grade.BLUE
    store.remove("删除评估", late)
    assert now(store, hazard).grade is Grade.ORANGE


def test_a_point_out_of_use_counts_no_more(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, ORANGE)
    changed(store, now(store, boiler), status=PointStatus.GONE)
    assert now(store, town.mill).risk_grade is None


def test_a_point_that_moves_to_another_owner_takes_its_grade_along(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, ORANGE)
    changed(store, now(store, boiler), enterprise=town.station.id)
    assert (now(store, town.mill).risk_grade, now(store, town.station).risk_grade) == (None, Grade.ORANGE)


def test_an_open_major_danger_lifts_to_orange_until_it_is_closed(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, level=Level.MAJOR, major_criteria="第三条")
    mill = now(store, town.mill)
    assert (mill.risk_grade, mill.risk_grade_why) == (Grade.ORANGE, "就高法；有未销号重大隐患 1 条，不低于橙")
    changed(store, danger, status=State.CLOSED, rectified_at=danger.found_date, closed_at=danger.found_date)
    assert now(store, town.mill).risk_grade is None


def test_a_grade_set_by_a_person_stands_beside_the_computed_one(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, BLUE)
    mill = changed(
        store, now(store, town.mill), override_grade=Grade.RED, override_reason="县里要求", override_approver="吴某"
    )
    assert (mill.risk_grade, mill.risk_grade_calc, mill.risk_grade_src) == (Grade.RED, Grade.BLUE, GradeSource.MANUAL)
    mill = changed(store, mill, override_grade=None)
    assert (mill.risk_grade, mill.risk_grade_src) == (Grade.BLUE, GradeSource.AUTO)
    bare = made(store, Enterprise, name="某店", override_grade=Grade.RED)
    assert changed(store, bare, override_grade=None).risk_grade is None


def test_an_enterprise_may_be_graded_by_a_method_of_its_own(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    assess(boiler, ORANGE)
    assert changed(store, now(store, town.mill), grade_method=EnterpriseMethod.COUNT).risk_grade is Grade.YELLOW


@pytest.mark.parametrize(
    ("level", "found", "mended", "grade"),
    [
        (StdLevel.TWO, "2026-03-01", "2026-03-10", Grade.YELLOW),
        (StdLevel.THREE, "2026-03-01", "2026-03-10", Grade.ORANGE),
        (StdLevel.ONE, "2026-03-01", "2026-04-10", Grade.ORANGE),
        (StdLevel.ONE, "2025-03-01", "2025-04-10", Grade.YELLOW),
        (StdLevel.ONE, "2026-11-01", None, Grade.ORANGE),
        (StdLevel.ONE, "2026-11-20", None, Grade.YELLOW),
    ],
)
def test_a_standardized_enterprise_without_a_late_danger_for_a_year_stands_one_grade_milder(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard], level: StdLevel,
    found: str, mended: str | None, grade: Grade,
) -> None:  # fmt: skip
    store.set_options("启用", StandingRules(dynamic=True))
    assess(boiler, ORANGE)
    changed(store, now(store, town.mill), std_level=level)
    done = dt.date.fromisoformat(mended) if mended else None
    made(store, HiddenDanger, enterprise=town.mill.id, found_date=dt.date.fromisoformat(found), rectified_at=done)
    assert now(store, town.mill).risk_grade is grade


def test_a_new_rule_of_the_office_bears_on_what_is_told_next(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    store.set_options("改方法", StandingRules(enterprise_method=EnterpriseMethod.COUNT))
    assess(boiler, ORANGE)
    assert now(store, town.mill).risk_grade is Grade.YELLOW


def test_a_public_area_takes_its_worst_point(store: Store, town: Town, assess: Callable[..., Hazard]) -> None:
    deck = made(store, RiskPoint, name="桥面", public_area=town.bridge.id)
    assess(deck, YELLOW)
    assert now(store, town.bridge).risk_grade is Grade.YELLOW
    assert now(store, deck).owner_type is OwnerType.AREA


@pytest.mark.parametrize("owner", ["mill", "bridge"])
def test_what_belongs_to_an_owner_stands_in_its_village_and_moves_with_it(store: Store, town: Town, owner: str) -> None:
    link = {"mill": "enterprise", "bridge": "public_area"}[owner]
    place: Enterprise | PublicArea = getattr(town, owner)
    theirs = [
        made(store, RiskPoint, name="锅炉房", **{link: place.id}),
        made(store, HiddenDanger, **{link: place.id}),
        made(store, Inspection, **{link: place.id}),
    ]
    assert [now(store, record).village for record in theirs] == [town.village.id] * 3
    changed(store, place, village=town.far_village.id)
    assert [now(store, record).village for record in theirs] == [town.far_village.id] * 3
    store.undo()
    assert [now(store, record).village for record in theirs] == [town.village.id] * 3


def test_what_follows_stands_in_the_same_operation(
    store: Store, town: Town, boiler: RiskPoint, assess: Callable[..., Hazard]
) -> None:
    hazard = made(store, Hazard, risk_point=boiler.id)
    before = now(store, town.mill)
    made(store, RiskAssessment, hazard=hazard.id, factors=ORANGE)
    assert now(store, town.mill).risk_grade is Grade.ORANGE
    assert store.undo() == "新增风险评估"
    assert now(store, town.mill) == before


def test_a_visit_counts_its_dangers_and_not_the_void_ones(store: Store, town: Town) -> None:
    visit = made(store, Inspection, enterprise=town.mill.id)
    made(store, HiddenDanger, enterprise=town.mill.id, inspection=visit.id)
    void = made(store, HiddenDanger, enterprise=town.mill.id, inspection=visit.id)
    assert now(store, visit).found_count == 2
    changed(store, void, status=State.VOID)
    assert now(store, visit).found_count == 1


def test_a_refused_record_takes_nothing_from_what_the_same_operation_changes_next(store: Store, town: Town) -> None:
    danger = made(store, HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 3, 1), description="甲")
    with store.operation("两件"):
        with pytest.raises(Refusal, match="不能重复登记"):
            store.put(danger.replace(id=None, description="乙"))
        store.put(danger.replace(deadline=dt.date(2026, 4, 1)))
    assert now(store, danger).due_on == dt.date(2026, 4, 1)


def test_of_dangers_that_come_in_together_the_one_found_again_is_a_repeat(store: Store, town: Town) -> None:
    day = dt.date(2026, 3, 1)
    alike = {"enterprise": town.mill.id, "category": "26", "place": "一车间", "description": "电线裸露"}
    with store.operation("一批"):
        later = store.put(HiddenDanger(found_date=day + dt.timedelta(20), **alike))
        closed = {"status": State.CLOSED, "rectified_at": day, "closed_at": day + dt.timedelta(3)}
        first = store.put(HiddenDanger(found_date=day, **closed, **alike))
    assert store.get(HiddenDanger, later).is_repeat and not store.get(HiddenDanger, first).is_repeat
