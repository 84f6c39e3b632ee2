"""The papers of hidden dangers once they are known: 隐患排查治理台账 (domain F06), 整改闭环卡 (F25) and 整改销号单."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.fields import Names
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said, is_picture, photo, two_lines
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.hidden_danger import HiddenDanger

MOST_PHOTOS = 4
"""So many photos of a hidden danger stand on its card, of each side."""


def book_facts(dangers: Sequence[HiddenDanger], kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 隐患排查治理台账 says: whose it is, of which time, and a row for each."""
    office = scene.rules(OfficeRules)
    sites = {_site(danger, kin).name for danger in dangers}
    return {
        "title": "隐患排查治理台账",
        "number": "",
        "whose": sites.pop() if len(sites) == 1 else office.town,
        "period": _period([danger.found_date for danger in dangers]),
        "office": signed_by(office),
        "rows": [_row(n, danger, kin, names) for n, danger in enumerate(dangers, 1)],
        "signed": BLANK_DAY,
    }


def closing_facts(danger: HiddenDanger, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 整改销号单 says: what is known of the danger, and room for who approves."""
    office = scene.rules(OfficeRules)
    return {
        **_told(danger, kin, names),
        "title": "隐患整改销号单",
        "office": signed_by(office),
        "major": danger.level is Level.MAJOR,
        "five": [(name, text or "") for name, text in danger.five_in_place.items()],
        "approver": danger.close_approver or "",
        "signed": BLANK_DAY,
    }


def loop_facts(danger: HiddenDanger, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 整改闭环卡 says: the danger, its photos before and after side by side, and its way to the end."""
    before, after = _photos(danger.photo_before), _photos(danger.photo_after)
    pairs = max(1, min(MOST_PHOTOS, max(len(before), len(after))))
    return {
        **_told(danger, kin, names),
        "title": "隐患整改闭环卡",
        "office": signed_by(scene.rules(OfficeRules)),
        "pairs": [(_at(before, n), _at(after, n)) for n in range(pairs)],
        "rest": sum(max(0, len(side) - MOST_PHOTOS) for side in (before, after)),
        "stages": [
            ("发现", days_said(danger.found_date), danger.found_by or ""),
            ("整改", days_said(danger.rectified_at), danger.duty_person or ""),
            ("复查", days_said(danger.recheck_at), danger.recheck_by or ""),
            ("销号", days_said(danger.closed_at), danger.closed_by or ""),
        ],
        "signed": BLANK_DAY,
    }


def not_yet_mended(danger: HiddenDanger, kin: Kin, scene: Scene) -> str:
    """Why this danger cannot be closed on paper."""
    if danger.status is State.VOID:
        return "已作废，不用销号"
    return "" if danger.rectified_at else "还没有整改完成日期，请先办理“整改完成”"


def _told(danger: HiddenDanger, kin: Kin, names: Names) -> dict[str, Any]:
    """What is known of a danger, as both papers of one danger name it."""
    shown = {name: field.show(getattr(danger, name), names) for name, field in danger.fields.items()}
    site = _site(danger, kin)
    term = days_said(danger.due_on)
    return {
        "number": danger.code or "",
        "site": site.name,
        "address": getattr(site, "address", None) or "",
        "village": shown["village"],
        "found": days_said(danger.found_date),
        "source": shown["source"],
        "finder": shown["found_by"],
        "place": shown["place"],
        "category": shown["category"],
        "level": danger.level.label,
        "text": danger.description,
        "basis": "；".join(dict.fromkeys(filter(None, (shown["major_criteria"], shown["basis"])))),
        "mode": shown["rectify_mode"],
        "term": f"{term}（延期 {danger.extended_count} 次）" if danger.extended_count else term,
        "measure": shown["measure"],
        "unit": danger.duty_unit or site.name,
        "person": shown["duty_person"],
        "phone": shown["phone"],
        "fund": f"{shown['fund']} 万元" if shown["fund"] else "",
        "mended": days_said(danger.rectified_at),
        "done": shown["rectify_desc"],
        "checked": days_said(danger.recheck_at),
        "checker": shown["recheck_by"],
        "result": shown["recheck_result"],
        "opinion": shown["recheck_opinion"],
        "closed": days_said(danger.closed_at),
        "state": danger.status.label,
    }


def _row(n: int, danger: HiddenDanger, kin: Kin, names: Names) -> list[str]:
    """A danger as F06 has it, in the order of its columns."""
    shown = {name: field.show(getattr(danger, name), names) for name, field in danger.fields.items()}
    site = _site(danger, kin)
    trade = site.fields.get("industry_safety") or site.fields.get("kind")
    return [
        str(n),
        two_lines(danger.found_date),
        shown["source"],
        site.name,
        trade.show(getattr(site, trade.name), names) if trade else "",
        shown["place"],
        danger.description,
        danger.level.label,
        shown["found_by"].replace("、", "\n"),
        shown["measure"],
        shown["duty_person"],
        shown["fund"],
        two_lines(danger.due_on),
        two_lines(danger.rectified_at),
        shown["recheck_by"].replace("、", "\n"),
        two_lines(danger.recheck_at),
        shown["recheck_result"],
        two_lines(danger.closed_at),
        "；".join(filter(None, ("已作废" if danger.status is State.VOID else "", shown["remark"]))),
    ]


def _site(danger: HiddenDanger, kin: Kin) -> Any:
    return kin.linked(danger, "enterprise") or kin.linked(danger, "public_area")


def _period(days: Iterable[dt.date]) -> str:
    """The months in which something was found: one, a year, or from when to when."""
    found = sorted(days)
    if not found:
        return ""
    first, last = found[0], found[-1]
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}年{first.month}月"
    if first.year == last.year:
        return f"{first.year}年{first.month}月至{last.month}月"
    return f"{first.year}年{first.month}月至{last.year}年{last.month}月"


def _photos(references: Sequence[str] | None) -> list[str]:
    return [photo(reference) for reference in references or () if is_picture(reference)]


def _at(side: Sequence[str], n: int) -> str:
    return side[n] if n < len(side) else ""


PAPERS: tuple[Paper[HiddenDanger], ...] = (
    Paper("danger_book", "隐患排查治理台账", "danger_book.html", book_facts, landscape=True, margins=(20, 18, 12, 12), gathers=True),
    Paper("danger_loop", "隐患整改闭环卡", "danger_loop.html", loop_facts, margins=(24, 20, 22, 22)),
    Paper("danger_closing", "隐患整改销号单", "danger_closing.html", closing_facts, margins=(24, 20, 22, 22), bars=not_yet_mended),
)
