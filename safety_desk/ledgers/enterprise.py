"""企业台账 (domain §1.3), down to the workshop without a licence and the let house."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from safety_desk.conditions import TODAY, Has, Kin, eq, filled, one_of, since
from safety_desk.dates import add_years
from safety_desk.fields import Codes, f
from safety_desk.geo import CoordSystem
from safety_desk.kinds import Code, Fen, Phone, Uscc
from safety_desk.ledger import Deadline, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.ban import no_banned_head
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.risk import PointStatus, stands_with
from safety_desk.ledgers.standing import EnterpriseMethod, Events, StandingRules, enterprise_standing
from safety_desk.linked import Files, Link, Term, Terms
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class Scale(Codes):
    """How big an enterprise is."""

    LARGE = "large", "大", "大型"
    MEDIUM = "medium", "中", "中型"
    SMALL = "small", "小", "小型"
    MICRO = "micro", "微", "微型"


class EntStatus(Codes):
    """Whether an enterprise is working."""

    WORKING = "working", "在产", "正常 正常生产 生产 营业 在营 正常经营 存续 在业 开业"
    BUILDING = "building", "在建", "建设中"
    TRIAL = "trial", "试生产", "试运行"
    STOPPED = "stopped", "停产", "停业 停产停业 歇业"
    HALF = "half", "半停产", "季节性生产 间歇生产"
    CLOSED = "closed", "关闭", "关停 取缔"
    MOVED = "moved", "搬迁", "迁出 已搬迁"
    CANCELLED = "cancelled", "注销", "吊销 已注销"


class OfficerType(Codes):
    """Whether the safety officer has other work."""

    FULL = "full", "专职", "专职安全员"
    PART = "part", "兼职", "兼职安全员"


class StdLevel(Codes):
    """The level of standardization that an enterprise holds."""

    NONE = "none", "无", "未达标 未创建"
    MICRO = "micro", "小微", "小微企业"
    THREE = "3", "三级", "3级"
    TWO = "2", "二级", "2级"
    ONE = "1", "一级", "1级"


class GradeSource(Codes):
    """Whether a grade was computed or set by a person."""

    AUTO = "auto", "自动", "计算"
    MANUAL = "manual", "人工认定", "人工"


class SuperviseClass(Codes):
    """The class of supervision (item 8)."""

    A = "A", "A", "A类"
    B = "B", "B", "B类"
    C = "C", "C", "C类"
    D = "D", "D", "D类"


class CreditStatus(Codes):
    """Standing under the rules on dishonest subjects (应急管理部令第11号)."""

    NORMAL = "normal", "正常", "良好"
    WATCHED = "watched", "重点关注", "关注"
    LISTED = "listed", "黑名单", "严重失信 失信"


class Enterprise(Record):
    """A subject of supervision: an enterprise, a shop, a workshop, a school, a let house."""

    name: str = f("企业名称", section="登记信息", width=24, also="企业全称 单位名称 名称 单位 企业 公司名称 生产经营单位名称 生产经营单位 被检查单位 商户名称")
    uscc: Uscc | None = f("统一社会信用代码", should=True, also="信用代码 社会信用代码 统一信用代码 组织机构代码 营业执照号 税号", help="GB 32100-2015；个体户、未登记作坊、出租房可以空着，由内部编号代替")
    code: Code | None = f("内部编号", serial="ZW-{village.code}-{n:4}", also="编号 企业编号")
    short_name: str | None = f("简称", help="地图上标注用，不超过 6 个字", width=10)
    former_names: str | None = f("曾用名", also="原名", help="几个之间用、隔开")
    subject_type: Term = f("主体类型", codes="subject_type", default="企业", also="主体类别 单位类型 类型")
    reg_type: Term | None = f("登记注册类型", codes="reg_type", also="企业类型 经济类型 注册类型")
    status: EntStatus = f("经营状态", default=EntStatus.WORKING, also="生产状态 状态 生产经营状态")
    scale: Scale | None = f("规模", should=True, also="企业规模 规模类型")
    above_size: bool = f("规上企业", default=False, also="是否规上 规上", help="年主营业务收入 2000 万元以上的工业企业")
    found_date: date | None = f("成立日期", also="注册时间 成立时间 注册日期 建厂时间 登记日期")
    biz_from: date | None = f("营业期限自", also="营业期限起")
    biz_to: date | None = f("营业期限至", end=True, also="营业期限 营业期限止", help="长期的空着")
    biz_scope: str | None = f("经营范围", lines=3)
    reg_capital: Fen | None = f("注册资本", unit="万元", low=0, also="注册资金")
    reg_authority: str | None = f("登记机关")
    reg_address: str | None = f("注册地址", also="住所", width=24)

    industry_gb: Term | None = f("国民经济行业", codes="industry_gb", section="行业与监管", should=True, also="国民经济行业类别 行业代码", help="GB/T 4754-2017，大类 2 位；可在代码表里加中类、小类")
    industry_safety: Term | None = f("监管行业", codes="supervise_field", should=True, also="行业 行业类别 所属行业 行业领域 监管行业领域 安全监管行业")
    supervise_dept: Link | None = f("行业监管部门", to="org_units", should=True, also="主管部门 监管部门 行业主管部门 监管单位", help="管行业必须管安全")
    is_high_risk: bool = f("高危行业", default=False, also="是否高危 高危", help="矿山、危险化学品、烟花爆竹、交通运输、建筑施工、民用爆炸物品、金属冶炼、渔业生产八类")
    tags: Terms | None = f("特殊风险标签", codes="tag", also="风险标签 标签 特殊风险", width=20)
    key_level: Term | None = f("重点监管级别", codes="key_level", also="重点级别 是否重点")
    std_level: StdLevel = f("标准化等级", default=StdLevel.NONE, also="安全标准化等级 标准化")
    credit_status: CreditStatus = f("信用状况", default=CreditStatus.NORMAL, fixed=True)
    supervise_class: SuperviseClass | None = f("监管分类", fixed=True)

    village: Link | None = f("所在村", to="villages", grow=True, should=True, section="位置", also="村 村(社区) 所属村 社区 村（社区） 所在村(社区) 行政村 所属村社区")
    grid: Link | None = f("所在网格", to="grids", should=True, also="网格 所属网格")
    address: str | None = f("生产经营地址", should=True, also="地址 详细地址 生产地址 经营地址 企业地址 单位地址", width=24)
    lon: float | None = f("经度", low=70, high=140)
    lat: float | None = f("纬度", low=0, high=60)
    coord_sys: CoordSystem = f("坐标系", default=CoordSystem.WGS84, help="坐标是按哪种地图量的；画图时统一换算到 WGS-84")
    map_x: float | None = f("底图横向", low=0, high=1, help="没有经纬度时，在镇底图上从左到右的比例，0 到 1")
    map_y: float | None = f("底图纵向", low=0, high=1)
    landlord: Link | None = f("出租方", to="enterprises", help="厂中厂：承租方在这里填出租方")

    legal_person: str | None = f("法定代表人", section="人员与电话", should=True, also="法人 法人代表 法定代表人姓名 负责人 经营者")
    legal_mobile: Phone | None = f("法定代表人电话", should=True, also="法人电话 法定代表人联系电话 法定代表人手机 联系电话 电话 手机号码 手机")
    principal: str | None = f("主要负责人", should=True, also="实际控制人 主要负责人姓名 企业负责人")
    principal_mobile: Phone | None = f("主要负责人电话", should=True, also="主要负责人手机")
    safety_director: str | None = f("分管安全负责人", also="安全总监 安全负责人 分管负责人 安全生产负责人")
    safety_director_mobile: Phone | None = f("分管安全负责人电话", also="安全负责人电话 安全总监电话 分管负责人电话")
    safety_officer: str | None = f("安全员", should=True, also="安全管理人员 安全生产管理人员 专职安全员 兼职安全员")
    safety_officer_mobile: Phone | None = f("安全员电话", should=True, also="安全管理人员电话")
    officer_type: OfficerType | None = f("专职或兼职", should=True, also="安全员类型 专/兼职")
    safety_dept: bool | None = f("设安全管理机构", also="是否设安全机构", help="安全生产法第二十四条：高危类或超过 100 人的须设机构或配专职")
    safety_managers: int | None = f("安管人员数", unit="人", low=0, also="安全管理人员数 专职安全管理人员数", help="高危行业的安管人员都应持证")
    special_posts: int | None = f("特种作业岗位数", unit="个", low=0, also="特种作业人数 特种作业人员数", help="企业申报；每个岗位都应有持证的人")
    duty_phone: Phone | None = f("24 小时值班电话", also="值班电话")
    postcode: Code | None = f("邮编", also="邮政编码")
    email: str | None = f("电子邮箱", also="邮箱")

    employees: int | None = f("从业人员数", unit="人", low=0, section="规模", should=True, also="从业人数 职工人数 员工人数 人数 从业人员 员工数")
    dispatched: int | None = f("其中劳务派遣", unit="人", low=0, also="劳务派遣人数")
    migrant: int | None = f("其中农民工", unit="人", low=0, also="农民工人数")
    insured_injury: int | None = f("工伤保险人数", unit="人", low=0, also="参加工伤保险人数")
    has_liability_ins: bool = f("已投安责险", default=False, fixed=True)
    fixed_asset: Fen | None = f("固定资产", unit="万元", low=0)
    annual_revenue: Fen | None = f("年主营业务收入", unit="万元", low=0, also="年产值 年营业收入 主营收入")
    land_area: float | None = f("占地面积", unit="平方米", low=0)
    building_area: float | None = f("建筑面积", unit="平方米", low=0)
    main_products: str | None = f("主要产品及产能", also="主要产品 产品")
    main_process: str | None = f("工艺简述", lines=3, also="主要工艺 工艺流程")

    risk_grade: Grade | None = f("风险等级", follows=True, section="风险等级", also="企业风险等级 安全风险等级 等级")
    risk_grade_src: GradeSource = f("等级来源", follows=True, default=GradeSource.AUTO)
    grade_method: EnterpriseMethod | None = f("评定方法", help="空着即用本单位统一的方法（系统—整体等级评定）；危化企业可用百分制")
    diagnosis_points: float | None = f("诊断得分", low=0, high=115, help="百分制用：90 分以上蓝，75 黄，60 橙，其余红")
    major_hazard_level: int | None = f("重大危险源级别", low=1, high=4, help="GB 18218-2018 的一至四级；没有的空着")
    risk_grade_calc: Grade | None = f("自动等级", follows=True)
    risk_grade_why: str | None = f("评定说明", follows=True)
    override_grade: Grade | None = f("人工认定等级", help="与自动等级不同时才填，须有理由和审批人")
    override_reason: str | None = f("人工认定理由", lines=2)
    override_approver: str | None = f("审批人")

    last_verified_at: date | None = f("最近核实日期", section="其他", help="“核实无变化”时更新；底数清不清按它统计")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2, also="说明 备注信息")


def approved_override(e: Enterprise, scene: Scene) -> Iterable[Problem]:
    """A grade set by a person has its reason and its approver."""
    if e.override_grade is None:
        return
    if not e.override_reason:
        yield Problem("override_reason", "人工认定等级须写明理由")
    if not e.override_approver:
        yield Problem("override_approver", "人工认定等级须有审批人")


def whole_point(e: Enterprise, scene: Scene) -> Iterable[Problem]:
    """Half a coordinate is none; parts of the staff are not more than the whole."""
    if (e.lon is None) != (e.lat is None):
        missing = "lat" if e.lat is None else "lon"
        yield Problem(missing, "经度和纬度要成对，缺一个就不能上图", doubt=True)
    for name in ("dispatched", "migrant"):
        part = getattr(e, name)
        if part is not None and e.employees is not None and part > e.employees:
            yield Problem(name, "不能多于从业人员数")


def was_late(danger: Any, today: date) -> bool:
    """Whether a danger went past its term within the last twelve months."""
    late = danger.rectified_in_time is False or (danger.is_open and danger.rectified_at is None)
    return late and danger.due_on is not None and add_years(today, -1) <= danger.due_on < today


def class_in_force(e: Enterprise, kin: Kin, rules: StandingRules) -> SuperviseClass | None:
    """D while it is on the blacklist (domain item 13), else what the decision in force says, else as it came in."""
    if rules.blacklist_d and e.credit_status is CreditStatus.LISTED:
        return SuperviseClass.D
    decided = [one.class_final for one in kin.of(e, "supervise_class_records") if one.effective_to is None]
    return decided[0] if decided else e.supervise_class


def settle_enterprise(e: Enterprise, kin: Kin, scene: Scene) -> list[Record]:
    """An enterprise's grade by domain §3.5, or as a person set it, or, while nothing tells it, as it came in; its class.

    What belongs to it stands in its village.
    """
    rules = scene.rules(StandingRules)
    points, dangers = kin.of(e, "risk_points"), kin.of(e, "hidden_dangers")
    grades = [p.grade for p in points if p.grade is not None and p.status is PointStatus.NORMAL]
    events = Events(
        open_major_dangers=sum(danger.open_major for danger in dangers),
        blacklisted=e.credit_status is CreditStatus.LISTED,
        major_hazard_level=e.major_hazard_level or 0,
        improved=e.std_level in (StdLevel.TWO, StdLevel.ONE) and not any(was_late(d, scene.today) for d in dangers),
        points=e.diagnosis_points,
    )
    told = enterprise_standing(grades, events, rules, e.grade_method)
    manual = e.override_grade is not None
    unrated = told.grade is None and e.risk_grade_calc is None and e.risk_grade_src is GradeSource.AUTO and not manual
    came_in = e.risk_grade if unrated else None
    graded = e.replace(
        risk_grade_calc=told.grade,
        risk_grade_why="；".join([told.method, *told.reasons]) if came_in is None else "随表格录入，还没有按风险点评定",
        risk_grade=e.override_grade or told.grade or came_in,
        risk_grade_src=GradeSource.MANUAL if manual else GradeSource.AUTO,
        supervise_class=class_in_force(e, kin, rules),
    )
    return [graded, *stands_with(e, points, [*dangers, *kin.of(e, "inspections")])]


_STATUS_WORDS = {"停产": EntStatus.STOPPED, "停业": EntStatus.STOPPED, "季节性生产": EntStatus.HALF, "注销": EntStatus.CANCELLED,
                 "关闭": EntStatus.CLOSED, "搬迁": EntStatus.MOVED}  # fmt: skip
_TAG_WORDS = ("有限空间", "涉爆粉尘", "液氨制冷", "重大危险源", "三合一", "厂中厂")


def arrive(e: Enterprise, given: Mapping[str, Any]) -> tuple[Enterprise, Iterable[Problem]]:
    """What a remark says of an enterprise's state is proposed, not decided."""
    said, doubts = e.remark or "", []
    status = next((status for word, status in _STATUS_WORDS.items() if word in said), None)
    if status and not given.get("status") and status is not e.status:
        doubts.append(Problem("status", f"备注写着“{said}”，经营状态暂按“{e.status.label}”登记", status.label, doubt=True))
    tag = next((word for word in _TAG_WORDS if word in said and word not in (e.tags or ())), None)
    if tag:
        doubts.append(Problem("tags", f"备注写着“{said}”，还没有记为特殊风险标签", tag, doubt=True))
    return e, doubts


def keep(e: Enterprise, kin: Kin) -> str:
    """An enterprise with open hidden dangers is not deleted."""
    open_ = sum(danger.is_open for danger in kin.of(e, "hidden_dangers"))
    return f"“{e.name}”还有 {open_} 条未销号隐患，不能删除。请先销号，或把经营状态改为注销" if open_ else ""


GONE = (EntStatus.CLOSED, EntStatus.MOVED, EntStatus.CANCELLED)


def _verified(e: Enterprise, kin: Kin, scene: Scene) -> list[Record]:
    """Somebody looked, and nothing has changed (domain §3.21)."""
    return [e.replace(last_verified_at=scene.today)]


_KEY = one_of("risk_grade", Grade.RED, Grade.ORANGE) & ~one_of("status", EntStatus.STOPPED, *GONE)
"""Those that are to be checked every year without exception (domain §3.14: 重点企业覆盖率须为 100%)."""

ENTERPRISES = Ledger(
    Enterprise,
    "enterprises",
    "企业台账",
    called="name",
    columns="name village risk_grade industry_safety employees uscc subject_type legal_person legal_mobile safety_officer safety_officer_mobile status",
    plan="6 7 8",
    filters="village industry_safety risk_grade status tags",
    search="name uscc short_name code legal_person legal_mobile address village",
    keys=("uscc", "code", "name village"),
    former="former_names",
    order="village",
    checks=(
        approved_override,
        whole_point,
        no_banned_head,
        in_order("biz_from", "biz_to", "营业期限止不能早于起"),
        not_ahead("found_date", "成立日期不能在今天之后"),
    ),
    steps=(Step("核实无变化", lambda e: e.status not in GONE, _verified, aside=True),),
    views=(
        View("红橙企业", one_of("risk_grade", Grade.RED, Grade.ORANGE), "risk_grade"),
        View("红橙企业一年没有检查", _KEY & ~Has("inspections", "enterprise", since("start_at", TODAY.later(-365)) & filled("result")), "risk_grade", waits=True),
        View("在产", eq("status", EntStatus.WORKING)),
        View("停产、关闭", one_of("status", EntStatus.STOPPED, EntStatus.HALF, *GONE)),
        View("高危行业", eq("is_high_risk", True)),
        View("人工认定等级", eq("risk_grade_src", GradeSource.MANUAL)),
    ),
    deadlines=(Deadline("营业期限到期", "biz_to", ~one_of("status", *GONE), warn=60),),
    settle=Settle("risk_points hidden_dangers supervise_class_records", settle_enterprise, early=True),
    arrive=arrive,
    keep=keep,
    empty="全镇生产经营单位的底数：先导入各村报来的表，再逐家补齐。",
)
