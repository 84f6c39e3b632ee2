"""Publicity, models, days of the year and the news of the sample town."""

import datetime as dt

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.society.publicity import (
    CalendarEvent,
    CultureLevel,
    CultureResult,
    MediaResponse,
    OpinionRisk,
    PublicityActivity,
    SafetyCulture,
)
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.chapters.society_services import at_work

# 类型 | 名称 | 七进 | 主办 | 对象 | 人数 | 资料 | 媒体 | 每年几月，有定日的写上日
_YEARLY = """
安全生产月 | “安全生产月”启动仪式 | 机关 公共场所 | 茂林镇安全生产委员会办公室 | 党政干部 企业负责人 | 110 | 300 | 镇公众号 | 6-1
咨询日 | “6·16”安全宣传咨询日 | 公共场所 社区 | 茂林镇安全生产委员会办公室 | 居民 村民 | 420 | 1500 | 县融媒体 | 6-16
警示教育 | 企业负责人警示教育会 | 企业 | 应急管理所 | 企业负责人 安全管理人员 | 96 | 120 | | 1
职业病防治法宣传周 | 职业病防治法宣传周进企业 | 企业 | 卫生院 | 一线职工 | 130 | 260 | | 4-27
基层宣讲 | 用电用气安全村组宣讲 | 农村 家庭 | 应急管理所 | 村民 老年人 | 210 | 600 | 应急广播 | 3
七进 | 安全知识进校园 | 学校 | 中心学校 | 学生 | 380 | 400 | | 9
七进 | 出租房、群租房上门宣传 | 社区 家庭 | 派出所 | 居民 农民工 | 160 | 320 | | 10
知识竞赛 | 职工安全知识竞赛 | 企业 | 经济发展办公室 | 一线职工 | 85 | 85 | 镇公众号 | 5
辅导讲座 | 安全生产法专题辅导讲座 | 机关 | 茂林镇安全生产委员会办公室 | 党政干部 村（社区）干部 | 64 | 64 | | 2
专家讲解 | 有限空间作业安全专家讲解 | 企业 | 应急管理所 | 安全管理人员 一线职工 | 72 | 100 | | 7
横幅标语 | 汛期安全横幅标语 | 公共场所 农村 | 党政综合办公室 | 村民 | 0 | 40 | | 5
公益广告 | 冬季防火公益广告 | 社区 家庭 | 专职消防队 | 居民 村民 | 0 | 200 | 短视频 | 11
短信微信 | 节前安全提示短信 | 家庭 | 茂林镇安全生产委员会办公室 | 村民 居民 | 2600 | 0 | 村务微信群 | 9
媒体专栏 | 身边隐患曝光专栏 | 公共场所 | 文化旅游站 | 居民 | 0 | 0 | 镇公众号 | 8
干部轮训 | 村（社区）干部安全轮训 | 机关 农村 | 茂林镇安全生产委员会办公室 | 村（社区）干部 | 58 | 58 | | 12
"""


def fill(page: Page) -> None:
    """Make them."""
    _activities(page)
    _models(page)
    _own_day(page)
    _news(page)


def _activities(page: Page) -> None:
    """Two years of them, those of next month still to come."""
    chance, villages = page.chance, list(page.town.places.values())
    for line in _YEARLY.strip().splitlines():
        kind, title, into, organ, audience, people, papers, media, month = (cell.strip() for cell in line.split("|"))
        for year in range(page.today.year - 1, page.today.year + 1):
            number, _, fixed = month.partition("-")
            day = dt.date(year, int(number), int(fixed or chance.randint(3, 27)))
            day = day if fixed else workday(day)
            if day > page.today + dt.timedelta(days=40):
                continue
            village = chance.choice(villages) if set(into.split()) & {"农村", "家庭", "社区"} else None
            lectured = kind in ("辅导讲座", "专家讲解", "干部轮训", "警示教育", "基层宣讲")
            start = dt.datetime.combine(day, dt.time(chance.choice((8, 9, 14)), 30))
            done = day < page.today
            page.family.add(
                PublicityActivity(
                    title=f"{year}年{title}",
                    activity_type=kind,
                    theme="人人讲安全、个个会应急",
                    seven_in=tuple(into.split()) or None,
                    village=village.village.id if village else None,
                    start_at=start,
                    end_at=start + dt.timedelta(hours=2),
                    place=f"{village.village.name}文化广场" if village else "镇政府三楼会议室",
                    organizer_org=page.town.orgs[organ].id,
                    lecturer=chance.person() if lectured else None,
                    lecturer_type="专家学者" if kind == "专家讲解" else "机关干部" if lectured else None,
                    audience_type=tuple(audience.split()),
                    attendee_count=round(int(people) * chance.uniform(0.85, 1.15)) if done else 0,
                    unit_count=chance.randint(2, 12) if done else None,
                    material_count=int(papers) or None,
                    media_channel=media or None,
                    media_title=f"茂林镇：{title}" if media and done else None,
                    summary="活动按方案完成" if done else None,
                )
            )


def _models(page: Page) -> None:
    firms = [firm.enterprise for firm in at_work(page) if (firm.enterprise.employees or 0) >= 30]
    chosen = page.chance.sample(firms, min(4, len(firms)))
    stories = (
        ("安全文化建设示范企业", CultureLevel.CITY, CultureResult.PASSED, 30), ("青年安全生产示范岗", CultureLevel.COUNTY, CultureResult.PASSED, 14),
        ("安康杯优胜", CultureLevel.COUNTY, CultureResult.FAILED, 9), ("安全文化建设示范企业", CultureLevel.COUNTY, CultureResult.WAITING, 3),
    )  # fmt: skip
    for e, (kind, level, result, months) in zip(chosen, stories, strict=False):
        _model(page, e.name, kind, level, result, months, enterprise=e.id)
    for name, result, months in (("茂林社区", CultureResult.PASSED, 34), ("奎峰村", CultureResult.WAITING, 2)):
        place = page.town.places.get(name) or next(iter(page.town.places.values()))
        _model(page, place.village.name, "安全社区", CultureLevel.CITY, result, months, village=place.village.id)


def _model(
    page: Page, name: str, kind: str, level: CultureLevel, result: CultureResult, months: int, **whose: object
) -> None:
    applied = workday(add_months(page.today, -months))
    accepted = None if result is CultureResult.WAITING else applied + dt.timedelta(days=60)
    ends = add_years(accepted, 3) if accepted and result is CultureResult.PASSED else None
    page.family.add(
        SafetyCulture(
            name=name, kind=kind, level=level, apply=applied, accept=accepted, result=result, valid_to=ends, **whose
        )
    )


def _own_day(page: Page) -> None:
    """A day of the town's own, beside those that the program brings."""
    page.family.add(
        CalendarEvent(
            name="茂林集市用电用气安全检查日",
            day=page.today + dt.timedelta(days=25),
            kind="检查",
            content="节前集市摊位用电用气检查，发放提示单",
        )
    )


def _news(page: Page) -> None:
    for event, channel, risk, days, response, result in (
        (
            "村民反映沿街餐饮店夜间使用气瓶",
            "村务微信群",
            OpinionRisk.LOW,
            21,
            "次日上门核查，更换软管、加装报警器",
            "反映人表示满意",
        ),
        (
            "短视频称某加工厂粉尘扰民",
            "短视频",
            OpinionRisk.MIDDLE,
            96,
            "联合核查，责令除尘整改，公众号回应",
            "视频已删除",
        ),
        ("网传水库放水淹没道路", "镇公众号", OpinionRisk.MIDDLE, 170, "发布水情说明，澄清谣言", "舆情平息"),
        ("群众询问烟花零售点布点", "网站", OpinionRisk.LOW, 3, None, None),
    ):
        day = page.today - dt.timedelta(days=days)
        page.family.add(
            MediaResponse(
                event=event,
                date=day,
                channel=channel,
                risk_level=risk,
                response=response,
                responded_on=day + dt.timedelta(days=1) if response else None,
                result=result,
            )
        )
