"""日周月 in the sample town: who checks what, the checks in which something was found, and the monthly reports."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from safety_desk.dates import add_months
from safety_desk.ledgers.checklist import Checklist
from safety_desk.ledgers.danger_state import Level as DangerLevel
from safety_desk.ledgers.duty.dwm import DwmItem, DwmMonth, DwmPlan, DwmRecord
from safety_desk.ledgers.duty.dwm_periods import Level, key_of, month_key
from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

MONTHS = 11
CLOSELY = 4
"""How many months are reported, and of how many enterprises every single check of the last weeks is kept."""

SIGN = "自"
_GROUPS = {"基础", "公共单位"}
_TEAMS = ("一班", "二班", "三班", "四班")
_WORKSHOPS = ("生产车间", "包装车间", "机修车间")
_SHOPS = ("后勤组",)
_ITEMS = """
设备 | 机械设备 | 防护罩、联锁、急停完好有效 | 齐全、动作可靠 | 看现场、试动作 | 日 周
设备 | 机械设备 | 运转无异响、异味、异常振动 | 与平常一致 | 看现场 | 日
设备 | 特种设备 | 安全附件、限位、仪表正常，使用登记和检验标志在位 | 在检验有效期内 | 看现场、查标志 | 周 月
用电 | 配电箱 | 箱门关闭，无私拉乱接，漏电保护有效 | 按试验按钮能跳闸 | 看现场、试验 | 日 周
用电 | 线路 | 无破损、裸露，无过热痕迹 | 穿管敷设 | 看现场 | 周
消防 | 疏散通道 | 通道和安全出口畅通，未上锁、堵塞 | 净宽符合要求 | 看现场 | 日 周
消防 | 消防器材 | 灭火器压力正常、在位，消火栓有水、配件齐全 | 每月检查并签卡 | 看现场 | 周 月
消防 | 动火作业 | 办理动火审批，清理可燃物，专人监护 | 有作业票 | 查资料、看现场 | 日 月
环境 | 作业现场 | 物料堆放整齐，地面无积油积水 | 定置摆放 | 看现场 | 日
环境 | 安全标志 | 警示标志、告知卡齐全清晰 | 位置醒目 | 看现场 | 周 月
行为 | 劳动防护 | 正确佩戴劳动防护用品 | 按岗位配备 | 看现场 | 日
行为 | 持证上岗 | 特种作业人员持有效证件 | 在有效期内并已复审 | 查证件 | 月
行为 | 操作规程 | 无违章指挥、违章作业 | 按规程操作 | 看现场、问人员 | 日 周
管理 | 班前会 | 交任务、交风险、交措施，有记录 | 每班一次 | 查资料 | 日
管理 | 隐患闭环 | 上期隐患已整改、复查、公示 | 未销号的有措施 | 查资料 | 周 月
管理 | 教育培训 | 新员工三级教育、转岗培训有记录 | 档案齐全 | 查资料 | 月
管理 | 应急物资 | 应急物资、急救药品齐全有效 | 每月清点 | 看现场 | 月
"""


def own_list(page: Page) -> None:
    """The general list for enterprises' own checks, once for the town."""
    checklist = page.town.family.add(
        Checklist(
            name="企业日周月自查清单", scene="班组日排查、车间周排查、厂企月排查", version="1.0", source="本镇编写"
        )
    )
    page.town.checklists[SIGN] = checklist
    for n, line in enumerate(_ITEMS.strip().splitlines(), 1):
        category, part, item, standard, method, levels = (cell.strip() for cell in line.split("|"))
        page.family.add(
            DwmItem(
                template=checklist.id, seq=n, category=category, part=part, item=item, standard=standard, method=method,
                level_applies=tuple(levels.split()),
            )
        )  # fmt: skip


class Checker:
    """Writes the own checks of the enterprises of one copy."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._family, self._chance, self._today = page.family, page.chance, page.today
        self._plans: dict[int | None, list[DwmPlan]] = {}

    def write(self, firms: list[Firm]) -> None:
        """Plans, then the checks in which hidden dangers were found, then the months."""
        able = [f for f in firms if _GROUPS & set(f.trade.words("隐患")) and (f.enterprise.employees or 0) >= 5]
        for firm in able:
            self._plan(firm)
        for firm in able:
            self._found(firm)
        factories = [f for f in able if "工业" in f.trade.words("隐患") and (f.enterprise.employees or 0) >= 20]
        for firm in factories[:CLOSELY]:
            self._closely(firm)
        for firm in able:
            self._report(firm)

    def _plan(self, firm: Firm) -> None:
        """Teams by the number of people, workshops where there are many."""
        e, chance = self._family.now(firm.enterprise), self._chance
        people = e.employees or 0
        industry = "工业" in firm.trade.words("隐患")
        teams = _TEAMS[: max(1, min(4, people // 25))]
        shops = (_WORKSHOPS if industry else _SHOPS)[: max(1, people // 40)] if people >= 15 else ()
        began = add_months(self._today, -chance.randint(5, MONTHS)).replace(day=1)
        if e.found_date and began < e.found_date:
            began = add_months(e.found_date, 1).replace(day=1)
        units = [*((Level.DAY, team) for team in teams), *((Level.WEEK, shop) for shop in shops), (Level.MONTH, None)]
        running = e.status is not EntStatus.STOPPED
        self._plans[e.id] = [
            self._family.add(
                DwmPlan(
                    enterprise=e.id,
                    level=level,
                    unit_name=unit,
                    list_template=self._page.town.checklists[SIGN].id if chance.maybe(0.9) else None,
                    responsible=firm.officer if level is Level.MONTH else chance.person(),
                    start_date=began,
                    enabled=running,
                )
            )
            for level, unit in units
        ]

    def _record(self, firm: Firm, plan: DwmPlan, day: dt.date, dangers: list[HiddenDanger]) -> None:
        """One check; the dangers that were found in it lead to it."""
        chance, total = self._chance, self._chance.randint(9, 15)
        texts = [danger.description for danger in dangers]
        public = chance.maybe(0.85)
        made = self._family.add(
            DwmRecord(
                enterprise=firm.enterprise.id,
                level=plan.level,
                unit_name=plan.unit_name,
                period_key=key_of(plan.level, day),
                check_date=day,
                checker=dangers[0].found_by if dangers else plan.responsible,
                leader_sign=firm.officer,
                item_total=total,
                ng_count=len(dangers),
                problems="\n".join(texts) or None,
                found_count=len(dangers),
                fixed_on_spot=sum(danger.rectified_at == danger.found_date for danger in dangers),
                reported=True,
                reported_at=day,
                publicized=public,
                public_at=min(self._today, day + dt.timedelta(days=1)) if public else None,
                public_place="车间公示栏" if public else None,
                plan=plan.id,
            )
        )
        for danger in dangers:
            self._family.put(danger.replace(dwm_record=made.id))

    def _own(self, firm: Firm) -> list[HiddenDanger]:
        """What the enterprise found itself since its plans began."""
        began = self._plans[firm.enterprise.id][0].start_date
        dangers: list[HiddenDanger] = self._family.of(firm.enterprise, "hidden_dangers")
        return [d for d in dangers if d.source == "企业自查" and d.found_date >= began]

    def _found(self, firm: Firm) -> None:
        """Each day on which something was found, one check of a team, or of the enterprise."""
        days: dict[dt.date, list[HiddenDanger]] = {}
        for danger in self._own(firm):
            days.setdefault(danger.found_date, []).append(danger)
        plans, months = self._plans[firm.enterprise.id], set[str]()
        for day, dangers in sorted(days.items()):
            whole = month_key(day) not in months and self._chance.maybe(0.25)
            months.update([month_key(day)] if whole else [])
            self._record(firm, plans[-1] if whole else plans[0], day, dangers)

    def _closely(self, firm: Firm) -> None:
        """Nearly every check of the last three weeks."""
        for plan in self._plans[firm.enterprise.id]:
            known = {record.period_key for record in self._family.of(plan, "dwm_records", "plan")}
            for back in range(21, 0, -1):
                day = self._today - dt.timedelta(days=back)
                key = key_of(plan.level, day)
                if workday(day) != day or key in known or day < plan.start_date or self._chance.maybe(0.08):
                    continue
                if plan.level is Level.MONTH and back > 3:
                    continue
                known.add(key)
                self._record(firm, plan, day, [])

    def _months(self, plan: DwmPlan) -> Iterator[dt.date]:
        """The first days of the months that are over and were owed."""
        for back in range(MONTHS, 0, -1):
            first = add_months(self._today.replace(day=1), -back)
            if first >= plan.start_date:
                yield first

    def _report(self, firm: Firm) -> None:
        """Most in time; some late; of the last month a few not at all; a few that never find anything."""
        chance, plans = self._chance, self._plans[firm.enterprise.id]
        if not plans[-1].enabled:
            return
        found = Counter(month_key(danger.found_date) for danger in self._own(firm))
        major = Counter(month_key(d.found_date) for d in self._own(firm) if d.level is DangerLevel.MAJOR)
        hollow = chance.maybe(0.08)
        for first in self._months(plans[-1]):
            last_one = add_months(first, 1) == self._today.replace(day=1)
            if last_one and chance.maybe(0.14):
                continue
            ym, due = month_key(first), add_months(first, 1) + dt.timedelta(days=4)
            day = (
                due + dt.timedelta(days=chance.randint(1, 9))
                if chance.maybe(0.1)
                else due - dt.timedelta(days=chance.randint(0, 3))
            )
            if day > self._today:
                continue
            self._month(firm, plans, ym, day, (found[ym], major[ym], 0 if hollow else chance.randint(0, 4)))

    def _month(self, firm: Firm, plans: list[DwmPlan], ym: str, day: dt.date, found: tuple[int, int, int]) -> None:
        """One report: what the office knows of (noted, major), and small things mended on the spot."""
        chance, n = self._chance, Counter(plan.level for plan in plans)
        noted, major, small = found
        first = dt.date.fromisoformat(f"{ym}-01")
        days = [first + dt.timedelta(days=k) for k in range((add_months(first, 1) - first).days)]
        work = sum(workday(one) == one for one in days)
        weeks = sum(one.weekday() == 3 for one in days)
        should = {"day": work * n[Level.DAY], "week": weeks * n[Level.WEEK], "month": 1}
        full = chance.maybe(0.78)
        done = {
            name: number if full else max(0, number - chance.randint(0, max(1, number // 8)))
            for name, number in should.items()
        }
        self._family.add(
            DwmMonth(
                enterprise=firm.enterprise.id,
                ym=ym,
                day_should=should["day"],
                day_done=done["day"],
                week_should=should["week"],
                week_done=done["week"],
                month_should=1,
                month_done=done["month"],
                found=noted + small,
                fixed=noted + small if chance.maybe(0.8) else max(0, noted + small - 1),
                same_day=small,
                termed=noted,
                major=major,
                publicized=chance.maybe(0.85),
                reported_at=day,
                plan=plans[-1].id,
            )
        )
