"""How a hidden danger fared: the steps of the ledger, taken one after the other on the days of its story."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from safety_desk.conditions import Where
from safety_desk.ledgers.danger_state import Level, RecheckResult, RectifyMode
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger, settle_danger
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.sample_town.chance import Chance, workday

_STEPS = {step.label: step for step in HIDDEN_DANGERS.steps}
_DAY = dt.timedelta(days=1)


class _Alone:
    """A Kin that knows nobody: between two steps only the terms are told anew."""

    def of(self, record: Record, ledger: str, via: str = "", where: Where | None = None) -> list[Any]:
        return []

    def linked(self, record: Record, link: str) -> Any:
        return None

    def all_linked(self, record: Record, links: str) -> list[Any]:
        return []


_ALONE = _Alone()


@dataclass
class Teller:
    """Tells stories until today: a step that lies ahead is not taken, and the story waits where it is."""

    scene: Scene
    chance: Chance
    approver: str
    clerk: str

    @property
    def today(self) -> dt.date:
        """The day on which all stories are told."""
        return self.scene.today

    def take(self, danger: HiddenDanger, label: str, day: dt.date, **given: Any) -> HiddenDanger:
        """The danger after a step. Fails where the state machine does not allow it or a needed field is empty."""
        step, danger = _STEPS[label], danger.replace(**given)
        if not step.when(danger):
            raise ValueError(f"“{label}”在“{danger.status.label}”时不能做")
        if missing := [name for name in step.must.split() if getattr(danger, name) is None]:
            raise ValueError(f"“{label}”缺少：{missing}")
        scene = self.scene.replace(at=dt.datetime.combine(day, dt.time(16)), who=self.clerk)
        [moved] = step.do(danger, _ALONE, scene)
        told, *_ = settle_danger(moved, _ALONE, scene)  # type: ignore[arg-type]
        assert isinstance(told, HiddenDanger)
        return told

    def at_once(self, danger: HiddenDanger) -> HiddenDanger:
        """Mended and seen the same day."""
        day = danger.found_date
        danger = self.mend(danger, day)
        return self._close(danger, day, "当场整改完毕，现场复核合格，同意销号")

    def in_time(self, danger: HiddenDanger) -> HiddenDanger:
        """Mended within its term and closed after the recheck; where that lies ahead, still open."""
        danger = self.issue(danger)
        due = self._due(danger)
        days = max(1, (due - danger.found_date).days)
        day = danger.found_date + max(1, round(days * self.chance.uniform(0.4, 1))) * _DAY
        return self._mend_and_close(danger, min(day, due))

    def late(self, danger: HiddenDanger) -> HiddenDanger:
        """Mended some days after its term."""
        danger = self.issue(danger)
        return self._mend_and_close(danger, self._due(danger) + self.chance.randint(1, 11) * _DAY)

    def extended(self, danger: HiddenDanger) -> HiddenDanger:
        """The enterprise asked for more time before the term ended."""
        danger = self.issue(danger)
        due = self._due(danger)
        asked = max(danger.found_date, due - 2 * _DAY)
        if asked > self.today:
            return danger
        reason = self.chance.choice(("配件采购未到货", "施工单位排期较紧", "连续降雨无法施工", "设备厂家未到场"))
        new = due + self.chance.randint(7, 15) * _DAY
        given = {
            "new_deadline": new,
            "extend_reason": f"{reason}，责任单位书面申请延期",
            "extend_approver": self.approver,
        }
        danger = self.take(danger, "延期", asked, **given)
        return self._mend_and_close(danger, new - self.chance.randint(0, 4) * _DAY)

    def failed(self, danger: HiddenDanger) -> HiddenDanger:
        """The first recheck found it not mended; it was ordered anew, mended and closed."""
        danger = self.mended(danger)
        mended = danger.rectified_at or danger.found_date
        seen = max(mended, workday(mended + self.chance.randint(1, 4) * _DAY))
        danger = self._order_anew(self._fail(danger, seen))
        return self._mend_and_close(danger, self._due(danger) - self.chance.randint(0, 2) * _DAY)

    def failed_yesterday(self, danger: HiddenDanger, again: bool) -> HiddenDanger:
        """The recheck of yesterday found it not mended; `again`: it has been ordered anew since."""
        danger = self._fail(self.mended(danger), self.today - _DAY)
        return self._order_anew(danger) if again else danger

    def mended(self, danger: HiddenDanger) -> HiddenDanger:
        """Mended, the enterprise says, and not seen yet."""
        danger = self.issue(danger)
        days = (self._due(danger) - danger.found_date).days
        return self.mend(danger, danger.found_date + two_thirds(days) * _DAY)

    def issue(self, danger: HiddenDanger) -> HiddenDanger:
        """The enterprise is told to mend it."""
        return self.take(danger, "下达整改", danger.found_date)

    def mend(self, danger: HiddenDanger, day: dt.date) -> HiddenDanger:
        """The enterprise has mended it."""
        return self.take(danger, "整改完成", day, rectified_at=day, rectify_desc=f"已{danger.measure}")

    def void(self, danger: HiddenDanger) -> HiddenDanger:
        """Entered by mistake."""
        reason = self.chance.choice(("同一问题重复登记", "登记到了别的单位", "经核实不构成隐患"))
        return self.take(
            danger, "作废", danger.found_date + _DAY, void_reason=f"误录：{reason}", close_approver=self.approver
        )

    def _fail(self, danger: HiddenDanger, seen: dt.date) -> HiddenDanger:
        return self.take(
            danger,
            "复查不通过",
            seen,
            recheck_at=seen,
            recheck_by=danger.found_by,
            recheck_result=self.chance.choice((RecheckResult.PART, RecheckResult.NOT)),
            recheck_opinion="现场复查，整改不彻底，责令继续整改",
            new_deadline=seen + self.chance.randint(5, 10) * _DAY,
        )

    def _order_anew(self, danger: HiddenDanger) -> HiddenDanger:
        assert danger.recheck_at is not None
        return self.take(danger, "再次责令整改", danger.recheck_at)

    def _mend_and_close(self, danger: HiddenDanger, day: dt.date) -> HiddenDanger:
        if day > self.today:
            return danger
        danger = self.mend(danger, day)
        seen = workday(day + self.chance.randint(1, 9) * _DAY)
        seen = max(seen, day)
        return danger if seen > self.today else self._close(danger, seen, "现场复查，已整改到位，同意销号")

    def _close(self, danger: HiddenDanger, day: dt.date, opinion: str) -> HiddenDanger:
        return self.take(
            danger,
            "复查通过",
            day,
            recheck_at=day,
            recheck_by=danger.found_by,
            recheck_opinion=opinion,
            close_approver=self.approver if danger.level is Level.MAJOR else None,
        )

    def _due(self, danger: HiddenDanger) -> dt.date:
        assert danger.due_on is not None
        return danger.due_on


def two_thirds(days: int) -> int:
    """After how many days of so long a term a thing is mended, one day at least."""
    return max(1, days * 2 // 3)


MAJOR_STORIES: tuple[tuple[str, int], ...] = (
    ("11", 1),
    ("12", 4),
    ("13", 9),
    ("14", 26),
    ("14", 17),
    ("15", 38),
    ("16", 41),
    ("17", 52),
    ("18", 75),
    ("04", 118),
    ("04", 186),
    ("04", 263),
    ("04", 391),
    ("04", 502),
    ("04", 655),
    ("99", 210),
)
"""How far each major hidden danger of the town has come, and how many days ago it was found."""


def tell_major(teller: Teller, danger: HiddenDanger, plan: dict[str, str], end: str) -> HiddenDanger:
    """A major hidden danger, step by step until it stands in the state `end`.

    `plan` holds the five that are put in place, the days of the term, and what was done.
    """
    if end == "99":
        return teller.void(danger)
    for step in _major_steps(teller, danger, plan, end):
        if danger.status.value == end:
            break
        danger = step(danger)
    assert danger.status.value == end
    return danger


def _major_steps(
    teller: Teller, danger: HiddenDanger, plan: dict[str, str], end: str
) -> list[Callable[[HiddenDanger], HiddenDanger]]:
    """The steps on the way to an end, each on its day."""
    found, days = danger.found_date, teller.chance.number(plan["期限"])
    deadline = found + days * _DAY
    mended = min(found + round(days * 0.8) * _DAY, teller.today - 2 * _DAY)
    seen = max(mended, min(workday(mended + 4 * _DAY), teller.today))
    five = {
        "plan_duty": plan["责任"],
        "plan_measures": plan["措施"],
        "plan_fund": f"落实整改资金 {plan['资金']} 万元，专款专用",
        "plan_time": f"{deadline.year}年{deadline.month}月{deadline.day}日前完成",
        "plan_emergency": plan["预案"],
    }
    who = danger.found_by

    def after(days: int) -> dt.date:
        return min(found + days * _DAY, teller.today)

    def planned(d: HiddenDanger) -> HiddenDanger:
        fund = int(plan["资金"]) * 1_000_000
        return teller.take(d, "报送治理方案", after(6), **five, fund=fund, deadline=deadline)

    def failed(d: HiddenDanger) -> HiddenDanger:
        new = teller.today + 12 * _DAY
        opinion = "现场审查，措施未全部落实，责令继续停产整改"
        given = {"recheck_at": seen, "recheck_by": who, "recheck_opinion": opinion, "new_deadline": new}
        return teller.take(d, "复查不通过", seen, **given)

    def handed(d: HiddenDanger) -> HiddenDanger:
        return teller.take(d, "移送处罚", after(70), remark="逾期未完成整改，材料已移送泾县应急管理局")

    def passed(d: HiddenDanger) -> HiddenDanger:
        opinion = "组织现场审查，整改符合要求，同意销号"
        given = {"recheck_at": seen, "recheck_by": who, "recheck_opinion": opinion, "close_approver": teller.approver}
        return teller.take(d, "复查通过", seen, **given)

    def mend(d: HiddenDanger) -> HiddenDanger:
        return teller.take(d, "整改完成", mended, rectified_at=mended, rectify_desc=plan["完成"])

    start = [
        lambda d: teller.take(d, "上报县局", after(1), reported_on=after(1)),
        planned,
        lambda d: teller.take(d, "方案审核通过", after(9)),
    ]
    if end == "18":
        return [*start, handed]
    return [*start, mend, lambda d: teller.take(d, "现场审查", seen), failed if end == "17" else passed]


def rectify_mode(plan: dict[str, str]) -> RectifyMode:
    """How a major hidden danger is to be mended."""
    return RectifyMode.HALT if plan["方式"] == "停产" else RectifyMode.TERM
