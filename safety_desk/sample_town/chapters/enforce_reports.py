"""Reports from the public in one copy of the sample town, in every state."""

import datetime as dt
from typing import Any

from safety_desk.ledgers.enforce.report import ReportCase, ReportChannel, ReportState, VerifyResult
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chapters.page import Page

_S = ReportState
_TOLD = (
    ("某车间夜间动火作业，旁边堆放油漆桶，没有人看火", "违法行为", _S.FILED, VerifyResult.TRUE, 300),
    ("厂区疏散通道被成品堆死，安全出口上锁", "重大隐患", _S.FILED, VerifyResult.TRUE, 265),
    ("员工没有电工证，在配电房接线", "违法行为", _S.REWARDED, VerifyResult.TRUE, 190),
    ("粉尘车间没有清扫，除尘器停用", "重大隐患", _S.REWARDED, VerifyResult.PARTLY, 150),
    ("餐馆液化气瓶放在楼梯间", "违法行为", _S.ANSWERED, VerifyResult.TRUE, 96),
    ("出租房楼道停放电动车充电", "违法行为", _S.ANSWERED, VerifyResult.FALSE, 88),
    ("叉车司机无证驾驶", "违法行为", _S.HANDLED, VerifyResult.PARTLY, 47),
    ("冷库有刺鼻氨味，报警器一直不响", "重大隐患", _S.VERIFIED, VerifyResult.PARTLY, 36),
    ("石材厂起重机没有检验", "违法行为", _S.ACCEPTED, None, 22),
    ("工地临边没有护栏", "违法行为", _S.HANDED, None, 64),
    ("隔壁作坊噪声大，影响休息", "违法行为", _S.DECLINED, None, 58),
    ("有人受伤后被送外地医院，没有上报", "瞒报", _S.ACCEPTED, None, 9),
    ("烟花爆竹零售点超量存放", "重大隐患", _S.RECEIVED, None, 1),
)
_CHANNELS = tuple(ReportChannel)
_ORDER = (_S.ACCEPTED, _S.VERIFIED, _S.HANDLED, _S.ANSWERED, _S.REWARDED, _S.FILED)


def fill_reports(page: Page) -> None:
    """Write them."""
    for n, (text, category, end, result, days) in enumerate(_TOLD):
        firm = page.family.now(page.chance.choice(page.firms).enterprise)
        received = page.today - dt.timedelta(days=days)
        anonymous = n % 3 == 1
        case = ReportCase(
            no=page.numbers.next(f"JB-{received.year}"),
            channel=_CHANNELS[n % len(_CHANNELS)],
            received_at=received,
            anonymous=anonymous,
            reporter_name=None if anonymous else page.chance.person(),
            reporter_phone=None if anonymous else page.chance.mobile(),
            is_employee=n in (2, 3),
            object_enterprise=firm.id,
            content=text,
            category=category,
            status=end,
            assigned_to=page.town.inspectors[n % 4].id,
        )
        page.family.add(case.replace(**_gone_on(page, firm, case, end, result)))


def _gone_on(page: Page, firm: Any, case: ReportCase, end: ReportState, result: VerifyResult | None) -> dict[str, Any]:
    """What was done by now."""
    if end is _S.RECEIVED:
        return {"assigned_to": None}
    day = case.received_at + dt.timedelta(days=1)
    if end is _S.DECLINED:
        return {"accept_note": "不属于安全生产举报，已告知向生态环境部门反映", "closed_at": day, "assigned_to": None}
    if end is _S.HANDED:
        return {"accept_at": day, "handed_to": "县住房和城乡建设局", "accept_note": "属建设工程，转办"}
    done: dict[str, Any] = {"accept_at": day, "accept_note": "受理，七日内到现场核查"}
    far = _ORDER.index(end)
    if far >= 1:
        dangers: list[HiddenDanger] = page.family.of(firm, "hidden_dangers")
        found = result is not VerifyResult.FALSE
        done |= {
            "verified_at": day + dt.timedelta(days=6),
            "verify_result": result,
            "verify_text": "现场核查，情况属实，已责令整改" if found else "现场核查，未发现所述情况",
            "hidden_danger": dangers[0].id if found and dangers and far >= 2 else None,
        }
    if far >= 2:
        done["handle"] = "登记隐患，限期整改并复查" if result is not VerifyResult.FALSE else "不属实，不予处理"
    if far >= 3:
        done |= {"reply_at": day + dt.timedelta(days=12), "reply_way": "公示结果" if case.anonymous else "电话回复"}
    if far >= 4 and result is not VerifyResult.FALSE:
        yuan = page.chance.choice((10000, 20000, 30000))
        most = max(3000, yuan * 15 // 100)
        done |= {"fine": yuan * 100, "reward_amount": most * 100, "reward_paid_at": day + dt.timedelta(days=45)}
    if end is _S.FILED:
        done["closed_at"] = day + dt.timedelta(days=60)
    return done
