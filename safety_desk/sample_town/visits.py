"""The inspections of the sample town: who went where when, with which checklist, and what was found of its items."""

import datetime as dt
from dataclasses import dataclass

from safety_desk.ledgers.checklist import ChecklistItem
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import (
    Inspection,
    InspectionItem,
    all_sound,
    lay_out,
    note_dangers,
)
from safety_desk.ledgers.people import Staff
from safety_desk.ledgers.visit_state import ItemResult, VisitResult
from safety_desk.sample_town.chance import Chance, workday
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.findings import Finder, Finding, Site, detailed
from safety_desk.sample_town.offices import Town

_KINDS = ("日常", "专项", "双随机", "季节性", "联合", "专家会诊", "举报核查", "夜查")
_OFTEN = (48, 22, 8, 6, 6, 4, 2, 2)
_SOURCES = {"专家会诊": "专家", "举报核查": "举报"}
_SEASONS = {(9, 29), (9, 30), (4, 28), (4, 29), (4, 30), (12, 30), (12, 31)}
_SPECIAL = ("限", "尘", "餐", "烟")


@dataclass
class Found:
    """A visit with what was found: each hidden danger as it was first noted."""

    visit: Inspection
    site: Site
    dangers: list[HiddenDanger]


class Visitor:
    """Goes out and looks."""

    def __init__(self, family: Family, town: Town, finder: Finder, chance: Chance) -> None:
        self._family = family
        self._town = town
        self._finder = finder
        self._chance = chance

    def visit(self, site: Site, day: dt.date, count: int) -> Found:
        """One visit on a day at which so many things are found."""
        kind = self._kind(site, day)
        sign = self._sign(site, kind)
        findings = self._finder.find(site, count, sign)
        visit = self._family.add(self._visit(site, day, kind, sign))
        self._fill_in(visit, findings, sign)
        return self._noted(visit, site, findings)

    def major(self, site: Site, day: dt.date, finding: Finding, criterion: str) -> Found:
        """A visit at which one major hidden danger is found."""
        visit = self._family.add(self._visit(site, day, "专项", ""))
        item = InspectionItem(
            inspection=visit.id,
            seq=1,
            group="重大事故隐患",
            content="是否存在重大事故隐患判定标准所列情形",
            basis=criterion,
            result=ItemResult.NOT,
            problem=finding.text,
            place=finding.place,
            level=Level.MAJOR,
        )
        self._family.add(item)
        return self._noted(visit, site, [finding])

    def plan(self, site: Site, day: dt.date) -> Inspection:
        """A visit that is still to be made."""
        sign = self._chance.choice(("基", "场"))
        visit = self._visit(site, day, "日常", sign)
        return self._family.add(visit.replace(end_at=None, accompany=None))

    def recheck(self, site: Site, day: dt.date, text: str, by: tuple[int, ...]) -> Inspection:
        """A visit to see that something was mended."""
        visit = self._visit(site, day, "整改复查", "")
        said = f"复查“{text}”的整改情况，已整改到位。"
        done = {"inspectors": by, "places": "整改部位", "situation": said, "result": VisitResult.CLEAN}
        return self._family.add(visit.replace(**done))

    def _kind(self, site: Site, day: dt.date) -> str:
        if (day.month, day.day) in _SEASONS and not self._chance.maybe(0.2):
            return "节假日"
        kind = self._chance.choices(_KINDS, _OFTEN)[0]
        return "日常" if kind == "专家会诊" and "工业" not in site.groups else kind

    def _sign(self, site: Site, kind: str) -> str:
        """The checklist that is taken along: a special one on a special visit, a general one on others, often none."""
        chance, finder = self._chance, self._finder
        if not isinstance(site.owner, Enterprise):
            return ""
        special = [sign for sign in _SPECIAL if sign in site.checklists]
        if special and chance.maybe(0.9 if kind == "专项" else 0.25):
            return chance.choice(special)
        general = [sign for sign in ("基", "场") if finder.has(site, sign)]
        return chance.choice(general) if general and chance.maybe(0.42) else ""

    def _visit(self, site: Site, day: dt.date, kind: str, sign: str) -> Inspection:
        chance = self._chance
        night = kind == "夜查"
        hour = chance.randint(19, 20) if night else chance.choice((8, 9, 9, 10, 14, 14, 15, 16))
        start = dt.datetime.combine(day, dt.time(hour, chance.choice((0, 10, 20, 30, 40, 50))))
        team = self._team(kind)
        checklist = self._town.checklists[sign] if sign else None
        seen = chance.sample(list(site.points), min(3, len(site.points)))
        what = "、".join(seen) or "经营场所"
        papers = "，查阅安全管理台账" if isinstance(site.owner, Enterprise) and chance.maybe(0.6) else ""
        return Inspection(
            **site.link,
            kind=kind,
            mode="暗访" if night or chance.maybe(0.06) else "明查",
            start_at=start,
            end_at=start + dt.timedelta(minutes=chance.randrange(40, 150, 10)),
            inspectors=tuple(staff.id or 0 for staff in team),
            experts=f"{chance.person()}（注册安全工程师）" if kind == "专家会诊" else None,
            accompany=site.own_people,
            checklist=checklist.id if checklist else None,
            places=f"{what}{papers}",
            recorder=team[-1].name,
        )

    def _team(self, kind: str) -> list[Staff]:
        """Two inspectors, three where offices go together."""
        office, others = self._town.inspectors[:4], self._town.inspectors[4:]
        team = self._chance.sample(office, 2)
        return [*team, self._chance.choice(others)] if kind in ("联合", "节假日", "举报核查") else team

    def _fill_in(self, visit: Inspection, findings: list[Finding], sign: str) -> None:
        """The items of the checklist with their results, and after them what it does not ask for."""
        family, left, laid = self._family, list(findings), 0
        for item in lay_out(visit, family, family.scene) if sign else ():
            assert isinstance(item, InspectionItem)
            laid += 1
            finding = next((f for f in left if self._item_of(f).id == item.checklist_item), None)
            if finding is not None:
                left.remove(finding)
                item = self._fault(item, finding)
            elif self._chance.maybe(0.12):
                item = item.replace(result=ItemResult.NA)
            family.add(item)
        for sound in all_sound(visit, family, family.scene):
            family.put(sound)
        for n, finding in enumerate(left, laid + 1):
            family.add(self._fault(self._blank(visit, n, finding), finding))

    def _item_of(self, finding: Finding) -> ChecklistItem:
        return self._town.items[finding.pattern.item]

    def _blank(self, visit: Inspection, n: int, finding: Finding) -> InspectionItem:
        """An item that an inspector adds at the site, in the words of the library."""
        item = self._item_of(finding)
        return InspectionItem(
            inspection=visit.id,
            seq=n,
            group=item.group,
            content=item.content,
            basis="；".join(filter(None, (item.standard, item.basis))) or None,
        )

    def _fault(self, item: InspectionItem, finding: Finding) -> InspectionItem:
        return item.replace(
            result=ItemResult.NOT,
            problem=finding.text,
            place=finding.place,
            level=Level.GENERAL,
            rectify_days=finding.days,
        )

    def _noted(self, visit: Inspection, site: Site, findings: list[Finding]) -> Found:
        """The findings as hidden dangers, and the visit with what came of it."""
        by_text = {finding.text: finding for finding in findings}
        who = "、".join(staff.name for staff in self._family.all_linked(visit, "inspectors"))
        dangers = []
        for record in note_dangers(visit, self._family, self._family.scene) if findings else ():
            assert isinstance(record, HiddenDanger)
            danger = detailed(record, site, by_text[record.description], who)
            dangers.append(danger.replace(source=_SOURCES.get(visit.kind, danger.source)))
        return Found(visit, site, dangers)


def concluded(found: Found, dangers: list[HiddenDanger]) -> Inspection:
    """The visit with its result, as its hidden dangers have it."""
    said = "".join(f"{n}．{d.description}；" for n, d in enumerate(dangers, 1)).rstrip("；")
    if not dangers:
        text = "现场检查未发现明显隐患，要求继续落实日常排查，做好记录。"
        return found.visit.replace(result=VisitResult.CLEAN, situation=text)
    handed = any(d.status.value == "18" for d in dangers)
    at_once = all(d.rectify_mode.value == "at_once" for d in dangers)
    halted = any(d.rectify_mode.value == "halt" for d in dangers)
    result = VisitResult.TERM
    if handed:
        result = VisitResult.HANDED
    elif halted:
        result = VisitResult.MEASURE
    elif at_once:
        result = VisitResult.ON_SPOT
    order = "已当场督促整改。" if at_once else "已责令按期整改，逾期复查。"
    return found.visit.replace(result=result, situation=f"现场检查发现：{said}。{order}")


def visit_day(chance: Chance, today: dt.date, first: int, last: int) -> dt.date:
    """A working day so many days ago."""
    return workday(today - dt.timedelta(days=chance.randint(first, last)))
