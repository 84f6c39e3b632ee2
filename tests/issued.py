"""What tests do with papers: look at them, print them with numbers, ask why they cannot be had."""

from pages import told

from safety_desk.db.store import Store
from safety_desk.ledgers.enforce.document import Document
from safety_desk.ledgers.papers import form
from safety_desk.tasks.issuing import PrintJob, prepare, printed
from safety_desk.tasks.papers import barred, papers


def issued(store: Store, ledger: str, name: str, *ids: int | None) -> PrintJob:
    """These papers, numbered and printed."""
    job = prepare(store, [(store.ledgers[ledger], form(ledger, name), id or 0) for id in ids])
    printed(store, job)
    return job


def words(store: Store, ledger: str, name: str, *ids: int | None) -> list[str]:
    """What these papers say, looked at without taking a number."""
    ready = papers(store, store.ledgers[ledger], form(ledger, name), [id or 0 for id in ids])
    return [told(paper.html) for paper in ready]


def why_not(store: Store, ledger: str, name: str, id: int | None) -> str:
    """Why a record cannot have a paper."""
    known = store.ledgers[ledger]
    return barred(store, known, form(ledger, name), store.get(known.record, id or 0))


def documents(store: Store) -> list[Document]:
    return store.find(Document)
