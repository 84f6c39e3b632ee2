"""Risk points, hazards, assessments: what is scored is kept, and a person's judgment has its reason and its approver."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.methods import Method, MethodRules, Side
from safety_desk.ledgers.risk import (
    CONTROL_MEASURES,
    RISK_ASSESSMENTS,
    RISK_POINTS,
    ControlMeasure,
    Hazard,
    OwnerType,
    RiskAssessment,
    RiskPoint,
)  # fmt: skip

ORANGE = {"L": 3, "E": 6, "C": 15}
BOUNDARY = {"L": 10, "E": 1, "C": 7}  # D = 70


@pytest.fixture
def hazard(store: Store, town: Town) -> Hazard:
    point = made(store, RiskPoint, name="锅炉房", enterprise=town.mill.id)
    return made(store, Hazard, risk_point=point.id)


@pytest.fixture
def assess(store: Store, hazard: Hazard) -> Any:
    return lambda **values: made(store, RiskAssessment, hazard=hazard.id, **values)


def test_an_assessment_keeps_its_inputs_its_result_and_the_version_of_its_method(assess: Any) -> None:
    told = assess(factors=ORANGE, assess_date=dt.date(2026, 3, 1))
    assert (told.score, told.grade_calc, told.grade_final) == (270, Grade.ORANGE, Grade.ORANGE)
    assert told.method_version == "LEC-1（C=15，320/160/70，le）"
    assert told.factors == ORANGE
    assert told.is_current


@pytest.mark.parametrize(
    ("factors", "due"),
    [
        ({"L": 6, "E": 6, "C": 15}, 2027),
        (ORANGE, 2027),
        ({"L": 3, "E": 6, "C": 7}, 2028),
        ({"L": 1, "E": 6, "C": 7}, 2029),
    ],
)
def test_the_next_assessment_is_due_by_the_grade(assess: Any, factors: dict[str, float], due: int) -> None:
    assert assess(factors=factors, assess_date=dt.date(2026, 3, 1)).next_due == dt.date(due, 3, 1)


def test_the_years_are_the_offices_and_a_day_set_by_hand_stands(store: Store, assess: Any) -> None:
    store.set_options("改周期", MethodRules(years_orange=2))
    assert assess(factors=ORANGE, assess_date=dt.date(2026, 3, 1)).next_due == dt.date(2028, 3, 1)
    assert assess(factors=ORANGE, next_due=dt.date(2026, 12, 31)).next_due == dt.date(2026, 12, 31)


def test_a_later_rule_does_not_change_an_old_result(store: Store, assess: Any) -> None:
    old = assess(factors=BOUNDARY)
    assert old.grade_final is Grade.BLUE
    store.set_options("改界值", MethodRules(lec_side=Side.UPPER))
    old = changed(store, old, assessor="吴某")
    assert (old.grade_final, old.method_version) == (Grade.BLUE, "LEC-1（C=15，320/160/70，le）")
    assert assess(factors=BOUNDARY).grade_final is Grade.YELLOW


def test_new_inputs_are_scored_by_the_rules_of_today(store: Store, assess: Any) -> None:
    told = assess(factors=BOUNDARY)
    assert told.next_due == dt.date(2029, 11, 23)
    told = changed(store, told, factors=ORANGE)
    assert (told.score, told.grade_final, told.next_due) == (270, Grade.ORANGE, dt.date(2027, 11, 23))


def test_a_judgment_of_a_person_stands_against_the_computed_grade(store: Store, assess: Any) -> None:
    told = assess(factors=ORANGE, grade_final=Grade.RED, override_reason="曾发生事故", override_approver="吴某")
    assert (told.grade_calc, told.grade_final) == (Grade.ORANGE, Grade.RED)
    told = changed(store, told, factors={"L": 1, "E": 6, "C": 7})
    assert (told.grade_calc, told.grade_final) == (Grade.BLUE, Grade.RED)


def problems(store: Store, **raw: str) -> list[tuple[str, str]]:
    sound = {"hazard": "烫伤", "assess_date": "2026-11-20", "factors": "L=3，E=6，C=15"}
    done = RISK_ASSESSMENTS.read({**sound, **raw}, store.context(), store.scene())
    return [(problem.field, problem.text) for problem in done.errors if problem.field != "hazard"]


def test_another_grade_than_the_computed_one_needs_reason_and_approver(store: Store) -> None:
    assert problems(store, grade_final="橙") == problems(store, grade_final="") == []
    assert problems(store, grade_final="蓝") == [
        ("override_reason", "计算等级为橙，改为蓝须写明理由"),
        ("override_approver", "人工认定等级须有审批人"),
    ]
    assert problems(store, grade_final="蓝", override_reason="已消除", override_approver="吴某") == []


def test_a_direct_judgment_says_why(store: Store, assess: Any) -> None:
    assert problems(store, method="直接判定", factors="") == [("direct_reason", "直接判定须写明理由")]
    told = assess(method=Method.DIRECT, direct_reason="构成重大危险源")
    assert (told.score, told.grade_final, told.method_version) == (None, Grade.RED, "direct-1")


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        ({"factors": "L=3，E=6"}, ("factors", "LEC 法缺少 C 值")),
        ({"factors": "L=4，E=6，C=15"}, ("factors", "LEC 法的 L 只能取 10、6、3、1、0.5、0.2、0.1，不能是 4")),
        ({"method": "LS", "factors": "L=3，S=6"}, ("factors", "LS 法的 S 只能取 5、4、3、2、1，不能是 6")),
        ({"assess_date": "2026-11-24"}, ("assess_date", "评估日期不能在今天之后")),
    ],
)
def test_inputs_that_the_method_does_not_know_are_refused(
    store: Store, raw: dict[str, str], said: tuple[str, str]
) -> None:
    assert problems(store, **raw) == [said]


def test_an_assessment_without_inputs_is_not_saved(store: Store, hazard: Hazard, assess: Any) -> None:
    with pytest.raises(Refusal, match="LEC 法缺少 L 值"):
        assess(factors=None)
    assert store.count(RiskAssessment) == 0


@pytest.mark.parametrize(
    ("method", "factors", "score", "grade"),
    [
        (Method.LS, {"L": 4, "S": 5}, 20, Grade.RED),
        (Method.MES, {"M": 3, "E": 6, "S": 4}, 72, Grade.YELLOW),
        (Method.MES, {"M": 5, "S": 4}, 20, Grade.ORANGE),
    ],
)
def test_every_method_can_be_chosen(
    assess: Any, method: Method, factors: dict[str, float], score: float, grade: Grade
) -> None:
    told = assess(method=method, factors=factors)
    assert (told.score, told.grade_final) == (score, grade)


def test_a_point_belongs_to_an_enterprise_or_to_a_public_area(store: Store, town: Town) -> None:
    def said(**raw: str) -> list[str]:
        done = RISK_POINTS.read({"name": "桥面", **raw}, store.context(), store.scene())
        return [problem.text for problem in done.errors]

    assert said() == ["请填企业，或者填公共区域"]
    assert said(enterprise=town.mill.name, public_area=town.bridge.name) == ["企业和公共区域只能填一个"]
    assert said(public_area=town.bridge.name) == []


def test_a_line_stays_a_line_and_an_enterprise_is_never_an_area(store: Store, town: Town) -> None:
    line = made(store, RiskPoint, name="燃气管线", public_area=town.bridge.id, owner_type=OwnerType.LINE)
    mine = made(store, RiskPoint, name="锅炉", enterprise=town.mill.id, owner_type=OwnerType.AREA)
    assert (line.owner_type, mine.owner_type) == (OwnerType.LINE, OwnerType.ENTERPRISE)


def test_two_points_of_one_name_stand_at_different_places(store: Store, town: Town) -> None:
    made(store, RiskPoint, name="配电箱", enterprise=town.mill.id, location="东")
    made(store, RiskPoint, name="配电箱", enterprise=town.mill.id, location="西")
    with pytest.raises(Refusal, match="风险点里已有企业"):
        made(store, RiskPoint, name="配电箱", enterprise=town.mill.id, location="东")


def test_a_measure_that_is_still_open_has_a_term(store: Store, hazard: Hazard) -> None:
    raw = {"hazard": hazard.factor_desc, "text": "加装泄爆口", "status": "待落实"}
    assert [p.text for p in CONTROL_MEASURES.read(raw, store.context(), store.scene()).errors] == [
        "待落实的措施要有期限"
    ]
    assert not CONTROL_MEASURES.read({**raw, "due": "+7"}, store.context(), store.scene()).errors
    assert made(store, ControlMeasure, hazard=hazard.id).id
