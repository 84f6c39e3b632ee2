"""What is exported comes back as the same records, for every ledger."""

import datetime as dt
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from generate import records
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from sheets import fates, imported, planned
from town import Town, dump, filled, found_town, made, op_count

from safety_desk import clock
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.intake import child
from safety_desk.intake.book import Book
from safety_desk.intake.reading import told
from safety_desk.jobs import Job, Progress, finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.govern.scheme import AppliesTo, KpiScheme
from safety_desk.ledgers.govern.sheet import KpiSheet
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.options import Scene
from safety_desk.paths import Office
from safety_desk.record import Record
from safety_desk.tasks.exporting import export
from safety_desk.tasks.imports import importing
from safety_desk.tasks.office import open_office

every_ledger = pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
LEDGER_OF = {ledger.name: ledger for ledger in LEDGERS}
FACTORS = {
    Method.LEC: {"L": 3, "E": 6, "C": 15}, Method.LS: {"L": 3, "S": 4}, Method.MES: {"M": 3, "S": 8}, Method.DIRECT: None,
}  # fmt: skip


@pytest.fixture(scope="session")
def full_office(blank_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the town with something of all that others must lead to, to be copied."""
    folder = tmp_path_factory.mktemp("full") / "office"
    shutil.copytree(blank_office, folder)
    with pytest.MonkeyPatch.context() as patch, open_office(Office(folder)) as store:
        patch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 23, 10))
        _fill(store, found_town(store))
    return folder


@pytest.fixture(autouse=True)
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read in this process: a child for each of some thousand would take minutes, and has its own tests."""

    def here(path: Path) -> Job[Book]:
        yield Progress()
        return told(child.answer(path), path.name)

    monkeypatch.setattr(importing, "reading", here)


@pytest.fixture
def full(full_office: Path, tmp_path: Path) -> Iterator[Store]:
    """An office of its own with that town."""
    shutil.copytree(full_office, tmp_path / "full")
    with open_office(Office(tmp_path / "full")) as store:
        yield store


def _fill(store: Store, town: Town) -> None:
    """Something of all that others must lead to, also two enterprises and two risk points of one name."""
    twin = made(store, Enterprise, name=town.mill.name, village=town.far_village.id)
    made(store, Grid, name="一组", village=town.village.id, members=(town.chief.id, town.clerk.id))
    for owner in (town.mill, twin):
        point = made(store, RiskPoint, name="配电房", enterprise=owner.id)
        hazard = made(store, Hazard, risk_point=point.id, seq=1, factor_desc="触电")
        made(store, RiskAssessment, hazard=hazard.id, factors=FACTORS[Method.LEC])
    checklist = made(store, Checklist, name="竹木检查表")
    made(store, ChecklistItem, checklist=checklist.id, content="除尘")
    visit = made(store, Inspection, enterprise=twin.id, inspectors=(town.inspector.id, town.clerk.id))
    item = made(store, InspectionItem, inspection=visit.id, content="除尘")
    made(store, HiddenDanger, enterprise=twin.id, inspection=visit.id, inspection_item=item.id)
    scheme = made(store, KpiScheme, name="站所考核", year=2026, applies_to=AppliesTo.OFFICE)
    made(store, KpiSheet, scheme=scheme.id, org=town.office.id)
    needed = {field.to for ledger in LEDGERS for field in ledger.links.values() if field.required}
    for ledger in (*LEDGERS, *LEDGERS):  # twice: some lead to what comes later
        if ledger.name in needed and not store.count(ledger.record):
            _add_one(store, ledger)


def _add_one(store: Store, ledger: Ledger[Any]) -> None:
    """One record with what it must have, where its rules let it stand alone."""
    must = [field for field in ledger.fields.values() if field.required and field.default is None and not field.serial]
    links = {field.name: store.ids(LEDGER_OF[field.to].record)[:1] for field in must if field.to}
    if all(links.values()):
        given: dict[str, Any] = {name: id for name, [id] in links.items()}
        given |= {field.name: next(iter(store.names.codes(field.codes))) for field in must if field.codes}
        many = {field.name: (given[field.name],) for field in must if field.kind.name in ("links", "terms")}
        with suppress(Refusal, sqlite3.IntegrityError):  # some want more than that
            record = sound(ledger, filled(ledger.record, **given | many), store.scene())
            store.save("凑一条", *([record] if record is not None else []))


def exported(store: Store, ledger: Ledger[Any], path: Path, whole: bool = False) -> Path:
    assert finish(export(store, ledger, path, whole=whole)) == store.count(ledger.record)
    return path


@every_ledger
def test_every_column_of_an_export_is_known_again(ledger: Ledger[Any], full: Store, tmp_path: Path) -> None:
    plan = planned(full, ledger, exported(full, ledger, tmp_path / "出.xlsx"))
    assert plan.target is ledger
    assert plan.header.unmatched == []
    assert [match.field for match in plan.header.matches] == list(ledger.fields.values())


@every_ledger
def test_an_export_brought_back_changes_nothing(ledger: Ledger[Any], full: Store, tmp_path: Path) -> None:
    path = exported(full, ledger, tmp_path / "出.xlsx")
    before, ops = dump(full), op_count(full)
    plan = imported(full, ledger, path)
    assert fates(plan) == (0, 0, full.count(ledger.record), 0), plan.rejected
    assert (dump(full), op_count(full)) == (before, ops)


def _simple(field: Field) -> Any:
    """Some value of a field, nothing where its kind has no plain one."""
    day = dt.date(2026, 1, 1)
    plain = {"text": "甲", "date": day, "moment": dt.datetime.combine(day, dt.time(9)), "yes_no": True, "link": 1}
    if field.kind.name == "choice":
        return next(iter(field.type))
    return 1 if field.type in (int, float) and not field.to else plain.get(field.kind.name)


def sound(ledger: Ledger[Any], record: Record, scene: Scene) -> Record | None:
    """The record without what the checks of its ledger object to, or None where they object to all that is left."""
    if isinstance(record, RiskAssessment):
        record = record.replace(factors=FACTORS[record.method], grade_final=None, direct_reason="甲", scored_from=None)
    for _ in range(8):
        problems = [problem for problem in ledger.problems(record, scene) if not problem.doubt]
        for problem in problems:
            field = ledger.fields[problem.field]
            empty = getattr(record, problem.field) is None
            must = field.required and field.default is None
            value = _simple(field) if empty or must else field.default
            if must and value is None:
                return None
            record = record.replace(**{problem.field: value})
        if not problems:
            return record
    return None


def comparable(ledger: Ledger[Any], record: Record) -> dict[str, Any]:
    """What a workbook can carry: not the id, not attachments."""
    lost = {name for name, field in ledger.fields.items() if field.kind.name == "files"}
    return {name: value for name, value in record.values().items() if name not in lost}


@every_ledger
@settings(max_examples=4, phases=[Phase.generate])
@given(data=st.data())
def test_records_of_any_content_come_back_the_same(
    ledger: Ledger[Any], full: Store, data: st.DataObject, tmp_path: Path
) -> None:
    ids = {other.name: full.ids(other.record) for other in LEDGERS}
    before, ops = full.ids(ledger.record), op_count(full)
    drawn = data.draw(st.lists(records(ledger, full.names, ids), min_size=1, max_size=3))
    with full.operation("录入"):
        for record in drawn:
            with suppress(Refusal):
                if (allowed := sound(ledger, record, full.scene())) is not None:
                    full.put(allowed)
    made_now = [record for record in full.find(ledger.record) if record.id not in before]
    if not made_now:
        if op_count(full) > ops:
            full.undo()
        return
    masked, ops_then, there = exported(full, ledger, tmp_path / "隐.xlsx"), op_count(full), dump(full)
    imported(full, ledger, masked)
    assert (dump(full), op_count(full)) == (there, ops_then)
    path = exported(full, ledger, tmp_path / "出.xlsx", whole=True)
    full.undo()
    plan = imported(full, ledger, path)
    assert plan.rejected == []
    came = [record for record in full.find(ledger.record) if record.id not in before]
    assert [comparable(ledger, record) for record in came] == [comparable(ledger, record) for record in made_now]
    full.undo()
