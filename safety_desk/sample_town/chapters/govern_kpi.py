"""Letters of responsibility, assessments, vetoes, awards and quarterly reviews of the sample town."""

import datetime as dt

from safety_desk.ledgers.govern.evidence import Metric
from safety_desk.ledgers.govern.goals import Award, AwardLevel, GoalLetter, GoalTarget, Veto, VetoState
from safety_desk.ledgers.govern.meetings import Meeting, Quarter, QuarterReview
from safety_desk.ledgers.govern.meetings import due_on as review_due
from safety_desk.ledgers.govern.scheme import AppliesTo, Formula, KpiItem, KpiScheme, Method
from safety_desk.ledgers.govern.scoring import ItemKind
from safety_desk.ledgers.govern.sheet import KpiScore, KpiSheet, SheetState, count
from safety_desk.ledgers.people import OrgUnit
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_TARGETS = (("生产安全死亡事故", "0 起"), ("隐患整改率", "95%"), ("网格巡查完成率", "100%"), ("三项岗位持证率", "100%"))
# level 1 | level 2 | points | score | rule | how | kind | metric
_VILLAGE_ITEMS = """
责任落实|组织领导|每季度研究安全生产工作，责任清单按期履行|15|少一次扣 2 分|counted|process|duties
责任落实|责任书|与辖区生产经营单位签订责任书|10|少一家扣 0.5 分|papers|process|
网格巡查|巡查频次|网格巡查全覆盖并有记录|20|按完成率计分|counted|process|patrols
宣传教育|进村入户|开展宣传活动不少于四次|15|少一次扣 3 分|papers|process|
隐患治理|整改率|隐患按期整改|20|按整改率计分|counted|result|mended
事故控制|事故起数|不发生生产安全责任事故|20|每起扣 10 分|counted|result|accidents
加分|经验推广|做法被县级以上推广|3|有则加分|papers|bonus|
否决|一票否决|较大及以上责任事故、瞒报谎报|0|否决|papers|veto|
"""
_OFFICE_ITEMS = """
责任落实|履职|责任清单按期完成|20|按完成率计分|counted|process|duties
监督检查|行业检查|分管行业计划检查按期完成|25|按完成率计分|counted|process|planned
任务落实|任务分解|贯彻任务按期完成|15|按完成率计分|counted|process|tasks
隐患治理|整改率|分管行业隐患整改|20|按整改率计分|counted|result|mended
督查通报|被通报|不被通报批评|20|每次扣 5 分|counted|result|criticised
否决|一票否决|分管行业较大及以上责任事故|0|否决|papers|veto|
"""


def fill(page: Page) -> None:
    """Make them: last year's villages are decided, this year's offices are on the way."""
    _letters(page)
    villages = [org for org in page.town.orgs.values() if org.village is not None]
    offices = [org for org in page.town.orgs.values() if org.org_type == "站所办"][:6]
    last = page.today.year - 1
    _assess(page, last, AppliesTo.VILLAGE, _VILLAGE_ITEMS, villages, [SheetState.DECIDED])
    _assess(page, last + 1, AppliesTo.OFFICE, _OFFICE_ITEMS, offices, list(SheetState)[:4])
    _vetoes(page, villages, last)
    _awards(page, villages, last)
    _reviews(page)


def _letters(page: Page) -> None:
    year = page.today.year
    signed = workday(dt.date(year, 2, 28)) if page.today > dt.date(year, 3, 1) else None
    firms = [firm.enterprise for firm in page.firms if firm.enterprise.key_level not in (None, "一般")]
    whom: list[dict[str, int | None]] = [{"org": org.id} for org in page.town.orgs.values() if org.village is not None]
    whom += [{"enterprise": firm.id} for firm in firms]
    for subject in whom:
        letter = page.family.add(
            GoalLetter(
                **subject,
                year=year,
                from_org=page.town.orgs["茂林镇人民政府"].id,
                signer=page.chance.person(),
                sign_date=signed if page.chance.maybe(0.95) else None,
            )
        )
        for n, (indicator, target) in enumerate(_TARGETS, 1):
            page.family.add(GoalTarget(letter=letter.id, seq=n, indicator=indicator, target=target))


def _items(page: Page, scheme: KpiScheme, text: str) -> list[KpiItem]:
    made = []
    for n, line in enumerate(text.strip().splitlines(), 1):
        l1, l2, points, score, rule, how, kind, metric = line.split("|")
        told = Metric[metric.upper()] if metric else None
        formula = None if told is None else Formula.SHARE if told.is_rate else Formula.EACH
        made.append(
            page.family.add(
                KpiItem(
                    scheme=scheme.id,
                    seq=n,
                    l1=l1,
                    l2=l2,
                    points=points,
                    std_score=float(score),
                    rule=rule,
                    method=Method[how.upper()],
                    kind=ItemKind[kind.upper()],
                    auto_metric=told,
                    auto_formula=formula,
                    auto_step=(10.0 if told is Metric.ACCIDENTS else 5.0) if formula is Formula.EACH else None,
                )
            )
        )
    return made


def _assess(page: Page, year: int, kind: AppliesTo, text: str, orgs: list[OrgUnit], states: list[SheetState]) -> None:
    """A scheme with a sheet for each organ, the sheets in these states one after another."""
    family, chance = page.family, page.chance
    scheme = family.add(
        KpiScheme(name=f"{year}年{kind.label}安全生产目标考核方案", year=year, applies_to=kind, bonus_cap=3.0)
    )
    items = _items(page, scheme, text)
    for n, org in enumerate(orgs):
        state = states[n % len(states)]
        stage = list(SheetState).index(state)
        decided = workday(dt.date(year + 1, 1, 20)) if stage == 4 else None
        public = decided - dt.timedelta(days=7) if decided else page.today if stage == 3 else None
        sheet = family.add(
            KpiSheet(
                no=page.numbers.next(f"KH-{year}"),
                org=org.id,
                scheme=scheme.id,
                period=str(year),
                status=state,
                public_at=min(public, page.today) if public else None,
                decided_on=min(decided, page.today) if decided else None,
                approver=page.town.deputy.name if decided else None,
            )
        )
        strength = chance.uniform(0.72, 1.0)
        for item in items:
            _score(page, sheet, item, stage, strength)
        if stage in (1, 2):
            family.settle("kpi_scores")
            for told in count(sheet, family, family.scene):
                family.put(told)


def _score(page: Page, sheet: KpiSheet, item: KpiItem, stage: int, strength: float) -> None:
    """The scores of one item as far as the sheet has come; most are near the full score."""
    chance = page.chance
    share = min(1.0, strength * chance.uniform(0.93, 1.09))
    if item.kind is ItemKind.BONUS:
        share = 1.0 if chance.maybe(0.2) else 0.0
    if item.auto_metric is not None and not item.auto_metric.is_rate:
        share = 1.0
    dept = round(item.std_score * share * 2) / 2
    own = min(item.std_score, dept + chance.choice((0, 0, 0.5, 1)))
    page.family.add(
        KpiScore(
            sheet=sheet.id,
            seq=item.seq,
            item=item.id,
            self_score=own if item.kind is not ItemKind.VETO else None,
            dept_score=dept if stage >= 1 and item.kind is not ItemKind.VETO else None,
            deduct_reason="资料不全"
            if stage >= 1 and dept < item.std_score and item.kind is ItemKind.PROCESS
            else None,
            review_score=dept if stage >= 3 and item.kind is not ItemKind.VETO else None,
        )
    )


def _vetoes(page: Page, villages: list[OrgUnit], year: int) -> None:
    """One confirmed against a village, one proposed against an enterprise, one dropped."""
    family = page.family
    firms = [firm.enterprise for firm in page.firms if firm.trade.name == "机械加工"]
    family.add(
        Veto(
            org=villages[-1].id,
            year=year,
            reason="挂牌未整改",
            detail="辖区挂牌督办隐患逾期未整改，造成火灾",
            decided_date=workday(dt.date(year + 1, 1, 12)) if page.today > dt.date(year + 1, 1, 12) else page.today,
            decided_by="镇党委会",
            status=VetoState.CONFIRMED,
        )
    )
    family.add(
        Veto(enterprise=firms[0].id, year=page.today.year, reason="瞒报", detail="受伤事故未按规定报告，正在核实")
    )
    family.add(
        Veto(
            org=villages[1].id,
            year=year,
            reason="其他",
            detail="道路事故责任待定",
            status=VetoState.REVOKED,
            revoke_reason="经认定辖区不负责任",
        )
    )


def _awards(page: Page, villages: list[OrgUnit], year: int) -> None:
    day = workday(min(page.today, dt.date(year + 1, 2, 10)))
    for org in villages[:2]:
        page.family.add(Award(org=org.id, year=year, kind="先进单位", basis="年度考核成绩优秀", given_on=day))
    for staff in page.town.inspectors[1:3]:
        page.family.add(Award(person=staff.id, year=year, kind="先进个人", basis="隐患排查治理成绩突出", given_on=day))
    firm = next(firm.enterprise for firm in page.firms if firm.trade.name == "宣纸")
    page.family.add(
        Award(
            enterprise=firm.id,
            year=year,
            kind="示范企业",
            level=AwardLevel.COUNTY,
            basis="双重预防机制示范",
            given_on=day,
        )
    )


def _reviews(page: Page) -> None:
    """The last six quarters; the latest is not issued yet where its term still runs."""
    today = page.today
    meetings = {m.date: m.id for m in page.family.all(Meeting) if m.kind == "季度评析会"}
    year, quarter = today.year, (today.month - 1) // 3 + 1
    for back in range(6, 0, -1):
        index = year * 4 + quarter - 1 - back
        y, q = divmod(index, 4)
        which = Quarter[f"Q{q + 1}"]
        due = review_due(y, which, 15)
        issued = workday(due - dt.timedelta(days=2)) if due < today else None
        near = next((id for day, id in meetings.items() if issued and abs((day - issued).days) < 12), None)
        page.family.add(
            QuarterReview(
                year=y,
                quarter=which,
                ranking="整改率前三：文峰社区、奎峰村、铜山村" if issued else None,
                problems="小微企业自查流于形式，老旧厂房用电隐患反复" if issued else None,
                next_measures="开展用电安全专项检查，组织企业安全员培训" if issued else None,
                meeting=near,
                issued_on=issued,
            )
        )
