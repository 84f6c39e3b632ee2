"""强制和处理措施: stopping work, sealing, cutting power, and the conditions under which that may be done (domain item 18)."""

import datetime as dt
from collections.abc import Iterable
from datetime import date, datetime

from safety_desk.conditions import Kin, eq
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, View, in_order
from safety_desk.ledgers.enforce.powers import Organ, why_not
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.flow import move
from safety_desk.ledgers.office import EnforcementMode
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class MeasureType(Codes):
    """What may be ordered or done (安全生产法 art. 65, 70)."""

    STOP = "stop", "停产停业", "责令停产停业"
    STOP_WORK = "stop_work", "停止施工", "责令停止施工"
    STOP_USE = "stop_use", "停止使用相关设施或设备", "停止使用设备 停用"
    LEAVE = "leave", "撤出作业人员", "撤人"
    NO_POWER = "no_power", "停止供电", "停电"
    NO_BLASTING = "no_blasting", "停止供应民用爆炸物品", "停供民爆"
    SEAL = "seal", "查封", "查封场所"
    SEIZE = "seize", "扣押", "扣押物品"
    BAN = "ban", "取缔", "依法取缔"

    @property
    def needs(self) -> EnforcementMode:
        """The least powers: measures on the spot may be entrusted, the others not."""
        on_spot = (MeasureType.STOP, MeasureType.STOP_WORK, MeasureType.STOP_USE, MeasureType.LEAVE)
        return EnforcementMode.ENTRUSTED if self in on_spot else EnforcementMode.EMPOWERED

    @property
    def is_cut(self) -> bool:
        """Cutting power or explosives, for which four conditions stand in the law."""
        return self in (MeasureType.NO_POWER, MeasureType.NO_BLASTING)

    @property
    def is_seizure(self) -> bool:
        """Sealing or seizing, which ends after thirty days."""
        return self in (MeasureType.SEAL, MeasureType.SEIZE)


class MeasureState(Codes):
    """Where a measure stands."""

    PLANNED = "planned", "拟采取", "拟定"
    RUNNING = "running", "实施中", "已实施"
    LIFTED = "lifted", "已解除", "解除"


SEIZURE_DAYS = 30
"""查封、扣押 at most thirty days, once longer by at most thirty (行政强制法 art. 25)."""
_NOTICE = dt.timedelta(hours=24)

_GATE = {
    "decided": "已依法作出停产停业等决定",
    "disobeyed": "当事人拒不执行",
    "real_danger": "有发生事故的现实危险",
    "head_approved": "经部门主要负责人批准",
    "kept_safe": "已采取措施保证安全",
    "in_writing": "已书面通知有关单位",
}


class EnforceMeasure(Record):
    """One measure against an enterprise."""

    chain: Link | None = f("执法链", to="enforce_chains", section="措施")
    enterprise: Link = f("当事单位", to="enterprises", also="企业名称 企业", width=24)
    type: MeasureType = f("措施种类", also="措施 种类", width=16)
    target: str | None = f("对象", should=True, help="停用的设备、查封的场所或物品")
    organ: Organ = f("办理机关", default=Organ.COUNTY)
    doc: Link | None = f("决定文书", to="documents")
    doc_no: str | None = f("决定文号", help="县级部门作出的，填它的文号")
    basis: str | None = f("依据", lines=2, should=True)
    decided_by: str | None = f("决定人", should=True)
    start_at: date | None = f("开始日期", should=True, also="实施日期")
    notify_at: datetime | None = f("通知时间", help="停止供电除紧急情形外，提前 24 小时通知")
    cut_at: datetime | None = f("停电（停供）时间")
    urgent: bool = f("紧急情形", default=False)
    decided: bool = f(_GATE["decided"], default=False, section="停电、停供民爆的条件", help="安全生产法第七十条，逐条核对")
    disobeyed: bool = f(_GATE["disobeyed"], default=False)
    real_danger: bool = f(_GATE["real_danger"], default=False)
    head_approved: bool = f(_GATE["head_approved"], default=False)
    kept_safe: bool = f(_GATE["kept_safe"], default=False)
    in_writing: bool = f(_GATE["in_writing"], default=False)
    status: MeasureState = f("状态", default=MeasureState.PLANNED, fixed=True, section="解除")
    end_plan: date | None = f("期限届满", end=True, help="查封、扣押空着时按三十日；延长不超过三十日")
    extended_to: date | None = f("延长至", fixed=True, end=True)
    extend_reason: str | None = f("延长理由", fixed=True)
    due_on: date | None = f("现行期限", follows=True)
    end_at: date | None = f("解除日期", fixed=True)
    lifted_by: str | None = f("解除人", fixed=True)
    lift_reason: str | None = f("解除理由", fixed=True, lines=2)
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


def gate_fault(measure: EnforceMeasure) -> str:
    """Why power or explosives may not be cut yet (安全生产法 art. 70), or nothing."""
    if not measure.type.is_cut:
        return ""
    if missing := [label for name, label in _GATE.items() if not getattr(measure, name)]:
        return f"{measure.type.label}的条件还缺：{'、'.join(missing)}（安全生产法第七十条）"
    if measure.type is MeasureType.NO_POWER and not measure.urgent:
        if measure.notify_at is None or measure.cut_at is None:
            return "停止供电要写明通知时间和停电时间；紧急情形请勾选“紧急情形”"
        if measure.cut_at - measure.notify_at < _NOTICE:
            return "停止供电应提前 24 小时通知（安全生产法第七十条）；紧急情形请勾选“紧急情形”"
    return ""


def within_powers(measure: EnforceMeasure, scene: Scene) -> Iterable[Problem]:
    """A township without powers orders none of these itself."""
    if measure.type is None or measure.status is MeasureState.LIFTED:
        return
    if measure.organ is Organ.OURS and (why := why_not(scene, measure.type.needs, f"采取“{measure.type.label}”措施")):
        yield Problem("organ", why, hard=True)
    if measure.type.is_seizure and measure.start_at and measure.end_plan and (measure.end_plan - measure.start_at).days > SEIZURE_DAYS:
        yield Problem("end_plan", "查封、扣押不得超过三十日（行政强制法第二十五条），需要再长的用“延长”")


def settle_measure(measure: EnforceMeasure, kin: Kin, scene: Scene) -> list[Record]:
    """The day on which it ends."""
    end = measure.end_plan
    if end is None and measure.start_at and measure.type.is_seizure:
        end = measure.start_at + dt.timedelta(days=SEIZURE_DAYS)
    return [measure.replace(end_plan=end, due_on=measure.extended_to or end)]


def _start(measure: EnforceMeasure, kin: Kin, scene: Scene) -> None:
    if measure.organ is Organ.OURS and (why := why_not(scene, measure.type.needs, f"采取“{measure.type.label}”措施")):
        raise Refusal(why)
    if fault := gate_fault(measure):
        raise Refusal(fault)


def _extend(measure: EnforceMeasure, kin: Kin, scene: Scene) -> None:
    if not measure.type.is_seizure:
        raise Refusal("只有查封、扣押才有延长；别的措施直接改“期限届满”")
    first = measure.end_plan
    if first is None or measure.extended_to is None or not 0 < (measure.extended_to - first).days <= SEIZURE_DAYS:
        raise Refusal("延长后的期限应晚于原期限，且延长不超过三十日（行政强制法第二十五条）")


_RUNNING = eq("status", MeasureState.RUNNING)
_EXPIRY = Expiry("措施", "due_on", _RUNNING, warn=7)

ENFORCE_MEASURES = Ledger(
    EnforceMeasure,
    "enforce_measures",
    "强制与处理措施",
    called="type",
    columns="enterprise type target organ doc_no start_at due_on due status end_at chain",
    plan="18",
    filters="type status organ start_at enterprise.village",
    search="enterprise target doc_no basis",
    alike="enterprise type start_at",
    order="-start_at",
    checks=(
        within_powers,
        in_order("start_at", "end_plan", "期限届满不能早于开始日期"),
        in_order("start_at", "end_at", "解除日期不能早于开始日期"),
    ),
    steps=(
        move("实施", MeasureState.PLANNED, MeasureState.RUNNING, "start_at decided_by basis target", "start_at decided_by basis", ready=_start),
        move("延长", MeasureState.RUNNING, MeasureState.RUNNING, "extended_to extend_reason", "extended_to extend_reason", aside=True, ready=_extend),
        move("解除", MeasureState.RUNNING, MeasureState.LIFTED, "end_at lifted_by lift_reason", "end_at lifted_by lift_reason"),
    ),
    derived=(_EXPIRY.column,),
    deadlines=(_EXPIRY.deadline,),
    views=(View("实施中", _RUNNING, "due_on"), *_EXPIRY.views, View("本单位办理", eq("organ", Organ.OURS))),
    settle=Settle("", settle_measure),
    empty="停产停业、停用设备、查封扣押、停止供电等措施：谁决定、从哪天到哪天、何时解除。没有授权的乡镇只登记县级部门的决定。",
)
