"""Standardization in the sample town: who holds a level, who is on the way, who lost it; annual assessments and audits."""

import datetime as dt
from typing import Any

from safety_desk.dates import add_months, add_years
from safety_desk.ledgers.duty.standard import Standardization
from safety_desk.ledgers.duty.std_audit import StdAnnualSelf, StdAudit
from safety_desk.ledgers.duty.std_state import LADDER, Conclusion, Occasion, Reached, Rechecked, StdState
from safety_desk.ledgers.enterprise import StdLevel
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

_LETTER = {Reached.MICRO: "X", Reached.THREE: "III", Reached.TWO: "II", Reached.ONE: "I"}
_INDUSTRY = {
    "机械": "机械制造", "轻工": "轻工", "纺织": "纺织", "建材": "建材", "危险化学品": "危险化学品经营", "烟花爆竹": "烟花爆竹经营", "商贸": "商贸",
}  # fmt: skip
_WAYS = (StdState.UPGRADING, StdState.RENEWING, StdState.MENDING, StdState.MENDING)
_ENDS = (StdState.LAPSED, StdState.WITHDRAWN, StdState.ELIMINATED, StdState.DOWNGRADED)
_UNDER_WAY = (
    StdState.CREATING, StdState.SELF, StdState.APPLIED, StdState.REVIEWING, StdState.PUBLICITY, StdState.CREATING, StdState.STOPPED,
)  # fmt: skip
_PROBLEMS = (
    "班组日排查记录有缺页，部分隐患没有闭环记录",
    "新员工三级安全教育档案不全，考核试卷缺失",
    "设备点检表流于形式，两台设备防护罩长期拆除未恢复",
    "作业现场物料占用通道，安全标志褪色未更换",
    "风险分级管控清单未按工艺变化更新，岗位告知卡与现场不符",
)
_REASONS = {
    StdState.WITHDRAWN: "弄虚作假",
    StdState.ELIMINATED: "比例淘汰",
    StdState.DOWNGRADED: "审计不合格",
    StdState.LAPSED: "到期未续",
}


class Rounds:
    """Writes the rounds of one copy."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._family, self._chance, self._today = page.family, page.chance, page.today

    def write(self, firms: list[Firm]) -> None:
        """Those with a level hold it; of the others some are on the way or have lost one."""
        levels = {firm.enterprise.id: self._family.now(firm.enterprise).std_level for firm in firms}
        holding = [firm for firm in firms if levels[firm.enterprise.id] is not StdLevel.NONE]
        ways = dict(enumerate(_WAYS, 2))
        for n, firm in enumerate(holding):
            level = next(one for one in Reached if one.value == levels[firm.enterprise.id].value)
            self._held(firm, level, ways.get(n, StdState.HELD))
        factories = [
            f for f in firms if levels[f.enterprise.id] is StdLevel.NONE and (f.enterprise.employees or 0) >= 10
        ]
        for firm, end in zip(factories, _ENDS, strict=False):
            self._lost(firm, end)
        for firm, state in zip(factories[len(_ENDS) :], _UNDER_WAY, strict=False):
            self._set_up(firm, Reached.THREE if (firm.enterprise.employees or 0) >= 30 else Reached.MICRO, state)

    def _round(self, firm: Firm, level: Reached, **values: Any) -> Standardization:
        industry = _INDUSTRY.get(firm.enterprise.industry_safety or "", "工贸通用")
        if level is Reached.MICRO:
            industry = "小微企业"
        return self._family.add(
            Standardization(enterprise=firm.enterprise.id, level=level, industry_std=industry, **values)
        )

    def _granted(self, level: Reached, issued: dt.date) -> dict[str, Any]:
        """What stands of a round that ended with a certificate on that day."""
        chance = self._chance
        reviewed = workday(issued - dt.timedelta(days=chance.randint(22, 40)))
        applied = workday(reviewed - dt.timedelta(days=chance.randint(25, 60)))
        score = chance.randint(78, 94)
        return {
            "self_score": float(min(100, score + chance.randint(0, 5))),
            "self_date": workday(applied - dt.timedelta(days=chance.randint(10, 40))),
            "apply_date": applied,
            "review_org": "某安全技术服务有限公司",
            "review_score": float(score),
            "review_date": reviewed,
            "publicity_from": reviewed + dt.timedelta(days=2),
            "publicity_to": reviewed + dt.timedelta(days=9),
            "issue_date": issued,
            "valid_to": add_years(issued, 3),
            "cert_no": f"AQB{_LETTER[level]}QT{issued.year}{self._page.numbers.nth('AQB') + 100:04d}",
        }

    def _held(self, firm: Firm, level: Reached, state: StdState) -> None:
        chance, today = self._chance, self._today
        left = (
            chance.randint(20, 80)
            if state is StdState.RENEWING
            else chance.randint(-40, -8)
            if chance.maybe(0.05)
            else chance.randint(60, 1050)
        )
        issued = workday(add_years(today + dt.timedelta(days=left), -3))
        old = self._before(firm, level, issued) if chance.maybe(0.3) else None
        model = level is not Reached.MICRO and state is StdState.HELD and chance.maybe(0.12)
        made = self._round(
            firm,
            level,
            **self._granted(level, issued),
            status=state,
            occasion=(Occasion.RENEW if old and old.level is level else Occasion.UPGRADE) if old else Occasion.FIRST,
            previous=old.id if old else None,
            is_model=model,
            model_date=min(today, issued + dt.timedelta(days=200)) if model else None,
            model_visits=chance.randint(1, 4) if model else None,
        )
        self._assess(made)
        if state is StdState.UPGRADING and level is not LADDER[-1]:
            self._set_up(firm, LADDER[LADDER.index(level) + 1], StdState.REVIEWING, Occasion.UPGRADE, made)
        elif state is StdState.RENEWING:
            self._set_up(firm, level, StdState.APPLIED, Occasion.RENEW, made)
        if state is StdState.MENDING or chance.maybe(0.9):
            self._audit(made, state)

    def _before(self, firm: Firm, level: Reached, issued: dt.date) -> Standardization | None:
        """The round before, where the enterprise is old enough for one."""
        began = workday(issued - dt.timedelta(days=self._chance.randint(700, 1060)))
        if firm.enterprise.found_date and firm.enterprise.found_date > began - dt.timedelta(days=200):
            return None
        lower = LADDER[max(0, LADDER.index(level) - 1)] if self._chance.maybe(0.4) else level
        return self._round(firm, lower, **self._granted(lower, began), status=StdState.REPLACED, withdraw_date=issued)

    def _assess(self, made: Standardization) -> None:
        """The self-assessment of most years that are over."""
        chance, n = self._chance, 1
        assert made.issue_date is not None and made.valid_to is not None
        while (day := add_years(made.issue_date, n)) <= min(self._today, made.valid_to):
            if chance.maybe(0.9):
                when = workday(day - dt.timedelta(days=chance.randint(5, 60)))
                score = float(chance.randint(76, 95))
                self._family.add(
                    StdAnnualSelf(std=made.id, year=day.year, score=score, date=when, publicized=chance.maybe(0.85))
                )
            n += 1

    def _audit(self, made: Standardization, state: StdState) -> None:
        """An audit of the last year; who mends has one that says so."""
        chance, today = self._chance, self._today
        assert made.issue_date is not None
        day = workday(today - dt.timedelta(days=chance.randint(8, 40 if state is StdState.MENDING else 330)))
        if day <= made.issue_date:
            return
        base = 14.0 if state is StdState.MENDING else chance.choice((15.0, 18.0, 20.0, 21.0, 22.0, 22.5))
        parts = [base + chance.randint(-3, 5) * 0.5 for _ in range(4)]
        mend = state is StdState.MENDING or sum(parts) < 66
        done = mend and state is not StdState.MENDING
        due = day + dt.timedelta(days=30)
        if done and due > today:
            return
        self._family.add(
            StdAudit(
                std=made.id,
                audit_date=day,
                team=f"{self._page.town.inspectors[0].name}、{self._page.town.inspectors[1].name}，某安全技术服务有限公司专家",
                mgmt_score=parts[0],
                conduct_score=parts[1],
                equipment_score=parts[2],
                setting_score=parts[3],
                score=sum(parts),
                problems="；".join(chance.sample(_PROBLEMS, 2))
                if mend
                else chance.choice(_PROBLEMS)
                if chance.maybe(0.6)
                else None,
                conclusion=Conclusion.MEND if mend else Conclusion.KEEP,
                deadline=due if mend else None,
                carried_out=min(today, workday(day + dt.timedelta(days=2)))
                if state is StdState.MENDING or day < today - dt.timedelta(days=20)
                else None,
                recheck=workday(due) if done else None,
                recheck_result=Rechecked.PASSED if done else None,
            )
        )

    def _lost(self, firm: Firm, end: StdState) -> None:
        """A level that is held no more."""
        today, level = self._today, Reached.TWO if end is StdState.DOWNGRADED else Reached.THREE
        left = today - dt.timedelta(days=self._chance.randint(20, 200))
        issued = workday(
            add_years(left, -3) if end is StdState.LAPSED else add_months(left, -self._chance.randint(14, 30))
        )
        granted = self._granted(level, issued)
        gone = granted["valid_to"] if end is StdState.LAPSED else workday(left)
        made = self._round(firm, level, **granted, status=end, withdraw_date=gone, withdraw_reason=_REASONS[end])
        if end is StdState.DOWNGRADED:
            self._round(
                firm,
                Reached.THREE,
                status=StdState.HELD,
                occasion=Occasion.DOWNGRADE,
                previous=made.id,
                issue_date=gone,
                valid_to=granted["valid_to"],
            )
        elif end is StdState.LAPSED:
            self._set_up(firm, level, StdState.CREATING, Occasion.FIRST, made)

    def _set_up(
        self,
        firm: Firm,
        level: Reached,
        state: StdState,
        occasion: Occasion = Occasion.FIRST,
        old: Standardization | None = None,
    ) -> None:
        """A round that has come as far as this state."""
        granted = self._granted(level, self._today + dt.timedelta(days=self._chance.randint(16, 20)))
        steps = (
            "",
            "self_score self_date",
            "apply_date",
            "review_org",
            "review_score review_date publicity_from publicity_to",
        )
        reached = 1 if state is StdState.STOPPED else int(state.value) - 1
        known = " ".join(steps[: reached + 1]).split()
        self._round(
            firm,
            level,
            **{name: granted[name] for name in known},
            status=state,
            occasion=occasion,
            previous=old.id if old else None,
            remark="企业放弃申报" if state is StdState.STOPPED else None,
        )
