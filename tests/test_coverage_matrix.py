"""The coverage matrix of the handbook (domain.md §13), row by row: every point of the plan has its ledgers, and each of
them is reached, listed, added to, edited, voided and exported in the window, and tells of itself in time.
"""

import datetime as dt
import io
import json
import shutil
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest
from hands import press, write
from openpyxl import load_workbook
from PySide6.QtWidgets import QApplication, QFileDialog, QToolButton
from pytestqt.qtbot import QtBot
from town import NOW
from walk import said_by
from windows import answers, qapp  # noqa: F401

from safety_desk import clock
from safety_desk.cli import main
from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.paths import Office
from safety_desk.record import Record
from safety_desk.tasks.office import open_office
from safety_desk.tasks.reporting import REPORTS
from safety_desk.ui.export_dialog import ExportDialog
from safety_desk.ui.memory import Memory
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.window import Window

MATRIX = {
    "1": "policy_docs impl_tasks",
    "2": "publicity_activities",
    "3": "reform_items access_reviews",
    "4": "duty_lists duty_occurrences inspect_patrols bulletins",
    "5": "std_rules major_criteria benchmarks",
    "6": "risk_points hazards reassess_triggers",
    "7": "risk_assessments control_measures region_risks",
    "8": "supervise_class_records supervise_freqs list_versions mechanism_reviews",
    "9": "resp_systems post_duties ent_standards",
    "10": "standardizations std_annual_selfs std_audits",
    "11": "dwm_plans dwm_records dwm_months dwm_items hidden_dangers",
    "12": "mutual_groups mutual_activities service_orgs service_contracts violations",
    "13": "blacklists bans public_notices",
    "14": "leader_duties duty_records meetings",
    "15": "dept_duties special_campaigns",
    "16": "goal_letters kpi_schemes kpi_items kpi_sheets kpi_scores vetoes",
    "17": "supervise_cases supervise_progresses interviews exposures accountabilities",
    "18": "enforce_plans enforce_targets inspections inspection_items check_schemes documents enforce_chains enforce_measures penalty_cases "
    "report_cases random_draws",
    "19": "law_publicities process_records case_reviews doc_archives",
    "20": "efficacy_reviews",
    "21": "accidents casualties accident_liabilities up_reports",
    "22": "special_campaigns campaign_targets campaign_progresses campaign_analyses",
    "23": "villages grids grid_patrols places",
    "24": "emergency_plans drills rescue_teams rescue_materials duty_rosters emergency_contacts rescue_records",
    "25": "experts expert_helps liability_insurances evaluation_publics",
    "26": "publicity_activities safety_cultures calendar_events media_responses",
    "27": "certificates trainings training_attendees labour_teams injury_rates",
    "保障一": "five_haves five_qs duty_lists duty_records",
    "保障二": "issue_lists case_warnings quarter_reviews meetings",
    "保障三": "accident_liabilities vetoes awards",
}  # fmt: skip
"""The points of the plan and the entities that serve them; a method's tables (risk_method_cfg) are settings."""

KEPT = {
    "enterprises", "ent_materials", "ent_products", "ent_equipments", "special_equipment", "ent_licenses",
    "ent_major_hazards", "ent_confined_spaces", "ent_dusts", "ent_ammonias", "ent_coal_gases", "ent_melts",
    "ent_fire_facilities", "ent_lightnings", "ent_ppes", "ent_occ_healths", "ent_evaluations", "ent_constructions",
    "ent_leases", "ent_docs", "public_areas", "checklists", "checklist_items", "org_units", "staff", "law_refs",
    "codes", "holidays",
}  # fmt: skip
"""What stands in the handbook's table of entities (§10) beside those of the matrix."""

COUNTED = {"20": "efficacy"}
"""Points of which no day reminds: the report that counts them."""

ENTITIES = sorted({name for names in MATRIX.values() for name in names.split()})
every_entity = pytest.mark.parametrize("name", ENTITIES)


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    """What `ledgers --json` tells, by name."""
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(["ledgers", "--json"]) == 0
    return {ledger["name"]: ledger for ledger in json.loads(out.getvalue())}


@pytest.mark.parametrize("point", MATRIX)
def test_every_point_of_the_plan_has_its_ledgers(point: str, told: dict[str, Any]) -> None:
    assert [name for name in MATRIX[point].split() if point not in told.get(name, {"plan": ()})["plan"]] == []


def test_the_other_entities_of_the_handbook_are_there(told: dict[str, Any]) -> None:
    assert KEPT - told.keys() == set()


@pytest.mark.parametrize("point", MATRIX)
def test_every_point_reminds_of_what_is_due_or_missing_or_is_counted(point: str) -> None:
    ledgers = [ledger for ledger in LEDGERS if ledger.name in MATRIX[point].split()]
    reminding = any(ledger.deadlines or any(view.waits for view in ledger.views) for ledger in ledgers)
    assert reminding or COUNTED[point] in REPORTS


@pytest.fixture(scope="module")
def sample(sample_office: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """An office with the sample town."""
    folder = tmp_path_factory.mktemp("matrix") / "office"
    shutil.copytree(sample_office, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(folder), "测试员") as store:
            yield store


@pytest.fixture
def window(qtbot: QtBot, sample: Store) -> Iterator[Window]:
    """Its window, on a page that is soon made."""
    office = Office(sample.folder)
    Memory(office.folder / "window.json").set("tab", "系统")
    made = Window(office, sample)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()
    sample.changed.clear()


def opened(window: Window, ledger: Ledger[Any]) -> LedgerPage:
    """The page of a ledger, by Ctrl+K and its name."""
    window.activateWindow()
    QApplication.processEvents()
    press("Ctrl+K")
    write(ledger.title)
    press("Return")
    QApplication.processEvents()
    page = window.shown_page()
    assert page is not None and page.ledger is ledger
    page.show_all()
    return page


def filled_in(page: LedgerPage, record: Record, **texts: str) -> bool:
    """Put a record into the form that is open, write over some of it, and save."""
    assert page.sheet is not None
    page.sheet.form.put(record)
    for name, text in texts.items():
        page.sheet.form.boxes[name].editor.put(text)
    page.sheet.save_button.setEnabled(True)
    page.sheet.save_button.click()
    return not page.sheet.bar.isVisible()


def voided(page: LedgerPage) -> Record | None:
    """Delete the first of some records that may go; None where each is kept."""
    before = page.model.count
    for row in range(min(before, 20)):
        page.table.go_to(row)
        record = page.current()
        page.delete()
        if page.model.count < before:
            return record
    return None


def another(store: Store, record: Record) -> Record:
    """A record like this one, with keys of its own."""
    fresh: dict[str, Any] = {name: None for name, field in record.fields.items() if field.serial or field.fixed}
    for group in store.ledger_of(record).keys:
        for name in group.split():
            value, field = getattr(record, name), record.fields[name]
            if field.kind.name in ("text", "code") and value and name not in fresh:
                fresh[name] = f"{value}9"
            elif field.type in (dt.date, int) and value and not field.to:
                fresh[name] = value - dt.timedelta(days=900) if isinstance(value, dt.date) else value + 50
            elif field.to and group == name:
                taken = {getattr(one, name) for one in store.find(type(record))}
                fresh[name] = next(id for id in store.ids(store.ledgers[field.to].record) if id not in taken)
    return type(record)(**{**record.values(), **fresh})


@every_entity
def test_it_is_reached_listed_added_to_edited_voided_and_exported(
    name: str, window: Window, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    store, ledger = window.store, window.store.ledgers[name]
    page = opened(window, ledger)
    number = page.model.count
    if name not in MADE_ELSEWHERE:
        assert number, "the sample town has none"
        gone = voided(page)
        if gone is None:
            assert kept_because(page, window), "it is not said why it is kept, and what to do instead"
        press("Ctrl+N")
        added = another(store, page.model.record(0)) if gone is None else type(gone)(**gone.values())
        assert filled_in(page, added), said_by(page.sheet.bar.text.text(), page.sheet.form)
        assert page.model.count == number + (gone is None)

        free = [f for f in ledger.fields.values() if f.kind.name == "text" and not f.fixed and not f.serial]
        free = [f for f in free if f.name not in " ".join(ledger.keys).split()]
        if free:
            assert filled_in(page, page.sheet.record, **{free[-1].name: "改过的话"})
            assert getattr(store.get(ledger.record, page.sheet.record.id), free[-1].name) == "改过的话"
        page.close_sheet()
        for _ in range(bool(free) + (gone is not None) + 1):
            window.undo()
        assert page.model.count == number

    if number:
        page.show_where("一条", eq("id", page.model.record(0).id))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "导出.xlsx"), ""))
    next(tool for tool in page.findChildren(QToolButton) if tool.text() == "导出").click()
    next(dialog for dialog in window.findChildren(ExportDialog) if dialog.isVisible()).accept()
    qtbot.waitUntil(lambda: not window.job.busy, timeout=20_000)
    sheet = load_workbook(tmp_path / "导出.xlsx", read_only=True).active
    assert sheet is not None and sheet.max_row == 1 + bool(number)


MADE_ELSEWHERE = {"region_risks"}
"""The map's page makes them, from the records; there are none in the sample town."""


def kept_because(page: LedgerPage, window: Window) -> bool:
    """Whether the last refusal says what leads there, or what to press instead."""
    said = window.notice.text.text()
    return any(words in said for words in ("请先处理这些记录", "可以停用", *(step.label for step in page.ledger.steps)))
