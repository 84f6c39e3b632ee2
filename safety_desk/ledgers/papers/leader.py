"""履职纪实卡 of a leader for a year (domain F21): the frequency owed, 五专, and what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.govern.leaders import DutyKind, DutyRules, owed_by, owed_in_a_year, rate_of
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.ledgers.papers.common import BLANK_DAY
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.govern.leaders import DutyRecord, LeaderDuty


def card_facts(card: LeaderDuty, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the card says, its records by day."""
    leader = kin.linked(card, "leader")
    org = kin.linked(leader, "org")
    records: list[DutyRecord] = [one for one in kin.of(leader, "duty_records") if one.date.year == card.year]
    rules = scene.rules(DutyRules)
    share = rate_of(card, rules, scene.today)
    counts = card.counts or {}
    return {
        "title": f"{card.year}年安全生产履职纪实卡",
        "number": "",
        "office": signed_by(scene.rules(OfficeRules)),
        "name": leader.name,
        "org": org.name if org else "",
        "post": leader.post or "",
        "role": card.role.label,
        "scope": card.fields["duty_fields"].show(card.duty_fields, names),
        "duties": [duty.duty_text for duty in kin.all_linked(card, "duty_items")],
        "owed": [
            (kind.label, f"{times} 次", f"{owed_by(times, card.year, scene.today)} 次", f"{counts.get(kind.label, 0):g} 次")
            for kind, times in owed_in_a_year(card.role, rules).items()
        ],
        "rate": "" if share is None else f"{share:g}%",
        "fives": [
            ("专题研究", f"{counts.get(DutyKind.STUDY.label, 0):g} 次"),
            ("专项检查", f"{counts.get(DutyKind.LEAD.label, 0):g} 次"),
            ("专人负责", _answered(card.has_officer)),
            ("专档记录", _answered(card.has_archive)),
            ("专案突破", card.breakthrough or ""),
        ],
        "rows": [_row(one, kin, names) for one in sorted(records, key=lambda one: (one.date, one.id or 0))],
        "signed": BLANK_DAY,
    }


def _answered(known: bool | None) -> str:
    return "" if known is None else "有" if known else "没有"


def _row(record: DutyRecord, kin: Kin, names: Names) -> dict[str, str]:
    shown = {name: field.show(getattr(record, name), names) for name, field in record.fields.items()}
    whom = "、".join(filter(None, (shown["enterprises"], shown["villages"])))
    return {
        "date": shown["date"],
        "kind": shown["kind"],
        "content": shown["content"],
        "where": "；".join(filter(None, (shown["place"], whom))),
        "found": shown["found_count"],
        "after": shown["followups"],
    }


PAPERS: tuple[Paper[LeaderDuty], ...] = (
    Paper("leader_card", "履职纪实卡", "leader_card.html", card_facts, margins=(25, 20, 22, 22)),
)
