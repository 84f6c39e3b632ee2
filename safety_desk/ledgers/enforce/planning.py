"""年度监督检查计划: how often, in which months, and whether the people suffice (domain §3.14, §3.19)."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence

from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.ledgers.enterprise import GONE, Enterprise, EntStatus
from safety_desk.ledgers.grade import Grade
from safety_desk.measures import rate
from safety_desk.options import Options
from safety_desk.value import Value


class PlanRules(Options, key="enforce_plan", title="年度检查计划"):
    """How much work a check is. How often whom and what for stands in the table of frequencies (检查频次)."""

    persons: int = f("每次检查人数", default=2, low=2, unit="人", section="工作量")
    hours: float = f("每次检查用时", default=4, low=0.5, unit="小时")
    workdays: int = f("国家法定工作日", default=248, low=200, high=260, unit="天/人·年")
    key_share: float = f("重点检查单位比例下限", default=60, unit="%", low=0, high=100)
    hot_months: str = f("高温月份", default="7、8", help="冷库、液氨、危化品优先排在这几个月")


def supervision_days(workdays: int, persons: int, other: int, idle: int) -> int:
    """监督检查工作日 = 国家法定工作日 × 执法人数 − 其他执法工作日 − 非执法工作日 (domain §3.14). Raises Refusal below 0."""
    left = workdays * persons - other - idle
    if left < 0:
        raise Refusal(f"其他执法和非执法工作日（{other + idle} 天）比总法定工作日（{workdays * persons} 天）还多，请核对")
    return left


def need_days(times: int, persons: int, hours: float) -> float:
    """Working days for so many visits: times × persons × hours / 8 (domain §3.14)."""
    return times * persons * hours / 8


def months_of(frequency: int, code: str) -> list[int]:
    """The months of a year's visits, spread as evenly as they go, the first by the enterprise's code (domain §3.19)."""
    step = max(1, 12 // frequency)
    offset = int(hashlib.sha256(code.encode()).hexdigest()[:8], 16) % step
    return [offset + 1 + k * 12 // frequency for k in range(frequency)]


class Slot(Value):
    """One visit of a plan: whose, in which month, and why it was moved there (empty: it was not)."""

    firm: Enterprise
    month: int
    seq: int
    moved: str = ""


_SUMMER_FIRST = {"冷库", "液氨制冷", "危险化学品经营", "危险化学品使用", "危险化学品生产"}


def sign_of(firm: Enterprise) -> str:
    """What tells an enterprise from all others, now and when the plan is made again."""
    return firm.uscc or firm.code or firm.name


def spread(firms: Iterable[tuple[Enterprise, int]], rules: PlanRules, monthly_days: float) -> list[Slot]:
    """Every planned visit of enterprises (each with its visits a year) with its month (domain §3.19).

    What a month cannot bear goes to the emptiest neighbour; of two as empty, to that with fewer visits in the village.
    `monthly_days`: working days for inspections in one month; 0 where nobody has said.
    """
    each = need_days(1, rules.persons, rules.hours)
    load: Counter[int] = Counter()
    there: Counter[tuple[int, int | None]] = Counter()
    slots: list[Slot] = []
    ranked = sorted(firms, key=lambda pair: ((pair[0].risk_grade or Grade.BLUE).value, sign_of(pair[0])))
    for firm, frequency in ranked:
        for n, wanted in enumerate(_wished(firm, frequency, rules), 1):
            month, moved = wanted, ""
            if monthly_days and (load[wanted] + 1) * each > monthly_days:
                near = [m for m in (wanted - 1, wanted + 1) if 1 <= m <= 12]
                month = min(near, key=lambda m: (load[m], there[m, firm.village], m))
                month, moved = (month, f"{wanted} 月排满，移到 {month} 月") if load[month] < load[wanted] else (wanted, "")
            load[month] += 1
            there[month, firm.village] += 1
            slots.append(Slot(firm, month, n, moved))
    return slots


def _wished(firm: Enterprise, frequency: int, rules: PlanRules) -> list[int]:
    """The months in which it should be visited, whatever else there is to do; in the heat what the heat endangers."""
    if not frequency:
        return []
    months = months_of(frequency, sign_of(firm))
    hot = {int(word) for word in rules.hot_months.replace("，", "、").split("、") if word.strip().isdigit()}
    if hot and _SUMMER_FIRST & set(firm.tags or ()) and not hot & set(months):
        months[len(months) // 2] = min(hot)
    return sorted(months)


def to_plan(firms: Sequence[Enterprise]) -> list[Enterprise]:
    """The enterprises that a plan may hold: those that are there and working."""
    return [firm for firm in firms if firm.status not in (*GONE, EntStatus.STOPPED)]


def percent(part: float, whole: float) -> float | None:
    """A share in percent with one decimal, or None where there is no whole."""
    share = rate(part * 100, whole)
    return None if share is None else round(share, 1)


def early_warning(now: int, before: int) -> bool:
    """Whether findings of one kind grew by half or more within thirty days (domain item 22)."""
    return before > 0 and (now - before) / before >= 0.5
