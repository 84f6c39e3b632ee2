"""Trainings, labour teams and injury rates of the sample town."""

import datetime as dt

from safety_desk.dates import add_months
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.society.labour import FloatBand, InjuryRate, LabourMember, LabourTeam
from safety_desk.ledgers.society.training import Training, TrainingAttendee, TrainingRound
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import at_work, number
from safety_desk.sample_town.firms import Firm

# 类型 | 名称 | 初再训 | 学时 | 应训 | 内容 | 几个月前
_OF_TOWN = """
党政干部 | 镇村干部安全生产专题培训 | 再训 | 4 | 70 | 安全生产法、党政领导责任制、典型案例 | 9
监管人员 | 监管执法人员业务培训 | 再训 | 8 | 12 | 检查程序、文书制作、重大隐患判定标准 | 7
主要负责人 | 企业主要负责人再培训班 | 再训 | 12 | 42 | 法定职责、双重预防、应急处置 | 10
安管人员 | 安全管理人员再培训班 | 再训 | 12 | 45 | 隐患排查、台账、现场管理 | 8
安管人员 | 安全管理人员初训班 | 初训 | 24 | 16 | 安全管理基础、法律法规、事故预防 | 4
事故警示 | 有限空间事故警示教育 | 再训 | 2 | 60 | 事故案例片、作业审批、先通风后检测 | 5
复工复产 | 节后复工复产安全培训 | 再训 | 4 | 88 | 开工第一课、设备检查、员工教育 | 9
农民工 | 务工人员安全培训 | 初训 | 24 | 36 | 高处、用电、个体防护、权益 | 6
劳务队 | 劳务队带班人员培训 | 初训 | 24 | 20 | 班前讲话、特种作业持证、工伤预防 | 3
"""
_WORKS = ("瓦工", "木工", "钢筋工", "架子工", "电工", "焊工", "普工", "水电工")


def fill(page: Page) -> None:
    """Make them."""
    firms = at_work(page)
    for firm in firms:
        if (firm.enterprise.employees or 0) >= 10 and page.chance.maybe(0.8):
            _at_firm(page, firm)
    if page.first:
        for line in _OF_TOWN.strip().splitlines():
            _of_town(page, firms, [cell.strip() for cell in line.split("|")])
        _teams(page, firms)
    _rates(page, firms)


def _of_town(page: Page, firms: list[Firm], cells: list[str]) -> None:
    kind, name, round_, hours, should, content, months = cells
    chance = page.chance
    start = workday(add_months(page.today, -int(months)) - dt.timedelta(days=chance.randint(0, 20)))
    listed = kind in ("主要负责人", "安管人员")
    people = round(int(should) * chance.uniform(0.82, 1.0))
    training = page.family.add(
        Training(
            code=number(page, "PX", start),
            name=f"{start.year}年{name}",
            kind=kind,
            round=TrainingRound.FIRST if round_ == "初训" else TrainingRound.AGAIN,
            organizer="茂林镇安全生产委员会办公室",
            start=start,
            end=start + dt.timedelta(days=max(0, int(hours) // 8 - 1)),
            hours=float(hours),
            place="镇政府三楼会议室",
            teacher=chance.person(),
            content=content,
            should_count=int(should),
            people=people,
            passed=round(people * 0.96) if kind != "事故警示" else None,
            exam=kind != "事故警示",
            injury=kind in ("农民工", "劳务队", "复工复产"),
        )
    )
    if listed:
        _attend(page, firms, training, min(people, 26))


def _attend(page: Page, firms: list[Firm], training: Training, count: int) -> None:
    """Heads or safety officers, with the certificate that their firm has of that kind."""
    chance, manager = page.chance, training.kind == "主要负责人"
    kind = "主要负责人合格证" if manager else "安全管理人员合格证"
    fit = [firm for firm in firms if (firm.enterprise.principal if manager else firm.enterprise.safety_officer)]
    for n, firm in enumerate(chance.sample(fit, min(count, len(fit))), 1):
        e = firm.enterprise
        held: list[Certificate] = [c for c in page.family.of(e, "certificates") if c.kind == kind]
        score = chance.choices((chance.randint(80, 98), chance.randint(60, 79), chance.randint(45, 59)), (14, 5, 1))[0]
        page.family.add(
            TrainingAttendee(
                training=training.id,
                seq=n,
                person=e.principal if manager else e.safety_officer,
                enterprise=e.id,
                post="主要负责人" if manager else "安全员",
                score=float(score),
                passes=score >= 60,
                cert=held[0].id if held else None,
            )
        )


def _at_firm(page: Page, firm: Firm) -> None:
    """The yearly training of all, and that of the new ones with its people; at a few the hours are too short."""
    chance, e = page.chance, firm.enterprise
    staff = e.employees or 0
    start = workday(page.today - dt.timedelta(days=chance.randint(20, 330)))
    again = 20.0 if e.is_high_risk else 8.0
    _training(
        page,
        e,
        "全员",
        "全员安全再培训",
        TrainingRound.AGAIN,
        again - 8 * (e.is_high_risk and chance.maybe(0.15)),
        staff,
        start,
    )
    if chance.maybe(0.45):
        fresh = chance.randint(1, min(6, staff))
        hours = (72.0 if e.is_high_risk else 24.0) - (8.0 if chance.maybe(0.1) else 0.0)
        start = workday(page.today - dt.timedelta(days=chance.randint(15, 300)))
        training = _training(page, e, "新员工三级教育", "新员工三级安全教育", TrainingRound.FIRST, hours, fresh, start)
        tiers = ("公司", "项目", "班组") if e.subject_type == "建设项目(在建)" else ("公司", "车间", "班组")
        page.family.put(training.replace(tiers=tiers))
        for n in range(1, fresh + 1):
            page.family.add(
                TrainingAttendee(
                    training=training.id,
                    seq=n,
                    person=chance.person(),
                    enterprise=e.id,
                    post=chance.choice(
                        ("操作工", "搬运工", "包装工", "服务员") if staff < 60 else ("操作工", "打磨工", "质检员")
                    ),
                    is_migrant=chance.maybe(0.5),
                    is_dispatch=chance.maybe(0.1),
                    score=float(chance.randint(70, 98)),
                    passes=True,
                )
            )


def _training(
    page: Page, e: Enterprise, kind: str, name: str, round_: TrainingRound, hours: float, should: int, start: dt.date
) -> Training:
    people = max(1, round(should * page.chance.uniform(0.85, 1.0)))
    return page.family.add(
        Training(
            code=number(page, "PX", start),
            name=f"{start.year}年{name}",
            kind=kind,
            round=round_,
            enterprise=e.id,
            organizer=e.name,
            start=start,
            end=start + dt.timedelta(days=int(hours) // 8 - 1),
            hours=hours,
            place="本单位会议室",
            teacher=e.safety_officer or e.principal or page.chance.person(),
            content="岗位风险、操作规程、应急处置、劳动防护用品使用",
            method="集中",
            should_count=should,
            people=people,
            passed=round(people * 0.98),
            exam=True,
            injury=page.chance.maybe(0.3),
        )
    )


def _teams(page: Page, firms: list[Firm]) -> None:
    """Four labour teams; one has not been trained."""
    chance = page.chance
    sites = [firm.enterprise for firm in firms if firm.enterprise.subject_type == "建设项目(在建)"]
    for n, place in enumerate(list(page.town.places.values())[:4]):
        site = sites[n] if n < len(sites) else None
        team = page.family.add(
            LabourTeam(
                name=f"{place.village.name}劳务{'一二三四'[n]}队",
                leader=chance.person(),
                phone=chance.mobile(),
                village=place.village.id,
                project=site.name if site else "县外某住宅项目",
                enterprise=site.id if site else None,
                training_done=n != 2,
                trained_on=workday(add_months(page.today, -2 - n)) if n != 2 else None,
            )
        )
        for seq in range(1, chance.randint(6, 11)):
            work = chance.choice(_WORKS)
            card = page.numbers.id_card(chance)
            page.family.add(
                LabourMember(
                    team=team.id,
                    seq=seq,
                    name=chance.person(),
                    id_card=card,
                    work=work,
                    cert_no=f"T{card}" if work in ("架子工", "电工", "焊工") and chance.maybe(0.8) else None,
                    phone=chance.mobile(),
                )
            )


_BASE = {"轻工": 0.7, "机械": 0.9, "建材": 1.1, "建筑施工": 1.3, "纺织": 0.5, "危险化学品": 1.3, "烟花爆竹": 1.3}


def _rates(page: Page, firms: list[Firm]) -> None:
    """Rates of last year and this year; two went up after an accident, some came down."""
    chance = page.chance
    insured = [firm.enterprise for firm in firms if firm.enterprise.insured_injury]
    for n, e in enumerate(chance.sample(insured, min(36, len(insured)))):
        for year in (page.today.year - 1, page.today.year):
            moved = year == page.today.year
            hurt = int(moved and n < 2)
            band = FloatBand.UP_1 if hurt else FloatBand.DOWN_1 if moved and n % 5 == 3 else FloatBand.BASE
            page.family.add(
                InjuryRate(
                    enterprise=e.id,
                    year=year,
                    risk_class=3 + n % 4,
                    base_rate=_BASE.get(e.industry_safety or "", 0.4),
                    band=band,
                    reason={FloatBand.UP_1: "上年发生工伤事故，支缴率高", FloatBand.DOWN_1: "连续两年未发生工伤"}.get(
                        band
                    ),
                    accidents=hurt,
                )
            )
