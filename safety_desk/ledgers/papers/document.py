"""The papers of the register of documents: each entry as its kind is printed, and the 送达回执 of it.

What is told of an entry alone is declared here. What is told of the record that an entry belongs to (现场检查记录 of its
inspection …) is found where that record's papers are declared.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document import DOCUMENTS, DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind, document_title
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers import forms
from safety_desk.ledgers.papers.letters import letter_facts, not_numbered, service_facts, service_of
from safety_desk.ledgers.papers.mend_notice import mend_facts
from safety_desk.ledgers.papers.orders import measure_facts, order_facts, undecided
from safety_desk.ledgers.papers.recheck import no_recheck_of, recheck_facts, recheck_fits, recheck_of_order
from safety_desk.options import Scene
from safety_desk.paper import Paper

ORDER_MARGINS = (25, 25, 28, 26)
"""Of papers that are handed over on the spot: one sheet, where the findings are few (domain §6.0: 2.5–3 cm)."""


def of_kind(kind: DocKind) -> Any:
    """Whether an entry is of that kind."""
    return lambda document: document.kind is kind


def called(kind: DocKind) -> Any:
    """What a paper is called under the office's powers."""
    return lambda scene: document_title(kind, scene.rules(OfficeRules).mode)


def itself(document: Document, kin: Kin, scene: Scene) -> Document:
    """The entry of a paper of an entry is that entry."""
    return document


def void(document: Document, kin: Kin, scene: Scene) -> str:
    """What is void is not printed again."""
    return "这份文书已经作废" if document.status is DocState.VOID else ""


def _undecided(document: Document, kin: Kin, scene: Scene) -> str:
    return void(document, kin, scene) or undecided(document, kin, scene)


def _own(name: str, kind: DocKind, template: str, facts: Any, bars: Any = void, margins: tuple[float, float, float, float] = ORDER_MARGINS) -> Paper[Document]:
    """The paper of an entry that is told of the entry."""
    return Paper(
        f"{name}_entry", kind.label, template, facts, margins=margins, kind=str(kind.value), bars=bars,
        called=called(kind), drafts=itself, concerns=of_kind(kind),
    )  # fmt: skip


def _through(paper: Paper[Any], link: str) -> Paper[Document]:
    """A paper of another ledger's record, printed from its entry in the register."""

    def facts(document: Document, kin: Kin, names: Names, scene: Scene) -> Mapping[str, Any]:
        return paper.facts(kin.linked(document, link), kin, names, scene)

    def bars(document: Document, kin: Kin, scene: Scene) -> str:
        return void(document, kin, scene) or paper.bars(kin.linked(document, link), kin, scene)

    def concerns(document: Document) -> bool:
        return document.kind.value == paper.kind and getattr(document, link) is not None

    return paper.replace(name=f"{paper.name}_entry", facts=facts, bars=bars, concerns=concerns)


def _of_records() -> Iterator[Paper[Document]]:
    """The papers of the records that entries belong to."""
    for link in DOCUMENTS.links.values():
        if link.follows or link.to == DOCUMENTS.name or link.kind.name != "link":
            continue
        for paper in forms(link.to):
            if paper.kind and paper.drafts is None and not paper.gathers:
                yield _through(paper, link.name)


PAPERS: tuple[Paper[Document], ...] = (
    _own("order", DocKind.ORDER, "order.html", order_facts),
    _own("measure", DocKind.MEASURE, "measure.html", measure_facts, _undecided),
    _own("recheck", DocKind.RECHECK, "recheck.html", recheck_facts),
    _own("mend_notice", DocKind.MEND, "mend_notice.html", mend_facts),
    _own("transfer", DocKind.TRANSFER, "letter.html", letter_facts, margins=Paper.margins),
    _own("inform", DocKind.INFORM, "letter.html", letter_facts, margins=Paper.margins),
    *_of_records(),
    Paper(
        "recheck_of_order", "整改复查意见书", "recheck.html", recheck_facts, margins=ORDER_MARGINS, kind="recheck", bars=no_recheck_of,
        drafts=recheck_of_order, fits=recheck_fits, concerns=of_kind(DocKind.ORDER),
    ),
    Paper(
        "service", "送达回执", "service.html", service_facts, margins=(25, 25, 26, 24), kind="service", bars=not_numbered, drafts=service_of,
    ),
)  # fmt: skip
