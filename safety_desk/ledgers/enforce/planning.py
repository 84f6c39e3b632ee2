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

FREQUENCIES = (1, 2, 3, 4, 6, 12)
"""How often a year can be divided evenly."""


class PlanRules(Options, key="enforce_plan", title="年度检查计划"):
    """Frequencies and focus by colour: local practice, so the office sets them."""

    red: int = f("红色频次", default=4, unit="次/年", low=0, high=12, section="频次")
    orange: int = f("橙色频次", default=2, unit="次/年", low=0, high=12)
    yellow: int = f("黄色频次", default=1, unit="次/年", low=0, high=12)
    blue: int = f("蓝色频次", default=0, unit="次/年", low=0, high=12, help="0 为只按双随机抽查")
    random_share: float = f("双随机抽查比例", default=20, unit="%", low=0, high=100, help="没有排进频次的企业里，每年随机抽查这么多")
    red_focus: str = f("红色检查重点", default="重大危险源和重大隐患治理、领导带班、应急预案和演练、特殊作业审批", lines=2, section="检查重点")
    orange_focus: str = f("橙色检查重点", default="重点岗位持证、危险作业审批、设备设施检测、隐患排查治理", lines=2)
    yellow_focus: str = f("黄色检查重点", default="责任制和规程、培训教育、用电和消防、劳动防护", lines=2)
    blue_focus: str = f("蓝色检查重点", default="基础资料、用电和消防、疏散通道", lines=2)
    persons: int = f("每次检查人数", default=2, low=2, unit="人", section="工作量")
    hours: float = f("每次检查用时", default=4, low=0.5, unit="小时")
    workdays: int = f("国家法定工作日", default=248, low=200, high=260, unit="天/人·年")
    key_share: float = f("重点检查单位比例下限", default=60, unit="%", low=0, high=100)
    hot_months: str = f("高温月份", default="7、8", help="冷库、液氨、危化品优先排在这几个月")

    def frequency(self, grade: Grade | None) -> int:
        """Times a year for a colour; without a grade as blue."""
        return int(getattr(self, (grade or Grade.BLUE).name.lower()))

    def focus(self, grade: Grade | None) -> str:
        """What is looked at with that colour."""
        return str(getattr(self, f"{(grade or Grade.BLUE).name.lower()}_focus"))


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
    """The months of a year's visits, spread evenly, the first by the enterprise's code (domain §3.19).

    `frequency` divides twelve.
    """
    if frequency not in FREQUENCIES:
        raise ValueError(f"{frequency} does not divide the year")
    step = 12 // frequency
    offset = int(hashlib.sha256(code.encode()).hexdigest()[:8], 16) % step
    return [offset + 1 + k * step for k in range(frequency)]


def evenly(frequency: int) -> int:
    """The frequency, or the next greater one, by which a year divides evenly."""
    return next(number for number in FREQUENCIES if number >= frequency)


class Slot(Value):
    """One visit of a plan: whose, in which month, and why it was moved there (empty: it was not)."""

    firm: Enterprise
    month: int
    seq: int
    moved: str = ""


_SUMMER_FIRST = {"冷库", "液氨制冷", "危险化学品经营", "危险化学品使用", "危险化学品生产"}


def spread(firms: Iterable[Enterprise], rules: PlanRules, monthly_days: float) -> list[Slot]:
    """Every planned visit with its month; what a month cannot bear goes to the emptiest neighbour (domain §3.19).

    `monthly_days`: working days for inspections in one month; 0 where nobody has said.
    """
    each = need_days(1, rules.persons, rules.hours)
    load: Counter[int] = Counter()
    slots: list[Slot] = []
    hot = {int(word) for word in rules.hot_months.replace("，", "、").split("、") if word.strip().isdigit()}
    for firm in sorted(firms, key=lambda firm: ((firm.risk_grade or Grade.BLUE).value, firm.uscc or firm.code or firm.name)):
        frequency = rules.frequency(firm.risk_grade)
        if not frequency:
            continue
        months = months_of(evenly(frequency), firm.uscc or firm.code or firm.name)
        if hot and _SUMMER_FIRST & set(firm.tags or ()) and not hot & set(months):
            months[len(months) // 2] = min(hot)
        for n, wanted in enumerate(sorted(months), 1):
            month, moved = wanted, ""
            if monthly_days and (load[wanted] + 1) * each > monthly_days:
                near = [m for m in (wanted - 1, wanted + 1) if 1 <= m <= 12]
                month = min(near, key=lambda m: (load[m], m))
                month, moved = (month, f"{wanted} 月排满，移到 {month} 月") if load[month] < load[wanted] else (wanted, "")
            load[month] += 1
            slots.append(Slot(firm, month, n, moved))
    return slots


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
