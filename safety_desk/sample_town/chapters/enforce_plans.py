"""The town's plans, draws, campaigns and reviews of enforcement: what it has only once."""

import datetime as dt
from collections import Counter
from typing import Any

from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enforce.archive import (
    CourseStage,
    DocArchive,
    LawPublicity,
    MediumKind,
    ProcessRecord,
    PublicityKind,
)
from safety_desk.ledgers.enforce.campaign import (
    CampaignAnalysis,
    CampaignProgress,
    CampaignTarget,
    RiskLevel,
    RiskTrend,
    SpecialCampaign,
    Stage,
    count_findings,
)
from safety_desk.ledgers.enforce.draw import DrawState, RandomDraw, draw_out
from safety_desk.ledgers.enforce.efficacy import EfficacyReview, Span, efficacy_numbers, visits_in
from safety_desk.ledgers.enforce.plan import EnforcePlan, EnforceTarget, PlanState, TargetState, lay_targets_of
from safety_desk.ledgers.enforce.planning import to_plan
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.frequency import built_in
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.periods import read_period
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_OFFICE = "应急管理所"
# name, field or tag, group, days from start until today, length in days, stage
_CAMPAIGNS = (
    ("有限空间作业安全专项整治", "有限空间", "6", 520, 120, Stage.SUMMED_UP),
    ("岁末年初烟花爆竹专项整治", "烟花爆竹", "N", 330, 90, Stage.SUMMED_UP),
    ("涉爆粉尘企业专项整治", "粉尘涉爆", "6", 190, 150, Stage.SUPERVISED),
    ("轻工企业消防安全集中整治", "轻工", "6", 100, 160, Stage.CLEAN_UP),
    ("餐饮场所燃气安全专项整治", "商贸", "1", 40, 150, Stage.SELF),
    ("岁末年初安全生产大检查", "机械", "1", 6, 100, Stage.SET_UP),
)


def fill_plans(page: Page) -> None:
    """The plans of last year, this year and next, with their targets."""
    year, freqs = page.today.year, list(built_in())
    page.family.settle("enterprises")  # their classes are decided, and who is on the blacklist
    for when, state in ((year - 1, PlanState.SUMMED_UP), (year, PlanState.RUNNING), (year + 1, PlanState.DRAFT)):
        plan = page.family.add(_plan(page, when, state))
        for target in lay_targets_of(plan, to_plan(page.family.all(Enterprise)), freqs, page.family.scene):
            page.family.add(target)
        _carry_out(page, plan)


def _plan(page: Page, year: int, state: PlanState) -> EnforcePlan:
    """The head of a plan."""
    basis = "《安全生产法》第六十二条；县年度安全生产监督检查计划"
    org = page.town.orgs[_OFFICE].id
    plan = EnforcePlan(year=year, org=org, persons=4, other_days=330, idle_days=340, status=state, basis=basis)
    if state is PlanState.DRAFT:
        return plan
    decided = dt.date(year, 1, 12)
    return plan.replace(
        submitted_at=decided - dt.timedelta(days=10),
        approved_by="茂林镇安全生产委员会",
        approved_date=decided,
        filed_to="泾县应急管理局",
        filed_date=decided,
        summary="全年完成重点检查，未检的多为停产企业，已逐家说明。" if state is PlanState.SUMMED_UP else None,
    )


def _carry_out(page: Page, plan: EnforcePlan) -> None:
    """Who goes, which visits were made, and why others were not."""
    family, people = page.family, page.town.inspectors
    visits = [v for v in family.all(Inspection) if v.result and v.start_at.year == plan.year]
    targets: list[EnforceTarget] = family.of(plan, "enforce_targets")
    for n, target in enumerate(sorted(targets, key=lambda t: (t.month_plan, t.seq or 0))):
        match = next((v for v in visits if v.enterprise == target.enterprise), None)
        if match:
            visits.remove(match)
        over = plan.status is PlanState.SUMMED_UP and match is None
        family.put(
            target.replace(
                staff=(people[n % 4].id or 0, people[(n + 1) % 4].id or 0),
                inspection=match.id if match else None,
                status=TargetState.CHANGED if over else target.status,
                change_reason="企业停产或转入双随机抽查，调出计划" if over else None,
            )
        )


def fill_draws(page: Page) -> None:
    """A draw each quarter, done by the rule itself; the next one is prepared."""
    firms = [e for e in to_plan(page.family.all(Enterprise)) if e.uscc]
    people = tuple(person.id or 0 for person in page.town.inspectors[:5])
    for n, days in enumerate((300, 205, 112, 25, 0)):
        day = workday(page.today - dt.timedelta(days=days))
        record = RandomDraw(
            no=page.numbers.next(f"CQ-{day.year}"),
            date=day,
            pool=tuple(e.id or 0 for e in firms),
            pool_inspectors=people,
            by_grade=n == 1,
            count=None if n == 1 else 6,
            recused=(people[-1],) if n == 2 else None,
            recuse_reason="亲属在名录内企业任职" if n == 2 else None,
            seed=f"{day} 09:30 镇纪委见证 {page.chance.randint(10**7, 10**8 - 1)}",
            witness=page.chance.person(),
            recorder=page.town.clerk,
        )
        if days:
            [told] = draw_out(record, page.family, page.family.scene)
            record = told if isinstance(told, RandomDraw) else record
        else:
            record = record.replace(status=DrawState.OPEN, seed=None)
        page.family.add(record)


def fill_campaigns(page: Page) -> None:
    """Campaigns in every stage with what each target and each month brought."""
    family = page.family
    for name, field, group, days, length, stage in _CAMPAIGNS:
        start = page.today - dt.timedelta(days=days)
        end = start + dt.timedelta(days=length)
        closed = (
            {"summary": "排查对象全部到位，问题隐患基本清零，转入常态监管。", "closed_at": end}
            if stage is Stage.SUMMED_UP
            else {}
        )
        campaign = family.add(
            SpecialCampaign(
                name=name,
                year=start.year,
                group=group,
                field=field,
                lead_org=page.town.orgs[_OFFICE].id,
                start=start,
                end=end,
                stage=stage,
                basis_doc="县安委办专项整治通知",
                plan_text="企业自查、镇级检查、督促整改、回头看",
                **closed,
            )
        )
        tags = {"粉尘涉爆": "涉爆粉尘", "烟花爆竹": "烟花爆竹零售"}
        firms = [
            e
            for e in to_plan(family.all(Enterprise))
            if field == e.industry_safety or tags.get(field, field) in (e.tags or ())
        ]
        for e in firms[:40]:
            family.add(CampaignTarget(campaign=campaign.id, enterprise=e.id))
        if stage is not Stage.SET_UP:
            for target in count_findings(campaign, family, family.scene):
                family.put(target)
            _months(page, campaign, start, min(end, page.today))


def _months(page: Page, campaign: SpecialCampaign, first: dt.date, last: dt.date) -> None:
    """One report for every month."""
    org, day, chance = page.town.orgs[_OFFICE].id, first, page.chance
    while day < last:
        found = chance.randint(3, 18)
        fixed = found - chance.randint(0, 2)
        page.family.add(
            CampaignProgress(
                campaign=campaign.id,
                period=f"{day:%Y-%m}",
                period_end=min(last, day + dt.timedelta(days=29)),
                org=org,
                checked_enterprises=chance.randint(4, 14),
                person_times=chance.randint(10, 40),
                found=found,
                major_found=0,
                fixed=fixed,
                penalties=0,
                stop_production=0,
                seized=0,
                closed=0,
                exposed=int(chance.maybe(0.2)),
                interviews=int(chance.maybe(0.3)),
                typical_case="某企业设施停用未报告，当场责令恢复",
                problem="个别企业自查不深",
                next="对未整改的逐家复查",
            )
        )
        day += dt.timedelta(days=31)


def fill_analyses(page: Page) -> None:
    """What was read from the last months."""
    trades = Counter(e.industry_safety for e in page.family.all(Enterprise) if e.industry_safety)
    fields = [field for field, _ in trades.most_common()]
    days, dangers = (
        dt.timedelta(days=30),
        [d for d in page.family.all(HiddenDanger) if d.enterprise and d.status is not State.VOID],
    )
    for n, field in enumerate(fields[:6]):
        last = page.today - dt.timedelta(days=3 + 30 * (n % 3))
        firms = {e.id for e in page.family.all(Enterprise) if e.industry_safety == field}
        found = [d.found_date for d in dangers if d.enterprise in firms]
        recent = sum(last - days < day <= last for day in found)
        earlier = sum(last - 2 * days < day <= last - days for day in found)
        up = recent > earlier
        page.family.add(
            CampaignAnalysis(
                date=last,
                period=f"{last:%Y-%m}",
                field=field,
                recent=recent,
                earlier=earlier,
                trend=RiskTrend.UP if up else RiskTrend.DOWN if recent < earlier else RiskTrend.EVEN,
                risk_level=RiskLevel.HIGH if up else RiskLevel.MIDDLE,
                typical="用电和消防问题占多数",
                measures="列入下月重点检查，组织同类企业互查",
                early_warning=up and n % 2 == 0,
                publisher=page.town.clerk,
                published_at=last,
            )
        )


def fill_reviews(page: Page) -> None:
    """A review of every inspector for the last whole quarters, from the records alone, and what was made public."""
    family = page.family
    volumes = tuple(a.id or 0 for a in family.all(DocArchive))[:2]
    for n, quarter in enumerate(_quarters(page.today)):
        period = read_period(quarter)
        for person in page.town.inspectors[:4]:
            visits = visits_in(family.all(Inspection), period, person.id)
            if not visits:
                continue
            metrics = efficacy_numbers(period, visits, family, family.scene)
            marks = _marks(page)
            family.add(
                EfficacyReview(
                    span=Span.QUARTER,
                    period=quarter,
                    person=person.id,
                    org=page.town.orgs[_OFFICE].id,
                    date=period.last + dt.timedelta(days=12),
                    reviewer=page.town.deputy.name,
                    metrics=metrics,
                    sample_cases=volumes or None,
                    problems="个别复查不及时" if n else "文书填写不够规范",
                    suggestions="建立复查台账，到期前三天提醒",
                    **marks,
                )
            )
    for kind, text, channel in (
        (PublicityKind.BEFORE, "安全生产监督检查主体、依据、程序和年度计划", "镇政府信息公开栏"),
        (PublicityKind.DURING, "检查时出示证件、告知权利义务", "现场"),
    ):
        family.add(LawPublicity(kind=kind, content=text, date=dt.date(page.today.year, 1, 20), channel=channel))
    for visit in [v for v in family.all(Inspection) if v.result and family.of(v, "enforce_chains")][-12:]:
        chains = family.of(visit, "enforce_chains")
        family.add(
            ProcessRecord(
                chain=chains[0].id,
                title=f"{visit.start_at:%Y-%m-%d} 现场检查音像",
                stage=CourseStage.CHECK,
                kind=MediumKind.VIDEO,
                start=visit.start_at,
                end=visit.end_at,
                device="执法记录仪 01",
                recorder=page.town.clerk,
                place="镇采集电脑 D 盘",
            )
        )


def _marks(page: Page) -> dict[str, Any]:
    full = {
        "subject": 10,
        "procedure": 20,
        "facts": 20,
        "law": 15,
        "papers": 15,
        "discretion": 10,
        "service": 5,
        "filing": 5,
    }
    return {name: float(most - page.chance.randint(0, most // 4)) for name, most in full.items()}


def _quarters(today: dt.date) -> list[str]:
    """The last two whole quarters."""
    number = today.year * 4 + (today.month - 1) // 3
    return [f"{n // 4}Q{n % 4 + 1}" for n in (number - 2, number - 1)]
