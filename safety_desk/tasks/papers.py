"""Papers of records: read, told as facts, filled into their templates."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.enforce.document import DOCUMENTS, Document, day_of, fault
from safety_desk.ledgers.enforce.document_kind import numbered
from safety_desk.ledgers.enforce.powers import why_not
from safety_desk.ledgers.enforce.register import begun, entry_of, kind_of
from safety_desk.ledgers.papers import forms
from safety_desk.options import Scene
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.ledger_papers import ledger_papers
from safety_desk.tasks.paper_photos import rendered


def papers_of(store: Store, ledger: Ledger[Any]) -> list[Paper[Any]]:
    """The papers that can be made of a ledger's records: its forms, its dossier where it has one, and what all have."""
    found = list(forms(ledger.name))
    if dossier := DOSSIERS.get(ledger.name):
        from safety_desk.tasks.dossier_paper import dossier_paper

        found.append(dossier_paper(store, dossier))
    return [*found, *ledger_papers(store, ledger)]


def papers(store: Store, ledger: Ledger[Any], paper: Paper[Any], ids: Iterable[int]) -> list[RenderedPaper]:
    """One paper for each of the records in their order, or one of those that it gathers; a number only where it has one.

    Raises Refusal where there is no such record, or where one cannot have this paper now.
    """
    records = [store.get(ledger.record, id) for id in ids]
    refuse_barred(store, ledger, paper, records)
    ready = [made(store, ledger, paper, together) for together in sheets(paper, records)]
    note_unveiled(store, ledger, paper, records)
    return ready


def note_unveiled(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record]) -> None:
    """Leave a line in the journal where a paper shows what is masked everywhere else."""
    scene = store.scene()
    for record in records:
        if said := paper.unveils(record, scene):
            store.note(f"{paper.words(scene)}写明{said}：{store.names.name(ledger.name, record.id or 0)}")


def sheets(paper: Paper[Any], records: Sequence[Record]) -> list[list[Record]]:
    """The records of each single paper, in their order."""
    if not paper.gathers:
        return [[record] for record in records]
    found: dict[Any, list[Record]] = {}
    for record in records:
        found.setdefault(paper.apart(record), []).append(record)
    return list(found.values())


def barred(store: Store, ledger: Ledger[Any], paper: Paper[Any], record: Record) -> str:
    """Why a record cannot have this paper now, with the remedy; nothing where it can."""
    kin, scene = store.kin(), store.scene()
    if paper.kind and (why := why_not(scene, kind_of(paper).needs, f"出具《{paper.words(scene)}》")):
        return why
    if why := paper.bars(record, kin, scene):
        return why
    if not paper.kind:
        return ""
    entry = entry_of(ledger, paper, [record], kin)
    if entry is not None and entry.doc_no is not None:
        return ""
    draft = entry or drafted(store, ledger, paper, [record])
    wrong = (problem.text for problem in DOCUMENTS.problems(draft, scene) if not problem.doubt)
    return fault(draft, kin, scene) or next(wrong, "")


def refuse_barred(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record]) -> None:
    """Raises Refusal where one of the records cannot have this paper now."""
    found = [(record, why) for record in records if (why := barred(store, ledger, paper, record))]
    if not found:
        return
    said = "；".join(f"“{store.names.name(ledger.name, record.id or 0)}”{why}" for record, why in found[:5])
    rest = f"……共 {len(found)} 条" if len(found) > 5 else ""
    raise Refusal(f"{paper.words(store.scene())}出不了：{said}{rest}")


def drafted(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record]) -> Document:
    """The entry in the register as it would begin, not saved."""
    subject = list(records) if paper.gathers else records[0]
    kin, scene = store.kin(), store.scene()
    told: dict[str, Any] = {}
    if paper.drafts is not None:
        entry = paper.drafts(subject, kin, scene)
        told = {name: value for name, value in vars(entry).items() if name in Document.fields}
    else:
        known = paper.facts(subject, kin, store.names, scene)
        told = {"officers": store.who or None, "content": known["title"], **known.get("entry", {})}
    return begun(ledger, paper, records, told)


def made(store: Store, ledger: Ledger[Any], paper: Paper[Any], records: Sequence[Record]) -> RenderedPaper:
    """One paper; with its number where the register has given it one, else with room for it."""
    kin, scene = store.kin(), store.scene()
    subject: Any = list(records) if paper.gathers else records[0]
    if not paper.kind:
        return rendered(store, paper, paper.facts(subject, kin, store.names, scene))
    entry = entry_of(ledger, paper, records, kin)
    if paper.drafts is not None:
        entry = entry or drafted(store, ledger, paper, records)
        facts = paper.facts(entry, kin, store.names, scene)
    else:
        facts = paper.facts(subject, kin, store.names, scene)
    return rendered(store, paper, {**facts, **_registered(paper, entry, facts, scene)})


def _registered(paper: Paper[Any], entry: Document | None, facts: Mapping[str, Any], scene: Scene) -> dict[str, Any]:
    """What the register says of a paper: its number, else room for it; of how many copies it is, where it says so."""
    if entry is None:
        day = facts.get("entry", {}).get("issue_date") or scene.today
        return {"number": numbered(kind_of(paper), day.year, None, scene)}
    number = entry.doc_no or numbered(kind_of(paper), day_of(entry, scene).year, None, scene)
    return {"number": number, "copies": entry.copies or 1 if "copies" in facts else 1}
