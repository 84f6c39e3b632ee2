"""Records for the tests of papers of risks, posts, hidden dangers and grids: hardly anything, the usual, far too much."""

import datetime as dt
from pathlib import Path
from typing import Any

from photos import phone_photo
from town import Town, changed, made

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.ledgers.danger_state import Level, RecheckResult, RectifyMode, State
from safety_desk.ledgers.duty.posts import PostDuty, PostLevel, RespSystem
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.firm.small_place import Gas, Place
from safety_desk.ledgers.govern.goals import GoalLetter, GoalTarget
from safety_desk.ledgers.govern.leaders import DutyKind, DutyRecord, LeaderDuty, LeaderRole
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.place import Grid
from safety_desk.ledgers.risk import ControlMeasure, Hazard, MeasureStatus, MeasureType, RiskAssessment, RiskPoint
from safety_desk.ledgers.society.grid_patrol import GridPatrol

SIZES = ("short", "usual", "long")
PAPERS = {
    "risk_points": ("risk_card", "risk_card_columns", "response_card", "severe_risks", "ledger_page", "record_sheet"),
    "enterprises": ("risk_board", "firm_severe_risks", "safety_pledge", "ledger_page", "record_sheet"),
    "hidden_dangers": ("danger_book", "danger_loop", "danger_closing", "ledger_page", "record_sheet"),
    "post_duties": ("post_list", "post_card", "post_letter"),
    "resp_systems": ("system_post_list",),
    "goal_letters": ("goal_letter", "record_sheet"),
    "leader_duties": ("leader_card",),
    "grid_patrols": ("patrol_record", "ledger_page"),
    "places": ("place_check", "record_sheet"),
}
"""The papers that are tried, by ledger."""

_LONG = "除尘管道没有接地，泄爆口正对通道，积尘厚度超过规定，清扫记录不全，现场还堆放了可燃的边角料，"


class PaperTown:
    """A mill with its risk points, posts and hidden dangers, a leader, a grid and a shop, of one size."""

    def __init__(self, store: Store, town: Town, size: str, photos: Path | None = None) -> None:
        self.store, self.size = store, size
        self.many = {"short": 1, "usual": 2, "long": 7}[size]
        self.photo = self._photo(photos) if photos and size != "short" else None
        name = f"某县某镇某村{'竹木家具制造' * 5}有限责任公司第一分公司" if size == "long" else "茂林竹木制品有限公司"
        self.mill: Enterprise = changed(
            store, town.mill, name=name, **self.usual(legal_person="王某", legal_mobile="13900000013")
        )
        self.points = [self._point(n) for n in range(self.many)]
        self.posts = [self._post(n) for n in range(self.many)]
        self.system = made(store, RespSystem, enterprise=self.mill.id)
        self.dangers = [self._danger(n) for n in range(self.many)]
        self.letter = self._letter(town)
        self.card = self._card(town)
        grid = made(store, Grid, village=town.village.id, name="上街网格", **self.usual(leader=town.chief.id))
        self.patrol = self._patrol(grid)
        self.place = self._place(town)

    def ids(self, ledger: str) -> list[int]:
        """The records of a ledger that papers are made of."""
        one: dict[str, list[Any]] = {
            "risk_points": self.points,
            "enterprises": [self.mill],
            "hidden_dangers": self.dangers,
            "post_duties": self.posts,
            "resp_systems": [self.system],
            "goal_letters": [self.letter],
            "leader_duties": [self.card],
            "grid_patrols": [self.patrol],
            "places": [self.place],
        }
        return [record.id for record in one[ledger]]

    def usual(self, **values: Any) -> dict[str, Any]:
        """These values, but for what is short."""
        return {} if self.size == "short" else values

    def words(self, text: str, times: int = 8) -> str:
        """A text, or one that is far too long."""
        return f"{text}：{_LONG * times}待整改" if self.size == "long" else text

    def _photo(self, folder: Path) -> tuple[str, ...]:
        taken = phone_photo(folder / "现场 & “照片”.jpg", 400, 300)
        return (attachments.keep(self.store.attachments, taken),)

    def _point(self, n: int) -> RiskPoint:
        told = self.usual(
            location="东厂房",
            responsible_unit="生产科",
            responsible_person="章某",
            phone="13900000011",
            code=f"FX-341823101201-{n + 1:04}",
        )
        point = made(self.store, RiskPoint, name=f"打磨车间{n or ''}", enterprise=self.mill.id, **told)
        if self.size == "short":
            return point
        for seq in range(1, 1 + (5 if self.size == "long" else 2)):
            hazard = made(
                self.store, Hazard, risk_point=point.id, seq=seq, factor_desc=self.words(f"木粉尘飞扬{seq}", 2),
                accident_types=("08", "018", "03"), consequence=self.words("爆燃、灼伤", 1), activity="打磨",
            )  # fmt: skip
            for type_, text in (
                (MeasureType.ENGINEERING, "设干式除尘系统"),
                (MeasureType.PROTECTION, "戴防尘口罩"),
                (MeasureType.EMERGENCY, "停机断电，撤出人员"),
            ):
                made(self.store, ControlMeasure, hazard=hazard.id, type=type_, text=self.words(text, 1))
            made(
                self.store, ControlMeasure, hazard=hazard.id, type=MeasureType.MANAGEMENT, text="每班清扫", status=MeasureStatus.OPEN,
                due=dt.date(2026, 12, 1),
            )  # fmt: skip
        made(self.store, RiskAssessment, hazard=hazard.id, method=Method.LEC, factors={"L": 6.0, "E": 6.0, "C": 15.0})
        return self.store.get(RiskPoint, point.id or 0)

    def _post(self, n: int) -> PostDuty:
        told = self.usual(
            person="王某", dept="打磨车间", duty_scope=self.words("打磨工序的安全", 2),
            duty_items=f"1. {self.words('遵守操作规程')}\n2. 每班清扫积尘",
            assess_standard=self.words("未清扫每次扣五分", 2), risk_points=tuple(point.id for point in self.points[:8]),
        )  # fmt: skip
        level = PostLevel.POST if n % 2 else PostLevel.PRINCIPAL
        return made(
            self.store, PostDuty, enterprise=self.mill.id, post_name=f"打磨工{n or ''}", post_level=level, **told
        )

    def _danger(self, n: int) -> HiddenDanger:
        told = self.usual(
            place="打磨车间东侧", found_by="章某、凤某", measure=self.words("清理积尘，补做接地", 2), duty_person="王某", fund=1_500_00,
            rectify_mode=RectifyMode.TERM, deadline=dt.date(2026, 11, 20), basis=self.words("粉尘防爆安全规程", 1), photo_before=self.photo,
            recheck_at=dt.date(2026, 11, 19), recheck_by="凤某", recheck_result=RecheckResult.DONE, recheck_opinion=self.words("已整改到位", 1),
            closed_at=dt.date(2026, 11, 19), closed_by="凤某", status=State.CLOSED, rectify_desc=self.words("已清理，已接地", 2),
        )  # fmt: skip
        major = (
            {"level": Level.MAJOR, "major_criteria": "第十一条", "plan_duty": self.words("王某负责", 1)}
            if self.size == "long"
            else {}
        )
        return made(
            self.store, HiddenDanger, enterprise=self.mill.id, found_date=dt.date(2026, 11, 2), rectified_at=dt.date(2026, 11, 18),
            description=self.words(f"除尘管道没有接地{n or ''}", 3), **{"status": State.TO_RECHECK, **told}, **major,
        )  # fmt: skip

    def _letter(self, town: Town) -> GoalLetter:
        letter = made(self.store, GoalLetter, org=town.office.id, year=2026)
        for n in range(self.many if self.size != "short" else 0):
            made(
                self.store,
                GoalTarget,
                letter=letter.id,
                seq=n + 1,
                indicator=self.words(f"隐患整改率{n}", 2),
                target="98%",
            )
        return letter

    def _card(self, town: Town) -> LeaderDuty:
        told = self.usual(role=LeaderRole.DEPUTY, has_officer=True, breakthrough=self.words("粉尘涉爆专项", 2))
        card = made(self.store, LeaderDuty, leader=town.chief.id, year=2026, **told)
        for n in range(self.many * 3 if self.size != "short" else 0):
            day = dt.date(2026, 1 + n % 10, 1 + n % 28)
            made(
                self.store, DutyRecord, leader=town.chief.id, date=day, kind=DutyKind.LEAD, content=self.words("带队检查打磨车间", 2),
                place="奎峰村", enterprises=(self.mill.id,), found_count=2, followups="交办",
            )  # fmt: skip
        return self.store.get(LeaderDuty, card.id or 0)

    def _patrol(self, grid: Grid) -> GridPatrol:
        told = self.usual(
            content=self.words("查看用火用电"), found_count=1, problem=self.words("通道堆物"), reported=True, reported_at=dt.date(2026, 11, 3),
            objects=("企业",), enterprise=self.mill.id, photo=self.photo, verified=True, remark=self.words("无"),
        )  # fmt: skip
        return made(self.store, GridPatrol, grid=grid.id, date=dt.date(2026, 11, 2), patroller="凤某", **told)

    def _place(self, town: Town) -> Place:
        told = self.usual(
            owner="水某",
            phone="13900000014",
            address=self.words("奎峰村街上12号", 1),
            area=60.0,
            floors=2,
            gas=Gas.BOTTLED,
            fire_ext=2,
        )
        return made(self.store, Place, village=town.village.id, kind="出租房", name=self.words("水某家", 1), **told)
