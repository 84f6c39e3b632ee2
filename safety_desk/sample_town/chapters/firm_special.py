"""The dangerous places of the sample town's enterprises: confined spaces, dust, ammonia, gas, furnaces, major hazards."""

import datetime as dt

from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.firm.hazard import EntMajorHazard, MajorHazardItem, UnitKind
from safety_desk.ledgers.firm.special import (
    CleanCycle,
    CollectorType,
    EntAmmonia,
    EntCoalGas,
    EntConfinedSpace,
    EntDust,
    EntMelt,
    SpaceKind,
    Workers,
)  # fmt: skip
from safety_desk.sample_town.chapters import firm_trades as trades
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

_SPACE = {
    "半地下": SpaceKind.UNDERGROUND,
    "地下": SpaceKind.UNDERGROUND,
    "地上": SpaceKind.ABOVE,
    "密闭": SpaceKind.VESSEL,
}
_UNITS = {
    "液化气供应站": ("液化石油气储罐区", "液化石油气", 55.0, 50.0, 1.5, 42),
    "加油站": ("埋地油罐区", "汽油", 54.0, 200.0, 1.0, 28),
    "液氨冷库": ("液氨制冷系统", "氨", 6.0, 10.0, 2.0, 65),
}
"""Trade: unit, substance, most stored and critical quantity in tonnes, β, people within 500 m."""


class Special:
    """Writes the dangerous places of one enterprise after another."""

    def __init__(self, page: Page) -> None:
        self._page, self._chance, self._today, self._add = page, page.chance, page.today, page.family.add
        self._spaces = trades.of_trade(trades.SPACES)

    def of(self, firm: Firm) -> None:
        """All of one enterprise."""
        e, trade = self._page.family.now(firm.enterprise), firm.trade.name
        self._confined(e, trade)
        self._dusty(e, trade)
        self._unit(e, trade)
        if trade == "液氨冷库":
            self._ammonia(e)
        if trade == "铸造":
            self._foundry(e, firm.variant == 0)

    def _confined(self, e: Enterprise, trade: str) -> None:
        chance = self._chance
        for name, location, kind, hazards, count in self._spaces.get(trade, ()):
            careful = chance.maybe(0.7)
            self._add(
                EntConfinedSpace(
                    enterprise=e.id,
                    name=name,
                    location=location,
                    kind=_SPACE[kind],
                    quantity=int(count),
                    hazards=tuple(hazards.split()),
                    has_sign=careful or chance.maybe(0.6),
                    locked=careful,
                    has_approval=careful or chance.maybe(0.5),
                    detectors="四合一气体检测仪 1 台" if careful else None,
                    ventilators="轴流风机 1 台",
                    guardian=e.safety_officer or e.principal,
                    rescue_gear="三脚架、安全绳、长管呼吸器" if careful or chance.maybe(0.4) else None,
                )
            )

    def _dusty(self, e: Enterprise, trade: str) -> None:
        if trade not in trades.DUSTS:
            return
        chance, (kind, workplace) = self._chance, trades.DUSTS[trade]
        people = (e.employees or 6) // 4
        workers = Workers.MANY if people >= 30 else Workers.SOME if people >= 10 else Workers.FEW
        dry = chance.maybe(0.85)
        self._add(
            EntDust(
                enterprise=e.id,
                kind=kind,
                workplace=workplace,
                workers=workers,
                collectors=chance.randint(1, 3),
                collector_type=CollectorType.DRY if dry else CollectorType.WET,
                clean_cycle=chance.choice([*[CleanCycle.SHIFT, CleanCycle.DAY] * 3, CleanCycle.WEEK]),
                explosion_controls=("泄爆", "隔爆", "锁气卸灰") if dry else ("惰化",),
                tested_on=self._today - dt.timedelta(days=chance.randint(20, 500)),
                test_result="除尘系统风量、粉尘浓度检测合格",
            )
        )

    def _unit(self, e: Enterprise, trade: str) -> None:
        if trade not in _UNITS:
            return
        name, substance, quantity, critical, beta, residents = _UNITS[trade]
        is_one = quantity >= critical
        assessed = self._today - dt.timedelta(days=self._chance.randint(200, 1060))
        unit = self._add(
            EntMajorHazard(
                enterprise=e.id,
                name=name,
                unit_kind=UnitKind.STORING,
                residents=residents,
                assessed_on=assessed,
                filing_no=f"BA皖341823〔{assessed.year}〕{self._page.numbers.nth('重大危险源备案'):03d}"
                if is_one
                else None,
                filed_on=assessed + dt.timedelta(days=20) if is_one else None,
                monitoring="液位、压力远传，可燃（有毒）气体报警接入值班室，视频监控全覆盖",
            )
        )
        self._add(
            MajorHazardItem(
                major_hazard=unit.id, seq=1, substance=substance, quantity=quantity, critical=critical, beta=beta
            )
        )
        if is_one:
            self._add(
                EntMajorHazard(
                    enterprise=e.id, name="气瓶周转间", unit_kind=UnitKind.STORING, monitoring="可燃气体报警、视频监控"
                )
            )

    def _ammonia(self, e: Enterprise) -> None:
        self._add(
            EntAmmonia(
                enterprise=e.id,
                amount=6.0,
                use="冷藏、速冻",
                receivers=2,
                quick_freezer=True,
                freezer_apart=True,
                gas_alarm=True,
                sprinkler=True,
                exhaust=True,
                rescue_gear="正压式空气呼吸器 2 套、重型防化服 2 套、洗眼器 1 处",
            )
        )

    def _foundry(self, e: Enterprise, gas: bool) -> None:
        checked = self._today - dt.timedelta(days=self._chance.randint(30, 300))
        seen = (
            {"crowd_checked": True, "crowd_checked_on": checked, "crowd_found": "休息室、交接班室不在吊运跨内"}
            if gas
            else {}
        )
        self._add(
            EntMelt(
                enterprise=e.id,
                furnace="中频炉",
                capacity=1.5,
                quantity=2,
                lifting="冶金专用桥式起重机 5 t，板钩定期探伤",
                **seen,
            )
        )
        if gas:
            self._add(
                EntCoalGas(
                    enterprise=e.id,
                    kind="发生炉煤气",
                    co_alarms=4,
                    guard_station=False,
                    water_seal="排水水封有效高度符合设计，每班检查",
                )
            )
