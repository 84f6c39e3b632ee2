"""企业合规情况: every enterprise by every rule, counted so that each number can be counted again."""

from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.periods import read_period
from safety_desk.reports.tables import Table
from safety_desk.tasks.reporting import REPORTS, tables_of
from safety_desk.verdicts import Outcome

RULES = DOSSIERS["enterprises"].rules


@pytest.fixture
def tables(store: Store, town: Town, make: Callable[..., Any]) -> tuple[Table, Table]:
    changed(store, town.mill, is_high_risk=True, employees=120)
    changed(store, town.station, status=EntStatus.CLOSED)
    by_firm, by_rule = tables_of(store, REPORTS["compliance"], read_period("2026-06"))
    return by_firm, by_rule


def test_who_is_gone_is_not_judged_and_a_row_counts_its_signs(tables: tuple[Table, Table]) -> None:
    by_firm, _ = tables
    [row] = by_firm.rows
    heads = [column.head for column in by_firm.columns]
    assert isinstance(row, list) and row[1] == "茂林竹木制品有限公司"
    signs = [row[heads.index(f"{rule.title}|{rule.code}")] for rule in RULES]
    for outcome in (Outcome.BREACH, Outcome.WARN, Outcome.UNKNOWN):
        assert row[heads.index(f"合计|{outcome.label}")] == signs.count(outcome.shape)
    assert signs[0] == Outcome.BREACH.shape
    assert by_firm.period == "截至 2026-11-23"


def test_each_rule_counts_its_enterprises_and_names_who_does_not_comply(tables: tuple[Table, Table]) -> None:
    by_firm, by_rule = tables
    heads = [column.head for column in by_rule.columns]
    first = heads.index("企业数（家）|不符合")
    for rule, row in zip(RULES, by_rule.rows, strict=True):
        assert isinstance(row, list)
        assert (row[0], row[2]) == (rule.code, rule.basis)
        assert sum(row[first : first + len(Outcome)]) == len(by_firm.rows)
        assert bool(row[-1]) == (row[first] > 0)
    assert by_rule.rows[0][-1] == "茂林竹木制品有限公司"  # type: ignore[index]
