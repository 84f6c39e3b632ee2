"""What every paper of the office says in the same way: who issues it, to whom, money in capitals, where to complain."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.powers import why_not
from safety_desk.ledgers.office import EnforcementMode, OfficeRules, PaperRules, signed_by
from safety_desk.ledgers.papers.common import BLANK_DAY
from safety_desk.ledgers.people import Staff
from safety_desk.options import Scene
from safety_desk.record import Record

if TYPE_CHECKING:
    from safety_desk.ledgers.enterprise import Enterprise

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def day_said(day: dt.date | None) -> str:
    """A day, or room to write it."""
    return f"{day.year}年{day.month}月{day.day}日" if day else BLANK_DAY


def moment_said(at: dt.datetime | None) -> str:
    """A day and the time of day, or room to write them; midnight means that the hour is not known."""
    if at is None:
        return "　　年　月　日　时　分"
    return day_said(at.date()) + ("　　时　　分" if at.time() == dt.time() else f"{at.hour}时{at.minute:02d}分")


def committee(scene: Scene) -> str:
    """镇安委会, which supervises and calls in."""
    return f"{scene.rules(OfficeRules).town}安全生产委员会"


def issued(record: Record, kind: DocKind, kin: Kin) -> Document | None:
    """The newest numbered paper of that kind of a record, where the register holds one that is not void."""
    known: list[Document] = kin.of(record, "documents")
    return max((one for one in known if one.kind is kind and one.doc_no and one.status is not DocState.VOID), key=lambda one: one.id or 0, default=None)


def issue_day(record: Record, kind: DocKind, kin: Kin, scene: Scene) -> dt.date:
    """The day that a paper bears: that of its number, before it has one today."""
    known = issued(record, kind, kin)
    return (known.issue_date if known else None) or scene.today


def altered(record: Record, kind: DocKind, kin: Kin, **said: Any) -> str:
    """Why a numbered paper cannot be printed again: what it said has changed since; nothing where it has not (domain item 19)."""
    known = issued(record, kind, kin)
    changed = [Document.fields[name].label for name, value in said.items() if known and (getattr(known, name) or "") != (value or "")]
    if known is None or not changed:
        return ""
    return (
        f"编号（{known.doc_no}）以后改过{'、'.join(changed)}。发出去的以原件为准；"
        "要按现在的内容另发，请到“执法文书”作废原来的，再重新打印"
    )


def head(scene: Scene) -> str:
    """The line over the title, by the office's powers."""
    words = scene.rules(PaperRules)
    return words.head if scene.rules(OfficeRules).mode is EnforcementMode.NONE else words.formal_head


def beyond_powers(kind: DocKind, scene: Scene) -> str:
    """Why the office may not issue such a paper, and what it can do instead (domain §0.5); nothing where it may."""
    return why_not(scene, kind.needs, f"出具《{kind.label}》")


def signatory(scene: Scene) -> dict[str, str]:
    """Whose name and seal stand under a formal paper, how to reach him, and who hears complaints."""
    office = scene.rules(OfficeRules)
    return {
        "organ": signed_by(office),
        "contact": office.office,
        "phone": office.phone or "",
        "government": office.county_government,
        "court": office.court,
    }


def officers_said(said: str | None, scene: Scene) -> list[dict[str, str]]:
    """Who handles it, with their certificates where the register of people knows them; at least two (行政处罚法 art. 42)."""
    names = [name.strip() for name in (said or "").replace("，", "、").replace(",", "、").split("、") if name.strip()]
    known = {person.name: person.cert_no or "" for person in scene.table(Staff)}
    people = [{"name": name, "certificate": known.get(name, "")} for name in names]
    return people + [{"name": "", "certificate": ""}] * (2 - len(people))


def firm_said(firm: Enterprise | None) -> dict[str, str]:
    """An enterprise as the head of a formal paper names it; what is not known is blank."""
    if firm is None:
        return dict.fromkeys(("name", "uscc", "address", "person", "post", "phone"), "")
    legal = firm.legal_person
    return {
        "name": firm.name,
        "uscc": firm.uscc or "",
        "address": firm.address or firm.reg_address or "",
        "person": legal or firm.principal or "",
        "post": "法定代表人" if legal else "主要负责人" if firm.principal else "",
        "phone": (firm.legal_mobile if legal else firm.principal_mobile) or firm.duty_phone or "",
    }


def person_of(record: Any, link: str, kin: Kin) -> str:
    """The name of whom a link leads to, or nothing."""
    found = kin.linked(record, link)
    return found.name if found else ""


def yuan(fen: int | None) -> str:
    """An amount of money in yuan, in figures."""
    return "" if fen is None else f"{fen / 100:,.2f}".removesuffix(".00")


def wan(fen: int | None) -> str:
    """An amount of money in 万元, in figures."""
    return "" if fen is None else f"{fen / 1_000_000:.4f}".rstrip("0").rstrip(".")


def in_capitals(fen: int | None) -> str:
    """An amount of money in the capital numerals that papers ask for: 3000 yuan as 叁仟元整."""
    if fen is None:
        return ""
    whole, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    said = _whole_in_capitals(whole) + "元" if whole else ""
    if not jiao and not cents:
        return (said or "零元") + "整"
    tenth = f"{_DIGITS[jiao]}角" if jiao else "零" if said else ""
    return said + tenth + (f"{_DIGITS[cents]}分" if cents else "整")


def _whole_in_capitals(whole: int) -> str:
    """A whole number below 10^12, by groups of four digits."""
    groups = []
    while whole:
        groups.append(whole % 10_000)
        whole //= 10_000
    said = ""
    for n in range(len(groups) - 1, -1, -1):
        group = groups[n]
        if not group:
            continue
        gap = said and (group < 1000 or (n + 1 < len(groups) and not groups[n + 1]))
        said += ("零" if gap else "") + _group_in_capitals(group) + _GROUPS[n]
    return said


def _group_in_capitals(group: int) -> str:
    """Up to 9999: zeros between digits are said once, at the end not at all."""
    said, zero = "", False
    for place in range(3, -1, -1):
        digit = group // 10**place % 10
        if not digit:
            zero = bool(said)
            continue
        said += ("零" if zero else "") + _DIGITS[digit] + _UNITS[place]
        zero = False
    return said
