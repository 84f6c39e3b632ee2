"""From single risks to a whole: enterprises (domain §3.5), villages and the town (§3.6)."""

import pytest

from safety_desk.errors import Refusal
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.standing import (
    EnterpriseMethod,
    Events,
    RegionMethod,
    StandingRules,
    Weighed,
    enterprise_standing,
    people_weight,
    region_standing,
)  # fmt: skip

R, O, Y, B = Grade
USUAL = StandingRules()
COUNT = StandingRules(enterprise_method=EnterpriseMethod.COUNT)


def test_by_default_an_enterprise_is_as_bad_as_its_worst_point() -> None:
    assert enterprise_standing([B, Y, O], Events(), USUAL).grade is O
    assert enterprise_standing([B], Events(), USUAL).grade is B
    assert enterprise_standing([], Events(), USUAL).grade is None
    assert enterprise_standing([B], Events(), USUAL).method == "就高法"


@pytest.mark.parametrize(
    ("grades", "grade"),
    [
        ([R, B], R),
        ([O, O, O], O),
        ([O, O], Y),
        ([O] + [Y] * 5, O),
        ([O] + [Y] * 4, Y),
        ([Y] * 3, Y),
        ([Y] * 2, B),
        ([Y] * 5, Y),
        ([B] * 9, B),
    ],
)
def test_by_number_an_enterprise_is_as_bad_as_it_has_points(grades: list[Grade], grade: Grade) -> None:
    assert enterprise_standing(grades, Events(), COUNT).grade is grade


def test_the_numbers_are_the_offices() -> None:
    rules = COUNT.replace(count_orange=2, count_yellow=2, count_yellow_beside=1)
    assert enterprise_standing([O, O], Events(), rules).grade is O
    assert enterprise_standing([O, Y], Events(), rules).grade is O
    assert enterprise_standing([Y, Y], Events(), rules).grade is Y


def test_by_points_a_chemical_enterprise_is_graded_by_its_diagnosis_where_there_is_one() -> None:
    points = StandingRules(enterprise_method=EnterpriseMethod.SCORE)
    assert enterprise_standing([R], Events(points=92), points).grade is B
    assert enterprise_standing([O], Events(), points).grade is O


def test_an_enterprise_may_have_a_method_of_its_own() -> None:
    told = enterprise_standing([O, O], Events(), USUAL, EnterpriseMethod.COUNT)
    assert (told.grade, told.method) == (Y, "数量规则")


@pytest.mark.parametrize(
    ("events", "grade", "said"),
    [
        (Events(open_major_dangers=2), O, "有未销号重大隐患 2 条，不低于橙"),
        (Events(blacklisted=True), O, "列入失信名单，不低于橙"),
        (Events(major_hazard_level=1), R, "构成一、二级重大危险源，判红"),
        (Events(major_hazard_level=2), R, "构成一、二级重大危险源，判红"),
    ],
)
def test_events_lift_a_grade_and_say_why(events: Events, grade: Grade, said: str) -> None:
    told = enterprise_standing([B], events, USUAL)
    assert (told.grade, told.reasons) == (grade, (said,))


def test_an_event_lifts_but_never_lowers() -> None:
    assert enterprise_standing([R], Events(open_major_dangers=1, blacklisted=True), USUAL).grade is R
    assert enterprise_standing([B], Events(major_hazard_level=3), USUAL).grade is B


def test_an_event_grades_even_an_enterprise_without_points() -> None:
    assert enterprise_standing([], Events(open_major_dangers=1), USUAL).grade is O


def test_the_office_may_switch_the_floors_off() -> None:
    off = StandingRules(floor_major=False, red_major_hazard=False)
    events = Events(open_major_dangers=1, blacklisted=True, major_hazard_level=1)
    assert enterprise_standing([B], events, off).grade is B


@pytest.mark.parametrize(
    ("base", "events", "grade"),
    [
        (Y, Events(worsened=True), O),
        (R, Events(worsened=True), R),
        (Y, Events(improved=True), B),
        (R, Events(improved=True), R),
        (B, Events(improved=True), B),
        (Y, Events(worsened=True, improved=True), O),
    ],
)
def test_where_switched_on_a_grade_moves_one_step_and_red_never_falls(
    base: Grade, events: Events, grade: Grade
) -> None:
    assert enterprise_standing([base], events, StandingRules(dynamic=True)).grade is grade
    assert enterprise_standing([base], events, USUAL).grade is base


EXAMPLE = [Weighed(R, 60), Weighed(O, 30), Weighed(Y, 25), Weighed(Y, 12), *(Weighed(B, n) for n in (8, 5, 3, 3))]


def test_the_example_of_the_handbook_has_index_2_3571_and_is_lifted_to_orange() -> None:
    told = region_standing(EXAMPLE, USUAL)
    assert (told.index, told.grade, told.reason) == (2.3571, O, "有红点，不低于橙")
    assert told.counts == {"红": 1, "橙": 1, "黄": 2, "蓝": 4}
    assert region_standing(EXAMPLE, USUAL.replace(red_floor=False)).grade is Y


@pytest.mark.parametrize(
    ("people", "weight"), [(None, 1), (0, 1), (9, 1), (10, 2), (29, 2), (30, 3), (99, 3), (100, 4), (5000, 4)]
)
def test_an_object_weighs_by_its_people(people: int | None, weight: int) -> None:
    assert people_weight(people, USUAL) == weight


@pytest.mark.parametrize(
    ("objects", "index", "grade"),
    [
        ([Weighed(R)] * 1 + [Weighed(O)] * 3, 3.25, R),
        ([Weighed(O), Weighed(Y)], 2.5, O),
        ([Weighed(Y)] * 3 + [Weighed(B)], 1.75, Y),
        ([Weighed(Y)] * 2 + [Weighed(B)], 1.6667, B),
        ([Weighed(B)], 1.0, B),
    ],
)
def test_the_bounds_of_the_index_belong_to_the_worse_grade(objects: list[Weighed], index: float, grade: Grade) -> None:
    told = region_standing(objects, USUAL)
    assert (told.index, told.grade) == (index, grade)


def test_a_region_may_be_as_bad_as_its_worst_object() -> None:
    told = region_standing(EXAMPLE, StandingRules(region_method=RegionMethod.MAX))
    assert (told.grade, told.index, told.method) == (R, None, "就高法")


def test_an_empty_region_has_no_grade_and_says_so() -> None:
    told = region_standing([], USUAL)
    assert (told.grade, told.index, told.reason) == (None, None, "没有已评定等级的对象")


LAYERS = StandingRules(region_method=RegionMethod.LAYERS, field_weights={"危险化学品": 0.4, "机械": 0.6})


def test_three_layers_weigh_industries_as_the_office_does() -> None:
    told = region_standing([Weighed(R, 5, "危险化学品"), Weighed(B, 500, "机械"), Weighed(Y, 5, "机械")], LAYERS)
    assert told.index == round(0.4 * 4 + 0.6 * (4 * 1 + 1 * 2) / 5, 4)
    assert told.method == "企业—行业—区域三层法"


def test_weights_of_industries_that_are_absent_do_not_dilute_the_index() -> None:
    assert region_standing([Weighed(O, 5, "机械")], LAYERS).index == 3


def test_three_layers_without_a_weight_are_refused_with_the_place_to_set_it() -> None:
    with pytest.raises(Refusal, match="三层法缺少行业权重：轻工、造纸"):
        region_standing([Weighed(O, 5, "造纸"), Weighed(O, 5, "轻工")], LAYERS)
    with pytest.raises(Refusal, match="合计应大于 0"):
        region_standing([Weighed(O, 5, "机械")], LAYERS.replace(field_weights={"机械": 0}))
