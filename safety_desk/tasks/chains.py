"""三部曲 of one inspection, looked up: its three parts, the five 见, its papers, and what can be done next."""

from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger, Step
from safety_desk.ledgers.enforce.chain import ENFORCE_CHAINS, EnforceChain, Stage
from safety_desk.ledgers.enforce.document import DOCUMENTS, Document
from safety_desk.ledgers.enforce.penalty import PenaltyCase
from safety_desk.ledgers.enforce.three_parts import LIGHTS, PARTS, Light, papers
from safety_desk.ledgers.inspection import Inspection
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.tasks.batch import state_of
from safety_desk.tasks.papers import barred, papers_of
from safety_desk.tasks.stepping import possible
from safety_desk.value import Value


class Line(Value):
    """A record in a line: what it is, how it stands."""

    ledger: str
    id: int
    words: str
    state: str


class Column(Value):
    """One of the three parts. `place`: −1 it is past, 0 it is where the chain stands, 1 it is still to come."""

    title: str
    place: int
    lines: tuple[Line, ...]
    empty: str


class Lit(Value):
    """One of the five: seen, not seen, or (None) not asked, since nothing was found."""

    light: Light
    seen: bool | None


class Sheet(Value):
    """An entry of the register: number or 草稿, title, day, state; the paper it is printed by, or why it cannot be."""

    id: int
    number: str
    title: str
    day: str
    state: str
    paper: Paper[Any] | None
    bars: str = ""


class Whole(Value):
    """All of a chain, as its page shows it."""

    chain: EnforceChain
    columns: tuple[Column, ...]
    lights: tuple[Lit, ...]
    papers: tuple[Sheet, ...]
    steps: tuple[Step[Any], ...]


def chain_of(store: Store, ledger: str, id: int) -> int | None:
    """The chain that a record belongs to, or None where it has none yet."""
    record: Any = store.get(store.ledgers[ledger].record, id)
    if isinstance(record, EnforceChain):
        return id
    if isinstance(record, PenaltyCase) or (isinstance(record, Document) and record.chain is not None):
        chain: int | None = record.chain
        return chain
    visit = _visit_of(store, record)
    return next(iter(store.ids(EnforceChain, eq("inspection", visit))), None) if visit is not None else None


def begin_chain(store: Store, ledger: str, id: int) -> int:
    """A chain for the inspection of a record. Raises Refusal where it has none."""
    visit = _visit_of(store, store.get(store.ledgers[ledger].record, id))
    if visit is None:
        raise Refusal("这条记录没有所属检查，建不了执法链：请先填“所属检查”或“执法链”")
    [made] = store.save("建立执法链", EnforceChain(inspection=visit))
    return made


def _visit_of(store: Store, record: Record) -> int | None:
    if isinstance(record, Inspection):
        return record.id
    if isinstance(record, PenaltyCase):
        danger: Any = store.follow(record, "hidden_danger")
        found: int | None = danger.inspection if danger is not None else None
        return found
    return record.inspection if isinstance(record, Document) else None


def whole(store: Store, id: int) -> Whole:
    """All of a chain. Raises Refusal where there is no such chain."""
    chain = store.get(EnforceChain, id)
    kin = store.kin()
    order = [part.stage for part in PARTS] + [Stage.CLOSED]
    now = order.index(chain.stage)
    columns = []
    for n, part in enumerate(PARTS):
        lines = tuple(_line(store, record) for record in part.records(chain, kin))
        columns.append(Column(part.title, (n > now) - (n < now), lines, part.empty))
    lights = tuple(Lit(light, getattr(chain, light.field)) for light in LIGHTS)
    sheets = tuple(_sheet(store, document) for document in papers(chain, kin))
    return Whole(chain, tuple(columns), lights, sheets, tuple(possible(ENFORCE_CHAINS, chain)))


def _line(store: Store, record: Record) -> Line:
    ledger = store.ledger_of(record)
    assert record.id is not None
    return Line(ledger.name, record.id, _words(store, ledger, record), state_of(ledger, record))


def _words(store: Store, ledger: Ledger[Any], record: Any) -> str:
    """What a record is called, and what it says."""
    name = store.names.name(ledger.name, record.id)
    said = next((text for path in ("description", "cause", "title") if (text := getattr(record, path, None))), "")
    if isinstance(record, Inspection):
        said = f"{record.start_at.date()}　{record.result.label if record.result else '还没有结果'}"
    return f"{name if name != said else ''}　{said}".strip().replace("\n", " ")


def _sheet(store: Store, document: Document) -> Sheet:
    assert document.id is not None
    known = papers_of(store, DOCUMENTS)
    paper = next((one for one in known if one.kind == document.kind.value and one.concerns(document)), None)
    why = "没有可以打印的格式" if paper is None else barred(store, DOCUMENTS, paper, document)
    return Sheet(
        document.id,
        document.doc_no or "草稿，还没有编号",
        document.title or document.kind.label,
        str(document.issue_date or ""),
        state_of(DOCUMENTS, document),
        paper,
        why,
    )
