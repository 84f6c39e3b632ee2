"""企业合规情况: what every rule says of every record that is judged, as a matrix, and for each rule whom it concerns."""

from collections.abc import Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS
from safety_desk.ledgers.dossier import Dossier
from safety_desk.periods import Period
from safety_desk.record import Record
from safety_desk.reports.behind import Counted, one_record, opening
from safety_desk.reports.tables import Column, Table
from safety_desk.tasks.dossier import grades_in
from safety_desk.verdicts import Completeness, Outcome, Verdict

Judged = tuple[Record, Sequence[Verdict], Completeness | None]

_SIGNS = "，".join(f"{outcome.shape} {outcome.label}" for outcome in Outcome)


def compliance_tables(store: Store, period: Period) -> list[Table]:
    """The tables of every dossier that has rules, as things stand today, whatever the period."""
    found: list[Table] = []
    for dossier in DOSSIERS.values():
        if dossier.rules:
            judged = _judged(store, dossier)
            found += [_matrix(store, dossier, judged), _by_rule(store, dossier, judged)]
    for table in found:
        table.period = f"截至 {store.scene().today:%Y-%m-%d}"
    return found


def _judged(store: Store, dossier: Dossier) -> list[Judged]:
    """The records of which the rules say something, in the order of their ledger."""
    scene, found = store.scene(), []
    for record in store.find(dossier.ledger.record, order=dossier.ledger.order):
        kin = store.kin()
        if verdicts := dossier.judge(record, kin, scene):
            found.append((record, verdicts, dossier.complete(record, kin) if dossier.complete else None))
    return found


def _matrix(store: Store, dossier: Dossier, judged: Sequence[Judged]) -> Table:
    """One row a record, one column a rule; how many of each outcome that asks for something."""
    ledger, asked = dossier.ledger, [outcome for outcome in Outcome if outcome.asks]
    where = [name for name in ledger.columns.split() if name == ledger.order.lstrip("-") and name != ledger.called]
    grade = grades_in(ledger)
    heads = [Column("序号", "order", width=6), Column(ledger.fields[ledger.called].label, width=30)]
    heads += [Column(ledger.fields[name].label, width=12) for name in where]
    heads += [Column(ledger.fields[name].label, "grade", width=7) for name in grade]
    heads += [Column("完整度（%）", "whole", width=8)]
    heads += [Column(f"{rule.title}|{rule.code}", "mark", width=9) for rule in dossier.rules]
    heads += [Column(f"合计|{outcome.label}", "whole", total="sum", width=8) for outcome in asked]
    rows: list[list[Any]] = []
    found: list[dict[int, Counted]] = []
    for n, (judged_record, verdicts, complete) in enumerate(judged, 1):
        shown, said = ledger.show(judged_record, store.names), {verdict.code: verdict.outcome for verdict in verdicts}
        signs = [said[rule.code].shape if rule.code in said else "" for rule in dossier.rules]
        counts = [sum(outcome is one for one in said.values()) for outcome in asked]
        grades = [getattr(judged_record, name) for name in grade]
        percent = complete.percent if complete else None
        rows.append([n, shown[ledger.called], *(shown[name] for name in where), *grades, percent, *signs, *counts])
        sums = range(len(heads) - len(asked), len(heads))
        told = {
            m: (ledger.name, (judged_record.id or 0,) if count else ()) for m, count in zip(sums, counts, strict=True)
        }
        found.append({**one_record(ledger.name, judged_record.id), **told})
    title = f"{ledger.noun}合规情况"
    notes = [f"{_SIGNS}。按登记的资料自动判断，作提醒用，结论以现场检查为准。", "关闭等不再检查的不列。"]
    return opening(Table(title, f"{title}表", heads, rows, measure_of="项", notes=notes), found)


def _by_rule(store: Store, dossier: Dossier, judged: Sequence[Judged]) -> Table:
    """One row a rule: its law, how many of each outcome, and who does not comply."""
    called = dossier.ledger.called
    heads = [Column("编号", "mark", width=7), Column("项目", width=22), Column("依据", width=34)]
    heads += [Column(f"{dossier.ledger.noun}数（家）|{outcome.label}", "whole", width=9) for outcome in Outcome]
    heads += [Column("不符合的", width=60)]
    rows: list[list[Any]] = []
    found: list[dict[int, Counted]] = []
    for rule in dossier.rules:
        told = [(one, v.outcome) for one, verdicts, _ in judged for v in verdicts if v.code == rule.code]
        counts = [sum(outcome is one for _, one in told) for outcome in Outcome]
        names = [str(getattr(one, called)) for one, outcome in told if outcome is Outcome.BREACH]
        rows.append([rule.code, rule.title, rule.basis, *counts, "、".join(names)])
        by = {outcome: tuple(one.id or 0 for one, which in told if which is outcome) for outcome in Outcome}
        shown = (*Outcome, Outcome.BREACH)
        found.append({n: (dossier.ledger.name, by[outcome]) for n, outcome in enumerate(shown, 3)})
    title = f"{dossier.ledger.noun}合规情况（按项目）"
    return opening(Table(title, f"{title}表", heads, rows, measure_of="家", number_column=False), found)
