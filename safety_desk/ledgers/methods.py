"""The methods of risk assessment as data: factor tables, thresholds, and which side a boundary falls on (domain §3.1–3.3).

An assessment stores its inputs and the version of the method, so that a later change of a rule alters no old result.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledgers.grade import Grade
from safety_desk.options import Options
from safety_desk.value import Value


class Method(Codes):
    """How a hazard is assessed."""

    LEC = "LEC", "LEC 作业条件危险性评价法", "LEC LEC法 作业条件危险性评价法 作业条件危险性分析法"
    LS = "LS", "LS 风险矩阵法", "LS LS法 风险矩阵法 矩阵法 风险矩阵"
    MES = "MES", "MES 评价法", "MES MES法"
    DIRECT = "direct", "直接判定", "直接判定法 直判"


class Side(Codes):
    """To which grade a score that equals a threshold belongs."""

    LOWER = "le", "等于界值归低一级（D＞320 为红）", "le"
    UPPER = "ge", "等于界值归高一级（D≥320 为红）", "ge"


class MatrixPreset(Codes):
    """The bands of the 5×5 matrix."""

    A = "A", "20–25红 15–16橙 9–12黄 1–8蓝", "A"
    B = "B", "17–25红 10–16橙 5–9黄 1–4蓝", "B"


class MethodRules(Options, key="methods", title="风险评价方法"):
    """What sources write differently about the methods is the office's to set."""

    lec_c15: int = f("C 值“一人死亡”分值", default=15, low=15, high=16, section="LEC 法", help="经典为 15，江苏平台用 16")
    lec_side: Side = f("D 值等于界值时", default=Side.LOWER, help="各资料边界开闭写法不一；C 取 15 时只有 D=70 会不同")
    lec_red: float = f("红的界值", default=320.0, low=0)
    lec_orange: float = f("橙的界值", default=160.0, low=0)
    lec_yellow: float = f("黄的界值", default=70.0, low=0)
    ls_preset: MatrixPreset = f("矩阵分级", default=MatrixPreset.A, section="LS 法")
    mes_1: Grade = f("一级对应", default=Grade.RED, section="MES 法", help="MES 分五级，归并到四色的对应关系由本单位确定")
    mes_2: Grade = f("二级对应", default=Grade.ORANGE)
    mes_3: Grade = f("三级对应", default=Grade.YELLOW)
    mes_4: Grade = f("四级对应", default=Grade.BLUE)
    mes_5: Grade = f("五级对应", default=Grade.BLUE)
    years_red: int = f("红的复评周期", default=1, unit="年", low=1, section="复评周期", help="重大风险每年至少复评一次，其余不超过三年")
    years_orange: int = f("橙的复评周期", default=1, unit="年", low=1)
    years_yellow: int = f("黄的复评周期", default=2, unit="年", low=1)
    years_blue: int = f("蓝的复评周期", default=3, unit="年", low=1)


class Scored(Value):
    """The outcome of a method: the score (None for a direct judgment), the grade and the version it came from."""

    score: float | None
    grade: Grade
    version: str


L_LEC = {10.0: "完全可以预料", 6.0: "相当可能", 3.0: "可能，但不经常", 1.0: "可能性小，完全意外", 0.5: "很不可能，可以设想",
         0.2: "极不可能", 0.1: "实际不可能"}  # fmt: skip
E_LEC = {10.0: "连续暴露", 6.0: "每天工作时间内暴露", 3.0: "每周一次，或偶然暴露", 2.0: "每月一次暴露", 1.0: "每年几次暴露",
         0.5: "非常罕见的暴露"}  # fmt: skip
L_LS = {5.0: "没有防范措施，或经常发生", 4.0: "不易发现，措施未有效执行", 3.0: "没有保护措施或未严格执行规程，曾经发生过",
        2.0: "能及时发现，措施有效执行，偶尔发生", 1.0: "措施充分有效，极不可能发生"}  # fmt: skip
S_LS = {5.0: "死亡，或损失 100 万元以上", 4.0: "丧失劳动能力，或 50 万元以上", 3.0: "截肢、骨折、慢性病，或 1 万元以上",
        2.0: "轻微受伤，或 1 万元以下", 1.0: "无伤亡、无损失"}  # fmt: skip
M_MES = {5.0: "无控制措施", 3.0: "有减轻后果的应急措施", 1.0: "有预防措施且保证有效"}
E_MES = {**E_LEC, 0.5: "更少"}
S_MES = {10.0: "多人死亡", 8.0: "一人死亡或多人永久失能", 4.0: "一人永久失能", 2.0: "需医院治疗、缺工", 1.0: "轻微，仅需急救"}


def factors_of(method: Method, rules: MethodRules) -> dict[str, dict[float, str]]:
    """The factors of a method, each with the values it may take and what they mean."""
    c_lec = {100.0: "大灾难，10 人以上死亡", 40.0: "灾难，3–9 人死亡", float(rules.lec_c15): "非常严重，1–2 人死亡",
             7.0: "严重，重伤、躯干致残", 3.0: "重大，手足伤残、较重受伤", 1.0: "引人注目，轻伤，需要救护"}  # fmt: skip
    return {
        Method.LEC: {"L": L_LEC, "E": E_LEC, "C": c_lec},
        Method.LS: {"L": L_LS, "S": S_LS},
        Method.MES: {"M": M_MES, "E": E_MES, "S": S_MES},
        Method.DIRECT: {},
    }[method]


def score(method: Method, factors: Mapping[str, Any], rules: MethodRules) -> Scored:
    """Apply a method to its factors. Raises Refusal where a factor is missing or not one of its table's values."""
    if method is Method.DIRECT:
        return Scored(None, Grade.RED, "direct-1")
    known = factors_of(method, rules)
    if method is Method.MES and "E" not in factors:
        known = {name: table for name, table in known.items() if name != "E"}
    values = {name: _taken(name, table, factors, method) for name, table in known.items()}
    product = Decimal(1)
    for value in values.values():
        product *= Decimal(str(value))
    return {Method.LEC: _lec, Method.LS: _ls, Method.MES: _mes}[method](product, rules, "E" in values)


def _taken(name: str, table: Mapping[float, str], factors: Mapping[str, Any], method: Method) -> float:
    try:
        value = float(factors[name])
    except (KeyError, TypeError, ValueError):
        raise Refusal(f"{method.value} 法缺少 {name} 值") from None
    if value not in table:
        allowed = "、".join(f"{v:g}" for v in table)
        raise Refusal(f"{method.value} 法的 {name} 只能取 {allowed}，不能是 {value:g}")
    return value


def _lec(d: Decimal, rules: MethodRules, _: bool) -> Scored:
    """D = L × E × C against 320, 160 and 70 (domain §3.1)."""
    upper = rules.lec_side is Side.UPPER
    bands = ((rules.lec_red, Grade.RED), (rules.lec_orange, Grade.ORANGE), (rules.lec_yellow, Grade.YELLOW))
    marks = [(Decimal(str(mark)), grade) for mark, grade in bands]
    grade = next((grade for mark, grade in marks if d > mark or (upper and d == mark)), Grade.BLUE)
    limits = "/".join(f"{mark:g}" for mark, _ in bands)
    return Scored(float(d), grade, f"LEC-1（C={rules.lec_c15}，{limits}，{rules.lec_side.value}）")


_MATRIX = {MatrixPreset.A: (20, 15, 9), MatrixPreset.B: (17, 10, 5)}


def _ls(r: Decimal, rules: MethodRules, _: bool) -> Scored:
    """R = L × S in the bands of the chosen preset (domain §3.2)."""
    return Scored(float(r), _banded(r, _MATRIX[rules.ls_preset]), f"LS-1（预置{rules.ls_preset.value}）")


_PEOPLE = ((180, 1), (90, 2), (50, 3), (20, 4))
_PROPERTY = ((30, 1), (20, 2), (8, 3), (4, 4))


def _mes(r: Decimal, rules: MethodRules, people: bool) -> Scored:
    """R = M × E × S for people, M × S where only property is at stake (domain §3.3)."""
    level = next((level for mark, level in (_PEOPLE if people else _PROPERTY) if r >= mark), 5)
    grades = (rules.mes_1, rules.mes_2, rules.mes_3, rules.mes_4, rules.mes_5)
    mapped = "".join(grade.label for grade in grades)
    return Scored(float(r), grades[level - 1], f"MES-1（{'人身' if people else '财产'}，{mapped}）")


def _banded(value: Decimal, marks: tuple[int, int, int]) -> Grade:
    grades = (Grade.RED, Grade.ORANGE, Grade.YELLOW)
    return next((grade for mark, grade in zip(marks, grades, strict=True) if value >= mark), Grade.BLUE)


def matrix_4x4(likelihoods: list[int], severities: list[int]) -> Scored:
    """The 4×4 matrix of Jiangsu's chemical enterprises: L = ceil(mean), S = max, each 1 to 4 (domain §3.4 B)."""
    mean = Decimal(sum(likelihoods)) / len(likelihoods)
    r = int(mean.to_integral_value(rounding="ROUND_CEILING")) * max(severities)
    grade = Grade.BLUE if r <= 3 else Grade.YELLOW if r <= 6 else Grade.ORANGE if r <= 9 else Grade.RED
    return Scored(float(r), grade, "4x4-1")


def percent(points: float) -> Scored:
    """A diagnosis in points of 100 (应急〔2018〕19号): from 90 blue, 75 yellow, 60 orange, below red (domain §3.4 A)."""
    marks = ((90, Grade.BLUE), (75, Grade.YELLOW), (60, Grade.ORANGE))
    return Scored(points, next((grade for mark, grade in marks if points >= mark), Grade.RED), "百分制-1")
