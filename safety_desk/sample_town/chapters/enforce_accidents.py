"""The accidents and near misses of the sample town, from the first call to the closing."""

import datetime as dt
from typing import Any

from safety_desk.dates import add_years
from safety_desk.ledgers.certificate import Gender
from safety_desk.ledgers.enforce.accident import Accident, AccidentState, Liability
from safety_desk.ledgers.enforce.victims import (
    AccidentLiability,
    AccidentMeasure,
    Casualty,
    Injury,
    LiabilityKind,
    Party,
    UpKind,
    UpReport,
)
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page

_A = AccidentState
_WAN = 1_000_000
# trade, what, old type, new type, place, injury, post, days ago, state, loss in 万元
_STORIES = (
    ("石材加工", "起重伤害事故", "04", "5", "荒料堆场", Injury.DEATH, "行车工", 690, _A.CLOSED, 158),
    ("竹木制品", "机械伤害事故", "03", "4", "开料车间", Injury.SERIOUS, "开料工", 560, _A.PUBLISHED, 36),
    ("机械加工", "高处坠落事故", "09", "10", "钢结构屋面", Injury.DEATH, "维修工", 470, _A.EVALUATED, 142),
    ("竹木制品", "火灾事故", "08", "9", "成品仓库", None, "", 350, _A.CARRIED_OUT, 48),
    ("宣纸", "灼烫事故", "07", "8", "蒸煮工段", Injury.SERIOUS, "蒸煮工", 236, _A.APPROVED, 22),
    ("机械加工", "物体打击事故", "01", "1", "装配车间", Injury.SERIOUS, "装配工", 118, _A.SUBMITTED, 18),
    ("塑料制品", "机械致害事故", "03", "4", "注塑车间", Injury.SERIOUS, "注塑工", 41, _A.INQUIRY, 12),
    ("服饰", "触电事故", "05", "6", "整烫车间", Injury.MINOR, "整烫工", 6, _A.REPORTED, 2),
    ("石材加工", "车辆致害事故", "02", "2", "厂区道路", Injury.MINOR, "叉车司机", 2, _A.VERIFIED, 1),
    ("液氨冷库", "氨泄漏险情", "020", "26", "机房", None, "", 1, _A.HEARD, 0),
    ("液化气供应站", "气瓶泄漏险情", "018", "26", "瓶库", None, "", 210, _A.CLOSED, 0),
)
_ORDER = tuple(_A)
_NEAR = ("险情",)


def fill_accidents(page: Page) -> None:
    """Write them, each at an enterprise of its trade."""
    used: set[int] = set()
    for story in _STORIES:
        fit = [f for f in page.firms if f.trade.name == story[0] and f.enterprise.id not in used] or list(page.firms)
        firm = page.chance.choice(fit)
        used.add(firm.enterprise.id or 0)
        _happen(page, page.family.now(firm.enterprise), story)


def _happen(page: Page, firm: Enterprise, story: tuple[Any, ...]) -> None:
    _, what, old, new, place, injury, post, days, state, loss = story
    at = dt.datetime.combine(page.today - dt.timedelta(days=days), dt.time(page.chance.randint(7, 16), 20))
    near = what.endswith(_NEAR)
    far = _ORDER.index(state)
    values: dict[str, Any] = {
        "name": f"{firm.short_name or firm.name}“{at.month}·{at.day}”{what}",
        "desc": f"{at.month} 月 {at.day} 日，{place}{'发现险情，立即停机疏散，未造成伤亡' if near else '作业时发生事故，现场立即停止作业并救援'}。",
        "taken_measures": "停机疏散，排除险情，设置警戒"
        if near
        else "停止作业，切断电源，抢救伤员，保护现场，通知家属",
        "reported_at": at + dt.timedelta(minutes=25),
        "report_channel": "电话",
    }
    if far >= 2 and not near:
        values["initial_report_at"] = at + dt.timedelta(minutes=70)
    values |= _inquiry(page, at.date(), far, place, near)
    accident = page.family.add(
        Accident(
            no=f"SG-{at.year}-{page.numbers.nth(f'SG {at.year}'):03d}",
            enterprise=firm.id,
            is_near_miss=near,
            is_production=not near,
            occurred_at=at,
            place=place,
            accident_type=old,
            accident_type_new=new,
            status=state,
            direct_loss=loss * _WAN if loss else None,
            **values,
        )
    )
    if not near:
        _people(page, accident, injury, post)
        _upwards(page, accident, at)
        _follow(page, accident, far)


def _inquiry(page: Page, day: dt.date, far: int, place: str, near: bool) -> dict[str, Any]:
    """What is known of the inquiry, as far as it has come."""
    if near:
        return (
            {"closed_at": day + dt.timedelta(days=1), "remark": "处置完毕，已通报企业举一反三"}
            if far == len(_ORDER) - 1
            else {}
        )
    done: dict[str, Any] = {}
    if far >= 3:
        done |= {"invest_start": day + dt.timedelta(days=1), "team": "县政府授权县应急管理局牵头，公安、工会、本镇参加"}
    if far >= 4:
        done |= {
            "report_submitted": day + dt.timedelta(days=52),
            "cause_direct": f"作业人员在{place}违反操作规程作业",
            "cause_indirect": "现场安全管理不到位，安全防护装置缺失",
            "cause_mgmt": "安全教育培训流于形式，隐患排查不彻底",
            "liability": Liability.YES,
        }
    if far >= 5:
        done |= {"approved_at": day + dt.timedelta(days=65), "approved_by": "泾县人民政府"}
    if far >= 6:
        done |= {
            "cause_found": True,
            "punished": True,
            "measures_done": True,
            "double_check_ent": "对企业及主要负责人立案处罚",
            "double_check_gov": "经查，属地监管履职有记录；对联系干部提醒谈话",
        }
    if far >= 7:
        done |= {
            "eval_date": workday(add_years(day, 1) + dt.timedelta(days=20)),
            "eval_result": "整改措施已落实，责任追究到位",
            "educated": True,
            "educated_note": "召开现场警示会，全镇同类企业参加",
        }
        done["eval_date"] = min(done["eval_date"], page.today)
    if far >= 8:
        done["eval_public_at"] = min(page.today, done["eval_date"] + dt.timedelta(days=10))
    if far >= 9:
        done["closed_at"] = min(page.today, done["eval_date"] + dt.timedelta(days=20))
    return done


def _people(page: Page, accident: Accident, injury: Injury | None, post: str) -> None:
    if injury is None:
        return
    days = {
        Injury.DEATH: None,
        Injury.SERIOUS: page.chance.randint(120, 300),
        Injury.MINOR: page.chance.randint(8, 60),
    }[injury]
    page.family.add(
        Casualty(
            accident=accident.id,
            seq=1,
            name=page.chance.person(),
            gender=Gender.MALE,
            age=page.chance.randint(28, 58),
            post=post,
            injury=injury,
            body_part={Injury.DEATH: "头部"}.get(injury, "手部"),
            nature="挤压伤",
            days_lost=days,
            compensation=120 * _WAN if injury is Injury.DEATH else page.chance.randint(2, 20) * _WAN,
            training=True,
            insured=True,
        )
    )


def _upwards(page: Page, accident: Accident, at: dt.datetime) -> None:
    """Who told whom, and when."""
    first = at + dt.timedelta(minutes=5)
    told = [("单位报县", "县应急管理局、茂林镇人民政府", first, at + dt.timedelta(minutes=25), accident.reported_at)]
    if accident.initial_report_at:
        told.append(("镇报县", "县应急管理局", at + dt.timedelta(minutes=25), at + dt.timedelta(minutes=70), None))
    for n, (level, to, known, when, _) in enumerate(told, 1):
        page.family.add(
            UpReport(
                accident=accident.id,
                seq=n,
                kind=UpKind.FIRST,
                level=level,
                to=to,
                known_at=known,
                at=when,
                way="电话",
                content="发生单位、时间地点、简要经过、伤亡、损失估计、已采取措施",
                reporter=page.chance.person(),
                receiver="县局值班室",
            )
        )
    if _ORDER.index(accident.status) >= 3:
        page.family.add(
            UpReport(
                accident=accident.id,
                seq=3,
                kind=UpKind.NEXT,
                level="镇报县",
                to="县应急管理局",
                at=at + dt.timedelta(days=2),
                way="书面",
                content="伤者救治和善后情况",
                reporter=page.chance.person(),
            )
        )


def _follow(page: Page, accident: Accident, far: int) -> None:
    """Who answers, and what was mended."""
    if far < 5 or accident.approved_at is None:
        return
    done = accident.approved_at + dt.timedelta(days=45) if far >= 6 else None
    day, executed = accident.approved_at + dt.timedelta(days=30), done and min(done, page.today)
    firm = page.family.linked(accident, "enterprise")
    rows: tuple[dict[str, Any], ...] = (
        {
            "kind": LiabilityKind.CIVIL,
            "party": Party.FIRM,
            "name": firm.name,
            "fault": "对事故负赔偿责任",
            "detail": "与伤者（家属）达成赔偿协议",
            "decided_by": "镇人民调解委员会",
        },
        {
            "kind": LiabilityKind.ADMINISTRATIVE,
            "party": Party.FIRM,
            "name": firm.name,
            "fault": "安全管理不到位",
            "suggestion": "行政处罚",
            "decided_by": "县应急管理局",
        },
        {
            "kind": LiabilityKind.ADMINISTRATIVE,
            "party": Party.PERSON,
            "name": firm.principal or page.chance.person(),
            "post": "主要负责人",
            "fault": "未履行安全生产管理职责",
            "suggestion": "行政处罚",
            "decided_by": "县应急管理局",
        },
    )
    if far == len(_ORDER) - 1:
        seen = {
            "kind": LiabilityKind.ADMINISTRATIVE,
            "party": Party.OFFICIAL,
            "name": page.chance.person(),
            "post": "联系企业干部",
        }
        rows += ({**seen, "fault": "日常巡查督促不够", "suggestion": "提醒谈话", "decided_by": "镇纪委"},)
    for n, row in enumerate(rows, 1):
        page.family.add(
            AccidentLiability(
                accident=accident.id, seq=n, decided_date=day if executed else None, executed=executed, **row
            )
        )
    page.family.add(
        AccidentLiability(
            accident=accident.id,
            seq=len(rows) + 1,
            kind=LiabilityKind.CRIMINAL,
            not_applicable=True,
            na_reason="调查报告认定不构成犯罪",
        )
    )
    for n, text in enumerate(("更换并加装安全防护装置", "修订操作规程并全员培训考核", "开展同类设备专项排查"), 1):
        due = accident.approved_at + dt.timedelta(days=20 * n)
        page.family.add(
            AccidentMeasure(
                accident=accident.id,
                seq=n,
                text=text,
                owner=firm.name,
                due=due,
                done_at=min(due, page.today) if far >= 6 else None,
                result="已完成" if far >= 6 else None,
            )
        )
