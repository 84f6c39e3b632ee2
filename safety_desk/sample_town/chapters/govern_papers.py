"""Papers, tasks, reforms, standards and benchmarks of the sample town."""

import datetime as dt

from safety_desk.dates import add_months
from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.ledgers.govern.documents import GovLevel, ImplTask, PolicyDoc
from safety_desk.ledgers.govern.reform import (
    AccessReview,
    Opinion,
    ProjectType,
    ReformItem,
    ReformMilestone,
    ReformStage,
)
from safety_desk.ledgers.govern.standards import EIGHT, Benchmark, StdRule
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_LEVELS = {"省": GovLevel.PROVINCE, "市": GovLevel.CITY, "县": GovLevel.COUNTY, "镇": GovLevel.TOWN}
# level | number | title | issuer | kind | days ago | days until an answer is owed (empty: none) | answered
_DOCS = """
县|泾政〔{y}〕12号|关于推进安全生产领域改革发展的实施意见|泾县人民政府|意见|330||
镇|茂政〔{y}〕18号|茂林镇推进安全生产领域改革发展任务分解方案|茂林镇人民政府|方案|305||
县|泾安〔{y}〕3号|关于开展岁末年初安全生产检查的通知|泾县安全生产委员会|通知|262|15|是
县|泾安办〔{y}〕9号|关于报送重大事故隐患排查整治情况的通知|泾县安全生产委员会办公室|通知|160|10|是
市|宣安〔{y}〕6号|关于进一步加强有限空间作业安全管理的通知|宣城市安全生产委员会|通知|118||
镇|茂安〔{y}〕7号|茂林镇有限空间作业安全专项整治工作方案|茂林镇安全生产委员会|方案|104||
县|泾安办〔{y}〕21号|关于开展今冬明春火灾防控工作的通知|泾县安全生产委员会办公室|通知|20|22|
县|泾安〔{y}〕11号|关于三季度安全生产形势的通报|泾县安全生产委员会|通报|34|32|
县|泾安办〔{y}〕24号|关于报送年度监督检查计划完成情况的通知|泾县安全生产委员会办公室|通知|12|10|
镇|茂安办〔{y}〕15号|关于做好冬季安全生产工作的通知|茂林镇安全生产委员会办公室|通知|9||
"""
# paper (n-th) | task | lead organ | days until due | how it stands
_TASKS = """
2|压实企业全员安全生产责任制，岗位责任清单全部公示|应急管理所|-150|done
2|完成全镇企业安全风险辨识和四色分布图|应急管理所|-60|done
2|建立村级网格安全巡查制度，网格员全员培训|党政综合办公室|-95|done
2|三项岗位人员持证率达到百分之百|应急管理所|-8|to_accept
2|小型企业标准化创建三十家|经济发展办公室|25|running
2|老旧厂房、厂中厂安全专项治理|村镇建设办公室|-15|running
2|学校、医院、养老机构消防设施全面检测|派出所|12|running
2|镇级应急救援队伍和物资储备达标|专职消防队|40|running
2|建设企业安全文化示范点两处|文化旅游站|38|idle
2|液化石油气瓶装供应站迁建|村镇建设办公室|60|ended
6|有限空间底数排查，逐处建账设标志|应急管理所|-70|done
6|污水池、沼气池、蓄水池警示标志全覆盖|农业农村办公室|-30|done
6|有限空间作业审批和监护人员培训|应急管理所|7|running
6|造纸、屠宰企业有限空间应急装备配备|经济发展办公室|14|running
"""
_STANDARDS = """
工贸企业安全风险分级管控和隐患排查治理实施细则||安徽省应急管理厅|轻工 机械 建材 纺织|实施细则|LS
有限空间作业安全检查表|自编|茂林镇安委办|有限空间|检查表|
木竹加工企业粉尘防爆检查表|自编|茂林镇安委办|粉尘涉爆|检查表|
宣纸加工企业操作规程汇编|自编|茂林镇安委办|轻工|操作规程|
风险分级管控通则（镇级指引）|自编|茂林镇安委办||风险分级通则|LEC
农家乐民宿安全检查表|自编|茂林镇安委办|旅游|检查表|
"""


def fill(page: Page) -> None:
    """What came in, what was made of it, the reforms and the library of standards."""
    docs = _papers(page)
    _tasks(page, docs)
    _reforms(page)
    _access(page)
    for line in _STANDARDS.strip().splitlines():
        name, no, issuer, fields, kind, method = line.split("|")
        page.family.add(
            StdRule(
                name=name,
                no=None if no == "自编" else no or None,
                issuer=issuer,
                industry_safety=tuple(fields.split()) or None,
                kind=kind,
                risk_method=method or None,
            )
        )


def _papers(page: Page) -> list[PolicyDoc]:
    docs: list[PolicyDoc] = []
    for line in _DOCS.strip().splitlines():
        level, no, title, issuer, kind, ago, owed, answered = line.split("|")
        day = workday(page.today - dt.timedelta(days=int(ago)))
        received = None if level == "镇" else min(page.today, day + dt.timedelta(days=3))
        last = day + dt.timedelta(days=int(owed)) if owed else None
        docs.append(
            page.family.add(
                PolicyDoc(
                    doc_no=no.format(y=day.year),
                    title=title,
                    issuer=issuer,
                    level=_LEVELS[level],
                    doc_type=kind,
                    issue_date=day,
                    received_date=received,
                    deadline_feedback=max(last, received) if last and received else None,
                    feedback_at=min(page.today, last - dt.timedelta(days=1)) if answered and last else None,
                    summary=f"{title}：明确任务、责任单位和时限。",
                    is_local=level == "镇",
                    parent_doc=docs[-1].id if level == "镇" and docs else None,
                )
            )
        )
    return docs


def _tasks(page: Page, docs: list[PolicyDoc]) -> None:
    seqs: dict[int, int] = {}
    for line in _TASKS.strip().splitlines():
        nth, content, org, due, state = line.split("|")
        doc = docs[int(nth) - 1]
        seqs[int(nth)] = seqs.get(int(nth), 0) + 1
        status = TaskState[state.upper()]
        due_date = page.today + dt.timedelta(days=int(due))
        assert doc.issue_date is not None
        over = status in (TaskState.DONE, TaskState.TO_ACCEPT)
        finished = min(page.today, due_date - dt.timedelta(days=page.chance.randint(-6, 12))) if over else None
        page.family.add(
            ImplTask(
                source_doc=doc.id,
                seq=seqs[int(nth)],
                content=content,
                measure="制定清单，逐项推进，每月调度",
                lead_org=page.town.orgs[org].id,
                responsible_leader=page.town.deputy.id,
                start_date=None if status is TaskState.IDLE else doc.issue_date + dt.timedelta(days=10),
                due_date=due_date,
                status=status,
                progress_pct=100 if over else page.chance.randint(3, 9) * 10 if status is TaskState.RUNNING else None,
                result="已完成，资料齐全" if over else "按计划推进" if status is TaskState.RUNNING else None,
                finish_date=finished,
                verify="现场核实，同意验收" if status is TaskState.DONE else None,
                end_reason="上级调整选址，暂缓实施" if status is TaskState.ENDED else None,
            )
        )


_REFORMS = (
    ("企业安全员“一对一”帮扶机制", "主体责任落实", ReformStage.SPREAD, 200, 40),
    ("小微企业安全托管服务试点", "监管能力", ReformStage.PILOT, 120, 90),
    ("双重预防机制数字化台账", "双重预防", ReformStage.ASSESSED, 260, 20),
    ("厂房出租安全前置审查制度", "高危准入", ReformStage.SETTLED, 300, -35),
    ("村级安全劝导站建设", "监管能力", ReformStage.SET_UP, 25, 150),
    ("竹木加工集中喷漆房共建", "其他", ReformStage.ENDED, 240, -50),
)


def _reforms(page: Page) -> None:
    lead = page.town.orgs["应急管理所"].id
    for name, category, stage, ago, left in _REFORMS:
        begun = workday(page.today - dt.timedelta(days=ago))
        last = page.today + dt.timedelta(days=left)
        item = page.family.add(
            ReformItem(
                name=name,
                year=begun.year,
                category=category,
                lead_org=lead,
                leader=page.town.deputy.id,
                pilot_enterprises=tuple(firm.enterprise.id or 0 for firm in page.firms[:3])
                if stage is ReformStage.PILOT
                else None,
                start_date=begun,
                plan_finish=last,
                stage=stage,
                effect="做法已写入镇安全生产工作规则" if stage is ReformStage.SETTLED else None,
                end_reason="企业用地调整，条件不具备" if stage is ReformStage.ENDED else None,
            )
        )
        steps = ("制定方案", "选定试点单位", "中期评估", "总结推广")
        gap = (last - begun).days // len(steps)
        for n, content in enumerate(steps, 1):
            due = begun + dt.timedelta(days=gap * n)
            done = due if due < page.today - dt.timedelta(days=20) or stage is ReformStage.SETTLED else None
            page.family.add(
                ReformMilestone(
                    reform=item.id, seq=n, content=content, due_date=due, done_on=done and min(done, page.today)
                )
            )


_PROJECTS = (
    ("竹胶板生产线扩建", ProjectType.ENLARGED, "木材加工", False, 620, 210, Opinion.YES, ""),
    ("集镇工业点 3 号厂房出租入驻", ProjectType.LEASED, "厂中厂", False, 80, 95, Opinion.YES, ""),
    (
        "铝制品熔铸项目",
        ProjectType.NEW,
        "高温熔融金属",
        True,
        1500,
        140,
        Opinion.NO,
        "熔融金属工艺不符合集镇规划布局，且周边安全距离不足",
    ),
    ("老粮站改建农家乐", ProjectType.REBUILT, "民宿", False, 160, 45, Opinion.MORE, "疏散楼梯和消防水源方案待补充"),
    ("喷漆房环保安全技改", ProjectType.RENEWED, "喷涂", False, 95, 18, Opinion.YES, ""),
    ("冷库制冷剂变更", ProjectType.CHANGED, "冷库", True, 210, 6, None, ""),
)


def _access(page: Page) -> None:
    orgs = tuple(page.town.orgs[name].id or 0 for name in ("应急管理所", "村镇建设办公室", "经济发展办公室"))
    for name, kind, risk, high, wan, ago, opinion, reason in _PROJECTS:
        day = workday(page.today - dt.timedelta(days=ago))
        agreed = opinion is Opinion.YES and ago > 60
        page.family.add(
            AccessReview(
                project_name=name,
                project_type=kind,
                risk_category=risk,
                is_high_risk=high,
                invest=wan * 1_000_000,
                review_date=day,
                review_orgs=orgs,
                opinion=opinion,
                reason=reason or None,
                pre_assessed_on=day + dt.timedelta(days=12) if agreed else None,
                designed_on=day + dt.timedelta(days=35) if agreed else None,
                accepted_on=day + dt.timedelta(days=120) if agreed and ago > 150 else None,
            )
        )


def measure_firms(page: Page) -> None:
    """One enterprise in three was measured by a standard; its double prevention stands somewhere on the way."""
    chance = page.chance
    rule = next((rule for rule in page.family.all(StdRule)), None)
    for firm in page.firms:
        if firm.enterprise.status is not EntStatus.WORKING or not chance.maybe(0.33):
            continue
        total = chance.choice((28, 36, 42, 55))
        not_applied = chance.randint(0, 6)
        bad = chance.choice((0, 1, 2, 3, 4, 6, 9))
        built = chance.random()
        own = [d.id or 0 for d in page.family.of(firm.enterprise, "hidden_dangers") if d.source == "企业自查"]
        page.family.add(
            Benchmark(
                enterprise=firm.enterprise.id,
                std=rule.id if rule else None,
                date=workday(chance.day_between(add_months(page.today, -11), page.today)),
                item_total=total,
                item_na=not_applied,
                item_ng=bad,
                item_ok=total - not_applied - bad,
                reporter=firm.officer,
                dangers=tuple(own[:bad]) or None if bad else None,
                **{name: built > 0.35 or chance.maybe(0.6) for name in EIGHT},
            )
        )
