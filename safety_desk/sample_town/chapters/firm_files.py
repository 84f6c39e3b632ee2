"""The papers and goods of the sample town's enterprises: stock, licences, protection, health, files, projects, leases."""

import datetime as dt
import re
from typing import Any

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.enterprise import GONE, Enterprise, StdLevel
from safety_desk.ledgers.firm.facility import EntFireFacility, EntLightning, EntPpe
from safety_desk.ledgers.firm.health import EntOccHealth, TestResult
from safety_desk.ledgers.firm.lease import EntLease
from safety_desk.ledgers.firm.licence import EntDoc, EntEvaluation, EntLicense
from safety_desk.ledgers.firm.project import EntConstruction, Stage
from safety_desk.ledgers.firm.stock import EntEquipment, EntMaterial, EntProduct, Matter
from safety_desk.sample_town.chance import Chance
from safety_desk.sample_town.chapters import firm_trades as trades
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import WAN, Firm
from safety_desk.sample_town.lives import LANDLORD

_MATTER = {"固": Matter.SOLID, "液": Matter.LIQUID, "气": Matter.GAS}
_ISSUERS = {
    "危化经营": "泾县应急管理局", "烟花爆竹经营(零售)": "泾县应急管理局",
    "安全生产许可证": "安徽省住房和城乡建设厅", "建筑资质": "宣城市住房和城乡建设局",
    "燃气经营": "泾县住房和城乡建设局", "消防验收": "泾县住房和城乡建设局", "排污": "宣城市泾县生态环境分局", "取水": "泾县水利局",
    "食品经营": "泾县市场监督管理局", "道路运输": "泾县交通运输局", "标准化证书": "宣城市应急管理局",
}  # fmt: skip
_DOCS = (
    ("责任制", "全员安全生产责任制"), ("操作规程", "岗位安全操作规程汇编"), ("隐患排查治理制度", "生产安全事故隐患排查治理制度"),
    ("风险分级管控制度", "安全风险分级管控制度"), ("培训", "安全生产教育培训记录"), ("应急", "应急预案和演练记录"), ("制度", "安全生产管理制度汇编"),
    ("会议", "安全例会记录"), ("检查", "月度安全检查记录"), ("投入", "安全生产投入台账"), ("奖惩", "安全生产奖惩办法"),
)  # fmt: skip
_FORGETFUL = ("幼儿园",)
"""Trades whose lightning protection is late, so that some is."""
_LAB = "某职业卫生技术服务有限公司"
_SERVICE = ("某安全技术服务有限公司", "某安全评价咨询有限公司")


def due(chance: Chance, today: dt.date, months: int) -> dt.date:
    """The day on which something with that term ends: of a few past, of some soon, of most far off."""
    draw = chance.random()
    days = (
        chance.randint(-70, -3)
        if draw < 0.05
        else chance.randint(2, 58)
        if draw < 0.13
        else chance.randint(70, max(90, months * 30 - 10))
    )
    return today + dt.timedelta(days=days)


class Files:
    """Writes what one enterprise after another keeps."""

    def __init__(self, page: Page) -> None:
        self._page, self._chance, self._today, self._add = page, page.chance, page.today, page.family.add
        self._materials, self._machines = trades.of_trade(trades.MATERIALS), trades.of_trade(trades.MACHINES)
        self._licences, self._health = trades.of_trade(trades.LICENCES), trades.of_trade(trades.HEALTH)

    def of(self, firm: Firm) -> None:
        """All of one enterprise."""
        e = self._page.family.now(firm.enterprise)
        trade = firm.trade.name
        self._stock(e, trade)
        self._license(e, trade)
        self._protect(e, trade)
        self._watch_health(e, trade)
        self._evaluate(e, trade)
        self._file(e)

    def _since(self, e: Enterprise, days: int) -> dt.date:
        """A day within the last so many days, but not before the enterprise was."""
        return self._chance.day_between(
            max(e.found_date or dt.date.min, self._today - dt.timedelta(days=days)), self._today
        )

    def _stock(self, e: Enterprise, trade: str) -> None:
        chance = self._chance
        for name, cas, hazardous, unit, state, use, store, place, way in self._materials.get(trade, ()):
            self._add(
                EntMaterial(
                    enterprise=e.id,
                    name=name,
                    cas=cas or None,
                    is_hazchem=hazardous == "是",
                    unit=unit,
                    state=_MATTER[state],
                    annual_use=float(chance.number(use)),
                    max_store=float(chance.number(store)),
                    store_place=place,
                    store_way=way,
                    has_msds=True if hazardous == "是" and chance.maybe(0.88) else None,
                )
            )
        for said in (e.main_products or "").split("；"):
            made = re.match(r"(.+?)年产(\d+)(\D+)", said)
            if made:
                self._add(
                    EntProduct(
                        enterprise=e.id,
                        name=made[1],
                        annual_output=float(made[2]),
                        unit=made[3],
                        state=Matter.SOLID,
                        store_place="成品库",
                    )
                )
        for name, model, process, count, *old in self._machines.get(trade, ()):
            used = self._since(e, 12 * 365)
            if old and chance.maybe(0.5):
                continue
            self._add(
                EntEquipment(
                    enterprise=e.id,
                    name=name,
                    model=model,
                    process=process,
                    quantity=int(count),
                    used_from=used,
                    is_obsolete=bool(old),
                    maintained_on=max(used, self._since(e, 500)),
                    maintenance=chance.choice(
                        ("更换轴承、加注润滑油", "检查防护罩和急停，正常", "年度检修，更换易损件")
                    ),
                )
            )

    def _license(self, e: Enterprise, trade: str) -> None:
        asked = [row[0].rsplit(" ", 1) for row in self._licences.get(trade, ())]
        if e.std_level is not StdLevel.NONE:
            asked.append(["标准化证书", "3"])
        for kind, years in asked:
            end = due(self._chance, self._today, 12 * int(years)) if int(years) else None
            first = add_years(end, -int(years)) if end else self._since(e, 8 * 365)
            no = f"皖泾{kind[:1]}证字〔{first.year}〕{self._page.numbers.nth(f'{kind}{first.year}'):04d}号"
            self._add(
                EntLicense(
                    enterprise=e.id,
                    kind=kind,
                    no=no,
                    issuer=_ISSUERS[kind],
                    issued_on=first,
                    valid_to=end,
                    scope=e.biz_scope,
                )
            )

    def _protect(self, e: Enterprise, trade: str) -> None:
        chance, people = self._chance, e.employees or 3
        facilities = (
            [("灭火器", "各车间及通道" if people > 8 else "经营场所内", max(2, people // 3))]
            if chance.maybe(0.94)
            else []
        )
        if people >= 30:
            facilities += [
                ("室内消火栓", "厂房各层", 4),
                ("应急照明", "疏散通道", max(6, people // 6)),
                ("疏散指示", "疏散通道", max(6, people // 8)),
            ]
        if "人员密集" in (e.tags or ()):
            facilities.append(("火灾自动报警", "楼内", 1))
        if {"餐饮燃气", "液化气站", "加油加气站"} & set(e.tags or ()) and chance.maybe(0.8):
            facilities.append(("可燃气体报警", "厨房" if "餐饮燃气" in (e.tags or ()) else "罐区", 2))
        for kind, location, count in facilities:
            following = due(chance, self._today, 12)
            self._add(
                EntFireFacility(
                    enterprise=e.id,
                    kind=kind,
                    location=location,
                    quantity=count,
                    checked_on=min(add_months(following, -12), self._today),
                    next_check=following,
                    works=chance.maybe(0.96),
                )
            )
        for sign in trades.PPE_OF.get(trade, ""):
            name, months = trades.PPES[sign]
            issued = self._since(e, round(months * 30 * 1.1))
            self._add(
                EntPpe(
                    enterprise=e.id, name=name, quantity=max(2, people * 3 // 4), issued_on=issued, cycle_months=months
                )
            )
        if trade in trades.LIGHTNING:
            months = 6 if trades.LIGHTNING[trade] else 12
            ends = self._today - dt.timedelta(days=18) if trade in _FORGETFUL else due(chance, self._today, months)
            tested = min(add_months(ends, -months), self._today)
            self._add(
                EntLightning(
                    enterprise=e.id,
                    place="罐区和站房" if months == 6 else "主要建筑",
                    explosive=months == 6,
                    tester="某防雷检测有限公司",
                    tested_on=tested,
                    report_no=f"FL{tested.year}-{self._page.numbers.nth(f'防雷{tested.year}'):03d}",
                    passed=chance.maybe(0.95),
                )
            )

    def _watch_health(self, e: Enterprise, trade: str) -> None:
        chance = self._chance
        for workplace, factors in self._health.get(trade, ()):
            exposed = max(1, (e.employees or 4) // chance.randint(3, 6))
            tested = min(add_months(due(chance, self._today, 12), -12), self._today)
            self._add(
                EntOccHealth(
                    enterprise=e.id,
                    workplace=workplace,
                    factors=tuple(factors.split()),
                    exposed=exposed,
                    tested_on=tested,
                    tester=_LAB,
                    result=TestResult.OVER if chance.maybe(0.08) else TestResult.FINE,
                    examined=exposed if chance.maybe(0.8) else exposed * 2 // 3,
                    declaration_no=f"ZYB341823{tested.year}{self._page.numbers.nth('职业病申报'):04d}"
                    if chance.maybe(0.9)
                    else None,
                )
            )

    def _evaluate(self, e: Enterprise, trade: str) -> None:
        kind = trades.EVALUATED.get(trade)
        if kind is None:
            return
        end = due(self._chance, self._today, 36)
        for valid_to in (add_years(end, -3), end):
            done = add_years(valid_to, -3)
            if done < (e.found_date or dt.date.min):
                continue
            no = f"AQPJ-{done.year}-{self._page.numbers.nth(f'评价{done.year}'):03d}"
            said = "符合安全生产条件" if kind == "现状评价" else "已按诊断意见完成改造"
            self._add(
                EntEvaluation(
                    enterprise=e.id,
                    kind=kind,
                    org=self._chance.choice(_SERVICE),
                    report_no=no,
                    done_on=done,
                    valid_to=valid_to,
                    conclusion=said,
                )
            )

    def _file(self, e: Enterprise) -> None:
        """The bigger, the fuller."""
        people = e.employees or 1
        number = len(_DOCS) if people >= 40 else 7 if people >= 10 else 3 if people >= 4 else 0
        for kind, name in _DOCS[:number]:
            if self._chance.maybe(0.93):
                self._add(EntDoc(enterprise=e.id, kind=kind, name=name, dated=self._since(e, 700)))


_PROJECTS = (
    ("宣纸", "年产百吨书画纸技改项目", 380, 30, False, Stage.BUILDING),
    ("铸造", "中频炉熔炼工段改造项目", 620, 86, True, Stage.DESIGNED),
    ("竹木制品", "除尘系统改造项目", 120, 60, False, Stage.ACCEPTED),
    ("液氨冷库", "低温库扩建项目", 900, 140, True, Stage.EVALUATED),
    ("机械加工", "新建二号厂房项目", 850, 42, False, Stage.TRIAL),
    ("加油站", "双层罐更换项目", 260, 55, True, Stage.USED),
    ("塑料制品", "吹膜生产线项目", 200, 12, False, Stage.PLANNED),
    ("石材加工", "石材切割线扩建项目", 150, 9, False, Stage.DROPPED),
)
_PATH = (Stage.PLANNED, Stage.EVALUATED, Stage.DESIGNED, Stage.BUILDING, Stage.TRIAL, Stage.ACCEPTED, Stage.USED)


def projects(page: Page) -> None:
    """Projects in every stage."""
    for trade, name, cost, safety, reviewed, stage in _PROJECTS:
        firm = next(
            firm
            for firm in page.firms
            if firm.trade.name == trade and page.family.now(firm.enterprise).status not in GONE
        )
        far = _PATH.index(stage) if stage in _PATH else 0
        days = [
            page.today - dt.timedelta(days=60 * (far - n) + page.chance.randint(5, 40)) for n in range(1, len(_PATH))
        ]
        told: list[dict[str, Any]] = [
            {"pre_evaluated_on": days[0], "pre_evaluator": _SERVICE[0]} if reviewed else {},
            {"design_reviewed_on": days[1], "design_reviewer": "泾县应急管理局"} if reviewed else {},
            {"started_on": days[2]},
            {"trial_on": days[3]},
            {"accepted_on": days[4], "acceptance": "安全设施与主体工程同时建成，验收合格"},
            {"used_on": days[5]},
        ]
        values = {key: value for part in told[:far] for key, value in part.items()}
        dropped = {"drop_reason": "市场原因停建"} if stage is Stage.DROPPED else {}
        page.family.add(
            EntConstruction(
                enterprise=firm.enterprise.id,
                name=name,
                investment=cost * WAN,
                safety_investment=safety * WAN,
                needs_evaluation=reviewed,
                stage=stage,
                **values,
                **dropped,
            )
        )


_NAMED = (("竹制品包装代工点", "仓储"), ("电商打包点", "仓储、发货"), ("木工加工点", "加工"))


def let_rooms(page: Page) -> None:
    """The leases of those who let rooms: to enterprises of the town, and to some that are only named."""
    family, chance = page.family, page.chance
    for firm in page.firms:
        tenants = [one for one in page.firms if family.now(one.enterprise).landlord == firm.enterprise.id]
        for n, tenant in enumerate(tenants):
            family.add(_lease(page, firm, n, tenant=tenant.enterprise.id, use=f"{tenant.trade.name}生产"))
        if firm.trade.name == LANDLORD:
            for n, (name, use) in enumerate(_NAMED, len(tenants)):
                family.add(_lease(page, firm, n, tenant_name=f"{chance.person()}（{name}）", use=use))


def _lease(page: Page, firm: Firm, n: int, **values: Any) -> EntLease:
    """The nth lease of a landlord; one without an agreement, one not looked at for long, one over."""
    end = due(page.chance, page.today, 36)
    start = add_years(end, -3)
    seen = page.today - dt.timedelta(days=150 if n == 1 else page.chance.randint(5, 70))
    return EntLease(
        enterprise=firm.enterprise.id,
        area=float(page.chance.randint(12, 90) * 10),
        start=start,
        end=end,
        signed=n != 3,
        signed_on=start if n != 3 else None,
        checked_on=max(start, seen),
        check_found="用电线路和消防通道已检查，要求清理通道杂物",
        ended=n == 5,
        **values,
    )
