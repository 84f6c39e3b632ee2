"""From single risks to a whole: the grade of an enterprise (domain §3.5), of a village and of the town (§3.6)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Data
from safety_desk.ledgers import methods
from safety_desk.ledgers.grade import Grade, worst
from safety_desk.options import Options
from safety_desk.value import Value


class EnterpriseMethod(Codes):
    """How an enterprise's grade follows from its risk points."""

    MAX = "max", "就高法", "就高 max"
    COUNT = "count", "数量规则", "数量 count"
    SCORE = "score", "百分制", "评分 score"


class RegionMethod(Codes):
    """How a region's grade follows from the objects in it."""

    MAX = "A", "就高法", "就高"
    INDEX = "B", "加权指数法", "加权指数 指数法"
    LAYERS = "C", "企业—行业—区域三层法", "三层法"


class StandingRules(Options, key="standing", title="整体等级评定", settles="enterprises"):
    """Methods and numbers that places set differently; the defaults are the handbook's."""

    enterprise_method: EnterpriseMethod = f("企业等级方法", default=EnterpriseMethod.MAX, section="企业整体等级")
    count_orange: int = f("橙点达到几个判橙", default=3, unit="个", low=1, help="数量规则用")
    count_yellow_beside: int = f("有橙点时黄点达到几个判橙", default=5, unit="个", low=1, help="数量规则用")
    count_yellow: int = f("黄点达到几个判黄", default=3, unit="个", low=1, help="数量规则用")
    floor_major: bool = f("有未销号重大隐患或列入黑名单不低于橙", default=True)
    blacklist_d: bool = f("列入失信名单的监管分类为 D", default=True, help="移出后恢复现行的定类")
    red_major_hazard: bool = f("构成一、二级重大危险源判红", default=True)
    dynamic: bool = f("启用动态修正", default=False, help="标准化二级以上且 12 个月内没有逾期的隐患，降一级（红不降）")
    region_method: RegionMethod = f("区域等级方法", default=RegionMethod.INDEX, section="村和全镇等级")
    index_red: float = f("指数达到判红", default=3.25, low=1, high=4)
    index_orange: float = f("指数达到判橙", default=2.5, low=1, high=4)
    index_yellow: float = f("指数达到判黄", default=1.75, low=1, high=4)
    people_2: int = f("人数达到权重 2", default=10, unit="人", low=1)
    people_3: int = f("人数达到权重 3", default=30, unit="人", low=1)
    people_4: int = f("人数达到权重 4", default=100, unit="人", low=1)
    red_floor: bool = f("有红点时不低于橙", default=True)
    field_weights: Data | None = f("行业权重", help="三层法用，形如 危险化学品=0.4，机械=0.6，合计为 1")


class Events(Value):
    """What besides its risk points bears on an enterprise's grade."""

    open_major_dangers: int = 0
    blacklisted: bool = False
    major_hazard_level: int = 0
    worsened: bool = False
    improved: bool = False
    points: float | None = None


class Standing(Value):
    """A grade with the method it came from and why."""

    grade: Grade | None
    method: str
    reasons: tuple[str, ...] = ()


def enterprise_standing(
    grades: Sequence[Grade], events: Events, rules: StandingRules, method: EnterpriseMethod | None = None
) -> Standing:
    """The grade of an enterprise from the grades of its open risk points and from events; None where nothing is known."""
    method = method or rules.enterprise_method
    grade = _by_method(grades, events, rules, method)
    reasons = []
    if rules.floor_major and events.open_major_dangers:
        grade, reasons = worst((grade, Grade.ORANGE)), [f"有未销号重大隐患 {events.open_major_dangers} 条，不低于橙"]
    if rules.floor_major and events.blacklisted:
        grade, reasons = worst((grade, Grade.ORANGE)), [*reasons, "列入失信名单，不低于橙"]
    if rules.red_major_hazard and events.major_hazard_level in (1, 2):
        grade, reasons = Grade.RED, [*reasons, "构成一、二级重大危险源，判红"]
    if rules.dynamic and grade is not None and events.worsened:
        grade, reasons = grade.raised(), [*reasons, "动态修正：升一级"]
    elif rules.dynamic and grade not in (None, Grade.RED) and events.improved:
        assert grade is not None
        grade, reasons = grade.raised(-1), [*reasons, "动态修正：降一级"]
    return Standing(grade, method.label, tuple(reasons))


def _by_method(
    grades: Sequence[Grade], events: Events, rules: StandingRules, method: EnterpriseMethod
) -> Grade | None:
    if method is EnterpriseMethod.SCORE and events.points is not None:
        return methods.percent(events.points).grade
    if method is EnterpriseMethod.COUNT and grades:
        return _by_count(Counter(grades), rules)
    return worst(grades)


def _by_count(n: Mapping[Grade, int], rules: StandingRules) -> Grade:
    red, orange, yellow = n.get(Grade.RED, 0), n.get(Grade.ORANGE, 0), n.get(Grade.YELLOW, 0)
    if red:
        return Grade.RED
    if orange >= rules.count_orange or (orange and yellow >= rules.count_yellow_beside):
        return Grade.ORANGE
    return Grade.YELLOW if orange or yellow >= rules.count_yellow else Grade.BLUE


class Weighed(Value):
    """One object of a region: its grade, how many people, and its industry."""

    grade: Grade
    people: int | None = None
    field: str = ""


class RegionStanding(Value):
    """The grade of a region: method, index (None for 就高法), how many of each colour, and what raised it."""

    grade: Grade | None
    method: str
    index: float | None
    counts: Mapping[str, int] = MappingProxyType({})
    reason: str = ""


def region_standing(objects: Iterable[Weighed], rules: StandingRules) -> RegionStanding:
    """The grade of a village or the town from the graded objects in it; None where there is none.

    Raises Refusal where the three-layer method lacks a weight.
    """
    present = list(objects)
    counts = {grade.label: sum(o.grade is grade for o in present) for grade in Grade}
    name = rules.region_method.label
    if not present:
        return RegionStanding(None, name, None, counts, "没有已评定等级的对象")
    if rules.region_method is RegionMethod.MAX:
        return RegionStanding(worst(o.grade for o in present), name, None, counts)
    index = _layers(present, rules) if rules.region_method is RegionMethod.LAYERS else _index(present, rules)
    grade, reason = _banded(index, rules), ""
    if rules.red_floor and counts[Grade.RED.label] and grade.value > Grade.ORANGE.value:
        grade, reason = Grade.ORANGE, "有红点，不低于橙"
    return RegionStanding(grade, name, round(float(index), 4), counts, reason)


def people_weight(people: int | None, rules: StandingRules) -> int:
    """The weight of an object by its people: 1 to 4."""
    return 1 + sum((people or 0) >= mark for mark in (rules.people_2, rules.people_3, rules.people_4))


def _index(objects: Sequence[Weighed], rules: StandingRules) -> Decimal:
    """I = Σ a·v / Σ a: v 4 for red to 1 for blue, a by people."""
    weights = [people_weight(o.people, rules) for o in objects]
    total = sum(a * o.grade.weight for a, o in zip(weights, objects, strict=True))
    return Decimal(total) / sum(weights)


def _layers(objects: Sequence[Weighed], rules: StandingRules) -> Decimal:
    """R = Σ W_j · R_j over industries, R_j the index within industry j, the weights W_j the office's own."""
    weights: dict[str, Any] = rules.field_weights or {}
    present = {o.field for o in objects}
    if missing := sorted(name for name in present if name not in weights):
        raise Refusal(f"三层法缺少行业权重：{'、'.join(missing)}。请到“系统—整体等级评定”填写")
    total = sum(Decimal(str(weights[name])) for name in present)
    if total <= 0:
        raise Refusal("三层法的行业权重合计应大于 0，请到“系统—整体等级评定”核对")
    parts = (Decimal(str(weights[name])) * _index([o for o in objects if o.field == name], rules) for name in present)
    return sum(parts, Decimal(0)) / total


def _banded(index: Decimal, rules: StandingRules) -> Grade:
    marks = ((rules.index_red, Grade.RED), (rules.index_orange, Grade.ORANGE), (rules.index_yellow, Grade.YELLOW))
    return next((grade for mark, grade in marks if index >= Decimal(str(mark))), Grade.BLUE)
