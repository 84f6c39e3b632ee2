"""The methods of risk assessment give the numbers and colours of the handbook (domain §3.1–3.4)."""

import math
from collections import Counter
from itertools import product

import pytest

from safety_desk.errors import Refusal
from safety_desk.ledgers import methods
from safety_desk.ledgers.grade import Grade, worst
from safety_desk.ledgers.methods import MatrixPreset, Method, MethodRules, Side, factors_of, score

USUAL = MethodRules()
UPPER = MethodRules(lec_side=Side.UPPER)


def lec(values: tuple[float, float, float], rules: MethodRules = USUAL) -> methods.Scored:
    return score(Method.LEC, dict(zip("LEC", values, strict=True)), rules)


def every_lec(rules: MethodRules) -> list[methods.Scored]:
    tables = factors_of(Method.LEC, rules)
    return [lec(values, rules) for values in product(*tables.values())]


@pytest.mark.parametrize(
    ("values", "d", "grade"),
    [
        ((3, 6, 15), 270, Grade.ORANGE),
        ((1, 6, 7), 42, Grade.BLUE),
        ((6, 6, 15), 540, Grade.RED),
        ((3, 6, 7), 126, Grade.YELLOW),
        ((0.1, 0.5, 1), 0.05, Grade.BLUE),
    ],
)
def test_lec_multiplies_three_factors(values: tuple[float, float, float], d: float, grade: Grade) -> None:
    scored = lec(values)
    assert (scored.score, scored.grade) == (d, grade)


@pytest.mark.parametrize("values", [(10, 1, 7), (1, 10, 7)])
def test_a_d_of_70_is_blue_or_yellow_as_the_office_decides(values: tuple[float, float, float]) -> None:
    assert lec(values).score == 70
    assert (lec(values).grade, lec(values, UPPER).grade) == (Grade.BLUE, Grade.YELLOW)


def test_all_252_combinations_are_known_and_counted_as_the_handbook_counts_them() -> None:
    found = Counter(scored.grade.label for scored in every_lec(UPPER))
    assert found == {"红": 40, "橙": 21, "黄": 30, "蓝": 161}
    assert sum(found.values()) == 252


def test_with_15_for_one_death_only_70_lies_on_a_boundary() -> None:
    scores = Counter(scored.score for scored in every_lec(USUAL))
    assert (scores[70], scores[20], scores[160], scores[320]) == (2, 5, 0, 0)
    differing = [a.score for a, b in zip(every_lec(USUAL), every_lec(UPPER), strict=True) if a.grade is not b.grade]
    assert differing == [70, 70]


def test_with_16_for_one_death_160_and_320_lie_on_boundaries_too() -> None:
    sixteen = MethodRules(lec_c15=16)
    scores = Counter(scored.score for scored in every_lec(sixteen))
    assert (scores[320], scores[160]) == (1, 2)
    assert lec((10, 2, 16), sixteen).grade is Grade.ORANGE
    assert lec((10, 2, 16), sixteen.replace(lec_side=Side.UPPER)).grade is Grade.RED
    with pytest.raises(Refusal, match="C 只能取"):
        lec((3, 6, 15), sixteen)


def test_the_thresholds_are_the_offices_and_the_version_tells_them() -> None:
    strict = MethodRules(lec_red=200, lec_orange=100, lec_yellow=50)
    assert lec((3, 6, 15), strict).grade is Grade.RED
    assert lec((3, 6, 15)).version == "LEC-1（C=15，320/160/70，le）"
    assert lec((3, 6, 15), strict).version == "LEC-1（C=15，200/100/50，le）"
    assert lec((3, 6, 15), UPPER).version == "LEC-1（C=15，320/160/70，ge）"


MATRIX = """
5蓝 10黄 15橙 20红 25红
4蓝 8蓝 12黄 16橙 20红
3蓝 6蓝 9黄 12黄 15橙
2蓝 4蓝 6蓝 8蓝 10黄
1蓝 2蓝 3蓝 4蓝 5蓝
"""


def test_the_matrix_is_the_handbooks_cell_by_cell() -> None:
    for likelihood, line in zip((5, 4, 3, 2, 1), MATRIX.split("\n")[1:], strict=False):
        for severity, cell in enumerate(line.split(), 1):
            scored = score(Method.LS, {"L": likelihood, "S": severity}, USUAL)
            assert f"{scored.score:g}{scored.grade.label}" == cell


@pytest.mark.parametrize(
    ("preset", "counts"),
    [(MatrixPreset.A, {"红": 3, "橙": 3, "黄": 5, "蓝": 14}), (MatrixPreset.B, {"红": 3, "橙": 7, "黄": 7, "蓝": 8})],
)
def test_each_preset_of_the_matrix_has_its_counts(preset: MatrixPreset, counts: dict[str, int]) -> None:
    rules = MethodRules(ls_preset=preset)
    cells = product(range(1, 6), repeat=2)
    assert Counter(score(Method.LS, {"L": a, "S": b}, rules).grade.label for a, b in cells) == counts


@pytest.mark.parametrize(
    ("r", "grade"), [((4, 4), Grade.ORANGE), ((4, 5), Grade.RED), ((5, 2), Grade.ORANGE), ((5, 1), Grade.YELLOW)]
)
def test_preset_b_has_bounds_of_its_own(r: tuple[int, int], grade: Grade) -> None:
    scored = score(Method.LS, {"L": r[0], "S": r[1]}, MethodRules(ls_preset=MatrixPreset.B))
    assert (scored.grade, scored.version) == (grade, "LS-1（预置B）")


def mes_level(factors: dict[str, float]) -> int:
    """The level of an assessment, told by mapping each level in turn to red and the others to blue."""
    for level in range(1, 6):
        rules = MethodRules(**{f"mes_{n}": Grade.RED if n == level else Grade.BLUE for n in range(1, 6)})
        if score(Method.MES, factors, rules).grade is Grade.RED:
            return level
    raise AssertionError(factors)


def mes_levels(names: str) -> list[tuple[float, int]]:
    """The product and the level of every combination of those factors."""
    tables = factors_of(Method.MES, USUAL)
    chosen = [dict(zip(names, values, strict=True)) for values in product(*(tables[name] for name in names))]
    return [(math.prod(factors.values()), mes_level(factors)) for factors in chosen]


def test_the_90_combinations_of_mes_fall_into_five_levels_without_a_gap() -> None:
    levels = Counter(level for _, level in mes_levels("MES"))
    assert [levels[n] for n in range(1, 6)] == [8, 9, 11, 22, 40]


@pytest.mark.parametrize(
    ("names", "bounds"),
    [
        ("MES", {180: 1, 150: 2, 90: 2, 80: 3, 50: 3, 48: 4, 20: 4, 18: 5, 0.5: 5}),
        ("MS", {50: 1, 40: 1, 30: 1, 24: 2, 20: 2, 12: 3, 10: 3, 8: 3, 6: 4, 4: 4, 3: 5, 1: 5}),
    ],
    ids=["people", "property"],
)
def test_the_levels_of_mes_have_the_bounds_of_the_handbook(names: str, bounds: dict[float, int]) -> None:
    told = mes_levels(names)
    assert {r: level for r, level in told if r in bounds} == bounds


def test_mes_maps_its_levels_to_colours_as_the_office_says() -> None:
    people = score(Method.MES, {"M": 5, "E": 6, "S": 8}, USUAL)
    assert (people.score, people.grade, people.version) == (240, Grade.RED, "MES-1（人身，红橙黄蓝蓝）")
    mild = score(Method.MES, {"M": 5, "E": 6, "S": 8}, MethodRules(mes_1=Grade.ORANGE))
    assert (mild.grade, mild.version) == (Grade.ORANGE, "MES-1（人身，橙橙黄蓝蓝）")
    things = score(Method.MES, {"M": 5, "S": 10}, USUAL)
    assert (things.score, things.grade, things.version) == (50, Grade.RED, "MES-1（财产，红橙黄蓝蓝）")


def test_a_direct_judgment_is_red_without_a_score() -> None:
    assert score(Method.DIRECT, {}, USUAL) == methods.Scored(None, Grade.RED, "direct-1")


@pytest.mark.parametrize(
    ("method", "factors", "why"),
    [
        (Method.LEC, {"L": 3, "E": 6}, "LEC 法缺少 C 值"),
        (Method.LEC, {"L": 3, "E": 6, "C": 16}, "LEC 法的 C 只能取 100、40、15、7、3、1，不能是 16"),
        (Method.LEC, {"L": "大", "E": 6, "C": 15}, "缺少 L 值"),
        (Method.LS, {"L": 6, "S": 1}, "LS 法的 L 只能取 5、4、3、2、1，不能是 6"),
        (Method.LS, {"L": 2.5, "S": 1}, "不能是 2.5"),
        (Method.MES, {"M": 2, "E": 6, "S": 8}, "MES 法的 M 只能取 5、3、1，不能是 2"),
    ],
)
def test_a_missing_or_strange_factor_is_refused(method: Method, factors: dict[str, object], why: str) -> None:
    with pytest.raises(Refusal, match=why):
        score(method, factors, USUAL)


POINTS = {115: "蓝", 90: "蓝", 89.9: "黄", 75: "黄", 74.9: "橙", 60: "橙", 59.9: "红", 0: "红"}


@pytest.mark.parametrize("points", POINTS)
def test_a_diagnosis_in_points_has_its_bounds(points: float) -> None:
    assert methods.percent(points).grade.label == POINTS[points]


@pytest.mark.parametrize(
    ("likelihoods", "severities", "r", "grade"),
    [
        ([1] * 10, [3], 3, Grade.BLUE),
        ([1] * 9 + [2], [3, 1], 6, Grade.YELLOW),
        ([2, 3], [3], 9, Grade.ORANGE),
        ([3], [4], 12, Grade.RED),
        ([4], [4], 16, Grade.RED),
    ],
)
def test_the_chemical_matrix_rounds_likelihood_up_and_takes_the_worst_severity(
    likelihoods: list[int], severities: list[int], r: float, grade: Grade
) -> None:
    scored = methods.matrix_4x4(likelihoods, severities)
    assert (scored.score, scored.grade) == (r, grade)


def test_grades_know_their_letter_their_words_and_their_weight() -> None:
    told = [(grade.letter, grade.label, grade.risk, grade.weight) for grade in Grade]
    assert told == [
        ("A", "红", "重大风险", 4),
        ("B", "橙", "较大风险", 3),
        ("C", "黄", "一般风险", 2),
        ("D", "蓝", "低风险", 1),
    ]
    assert (Grade.YELLOW.raised(), Grade.RED.raised(), Grade.ORANGE.raised(-1), Grade.BLUE.raised(-1)) == (
        Grade.ORANGE,
        Grade.RED,
        Grade.YELLOW,
        Grade.BLUE,
    )
    assert worst([Grade.BLUE, None, Grade.ORANGE]) is Grade.ORANGE
    assert worst([None]) is None
