"""Papers take their numbers from the register of documents when they are printed, and give them back when that fails."""

from collections.abc import Iterator, Sequence
from typing import Any

from safety_desk.conditions import eq, filled
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.ledgers.enforce.document import DOCUMENTS, ON_SITE, DocState, Document, day_of, final, words_of
from safety_desk.ledgers.enforce.register import entry_of
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.papers import drafted, made, note_unveiled, refuse_barred, sheets
from safety_desk.value import Value

Wanted = tuple[Ledger[Any], Paper[Any], int]


class PrintJob(Value):
    """Papers that are ready for the printer.

    `documents` are the entries of the register that they bear the numbers of, `fresh` those that got theirs for this job,
    in the operation `op` of the journal (None where none did).
    """

    papers: tuple[RenderedPaper, ...]
    documents: tuple[int, ...] = ()
    fresh: tuple[int, ...] = ()
    op: int | None = None


def prepare(store: Store, wanted: Sequence[Wanted]) -> PrintJob:
    """Give every paper its number and make it ready, as one operation.

    A paper without `kind` takes no number; one that has its number keeps it. Neighbours of a paper that gathers stand on
    it together. Raises Refusal where one of them cannot be printed now: then nothing was done.
    """
    ready: list[RenderedPaper] = []
    documents: dict[int, bool] = {}
    before, groups = _last(store), list(_in_order(store, wanted))
    with store.operation("文书编号"):
        for ledger, paper, records in groups:
            refuse_barred(store, ledger, paper, records)
            for together in sheets(paper, records):
                if paper.kind:
                    id, fresh = _numbered(store, ledger, paper, together)
                    documents[id] = documents.get(id, False) or fresh
                ready.append(made(store, ledger, paper, together))
    for ledger, paper, id in wanted:
        note_unveiled(store, ledger, paper, [store.get(ledger.record, id)])
    after = _last(store)
    for ledger, paper, records in groups:
        note_unveiled(store, ledger, paper, records)
    fresh_ones = tuple(id for id, fresh in documents.items() if fresh)
    return PrintJob(tuple(ready), tuple(documents), fresh_ones, after if after != before else None)


def printed(store: Store, job: PrintJob) -> None:
    """The printer took it: what was final is printed. What stands on paper is not undone any more."""
    waiting = [document for document in _documents(store, job.documents) if document.status is DocState.FINAL]
    if waiting:
        with store.operation(f"打印文书 {len(waiting)} 份", final=bool(job.fresh)):
            for document in waiting:
                store.put(document.replace(status=DocState.PRINTED))


def failed(store: Store, job: PrintJob, why: str) -> None:
    """The printer did not take it: numbers are given back, or, where something was done since, voided with the reason."""
    if not job.fresh:
        return
    if job.op is not None and job.op == _last(store):
        store.undo()
        return
    waiting = [document for document in _documents(store, job.fresh) if document.status is DocState.FINAL]
    with store.operation(f"没有打印成，作废文书 {len(waiting)} 份"):
        for document in waiting:
            store.put(document.replace(status=DocState.VOID, void_reason=f"没有打印成：{why}"))


def _in_order(store: Store, wanted: Sequence[Wanted]) -> Iterator[tuple[Ledger[Any], Paper[Any], list[Record]]]:
    """What is wanted, neighbours of one paper that gathers joined."""
    joined: list[tuple[Ledger[Any], Paper[Any], list[Record]]] = []
    for ledger, paper, id in wanted:
        record = store.get(ledger.record, id)
        if joined and paper.gathers and joined[-1][1] is paper and joined[-1][0] is ledger:
            joined[-1][2].append(record)
        else:
            joined.append((ledger, paper, [record]))
    yield from joined


def _numbered(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record]) -> tuple[int, bool]:
    """The entry of a paper, numbered; and whether that was done just now."""
    kin, scene = store.kin(), store.scene()
    entry = entry_of(ledger, paper, records, kin)
    if entry is not None and entry.doc_no is not None:
        return _filled_in(store, ledger, paper, records, entry), False
    entry = entry or drafted(store, ledger, paper, records)
    told = final(entry, _next_number(store, entry, day_of(entry, scene).year), kin, scene)
    if wrong := [problem for problem in DOCUMENTS.problems(told, scene) if not problem.doubt]:
        raise Refusal(f"{paper.words(scene)}出不了：{wrong[0].text}")
    return store.put(told), True


def _filled_in(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record], entry: Document) -> int:
    """The id of an entry; one that was printed to be filled in on the site takes over what is known by now."""
    if entry.content == ON_SITE and paper.drafts is None:
        known = drafted(store, ledger, paper, records)
        told = entry.replace(content=known.content, officers=known.officers)
        store.put(told.replace(seal=words_of(told)))
    return entry.id or 0


def _next_number(store: Store, entry: Document, year: int) -> int:
    same = eq("kind", entry.kind) & eq("year", year) & filled("seq")
    return max((last.seq or 0 for last in store.find(Document, same, order="-seq", limit=1)), default=0) + 1


def _documents(store: Store, ids: Sequence[int]) -> list[Document]:
    return [store.get(Document, id) for id in ids]


def _last(store: Store) -> int | None:
    """The last operation that could be undone."""
    return store.stacks.done[-1] if store.stacks.done else None


class Issue:
    """Papers that are looked at first, and take their numbers only when they go to the printer or into a file.

    `blanks` go along without numbers (sheets to be filled in by hand).
    """

    def __init__(self, store: Store, wanted: Sequence[Wanted], blanks: Sequence[RenderedPaper] = ()) -> None:
        self.store, self.wanted, self.blanks = store, tuple(wanted), tuple(blanks)
        self.job: PrintJob | None = None

    def seen(self) -> list[RenderedPaper]:
        """The papers as they stand, with room for the numbers that are not given yet. Raises Refusal."""
        ready = []
        for ledger, paper, records in _in_order(self.store, self.wanted):
            refuse_barred(self.store, ledger, paper, records)
            ready += [made(self.store, ledger, paper, together) for together in sheets(paper, records)]
            note_unveiled(self.store, ledger, paper, records)
        return [*ready, *self.blanks]

    def take(self) -> list[RenderedPaper]:
        """The papers with their numbers. Raises Refusal."""
        self.job = prepare(self.store, self.wanted)
        return [*self.job.papers, *self.blanks]

    def done(self) -> None:
        """They are on paper, or in a file."""
        assert self.job is not None
        printed(self.store, self.job)

    def lost(self, why: str) -> None:
        """They are not."""
        assert self.job is not None
        failed(self.store, self.job, why)
