"""企业全员安全生产责任制: one standard for each enterprise, one list for each post (domain item 9; 安全生产法 art. 22)."""

from collections.abc import Iterable, Sequence
from datetime import date

from safety_desk.conditions import Kin, empty, eq, filled, since
from safety_desk.errors import Refusal
from safety_desk.fields import Codes, Names, f
from safety_desk.kinds import Code
from safety_desk.ledger import Derived, Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.duty.post_templates import template_for
from safety_desk.ledgers.expiry import Expiry
from safety_desk.linked import Files, Link, Links
from safety_desk.options import Scene
from safety_desk.record import Problem, Record


class PostLevel(Codes):
    """Where in the enterprise a post stands."""

    PRINCIPAL = "principal", "主要负责人", "法定代表人 实际控制人 总经理 厂长"
    DEPUTY = "deputy", "分管负责人", "分管领导 副总经理 副厂长 安全总监"
    DEPARTMENT = "department", "职能部门", "部门 安全管理人员 安全员 科室"
    WORKSHOP = "workshop", "车间", "车间主任"
    TEAM = "team", "班组", "班组长 班长"
    POST = "post", "岗位", "员工 操作工 一线员工"


class Cycle(Codes):
    """How often a post is assessed."""

    MONTH = "month", "每月", "月 月度"
    QUARTER = "quarter", "每季", "季 季度 每季度"
    YEAR = "year", "每年", "年 年度"


class StandardKind(Codes):
    """What a standard of an enterprise is."""

    STANDARD = "standard", "企业标准", "标准 一企一标准"
    PROCEDURE = "procedure", "操作规程", "规程"
    RULES = "rules", "制度汇编", "制度 规章制度"


class CheckedAs(Codes):
    """What the town's check of the system found."""

    SOUND = "sound", "健全", "符合 合格"
    PART = "part", "不完善", "基本符合 需完善"
    NONE = "none", "未建立", "没有 不符合"


class RespSystem(Record):
    """How an enterprise's system of responsibilities for all its staff stands."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    doc_version: str | None = f("文件版本", should=True, also="版本")
    issue_date: date | None = f("发布日期", should=True, also="印发日期")
    covers_all: bool = f("覆盖全员", default=False, also="是否覆盖全员", help="从主要负责人到一线岗位都有责任清单")
    publicity_place: str | None = f("公示地点", section="公示", should=True)
    publicity_photo: Files | None = f("公示照片", should=True)
    publicity_from: date | None = f("公示起", should=True, also="公示日期 公示时间")
    publicity_to: date | None = f("公示止", end=True, help="空着为长期公示")
    should_sign_count: int | None = f("应签人数", unit="人", low=0, section="责任书", should=True, also="应签订人数")
    signed_count: int | None = f("已签人数", unit="人", low=0, should=True, also="签订人数 已签订人数")
    unsigned: int | None = f("未签人数", unit="人", follows=True)
    post_total: int | None = f("应有岗位清单数", unit="张", low=0, should=True, also="岗位总数 岗位数", help="企业申报的岗位总数；同一岗位各人分别签清单的按人计")
    training_date: date | None = f("责任制培训日期", section="培训与考核", should=True, also="培训日期")
    assess_freq: Cycle | None = f("考核频次", should=True, also="考核周期")
    last_assess_date: date | None = f("最近考核日期", should=True)
    check_date: date | None = f("镇检查日期", section="镇检查", also="检查日期")
    check_result: CheckedAs | None = f("检查结果")
    check_opinion: str | None = f("检查意见", lines=2)
    next_check: date | None = f("下次检查", end=True, also="下次检查日期")
    remark: str | None = f("备注", lines=2)


def settle_system(system: RespSystem, kin: Kin, scene: Scene) -> list[Record]:
    """How many have not signed."""
    known = system.should_sign_count is not None and system.signed_count is not None
    return [system.replace(unsigned=system.should_sign_count - system.signed_count if known else None)]  # type: ignore[operator]


def sound_system(system: RespSystem, scene: Scene) -> Iterable[Problem]:
    """Not more have signed than had to; what is shown is shown somewhere."""
    if system.signed_count is not None and system.should_sign_count is not None and system.signed_count > system.should_sign_count:
        yield Problem("signed_count", "已签人数不能多于应签人数")
    if system.publicity_from and not system.publicity_place:
        yield Problem("publicity_place", "已公示的，请写明公示地点")


def signed_text(system: RespSystem, scene: Scene, names: Names) -> str:
    """The share that has signed (签订率 = 已签 ÷ 应签)."""
    if not system.should_sign_count or system.signed_count is None:
        return ""
    return f"{100 * system.signed_count / system.should_sign_count:.1f}%"


PUBLIC = filled("publicity_from")
CHECK = Expiry("责任制检查", "next_check", warn=30)

RESP_SYSTEMS = Ledger(
    RespSystem,
    "resp_systems",
    "全员责任制",
    called="enterprise",
    columns="enterprise doc_version issue_date covers_all publicity_from publicity_place should_sign_count signed_count sign_rate last_assess_date check_result next_check due",
    plan="9",
    filters="check_result covers_all next_check enterprise.village",
    search="enterprise publicity_place",
    keys=("enterprise",),
    order="enterprise",
    checks=(
        sound_system,
        in_order("publicity_from", "publicity_to", "公示止不能早于公示起"),
        in_order("check_date", "next_check", "下次检查不能早于这次检查"),
        not_ahead("check_date", "检查日期不能在今天之后"),
        not_ahead("last_assess_date", "考核日期不能在今天之后"),
    ),
    views=(
        View("未公示", empty("publicity_from"), waits=True),
        View("未覆盖全员", eq("covers_all", False), waits=True),
        View("责任书未签齐", since("unsigned", 1), "-unsigned"),
        View("没有考核过", empty("last_assess_date")),
        *CHECK.views,
    ),
    derived=(Derived("sign_rate", "签订率", signed_text, by="signed_count", width=8), CHECK.column),
    deadlines=(CHECK.deadline,),
    settle=Settle("", settle_system),
    empty="每家企业的全员责任制：成文、覆盖全员、签责任书、长期公示、培训、考核。",
)


class PostDuty(Record):
    """The list of duties of one post of an enterprise."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    dept: str | None = f("部门", also="部门（车间）")
    post_name: str = f("岗位名称", also="岗位", width=14)
    post_level: PostLevel = f("岗位层级", default=PostLevel.POST, also="层级")
    person: str | None = f("责任人", should=True, also="姓名 责任人员", help="安全生产法第二十二条：明确各岗位的责任人员、责任范围和考核标准")
    duty_scope: str | None = f("责任范围", lines=2, should=True, width=24)
    duty_items: str | None = f("安全职责", lines=8, should=True, also="职责 职责内容 岗位职责", width=30, help="一行一条")
    assess_standard: str | None = f("考核标准", lines=4, should=True, width=24)
    assess_cycle: Cycle | None = f("考核周期", default=Cycle.QUARTER, also="考核频次")
    risk_points: Links | None = f("岗位风险点", to="risk_points", help="这个岗位面对的风险点")
    signed_date: date | None = f("签字日期", should=True, also="签订日期 签字")
    remark: str | None = f("备注", lines=2)


def _fill_in(post: PostDuty, kin: Kin, scene: Scene) -> Sequence[Record]:
    """What is empty, by the model of the post (domain §5.5)."""
    scope, items, standard = template_for(post.post_level.value, post.post_name)
    told = post.replace(
        duty_scope=post.duty_scope or scope, duty_items=post.duty_items or items, assess_standard=post.assess_standard or standard
    )
    if told == post:
        raise Refusal("责任范围、安全职责、考核标准都已填写。想换成模板，请先清空要换的那一栏")
    return [told]


def own_points(post: PostDuty, kin: Kin, scene: Scene) -> list[Record]:
    """Only risk points of the post's own enterprise. Raises Refusal."""
    strange = [point.name for point in kin.all_linked(post, "risk_points") if point.enterprise != post.enterprise]
    if strange:
        raise Refusal(f"岗位风险点里的“{strange[0]}”不属于这家企业，请重新选择")
    return [post]


POST_DUTIES = Ledger(
    PostDuty,
    "post_duties",
    "岗位责任清单",
    called="post_name",
    columns="enterprise dept post_name post_level person duty_scope assess_cycle risk_points signed_date",
    plan="9",
    filters="enterprise post_level assess_cycle",
    search="post_name person enterprise duty_scope",
    keys=("enterprise post_name person",),
    alike="enterprise post_name person",
    order="enterprise",
    checks=(not_ahead("signed_date", "签字日期不能在今天之后"),),
    steps=(Step("按模板补齐", lambda p: not (p.duty_scope and p.duty_items and p.assess_standard), _fill_in),),
    views=(
        View("三要素不全", empty("person") | empty("duty_scope") | empty("assess_standard")),
        View("未签字", empty("signed_date"), waits=True),
    ),
    settle=Settle("", own_points),
    empty="一岗一清单：岗位、责任人、责任范围、安全职责、考核标准。填好岗位后点“按模板补齐”。",
)


class EntStandard(Record):
    """A standard, a procedure or a body of rules of an enterprise."""

    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 单位", width=24)
    name: str = f("标准名称", also="名称 文件名称", width=26)
    no: Code | None = f("编号", also="标准编号 文件编号")
    kind: StandardKind = f("类别", default=StandardKind.STANDARD)
    version: str | None = f("版本", should=True, also="版次")
    approve_date: date | None = f("批准日期", should=True, also="发布日期")
    approver: str | None = f("批准人")
    file: Files | None = f("文件")
    remark: str | None = f("备注", lines=2)


ENT_STANDARDS = Ledger(
    EntStandard,
    "ent_standards",
    "一企一标准",
    called="name",
    columns="enterprise name no kind version approve_date approver file",
    plan="9",
    filters="kind enterprise approve_date",
    search="name no enterprise",
    keys=("enterprise name version",),
    alike="enterprise name version",
    order="enterprise",
    checks=(not_ahead("approve_date", "批准日期不能在今天之后"),),
    views=(
        View("企业标准", eq("kind", StandardKind.STANDARD)),
        View("操作规程", eq("kind", StandardKind.PROCEDURE)),
        View("没有批准日期", empty("approve_date")),
    ),
    empty="一企一标准：企业自己的安全标准、操作规程和制度汇编。",
)
