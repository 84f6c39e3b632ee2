"""Classes of supervision in the sample town, versions of lists, reasons to assess anew, reviews of the mechanism."""

import datetime as dt

from safety_desk.ledgers.duty.changes import ListVersion, MechanismReview, ReassessTrigger, counted
from safety_desk.ledgers.duty.supervise import MAJOR, SuperviseClassRecord
from safety_desk.ledgers.enterprise import Enterprise, SuperviseClass
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

_TRIGGERS = (
    ("停产复产", "检修停产后恢复生产，复产前重新辨识", "无新增风险点，启动作业补充两条管控措施"),
    ("工艺设备变更", "新增一条生产线，设备布置调整", "新增风险点 2 个，四色图同步更新"),
    ("新改扩建", "扩建仓库一间", "新增仓库风险点，定为黄色"),
    ("本单位或同类事故", "县内同类企业发生机械伤害事故，举一反三", "切断设备防护缺失的三处已列隐患整改"),
    ("法规标准变更", "相关判定标准更新，对照复核", "对照新标准复核，等级无变化"),
    ("组织机构重大变化", "更换主要负责人和安全员", "责任人全部更新"),
    ("定期全面辨识", "年度全面辨识", "全部风险点复核一遍"),
)
_DEVIATIONS = (
    ("四色图还是上一版，新设备没有标出", "更新四色图并重新公示"),
    ("三个岗位的告知卡与现场不符", "重做岗位告知卡，组织岗位培训"),
    ("隐患清单有两条超期未销号", "约谈车间主任，限期整改销号"),
)
TRIGGERS = 26


class Supervisor:
    """Writes what the office does to tell enterprises apart, in one copy."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._family, self._chance, self._today = page.family, page.chance, page.today

    def write(self, firms: list[Firm]) -> None:
        """For all with a grade a class; for the larger ones versions and reviews."""
        graded = [firm for firm in firms if self._family.now(firm.enterprise).risk_grade]
        for firm in graded:
            self._classify(self._family.now(firm.enterprise))
        larger = [firm for firm in graded if (firm.enterprise.employees or 0) >= 12]
        for firm in larger:
            self._versions(firm)
            if self._chance.maybe(0.6):
                self._review(firm)
        factories = [firm for firm in larger if "工业" in firm.trade.words("隐患")]
        for n in range(TRIGGERS if factories else 0):
            self._trigger(self._chance.choice(factories), n)

    def _classify(self, e: Enterprise) -> None:
        """A decision each January; a new one where a major hidden danger turned up since."""
        chance, today = self._chance, self._today
        score = float(chance.randint(58, 95)) if chance.maybe(0.55) else None
        for year in (today.year - 1, today.year):
            day = workday(dt.date(year, 1, 12))
            if day < today and (e.found_date is None or e.found_date < day):
                self._decide(e, day, score, ())
        open_ = [d for d in self._dangers(e) if d.open_major]
        last = e.found_date if e.found_date and e.found_date > workday(dt.date(today.year, 1, 12)) else None
        if open_:
            self._decide(e, max(d.found_date for d in open_), score, (MAJOR,))
        elif last:
            self._decide(e, min(today, last + dt.timedelta(days=30)), score, ())

    def _dangers(self, e: Enterprise) -> list[HiddenDanger]:
        found: list[HiddenDanger] = self._family.of(e, "hidden_dangers")
        return found

    def _decide(self, e: Enterprise, day: dt.date, score: float | None, events: tuple[str, ...]) -> None:
        made = self._family.add(
            SuperviseClassRecord(
                enterprise=e.id,
                year=day.year,
                base_grade=e.risk_grade,
                mgmt_score=score,
                events=events or None,
                class_calc=SuperviseClass.A,
                class_final=SuperviseClass.A,
                reason="发现重大事故隐患，从严一类" if events else "年初定类" if day.month == 1 else "新纳入监管",
                approver=self._page.town.deputy.name,
                effective_from=day,
            )
        )
        self._family.settle_one(made)

    def _versions(self, firm: Firm) -> None:
        """The list of risks every year, of a few not for long; the map and the list of dangers of some."""
        chance, e = self._chance, self._family.now(firm.enterprise)
        kinds = ["风险清单", *(kind for kind in ("四色图", "隐患清单") if chance.maybe(0.4))]
        for kind in kinds:
            age = chance.randint(370, 520) if chance.maybe(0.12) else chance.randint(15, 340)
            now = counted(kind, e, self._family)
            days = [age + 330, age] if chance.maybe(0.6) else [age]
            for n, back in enumerate(days):
                day = workday(self._today - dt.timedelta(days=back))
                if e.found_date and day < e.found_date:
                    continue
                counts = (
                    now if n == len(days) - 1 else {name: max(0, number - (number > 2)) for name, number in now.items()}
                )
                self._family.add(
                    ListVersion(enterprise=e.id, kind=kind, date=day, by=firm.officer, counts=counts, version_no=n + 1)
                )

    def _review(self, firm: Firm) -> None:
        chance, e = self._chance, self._family.now(firm.enterprise)
        for back in (chance.randint(30, 380), 0) if chance.maybe(0.3) else (0,):
            day = workday(
                self._today
                - dt.timedelta(days=back + (chance.randint(370, 430) if chance.maybe(0.1) else chance.randint(8, 345)))
            )
            if (e.found_date and day < e.found_date) or any(
                one.date == day for one in self._family.of(e, "mechanism_reviews")
            ):
                continue
            wrong = chance.choice(_DEVIATIONS) if chance.maybe(0.45) else None
            self._family.add(
                MechanismReview(
                    enterprise=e.id,
                    date=day,
                    reviewer=firm.officer,
                    risk_list=chance.maybe(0.92),
                    danger_list=chance.maybe(0.9),
                    risk_map=wrong is None or "四色图" not in wrong[0],
                    measures=chance.maybe(0.85),
                    training=chance.maybe(0.8),
                    deviations=wrong[0] if wrong else None,
                    corrective=wrong[1] if wrong else None,
                )
            )

    def _trigger(self, firm: Firm, n: int) -> None:
        """Some are still to be done, a few of these late."""
        chance, today = self._chance, self._today
        kind, description, result = _TRIGGERS[n % len(_TRIGGERS)]
        back = chance.randint(33, 50) if n < 2 else chance.randint(3, 26) if n < 6 else chance.randint(45, 400)
        day = workday(today - dt.timedelta(days=back))
        if firm.enterprise.found_date and day < firm.enterprise.found_date:
            return
        done = workday(min(today, day + dt.timedelta(days=chance.randint(8, 28)))) if n >= 6 else None
        self._family.add(
            ReassessTrigger(
                enterprise=firm.enterprise.id,
                kind=kind,
                trigger_date=day,
                description=description,
                responsible=firm.officer,
                done_at=max(done, day) if done else None,
                done_by=firm.officer if done else None,
                result=result if done else None,
            )
        )
