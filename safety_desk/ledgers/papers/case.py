"""The papers of a penalty: 当场处罚 (domain F14), 处罚告知 and 听证告知 (F15), 处罚决定, 询问通知, 询问和勘验笔录 (F28)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.errors import Refusal
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.penalty import ON_SPOT_MOST, CaseState, PenaltyRules, Procedure, Subject, to_decide
from safety_desk.ledgers.enforce.powers import Organ
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.official import (
    altered,
    beyond_powers,
    firm_said,
    head,
    in_capitals,
    issue_day,
    officers_said,
    signatory,
    yuan,
)
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.penalty import PenaltyCase

Bars = Callable[["PenaltyCase", Kin, Scene], str]
_UNDECIDED = (CaseState.FILED, CaseState.INQUIRY, CaseState.REVIEW, CaseState.NOTICE, CaseState.HEARING)


def on_spot_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 当场行政处罚决定书 says (行政处罚法 art. 52)."""
    return _decision(case, DocKind.ON_SPOT, "当场行政处罚决定书", kin, scene)


def decision_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 行政处罚决定书 says (行政处罚法 art. 59)."""
    return _decision(case, DocKind.DECISION, "行政处罚决定书", kin, scene)


def notice_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 行政处罚告知书 says: facts, grounds, the penalty in view, and the right to be heard (行政处罚法 art. 44, 45)."""
    return {
        **_proposed(case, DocKind.NOTICE, "行政处罚告知书", kin, scene),
        "statement_days": scene.rules(PenaltyRules).statement_days,
    }


def hearing_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 听证告知书 says: as the notice, and that a hearing may be asked for within five days (行政处罚法 art. 63, 64)."""
    return _proposed(case, DocKind.HEARING, "行政处罚听证告知书", kin, scene)


def inquiry_notice_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 询问通知书 says: who is asked to come, when and where, and what to bring along."""
    office = scene.rules(OfficeRules)
    return {
        **_common(case, DocKind.INQUIRY, "询问通知书", kin, scene),
        "place": office.office,
        "contact": "、".join(person["name"] for person in officers_said(case.investigators, scene) if person["name"]),
        "called": case.person if case.subject is Subject.PERSON and case.person else "",
    }


def inquiry_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 询问笔录 begins with; questions and answers are written by hand or typed."""
    return {**_common(case, None, "询问笔录", kin, scene), "number": "", "person": case.person or ""}


def survey_facts(case: PenaltyCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 勘验笔录 begins with."""
    return {**_common(case, None, "勘验笔录", kin, scene), "number": ""}


def _common(case: PenaltyCase, kind: DocKind | None, title: str, kin: Kin, scene: Scene) -> dict[str, Any]:
    """Who is concerned, of what, by whose hand."""
    firm, cause = kin.linked(case, "enterprise"), case.cause.rstrip("。；;")
    name = case.person if case.subject is Subject.PERSON and case.person else firm.name if firm else ""
    day = issue_day(case, kind, kin, scene) if kind else scene.today
    return {
        "head": head(scene),
        "title": title,
        "party": name,
        "is_person": case.subject is Subject.PERSON,
        "you": "你" if case.subject is Subject.PERSON else "你单位",
        "firm": firm_said(firm),
        "cause": cause,
        "broken": (case.law_ref or "").rstrip("。；; "),
        "ground": (case.law_ref_penalty or "").rstrip("。；; "),
        "officers": officers_said(case.investigators, scene),
        "signatory": signatory(scene),
        "signed": chinese(day),
        "entry": {**_said(case), "party": name, "officers": case.investigators, **({"content": title} if kind is DocKind.INQUIRY else {})},
    }


def _said(case: PenaltyCase) -> dict[str, str | None]:
    """What stays as it is once a paper has its number."""
    return {"content": case.cause, "basis": case.law_ref_penalty}


def _penalty(case: PenaltyCase, scene: Scene) -> dict[str, Any]:
    """What is imposed: the kinds without the fine, and the fine in figures and capitals."""
    kinds = [kind for kind in case.type or () if kind != "罚款"]
    return {
        "kinds": "、".join(kinds),
        "fined": not case.type or "罚款" in case.type,
        "amount": yuan(case.amount),
        "capitals": in_capitals(case.amount),
        "pay_days": scene.rules(PenaltyRules).pay_days,
        "pay_way": scene.rules(PenaltyRules).pay_way.rstrip("。"),
    }


def _decision(case: PenaltyCase, kind: DocKind, title: str, kin: Kin, scene: Scene) -> dict[str, Any]:
    return {**_common(case, kind, title, kin, scene), **_penalty(case, scene), "noticed": chinese(case.notice_date) if case.notice_date else ""}


def _proposed(case: PenaltyCase, kind: DocKind, title: str, kin: Kin, scene: Scene) -> dict[str, Any]:
    return {**_common(case, kind, title, kin, scene), **_penalty(case, scene)}


def _theirs(case: PenaltyCase) -> str:
    """Why a case that somebody else runs has no papers of ours, or nothing."""
    if case.organ is Organ.COUNTY:
        return "由县级部门办理，处罚文书由县级部门出具；镇里只登记它的文号和结果"
    return "已经撤案，不再出处罚文书" if case.status is CaseState.DROPPED else ""


def _not_on_spot(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    if why := _theirs(case):
        return why
    if case.procedure is not Procedure.SIMPLE:
        return "不是简易程序，不能当场处罚；普通程序请出《行政处罚告知书》和《行政处罚决定书》"
    most = ON_SPOT_MOST[case.subject]
    if case.amount is not None and case.amount > most:
        return f"当场处罚，{case.subject.label}罚款不超过 {most // 100} 元（行政处罚法第五十一条），超过的请改用普通程序"
    return altered(case, DocKind.ON_SPOT, kin, **_said(case))


def _not_normal(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    if why := _theirs(case):
        return why
    return "是简易程序，请出《当场行政处罚决定书》" if case.procedure is Procedure.SIMPLE else ""


def _no_notice(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    """A notice rests on a review that agreed (domain item 19)."""
    if why := _not_normal(case, kin, scene):
        return why
    if case.status in (CaseState.FILED, CaseState.INQUIRY):
        return "还在立案、调查，请先点“送审核”，审查同意后再告知"
    return ""


def _no_first_notice(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    return _no_notice(case, kin, scene) or altered(case, DocKind.NOTICE, kin, **_said(case))


def _no_hearing(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    return _no_notice(case, kin, scene) or altered(case, DocKind.HEARING, kin, **_said(case))


def _no_decision(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    """A decision follows a notice, and its term for asking for a hearing (行政处罚法 art. 44, 64)."""
    if why := _not_normal(case, kin, scene):
        return why
    if case.notice_date is None:
        return "还没有告知当事人。请先出《行政处罚告知书》并点“告知”，告知以后才能决定"
    if why := altered(case, DocKind.DECISION, kin, **_said(case)):
        return why
    if case.status not in _UNDECIDED:
        return ""
    try:
        to_decide(case.replace(decision_date=case.decision_date or scene.today), kin, scene)
    except Refusal as refusal:
        return str(refusal)
    return ""


def _no_record(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    return beyond_powers(DocKind.INQUIRY, scene) or _theirs(case)


def _no_inquiry(case: PenaltyCase, kin: Kin, scene: Scene) -> str:
    return _theirs(case)


def _is_simple(case: PenaltyCase) -> bool:
    return case.procedure is Procedure.SIMPLE


def _is_normal(case: PenaltyCase) -> bool:
    return case.procedure is Procedure.NORMAL


def _is_inquiry(entry: Any, cases: list[PenaltyCase], kin: Kin) -> bool:
    """Whether an entry of 询问（勘验）笔录 is the 询问通知书, and not a record that was keyed in."""
    return (entry.content or "").startswith("询问通知书")


PAPERS: tuple[Paper[PenaltyCase], ...] = (
    Paper("on_spot_decision", "当场行政处罚决定书", "penalty_decision.html", on_spot_facts, kind="on_spot", bars=_not_on_spot, concerns=_is_simple),
    Paper("penalty_notice", "行政处罚告知书", "penalty_notice.html", notice_facts, kind="notice", bars=_no_first_notice, concerns=_is_normal),
    Paper("hearing_notice", "听证告知书", "hearing_notice.html", hearing_facts, kind="hearing", bars=_no_hearing, concerns=_is_normal),
    Paper("penalty_decision", "行政处罚决定书", "penalty_decision.html", decision_facts, kind="decision", bars=_no_decision, concerns=_is_normal),
    Paper("inquiry_notice", "询问通知书", "inquiry_notice.html", inquiry_notice_facts, kind="inquiry", bars=_no_inquiry, fits=_is_inquiry),
    Paper("inquiry_record", "询问笔录", "inquiry_record.html", inquiry_facts, bars=_no_record),
    Paper("survey_record", "勘验笔录", "survey_record.html", survey_facts, bars=_no_record),
)
