"""区域风险评估: the grade of a village or the town, kept with its method and its inputs (domain §3.6)."""

from collections.abc import Iterable
from datetime import date

from safety_desk.conditions import filled
from safety_desk.fields import f
from safety_desk.kinds import Data
from safety_desk.ledger import Ledger, View, not_ahead
from safety_desk.ledgers.grade import Grade
from safety_desk.linked import Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class RegionRisk(Record):
    """One assessment of a region; without a village it is the whole town's."""

    village: Link | None = f("村（社区）", to="villages", also="区域 村", help="空着为全镇")
    decided_on: date = f("评定日期")
    method: str = f("评定方法", fixed=True, width=18)
    index: float | None = f("指数", fixed=True)
    counts: Data | None = f("各色数量", fixed=True)
    grade_calc: Grade | None = f("计算等级", fixed=True)
    grade_final: Grade | None = f("认定等级", help="与计算等级不同时须写理由和审批人")
    override_reason: str | None = f("人工认定理由", lines=2)
    override_approver: str | None = f("审批人")
    remark: str | None = f("备注", lines=2)


def approved(region: RegionRisk, scene: Scene) -> Iterable[Problem]:
    """A grade other than the computed one has its reason and its approver."""
    if region.grade_final is None or region.grade_final is region.grade_calc:
        return
    if not region.override_reason:
        yield Problem("override_reason", "认定等级与计算等级不同，须写明理由")
    if not region.override_approver:
        yield Problem("override_approver", "认定等级与计算等级不同，须有审批人")


REGION_RISKS = Ledger(
    RegionRisk,
    "region_risks",
    "区域风险评估",
    called="method",
    columns="village decided_on method index counts grade_calc grade_final override_reason override_approver",
    plan="7",
    filters="village decided_on grade_final",
    search="village",
    keys=("village decided_on",),
    order="-decided_on",
    checks=(approved, not_ahead("decided_on", "评定日期不能在今天之后")),
    views=(View("人工认定", filled("override_reason")),),
    empty="在“风险地图”里点“评定并存档”，各村和全镇的等级、方法、指数就记在这里。",
)
