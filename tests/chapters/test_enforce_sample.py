"""The sample town's enforcement: something in every ledger, in every state that a town meets, and all of it sound."""

import datetime as dt
from typing import Any

import pytest

from safety_desk.ledgers.enforce.accident import Accident, AccidentState
from safety_desk.ledgers.enforce.campaign import SpecialCampaign
from safety_desk.ledgers.enforce.campaign import Stage as CampaignStage
from safety_desk.ledgers.enforce.chain import EnforceChain, Stage
from safety_desk.ledgers.enforce.chapter import TABS
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw, code_of, draw
from safety_desk.ledgers.enforce.penalty import CaseState, PenaltyCase
from safety_desk.ledgers.enforce.plan import EnforceTarget, TargetState
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.enforce.report import ReportCase, ReportState
from safety_desk.ledgers.enforce.scheme import CheckScheme, SchemeState
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.holiday import Holiday, built_in
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.sample_town.town import sample_town

HOLIDAYS = list(built_in())
SCENE = Scene(at=dt.datetime(2026, 11, 23, 10, 0), tables=lambda cls: HOLIDAYS if cls is Holiday else [])


@pytest.fixture(scope="module")
def town() -> dict[type[Record], list[Any]]:
    records = next(sample_town(SCENE))
    return {cls: [record for record in records if type(record) is cls] for cls in {type(record) for record in records}}


def test_no_ledger_of_the_chapter_is_empty(town: Any) -> None:
    assert [ledger.name for tab in TABS for ledger in tab.ledgers if not town.get(ledger.record)] == []


@pytest.mark.parametrize(
    ("cls", "field", "states"),
    [
        (Accident, "status", AccidentState),
        (SpecialCampaign, "stage", CampaignStage),
        (EnforceChain, "stage", Stage),
        (Document, "status", DocState),
        (PenaltyCase, "status", CaseState),
        (ReportCase, "status", ReportState),
        (CheckScheme, "status", SchemeState),
        (EnforceTarget, "status", TargetState),
        (RandomDraw, "status", DrawState),
    ],
)
def test_records_stand_in_every_state(town: Any, cls: type[Record], field: str, states: type[Any]) -> None:
    assert {getattr(record, field) for record in town[cls]} == set(states)


def test_a_town_without_powers_punishes_nobody_itself(town: Any) -> None:
    assert {case.organ for case in town[PenaltyCase]} == {Organ.COUNTY}
    assert all(document.kind.needs.value == "none" for document in town[Document])


def test_numbers_of_papers_run_without_a_gap(town: Any) -> None:
    numbers: dict[Any, list[int]] = {}
    for document in town[Document]:
        if document.seq:
            numbers.setdefault((document.kind, document.year), []).append(document.seq)
    assert all(sorted(given) == list(range(1, len(given) + 1)) for given in numbers.values())


def test_most_chains_show_all_five_and_those_closed_without_say_why(town: Any) -> None:
    asked = [chain for chain in town[EnforceChain] if chain.found_count]
    assert 0.6 < sum(not chain.missing for chain in asked) / len(asked) < 0.95
    assert all(chain.close_reason for chain in asked if chain.missing and chain.stage is Stage.CLOSED)


def test_draws_can_be_done_again(town: Any) -> None:
    codes = {firm.id: code_of(firm) for firm in town[Enterprise]}
    plain = [d for d in town[RandomDraw] if d.drawn and not d.by_grade]
    assert plain
    for record in plain:
        assert [codes[id] for id in record.drawn] == draw(
            "企业", record.seed, record.snapshot.split("\n"), record.count
        )
