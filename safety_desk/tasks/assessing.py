"""What stands behind the tables of enforcement and of assessment: who did what, who got how much."""

from safety_desk.conditions import between, eq
from safety_desk.db.store import Store
from safety_desk.ledgers.enforce.efficacy import (
    EfficacyReview,
    EfficacyRules,
    efficacy_records,
    inspectors_of,
    numbers_of,
    quantity_score,
    visits_in,
)
from safety_desk.ledgers.govern.fives import FiveQ
from safety_desk.ledgers.govern.scheme import KpiItem
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet
from safety_desk.ledgers.govern.subject import subject_name
from safety_desk.ledgers.inspection import Inspection
from safety_desk.periods import Period, read_period
from safety_desk.reports import assessment
from safety_desk.reports.tables import Table

_LEDGERS = {
    **dict.fromkeys(("发现隐患", "重大隐患", "应复查", "按期复查"), "hidden_dangers"),
    **dict.fromkeys(("有隐患的执法链", "五见齐全"), "enforce_chains"),
    **dict.fromkeys(("处罚起数", "罚款元"), "penalty_cases"),
    "文书份数": "documents",
    "审查指出问题": "case_reviews",
}
"""The ledger of the records that a number counts, where they are not visits."""


def efficacy_tables(store: Store, period: Period) -> list[Table]:
    """执法效能评估: every inspector who was out in the period."""
    visits = visits_in(store.find(Inspection, between("start_at", period.first, period.last)), period)
    rules, kin, scene = store.options(EfficacyRules), store.kin(), store.scene()
    quarters = (period.last.month - period.first.month + 1) / 3
    reviews = {r.person: r for r in store.find(EfficacyReview, order="date") if r.period and same(r.period, period)}
    people = []
    for person in inspectors_of(visits):
        records = efficacy_records(period, visits_in(visits, period, person), kin, scene)
        counted = {
            name: (_LEDGERS.get(name, "inspections"), tuple(one.id or 0 for one in some))
            for name, some in records.items()
        }
        numbers = numbers_of(records)
        quantity = round(quantity_score(numbers, rules, 1, quarters), 1)
        people.append(
            assessment.InspectorFacts(
                store.names.name("staff", person), numbers, counted, quantity, reviews.get(person)
            )
        )
    return [assessment.efficacy_table(people, period.title)]


def same(text: str, period: Period) -> bool:
    """Whether a period as it is written is that one."""
    return read_period(text) == period


def assessment_tables(store: Store, period: Period) -> list[Table]:
    """目标考核: what became of the assessments whose period touches this one, sheet by sheet, and the five questions."""
    facts = [
        _facts(store, sheet) for sheet in store.find(KpiSheet, order="scheme period rank") if _touches(sheet, period)
    ]
    questions = store.find(FiveQ, eq("year", period.first.year), "item")
    names, title = store.names, period.title
    return [
        assessment.rank_table(facts, names, title),
        assessment.score_table(facts, names, title),
        assessment.five_table(questions, names, f"{period.first.year}年"),
    ]


def _touches(sheet: KpiSheet, period: Period) -> bool:
    mine = read_period(sheet.period or str(sheet.year))
    return mine.first <= period.last and mine.last >= period.first


def _facts(store: Store, sheet: KpiSheet) -> assessment.SheetFacts:
    scores = store.find(KpiScore, eq("sheet", sheet.id), "seq")
    items = {item.id: item for item in store.find(KpiItem, eq("scheme", sheet.scheme))}
    pairs = [(items[score.item], score) for score in scores if score.item in items]
    return assessment.SheetFacts(sheet, subject_name(sheet, store.kin()), pairs)
