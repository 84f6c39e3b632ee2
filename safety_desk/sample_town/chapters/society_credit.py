"""Dishonest subjects, bans, public notices and breaches of intermediaries in the sample town."""

import datetime as dt

from safety_desk.dates import add_months
from safety_desk.ledgers.ban import Ban, BanKind
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.society.blacklist import IN_FORCE, Blacklist, ListState, RemovedType, SubjectType
from safety_desk.ledgers.society.notice import PublicNotice
from safety_desk.ledgers.society.service import ServiceOrg, Violation
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import number

_LAW = "应急管理部令第11号"


def fill(page: Page) -> None:
    """Make them."""
    _notices(page)
    if page.first:
        _entries(page)
        _bans(page)
        _violations(page)


def listed(page: Page) -> list[Enterprise]:
    """The enterprises that stand on the list."""
    entries = [entry for entry in page.family.all(Blacklist) if entry.state in IN_FORCE and entry.enterprise]
    return [page.family.linked(entry, "enterprise") for entry in entries]


def settle_listed(page: Page) -> None:
    """Their grades follow."""
    for enterprise in listed(page):
        page.family.settle_one(enterprise)


def _notices(page: Page) -> None:
    """Every major hidden danger is made public; a penalty or two; one is still to be published."""
    family, today = page.family, page.today
    major = [
        d for d in family.all(HiddenDanger) if d.level is Level.MAJOR and d.enterprise and d.status is not State.VOID
    ]
    for danger in major:
        family.add(
            PublicNotice(
                code=number(page, "GS", danger.found_date),
                kind="重大隐患",
                enterprise=danger.enterprise,
                content=f"存在重大事故隐患：{danger.description}",
                decided_on=danger.found_date,
                due=danger.found_date + dt.timedelta(days=9),
                published_at=danger.public_at,
                channel="镇公众号",
            )
        )
    for n, danger in enumerate(major[:3]):
        day = workday(today - dt.timedelta(days=(6, 70, 160)[n]))
        family.add(
            PublicNotice(
                code=number(page, "GS", day),
                kind="行政处罚",
                enterprise=danger.enterprise,
                content="县应急管理局作出行政处罚决定，转载公示",
                decided_on=day,
                due=day + dt.timedelta(days=9),
                published_at=None if n == 0 else day + dt.timedelta(days=4 + 9 * (n == 2)),
                channel=None if n == 0 else "镇公众号",
            )
        )


def _subjects(page: Page) -> list[Enterprise]:
    """Enterprises that are at work, without a grade set by hand, the worst first."""
    firms = [page.family.now(firm.enterprise) for firm in page.firms]
    fit = [e for e in firms if e.status is EntStatus.WORKING and e.override_grade is None and e.subject_type == "企业"]
    rank = {Grade.RED: 0, Grade.ORANGE: 1}
    return sorted((e for e in fit if e.risk_grade in rank), key=lambda e: rank[e.risk_grade])  # type: ignore[index]


def _entries(page: Page) -> None:
    """An entry in every state."""
    family, today = page.family, page.today
    org = family.all(ServiceOrg)[4]
    stories = (
        (ListState.CLUE, 0, "8", "县局处罚决定逾期未履行，经催告仍不缴纳"),
        (ListState.TOLD, 0, "8", "停产整改决定送达后继续生产，拒不执行"),
        (ListState.LISTED, 1, "4", "迟报、瞒报一起机械伤害事故"),
        (ListState.PUBLIC, 14, "8", "有能力履行而拒不执行停产整改决定"),
        (ListState.EARLY, 15, "8", "罚款逾期未缴、经强制执行后才履行"),
        (ListState.RESTORED, 22, "8", "提前移出时提供虚假整改材料"),
        (ListState.REMOVED, 38, "8", "拒不执行处罚决定，已履行"),
        (ListState.DROPPED, 0, "9", "线索核查不成立"),
    )
    for (state, months, code, reason), e in zip(stories, _subjects(page), strict=False):
        _entry(page, state, months, code, reason, enterprise=e.id)
    _entry(page, ListState.PUBLIC, 5, "7", "出具失实的评价报告", org=org.id, subject_type=SubjectType.ORG)
    person = page.chance.person()
    _entry(page, ListState.PUBLIC, 8, "5", "事故发生后擅离职守", person=person, id_card=page.numbers.id_card(page.chance),
           subject_type=SubjectType.PERSON)  # fmt: skip
    assert all(entry.listed_date is None or entry.listed_date <= today for entry in family.all(Blacklist))


def _entry(page: Page, state: ListState, months: int, code: str, reason: str, **whom: object) -> None:
    entry = Blacklist(reason_code=code, reason=reason, basis=_LAW, state=state, **whom)
    if state not in (ListState.CLUE, ListState.DROPPED):
        told = workday(add_months(page.today, -months) - dt.timedelta(days=24 if months else 3))
        entry = entry.replace(notice_date=told, statement="未提出陈述申辩意见" if months else None)
    if state in (*IN_FORCE, ListState.REMOVED):
        assert entry.notice_date is not None
        decided = workday(entry.notice_date + dt.timedelta(days=15))
        entry = entry.replace(
            decision_no=f"泾应急失信〔{decided.year}〕{page.numbers.nth(f'失信{decided.year}')}号",
            decision_date=decided,
            listed_date=decided,
            publish_from=decided + dt.timedelta(days=3) if state is not ListState.LISTED else None,
            publish_url=None if state is ListState.LISTED else "信用中国（安徽）",
            restrictions=("加大执法检查频次", "政府采购", "招标投标", "上调保险费率"),
        )
    listed_on = entry.listed_date
    if state is ListState.EARLY:
        entry = entry.replace(obligations_met=True, removal_apply_date=page.today - dt.timedelta(days=6))
    if state is ListState.RESTORED and listed_on:
        entry = entry.replace(
            obligations_met=True,
            removal_apply_date=add_months(listed_on, 13),
            restored_date=add_months(listed_on, 17),
            removal_decision="曾提前移出，查实材料虚假，恢复列入",
        )
    if state is ListState.REMOVED and listed_on:
        entry = entry.replace(
            obligations_met=True,
            removed_date=add_months(listed_on, 36) + dt.timedelta(days=2),
            removed_type=RemovedType.TERM,
            removal_decision="管理期满，予以移出",
        )
    page.family.add(entry)


def _bans(page: Page) -> None:
    """Two people who may not lead an enterprise; nobody of the town's own."""
    heads = {c.person_name for c in page.family.all(Certificate)}
    heads |= {name for e in page.family.all(Enterprise) for name in (e.legal_person, e.principal) if name}
    for kind, months, basis, reason in (
        (BanKind.FIVE, 20, "安全生产法第九十四条", "未履行安全生产管理职责导致发生事故，刑罚执行完毕"),
        (BanKind.LIFE, 44, "安全生产法第九十四条", "对重大事故负有责任"),
        (BanKind.FIVE, 66, "安全生产法第一百一十三条", "企业被依法关闭，五年内不得担任主要负责人"),
    ):
        person = page.chance.person()
        while person in heads:
            person = page.chance.person()
        heads.add(person)
        page.family.add(
            Ban(
                person=person,
                id_card=page.numbers.id_card(page.chance),
                kind=kind,
                reason=reason,
                basis=basis,
                decided_by="县应急管理局",
                banned_from=add_months(page.today, -months),
            )
        )


def _violations(page: Page) -> None:
    """Breaches that were found of organs that serve the town."""
    orgs = page.family.all(ServiceOrg)
    for org, behavior, days, source, evidence, handle, result in (
        (
            orgs[4],
            "虚假报告",
            210,
            "检查发现",
            "报告所附照片不是该企业现场，签到记录缺失",
            "移送",
            "县局立案，列入失信名单",
        ),
        (orgs[1], "挂靠", 95, "企业反映", "到场人员不在机构执业人员名单内", "移送", "县局约谈机构负责人，责令改正"),
        (orgs[0], "弄虚作假", 12, "镇回访", "两次服务记录的现场照片相同", None, None),
    ):
        day = workday(page.today - dt.timedelta(days=days))
        page.family.add(
            Violation(
                code=number(page, "ZJ", day),
                org=org.id,
                behavior=behavior,
                date=day,
                source=source,
                evidence=evidence,
                handle=handle,
                result=result,
            )
        )
