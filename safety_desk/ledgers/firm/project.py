"""建设项目“三同时” of an enterprise: from the pre-evaluation to the day it is put to use (domain §1.3.1)."""

from datetime import date
from functools import partial
from typing import Any

from safety_desk.conditions import Kin, empty, eq, one_of
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, f
from safety_desk.kinds import Fen
from safety_desk.ledger import Ledger, View, in_order, not_ahead
from safety_desk.ledgers.firm.renewal import of_firm
from safety_desk.ledgers.flow import move
from safety_desk.linked import Files, Link
from safety_desk.options import Scene
from safety_desk.record import Record


class Stage(Codes):
    """How far a project is."""

    PLANNED = "planned", "立项", "可研 备案"
    EVALUATED = "evaluated", "已预评价", "预评价"
    DESIGNED = "designed", "已设计审查", "设计审查"
    BUILDING = "building", "施工", "在建 建设中"
    TRIAL = "trial", "试运行", "试生产"
    ACCEPTED = "accepted", "已验收", "竣工验收 验收"
    USED = "used", "投入使用", "投产 已投用"
    DROPPED = "dropped", "终止", "停建 取消"


class EntConstruction(Record):
    """A new, rebuilt or extended project of an enterprise and its safety facilities."""

    enterprise: Link = of_firm(also="建设单位")
    name: str = f("项目名称", also="名称 建设项目名称 项目名", width=22)
    investment: Fen | None = f("投资", unit="万元", low=0, also="总投资 投资额")
    safety_investment: Fen | None = f("其中安全设施", unit="万元", low=0, also="安全设施投资 安全投入")
    needs_evaluation: bool = f("须预评价和设计审查", default=False, also="是否须预评价", help="矿山、金属冶炼和生产、储存、装卸危险物品的项目")
    stage: Stage = f("阶段", default=Stage.PLANNED, fixed=True, also="项目阶段 进度 状态")
    started_on: date | None = f("开工日期", fixed=True, section="进展", also="开工时间")
    pre_evaluated_on: date | None = f("预评价日期", fixed=True, also="预评价")
    pre_evaluator: str | None = f("预评价机构", fixed=True)
    design_reviewed_on: date | None = f("设计审查日期", fixed=True, also="设计审查")
    design_reviewer: str | None = f("设计审查单位", fixed=True)
    trial_on: date | None = f("试运行日期", fixed=True)
    accepted_on: date | None = f("验收日期", fixed=True, also="竣工验收日期 验收")
    acceptance: str | None = f("验收意见", fixed=True, lines=2)
    used_on: date | None = f("投用日期", fixed=True, also="投入使用日期 投产日期")
    drop_reason: str | None = f("终止原因", fixed=True)
    papers: Files | None = f("报告和批文")
    remark: str | None = f("备注", lines=2)


def _buildable(project: EntConstruction, kin: Kin, scene: Scene) -> None:
    """What must be evaluated and reviewed is so before it is built."""
    if project.needs_evaluation and project.design_reviewed_on is None:
        raise Refusal("这个项目须先做安全预评价和安全设施设计审查。请先办“设计审查通过”，再开工")


def _evaluated(project: EntConstruction, kin: Kin, scene: Scene) -> None:
    if project.needs_evaluation and project.pre_evaluated_on is None:
        raise Refusal("还没有安全预评价。请先办“完成预评价”，再做设计审查")


def _usable(project: EntConstruction, kin: Kin, scene: Scene) -> None:
    """Nothing is used before its safety facilities were accepted."""
    if project.accepted_on is None:
        raise Refusal("安全设施没有验收，不能投入使用。请先办“验收通过”")
    if project.used_on and project.used_on < project.accepted_on:
        raise Refusal(f"投用日期不能早于验收日期（{project.accepted_on}）")


_UNDER_WAY = (Stage.PLANNED, Stage.EVALUATED, Stage.DESIGNED, Stage.BUILDING, Stage.TRIAL)

_move = partial(move, state="stage")

STEPS: tuple[Any, ...] = (
    _move("完成预评价", Stage.PLANNED, Stage.EVALUATED, "pre_evaluated_on pre_evaluator papers", "pre_evaluated_on pre_evaluator"),
    _move("设计审查通过", (Stage.PLANNED, Stage.EVALUATED), Stage.DESIGNED, "design_reviewed_on design_reviewer papers", "design_reviewed_on design_reviewer", ready=_evaluated),
    _move("开工", (Stage.PLANNED, Stage.EVALUATED, Stage.DESIGNED), Stage.BUILDING, "started_on", "started_on", ready=_buildable),
    _move("试运行", Stage.BUILDING, Stage.TRIAL, "trial_on", "trial_on"),
    _move("验收通过", (Stage.BUILDING, Stage.TRIAL), Stage.ACCEPTED, "accepted_on acceptance papers", "accepted_on acceptance"),
    _move("投入使用", Stage.ACCEPTED, Stage.USED, "used_on", "used_on", ready=_usable),
    _move("终止", _UNDER_WAY, Stage.DROPPED, "drop_reason", "drop_reason", aside=True),
)

ENT_CONSTRUCTIONS = Ledger(
    EntConstruction,
    "ent_constructions",
    "建设项目三同时",
    called="name",
    columns="enterprise name investment stage pre_evaluated_on design_reviewed_on started_on accepted_on used_on",
    plan="5 22",
    filters="stage needs_evaluation enterprise enterprise.village",
    search="name pre_evaluator enterprise",
    keys=("enterprise name",),
    order="enterprise",
    checks=(
        in_order("pre_evaluated_on", "design_reviewed_on", "设计审查日期不能早于预评价日期"),
        in_order("started_on", "trial_on", "试运行日期不能早于开工日期"),
        in_order("started_on", "accepted_on", "验收日期不能早于开工日期"),
        in_order("accepted_on", "used_on", "投用日期不能早于验收日期"),
        not_ahead("accepted_on", "验收日期不能在今天之后"),
        not_ahead("used_on", "投用日期不能在今天之后"),
    ),
    steps=STEPS,
    views=(
        View("在办", one_of("stage", *_UNDER_WAY, Stage.ACCEPTED)),
        View("施工和试运行", one_of("stage", Stage.BUILDING, Stage.TRIAL)),
        View("没有预评价就开工", eq("needs_evaluation", True) & empty("pre_evaluated_on") & one_of("stage", Stage.BUILDING, Stage.TRIAL)),
        View("没有验收就投用", eq("stage", Stage.USED) & empty("accepted_on")),
    ),
    empty="新建、改建、扩建项目的安全设施与主体工程同时设计、同时施工、同时投入使用。",
)
