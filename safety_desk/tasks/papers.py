"""Papers of records: read, told as facts, filled into their templates."""

from collections.abc import Iterable
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.papers import forms
from safety_desk.paper import Paper
from safety_desk.reports.papers import RenderedPaper, render


def papers_of(store: Store, ledger: Ledger[Any]) -> list[Paper[Any]]:
    """The papers that can be made of a ledger's records: its forms, and its dossier where it has one."""
    dossier = DOSSIERS.get(ledger.name)
    if dossier is None:
        return list(forms(ledger.name))
    from safety_desk.tasks.dossier_paper import dossier_paper

    return [*forms(ledger.name), dossier_paper(store, dossier)]


def papers(store: Store, ledger: Ledger[Any], paper: Paper[Any], ids: Iterable[int]) -> list[RenderedPaper]:
    """One paper for each of the records in their order, or one of all where it gathers them.

    Raises Refusal where there is no such record, or where one cannot have this paper now.
    """
    kin, names, scene = store.kin(), store.names, store.scene()
    records = [store.get(ledger.record, id) for id in ids]
    barred = [(record, why) for record in records if (why := paper.bars(record, kin, scene))]
    if barred:
        said = "；".join(f"“{names.name(ledger.name, record.id)}”{why}" for record, why in barred[:5])
        raise Refusal(f"{paper.words(scene)}出不了：{said}" + (f"……共 {len(barred)} 条" if len(barred) > 5 else ""))
    if paper.gathers:
        return [render(paper, paper.facts(records, kin, names, scene))] if records else []
    return [render(paper, paper.facts(record, kin, names, scene)) for record in records]
