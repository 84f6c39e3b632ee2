"""What shows the five haves and answers the five questions in the sample town, and the accidents to learn from."""

import datetime as dt

from safety_desk.ledgers.govern.documents import PolicyDoc
from safety_desk.ledgers.govern.fives import CaseWarning, FiveHave, FiveQ, Have, Question
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_METRICS = (
    (Question.PLAN, "党委会专题研究次数", 2.0, "次", 90.0),
    (Question.CADRES, "专职监管人员数与企业数之比", 2.6, "%", 78.0),
    (Question.POSTS, "监管编制到位率", 83.0, "%", 83.0),
    (Question.MECHANISM, "制度数与联席会议次数", 9.0, "项", 85.0),
    (Question.BLAME, "挂牌、约谈、通报、移送件数", 14.0, "件", 88.0),
    (Question.KNOWLEDGE, "台账完整率", 94.0, "%", 94.0),
    (Question.SKILL, "监管人员持证率", 100.0, "%", 100.0),
    (Question.FUNDS, "安全专项经费", 46.0, "万元", 80.0),
    (Question.STYLE, "暗访次数", 11.0, "次", 82.0),
    (Question.EXECUTION, "任务完成率", 76.0, "%", 76.0),
)
_SHOWN = ("年度工作要点", "目标责任书 29 份", "履职纪实和检查记录", "季度考核结果", "无")


def fill(page: Page) -> None:
    """Make them."""
    _fives(page)
    _warnings(page)


def _fives(page: Page) -> None:
    year = page.today.year
    paper = page.family.all(PolicyDoc)[1]
    for name in ("茂林镇人民政府", "应急管理所", "市场监督管理所", "派出所", "村镇建设办公室"):
        for item, shown in zip(Have, _SHOWN, strict=True):
            fine = page.chance.maybe(0.88)
            page.family.add(
                FiveHave(
                    year=year,
                    org=page.town.orgs[name].id,
                    item=item,
                    score=fine,
                    evidence=shown if fine else None,
                    evidence_doc=paper.id if item is Have.ARRANGED and fine else None,
                    checked_on=workday(page.today - dt.timedelta(days=15)),
                )
            )
    for question, metric, value, unit, score in _METRICS:
        for back in (1, 0):
            less = back * page.chance.randint(2, 9)
            page.family.add(
                FiveQ(year=year - back, item=question, metric=metric, value=value, unit=unit, score=score - less)
            )


_CASES = (
    (
        "某县造纸厂污水池有限空间较大中毒窒息事故",
        420,
        "未通风、未检测即下池作业，盲目施救",
        "先通风、再检测、后作业，专人监护",
        "有限空间 轻工",
        300,
    ),
    (
        "某木业公司除尘系统粉尘爆炸事故",
        560,
        "除尘系统没有火花探测和泄爆装置",
        "落实粉尘清扫和除尘系统防爆措施",
        "粉尘涉爆",
        260,
    ),
    (
        "某民宿电动自行车充电火灾事故",
        240,
        "电动自行车在门厅充电，疏散楼梯被封堵",
        "集中充电，保持疏散通道畅通",
        "旅游 消防",
        150,
    ),
    ("某烟花爆竹零售店火灾事故", 330, "零售店与居住场所同一建筑，超量存放", "严格零售点选址和存量", "烟花爆竹", 90),
    ("某建筑工地高处坠落事故", 45, "临边没有防护，工人未系安全带", "临边洞口防护到位，开展班前教育", "建筑施工", 12),
    ("某冷库液氨泄漏事故", 26, "阀门检修未置换，报警装置失效", "检修作业审批，报警装置定期校验", "液氨制冷", None),
)


def _warnings(page: Page) -> None:
    for title, ago, cause, lesson, fields, pushed in _CASES:
        wanted = set(fields.split())
        firms = [firm.enterprise.id or 0 for firm in page.firms if firm.enterprise.industry_safety in wanted][:12]
        sent = tuple(firms) if pushed is not None else ()
        page.family.add(
            CaseWarning(
                title=title,
                date=page.today - dt.timedelta(days=ago),
                source="县安委办通报",
                cause=cause,
                lesson=lesson,
                target_industry=tuple(fields.split()),
                pushed_to=sent or None,
                pushed_at=page.today - dt.timedelta(days=pushed) if pushed is not None else None,
                read_ack=tuple(id for id in sent if page.chance.maybe(0.8)) or None if pushed and pushed > 20 else None,
            )
        )
