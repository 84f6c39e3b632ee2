"""Visits for the tests of papers: planned, sound, with findings, and with far too much of everything."""

import datetime as dt
from typing import Any

from town import Town, changed, made

from safety_desk.db.store import Store
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.danger_state import Level
from safety_desk.ledgers.enforce.document_kind import DocumentRules
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection, InspectionItem
from safety_desk.ledgers.office import EnforcementMode, OfficeRules
from safety_desk.ledgers.papers import form
from safety_desk.ledgers.people import Staff
from safety_desk.ledgers.visit_state import ItemResult, VisitResult
from safety_desk.paper import Paper
from safety_desk.reports.papers import RenderedPaper
from safety_desk.tasks.issuing import prepare
from safety_desk.tasks.papers import papers

RECORD, SHEET = form("inspections", "inspection_record"), form("inspections", "checklist_sheet")
MORNING = dt.datetime(2026, 11, 20, 9, 0)
NOON = dt.datetime(2026, 11, 20, 11, 30)
TOMORROW = dt.datetime(2026, 11, 24, 9, 0)
POINTS = ("警示标志齐全", "防护罩、急停有效", "疏散通道畅通", "不与员工宿舍同楼", "漏电保护有效")


class Visits:
    """What the town's inspectors do, with a checklist of five items (the fourth a major one)."""

    def __init__(self, store: Store, town: Town) -> None:
        self.store, self.town = store, town
        self.inspectors = tuple(
            made(store, Staff, name=name, mobile=mobile, cert_no=number).id
            for name, mobile, number in (("胡某", "13900000011", "皖茂检001"), ("汪某某", "13900000012", None))
        )
        self.mill = changed(
            store,
            town.mill,
            address="茂林镇奎峰村工业集中区3号",
            legal_person="王某",
            legal_mobile="13900000013",
            override_grade=Grade.ORANGE,
            override_reason="涉爆粉尘",
            override_approver="吴某",
        )
        self.checklist = made(store, Checklist, name="企业通用现场检查")
        self.items = [
            made(
                store,
                ChecklistItem,
                checklist=self.checklist.id,
                seq=n,
                group="现场管理",
                content=point,
                standard=f"{point}，现场查看。",
                basis="安全生产法",
                method="看现场",
                level_default=Level.MAJOR if n == 4 else Level.GENERAL,
            )
            for n, point in enumerate(POINTS, 1)
        ]

    def rule(self, mode: EnforcementMode) -> None:
        """Let the office work under these powers, without asking for a scheme of each visit."""
        self.store.set_options("授权模式", OfficeRules(mode=mode))
        self.store.set_options("不先批方案", DocumentRules(scheme_first=False))

    def visit(self, **values: Any) -> Inspection:
        """A visit of the mill with its checklist, planned for tomorrow unless it is said otherwise."""
        usual = {
            "enterprise": self.mill.id,
            "start_at": TOMORROW,
            "inspectors": self.inspectors,
            "checklist": self.checklist.id,
        }
        return made(self.store, Inspection, **(usual | values))

    def done(self, **values: Any) -> Inspection:
        """A visit of last Friday, over before noon."""
        return self.visit(**({"start_at": MORNING, "end_at": NOON, "places": "打磨车间、仓库"} | values))

    def mark(self, visit: Inspection, problems: dict[int, str]) -> list[InspectionItem]:
        """Lay the items out: those with a problem are found wrong, the last is not concerned, the rest is in order."""
        return [
            made(
                self.store,
                InspectionItem,
                inspection=visit.id,
                seq=n,
                checklist_item=item.id,
                group=item.group,
                content=item.content,
                basis=f"{item.standard}；{item.basis}",
                result=ItemResult.NOT if n in problems else ItemResult.NA if n == len(self.items) else ItemResult.OK,
                problem=problems.get(n),
                place="打磨车间" if n in problems else None,
                level=item.level_default,
                rectify_days={2: 0, 4: 15}.get(n) if n in problems else None,
            )
            for n, item in enumerate(self.items, 1)
        ]

    def danger(self, **values: Any) -> HiddenDanger:
        """A hidden danger of the mill."""
        usual = {"enterprise": self.mill.id, "found_date": MORNING.date(), "source": "镇检查"}
        return made(self.store, HiddenDanger, **(usual | values))

    def found(self) -> Inspection:
        """A visit with two findings, one of them major, while two hidden dangers of before are open."""
        visit = self.done(result=VisitResult.TERM, accompany="李某")
        self.mark(visit, {2: "砂轮机防护罩缺失", 4: "成品仓库二层住人"})
        self.danger(
            found_date=dt.date(2026, 10, 8), place="配电房", description="配电箱无门", deadline=dt.date(2026, 10, 23)
        )
        self.danger(found_date=dt.date(2026, 11, 10), description="灭火器压力不足", deadline=dt.date(2026, 11, 30))
        return visit

    def crowded(self, findings: int, length: int = 200) -> Inspection:
        """A visit of an enterprise with a very long name where too much was found."""
        name = "安徽省宣城市泾县茂林镇" + "竹木制品" * 10 + "加工有限公司"
        ids = self.store.names.find("enterprises", name)
        long_id = ids[0] if ids else self.firm(name)
        visit = self.done(
            enterprise=long_id, situation="看了全厂。\n查了资料。", result=VisitResult.TERM, checklist=None
        )
        head = [f"第{n}处" for n in range(1, findings + 1)]
        dangers = [
            HiddenDanger(
                enterprise=long_id,
                inspection=visit.id,
                found_date=MORNING.date(),
                source="镇检查",
                description=(words + "除尘管道积灰未清理，" * length)[:length],
            )
            for words in head
        ]
        self.store.save("登记隐患", *dangers)
        return self.store.get(Inspection, visit.id or 0)

    def firm(self, name: str) -> int:
        """An enterprise with an address."""
        known = made(self.store, Enterprise, name=name, village=self.town.village.id, address="茂林镇奎峰村")
        return known.id or 0

    def long_checklist(self, number: int, **values: Any) -> Inspection:
        """A planned visit with a checklist of so many items of very different length."""
        checklist = made(self.store, Checklist, name=f"{number}条检查表")
        items = [
            ChecklistItem(
                checklist=checklist.id,
                seq=n,
                group=f"第{n % 9 + 1}类",
                content=f"条目{n:03d}号" + "检查内容" * (n * 7 % 23),
                standard="应当符合标准" * (n * 5 % 17),
            )
            for n in range(1, number + 1)
        ]
        self.store.save("检查表", *items)
        return self.visit(checklist=checklist.id, **values)

    def print(self, paper: Paper[Any], *visits: Inspection) -> list[RenderedPaper]:
        """The papers of these visits."""
        return papers(self.store, INSPECTIONS, paper, [visit.id or 0 for visit in visits])

    def number(self, paper: Paper[Any], *visits: Inspection) -> list[RenderedPaper]:
        """The papers of these visits with numbers from the register."""
        return list(prepare(self.store, [(INSPECTIONS, paper, visit.id or 0) for visit in visits]).papers)

    def facts(self, paper: Paper[Any], visit: Inspection) -> dict[str, Any]:
        """What the paper of a visit says."""
        fresh = self.store.get(Inspection, visit.id or 0)
        said = paper.facts(fresh, self.store.kin(), self.store.names, self.store.scene())
        return {"number": "", **said}
