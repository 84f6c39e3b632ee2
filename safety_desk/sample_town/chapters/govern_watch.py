"""Patrols, bulletins, supervision, interviews and what came of them in the sample town."""

import datetime as dt

from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.govern.documents import GovLevel
from safety_desk.ledgers.govern.interviews import Accountability, AccountForm, Exposure, Interview, InterviewState
from safety_desk.ledgers.govern.patrol import Bulletin, BulletinType, InspectPatrol, PatrolProblem, PatrolResult
from safety_desk.ledgers.govern.supervise import CaseState, ObjectType, SuperviseCase, SuperviseProgress
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_PROBLEMS = (
    ("网格巡查记录有三个月缺失", "补录并落实每月汇总"),
    ("重点场所底数不清", "逐户核实，建立清单"),
    ("隐患整改没有复查照片", "补齐前后对比照片"),
    ("村级应急物资没有登记", "清点登记，明确专人保管"),
    ("安全劝导员没有培训", "组织培训并留档"),
    ("会议没有研究安全生产的记录", "每季度至少研究一次"),
)


def fill(page: Page) -> None:
    """Make them."""
    _patrols(page)
    cases = _cases(page)
    _interviews(page, cases)
    _exposures(page)
    _accountabilities(page, cases)


def _no(page: Page, head: str, day: dt.date) -> str:
    """DC-2026-001."""
    return f"{head}-{day.year}-{page.numbers.nth(f'{head}-{day.year}'):03d}"


def _patrols(page: Page) -> None:
    """Every village and some offices were looked into within the year; one was criticised for what it had not done."""
    chance, town = page.chance, page.town
    targets = [org for org in town.orgs.values() if org.village is not None]
    targets += [town.orgs[name] for name in ("村镇建设办公室", "交通运输站", "文化旅游站")]
    count = len(targets)
    for n, org in enumerate(targets):
        ago = 300 - n * 292 // max(1, count - 1)
        day = workday(page.today - dt.timedelta(days=ago))
        last = day + dt.timedelta(days=20)
        answered = last <= page.today and n != count - 3
        result = chance.choices((PatrolResult.DONE, PatrolResult.MOSTLY), (3, 2))[0] if answered else None
        if n == 4:
            result = PatrolResult.NOT
        patrol = page.family.add(
            InspectPatrol(
                no=_no(page, "DC", day),
                date=day,
                leader=town.deputy.id,
                members=tuple(staff.id or 0 for staff in town.inspectors[:2]),
                target_org=org.id,
                content="网格巡查、隐患闭环、会议研究和应急准备情况",
                rectify_deadline=last,
                feedback="问题已整改，佐证材料附后" if answered else None,
                feedback_at=last - dt.timedelta(days=chance.randint(0, 9)) if answered else None,
                result=result,
            )
        )
        problems = chance.sample(_PROBLEMS, chance.randint(1, 3))
        for seq, (text, measure) in enumerate(problems, 1):
            mended = answered and not (result is not PatrolResult.DONE and seq == 1)
            page.family.add(
                PatrolProblem(
                    patrol=patrol.id,
                    seq=seq,
                    text=text,
                    measure=measure,
                    mended_on=last - dt.timedelta(days=chance.randint(1, 10)) if mended else None,
                )
            )
        if result is PatrolResult.NOT:
            said = min(page.today, last + dt.timedelta(days=6))
            _bulletin(page, said, BulletinType.CRITICISM, "督查发现工作落实不到位", 15, org=org.id, patrol=patrol.id)
    villages = [org for org in targets if org.village is not None]
    _bulletin(
        page,
        page.today - dt.timedelta(days=280),
        BulletinType.PRAISE,
        "上年度安全生产工作成绩突出",
        0,
        org=villages[0].id,
    )
    _bulletin(
        page,
        page.today - dt.timedelta(days=64),
        BulletinType.REMINDER,
        "网格巡查完成率连续两月偏低",
        10,
        org=villages[-1].id,
    )
    firm = next(firm for firm in page.firms if firm.trade.name == "机械加工").enterprise
    _bulletin(
        page, page.today - dt.timedelta(days=17), BulletinType.REMINDER, "未按时报送自查月报", 15, enterprise=firm.id
    )


def _bulletin(page: Page, day: dt.date, kind: BulletinType, reason: str, days: int, **whom: int | None) -> None:
    day = workday(day)
    last = day + dt.timedelta(days=days)
    page.family.add(
        Bulletin(
            no=_no(page, "TB", day),
            date=day,
            type=kind,
            reason=reason,
            content=f"{reason}，现予{kind.label}。",
            publish_scope="各村、各成员单位",
            feedback_deadline=last if days else None,
            feedback_at=last - dt.timedelta(days=2) if days and last < page.today else None,
            **whom,
        )
    )


# the state of the danger: how far its supervision has come
_WAYS = {
    State.MAJOR_NOTED: (CaseState.PROPOSED,),
    State.REPORTED: (CaseState.APPROVING,),
    State.PLANNED: (CaseState.LISTED,),
    State.MAJOR_MENDING: (CaseState.MENDING, CaseState.EXTENDING),
    State.EXAMINED: (CaseState.APPLIED,),
    State.MAJOR_FAILED: (CaseState.MENDING,),
    State.CLOSED: (CaseState.DELISTED, CaseState.DELISTED, CaseState.ACCEPTED),
}


def _cases(page: Page) -> list[SuperviseCase]:
    """The major hidden dangers on the board, one supervised by the county, and a road that is nobody's danger."""
    used: dict[State, int] = {}
    dangers = [d for d in page.family.all(HiddenDanger) if d.level is Level.MAJOR and d.status in _WAYS]
    wanted: list[tuple[dt.date, HiddenDanger, CaseState]] = []
    for danger in sorted(dangers, key=lambda d: d.found_date, reverse=True):
        ways = _WAYS[danger.status]
        nth = used[danger.status] = used.get(danger.status, 0) + 1
        if nth <= len(ways):
            start = (danger.reported_on or danger.found_date) + dt.timedelta(days=4)
            wanted.append((min(start, page.today), danger, ways[nth - 1]))
    return [
        _case(page, day, danger, state) for day, danger, state in sorted(wanted, key=lambda w: (w[0], w[1].code or ""))
    ]


def _case(page: Page, day: dt.date, danger: HiddenDanger, state: CaseState) -> SuperviseCase:
    """A supervision as far as it has come; one in two that is being mended is late."""
    family, town, today = page.family, page.town, page.today
    firm = family.linked(danger, "enterprise")
    listed = None if state in (CaseState.PROPOSED, CaseState.APPROVING) else day
    over = state in (CaseState.DELISTED, CaseState.ACCEPTED)
    mended = danger.closed_at if over else None
    wanted = danger.deadline if danger.status is State.MAJOR_FAILED else danger.due_on
    term = wanted if wanted and listed and wanted > listed else day + dt.timedelta(days=60)
    public = listed + dt.timedelta(days=3) if listed else None
    year = day.year
    case = family.add(
        SuperviseCase(
            no=f"安委督办〔{year}〕{page.numbers.nth(f'督办{year}'):03d}号",
            object_type=ObjectType.DANGER,
            hidden_danger=danger.id,
            enterprise=danger.enterprise,
            level=GovLevel.COUNTY if state is CaseState.EXTENDING else GovLevel.TOWN,
            content=danger.description,
            requirement="责任、措施、资金、时限、预案五到位，治理期间落实监控和应急措施",
            responsible_unit=firm.name if firm else danger.duty_unit,
            responsible_person=danger.duty_person or (firm.principal if firm else None) or town.clerk,
            supervise_org=town.orgs["应急管理所"].id,
            supervise_person=town.chief.id,
            status=state,
            approver=town.deputy.name if listed else None,
            listed_date=listed,
            deadline=term if listed else None,
            publicity_due=listed + dt.timedelta(days=7) if listed else None,
            publicity_at=public if public and public <= today else None,
            extend_applied=today - dt.timedelta(days=2) if state is CaseState.EXTENDING else None,
            extend_due=today + dt.timedelta(days=12) if state is CaseState.EXTENDING else None,
            extend_reason="设备订货周期较长，需延期四十五天" if state is CaseState.EXTENDING else None,
            accept_date=mended,
            acceptor="安委办验收组" if mended else None,
            accept_opinion="整改到位，同意验收" if mended else None,
            delist_date=min(today, mended + dt.timedelta(days=3)) if mended and state is CaseState.DELISTED else None,
        )
    )
    if listed:
        last = mended or today
        for n, text in enumerate(("已制定治理方案，落实专人", "设备已订货，现场增设临时防护", "安装调试，自查合格")):
            when = listed + dt.timedelta(days=8 + n * 14)
            if when <= last:
                by = case.responsible_person
                family.add(SuperviseProgress(case=case.id, date=when, text=text, by=by))
    return case


_TALKS = (
    (InterviewState.ENDED, 210, "重大隐患", "存在重大事故隐患整改进展缓慢"),
    (InterviewState.ENDED, 150, "工作滞后", "自查自报连续三个月未开展"),
    (InterviewState.REVISITED, 74, "整改不力", "一般隐患反复出现、整改不彻底"),
    (InterviewState.ANSWERED, 38, "举报", "群众举报夜间违规动火"),
    (InterviewState.MINUTED, 21, "整改不力", "限期整改逾期未完成"),
    (InterviewState.HELD, 4, "考核靠后", "季度考核末位"),
    (InterviewState.NOTICE, -3, "重大隐患", "挂牌督办事项进展缓慢"),
)
_HELD = tuple(InterviewState)


def _interviews(page: Page, cases: list[SuperviseCase]) -> None:
    firms = [firm for firm in page.firms if firm.enterprise.principal]
    for n, (state, ago, code, reason) in enumerate(_TALKS):
        firm = firms[(n * 17 + 5) % len(firms)].enterprise
        case = next((case for case in cases if case.status is CaseState.MENDING), None)
        if state is not InterviewState.NOTICE:
            case = None
        elif case:
            firm = page.family.linked(case, "enterprise") or firm
        day = workday(page.today - dt.timedelta(days=ago)) if ago > 0 else page.today - dt.timedelta(days=ago)
        step = _HELD.index(state)
        answered = day + dt.timedelta(days=12) if step >= _HELD.index(InterviewState.ANSWERED) else None
        revisited = day + dt.timedelta(days=30) if step >= _HELD.index(InterviewState.REVISITED) else None
        page.family.add(
            Interview(
                no=f"安委约谈〔{day.year}〕{page.numbers.nth(f'约谈{day.year}'):03d}号",
                date=day,
                place="镇应急管理所会议室",
                interviewer=page.town.deputy.id,
                recorder=page.town.inspectors[1].id,
                interviewee_unit=firm.name,
                interviewee=firm.principal or firm.legal_person or "主要负责人",
                post="主要负责人",
                enterprise=firm.id,
                reason_code=code,
                reason=reason,
                requirements="立即整改，举一反三，书面报告整改情况",
                supervise_case=case.id if case else None,
                status=state,
                statement="接受批评，立即整改" if step else None,
                feedback_at=answered,
                revisit_on=revisited,
                result="已整改到位" if revisited else None,
            )
        )


def _exposures(page: Page) -> None:
    said = (
        (190, "餐饮", "后厨燃气软管老化、未装报警装置", "镇政务公众号", "已更换软管、加装报警装置"),
        (83, "出租房", "电动自行车楼道充电", "村公示栏", "已清理，设置集中充电点"),
        (19, "家具", "喷漆房与宿舍混用", "县融媒体曝光台", None),
    )
    for ago, trade, problem, media, followup in said:
        firm = next((f.enterprise for f in page.firms if f.trade.name.startswith(trade)), page.firms[0].enterprise)
        day = workday(page.today - dt.timedelta(days=ago))
        page.family.add(
            Exposure(date=day, enterprise=firm.id, object=firm.name, problem=problem, media=media, followup=followup)
        )


def _accountabilities(page: Page, cases: list[SuperviseCase]) -> None:
    late = next((case for case in cases if case.status is CaseState.MENDING), None)
    forms = (
        (240, AccountForm.CRITICISM, "镇党委", 12, "给予通报批评"),
        (130, AccountForm.ADMONITION, "镇纪委", 20, "诫勉谈话"),
        (11, AccountForm.REVIEW, None, 0, None),
    )
    for ago, form, by, days, result in forms:
        day = workday(page.today - dt.timedelta(days=ago))
        page.family.add(
            Accountability(
                date=day,
                object=page.chance.person(),
                reason="挂牌督办事项推动不力，逾期未完成整改" if by is None else "监管责任落实不到位",
                basis="镇安全生产责任追究办法",
                form=form,
                supervise_case=late.id if by is None and late else None,
                decided_by=by,
                decided_on=day + dt.timedelta(days=days) if by else None,
                result=result,
            )
        )
