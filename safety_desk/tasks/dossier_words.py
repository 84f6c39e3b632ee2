"""A record with all that is known of it, as lines of text and as JSON: what the window's page shows, for scripts."""

from collections.abc import Iterator, Sequence
from typing import Any

from safety_desk.db.store import Store
from safety_desk.record import Record
from safety_desk.tasks.dossier import Whole, doors, graded, views_of
from safety_desk.verdicts import Verdict, tally


def name(store: Store, whole: Whole) -> str:
    """What people call the record."""
    return store.names.name(whole.dossier.ledger.name, whole.record.id or 0)


def tallied(verdicts: Sequence[Verdict]) -> str:
    """How many verdicts of each outcome: 不符合 2　提醒 1."""
    return "　".join(f"{outcome.label} {number}" for outcome, number in tally(verdicts).items())


def records_said(store: Store, records: Sequence[Record]) -> str:
    """Records in words: what they are called, as far as a line holds, else how many."""
    said = []
    for ledger, some, _ in doors(store, records):
        names = "、".join(dict.fromkeys(store.names.name(ledger.name, record.id or 0) for record in some[:3]))
        said.append(f"{ledger.noun} {names}" + (f" 等 {len(some)} 条" if len(some) > 3 else ""))
    return "；".join(said)


def lines(store: Store, whole: Whole) -> Iterator[str]:
    """The dossier as lines of text."""
    yield f"{whole.dossier.title}：{name(store, whole)}"
    if (complete := whole.complete) is not None:
        yield f"底数完整度  {complete.percent}%（{complete.filled}/{complete.wanted}）"
        if complete.gaps:
            yield f"  缺  {'、'.join(gap.label for gap in complete.gaps)}"
    if whole.verdicts:
        yield f"合规情况  {tallied(whole.verdicts)}"
    for verdict in whole.verdicts:
        shown = records_said(store, verdict.records)
        yield f"  {verdict.code}  {verdict.outcome.label}  {verdict.title}：{verdict.says}（{verdict.basis}）" + (
            f"  {shown}" if shown else ""
        )
    if (bar := graded(store, whole.dossier.ledger, whole.linked)) is not None:
        one, counts = bar
        said = "  ".join(f"{grade.label if grade else '未评'} {number}" for grade, number in counts.items())
        yield f"{one.ledger.noun}分级  {said}"
    for one in whole.some:
        told = "".join(f"  {view.label} {count}" for view, _, count in views_of(store, one))
        yield f"{one.ledger.noun}  {one.count}{told}"
    if whole.none:
        yield f"还没有记录  {'、'.join(whole.none)}"


def plain(store: Store, whole: Whole) -> dict[str, Any]:
    """The same for JSON; records as ledger and id, so that a script can ask for them."""
    complete = whole.complete
    return {
        "ledger": whole.dossier.ledger.name,
        "id": whole.record.id,
        "name": name(store, whole),
        "completeness": None
        if complete is None
        else {
            "share": round(complete.share, 4),
            "filled": complete.filled,
            "wanted": complete.wanted,
            "missing": [{"label": gap.label, "field": gap.field, "ledger": gap.ledger} for gap in complete.gaps],
        },
        "verdicts": [
            {
                "code": verdict.code,
                "title": verdict.title,
                "outcome": verdict.outcome.label,
                "says": verdict.says,
                "basis": verdict.basis,
                "records": [{"ledger": store.ledger_of(r).name, "id": r.id} for r in verdict.records],
            }
            for verdict in whole.verdicts
        ],
        "linked": [
            {
                "ledger": one.ledger.name,
                "count": one.count,
                "views": {view.label: count for view, _, count in views_of(store, one)},
            }
            for one in whole.linked
        ],
    }
