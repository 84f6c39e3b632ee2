"""风险点 → 危险源 → 评估 → 管控措施 (domain items 6 and 7; DB37/T 2882: a point takes its worst hazard)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from safety_desk.conditions import Kin, eq, filled, one_of
from safety_desk.dates import add_years
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, Names, f
from safety_desk.geo import CoordSystem
from safety_desk.kinds import Code, Data, Phone
from safety_desk.ledger import Deadline, Derived, Ledger, Settle, View, needed_when, not_ahead
from safety_desk.ledgers import methods
from safety_desk.ledgers.grade import Grade, worst
from safety_desk.ledgers.methods import Method, MethodRules
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class OwnerType(Codes):
    """Whose a risk point or a hidden danger is."""

    ENTERPRISE = "enterprise", "企业", "企业"
    AREA = "area", "公共区域", "公共区域"
    LINE = "line", "线路", "线路管网"


class PointStatus(Codes):
    """Whether a risk point is there."""

    NORMAL = "normal", "正常", "在用"
    IDLE = "idle", "停用", "停用"
    GONE = "gone", "消除", "消除"


class ControlLevel(Codes):
    """Who answers for the control of a risk."""

    COMPANY = "company", "公司", "公司级 厂级 公司（厂）级 企业级"
    WORKSHOP = "workshop", "车间", "车间级 部门级 部门"
    TEAM = "team", "班组", "班组级"
    POST = "post", "岗位", "岗位级"


class Dimension(Codes):
    """The five aspects of identification (item 6)."""

    PROCESS = "process", "生产工艺", "工艺"
    EQUIPMENT = "equipment", "设备设施", "设备"
    SETTING = "setting", "作业环境", "环境"
    CONDUCT = "conduct", "人员行为", "人员 行为"
    SYSTEM = "system", "管理体系", "管理"


class MeasureType(Codes):
    """The five types of control measures."""

    ENGINEERING = "engineering", "工程技术", "工程技术措施 工程控制"
    MANAGEMENT = "management", "管理", "管理措施"
    TRAINING = "training", "培训教育", "培训教育措施 培训"
    PROTECTION = "protection", "个体防护", "个体防护措施 防护"
    EMERGENCY = "emergency", "应急处置", "应急处置措施 应急"


class MeasureStatus(Codes):
    """Whether a control measure is in place."""

    DONE = "done", "已落实", "落实"
    OPEN = "open", "待落实", "未落实"


class RiskPoint(Record):
    """A risk point: the unit of the four-colour map."""

    code: Code | None = f("风险点编号", serial="FX-{enterprise.village.code|public_area.village.code}-{n:4}", section="基本信息", also="编号", width=22)
    name: str = f("风险点名称", also="风险点 名称 部位/作业", width=20)
    owner_type: OwnerType = f("归属", default=OwnerType.ENTERPRISE, also="归属类型")
    enterprise: Link | None = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=22)
    public_area: Link | None = f("公共区域", to="public_areas", also="公共区域名称")
    village: Link | None = f("所在村", to="villages", follows=True, also="村", help="企业或公共区域所在的村")
    grid: Link | None = f("所在网格", to="grids", follows=True)
    point_type: Term | None = f("风险点类型", codes="point_type", should=True, also="类型")
    location: str | None = f("具体位置", also="位置 部位 地点", should=True)
    control_level: ControlLevel | None = f("管控层级", should=True, also="管控级别")
    responsible_unit: str | None = f("责任单位", should=True, also="责任部门")
    responsible_person: str | None = f("责任人", should=True, also="负责人")
    phone: Phone | None = f("联系电话", also="电话")
    people_max: int | None = f("最多作业人数", unit="人", low=0)
    area_m2: float | None = f("面积", unit="平方米", low=0)
    is_major_hazard: bool = f("重大危险源", default=False)
    status: PointStatus = f("状态", default=PointStatus.NORMAL)
    grade: Grade | None = f("风险等级", follows=True, section="评估结果", also="等级 级别")
    hazard_count: int | None = f("危险源数", follows=True)
    last_assess_at: date | None = f("最近评估", follows=True)
    next_assess_due: date | None = f("下次复评", follows=True)
    map_x: float | None = f("平面图横向", low=0, high=1, section="位置", help="企业平面图上从左到右的比例，0 到 1")
    map_y: float | None = f("平面图纵向", low=0, high=1)
    lon: float | None = f("经度", low=70, high=140)
    lat: float | None = f("纬度", low=0, high=60)
    coord_sys: CoordSystem = f("坐标系", default=CoordSystem.WGS84)
    plan_polygon: str | None = f("平面图轮廓", lines=2, help="企业平面图上的多边形，0 到 1 的坐标对")
    photo: Files | None = f("照片", section="其他")
    remark: str | None = f("备注", lines=2)


def one_owner(record: Any, scene: Scene) -> Iterable[Problem]:
    """A risk point or a hidden danger belongs to an enterprise or to a public area, never to both."""
    if record.enterprise is None and record.public_area is None:
        yield Problem("enterprise", "请填企业，或者填公共区域", hard=True)
    if record.enterprise is not None and record.public_area is not None:
        yield Problem("public_area", "企业和公共区域只能填一个", hard=True)


def site_text(record: Any, scene: Scene, names: Names) -> str:
    """Whose it is: the enterprise or the public area."""
    if record.enterprise is not None:
        return names.name("enterprises", record.enterprise)
    return names.name("public_areas", record.public_area) if record.public_area is not None else ""


SITE: Derived[Any] = Derived("site", "单位或区域", site_text, by="enterprise", width=21, headline=True)
"""The column that says whose a risk point, a hidden danger or an inspection is."""


def settle_point(point: RiskPoint, kin: Kin, scene: Scene) -> list[Record]:
    """A point takes the worst grade of its hazards (one that never had any, the grade it came in with)."""
    hazards: list[Hazard] = kin.of(point, "hazards")
    owner = kin.linked(point, "enterprise") or kin.linked(point, "public_area")
    dues = [hazard.next_due for hazard in hazards if hazard.next_due]
    seen = [hazard.assessed_on for hazard in hazards if hazard.assessed_on]
    return [
        point.replace(
            owner_type=_owner_type(point),
            village=owner.village if owner else None,
            grid=owner.grid if owner else None,
            grade=worst(hazard.grade for hazard in hazards) if hazards or point.hazard_count else point.grade,
            hazard_count=len(hazards),
            last_assess_at=max(seen, default=None),
            next_assess_due=min(dues, default=None),
        )
    ]


def _owner_type(point: RiskPoint) -> OwnerType:
    if point.enterprise is not None:
        return OwnerType.ENTERPRISE
    return OwnerType.LINE if point.owner_type is OwnerType.LINE else OwnerType.AREA


RISK_POINTS = Ledger(
    RiskPoint,
    "risk_points",
    "风险点",
    called="name",
    columns="name site grade location point_type control_level responsible_person hazard_count next_assess_due code",
    plan="6 7 8",
    filters="grade village enterprise status point_type",
    search="name code location enterprise public_area",
    keys=("code", "enterprise name location"),
    order="grade",
    checks=(one_owner,),
    views=(
        View("红橙", one_of("grade", Grade.RED, Grade.ORANGE), "grade"),
        View("未评估", ~filled("grade"), waits=True),
        View("停用或消除", one_of("status", PointStatus.IDLE, PointStatus.GONE)),
    ),
    deadlines=(Deadline("风险复评", "next_assess_due", eq("status", PointStatus.NORMAL), warn=30),),
    derived=(SITE,),
    settle=Settle("hazards", settle_point),
    empty="风险点是四色图的单元：部位、设备、作业活动。先录风险点，再在它下面录危险源并评估。",
)


class Hazard(Record):
    """A hazard (危险源) of a risk point."""

    risk_point: Link = f("风险点", to="risk_points", part_of=True, also="风险点名称", width=20)
    seq: int | None = f("序号", low=1)
    dimension: Dimension = f("辨识方面", also="风险类别 类别 辨识类型", default=Dimension.EQUIPMENT)
    activity: str | None = f("作业步骤或检查部位", also="作业步骤 检查部位 环节")
    factor_desc: str = f("危险因素", lines=2, also="危险因素描述 危险源 危险有害因素 风险描述 主要危险因素", width=28)
    factor_code: Term | None = f("因素分类", codes="factor", help="GB/T 13861-2022 的四大类")
    accident_types: Terms | None = f("可能的事故类型", codes="accident_type", should=True, also="事故类型 可能导致事故类型")
    consequence: str | None = f("可能的后果", also="后果 事故后果")
    existing_measures: str | None = f("现有管控措施", lines=2, also="管控措施 现有措施 措施", width=24)
    grade: Grade | None = f("风险等级", follows=True, also="等级", section="评估结果")
    method: Method | None = f("评价方法", follows=True)
    score: float | None = f("分值", follows=True)
    assessed_on: date | None = f("评估日期", follows=True)
    next_due: date | None = f("下次复评", follows=True)
    not_applicable: bool = f("该方面不涉及", default=False, section="其他", help="五个方面都要有危险源，或注明不涉及")
    remark: str | None = f("备注", lines=2)


def settle_hazard(hazard: Hazard, kin: Kin, scene: Scene) -> list[Record]:
    """A hazard takes its newest assessment, and only that one is current (never assessed, the grade it came in with)."""
    assessments: list[RiskAssessment] = kin.of(hazard, "risk_assessments")
    if not assessments and hazard.method is None:
        return [hazard]
    if not assessments:
        return [hazard.replace(grade=None, method=None, score=None, assessed_on=None, next_due=None)]
    newest = max(assessments, key=lambda a: (a.assess_date, a.id or 0))
    told = hazard.replace(
        grade=newest.grade_final,
        method=newest.method,
        score=newest.score,
        assessed_on=newest.assess_date,
        next_due=newest.next_due,
    )
    return [told, *(a.replace(is_current=a is newest) for a in assessments)]


HAZARDS = Ledger(
    Hazard,
    "hazards",
    "危险源",
    called="factor_desc",
    columns="risk_point factor_desc grade score method dimension accident_types assessed_on next_due existing_measures seq",
    plan="6 7",
    filters="grade dimension method",
    search="factor_desc activity risk_point",
    keys=("risk_point seq",),
    alike="risk_point factor_desc",
    order="risk_point",
    views=(View("红橙", one_of("grade", Grade.RED, Grade.ORANGE), "grade"), View("未评估", ~filled("grade"), waits=True)),
    deadlines=(Deadline("危险源复评", "next_due", warn=30),),
    settle=Settle("risk_assessments", settle_hazard),
    empty="在风险点下逐条登记危险因素，五个方面：生产工艺、设备设施、作业环境、人员行为、管理体系。",
)


class RiskAssessment(Record):
    """One assessment of a hazard, kept with its inputs and the version of its method."""

    hazard: Link = f("危险源", to="hazards", part_of=True, also="危险因素", width=24)
    method: Method = f("评价方法", default=Method.LEC, also="方法")
    factors: Data | None = f("取值", codes="factors", also="评价取值", help="LEC 写 L=3，E=6，C=15；LS 写 L=3，S=4；MES 写 M=3，E=6，S=4")
    direct_reason: str | None = f("直接判定理由", lines=2, help="选“直接判定”时必填")
    score: float | None = f("分值", follows=True, also="D值 R值")
    grade_calc: Grade | None = f("计算等级", follows=True)
    method_version: str | None = f("方法版本", follows=True, width=24)
    grade_final: Grade | None = f("认定等级", also="风险等级 等级", help="与计算等级不同时须写理由和审批人；空着即取计算等级")
    override_reason: str | None = f("人工认定理由", lines=2)
    override_approver: str | None = f("审批人")
    assessor: str | None = f("评估人", should=True, also="评价人")
    tech_org: str | None = f("技术服务机构", also="第三方机构")
    assess_date: date = f("评估日期", also="评价日期 日期")
    next_due: date | None = f("下次复评", end=True, help="空着时按等级推算：红橙一年、黄两年、蓝三年（可在系统里改）")
    is_current: bool = f("现行", default=True, fixed=True)
    scored_from: str | None = f("计分依据", follows=True)


def _inputs(assessment: RiskAssessment) -> str:
    factors = assessment.factors or {}
    return "，".join([assessment.method.value, *(f"{name}={float(factors[name]):g}" for name in sorted(factors))])


def _chosen(assessment: RiskAssessment) -> Grade | None:
    """The grade that a person set against the computed one; None where the computed one is simply followed."""
    followed = assessment.grade_final is assessment.grade_calc and not assessment.override_reason
    return None if followed else assessment.grade_final


def assessed(assessment: RiskAssessment, kin: Kin, scene: Scene) -> list[Record]:
    """Compute score and grade when the inputs are new; a stored result is not touched by later rules."""
    if assessment.scored_from == _inputs(assessment):
        return [assessment.replace(grade_final=assessment.grade_final or assessment.grade_calc)]
    rules = scene.rules(MethodRules)
    scored = methods.score(assessment.method, assessment.factors or {}, rules)
    before, final = assessment.grade_final, _chosen(assessment) or scored.grade
    years = {
        Grade.RED: rules.years_red,
        Grade.ORANGE: rules.years_orange,
        Grade.YELLOW: rules.years_yellow,
        Grade.BLUE: rules.years_blue,
    }
    usual = {grade: add_years(assessment.assess_date, number) for grade, number in years.items()}
    followed = before is not None and assessment.next_due == usual[before]
    return [
        assessment.replace(
            score=scored.score,
            grade_calc=scored.grade,
            method_version=scored.version,
            grade_final=final,
            scored_from=_inputs(assessment),
            next_due=usual[final] if followed else assessment.next_due or usual[final],
        )
    ]


def sound_inputs(assessment: RiskAssessment, scene: Scene) -> Iterable[Problem]:
    """The inputs belong to the method; a grade other than the computed one has its reason and its approver."""
    if assessment.method is Method.DIRECT and not assessment.direct_reason:
        yield Problem("direct_reason", "直接判定须写明理由")
    computed = assessment.grade_calc
    try:
        if assessment.scored_from is None or assessment.scored_from != _inputs(assessment):
            computed = methods.score(assessment.method, assessment.factors or {}, scene.rules(MethodRules)).grade
    except Refusal as why:
        yield Problem("factors", str(why))
        return
    chosen = _chosen(assessment)
    if chosen is None or computed is None or chosen is computed:
        return
    if not assessment.override_reason:
        yield Problem("override_reason", f"计算等级为{computed.label}，改为{chosen.label}须写明理由")
    if not assessment.override_approver:
        yield Problem("override_approver", "人工认定等级须有审批人")


RISK_ASSESSMENTS = Ledger(
    RiskAssessment,
    "risk_assessments",
    "风险评估",
    called="method",
    columns="hazard method factors score grade_calc grade_final override_reason assessor assess_date next_due is_current method_version",
    plan="7 8",
    filters="method grade_final is_current",
    search="assessor hazard",
    alike="hazard assess_date method",
    order="-assess_date",
    checks=(sound_inputs, not_ahead("assess_date", "评估日期不能在今天之后")),
    views=(View("现行", eq("is_current", True)), View("人工认定", filled("override_reason"))),
    settle=Settle("", assessed),
    empty="给危险源打分：选方法、选取值，等级自动算出；方法版本和取值一并保存。",
)


class ControlMeasure(Record):
    """A measure that controls a hazard."""

    hazard: Link = f("危险源", to="hazards", part_of=True, also="危险因素", width=24)
    type: MeasureType = f("措施类型", default=MeasureType.MANAGEMENT, also="类型")
    text: str = f("措施内容", lines=2, also="内容 管控措施", width=30)
    responsible: str | None = f("责任人")
    level: ControlLevel | None = f("管控层级", also="层级")
    status: MeasureStatus = f("落实情况", default=MeasureStatus.DONE)
    due: date | None = f("落实期限", end=True)


CONTROL_MEASURES = Ledger(
    ControlMeasure,
    "control_measures",
    "管控措施",
    called="text",
    columns="hazard type text responsible level status due",
    plan="7",
    filters="type status level",
    search="text responsible hazard",
    alike="hazard type text",
    order="hazard",
    checks=(needed_when("due", lambda m: m.status is MeasureStatus.OPEN, "待落实的措施要有期限"),),
    views=(View("待落实", eq("status", MeasureStatus.OPEN), "due", waits=True),),
    deadlines=(Deadline("措施落实", "due", eq("status", MeasureStatus.OPEN)),),
    empty="每条危险源的工程技术、管理、培训教育、个体防护、应急处置措施。",
)


def settle_area(area: Any, kin: Kin, scene: Scene) -> Sequence[Record]:
    """A public area takes the worst grade of its risk points in use (without any, the grade it came in with).

    What belongs to it stands in its village.
    """
    points: list[RiskPoint] = kin.of(area, "risk_points")
    placed = [*kin.of(area, "hidden_dangers"), *kin.of(area, "inspections")]
    told = worst(p.grade for p in points if p.status is PointStatus.NORMAL)
    graded = area.replace(risk_grade=told if points else area.risk_grade)
    return [graded, *stands_with(area, points, placed)]


def stands_with(owner: Any, points: Iterable[RiskPoint], others: Iterable[Record]) -> Iterable[Record]:
    """The records of an enterprise or a public area, in its village; its risk points in its grid too."""
    yield from (point.replace(village=owner.village, grid=owner.grid) for point in points)
    yield from (record.replace(village=owner.village) for record in others)
