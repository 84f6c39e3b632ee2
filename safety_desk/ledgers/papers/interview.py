"""The papers of 约谈: the notice (domain F11), 约谈纪要 (F11b) and 整改反馈报告 of who was called in (F11c)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.govern.interviews import InterviewRules, InterviewState
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said, numbered
from safety_desk.ledgers.papers.grid import opinion, pair, sections, wide
from safety_desk.ledgers.papers.official import altered, committee, issue_day, person_of
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.govern.interviews import Interview


def notice_facts(interview: Interview, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the notice says: who is called in for what, when and where, and what to bring along."""
    office = scene.rules(OfficeRules)
    asker, recorder = kin.linked(interview, "interviewer"), kin.linked(interview, "recorder")
    contact = recorder or asker
    return {
        "head": committee(scene),
        "title": "安全生产约谈通知书",
        "unit": interview.interviewee_unit,
        "reason": interview.reason.rstrip("。；;"),
        "called": interview.post or "主要负责人",
        "time": f"{chinese(interview.date)}　　时　　分",
        "place": interview.place or "",
        "interviewer": "　".join(filter(None, (asker.name, asker.post))) if asker else "",
        "interviewee": "　".join(filter(None, (interview.interviewee, interview.post))),
        "materials": scene.rules(InterviewRules).materials.rstrip("。"),
        "contact": contact.name if contact else "",
        "phone": office.phone or (contact.mobile if contact else "") or "",
        "organ": committee(scene),
        "signed": chinese(issue_day(interview, DocKind.INTERVIEW, kin, scene)),
        "entry": {"party": interview.interviewee_unit, "content": interview.reason},
    }


def minutes_facts(interview: Interview, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 约谈纪要 says: who spoke with whom about what, and what is asked for until when."""
    until = days_said(interview.feedback_deadline)
    asked = "\n".join(filter(None, (interview.requirements, f"请于{until}前书面反馈整改情况。" if until else "")))
    rows = [
        pair("约谈文号", interview.no, "约谈情形", interview.reason_code),
        wide("约谈时间", f"{chinese(interview.date)}　　时　　分至　　时　　分"),
        wide("约谈地点", interview.place),
        pair("约谈人", person_of(interview, "interviewer", kin), "记录人", person_of(interview, "recorder", kin)),
        wide("被约谈单位", interview.interviewee_unit),
        pair("被约谈人", interview.interviewee, "职　　务", interview.post),
        wide("约谈事由", interview.reason),
        wide("被约谈人情况汇报", "", lines=4),
        wide("约谈意见", "", lines=4),
        wide("整改要求及期限", asked, lines=3),
        opinion("被约谈人表态", interview.statement, "被约谈人（签名）："),
        opinion("签　　字", "约谈人（签名）：", "记录人（签名）："),
    ]
    return {
        "title": "安全生产约谈纪要",
        "number": "",
        "left": f"约谈单位：{committee(scene)}",
        "right": "",
        "sections": sections(rows),
        "signs": [],
        "notes": ["注：约谈意见写提醒、告诫和督促整改的内容。"],
    }


def feedback_facts(interview: Interview, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the report of who was called in begins with: the requirements one by one, with room to say what was done."""
    return {
        "title": "安全生产约谈整改反馈报告",
        "number": "",
        "unit": interview.interviewee_unit,
        "receiver": scene.rules(OfficeRules).office,
        "day": chinese(interview.date),
        "reason": interview.reason.rstrip("。；;"),
        "no": interview.no or "",
        "requirements": numbered(interview.requirements),
        "result": [line for line in (interview.result or "").split("\n") if line.strip()],
        "until": days_said(interview.feedback_deadline),
        "signed": days_said(interview.feedback_at) or BLANK_DAY,
    }


def _not_held(interview: Interview, kin: Kin, scene: Scene) -> str:
    return "还没有约谈。约谈以后先点“已约谈”，再出纪要" if interview.status is InterviewState.NOTICE else ""


def _changed(interview: Interview, kin: Kin, scene: Scene) -> str:
    return altered(interview, DocKind.INTERVIEW, kin, party=interview.interviewee_unit, content=interview.reason)


PAPERS: tuple[Paper[Interview], ...] = (
    Paper("interview_notice", "安全生产约谈通知书", "interview_notice.html", notice_facts, kind="interview", bars=_changed),
    Paper("interview_minutes", "约谈纪要", "grid.html", minutes_facts, margins=(25, 22, 22, 20), bars=_not_held),
    Paper("interview_feedback", "整改反馈报告", "interview_feedback.html", feedback_facts),
)
