"""Responsibilities in the sample town's enterprises: the system, the posts, the standards."""

import datetime as dt

from safety_desk.dates import add_months
from safety_desk.ledgers.duty.post_templates import template_for
from safety_desk.ledgers.duty.posts import CheckedAs, Cycle, EntStandard, PostDuty, PostLevel, RespSystem, StandardKind
from safety_desk.sample_town.chance import workday
from safety_desk.sample_town.chapters.page import Page
from safety_desk.sample_town.firms import Firm

_PLACES = ("厂区大门公示栏", "车间入口公示栏", "办公楼一楼公示栏", "门厅宣传栏")
_OPINIONS = {
    CheckedAs.SOUND: "责任制健全，公示、考核到位",
    CheckedAs.PART: "一线岗位清单不全，考核没有记录，限期补齐",
    CheckedAs.NONE: "没有成文的全员责任制，限期建立",
}
_POSTS = (
    ("生产车间", "车间主任", PostLevel.WORKSHOP), ("生产车间", "班组长", PostLevel.TEAM), ("生产车间", "操作工", PostLevel.POST),
    ("设备组", "电工", PostLevel.POST), ("仓库", "仓库管理员", PostLevel.POST), ("办公室", "门卫", PostLevel.POST),
)  # fmt: skip


class Posts:
    """Writes the responsibilities of one copy."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._family, self._chance, self._today = page.family, page.chance, page.today

    def write(self, firms: list[Firm]) -> None:
        """The larger an enterprise, the more of it is on paper."""
        for firm in firms:
            people = firm.enterprise.employees or 0
            if people >= 6 and self._chance.maybe(0.9):
                self._system(firm, people)
            if people >= 14 and self._chance.maybe(0.85):
                self._posts(firm, people)
            if people >= 14 and self._chance.maybe(0.8):
                self._standards(firm)

    def _ago(self, low: int, high: int) -> dt.date:
        return workday(self._today - dt.timedelta(days=self._chance.randint(low, high)))

    def _system(self, firm: Firm, people: int) -> None:
        chance = self._chance
        found = chance.choices([CheckedAs.SOUND, CheckedAs.PART, CheckedAs.NONE], [70, 24, 6])[0]
        written, sound = found is not CheckedAs.NONE, found is CheckedAs.SOUND
        issued, checked = self._ago(120, 700), self._ago(15, 330)
        shown = written and chance.maybe(0.92)
        signed = people if sound else round(people * chance.uniform(0.4, 0.95)) if written else 0
        posts = min(people, 3 + people // 12)
        self._family.add(
            RespSystem(
                enterprise=firm.enterprise.id,
                doc_version=f"{issued.year} 版" if written else None,
                issue_date=issued if written else None,
                covers_all=sound,
                publicity_place=chance.choice(_PLACES) if shown else None,
                publicity_from=min(self._today, issued + dt.timedelta(days=10)) if shown else None,
                should_sign_count=people,
                signed_count=signed,
                post_total=posts,
                training_date=min(self._today, issued + dt.timedelta(days=20)) if sound else None,
                assess_freq=chance.choice(list(Cycle)) if written else None,
                last_assess_date=self._ago(10, 150) if sound and chance.maybe(0.8) else None,
                check_date=checked,
                check_result=found,
                check_opinion=_OPINIONS[found],
                next_check=add_months(checked, 12 if sound else 3),
            )
        )

    def _posts(self, firm: Firm, people: int) -> None:
        """The principal, the safety officer and some posts of the shop floor; of one in eight the standard is missing."""
        chance, e = self._chance, firm.enterprise
        posts = [
            ("", "主要负责人", PostLevel.PRINCIPAL, e.principal),
            ("", "安全员", PostLevel.DEPARTMENT, firm.officer),
        ]
        if e.safety_director:
            posts.append(("", "分管负责人", PostLevel.DEPUTY, e.safety_director))
        floor = _POSTS[: 2 + min(4, people // 20)]
        posts += [(dept, name, level, chance.person()) for dept, name, level in floor]
        signed = self._ago(30, 420)
        points = [point.id for point in self._family.of(e, "risk_points")]
        for dept, name, level, person in posts:
            scope, duties, standard = template_for(level.value, name)
            near = (
                tuple(chance.sample(points, min(2, len(points))))
                if level is PostLevel.POST and name == "操作工"
                else None
            )
            self._family.add(
                PostDuty(
                    enterprise=e.id,
                    dept=dept or None,
                    post_name=name,
                    post_level=level,
                    person=person,
                    duty_scope=scope,
                    duty_items=duties,
                    assess_standard=standard if chance.maybe(0.88) else None,
                    assess_cycle=Cycle.YEAR if level is PostLevel.PRINCIPAL else Cycle.QUARTER,
                    risk_points=near or None,
                    signed_date=signed if chance.maybe(0.93) else None,
                )
            )

    def _standards(self, firm: Firm) -> None:
        chance, e = self._chance, firm.enterprise
        kinds = [StandardKind.RULES, StandardKind.PROCEDURE, StandardKind.STANDARD][: chance.randint(1, 3)]
        names = {
            StandardKind.RULES: "安全生产规章制度汇编",
            StandardKind.PROCEDURE: f"{firm.trade.name}岗位安全操作规程",
            StandardKind.STANDARD: f"{firm.trade.name}企业安全标准",
        }
        for n, kind in enumerate(kinds, 1):
            day = self._ago(60, 900)
            self._family.add(
                EntStandard(
                    enterprise=e.id,
                    name=names[kind],
                    no=f"AQ-{day.year}-{n:02d}" if chance.maybe(0.8) else None,
                    kind=kind,
                    version=chance.choice(("第一版", "第二版", "第三版")),
                    approve_date=day if chance.maybe(0.93) else None,
                    approver=e.principal,
                )
            )
