"""三部曲: a chain told as a page: parts, lights, papers, next steps; and how visits, cases and papers lead to it."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.enforce.chain import EnforceChain
from safety_desk.ledgers.enforce.document import Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.penalty import PenaltyCase
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitResult
from safety_desk.tasks.chains import begin_chain, chain_of, whole


@pytest.fixture
def visit(store: Store, town: Town, make: Callable[..., Any]) -> Inspection:
    """A visit that found one hidden danger."""
    changed(store, town.mill, address="奎峰村 1 号")
    made: Inspection = make(
        Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 11, 2, 9), result=VisitResult.TERM
    )
    make(
        HiddenDanger,
        enterprise=town.mill.id,
        inspection=made.id,
        found_date=dt.date(2026, 11, 2),
        description="除尘器未清灰",
    )
    return made


def test_a_chain_is_told_in_three_parts_with_five_lights(
    store: Store, visit: Inspection, make: Callable[..., Any]
) -> None:
    id = begin_chain(store, "inspections", visit.id or 0)
    order = make(Document, kind=DocKind.ORDER, inspection=visit.id, content="限期整改", deadline=dt.date(2026, 11, 30))
    told = whole(store, id)
    assert [(column.title, column.place, len(column.lines)) for column in told.columns] == [
        ("检查诊断", 0, 2),
        ("行政处罚", 1, 1),
        ("整改复查", 1, 0),
    ]
    assert told.columns[0].lines[1].words.endswith("除尘器未清灰")
    assert [lit.seen for lit in told.lights] == [True, False, False, False, False]
    [paper] = told.papers
    assert (paper.id, paper.number, paper.state) == (order.id, "草稿，还没有编号", "草稿")
    assert paper.paper is not None
    assert paper.paper.kind == "order"
    assert next(step.label for step in told.steps) == "转行政处罚"


def test_nothing_found_asks_for_nothing_more(store: Store, town: Town, make: Callable[..., Any]) -> None:
    clean = make(Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 11, 2, 9), result=VisitResult.CLEAN)
    told = whole(store, begin_chain(store, "inspections", clean.id))
    assert [lit.seen for lit in told.lights] == [True, None, None, None, None]
    assert "闭环" in [step.label for step in told.steps]


def test_everything_of_a_chain_leads_to_it(
    store: Store, town: Town, visit: Inspection, make: Callable[..., Any]
) -> None:
    assert chain_of(store, "inspections", visit.id or 0) is None
    id = begin_chain(store, "inspections", visit.id or 0)
    record = make(Document, kind=DocKind.RECORD, inspection=visit.id, content="检查记录")
    case = make(PenaltyCase, chain=id, enterprise=town.mill.id, cause="未清灰")
    of_case = make(Document, kind=DocKind.OTHER, penalty_case=case.id, enterprise=town.mill.id, content="询问")
    places = (("enforce_chains", id), ("inspections", visit.id), ("documents", record.id), ("penalty_cases", case.id))
    assert [chain_of(store, ledger, one or 0) for ledger, one in places] == [id] * 4
    told = whole(store, id)
    assert {paper.id for paper in told.papers} == {record.id, of_case.id}
    assert [line.ledger for line in told.columns[1].lines] == ["penalty_cases"]


def test_a_paper_of_no_inspection_begins_no_chain(store: Store, town: Town, make: Callable[..., Any]) -> None:
    letter = make(Document, kind=DocKind.OTHER, enterprise=town.mill.id, content="函")
    assert chain_of(store, "documents", letter.id) is None
    with pytest.raises(Refusal, match="没有所属检查"):
        begin_chain(store, "documents", letter.id)
    assert store.count(EnforceChain) == 0
