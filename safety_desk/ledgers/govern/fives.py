"""五有, 五问 and 案例警示 (domain 保障一, 保障二)."""

import datetime as dt
from collections.abc import Iterable

from safety_desk.conditions import EVERY, Kin, before, eq, filled
from safety_desk.fields import Codes, f
from safety_desk.ledger import Ledger, Settle, Step, View, in_order, not_ahead
from safety_desk.ledgers.govern.counted import counted, figure
from safety_desk.linked import Files, Link, Links, Terms
from safety_desk.measures import Rate
from safety_desk.options import Scene
from safety_desk.periods import period_of
from safety_desk.record import Problem, Record


class Have(Codes):
    """The five that must be there."""

    ARRANGED = "arranged", "有安排部署", "安排部署"
    AIMED = "aimed", "有任务指标", "任务指标"
    DONE = "done", "有工作履职", "工作履职"
    ASSESSED = "assessed", "有考核奖惩", "考核奖惩"
    ANSWERED = "answered", "有追责问责", "追责问责"


class FiveHave(Record):
    """One of the five at one organ in one year, with what shows it."""

    year: int = f("年度", low=2000, high=2100, also="年份")
    org: Link = f("单位", to="org_units", also="机构 部门 村（社区）", width=20)
    item: Have = f("五有", also="项目")
    score: bool | None = f("是否做到", should=True, also="得分 自查结果")
    evidence: str | None = f("佐证说明", lines=2, should=True, also="佐证 说明", help="工作要点文件、责任书指标、履职纪实、考核结果、问责记录（没有要问责的写“无”）", width=32)
    evidence_doc: Link | None = f("佐证文件", to="policy_docs")
    evidence_letter: Link | None = f("佐证责任书", to="goal_letters")
    attachment: Files | None = f("附件")
    checked_on: dt.date | None = f("自查日期")
    remark: str | None = f("备注", lines=2)


def shown(have: FiveHave, scene: Scene) -> Iterable[Problem]:
    """What is said to be there is shown."""
    if have.score and not (have.evidence or have.evidence_doc or have.evidence_letter or have.attachment):
        yield Problem("evidence", "做到了的，请写佐证或者选佐证文件")


FIVE_HAVES = Ledger(
    FiveHave,
    "five_haves",
    "五有自查",
    called="item",
    columns="year org item score evidence evidence_doc evidence_letter checked_on",
    plan="保障一",
    filters="year org item score",
    search="evidence org",
    keys=("year org item",),
    order="-year",
    checks=(shown, not_ahead("checked_on", "自查日期不能在今天之后")),
    views=(View("没有做到", eq("score", False)), View("还没有自查", ~filled("score"), waits=True)),
    empty="每年自查：有安排部署、有任务指标、有工作履职、有考核奖惩、有追责问责，各有什么佐证。",
)


class Side(Codes):
    """Whom the five questions are put to."""

    PARTY = "party", "党委五问", "党委"
    GOVERNMENT = "government", "政府五问", "政府"


class Question(Codes):
    """The ten questions, five to the party committee and five to the government (domain 保障一)."""

    PLAN = "plan", "谋划工作实不实", "谋划工作"
    CADRES = "cadres", "干部配得强不强", "干部配备"
    POSTS = "posts", "编制给得足不足", "编制"
    MECHANISM = "mechanism", "机制建得好不好", "机制建设"
    BLAME = "blame", "问责做得严不严", "问责"
    KNOWLEDGE = "knowledge", "底数清不清", "底数"
    SKILL = "skill", "业务熟不熟", "业务"
    FUNDS = "funds", "投入够不够", "投入"
    STYLE = "style", "作风硬不硬", "作风"
    EXECUTION = "execution", "执行实不实", "执行"

    @property
    def side(self) -> Side:
        """Whom it is put to."""
        return Side.PARTY if list(Question).index(self) < 5 else Side.GOVERNMENT


class FiveQ(Record):
    """One figure by which one of the questions is answered in one year."""

    year: int = f("年度", low=2000, high=2100, also="年份")
    side: Side | None = f("五问", follows=True)
    item: Question = f("问题", also="项目")
    metric: str = f("指标", also="量化指标", width=26)
    weight: float = f("权重", default=1, low=0)
    value: float | None = f("数值", should=True, also="指标值")
    unit: str | None = f("单位", width=8)
    score: float | None = f("得分", low=0, high=100, should=True)
    says: str | None = f("口径说明", lines=2, also="口径")
    remark: str | None = f("备注", lines=2)


def settle_question(q: FiveQ, kin: Kin, scene: Scene) -> list[Record]:
    """Whom the question is put to."""
    return [q.replace(side=q.item.side if q.item else None)]


def count_question(q: FiveQ, kin: Kin, scene: Scene) -> list[FiveQ]:
    """The figure of that name, as it is in the year. Raises Refusal where there is none."""
    one = figure(q.metric, scene)
    found = counted(one, scene, period_of(q.year, 1, 12), EVERY)
    unit = "%" if isinstance(one, Rate) else q.unit
    return [q.replace(value=found.value, unit=unit, says=f"{one.says}。{found.note}")]


def weighted(questions: Iterable[FiveQ]) -> dict[Question, float]:
    """The mean score of each question by weight, for the radar; questions without a score are left out."""
    told: dict[Question, float] = {}
    given = [q for q in questions if q.score is not None and q.weight]
    for item in Question:
        mine = [q for q in given if q.item is item]
        if mine:
            told[item] = round(sum((q.score or 0) * q.weight for q in mine) / sum(q.weight for q in mine), 1)
    return told


FIVE_QS = Ledger(
    FiveQ,
    "five_qs",
    "五问评估",
    called="metric",
    columns="year side item metric weight value unit score says",
    plan="保障一",
    filters="year side item",
    search="metric says",
    keys=("year item metric",),
    order="-year",
    views=(View("党委五问", eq("side", Side.PARTY)), View("政府五问", eq("side", Side.GOVERNMENT)), View("还没有得分", ~filled("score"), waits=True), View("低于 60 分", before("score", 60), "score")),
    settle=Settle("", settle_question),
    steps=(Step("取数", lambda q: bool(q.metric), count_question),),
    empty="党委五问、政府五问，各用几个数字来回答。",
)


class CaseWarning(Record):
    """An accident from which others are to learn."""

    title: str = f("案例名称", also="标题 案例 事故名称", width=30)
    date: dt.date | None = f("发生日期", should=True, also="事故日期 日期")
    source: str | None = f("案例来源", also="来源 发布单位")
    accident: Link | None = f("关联事故", to="accidents", help="本镇的事故选事故台账里的那一条；外地案例空着")
    cause: str | None = f("事故原因", lines=3, should=True, also="原因")
    lesson: str | None = f("教训和防范措施", lines=3, should=True, also="教训 防范措施")
    target_industry: Terms | None = f("警示行业", codes="supervise_field", also="适用行业 行业")
    pushed_to: Links | None = f("推送企业", to="enterprises", also="推送对象", width=24)
    pushed_at: dt.date | None = f("推送日期", also="警示日期")
    read_ack: Links | None = f("已签收企业", to="enterprises", also="签收")
    file: Files | None = f("案例材料")
    remark: str | None = f("备注", lines=2)


def acknowledged(case: CaseWarning, scene: Scene) -> Iterable[Problem]:
    """Only those to whom it was sent have received it."""
    if extra := len(set(case.read_ack or ()) - set(case.pushed_to or ())):
        yield Problem("read_ack", f"有 {extra} 家不在推送企业里，请先加到推送企业")


CASE_WARNINGS = Ledger(
    CaseWarning,
    "case_warnings",
    "案例警示",
    called="title",
    columns="title date source cause lesson target_industry pushed_at pushed_to read_ack",
    plan="保障二",
    filters="target_industry pushed_at",
    search="title cause lesson source",
    keys=("title date",),
    alike="title",
    order="-date",
    checks=(
        acknowledged,
        in_order("date", "pushed_at", "推送日期不能早于事故发生日期"),
        not_ahead("pushed_at", "推送日期不能在今天之后"),
    ),
    views=(View("还没有推送", ~filled("pushed_at"), waits=True), View("推送了没有签收", filled("pushed_at") & ~filled("read_ack"))),
    empty="事故案例：原因、教训，推送给了哪些行业和企业。",
)
