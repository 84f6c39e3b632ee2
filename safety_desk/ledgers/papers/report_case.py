"""举报登记及核查表 (domain F17). Who reported is masked, unless the office has set it otherwise and he did not ask for secrecy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.fields import Names
from safety_desk.ledgers.enforce.report import ReportChannel, ReportRules, ReportState, VerifyResult
from safety_desk.ledgers.office import OfficeRules
from safety_desk.ledgers.papers.common import BLANK_DAY, days_said
from safety_desk.ledgers.papers.grid import boxes, opinion, pair, part, sections, wide
from safety_desk.ledgers.papers.official import person_of, yuan
from safety_desk.options import Scene
from safety_desk.paper import Paper

if TYPE_CHECKING:
    from safety_desk.ledgers.enforce.report import ReportCase

_TAKEN = {ReportState.HANDED: "转办", ReportState.DECLINED: "不受理"}


def report_facts(report: ReportCase, kin: Kin, names: Names, scene: Scene) -> dict[str, Any]:
    """What the form says: the report, whether it was taken up, what was found, what came of it, the answer, the reward."""
    office = scene.rules(OfficeRules)
    firm, danger, case = (kin.linked(report, link) for link in ("object_enterprise", "hidden_danger", "penalty_case"))
    handled = "\n".join(
        filter(
            None,
            (
                report.handle,
                f"登记隐患：{danger.code or ''}　{danger.description}" if danger else None,
                f"处罚案件：{case.no or ''}　{case.cause}" if case else None,
            ),
        )
    )
    taken = boxes(("受理", "转办", "不受理"), _taken(report)) + (f"　转办单位：{report.handed_to}" if report.handed_to else "")
    taken = "\n".join(filter(None, (taken, report.accept_note)))
    rows = [
        part("举报登记"),
        pair("举报编号", report.no, "接报日期", chinese(report.received_at)),
        wide("举报渠道", boxes((each.label for each in ReportChannel), (report.channel.label,))),
        pair("举 报 人", _whole_or_masked(report, "reporter_name", names, scene), "联系电话", _whole_or_masked(report, "reporter_phone", names, scene)),
        wide("举报人情况", boxes(("匿名", "要求保密", "本单位从业人员"), _of_the_reporter(report))),
        pair("被举报对象", firm.name if firm else report.object_text, "举报类别", report.category),
        wide("举报内容", report.content, lines=2),
        part("受理和核查"),
        opinion("受理意见", taken, "负责人（签名）：", days_said(report.accept_at) or BLANK_DAY, lines=1),
        pair("承 办 人", person_of(report, "assigned_to", kin), "核查期限", days_said(report.verify_due)),
        wide("核查结果", boxes((each.label for each in VerifyResult), (report.verify_result.label,) if report.verify_result else ())),
        opinion("核查情况", report.verify_text, "核查人（签名）：", days_said(report.verified_at) or BLANK_DAY, lines=2),
        part("处理、反馈和奖励"),
        wide("处理情况", handled),
        pair("反馈日期", days_said(report.reply_at), "反馈方式", report.reply_way),
        pair("查实后罚款", _money(report.fine), "建议奖励", _money(report.reward_calc)),
        opinion("审批意见", "", "负责人（签名）：", lines=1),
    ]
    return {
        "title": "安全生产举报登记及核查表",
        "number": "",
        "left": f"登记单位：{office.office}",
        "right": f"办结日期：{days_said(report.closed_at)}" if report.closed_at else "",
        "sections": sections(rows),
        "notes": ["注：举报人的姓名、电话等信息依法保密。建议奖励由县级部门核定、发放。"],
        "signs": [],
    }


def shows_reporter(report: ReportCase, scene: Scene) -> bool:
    """Whether the paper names who reported: the office has set it so, and he did not ask for secrecy."""
    return scene.rules(ReportRules).reporter_on_paper and not report.confidential and bool(report.reporter_name or report.reporter_phone)


def _whole_or_masked(report: ReportCase, name: str, names: Names, scene: Scene) -> str:
    field, value = type(report).fields[name], getattr(report, name)
    if report.anonymous and value is None:
        return "匿名"
    return field.whole(value, names) if shows_reporter(report, scene) else field.show(value, names)


def _of_the_reporter(report: ReportCase) -> list[str]:
    said = (("匿名", report.anonymous), ("要求保密", report.confidential), ("本单位从业人员", report.is_employee))
    return [words for words, holds in said if holds]


def _taken(report: ReportCase) -> tuple[str, ...]:
    if report.status is ReportState.RECEIVED:
        return ()
    return (_TAKEN.get(report.status) or ("转办" if report.handed_to else "受理" if report.accept_at else "不受理"),)


def _money(fen: int | None) -> str:
    return f"{yuan(fen)}元" if fen is not None else ""


def _unveiled(report: ReportCase, scene: Scene) -> str:
    return "举报人信息" if shows_reporter(report, scene) else ""


PAPERS: tuple[Paper[ReportCase], ...] = (
    Paper("report_case", "举报登记及核查表", "grid.html", report_facts, margins=(22, 20, 22, 20), unveils=_unveiled),
)
