"""清单动态更新与运行评估: versions of an enterprise's lists, why its risks are assessed anew, how its mechanism runs (items 6, 8)."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.conditions import Kin, empty, eq, filled
from safety_desk.dates import add_months
from safety_desk.errors import Refusal
from safety_desk.fields import f
from safety_desk.kinds import Data
from safety_desk.ledger import Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.duty.latest import marked, with_others
from safety_desk.ledgers.duty.supervise import SuperviseRules
from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.grade import Grade
from safety_desk.linked import Files, Link, Term
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class ListVersion(Record):
    """A version of an enterprise's list of risks or hidden dangers, or of its map."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    kind: Term = f("清单种类", codes="list_kind", default="风险清单", also="种类 类别")
    version_no: int | None = f("版本号", low=1, also="版次 版本", help="空着接着上一版往下编")
    date: dt.date = f("更新日期", also="日期 版本日期")
    diff_summary: str | None = f("变动摘要", lines=2, also="变动内容 更新内容", width=28, help="空着时按登记当时的数量与上一版对比")
    by: str | None = f("更新人", should=True)
    counts: Data | None = f("登记时数量", fixed=True)
    current: bool = f("现行版本", default=False, follows=True)
    next_due: dt.date | None = f("应再更新", follows=True)
    file: Files | None = f("清单或图")
    remark: str | None = f("备注", lines=2)


def counted(kind: str, enterprise: Record, kin: Kin) -> dict[str, int]:
    """How many of what a list holds there are at the enterprise now."""
    if kind == "隐患清单":
        open_ = [danger for danger in kin.of(enterprise, "hidden_dangers") if danger.is_open]
        return {"未销号": len(open_), "其中重大": sum(danger.open_major for danger in open_)}
    points = kin.of(enterprise, "risk_points")
    grades = Counter(point.grade for point in points)
    return {"风险点": len(points), **{grade.label: grades[grade] for grade in Grade}}


def difference(old: Mapping[str, Any] | None, new: Mapping[str, Any]) -> str:
    """What changed from one version to the next, in words."""
    if old is None:
        return "首次建档：" + "，".join(f"{name} {number}" for name, number in new.items())
    changed = [f"{name} {old.get(name, 0)}→{number}" for name, number in new.items() if old.get(name, 0) != number]
    return "，".join(changed) or "核对无变化"


def settle_version(version: ListVersion, kin: Kin, scene: Scene) -> list[Record]:
    """Number, counts and summary where none are given; the latest of its kind is the current one."""
    enterprise = kin.linked(version, "enterprise")
    if enterprise is None or version.date is None:
        return [version]
    others = with_others(version, kin, "list_versions", same="kind")[1:]
    last = max((other for other in others if other.date <= version.date), key=lambda o: (o.date, o.version_no or 0), default=None)
    counts: Mapping[str, Any] = version.counts or counted(version.kind, enterprise, kin)
    told = version.replace(
        version_no=version.version_no or max((other.version_no or 0 for other in others), default=0) + 1,
        counts=dict(counts),
        diff_summary=version.diff_summary or difference(last.counts if last else None, counts),
        next_due=add_months(version.date, scene.rules(SuperviseRules).version_months),
    )
    return list(marked([told, *others], "date"))


def _next_version(version: ListVersion, kin: Kin, scene: Scene) -> Sequence[Record]:
    return [ListVersion(enterprise=version.enterprise, kind=version.kind, date=scene.today, by=scene.who or version.by)]


def new_versions(enterprise: Enterprise, kin: Kin, scene: Scene) -> Sequence[Record]:
    """A version of every list of an enterprise that has changed since its last one (domain item 8). Raises Refusal."""
    versions: list[ListVersion] = kin.of(enterprise, "list_versions")
    fresh = []
    for kind in LISTS:
        last = next((version for version in versions if version.kind == kind and version.current), None)
        if last is None or dict(last.counts or {}) != counted(kind, enterprise, kin):
            fresh.append(ListVersion(enterprise=enterprise.id, kind=kind, date=scene.today, by=scene.who or None))
    if not fresh:
        raise Refusal("风险清单和隐患清单与现行版本一致，不用登记新版；核对过的请用“核实无变化”")
    return fresh


LISTS = ("风险清单", "隐患清单")
"""The lists that the program itself can compare with their last version; a map is for a person to look at."""
NEW_VERSIONS: Step[Enterprise] = Step("登记清单新版", lambda enterprise: enterprise.status not in GONE, new_versions, aside=True)
CURRENT = eq("current", True)
RENEWAL = Expiry("清单更新", "next_due", CURRENT, warn=30)

LIST_VERSIONS = Ledger(
    ListVersion,
    "list_versions",
    "清单版本",
    called="kind",
    columns="enterprise kind version_no date diff_summary by current next_due due",
    plan="8",
    filters="kind current date enterprise.village",
    search="enterprise diff_summary",
    keys=("enterprise kind version_no",),
    alike="enterprise kind date",
    order="-date",
    checks=(not_ahead("date", "更新日期不能在今天之后"),),
    steps=(Step("登记新版", lambda v: v.current, _next_version),),
    views=(View("现行版本", CURRENT, "next_due"), *RENEWAL.views),
    derived=(RENEWAL.column,),
    deadlines=(RENEWAL.deadline,),
    settle=Settle("", settle_version),
    empty="风险清单、隐患清单、四色图每更新一次记一版，超过十二个月没有更新的会提醒。",
)


class ReassessTrigger(Record):
    """Why an enterprise has to assess its risks anew, and when it did."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    kind: Term = f("触发情形", codes="reassess_kind", also="情形 类别 原因", help="每年至少全面辨识一次；发生所列情形及时重新辨识")
    trigger_date: dt.date = f("触发日期", also="日期 发生日期")
    description: str | None = f("情况说明", lines=2, also="说明 情况", width=28)
    due_on: dt.date | None = f("应完成日期", since="trigger_date", end=True, also="期限", help="空着按本单位定的天数")
    responsible: str | None = f("责任人", should=True)
    done_at: dt.date | None = f("完成日期", fixed=True, also="重新辨识日期")
    done_by: str | None = f("辨识人员", fixed=True)
    result: str | None = f("辨识结果", fixed=True, lines=2)
    remark: str | None = f("备注", lines=2)


def settle_trigger(trigger: ReassessTrigger, kin: Kin, scene: Scene) -> list[Record]:
    """The term of the office where none was given."""
    if trigger.due_on is not None or trigger.trigger_date is None:
        return [trigger]
    return [trigger.replace(due_on=trigger.trigger_date + dt.timedelta(days=scene.rules(SuperviseRules).reassess_days))]


def _reassessed(trigger: ReassessTrigger, kin: Kin, scene: Scene) -> Sequence[Record]:
    if trigger.done_at and trigger.done_at > scene.today:
        raise Refusal("完成日期不能在今天之后")
    if trigger.done_at and trigger.done_at < trigger.trigger_date:
        raise Refusal(f"完成日期不能早于触发日期（{trigger.trigger_date}）")
    return [trigger]


WAITING = empty("done_at")
REASSESSMENT = Expiry("重新辨识", "due_on", WAITING, warn=15)

REASSESS_TRIGGERS = Ledger(
    ReassessTrigger,
    "reassess_triggers",
    "重新辨识",
    called="kind",
    columns="enterprise kind trigger_date description due_on due done_at done_by result",
    plan="6 8",
    filters="kind trigger_date enterprise.village",
    search="enterprise description",
    alike="enterprise kind trigger_date",
    order="-trigger_date",
    checks=(
        not_ahead("trigger_date", "触发日期不能在今天之后"),
        in_order("trigger_date", "due_on", "应完成日期不能早于触发日期"),
        in_order("trigger_date", "done_at", "完成日期不能早于触发日期"),
    ),
    steps=(Step("完成重新辨识", lambda t: t.done_at is None, _reassessed, "done_at done_by result", "done_at result"),),
    views=(View("待重新辨识", WAITING, "due_on", waits=True), *REASSESSMENT.views, View("已完成", filled("done_at"), "-done_at")),
    derived=(REASSESSMENT.column,),
    deadlines=(REASSESSMENT.deadline,),
    settle=Settle("", settle_trigger),
    empty="法规变更、新改扩建、出了事故、停产复产……需要企业重新辨识风险的，记在这里跟到完成。",
)


class MechanismReview(Record):
    """A review of how an enterprise's double prevention runs."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    date: dt.date = f("评估日期", also="日期")
    reviewer: str | None = f("评估人", should=True, also="评估人员")
    risk_list: bool = f("风险清单已更新", default=False, section="评估内容", also="风险清单更新")
    danger_list: bool = f("隐患清单已更新", default=False, also="隐患清单更新")
    risk_map: bool = f("四色图已更新", default=False, also="四色图更新")
    measures: bool = f("管控措施已落实", default=False, also="措施落实")
    training: bool = f("已培训", default=False, also="培训")
    passed: int | None = f("合格项数", follows=True, unit="项", help="五项中做到的项数")
    deviations: str | None = f("偏差", lines=2, section="结果", also="存在问题 问题")
    corrective: str | None = f("纠正措施", lines=2, also="整改措施")
    next_review: dt.date | None = f("下次评估", end=True, also="下次评估日期", help="不超过一年；空着按本单位定的间隔")
    current: bool = f("最近一次", default=False, follows=True)
    remark: str | None = f("备注", lines=2)


def settle_review(review: MechanismReview, kin: Kin, scene: Scene) -> list[Record]:
    """How many of the five are done, the next review, and which one is the latest."""
    if kin.linked(review, "enterprise") is None or review.date is None:
        return [review]
    done = (review.risk_list, review.danger_list, review.risk_map, review.measures, review.training)
    due = review.next_review or add_months(review.date, scene.rules(SuperviseRules).review_months)
    told = review.replace(passed=sum(done), next_review=due)
    return list(marked([told, *with_others(review, kin, "mechanism_reviews")[1:]], "date"))


def sound_review(review: MechanismReview, scene: Scene) -> Iterable[Problem]:
    """What is not in order is named and mended; the next review is within a year (domain item 8)."""
    if review.deviations and not review.corrective:
        yield Problem("corrective", "有偏差的，须写明纠正措施")
    if review.date and review.next_review and review.next_review > add_months(review.date, 12):
        yield Problem("next_review", "下次评估不能晚于这次评估后一年")


REVIEW = Expiry("运行评估", "next_review", CURRENT, warn=30)

MECHANISM_REVIEWS = Ledger(
    MechanismReview,
    "mechanism_reviews",
    "运行评估",
    called="enterprise",
    columns="enterprise date reviewer passed risk_list danger_list risk_map measures training deviations corrective next_review due",
    plan="8",
    filters="date current enterprise.village",
    search="enterprise deviations corrective",
    keys=("enterprise date",),
    order="-date",
    checks=(sound_review, not_ahead("date", "评估日期不能在今天之后"), in_order("date", "next_review", "下次评估不能早于这次")),
    views=(View("最近一次", CURRENT, "next_review"), *REVIEW.views, View("有偏差", filled("deviations"))),
    derived=(REVIEW.column,),
    deadlines=(REVIEW.deadline,),
    settle=Settle("", settle_review),
    empty="双重预防机制一年至少评估一次：清单和图更新了没有，措施落实了没有，培训了没有。",
)
