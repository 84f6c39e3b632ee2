"""What is taken along on a round, as one print job: of every site its scheme, its checklist, its record, in that order."""

from collections.abc import Sequence
from typing import Any

from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.enforce.scheme import CHECK_SCHEMES, CheckScheme
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.papers import forms
from safety_desk.paper import Paper
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.issuing import Wanted
from safety_desk.tasks.papers import barred, made
from safety_desk.value import Value

_FORMS = ((CHECK_SCHEMES, "check_scheme"), (INSPECTIONS, "checklist_sheet"), (INSPECTIONS, "inspection_record"))
"""The forms of a visit in the order in which they lie in the folder."""


class Sheet(Value):
    """One form that can be taken along. `usual`: in this office it is; `blank`: it can be taken empty too."""

    ledger: Ledger[Any]
    paper: Paper[Any]
    usual: bool
    blank: bool


class Folder(Value):
    """What is to be printed, in order, and what is not, each with the site's name and why."""

    wanted: tuple[Wanted, ...]
    left: tuple[tuple[str, str], ...] = ()


def sheets_of(store: Store) -> list[Sheet]:
    """The forms that can be taken along; a scheme is usual only where the office has powers of enforcement."""
    formal = store.options(OfficeRules).mode is not EnforcementMode.NONE
    found = []
    for ledger, name in _FORMS:
        for paper in forms(ledger.name):
            if paper.name == name:
                visits = ledger is INSPECTIONS
                found.append(Sheet(ledger, paper, visits or formal, visits))
    return found


def folder(store: Store, visits: Sequence[int], names: Sequence[str]) -> Folder:
    """The papers of these visits by the names of the forms, visit after visit.

    A form that a visit cannot have now is left out and named with the reason, so that the others can be printed.
    """
    wanted: list[Wanted] = []
    left: list[tuple[str, str]] = []
    sheets = [sheet for sheet in sheets_of(store) if sheet.paper.name in names]
    for id in visits:
        visit = store.get(Inspection, id)
        for sheet in sheets:
            record = visit if sheet.ledger is INSPECTIONS else _scheme(store, id)
            if record is None or record.id is None:
                left.append((_name(store, visit), f"没有{sheet.ledger.noun}"))
            elif why := barred(store, sheet.ledger, sheet.paper, record):
                left.append((_name(store, visit), f"{sheet.paper.words(store.scene())}：{why}"))
            else:
                wanted.append((sheet.ledger, sheet.paper, record.id))
    return Folder(tuple(wanted), tuple(left))


def blanks(store: Store, number: int, names: Sequence[str]) -> list[RenderedPaper]:
    """So many copies of each of the forms without a site, to be filled in by hand."""
    if not number:
        return []
    empty = [
        made(store, one.ledger, one.paper, [one.ledger.record()])
        for one in sheets_of(store)
        if one.blank and one.paper.name in names
    ]
    return empty * number


def _scheme(store: Store, visit: int) -> CheckScheme | None:
    return next(iter(store.find(CheckScheme, eq("inspection", visit), order="-id")), None)


def _name(store: Store, visit: Inspection) -> str:
    if visit.enterprise is not None:
        return store.names.name("enterprises", visit.enterprise)
    return store.names.name("public_areas", visit.public_area) if visit.public_area is not None else visit.no or ""
