"""The measures that a grid may ask for, the dimensions that they split by, and the words that superiors use for them."""

from collections.abc import Iterator
from typing import Any

from safety_desk.conditions import EVERY, Either, Has, Includes, Where, filled, one_of
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers import catalog
from safety_desk.ledgers.certificate import HELD
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enterprise import GONE
from safety_desk.ledgers.figures import BY_DANGER
from safety_desk.ledgers.govern.supervise import CaseState
from safety_desk.ledgers.risk import PointStatus
from safety_desk.measures import Figure, Measure, Rate

IN_FORCE: dict[str, Where] = {
    "enterprises": ~one_of("status", *GONE),
    "hidden_dangers": ~one_of("status", State.VOID),
    "inspections": filled("result"),
    "risk_points": one_of("status", PointStatus.NORMAL),
    "certificates": HELD,
}
"""What a list of these means where nothing else is said: not closed, not void, held, in use, not revoked."""

USUAL = {"enterprises": "enterprises", "hidden_dangers": "found", "inspections": "visits"}
"""The measure whose rows a list of these shows where nothing else is said."""

_WORDS = {
    "enterprises": "企业数 企业总数 企业家数 单位数 单位总数 生产经营单位数 在册企业数 辖区企业数 监管企业数 企业",
    "to_check": "应排查单位数 应开展排查单位数 应检查单位数",
    "checked": "排查单位数 实际开展隐患排查单位数 开展排查单位数 已排查单位数 排查企业数 排查治理单位数 检查单位数 检查企业数",
    "general_found": "一般隐患排查数 一般隐患数 排查一般隐患 一般隐患 排查一般隐患数 一般隐患查出数",
    "general_mended": "一般隐患已整改 一般隐患整改数 已整改一般隐患 一般隐患已整改数 一般隐患其中已整改",
    "major_found": "重大隐患排查数 重大隐患数 排查重大隐患 重大隐患 排查重大隐患数 重大隐患查出数",
    "major_mended": "重大隐患已整改 重大隐患整改数 已整改重大隐患 重大隐患已整改数 重大隐患其中已整改",
    "general_left": "一般隐患未整改 未整改一般隐患 一般隐患未整改数",
    "major_left": "重大隐患未整改 未整改重大隐患 重大隐患未整改数",
    "major_left_in_place": "重大隐患未整改落实五到位 落实五到位 五到位 重大隐患五到位 重大隐患落实五到位",
    "major_left_listed": "重大隐患未整改挂牌督办 挂牌督办 重大隐患挂牌督办 挂牌督办数",
    "fund": "整改资金 整改投入资金 一般隐患整改投入资金 投入资金",
    "found": "隐患排查数 隐患数 排查隐患数 发现隐患数 排查出隐患数 查出隐患数 隐患总数 排查隐患 发现隐患 隐患查出数",
    "mended": "隐患已整改 已整改隐患数 隐患整改数 整改隐患数 已整改数 隐患已整改数 完成整改",
    "visits": "检查次数 检查家次 监督检查次数 检查企业家次 检查数 开展检查",
    "certificates_all": "证书数 持证人数 证书总数",
    "certificates": "三项岗位持证人数",
}
"""The words that superiors use for a measure beside its own title."""


def _more(store: Store) -> list[Measure]:
    """Numbers that only such tables ask for."""
    left = next(one for _, one in figures_of(store) if one.name == "major_left")
    assert isinstance(left, Measure)
    listed = Has(
        "supervise_cases",
        "hidden_danger",
        ~one_of("status", CaseState.PROPOSED, CaseState.APPROVING, CaseState.DELISTED),
    )
    five = (
        filled("plan_duty")
        & filled("plan_measures")
        & filled("plan_fund")
        & filled("plan_time")
        & filled("plan_emergency")
    )
    return [
        Measure(
            "major_left_in_place", "未整改重大隐患落实五到位", f"{left.says}，责任、措施、资金、时限、预案都已到位的",
            "hidden_dangers", lambda p: left.rows(p) & five, by=BY_DANGER,
        ),
        Measure(
            "major_left_listed", "未整改重大隐患挂牌督办", f"{left.says}，正在挂牌督办的",
            "hidden_dangers", lambda p: left.rows(p) & listed, by=BY_DANGER,
        ),
    ]  # fmt: skip


def figures_of(store: Store) -> Iterator[tuple[str, Figure]]:
    """Every figure that has a name, under its heading."""
    for group in catalog.measures(store.scene()):
        for one in group.figures:
            yield group.title, one


def measures_of(store: Store) -> dict[str, tuple[str, Figure]]:
    """All that a cell may hold, by name: heading and figure."""
    known = {one.name: (group, one) for group, one in figures_of(store)}
    return known | {one.name: ("隐患治理", one) for one in _more(store)}


def words_of(one: Figure) -> list[str]:
    """What a figure may be called, its title first."""
    return [one.title, *_WORDS.get(one.name, "").split()]


def parts(one: Figure) -> tuple[Measure, ...]:
    """The measures behind a figure."""
    return (one.part, one.whole) if isinstance(one, Rate) else (one,)


DIMENSIONS = {"village": "村（社区）", "field": "行业领域", "risk_grade": "风险等级", "tags": "特殊风险标签"}
"""What a grid's lines may stand for, as people call it."""


def path_of(store: Store, measure: Measure, dimension: str) -> str:
    """The path to the value of a dimension, or of a field of the enterprise, from the records of a measure; else nothing."""
    ledger = store.ledgers[measure.ledger]
    if dimension in measure.by:
        return measure.by[dimension]
    name = {"field": "industry_safety"}.get(dimension, dimension)
    if name in ledger.fields:
        return name
    for link in ledger.fields.values():
        if link.kind.name == "link" and link.to == "enterprises" and name in store.ledgers["enterprises"].fields:
            return f"{link.name}.{name}"
    return ""


def condition(store: Store, measure: Measure, facts: tuple[tuple[str, tuple[Any, ...]], ...]) -> Where | None:
    """The condition that one of these facts holds for a measure's records; None where they do not know it."""
    told: list[Where] = []
    for dimension, values in facts:
        if not (path := path_of(store, measure, dimension)):
            continue
        told.append(holds(store, store.ledgers[measure.ledger], path, values))
    return Either(tuple(told)) if told else None


def holds(store: Store, ledger: Ledger[Any], path: str, values: tuple[Any, ...]) -> Where:
    """The condition that the value at a path is one of these, which stand as they are stored."""
    field = field_at(store, ledger, path)
    if field.kind.name in ("terms", "links"):
        return Either(tuple(Includes(path, value) for value in values))
    return one_of(path, *(field.load(value) for value in values))


def field_at(store: Store, ledger: Ledger[Any], path: str) -> Any:
    """The field that a path ends in."""
    *links, last = path.split(".")
    for link in links:
        ledger = store.ledgers[ledger.fields[link].to]
    return ledger.fields[last]


def usual(ledger: str) -> Where:
    """What a list of a ledger's records shows where nothing else is said."""
    return IN_FORCE.get(ledger, EVERY)
