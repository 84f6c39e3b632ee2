"""How an assessment is scored (domain §3.15): pure, in decimal numbers, rounded to two places half up."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from safety_desk.fields import Codes, f
from safety_desk.options import Options
from safety_desk.value import Value


class KpiRules(Options, key="kpi", title="目标考核", settles="kpi_schemes"):
    """Grades and weights, as practice has them; the county's notice of each year decides."""

    process_weight: float = f("过程分权重", default=0.6, low=0, high=1, help="方案没有另定时用；结果分的权重是 1 减去它")
    excellent: float = f("优秀", default=90, unit="分", low=0)
    good: float = f("良好", default=80, unit="分", low=0)
    passed: float = f("合格", default=60, unit="分", low=0)


class ItemKind(Codes):
    """What an item counts for."""

    PROCESS = "process", "过程", "过程指标"
    RESULT = "result", "结果", "结果指标"
    BONUS = "bonus", "加分", "加分项"
    VETO = "veto", "否决", "否决项 一票否决"


class KpiGrade(Codes):
    """What an assessment came to."""

    EXCELLENT = "excellent", "优秀", "优"
    GOOD = "good", "良好", "良"
    PASSED = "passed", "合格", "达标"
    FAILED = "failed", "不合格", "差"


class Points(Value):
    """One item: its kind, its 标准分值 and the score that it was given in the end."""

    kind: ItemKind
    std: float
    score: float


class Scored(Value):
    """过程分 and 结果分 of 100 (None: no such items), 加分, and 总分."""

    process: float | None
    result: float | None
    bonus: float
    total: float | None


def final_score(own: float | None, dept: float | None, review: float | None) -> float | None:
    """The highest instance that has spoken: review, else department, else the subject itself."""
    return next((score for score in (review, dept, own) if score is not None), None)


def clamped(std: float, deduct: float) -> float:
    """标准分值 less what is taken off, never below 0 nor above itself."""
    return rounded(min(Decimal(str(std)), max(Decimal(0), Decimal(str(std)) - Decimal(str(deduct)))))


def rounded(value: Decimal) -> float:
    """Two places, half up."""
    return float(value.quantize(Decimal("0.01"), ROUND_HALF_UP))


def _part(points: Sequence[Points], kind: ItemKind) -> Decimal | None:
    """The items of a kind, normalised to 100."""
    mine = [one for one in points if one.kind is kind]
    whole = sum((Decimal(str(one.std)) for one in mine), Decimal(0))
    return sum((Decimal(str(one.score)) for one in mine), Decimal(0)) / whole * 100 if whole else None


def scored(points: Sequence[Points], process_weight: float, bonus_cap: float) -> Scored:
    """总分 = 过程分 × wp + 结果分 × (1 − wp) + 加分 up to its cap; where one part has no items the other is the whole."""
    weight = Decimal(str(process_weight))
    process, result = _part(points, ItemKind.PROCESS), _part(points, ItemKind.RESULT)
    won = sum((Decimal(str(one.score)) for one in points if one.kind is ItemKind.BONUS), Decimal(0))
    bonus = min(won, Decimal(str(bonus_cap)))
    total = process if result is None else result if process is None else process * weight + result * (1 - weight)
    return Scored(
        None if process is None else rounded(process),
        None if result is None else rounded(result),
        rounded(bonus),
        None if total is None else rounded(total + bonus),
    )


def grade_of(total: float | None, vetoed: bool, rules: KpiRules) -> KpiGrade | None:
    """The grade of a total; a veto makes it 不合格 and leaves the score as it is."""
    if vetoed:
        return KpiGrade.FAILED
    if total is None:
        return None
    steps = ((rules.excellent, KpiGrade.EXCELLENT), (rules.good, KpiGrade.GOOD), (rules.passed, KpiGrade.PASSED))
    return next((grade for least, grade in steps if total >= least), KpiGrade.FAILED)


def ranks(totals: Sequence[float | None]) -> list[int | None]:
    """Places by total, equal ones sharing the better place (1, 1, 3); None where there is no total."""
    known = [total for total in totals if total is not None]
    return [None if total is None else 1 + sum(other > total for other in known) for total in totals]
