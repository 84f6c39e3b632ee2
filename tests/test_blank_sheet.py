"""Blank sheets: what is filled in under their heads comes back through the import."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.book import Sheet
from safety_desk.intake.headers import find_header
from safety_desk.jobs import finish
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import ENTERPRISES, LEDGERS, VILLAGES
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.place import Village
from safety_desk.reports.blanks.sheet import columns
from safety_desk.tasks.exporting import blank_sheet
from safety_desk.tasks.imports.importing import commit_import, plan_import
from tests.town import made


def test_every_ledger_has_one_whose_heads_are_its_fields(store: Store, tmp_path: Path) -> None:
    for ledger in LEDGERS:
        out = tmp_path / f"{ledger.name}.xlsx"
        finish(blank_sheet(store, ledger, out))
        wanted = [field.name for field in columns(ledger)]
        assert heads(out, ledger) == wanted or len(wanted) < 2, ledger.name


def heads(path: Path, ledger: Ledger[Any]) -> list[str]:
    """The fields that an import finds in the sheet that is seen."""
    page = load_workbook(path).worksheets[0]
    header = find_header(Sheet(page.title, [list(row) for row in page.iter_rows(values_only=True)]), ledger)
    return [match.field.name for match in header.matches if match.field] if header else []


def test_the_line_that_explains_and_the_example_are_passed_over(store: Store, tmp_path: Path) -> None:
    out = tmp_path / "企业.xlsx"
    made(store, Village, name="甲村")
    finish(blank_sheet(store, ENTERPRISES, out))
    assert finish(plan_import(store, ENTERPRISES, out)).lines == []
    book = load_workbook(out)
    page = book.worksheets[0]
    heads = {cell.value: cell.column for cell in page[3]}
    for row, name in enumerate(("泾县甲厂", "泾县乙厂"), 6):
        page.cell(row, heads["企业名称"], name)
        page.cell(row, heads["所在村"], "甲村")
    book.save(out)
    plan = finish(plan_import(store, ENTERPRISES, out))
    assert [line.record.name for line in plan.lines] == ["泾县甲厂", "泾县乙厂"] and not plan.rejected
    finish(commit_import(store, plan))
    assert store.count(Enterprise) == 2


def test_lists_offer_what_the_office_has(store: Store, tmp_path: Path) -> None:
    made(store, Village, name="甲村")
    finish(blank_sheet(store, ENTERPRISES, tmp_path / "企业.xlsx"))
    book = load_workbook(tmp_path / "企业.xlsx")
    page, lists = book.worksheets
    assert lists.sheet_state == "hidden"
    offered = {tuple(cell.value for cell in column if cell.value) for column in lists.columns}
    assert ("甲村",) in offered
    village = next(cell.column_letter for cell in page[3] if cell.value == "所在村")
    [rule] = [v for v in page.data_validations.dataValidation if f"{village}6" in str(v.sqref)]
    assert rule.type == "list" and rule.errorStyle == "warning"


def test_a_file_that_cannot_be_written_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "村.xlsx").mkdir()
    with pytest.raises(Refusal, match="写不了"):
        finish(blank_sheet(store, VILLAGES, tmp_path / "村.xlsx"))
