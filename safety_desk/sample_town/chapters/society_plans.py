"""Emergency plans and drills of the sample town."""

import datetime as dt

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.society.plan import (
    Drill,
    DrillGrade,
    EmergencyPlan,
    PlanKind,
    PlanOwner,
    PlanRules,
    PlanState,
    ReviewResult,
    drill_months,
    drills_half_yearly,
)
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import at_work

_SUBJECTS = ("企业", "加油(气)站", "学校", "幼儿园", "医院卫生院", "养老机构", "建设项目(在建)", "交通场站")
_DANGERS = {
    "涉爆粉尘": ("粉尘爆炸", "018", "除尘管道起火，人员撤离、断电、隔离"),
    "有限空间": ("有限空间中毒窒息", "019", "浆池检修人员晕倒，禁止盲目施救，通风后救援"),
    "液氨制冷": ("液氨泄漏", "019", "氨机房阀门泄漏，喷淋稀释、疏散下风向群众"),
    "加油加气站": ("油品泄漏火灾", "08", "卸油胶管脱落起火，切断油路、灭火、报警"),
    "烟花爆竹零售": ("烟花爆竹燃爆", "014", "店内起火，疏散顾客、控制火势"),
    "液化气站": ("燃气泄漏", "018", "钢瓶阀门泄漏，关阀、稀释、警戒"),
    "高温熔融金属": ("高温熔融金属灼烫", "07", "铁水包倾翻，撤离、沙土围堵、救治伤员"),
    "人员密集": ("火灾疏散", "08", "厨房起火，全员疏散、清点人数"),
}
_COMMON = ("火灾", "08", "配电箱短路起火，断电、灭火、疏散、报警")
_TOWN = (
    ("茂林镇生产安全事故应急预案", PlanKind.WHOLE, "应急管理所", ()),
    ("茂林镇危险化学品事故应急预案", PlanKind.SPECIAL, "应急管理所", ("018", "019")),
    ("茂林镇人员密集场所火灾事故应急预案", PlanKind.SPECIAL, "专职消防队", ("08",)),
    ("茂林镇道路交通事故应急预案", PlanKind.SPECIAL, "交通运输站", ("02",)),
)
_RARE = {5: PlanState.REVIEW, 11: PlanState.DRAFT, 17: PlanState.REVISING, 23: PlanState.ABOLISHED}
_USUAL = (PlanState.DRILLED, PlanState.FILED, PlanState.ASSESSED, PlanState.ISSUED)
_FAULTS = (
    ("部分员工不清楚集合地点", "在车间门口张贴疏散图，班前会讲一遍"),
    ("灭火器操作不熟练", "补一次实操，每人动手"),
    ("报警电话没有说清位置", "把地址和电话贴在值班室电话旁"),
    ("", ""),
    ("", ""),
)


def fill(page: Page) -> None:
    """Make them: the town's and the villages' first, those of enterprises join on to them."""
    upper = {}
    if page.first:
        upper = {name: _town_plan(page, name, kind, office, types) for name, kind, office, types in _TOWN}
        _village_plans(page, upper["茂林镇生产安全事故应急预案"])
    for firm in at_work(page):
        if firm.enterprise.subject_type in _SUBJECTS and page.chance.maybe(0.93):
            _firm_plans(page, page.family.now(firm.enterprise), upper)


def _town_plan(page: Page, name: str, kind: PlanKind, office: str, types: tuple[str, ...]) -> EmergencyPlan:
    issued = workday(add_months(page.today, -page.chance.randint(9, 26)))
    plan = page.family.add(
        EmergencyPlan(
            name=name,
            owner_type=PlanOwner.TOWN,
            office=page.town.orgs[office].id,
            kind=kind,
            accident_types=types or None,
            version="第三版",
            **_reviewed(page, issued),
            **_filed(page, issued),
            state=PlanState.DRILLED,
        )
    )
    for months in (page.chance.randint(1, 9), page.chance.randint(12, 20)):
        day = workday(add_months(page.today, -months))
        if day > issued:
            _drill(page, plan, day, f"{name.removesuffix('应急预案')}演练", _COMMON[2], None)
    return plan


def _village_plans(page: Page, upper: EmergencyPlan) -> None:
    for n, place in enumerate(page.town.places.values()):
        issued = workday(add_months(page.today, -14 - n))
        state = PlanState.DRAFT if n == 11 else PlanState.ISSUED
        plan = page.family.add(
            EmergencyPlan(
                name=f"{place.village.name}生产安全事故应急预案",
                owner_type=PlanOwner.VILLAGE,
                village=place.village.id,
                kind=PlanKind.WHOLE,
                version="第二版",
                linked_upper_plan=upper.id,
                state=state,
                **({} if state is PlanState.DRAFT else _reviewed(page, issued)),
            )
        )
        if n % 3 and state is PlanState.ISSUED:
            _drill(
                page, plan, workday(add_months(page.today, -1 - n)), f"{place.village.name}疏散演练", _COMMON[2], None
            )


def _reviewed(page: Page, issued: dt.date) -> dict[str, object]:
    return {
        "review_date": issued - dt.timedelta(days=page.chance.randint(6, 25)),
        "review_experts": f"{page.chance.person()}、{page.chance.person()}",
        "review_result": ReviewResult.PASSED,
        "issue_date": issued,
    }


def _filed(page: Page, issued: dt.date) -> dict[str, object]:
    filed = issued + dt.timedelta(days=page.chance.randint(8, 26))
    if filed > page.today:
        return {}
    return {
        "filed_date": filed,
        "filing_no": f"341823-{filed.year}-{page.numbers.nth(f'预案备案{filed.year}'):04d}",
        "filing_org": "泾县应急管理局",
    }


def _firm_plans(page: Page, e: Enterprise, upper: dict[str, EmergencyPlan]) -> None:
    """One plan for most, for the dangerous a special one besides."""
    tag = next((tag for tag in e.tags or () if tag in _DANGERS), "")
    danger, accident, scenario = _DANGERS.get(tag, _COMMON)
    risky = drills_half_yearly(e)
    whole = PlanKind.WHOLE if risky or (e.employees or 0) > 50 else PlanKind.SITE
    _firm_plan(
        page,
        e,
        whole,
        "生产安全事故应急预案" if whole is PlanKind.WHOLE else f"{danger}现场处置方案",
        accident,
        scenario,
        upper,
    )
    if risky and tag:
        _firm_plan(page, e, PlanKind.SPECIAL, f"{danger}专项应急预案", accident, scenario, upper)


def _firm_plan(
    page: Page, e: Enterprise, kind: PlanKind, title: str, accident: str, scenario: str, upper: dict[str, EmergencyPlan]
) -> None:
    chance, today = page.chance, page.today
    oldest = max(e.found_date or add_years(today, -5), add_months(today, -40))
    issued = workday(
        chance.day_between(
            min(oldest + dt.timedelta(days=30), today - dt.timedelta(days=12)), today - dt.timedelta(days=10)
        )
    )
    rare = _RARE.get(page.numbers.nth("企业预案") % 31)
    state = rare or chance.choices(_USUAL, (50, 22, 10, 12))[0]
    out = state not in (PlanState.DRAFT, PlanState.REVIEW)
    above = list(upper.values())
    assessed = issued + (today - issued) // 2
    plan = page.family.add(
        EmergencyPlan(
            name=f"{e.name}{title}",
            owner_type=PlanOwner.ENTERPRISE,
            enterprise=e.id,
            kind=kind,
            accident_types=(accident,),
            version=chance.choice(("第一版", "第一版", "第二版")),
            linked_upper_plan=chance.choice(above).id
            if above and (kind is PlanKind.SPECIAL or chance.maybe(0.6))
            else None,
            state=state,
            **(_reviewed(page, issued) if out else {}),
            **(_filed(page, issued) if out and state is not PlanState.ISSUED else {}),
            assess_date=assessed if state is PlanState.ASSESSED else None,
            assess_text="预案总体可行，通讯录和物资清单需更新" if state is PlanState.ASSESSED else None,
            revise_reason="演练或救援中发现问题" if state is PlanState.REVISING else None,
            abolish_reason="与新版合并" if state is PlanState.ABOLISHED else None,
        )
    )
    if out:
        _drills(page, plan, e, issued, title, scenario)


def _drills(page: Page, plan: EmergencyPlan, e: Enterprise, issued: dt.date, title: str, scenario: str) -> None:
    """Drills as often as they are owed, one enterprise in eight is late with the last; none for a state before them."""
    chance = page.chance
    months = drill_months(plan.owner_type, plan.kind, drills_half_yearly(e), PlanRules())
    must = plan.state in (PlanState.DRILLED, PlanState.ASSESSED)
    if months is None or not (must or chance.maybe(0.8)):
        return
    age = chance.randint(1, months * 30) if chance.maybe(0.87) else chance.randint(months * 31, months * 38)
    day = workday(page.today - dt.timedelta(days=age))
    if day < issued:
        day = workday(issued + (page.today - issued) // 2)
    day = max(day, issued)
    topic = f"{title.removesuffix('专项应急预案').removesuffix('现场处置方案').removesuffix('应急预案')}演练"
    while day >= max(issued, add_months(page.today, -25)):
        _drill(page, plan, day, topic, scenario, e)
        day = workday(add_months(day, -months) + dt.timedelta(days=chance.randint(-6, 6)))


def _drill(page: Page, plan: EmergencyPlan, day: dt.date, topic: str, scenario: str, e: Enterprise | None) -> None:
    chance = page.chance
    fault, mended = chance.choice(_FAULTS)
    staff = (e.employees if e else None) or 30
    page.family.add(
        Drill(
            topic=topic,
            owner_type=plan.owner_type,
            enterprise=plan.enterprise,
            village=plan.village,
            office=plan.office,
            plan=plan.id,
            date=day,
            kind=("桌面推演",)
            if chance.maybe(0.2)
            else ("实战演练",)
            if plan.kind is not PlanKind.SITE
            else ("现场处置",),
            participants_count=max(2, round(staff * chance.uniform(0.4, 0.95))),
            orgs="本单位各班组" if e else "镇应急管理所、专职消防队、卫生院、相关村",
            scenario=scenario,
            evaluation=chance.choices(list(DrillGrade), (12, 20, 5, 1))[0],
            problems=fault or None,
            improvements=mended or None,
            evaluator=chance.person(),
            report_sent_to="茂林镇安委办" if e and drills_half_yearly(e) else None,
        )
    )
