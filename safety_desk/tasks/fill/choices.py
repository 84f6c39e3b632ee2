"""What a person may choose from when the program's proposal for a blank is not right."""

from collections.abc import Iterator
from typing import Any

from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.reports.blanks.layout import Layout
from safety_desk.tasks.fill.column import path_label
from safety_desk.tasks.fill.measures import USUAL, field_at, measures_of
from safety_desk.tasks.fill.plan import Fact, Item, Member, Plan, Rows, Source, Tally
from safety_desk.tasks.fill.propose import dimension_words

_UNSHOWN = ("files", "data", "geometry", "links")
FACTS = {
    "office": "本单位名称", "town": "乡镇名称", "county": "县名", "period": "统计期", "day": "今天的日期", "phone": "本单位电话",
    "text": "固定文字", "": "空着，手写",
}  # fmt: skip
LINES = {"is": "是下面这些", "within": "上一行里的一部分（其中）", "rest": "其余的", "total": "各行合计", "": "不填"}
HOW = {"list": "（连在一起）", "last": "（最近一次）", "count": "（条数）"}


def sources(store: Store, ledger: Ledger[Any]) -> list[tuple[str, Source]]:
    """Everything that may fill a column of a list of that ledger's records, with words for it."""
    return [
        ("（没有对应）", Source()),
        ("空着", Source("empty")),
        ("序号", Source("number")),
        ("固定文字", Source("text")),
        *((path_label(store, ledger, path), Source("field", path)) for path in paths(store, ledger)),
        *_gathered(store, ledger),
    ]


def paths(store: Store, ledger: Ledger[Any]) -> Iterator[str]:
    """The fields of a ledger, of what its records link to, and of what those link to among people."""
    linked = [field for field in ledger.fields.values() if field.kind.name == "link"]
    yield from (field.name for field in _shown(ledger))
    for link in linked:
        other = store.ledgers[link.to]
        for field in _shown(other):
            yield f"{link.name}.{field.name}"
            if field.kind.name == "link" and field.to == "staff":
                yield f"{link.name}.{field.name}.mobile"


def _shown(ledger: Ledger[Any]) -> Iterator[Field]:
    return (field for field in ledger.fields.values() if field.kind.name not in _UNSHOWN)


def _gathered(store: Store, ledger: Ledger[Any]) -> Iterator[tuple[str, Source]]:
    for other in store.ledgers.values():
        links = other.links_to(ledger.name)
        if not links or other is ledger:
            continue
        via = links[0].name
        yield (
            f"{other.title} › {other.fields[other.called].label}{HOW['list']}",
            Source("gathered", other.called, other.name, via, "list"),
        )
        yield f"{other.title}{HOW['count']}", Source("gathered", other.called, other.name, via, "count")
        for field in _shown(other):
            if field.kind.name in ("day", "moment"):
                yield (
                    f"{other.title} › {field.label}{HOW['last']}",
                    Source("gathered", field.name, other.name, via, "last"),
                )


def source_words(store: Store, ledger: Ledger[Any], one: Source) -> str:
    """What fills a column, in words."""
    if one.kind == "field":
        tail = f"＋{path_label(store, ledger, one.also)}" if one.also else ""
        return f"{path_label(store, ledger, one.path)}{tail}"
    if one.kind == "gathered":
        other = store.ledgers[one.ledger]
        middle = "" if one.how == "count" else f" › {other.fields[one.path].label}"
        return f"{other.title}{middle}{HOW[one.how]}"
    told = {
        "number": "序号",
        "text": f"固定文字：{one.text}",
        "empty": "空着",
        "formula": "原表的公式",
        "member": "村（行业）名称",
    }
    return told.get(one.kind, "没有对应")


def source_field(store: Store, ledger: Ledger[Any], one: Source) -> Field | None:
    """The field whose way of writing can be chosen, if there is one."""
    if one.kind not in ("field", "gathered") or one.how in ("list", "count"):
        return None
    home = store.ledgers[one.ledger] if one.ledger else ledger
    field: Field = field_at(store, home, one.also or one.path)
    return field


def tallies(store: Store) -> list[tuple[str, Tally]]:
    """Everything that may be counted in a cell of a grid, with words for it."""
    told = [(f"{group} › {one.title}", Tally("measure", name)) for name, (group, one) in measures_of(store).items()]
    return [("（没有对应）", Tally()), ("空着", Tally("empty")), ("本表里两列相除（率）", Tally("share")), *told]


def tally_words(store: Store, layout: Layout, one: Tally) -> str:
    """What is counted, in words."""
    if one.kind == "share":
        names = {head.column: head.text for head in layout.heads} | {line.row: line.text for line in layout.lines}
        return f"{names.get(one.part, '？')} ÷ {names.get(one.whole, '？')}"
    if one.kind == "measure":
        known = measures_of(store).get(one.measure)
        return known[1].title if known else f"指标 {one.measure} 没有了"
    return "空着" if one.kind == "empty" else "没有对应"


def item_words(store: Store, layout: Layout, item: Item) -> str:
    """A column or line of a grid in words: what is counted, under which condition."""
    said = [tally_words(store, layout, item.tally)] if item.tally.kind else []
    return "，".join([*said, *([dimension_words(store, item.member)] if item.member.kind else [])]) or "没有对应"


def says_of(store: Store, one: Tally) -> str:
    """The 口径 of what is counted."""
    known = measures_of(store).get(one.measure) if one.kind == "measure" else None
    return known[1].says if known else ""


def dimension_values(store: Store, dimension: str) -> list[tuple[Any, str]]:
    """The values of a dimension, as they are stored and as people read them."""
    enterprises = store.ledgers["enterprises"]
    field = field_at(store, enterprises, {"field": "industry_safety"}.get(dimension, dimension))
    if field.to:
        ledger = store.ledgers[field.to]
        return [(id, store.names.name(field.to, id)) for id in store.ids(ledger.record, order=ledger.order)]
    if field.codes:
        return [(code, entry.label) for code, entry in store.names.codes(field.codes).items()]
    return [(one.value, one.label) for one in field.type]


def row_choices(store: Store, ledger: Ledger[Any]) -> list[tuple[str, Rows]]:
    """Which records a list may show: those in force, of a view, or behind a measure in the period."""
    usual = USUAL.get(ledger.name, "")
    plain = [(f"全部（{'在册的' if ledger.name == 'enterprises' else '不含作废的'}）", Rows(ledger.name))]
    views = [(f"视图：{view.label}", Rows(ledger.name, view=view.label)) for view in ledger.views]
    measures = [
        (f"{one.title}（{one.says}）", Rows(ledger.name, measure=name))
        for name, (_, one) in measures_of(store).items()
        if getattr(one, "ledger", "") == ledger.name and not getattr(one, "total", "")
    ]
    measures.sort(key=lambda pair: pair[1].measure != usual)
    return [*measures, *plain, *views]


def state_of(plan: Plan, one: Source | Item | Member | Tally | Fact | None) -> str:
    """sure, doubt or open: how settled a proposal is."""
    if isinstance(one, Item):
        kinds = [part for part in (one.tally, one.member) if part.kind]
        return "open" if not kinds else "sure" if all(part.sure for part in kinds) else "doubt"
    if one is None or not one.kind:
        return "open"
    return "sure" if getattr(one, "sure", True) else "doubt"
