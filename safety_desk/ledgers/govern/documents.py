"""法规文件库, 法规库 and 贯彻任务分解 (domain item 1, §0.4)."""

from collections.abc import Iterator
from datetime import date

from safety_desk.conditions import Has, eq, filled, one_of
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, View, in_order, not_ahead
from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.govern import task
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.linked import Files, Link, Links, Term
from safety_desk.record import Record


class GovLevel(Codes):
    """Of which level of government a paper or a supervision is."""

    STATE = "state", "中央", "国家 国家级"
    PROVINCE = "province", "省", "省级"
    CITY = "city", "市", "市级"
    COUNTY = "county", "县", "县级 区县"
    TOWN = "town", "镇", "镇级 乡镇 本镇"


class PolicyDoc(Record):
    """A paper that the office received or the town issued."""

    doc_no: str | None = f("文号", also="发文字号 文件号", width=18)
    title: str = f("文件标题", also="标题 文件名称 名称", width=32)
    issuer: str = f("发文单位", also="发文机关 印发单位", width=18)
    level: GovLevel = f("层级", also="级别")
    doc_type: Term = f("文件种类", codes="doc_type", default="通知", also="类型 文种 种类")
    issue_date: date | None = f("印发日期", should=True, also="发文日期 成文日期")
    received_date: date | None = f("收文日期", also="收到日期")
    deadline_feedback: date | None = f("反馈截止", end=True, also="反馈期限 报送期限", help="要求报送贯彻情况的最后一天，提前 3 天提醒")
    feedback_at: date | None = f("反馈日期", also="报送日期", help="已经报送的日期；填了就不再提醒")
    summary: str | None = f("内容摘要", lines=4, also="摘要 主要内容")
    file: Files | None = f("文件")
    is_local: bool = f("本镇制发", default=False)
    parent_doc: Link | None = f("落实的上级文件", to="policy_docs", also="上级文件", width=24)
    remark: str | None = f("备注", lines=2)


FEEDBACK = Expiry("反馈", "deadline_feedback", ~filled("feedback_at"), warn=3)

POLICY_DOCS = Ledger(
    PolicyDoc,
    "policy_docs",
    "法规文件库",
    called="title",
    columns="doc_no title issuer level doc_type issue_date received_date deadline_feedback due",
    plan="1",
    filters="level doc_type issue_date is_local",
    search="title doc_no issuer summary",
    keys=("doc_no issuer",),
    alike="title issuer",
    order="-issue_date",
    checks=(
        in_order("issue_date", "received_date", "收文日期不能早于印发日期"),
        in_order("received_date", "deadline_feedback", "反馈截止不能早于收文日期"),
        not_ahead("received_date", "收文日期不能在今天之后"),
        not_ahead("feedback_at", "反馈日期不能在今天之后"),
    ),
    views=(
        *FEEDBACK.views,
        View("本镇制发", eq("is_local", True)),
        View("上级文件", eq("is_local", False)),
        View("还没有分解任务", one_of("doc_type", "意见", "方案") & ~Has("impl_tasks", "source_doc"), waits=True),
    ),
    derived=(FEEDBACK.column,),
    deadlines=(FEEDBACK.deadline,),
    empty="上级来文和本镇制发的文件。要贯彻落实的，在文件下面分解任务：谁牵头、什么时候完成。",
)


class ImplTask(Record):
    """One task that a paper is carried out by."""

    source_doc: Link = f("所属文件", to="policy_docs", part_of=True, also="来源文件 文件标题", width=24)
    seq: int | None = f("序号", low=1)
    content: str = f("任务内容", lines=2, also="任务 工作任务 重点任务 内容", width=30)
    measure: str | None = f("落实措施", lines=3, also="具体措施 措施")
    lead_org: Link | None = f("牵头单位", to="org_units", should=True, also="牵头部门 责任单位", width=18)
    assist_orgs: Links | None = f("配合单位", to="org_units", also="配合部门 协办单位")
    responsible_leader: Link | None = f("责任领导", to="staff", also="分管领导")
    start_date: date | None = f("开始日期", also="启动时间")
    due_date: date = f("完成时限", end=True, also="期限 完成期限 完成时间要求")
    status: TaskState = f("状态", default=TaskState.IDLE, fixed=True, section="进展", also="进展状态 完成情况")
    progress_pct: int | None = f("进度", unit="%", low=0, high=100, fixed=True, also="完成进度")
    result: str | None = f("进展情况", lines=3, fixed=True, also="工作进展 落实情况")
    evidence: Files | None = f("佐证材料")
    finish_date: date | None = f("完成日期", fixed=True)
    verify: str | None = f("验收意见", lines=2, fixed=True)
    end_reason: str | None = f("终止理由", lines=2, fixed=True)
    remark: str | None = f("备注", lines=2)


TASK_TERM = Expiry("任务", "due_date", task.OPEN, warn=15)

IMPL_TASKS = Ledger(
    ImplTask,
    "impl_tasks",
    "贯彻任务分解",
    called="content",
    columns="source_doc seq content lead_org responsible_leader due_date due status progress_pct result",
    plan="1",
    filters="source_doc lead_org status due_date",
    search="content measure result source_doc",
    keys=("source_doc seq",),
    alike="source_doc content",
    order="due_date",
    checks=(
        in_order("start_date", "due_date", "完成时限不能早于开始日期"),
        not_ahead("finish_date", "完成日期不能在今天之后"),
    ),
    steps=(task.PROGRESS, *task.STEPS),
    views=task.views(TASK_TERM),
    derived=(TASK_TERM.column,),
    deadlines=(TASK_TERM.deadline,),
    empty="把文件要求分成一条条任务：牵头单位、责任领导、完成时限，跟到验收。",
)


class LawStatus(Codes):
    """Whether a law is in force."""

    VALID = "valid", "现行", "有效"
    ABOLISHED = "abolished", "废止", "已废止 失效"
    COMING = "coming", "未生效", "尚未施行"
    DRAFT = "draft", "征求意见", "征求意见稿 草案"


class LawRef(Record):
    """A law, a regulation or a standard on which papers rest."""

    name: str = f("法规名称", also="名称 标准名称", width=32)
    doc_no: str | None = f("文号或编号", also="文号 标准号 令号", width=18)
    org: str | None = f("发布机关", also="发布单位")
    publish_date: date | None = f("公布日期", also="发布日期")
    effective_date: date | None = f("施行日期", also="实施日期 生效日期")
    status: LawStatus = f("时效", default=LawStatus.VALID, also="状态")
    replaces: Link | None = f("取代", to="law_refs", width=24)
    builtin: bool = f("内置", default=False, fixed=True)
    remark: str | None = f("备注", lines=2, also="说明")


_KNOWN = """
安全生产法|2021年修正|全国人民代表大会常务委员会|2021-06-10|2021-09-01|条文引用以此为准
危险化学品安全法||全国人民代表大会常务委员会||2026-05-01|引用危险化学品安全管理条例的条文须核对更新
生产安全事故报告和调查处理条例|国务院令第493号|国务院|2007-04-09|2007-06-01|事故等级、报告、调查
生产安全事故应急条例|国务院令第708号|国务院|2019-02-17|2019-04-01|预案、演练、值班
工贸企业重大事故隐患判定标准|应急管理部令第10号|应急管理部|2023-04-14|2023-05-15|取代 2017 版（安监总管四〔2017〕129号）
工贸企业有限空间作业安全规定|应急管理部令第13号|应急管理部||2024-01-01|
工贸企业粉尘防爆安全规定|应急管理部令第6号|应急管理部||2021-09-01|
生产安全事故罚款处罚规定|应急管理部令第14号|应急管理部|||2024 年施行，具体日期请核对
安全生产严重失信主体名单管理办法|应急管理部令第11号|应急管理部||2023-10-01|取代旧的“黑名单”和联合惩戒办法
特种作业人员安全技术培训考核管理规定|应急管理部令第19号|应急管理部||2026-06-01|证书 6 年有效、3 年复审；取代总局令第30号
安全评价检测检验机构管理办法|应急管理部令第20号|应急管理部|||2026 年 5 月
大中型企业安全生产标准化管理体系要求|GB/T 33000-2025|||2025-10-31|取代 GB/T 33000-2016，名称限定大中型企业
生产安全事故分类与编码|GB 6441-2025||2025-12-31||实施日期各处写法不一（2026-07-01 或 2027-01-01），请核对
安全色和安全标志|GB 2894-2025|||2026-03-01|GB 2893、GB 2894-2008 合并
安全生产事故隐患排查治理暂行规定|国家安全生产监督管理总局令第16号||||条例尚在征求意见，期限仍引用本规定
生产安全事故应急预案管理办法|国家安全生产监督管理总局令第88号，应急管理部令第2号修正||||备案、演练、评估
企业安全生产标准化建设定级办法|应急〔2021〕83号|应急管理部||2021-11-01|
安全生产责任保险实施办法|应急〔2025〕27号|应急管理部||2025-03-29|
国民经济行业分类|GB/T 4754-2017||||含 2019 年第 1 号修改单
生产过程危险和有害因素分类与代码|GB/T 13861-2022||||
危险化学品重大危险源辨识|GB 18218-2018||||
"""


def known_laws() -> Iterator[LawRef]:
    """The laws of domain §0.4, as the handbook dates them."""
    for line in _KNOWN.strip().splitlines():
        name, doc_no, org, published, effective, remark = line.split("|")
        days = [date.fromisoformat(day) if day else None for day in (published, effective)]
        yield LawRef(name=name, doc_no=doc_no or None, org=org or None, publish_date=days[0], effective_date=days[1], builtin=True, remark=remark or None)


LAW_REFS = Ledger(
    LawRef,
    "law_refs",
    "法规库",
    called="name",
    columns="name doc_no org publish_date effective_date status replaces remark",
    plan="5",
    filters="status effective_date",
    search="name doc_no org remark",
    keys=("name",),
    order="name",
    checks=(in_order("publish_date", "effective_date", "施行日期不能早于公布日期"),),
    views=(View("现行", eq("status", LawStatus.VALID)), View("不再现行或尚未施行", ~eq("status", LawStatus.VALID)), View("没有施行日期", ~filled("effective_date"))),
    keep=lambda law, kin: f"“{law.name}”是内置的，不能删除，可以改为废止" if law.builtin else "",
    builtin=known_laws,
    empty="文书引用的法律、规章、标准。法规变了，只改这里。",
)
