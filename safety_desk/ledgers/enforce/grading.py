"""The grade of an accident, its loss and its rates: the formulas of domain §3.9–3.11."""

from safety_desk.fields import Codes
from safety_desk.measures import rate


class AccidentGrade(Codes):
    """The grade of an accident (国务院令第493号 art. 3), the worst last."""

    GENERAL = "1", "一般", "一般事故"
    LARGER = "2", "较大", "较大事故"
    MAJOR = "3", "重大", "重大事故"
    EXTREME = "4", "特别重大", "特别重大事故 特大"


_GRADES = tuple(AccidentGrade)


def accident_grade(deaths: int, serious: int, loss: float) -> AccidentGrade:
    """The grade by deaths, serious injuries (with acute poisoning) and direct loss in 万元: the worst of the three.

    国务院令第493号 art. 3; 以上 includes the number, 以下 does not.
    """
    scales = ((deaths, (3, 10, 30)), (serious, (10, 50, 100)), (loss, (1000, 5000, 10000)))
    return _GRADES[max(sum(value >= bound for bound in bounds) for value, bounds in scales)]


def lost_days(deaths: int, others: int) -> int:
    """损失工作日: 6000 for each death, and the days of the others as they were lost (GB/T 15499-1995)."""
    return 6000 * deaths + others


def deaths_per_thousand(deaths: int, employees: float) -> float | None:
    """千人死亡率: deaths for every thousand of the mean staff."""
    return rate(deaths * 1000, employees)


def deaths_per_hundred_thousand(deaths: int, employees: float) -> float | None:
    """工矿商贸十万从业人员死亡率."""
    return rate(deaths * 100_000, employees)


def deaths_per_gdp(deaths: int, gdp: float) -> float | None:
    """亿元 GDP 死亡率; `gdp` in 亿元."""
    return rate(deaths, gdp)


def against_last_year(now: float, then: float) -> float | None:
    """同比 as a share; None (printed as —) where there was nothing the year before."""
    return rate(now - then, then)


_NEW_TYPES = {
    "01": "1", "02": "2", "03": "4", "04": "5", "05": "6", "06": "7", "07": "8", "08": "9", "09": "10", "010": "12", "011": "12",
    "012": "13", "013": "19", "014": "19", "015": "16", "016": "14", "017": "14", "018": "27", "020": "27",
}  # fmt: skip


def type_of_2025(old: str | None) -> str | None:
    """The type of GB 6441-2025 that one of 1986 became (domain §4.8); None where a person must choose (中毒和窒息)."""
    return _NEW_TYPES.get(old or "")
