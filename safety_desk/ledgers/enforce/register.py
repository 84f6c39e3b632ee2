"""How a paper finds its entry in the register of documents, and how one begins. What leads where stands in `Document`."""

from collections.abc import Mapping, Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.enforce.document import DOCUMENTS, DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.paper import Paper
from safety_desk.record import Record


def kind_of(paper: Paper[Any]) -> DocKind:
    """The kind under which a paper is numbered. Raises StopIteration where it bears no number."""
    return next(kind for kind in DocKind if kind.value == paper.kind)


def link_to(ledger: str) -> Field:
    """The field by which a document says of which record of that ledger it is. Raises LookupError where there is none."""
    found = next((field for field in DOCUMENTS.links.values() if field.to == ledger and not field.follows), None)
    if found is None:
        raise LookupError(f"no field of Document leads to {ledger}: add one")
    return found


def entry_of(ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record], kin: Kin) -> Document | None:
    """The newest entry, not void, of a paper of these records (or one that names them and others); None where there is none."""
    kind = kind_of(paper)
    [first, *_] = records
    if isinstance(first, Document) and first.kind is kind:
        return first
    if first.id is None:
        return None
    link, ids = link_to(ledger.name), {record.id for record in records}
    known: list[Document] = kin.of(first, "documents", link.name)
    fitting = [
        entry
        for entry in known
        if entry.kind is kind and entry.status is not DocState.VOID and ids <= _named(entry, link) and paper.fits(entry, list(records), kin)
    ]
    return max(fitting, key=lambda entry: (entry.doc_no is not None, entry.id or 0), default=None)


def begun(ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record], told: Mapping[str, Any]) -> Document:
    """A new entry of these records. What both name (the enterprise, the inspection …) is taken over; `told` goes before."""
    [first, *_] = records
    link = link_to(ledger.name)
    shared = {
        name: getattr(first, name)
        for name, field in DOCUMENTS.links.items()
        if not field.follows and name in ledger.fields and ledger.fields[name].to == field.to and field.kind.name == "link"
    }
    own = first.id if link.kind.name == "link" else tuple(record.id for record in records)
    return Document(**{**shared, link.name: own, "kind": kind_of(paper), **told})


def _named(entry: Document, link: Field) -> set[Any]:
    value = getattr(entry, link.name)
    return set(value or ()) if isinstance(value, tuple) else {value}
