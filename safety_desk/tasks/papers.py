"""Papers of records: read, told as facts, filled into their templates."""

from collections.abc import Iterable
from typing import Any

from safety_desk.db.store import Store
from safety_desk.ledger import Ledger, Paper
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.reports.papers import RenderedPaper, render
from safety_desk.tasks.dossier_paper import dossier_paper


def papers_of(store: Store, ledger: Ledger[Any]) -> list[Paper[Any]]:
    """The papers that can be made of a ledger's records: its own, and its dossier where it has one."""
    dossier = DOSSIERS.get(ledger.name)
    return [*ledger.papers, *([dossier_paper(store, dossier)] if dossier else [])]


def papers(store: Store, ledger: Ledger[Any], paper: Paper[Any], ids: Iterable[int]) -> list[RenderedPaper]:
    """One paper for each of the records, in their order. Raises Refusal where there is no such record."""
    kin, names, scene = store.kin(), store.names, store.scene()
    return [render(paper, paper.facts(store.get(ledger.record, id), kin, names, scene)) for id in ids]
