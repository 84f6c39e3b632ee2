"""Lists of duties, leaders' records, meetings and problems of the sample town."""

import datetime as dt

from safety_desk.ledgers.govern.duties import (
    DutyList,
    DutyOccurrence,
    DutyResult,
    Frequency,
    ScheduleRules,
    occurrences,
)
from safety_desk.ledgers.govern.leaders import DeptDuty, DutyClass, DutyKind, DutyRecord, LeaderDuty, LeaderRole
from safety_desk.ledgers.govern.meetings import Issue, IssueSource, Meeting, MeetingDecision
from safety_desk.ledgers.govern.task import TaskState
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.people import Staff
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_COMMON = "安全生产法、地方党政领导干部安全生产责任制规定"
_DUTIES = {
    "中共茂林镇委员会": (
        ("每半年至少召开一次党委会专题研究安全生产", Frequency.HALF_YEARLY),
        ("把安全生产纳入领导干部考核", Frequency.YEARLY),
    ),
    "茂林镇人民政府": (
        ("每季度听取安全生产工作汇报", Frequency.QUARTERLY),
        ("落实专项经费", Frequency.YEARLY),
        ("组织编制检查计划", Frequency.ONCE),
    ),
    "应急管理所": (
        ("汇总上报隐患排查治理月报", Frequency.MONTHLY),
        ("组织安委会会议", Frequency.QUARTERLY),
        ("受理和核查举报", Frequency.ANY_TIME),
    ),
    "市场监督管理所": (("特种设备使用单位检查", Frequency.QUARTERLY),),
    "派出所": (("九小场所消防检查", Frequency.MONTHLY),),
    "村镇建设办公室": (("限额以下工程巡查", Frequency.QUARTERLY),),
}
_LEADER = ("带队检查分管行业企业", Frequency.QUARTERLY)
_VILLAGE = (("组织网格全覆盖巡查并汇总", Frequency.MONTHLY), ("召开村级安全生产例会", Frequency.QUARTERLY))


def fill(page: Page) -> None:
    """Make them."""
    leaders = _leaders(page)
    _duty_lists(page, [leader for leader, _ in leaders])
    meetings = _meetings(page)
    _cards(page, leaders, meetings)
    _departments(page)
    _problems(page)


def _leaders(page: Page) -> list[tuple[Staff, LeaderRole]]:
    roles = {
        "党委书记": LeaderRole.SECRETARY,
        "镇长": LeaderRole.MAYOR,
        "分管领导": LeaderRole.DEPUTY,
        "班子成员": LeaderRole.MEMBER,
    }
    return [
        (staff, next(told for role, told in roles.items() if role in (staff.roles or ())))
        for staff in page.town.family.all(Staff)
        if set(roles) & set(staff.roles or ())
    ]


def _duty_lists(page: Page, leaders: list[Staff]) -> None:
    year = page.today.year
    for name, duties in _DUTIES.items():
        for n, (text, frequency) in enumerate(duties, 1):
            _duty(
                page,
                DutyList(
                    org=page.town.orgs[name].id, year=year, seq=n, duty_text=text, frequency=frequency, basis=_COMMON
                ),
                0.97,
            )
    for leader in leaders:
        text, frequency = _LEADER
        _duty(
            page,
            DutyList(
                person=leader.id,
                year=year,
                seq=1,
                duty_text=text,
                frequency=frequency,
                basis=_COMMON,
                check_method="查资料",
            ),
            0.85,
        )
    for org in page.town.orgs.values():
        if org.village is not None:
            for n, (text, frequency) in enumerate(_VILLAGE, 1):
                _duty(
                    page,
                    DutyList(
                        org=org.id, year=year, seq=n, duty_text=text, frequency=frequency, score_weight=float(5 - n)
                    ),
                    0.93,
                )


def _duty(page: Page, duty: DutyList, share: float) -> None:
    """The duty with its timetable; what is past was mostly done."""
    duty = page.family.add(duty)
    for key, due in occurrences(page.today.year, duty.frequency, ScheduleRules()):
        done = None
        if due <= page.today and page.chance.maybe(share):
            done = due - dt.timedelta(days=page.chance.randint(0, 9))
        elif due.replace(day=1) <= page.today < due and page.chance.maybe(0.4):
            done = page.today - dt.timedelta(days=page.chance.randint(0, page.today.day - 1))
        page.family.add(
            DutyOccurrence(
                duty=duty.id,
                period_key=key,
                due_date=due,
                done_at=done,
                checker=page.town.clerk if done and due <= page.today else None,
                result=page.chance.choices(tuple(DutyResult), (85, 12, 3))[0] if done and due <= page.today else None,
                remark="已完成，资料存档" if done else None,
            )
        )


_MEETINGS = (
    ("党委会", 310, "研究年度安全生产工作要点"),
    ("安委会全体", 292, "一季度安全生产形势分析，部署春季检查"),
    ("政府办公会", 205, "听取上半年安全生产工作汇报，研究经费"),
    ("安委会全体", 198, "二季度形势分析，安全生产月安排"),
    ("联席会", 160, "汛期旅游、水上交通部门联合监管"),
    ("党委会", 128, "专题研究重大事故隐患整治"),
    ("安委会全体", 108, "三季度形势分析，有限空间专项整治部署"),
    ("专题会", 62, "厂中厂安全治理专题"),
    ("季度评析会", 42, "三季度评析"),
    ("安委会全体", 31, "四季度形势分析，冬季火灾防控部署"),
    ("联席会", 24, "电动自行车充电和九小场所联合检查"),
    ("安委办例会", 6, "年底考核准备，隐患清零"),
)
_DECISIONS = (
    "修订工作方案并印发",
    "开展一次全覆盖检查，形成问题清单",
    "对逾期未整改企业约谈",
    "落实专项经费",
    "组织一次联合演练",
)
_DECIDERS = ("应急管理所", "派出所", "经济发展办公室", "村镇建设办公室", "财政所", "市场监督管理所")


def _meetings(page: Page) -> list[Meeting]:
    made: list[Meeting] = []
    orgs = page.town.orgs
    members = tuple(orgs[name].id or 0 for name in _DECIDERS)
    heads = tuple(staff.id or 0 for staff in page.town.inspectors[:2])
    for kind, ago, topics in _MEETINGS:
        day = workday(page.today - dt.timedelta(days=ago))
        meeting = page.family.add(
            Meeting(
                no=f"HY-{day.year}-{page.numbers.nth(f'HY-{day.year}'):03d}",
                kind=kind,
                date=day,
                place="镇政府三楼会议室",
                host=page.town.deputy.id,
                attendees=(page.town.deputy.id or 0, *heads),
                attendee_orgs=members,
                topics=topics,
            )
        )
        made.append(meeting)
        for n, text in enumerate(page.chance.sample(_DECISIONS, page.chance.randint(1, 3)), 1):
            due = day + dt.timedelta(days=page.chance.choice((15, 30, 45)))
            done = due <= page.today and page.chance.maybe(0.88)
            page.family.add(
                MeetingDecision(
                    meeting=meeting.id,
                    seq=n,
                    text=text,
                    owner=orgs[page.chance.choice(_DECIDERS)].id,
                    due_date=due,
                    status=TaskState.DONE if done else TaskState.RUNNING,
                    finish_date=max(day, due - dt.timedelta(days=page.chance.randint(0, 10))) if done else None,
                    result="已办结" if done else None,
                )
            )
    return made


_ACTS = {
    LeaderRole.SECRETARY: ((DutyKind.STUDY, 2, "主持党委会专题研究安全生产"), (DutyKind.LEAD, 3, "带队检查重点企业")),
    LeaderRole.MAYOR: ((DutyKind.HEAR, 3, "听取安全生产工作汇报"), (DutyKind.LEAD, 9, "带队检查企业和景区")),
    LeaderRole.DEPUTY: (
        (DutyKind.LEAD, 21, "带队检查企业"),
        (DutyKind.TALK, 2, "约谈企业负责人"),
        (DutyKind.INSTRUCT, 3, "批示督办重大隐患"),
    ),
    LeaderRole.MEMBER: ((DutyKind.LEAD, 3, "检查分管领域单位"), (DutyKind.PREACH, 1, "到村宣讲安全生产法")),
}


def _cards(page: Page, leaders: list[tuple[Staff, LeaderRole]], meetings: list[Meeting]) -> None:
    chance, first = page.chance, dt.date(page.today.year, 1, 1)
    villages = [place.village.id or 0 for place in page.town.places.values()]
    visits = [
        visit for visit in page.family.all(Inspection) if visit.result is not None and visit.start_at.date() >= first
    ]
    duties: dict[int | None, DutyList] = {duty.person: duty for duty in page.family.all(DutyList) if duty.person}
    for leader, role in leaders:
        duty = duties.get(leader.id)
        page.family.add(
            LeaderDuty(
                leader=leader.id,
                year=page.today.year,
                role=role,
                duty_fields=("机械", "轻工", "有限空间") if role is LeaderRole.DEPUTY else None,
                duty_items=(duty.id,) if duty and duty.id else None,
                has_officer=chance.maybe(0.9),
                has_archive=chance.maybe(0.85),
                breakthrough="推动厂中厂消防通道打通" if role is LeaderRole.DEPUTY else None,
            )
        )
        for kind, times, content in _ACTS[role]:
            for _ in range(times):
                visit = chance.choice(visits) if visits and kind is DutyKind.LEAD else None
                day = visit.start_at.date() if visit else workday(chance.day_between(first, page.today))
                near = next((m.id for m in meetings if abs((m.date - day).days) <= 10), None)
                page.family.add(
                    DutyRecord(
                        leader=leader.id,
                        date=max(day, first),
                        kind=kind,
                        content=content,
                        place="镇政府" if visit is None else None,
                        enterprises=(visit.enterprise,) if visit and visit.enterprise else None,
                        villages=(chance.choice(villages),) if kind is DutyKind.PREACH else None,
                        found_count=visit.found_count if visit else None,
                        followups="已交办，限期整改" if visit and visit.found_count else None,
                        inspection=visit.id if visit else None,
                        meeting=near if kind in (DutyKind.STUDY, DutyKind.HEAR) else None,
                    )
                )


_REGULATORS = {"应急管理所", "市场监督管理所", "派出所", "交通运输站", "专职消防队"}
_SUPPORT = {"财政所", "司法所", "党政综合办公室"}


def _departments(page: Page) -> None:
    for name, org in page.town.orgs.items():
        if org.village is not None or org.org_type in ("镇党委", "镇政府", "安委会", "安委办"):
            continue
        kind = (
            DutyClass.REGULATOR
            if name in _REGULATORS
            else DutyClass.SUPPORT
            if name in _SUPPORT
            else DutyClass.INDUSTRY
        )
        for field in org.supervise_fields or (None,):
            text = org.duty_text or "支持保障安全生产工作"
            page.family.add(
                DeptDuty(
                    org=org.id,
                    year=page.today.year,
                    duty_class=kind,
                    field=field,
                    duty_text=text,
                    basis="镇安全生产工作职责规定",
                )
            )


# source | problem | organ | found days ago | due in days | how it stands
_ISSUES = """
督查|村级巡查记录不完整，隐患没有闭环|农业农村办公室|140|-100|done
评析|工贸企业隐患整改率低于全县平均|应急管理所|95|-50|done
考核|部门联合检查次数不足|经济发展办公室|300|-200|done
事故|农机事故暴露出道口警示标志缺失|交通运输站|75|-20|done
举报|集镇液化气门店违规存放气瓶|村镇建设办公室|40|-12|to_accept
巡查|山塘警示牌和救生设施缺损|水利站|33|-5|running
督查|养老机构夜间值守人员不足|民政办公室|28|6|running
评析|电动自行车室内充电屡禁不止|派出所|24|20|running
督查|景区漂流安全员没有复训|文化旅游站|10|30|idle
巡查|废弃矿井口封闭不牢|自然资源和规划所|180|-120|ended
"""


def _problems(page: Page) -> None:
    words = {source.label: source for source in IssueSource}
    for line in _ISSUES.strip().splitlines():
        source, problem, org, ago, left, state = line.split("|")
        found = workday(page.today - dt.timedelta(days=int(ago)))
        due = page.today + dt.timedelta(days=int(left))
        status = TaskState[state.upper()]
        over = status in (TaskState.DONE, TaskState.TO_ACCEPT)
        page.family.add(
            Issue(
                no=page.numbers.next(f"WT-{found.year}"),
                source=words[source],
                found_on=found,
                problem=problem,
                owner=page.town.orgs[org].id,
                responsible_leader=page.town.deputy.id,
                measure="制定整改方案，明确专人，限期销号",
                due_date=due,
                status=status,
                finish_date=min(page.today, due - dt.timedelta(days=page.chance.randint(-3, 8))) if over else None,
                result="已整改到位" if over else None,
                verify="现场验收合格，同意销号" if status is TaskState.DONE else None,
                end_reason="已移交县自然资源和规划局统一治理" if status is TaskState.ENDED else None,
            )
        )
