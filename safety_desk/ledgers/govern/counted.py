"""What the named figures say for an assessment, a quarter's review and the five questions (domain §3.15, 保障一, 保障二)."""

from typing import Any

from safety_desk.conditions import EVERY, Where, eq
from safety_desk.errors import Refusal
from safety_desk.ledgers.govern.evidence import Evidence
from safety_desk.measures import Figure, Measure, Rate
from safety_desk.options import Scene
from safety_desk.periods import Period

STATS = {
    "检查": "visits", "隐患": "found", "重大隐患": "found_major", "已整改": "mended", "处罚": "penalties", "事故": "accidents", "死亡": "deaths",
    "挂牌": "cases_listed", "约谈": "interviews", "培训": "trainings",
}  # fmt: skip
"""What a quarter's review tells, by the figures that it is counted from."""


def figure(words: str, scene: Scene) -> Figure:
    """The figure of that name or title. Raises Refusal."""
    from safety_desk.ledgers.catalog import measure  # it knows all chapters, this one too

    found = measure(scene, words)
    if found is None:
        raise Refusal(f"没有叫“{words}”的指标，名称见“报表—指标”，手工填也可以")
    return found


def counted(one: Figure, scene: Scene, period: Period, where: Where) -> Evidence:
    """A measure as a number, a rate in % with what it is made of; no value where there is no whole."""
    if isinstance(one, Measure):
        number = scene.counts(one, period, where)
        return Evidence(number, f"{one.title} {number}")
    part, whole = scene.counts(one.part, period, where), scene.counts(one.whole, period, where)
    value = round(part / whole * 100, 1) if whole else None
    return Evidence(value, f"{one.whole.title} {whole}，其中{one.part.title} {part}")


def stats(scene: Scene, period: Period) -> dict[str, float]:
    """The figures of a review's period."""
    return {words: float(counted(figure(name, scene), scene, period, EVERY).value or 0) for words, name in STATS.items()}


def of_subject(measure: Measure, subject: Any) -> Where | None:
    """The condition that a measure's rows belong to an enterprise, a village or an office; None where they cannot."""
    by = measure.by
    place, field = by.get("village", ""), by.get("field", "")
    firm = (field or place).rpartition(".")[0]
    stands = measure.ledger == "enterprises"
    if "uscc" in subject.fields:
        return eq("id", subject.id) if stands else eq(firm, subject.id) if firm else None
    if subject.village is not None:
        return eq(place, subject.village) if place else None
    if own := next((by[name] for name in ("org", "lead_org", "owner") if name in by), ""):
        return eq(own, subject.id)
    return eq("supervise_dept" if stands else f"{firm}.supervise_dept", subject.id) if stands or firm else None


def measured(one: Figure, subject: Any, scene: Scene, period: Period) -> Evidence:
    """What a figure says of one subject of an assessment."""
    wheres = {of_subject(m, subject) for m in ((one.part, one.whole) if isinstance(one, Rate) else (one,))}
    if None in wheres or len(wheres) > 1:
        return Evidence(None, f"“{one.title}”不能按这个对象统计")
    [where] = wheres
    assert where is not None
    return counted(one, scene, period, where)
