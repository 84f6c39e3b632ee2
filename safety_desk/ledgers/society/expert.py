"""专家库 and 专家帮扶 (domain item 25)."""

import datetime as dt

from safety_desk.conditions import empty, eq, filled
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code, Fen, Phone
from safety_desk.ledger import Ledger, View, not_ahead
from safety_desk.ledgers.society.found import note_found
from safety_desk.linked import Files, Link, Terms
from safety_desk.record import Record


class Availability(Codes):
    """Whether an expert can be asked."""

    ANY = "any", "随时", "可随时到场"
    BOOKED = "booked", "需预约", "预约"
    PAUSED = "paused", "暂停", "不可用"


class Expert(Record):
    """An expert whom the town may ask."""

    name: str = f("姓名", also="专家姓名 专家", width=10)
    field: Terms | None = f("专业领域", codes="supervise_field", should=True, also="专业 领域 行业", width=20)
    title: str | None = f("职称", also="职称职务")
    unit: str | None = f("工作单位", should=True, also="单位", width=22)
    phone: Phone | None = f("联系电话", should=True, also="电话 手机")
    cert: Code | None = f("注册安全工程师号", also="注安师证号 证书编号 资格证号", help="安全生产法第二十七条：危险物品、矿山、金属冶炼单位应当有注册安全工程师")
    cert_class: str | None = f("注安师类别", also="注册类别 专业类别")
    level: str | None = f("专家级别", also="级别", help="省、市、县级专家库")
    fee: Fen | None = f("服务费", unit="元", low=0, also="费用", help="每人每天")
    availability: Availability = f("能否到场", default=Availability.ANY)
    evaluation: str | None = f("评价", lines=2)
    remark: str | None = f("备注", lines=2)


class ExpertHelp(Record):
    """One help: an expert at an enterprise."""

    code: Code | None = f("帮扶编号", serial="BF-{year}-{n:4}", also="编号", width=14)
    expert: Link = f("专家", to="experts", also="专家姓名 姓名", width=10)
    enterprise: Link = f("企业", to="enterprises", also="企业名称 单位名称 帮扶企业", width=22)
    date: dt.date = f("帮扶日期", also="日期")
    visits: int = f("到场次数", default=1, unit="次", low=1, also="次数")
    found: int = f("发现问题数", default=0, low=0, also="隐患数")
    problem: str | None = f("查出的问题", lines=3, also="问题 存在问题")
    noted: bool = f("已登记隐患", default=False, fixed=True)
    suggestion: str | None = f("意见建议", lines=3, should=True, also="建议 整改建议")
    fixed: bool | None = f("已整改", also="整改情况 是否整改")
    photo: Files | None = f("照片")
    remark: str | None = f("备注", lines=2)


EXPERTS = Ledger(
    Expert,
    "experts",
    "专家库",
    called="name",
    columns="name field title unit cert level phone availability fee evaluation",
    plan="25",
    filters="field level availability",
    search="name unit phone cert",
    keys=("name phone",),
    alike="name unit",
    order="name",
    views=(View("注册安全工程师", filled("cert")), View("随时可到场", eq("availability", Availability.ANY))),
    empty="能请来会诊、帮扶的专家：什么专业、怎么联系、能不能到场。",
)

EXPERT_HELPS = Ledger(
    ExpertHelp,
    "expert_helps",
    "专家帮扶",
    called="code",
    columns="code date expert enterprise visits found problem noted suggestion fixed",
    plan="25",
    filters="expert enterprise.village date fixed",
    search="code enterprise expert problem suggestion",
    keys=("code",),
    alike="expert enterprise date",
    order="-date",
    checks=(not_ahead("date", "帮扶日期不能在今天之后"),),
    steps=(note_found("专家", "date", "expert"),),
    views=(
        View("还没有整改", ~eq("fixed", True) & filled("problem"), "date", waits=True),
        View("问题未登记隐患", filled("problem") & eq("noted", False), waits=True),
        View("没有建议", empty("suggestion")),
    ),
    empty="专家到企业帮扶一次记一条，查出的问题一键登记为隐患。",
)
