"""The papers of 挂牌督办: the notice (domain F10), 进展月报 (F10b), 销号（摘牌）审批表 (F10c) and 延期申请表 (F10d)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.govern.documents import GovLevel
from safety_desk.ledgers.govern.supervise import CaseState, ObjectType, SuperviseProgress, SuperviseRules
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said
from safety_desk.ledgers.papers.grid import Row, boxes, opinion, pair, sections, table, wide
from safety_desk.ledgers.papers.official import altered, committee, person_of
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.govern.supervise import SuperviseCase
    from safety_desk.ledgers.hidden_danger import HiddenDanger

_FIVE = (("责任到位", "plan_duty"), ("措施到位", "plan_measures"), ("资金到位", "plan_fund"), ("时限到位", "plan_time"), ("预案到位", "plan_emergency"))
_NOT_LISTED = (CaseState.PROPOSED, CaseState.APPROVING)
_AT_THE_END = (CaseState.APPLIED, CaseState.ACCEPTED, CaseState.DELISTED)


def notice_facts(case: SuperviseCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the notice says: what is listed, who mends it, how, until when, and who watches."""
    office, rules = scene.rules(OfficeRules), scene.rules(SuperviseRules)
    danger, thing = _danger(case, kin), _thing(case)
    unit = case.responsible_unit or names.name("enterprises", case.enterprise or 0)
    watcher = kin.linked(case, "supervise_person")
    return {
        "head": committee(scene),
        "title": f"关于对{unit}{thing}实行挂牌督办的通知",
        "over_two_lines": (f"关于对{unit}", f"{thing}实行挂牌督办的通知"),
        "unit": unit,
        "thing": thing,
        "content": _ended(case.content),
        "criteria": _ended((danger.major_criteria if danger else "") or ""),
        "basis": rules.notice_basis,
        "committee": committee(scene),
        "organ": person_of(case, "supervise_org", kin),
        "watcher": watcher.name if watcher else "",
        "phone": office.phone or (watcher.mobile if watcher else "") or "",
        "person": case.responsible_person or "",
        "requirement": [f"{_ended(line)}。" for line in (case.requirement or "").split("\n") if line.strip()],
        "five": [(label, _ended(getattr(danger, name) or "")) for label, name in _FIVE] if danger else [],
        "due": chinese(case.deadline),
        "safe_words": rules.safe_words,
        "report_day": rules.report_day,
        "public": days_said(case.publicity_at) or days_said(case.publicity_due),
        "published": case.publicity_at is not None,
        "signed": chinese(case.listed_date),
        "copied_to": rules.copied_to,
        "entry": {"party": unit, "issue_date": case.listed_date, "content": case.content, "basis": rules.notice_basis, "deadline": case.deadline},
    }


def progress_facts(case: SuperviseCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 进展月报 says: what was reported this month and before, the five parts, and room for what is lacking."""
    told: list[SuperviseProgress] = sorted(kin.of(case, "supervise_progresses"), key=lambda one: (one.date, one.id or 0))
    now = [one for one in told if (one.date.year, one.date.month) == (scene.today.year, scene.today.month)]
    before = [one for one in told if one not in now]
    danger = _danger(case, kin)
    rows = [
        *_head(case, kin),
        wide("隐患内容" if danger else "督办事项", case.content),
        pair("挂牌日期", days_said(case.listed_date), "整改期限", days_said(case.due_on)),
        wide("本月整改进展", "\n".join(f"{one.date.month}月{one.date.day}日：{_ended(one.text)}" for one in now), lines=3),
    ]
    if danger:
        rows += [wide(label, _five_said(getattr(danger, name))) for label, name in _FIVE]
    rows += [
        wide("存在的问题及下月打算", "", lines=2),
        opinion("整改单位", "", "负责人（签名、盖章）："),
        opinion("督办人意见", "", "督办人（签名）："),
    ]
    if before:
        listed = [(one.date.isoformat(), one.text, one.by) for one in before]
        rows.append(table((("日期", 14), ("进展情况", 70), ("报告人", 16)), listed, caption="此前的进展"))
    day = scene.rules(SuperviseRules).report_day
    return _form("重大事故隐患整改进展月报" if danger else "挂牌督办整改进展月报", rows) | {
        "left": f"填报单位：{case.responsible_unit or ''}",
        "right": f"{scene.today.year}年{scene.today.month}月",
        "notes": [f"注：挂牌后每月{day}日前报{scene.rules(OfficeRules).office}，直至摘牌。"],
    }


def delisting_facts(case: SuperviseCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 销号（摘牌）审批表 says: the danger, how it was mended, and room for the three who agree."""
    danger = _danger(case, kin)
    told: list[SuperviseProgress] = kin.of(case, "supervise_progresses")
    last = max(told, key=lambda one: (one.date, one.id or 0), default=None)
    mended = (danger.rectify_desc if danger else None) or (last.text if last else "")
    rows = [
        *_head(case, kin),
        wide("隐患内容" if danger else "督办事项", case.content),
        pair("挂牌日期", days_said(case.listed_date), "整改期限", days_said(case.due_on)),
        pair("整改完成日期", days_said(danger.rectified_at) if danger else "", "验收日期", days_said(case.accept_date)),
        wide("整改情况", mended, lines=4),
        opinion("整改单位申请", "", "负责人（签名、盖章）："),
        opinion("验收组意见", case.accept_opinion, "验收组成员（签名）：", _day(case.accept_date), lines=4),
        opinion("督办单位意见", "", "负责人（签名、盖章）："),
        opinion("安委会主任审批意见", "", "安委会主任（签名）：", _day(case.delist_date)),
    ]
    return _form("重大事故隐患挂牌督办销号（摘牌）审批表" if danger else "挂牌督办销号（摘牌）审批表", rows) | {
        "left": f"督办机关：{committee(scene)}",
        "right": f"验收组：{case.acceptor}" if case.acceptor else "",
    }


def extension_facts(case: SuperviseCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What 延期申请表 says: the term, until when it shall be longer, why, and who decides."""
    rules = scene.rules(SuperviseRules)
    asked = case.status is CaseState.EXTENDING
    new = days_said(case.new_deadline) if not asked else ""
    rows = [
        *_head(case, kin),
        wide("隐患内容" if case.hidden_danger else "督办事项", case.content),
        pair("挂牌日期", days_said(case.listed_date), "原整改期限", days_said(case.deadline)),
        pair("申请日期", days_said(case.extend_applied), "申请延期至", new or BLANK_DAY),
        wide("延期理由", case.extend_reason, lines=3),
        wide("已完成的整改", "", lines=3),
        wide("延期期间的安全措施", "", lines=3),
        opinion("整改单位", "", "负责人（签名、盖章）："),
        opinion("督办单位意见", "", "负责人（签名、盖章）："),
        opinion("安委会审批", "", "审批人（签名）："),
    ]
    ahead = f"应在期满前{rules.extend_ahead}个工作日以前申请，" if rules.extend_ahead else ""
    return _form("挂牌督办延期申请表", rows) | {
        "left": f"申请单位：{case.responsible_unit or ''}",
        "right": f"应决定日期：{days_said(case.extend_due)}" if case.extend_due else "",
        "notes": [f"注：延期{ahead}收到申请后{rules.extend_decide}个工作日内决定。"],
    }


def _form(title: str, rows: list[Row]) -> dict[str, Any]:
    return {"title": title, "number": "", "left": "", "right": "", "sections": sections(rows), "signs": [], "notes": []}


def _head(case: SuperviseCase, kin: Kin) -> list[Row]:
    """Which case it is, and who mends and who watches."""
    watcher = "　".join(filter(None, (person_of(case, "supervise_org", kin), person_of(case, "supervise_person", kin))))
    return [
        pair("督办文号", case.no, "督办级别", f"{case.level.label}级" if case.level else ""),
        pair("整改责任单位", case.responsible_unit, "整改责任人", case.responsible_person),
        wide("督办责任人", watcher),
    ]


def _danger(case: SuperviseCase, kin: Kin) -> HiddenDanger | None:
    found: HiddenDanger | None = kin.linked(case, "hidden_danger")
    return found


def _thing(case: SuperviseCase) -> str:
    return "重大事故隐患" if case.object_type is ObjectType.DANGER else "安全生产突出问题"


def _ended(text: str) -> str:
    """A text without the sign at its end: the paper sets its own."""
    return text.rstrip("。；; \n")


def _five_said(text: str | None) -> str:
    return f"{boxes(('已落实', '未落实'), ('已落实',) if text else ())}{'　' + text if text else ''}"


def _day(day: Any) -> str:
    return days_said(day) or BLANK_DAY


def _unlisted(case: SuperviseCase, kin: Kin, scene: Scene) -> str:
    if case.level is not GovLevel.TOWN:
        return f"是{case.level.label}级挂牌督办，通知由{case.level.label}级挂牌机关发；镇里只登记它的文号"
    return _too_early(case, kin, scene) or altered(case, DocKind.SUPERVISE, kin, content=case.content, deadline=case.deadline)


def _too_early(case: SuperviseCase, kin: Kin, scene: Scene) -> str:
    if case.status in _NOT_LISTED or case.due_on is None:
        return "还没有批准挂牌。请先点“报审批”“批准挂牌”，填好挂牌日期和督办期限"
    return ""


def _unfinished(case: SuperviseCase, kin: Kin, scene: Scene) -> str:
    return "" if case.status in _AT_THE_END else "还没有申请验收。整改完成后先点“申请验收”"


PAPERS: tuple[Paper[SuperviseCase], ...] = (
    Paper("supervise_notice", "重大隐患挂牌督办通知书", "supervise_notice.html", notice_facts, kind="supervise", bars=_unlisted),
    Paper("supervise_progress", "整改进展月报", "grid.html", progress_facts, margins=(25, 22, 22, 20), bars=_too_early),
    Paper("supervise_delisting", "销号（摘牌）审批表", "grid.html", delisting_facts, margins=(25, 22, 22, 20), bars=_unfinished),
    Paper("supervise_extension", "延期申请表", "grid.html", extension_facts, margins=(25, 22, 22, 20), bars=_too_early),
)
