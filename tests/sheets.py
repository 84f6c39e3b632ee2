"""Workbooks made in tests, and imports carried out as the program does."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from safety_desk.db.store import Store
from safety_desk.intake.book import Sheet
from safety_desk.intake.known import Fate
from safety_desk.jobs import finish
from safety_desk.ledger import Ledger
from safety_desk.tasks.imports.importing import commit_import, plan_import
from safety_desk.tasks.imports.plan import Plan

INBOX = Path(__file__).parent / "data" / "inbox"
ENTERPRISE_BOOK = INBOX / "企业基础台账(各村上报).xlsx"
DANGER_BOOK = INBOX / "隐患台账2026上半年.xls"
CERTIFICATE_TABLE = INBOX / "三项岗位人员.csv"

Rows = Sequence[Sequence[Any]]


def workbook(path: Path, *sheets: tuple[str, Rows] | tuple[str, Rows, Iterable[str]]) -> Path:
    """A workbook of sheets: each a name, rows of cells, and ranges to merge such as "B3:B9"."""
    book = Workbook()
    book.remove(book["Sheet"])
    for name, rows, *merges in sheets:
        page: Worksheet = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
        for merged in merges[0] if merges else ():
            page.merge_cells(merged)
    book.save(path)
    return path


def sheet(*rows: Sequence[Any], merges: Sequence[Any] = ()) -> Sheet:
    """A sheet as the child process hands it over."""
    return Sheet("表", [list(row) for row in rows], list(merges))


def planned(store: Store, ledger: Ledger[Any], path: Path, name: str = "") -> Plan:
    """What an import would do."""
    return finish(plan_import(store, ledger, path, name))


def imported(store: Store, ledger: Ledger[Any], path: Path, name: str = "") -> Plan:
    """An import, carried out."""
    plan = planned(store, ledger, path, name)
    finish(commit_import(store, plan))
    return plan


def fates(plan: Plan) -> tuple[int, int, int, int]:
    """How many rows are new, updated, unchanged, rejected."""
    return plan.count(Fate.NEW), plan.count(Fate.UPDATE), plan.count(Fate.SAME), plan.count(Fate.REJECTED)
