"""The papers of a meeting: 签到表 and 纪要 (domain F18)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import days_said
from safety_desk.ledgers.papers.grid import pair, sections, table, wide
from safety_desk.ledgers.papers.official import person_of
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.govern.meetings import Meeting, MeetingDecision

_LINES = 15
"""So many lines at least has a list to sign in."""


def sign_in_facts(meeting: Meeting, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 签到表 says: the meeting, who is expected, and a line for each to sign on."""
    people = kin.all_linked(meeting, "attendees")
    expected = [(names.name("org_units", person.org) if person.org else "", person.name, person.post or "", "", "") for person in people]
    there = {person.org for person in people}
    expected += [(org.name, "", "", "", "") for org in kin.all_linked(meeting, "attendee_orgs") if org.id not in there]
    rows = [
        wide("会议名称", _name(meeting, scene)),
        pair("会议时间", f"{chinese(meeting.date)}　时　分", "会议地点", meeting.place),
        pair("主 持 人", person_of(meeting, "host", kin), "会议编号", meeting.no),
        wide("议　　题", meeting.topics),
        table(
            (("序号", 8), ("单　　位", 30), ("姓　名", 14), ("职　务", 16), ("联系电话", 16), ("签　名", 16)),
            [(n, *row) for n, row in enumerate(expected + [("", "", "", "", "")] * (_LINES - len(expected)), 1)],
            look="tall",
        ),
    ]
    return {
        "title": "会议签到表",
        "number": "",
        "left": f"组织单位：{scene.rules(OfficeRules).office}",
        "right": "",
        "sections": sections(rows),
        "signs": [],
        "notes": [],
    }


def minutes_facts(meeting: Meeting, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 纪要 says: who met when and where, about what, and what was decided, by whom, until when."""
    decisions: list[MeetingDecision] = sorted(kin.of(meeting, "meeting_decisions"), key=lambda one: (one.seq or 0, one.id or 0))
    return {
        "title": f"{_name(meeting, scene)}纪要",
        "number": meeting.no or "",
        "time": chinese(meeting.date),
        "place": meeting.place or "",
        "host": person_of(meeting, "host", kin),
        "people": "、".join(person.name for person in kin.all_linked(meeting, "attendees")),
        "orgs": "、".join(org.name for org in kin.all_linked(meeting, "attendee_orgs")),
        "absent": meeting.absent or "",
        "topics": [line for line in (meeting.topics or "").split("\n") if line.strip()],
        "decisions": [_decided(one, kin) for one in decisions],
        "organ": scene.rules(OfficeRules).office,
        "signed": chinese(meeting.date),
    }


def _decided(decision: MeetingDecision, kin: Kin) -> str:
    owner, until = person_of(decision, "owner", kin), days_said(decision.due_date)
    said = "，".join(filter(None, (f"责任单位：{owner}" if owner else "", f"完成时限：{until}" if until else "")))
    return f"{decision.text.rstrip('。；;')}{f'（{said}）' if said else ''}。"


def _name(meeting: Meeting, scene: Scene) -> str:
    """The meeting by its kind: 安委会全体会议, 党委会议, 安委办例会."""
    end = "" if meeting.kind.endswith(("会议", "例会")) else "议" if meeting.kind.endswith("会") else "会议"
    return f"{scene.rules(OfficeRules).town}{meeting.kind}{end}"


PAPERS: tuple[Paper[Meeting], ...] = (
    Paper("meeting_sign_in", "会议签到表", "grid.html", sign_in_facts, margins=(22, 20, 22, 20)),
    Paper("meeting_minutes", "会议纪要", "meeting_minutes.html", minutes_facts),
)
