"""A visit: its items are laid out from a checklist, its findings become hidden dangers once, and it stands where they stand."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.danger_state import Level, RectifyMode, State
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import INSPECTIONS, Inspection, InspectionItem
from safety_desk.ledgers.visit_state import ItemResult, VisitResult, VisitStatus

DAY = dt.date(2026, 11, 20)


@pytest.fixture
def visit(store: Store, town: Town) -> Inspection:
    """A visit of the mill with a checklist of three items."""
    checklist = made(store, Checklist, name="木材加工检查表")
    for n, content in enumerate(("除尘", "用电", "消防"), 1):
        made(
            store,
            ChecklistItem,
            checklist=checklist.id,
            seq=n,
            content=content,
            standard=f"{content}合格",
            basis=f"第{n}条",
            danger_category="26",
        )
    return made(
        store, Inspection, enterprise=town.mill.id, start_at=dt.datetime(2026, 11, 20, 9), checklist=checklist.id,
        inspectors=(town.inspector.id, town.clerk.id),
    )  # fmt: skip


def items(store: Store) -> list[InspectionItem]:
    return store.find(InspectionItem, order="seq")


def found(store: Store, item: InspectionItem, **values: Any) -> InspectionItem:
    return changed(store, item, result=ItemResult.NOT, **{"problem": "未设泄爆口", **values})


@pytest.fixture
def laid(store: Store, visit: Inspection) -> Inspection:
    return taken(store, visit, "列出检查条目")


def test_the_items_are_laid_out_as_they_are_worded_that_day(store: Store, laid: Inspection) -> None:
    assert [(item.seq, item.content, item.basis) for item in items(store)] == [
        (1, "除尘", "除尘合格；第1条"),
        (2, "用电", "用电合格；第2条"),
        (3, "消防", "消防合格；第3条"),
    ]
    entry = store.find(ChecklistItem)[0]
    changed(store, entry, content="改了")
    assert items(store)[0].content == "除尘"


def test_items_are_laid_out_once_and_only_new_ones_again(store: Store, laid: Inspection) -> None:
    with pytest.raises(Refusal, match="已经列出"):
        taken(store, laid, "列出检查条目")
    made(store, ChecklistItem, checklist=laid.checklist, content="有限空间")
    taken(store, laid, "列出检查条目")
    assert [(item.seq, item.content) for item in items(store)][-1] == (4, "有限空间")
    assert len(items(store)) == 4


def test_without_a_checklist_nothing_is_laid_out(store: Store, town: Town) -> None:
    bare = made(store, Inspection, enterprise=town.mill.id)
    assert "列出检查条目" not in offered(store, bare)


def test_what_nobody_marked_was_in_order(store: Store, laid: Inspection) -> None:
    found(store, items(store)[1])
    taken(store, laid, "其余均符合")
    assert [item.result for item in items(store)] == [ItemResult.OK, ItemResult.NOT, ItemResult.OK]


def test_findings_become_hidden_dangers_with_nothing_typed_twice(store: Store, town: Town, laid: Inspection) -> None:
    found(store, items(store)[0], place="打磨间", rectify_days=7)
    found(store, items(store)[1], problem="私拉电线", rectify_days=0)
    taken(store, laid, "不符合项登记为隐患")
    first, second = store.find(HiddenDanger)
    assert (first.enterprise, first.village, first.inspection) == (town.mill.id, town.village.id, laid.id)
    assert (first.found_date, first.found_by, first.source) == (DAY, "章某、凤某", "镇检查")
    assert (first.description, first.place, first.basis, first.category) == (
        "未设泄爆口",
        "打磨间",
        "除尘合格；第1条",
        "26",
    )
    assert (first.rectify_mode, first.deadline) == (RectifyMode.TERM, dt.date(2026, 11, 27))
    assert (second.rectify_mode, second.deadline) == (RectifyMode.AT_ONCE, DAY)


def test_a_finding_becomes_a_hidden_danger_once(store: Store, laid: Inspection) -> None:
    found(store, items(store)[0])
    laid = taken(store, laid, "不符合项登记为隐患")
    [danger] = store.find(HiddenDanger)
    assert items(store)[0].hidden_danger == danger.id
    with pytest.raises(Refusal, match="没有新的不符合项"):
        taken(store, laid, "不符合项登记为隐患")
    found(store, items(store)[1], problem="私拉电线")
    taken(store, laid, "不符合项登记为隐患")
    assert store.count(HiddenDanger) == 2


def test_a_finding_whose_danger_was_voided_can_be_noted_again(store: Store, laid: Inspection) -> None:
    found(store, items(store)[0])
    laid = taken(store, laid, "不符合项登记为隐患")
    changed(store, store.find(HiddenDanger)[0], status=State.VOID)
    assert items(store)[0].hidden_danger is None
    taken(store, laid, "不符合项登记为隐患")
    assert store.count(HiddenDanger) == 2


def test_noting_is_one_undo(store: Store, laid: Inspection) -> None:
    found(store, items(store)[0])
    before = store.get(Inspection, laid.id or 0)
    taken(store, laid, "不符合项登记为隐患")
    assert store.undo() == "检查台账：不符合项登记为隐患"
    assert store.count(HiddenDanger) == 0
    assert items(store)[0].hidden_danger is None
    assert store.get(Inspection, laid.id or 0) == before


def test_a_finding_says_what_is_wrong(store: Store, laid: Inspection) -> None:
    found(store, items(store)[1], problem=None)
    with pytest.raises(Refusal, match="第 2 项不符合，但没有写存在什么问题"):
        taken(store, laid, "不符合项登记为隐患")
    assert store.count(HiddenDanger) == 0


def test_a_major_finding_cites_its_criterion(store: Store, laid: Inspection) -> None:
    found(store, items(store)[0], level=Level.MAJOR)
    taken(store, laid, "不符合项登记为隐患")
    [danger] = store.find(HiddenDanger)
    assert (danger.status, danger.major_criteria) == (State.MAJOR_NOTED, "除尘合格；第1条")
    bare = found(store, items(store)[1], level=Level.MAJOR, basis=None)
    assert bare.basis is None
    with pytest.raises(Refusal, match="第 2 项定为重大隐患，请先"):
        taken(store, laid, "不符合项登记为隐患")


def test_a_special_visit_is_the_source_of_its_dangers(store: Store, laid: Inspection) -> None:
    found(store, items(store)[0])
    taken(store, changed(store, laid, kind="专项"), "不符合项登记为隐患")
    assert store.find(HiddenDanger)[0].source == "专项整治"


def test_a_visit_stands_where_its_dangers_stand(store: Store, town: Town, laid: Inspection) -> None:
    def status() -> VisitStatus:
        return store.get(Inspection, laid.id or 0).status

    assert status() is VisitStatus.PLANNED
    changed(store, laid, end_at=dt.datetime(2026, 11, 20, 11))
    assert status() is VisitStatus.RUNNING
    changed(store, store.get(Inspection, laid.id or 0), result=VisitResult.TERM)
    assert status() is VisitStatus.CHECKED
    found(store, items(store)[0])
    taken(store, store.get(Inspection, laid.id or 0), "不符合项登记为隐患")
    assert status() is VisitStatus.MENDING
    [danger] = store.find(HiddenDanger)
    mended = taken(store, danger, "整改完成", rectified_at=DAY)
    assert status() is VisitStatus.TO_RECHECK
    taken(store, mended, "复查通过", recheck_at=DAY, recheck_by="章某")
    assert status() is VisitStatus.CLOSED
    assert offered(store, store.get(Inspection, laid.id or 0)) == set()


def test_a_clean_visit_is_closed_at_once(store: Store, laid: Inspection) -> None:
    assert changed(store, laid, result=VisitResult.CLEAN).status is VisitStatus.CLOSED


def test_a_visit_with_dangers_is_not_deleted_and_one_without_goes_with_its_items(
    store: Store, laid: Inspection
) -> None:
    found(store, items(store)[0])
    noted = taken(store, laid, "不符合项登记为隐患")
    with pytest.raises(Refusal, match="已登记隐患，不能删除"):
        store.remove("删除", noted)
    store.undo()
    store.remove("删除", store.get(Inspection, laid.id or 0))
    assert store.count(InspectionItem) == 0


@pytest.mark.parametrize(
    ("raw", "field", "text"),
    [
        ({"inspectors": "章某"}, "inspectors", "检查人员不能少于两人"),
        ({"end_at": "2026-11-20 8:59"}, "end_at", "检查结束不能早于开始"),
        ({"start_at": "2026-11-24 9:00", "result": "未发现问题"}, "start_at", "检查日期在今天之后，还不能有检查结果"),
        ({"start_at": "2036-11-20"}, "start_at", "检查日期太远，请核对年份"),
        ({"enterprise": ""}, "enterprise", "请填企业，或者填公共区域"),
    ],
)
def test_what_cannot_be_is_said(store: Store, town: Town, raw: dict[str, str], field: str, text: str) -> None:
    sound = {"enterprise": town.mill.name, "start_at": "2026-11-20 9:00", "inspectors": "章某、凤某"}
    done = INSPECTIONS.read({**sound, **raw}, store.context(), store.scene())
    assert [(problem.field, problem.text) for problem in done.errors] == [(field, text)]


def test_a_visit_may_be_planned_ahead(store: Store, town: Town) -> None:
    done = INSPECTIONS.read({"enterprise": town.mill.name, "start_at": "2026-12-01"}, store.context(), store.scene())
    assert not done.errors
