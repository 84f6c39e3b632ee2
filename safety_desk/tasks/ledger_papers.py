"""The two papers that every ledger has: 台账页 (the chosen records as a list) and 登记表 (one record, whole)."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from safety_desk.dates import chinese
from safety_desk.db.store import Store
from safety_desk.fields import Field
from safety_desk.ledger import Ledger, leads
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.tasks.paper_columns import cut_of
from safety_desk.wording import signs

PAGE, SHEET = "ledger_page", "record_sheet"
"""How the two are called where a paper is named."""
SHORT = 30
"""A text of so many half-width signs stands beside another."""
ROOM = 84.0
"""How many half-width signs of 9 point a table of A4 upright has room for beside the column of its numbers."""
_LISTS = ("台账", "清单", "名册", "库", "表", "卡", "一览")


def ledger_papers(store: Store, ledger: Ledger[Any]) -> tuple[Paper[Any], ...]:
    """台账页 and 登记表 of a ledger."""
    return (
        Paper(PAGE, "台账页", "ledger_page.html", _page(store, ledger), True, (22, 18, 18, 18), gathers=True),
        Paper(SHEET, "登记表", "record_sheet.html", _sheet(store, ledger), margins=(25, 20, 22, 22)),
    )


def _page(store: Store, ledger: Ledger[Any]) -> Callable[..., Mapping[str, Any]]:
    def facts(records: Sequence[Record], *_: object) -> Mapping[str, Any]:
        """The columns as the ledger declares them; those for which there is no room share the last one."""
        office = store.options(OfficeRules)
        cut = cut_of(store, ledger, ledger.columns.split(), records, empty=True)
        return {
            "title": f"{office.town}{list_title(ledger)}",
            "number": "",
            "office": signed_by(office),
            "day": chinese(store.scene().today),
            "columns": cut.columns,
            "rows": cut.rows,
        }

    return facts


def list_title(ledger: Ledger[Any]) -> str:
    """What a list of its records is called."""
    return ledger.title if ledger.title.endswith(_LISTS) else f"{ledger.title}台账"


def _sheet(store: Store, ledger: Ledger[Any]) -> Callable[..., Mapping[str, Any]]:
    def facts(record: Record, *_: object) -> Mapping[str, Any]:
        office = store.options(OfficeRules)
        called = store.names.name(ledger.name, record.id or 0)
        return {
            "title": f"{ledger.noun.removesuffix('登记').removesuffix('库')}登记表",
            "number": _number(store, ledger, record),
            "called": called,
            "office": signed_by(office),
            "sections": [_section(store, *one, record) for one in ledger.sections.items()],
            "parts": [_part(store, part, record) for part in _parts(store, ledger)],
            "day": chinese(store.scene().today),
        }

    return facts


def _number(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """The number that the register gave it, or the code by which it is known."""
    codes = [field for field in ledger.fields.values() if field.name in ledger.keys and field.kind.name == "code"]
    shown = [field.show(getattr(record, field.name), store.names) for field in codes]
    return next(filter(None, shown), "")


def _section(store: Store, head: str, fields: Sequence[Field], record: Record) -> dict[str, Any]:
    """Labels and values, two pairs to a row; a long text has a row of its own, in its place."""
    rows: list[list[tuple[str, str]]] = []
    open_ = False
    for field in fields:
        if not _stands(field, record):
            continue
        said = (field.label, _value(store, field, record))
        long = field.lines > 1 or signs(said[1]) > SHORT
        if open_ and not long:
            rows[-1].append(said)
        else:
            rows.append([said])
        open_ = not long and len(rows[-1]) == 1
    return {"head": head, "rows": rows}


def _stands(field: Field, record: Record) -> bool:
    """Not what is secret, nor what is drawn; and what steps and other records fill only when they did."""
    if field.secret or field.part_of or field.kind.name == "geometry":
        return False
    return not field.fixed or getattr(record, field.name) not in (None, "", (), False)


def _value(store: Store, field: Field, record: Record) -> str:
    shown = field.show(getattr(record, field.name), store.names)
    return f"{shown} {field.unit}" if field.unit and shown else shown


def _parts(store: Store, ledger: Ledger[Any]) -> list[Ledger[Any]]:
    """The ledgers whose records live under this one's."""
    return [one for one in store.ledgers.values() if one.owner is not None and one.owner.to == ledger.name]


def _part(store: Store, part: Ledger[Any], record: Record) -> dict[str, Any]:
    assert part.owner is not None
    order = part.place.name if part.place else ""
    records = store.find(part.record, leads(part.owner, record.id or 0), order)
    names = [name for name in part.columns.split() if name not in (part.owner.name, "seq")]
    cut = cut_of(store, part, names, records, room=ROOM)
    return {"head": f"{part.noun}（{len(records)}）", "columns": cut.columns, "rows": cut.rows}
