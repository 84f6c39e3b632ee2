"""The grid of 逐项录入 by keys alone: a visit in under a minute, nothing lost, every mistake said where it is."""

import datetime as dt
from collections.abc import Callable

import pytest
from hands import press, rewrite, write
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from town import Town, changed, made, op_count
from visits import Visits

from safety_desk.db.drafts import drafts
from safety_desk.db.store import Store
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.visit_state import VisitResult, VisitStatus
from safety_desk.tasks.entering.opening import open_visit
from safety_desk.ui.entry.errand import begin, start
from safety_desk.ui.entry.model import Cell
from safety_desk.ui.entry.page import EntryPage
from safety_desk.ui.entry.start import StartPage
from safety_desk.ui.window import Window

FRIDAY = dt.datetime(2026, 11, 20, 9)


@pytest.fixture
def visits(store: Store, town: Town) -> Visits:
    return Visits(store, town)


@pytest.fixture
def opened(window: Window) -> Callable[[Inspection], EntryPage]:
    """The page of a visit, as the window shows it."""

    def show(visit: Inspection) -> EntryPage:
        begin(window, "inspections", visit.id or 0)
        QApplication.processEvents()
        found = window.findChild(EntryPage)
        assert found is not None
        return found

    return show


@pytest.fixture
def visit(visits: Visits) -> Inspection:
    """A visit of last Friday with five items, its end known: the keyboard begins in the grid."""
    return visits.visit(start_at=FRIDAY, end_at=FRIDAY.replace(hour=11))


@pytest.fixture
def alone(qtbot: QtBot, store: Store) -> Callable[[Inspection], EntryPage]:
    """The page of a visit without the window round it."""

    def show(visit: Inspection) -> EntryPage:
        made = EntryPage(store)
        qtbot.addWidget(made)
        made.resize(1200, 700)
        made.show()
        made.activateWindow()
        store.changed.append(made.changed)
        made.show_entry(open_visit(store, visit))
        QApplication.processEvents()
        return made

    return show


@pytest.fixture
def page(alone: Callable[[Inspection], EntryPage], visit: Inspection) -> EntryPage:
    return alone(visit)


class Counted(QObject):
    """Counts the keys that are pressed anywhere."""

    def __init__(self) -> None:
        super().__init__()
        self.keys = 0
        QApplication.instance().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() is QEvent.Type.KeyPress and watched is QApplication.focusWidget():
            self.keys += 1
        return False


def shown(page: EntryPage, n: int, name: str) -> str:
    """What a cell of the n-th item says."""
    line = [one for one in page.model.lines.values() if one.part.value == "item"][n - 1]
    return str(page.model.place(Cell(line.key, name)).data() or "")


def here(page: EntryPage) -> tuple[int, str]:
    cell = page.grid.at()
    assert cell is not None
    return page.model.lines[cell.key].n, cell.name


def test_fifteen_items_are_keyed_in_with_few_keys_and_no_mouse(
    alone: Callable[[Inspection], EntryPage], visits: Visits, store: Store
) -> None:
    visit = changed(store, visits.long_checklist(15), start_at=FRIDAY)
    page = alone(visit)
    counted = Counted()
    write("1130")  # the end of the visit is what is missing: the keyboard is there
    press("Return", "Return", "Return", "Return", "Return", "Return")
    page.grid.setFocus()
    QTest.keyClicks(page.grid, "1111")
    press("2", "Return")  # its words are taken from the standard
    write("7")
    press("Return")
    QTest.keyClicks(page.grid, "113")
    press("2")
    write("guan")
    rewrite("管道没有接地")
    press("Return")
    write("0")
    press("Return", "9", "Ctrl+Return")
    assert store.get(Inspection, visit.id or 0).status is VisitStatus.MENDING
    assert store.count(InspectionItem) == 15
    assert sorted(d.rectify_mode.label for d in store.find(HiddenDanger)) == ["立即整改", "限期整改"]
    assert counted.keys <= 60, "a key a second is a slow clerk"


class TestKeys:
    def test_one_key_says_a_result_and_goes_on(self, page: EntryPage) -> None:
        press("1", "3", "2")
        assert [shown(page, n, "result") for n in (1, 2, 3)] == ["✓ 符合", "— 不涉及", "✗ 不符合"]
        assert here(page) == (3, "problem")
        press("Return")
        assert here(page) == (3, "term")
        write("7")
        press("Return")
        assert shown(page, 3, "term") == "7 天　11-27"
        assert here(page) == (4, "result")

    def test_digits_are_no_matter_for_an_input_method(self, page: EntryPage) -> None:
        enabled = Qt.WidgetAttribute.WA_InputMethodEnabled
        assert not page.grid.testAttribute(enabled)
        press("2")
        assert page.grid.testAttribute(enabled)
        press("Return")
        assert not page.grid.testAttribute(enabled)

    def test_chinese_is_typed_over_the_proposed_words(self, page: EntryPage) -> None:
        press("2")
        write("警示牌掉了")
        press("Return")
        assert shown(page, 1, "problem") == "警示牌掉了"

    def test_the_rest_is_in_order_by_one_key(self, page: EntryPage) -> None:
        press("3", "F9")
        assert [shown(page, n, "result") for n in range(1, 6)] == ["— 不涉及"] + ["✓ 符合"] * 4
        assert "都录全了" in page.foot.keys.text()

    def test_tab_and_arrows_go_from_cell_to_cell(self, page: EntryPage) -> None:
        press("2", "Tab")
        assert here(page) == (1, "level")
        press("2")
        assert shown(page, 1, "level") == "重大"
        assert here(page) == (1, "criterion")
        press("Shift+Tab", "Shift+Tab")
        assert here(page) == (1, "place")
        press("Down", "Up", "Left")
        assert here(page) == (1, "term")

    def test_what_is_not_saved_is_taken_back_key_by_key(self, page: EntryPage, store: Store) -> None:
        before = op_count(store)
        press("1", "2", "Ctrl+Z")
        assert [shown(page, n, "result") for n in (1, 2)] == ["✓ 符合", ""]
        press("Ctrl+Z")
        assert shown(page, 1, "result") == ""
        press("Ctrl+Y", "Ctrl+Y")
        assert shown(page, 2, "result") == "✗ 不符合"
        assert op_count(store) == before

    def test_what_no_item_asks_about_has_a_line_and_then_another(self, page: EntryPage, store: Store) -> None:
        press("Ctrl+N")
        write("门口堆放木料")
        press("Return")
        write("0")
        press("Return", "Ctrl+N")
        assert here(page) == (2, "problem")
        press("Up", "Ctrl+-")
        assert [line.get("problem") for line in page.entry.lines if line.part.value == "free"] == [""]  # type: ignore[union-attr]

    def test_earlier_words_are_offered_and_taken_by_enter(self, page: EntryPage, visits: Visits) -> None:
        visits.danger(description="消防通道堆放杂物", found_date=dt.date(2026, 11, 2))
        QApplication.processEvents()
        press("Down", "Down", "2")
        write("通道")
        press("Down", "Return")
        assert shown(page, 3, "problem") == "消防通道堆放杂物"
        assert here(page) == (3, "term")

    def test_what_is_typed_stands_where_nothing_was_chosen(self, page: EntryPage, visits: Visits) -> None:
        visits.danger(description="消防通道堆放杂物", found_date=dt.date(2026, 11, 2))
        QApplication.processEvents()
        press("2")
        write("通道")
        press("Return")
        assert shown(page, 1, "problem") == "通道"

    def test_photos_are_pasted_into_the_line(self, page: EntryPage) -> None:
        picture = QImage(4, 4, QImage.Format.Format_RGB32)
        picture.fill(Qt.GlobalColor.darkGreen)
        QGuiApplication.clipboard().setImage(picture)
        press("2", "Ctrl+V")
        assert shown(page, 1, "photo") == "1 张"
        page.grid.go(Cell(page.grid.at().key, "photo"))  # type: ignore[union-attr]
        press("Delete")
        assert shown(page, 1, "photo") == ""


class TestBadInput:
    def test_what_is_wrong_is_said_at_its_cell_when_it_is_left(self, page: EntryPage) -> None:
        press("2", "Return")
        write("2026-1-1")
        press("Return")
        cell = Cell(page.model.rows[1], "term")  # type: ignore[arg-type]
        assert "早于检查日期" in page.model.wrong(cell)
        page.grid.go(cell)
        assert "请改成检查日期或以后的日子" in page.foot.wrong.text()

    def test_a_fact_is_judged_as_it_is_typed(self, page: EntryPage) -> None:
        assert page.bar is not None
        page.bar.focus("start_at")
        rewrite("2026-12-1 9:00")
        assert "以后" in page.bar.boxes["start_at"].note.text()
        rewrite("2026-11-20 9:00")
        assert page.bar.boxes["start_at"].note.text() == ""

    def test_finishing_too_early_goes_to_the_first_that_is_missing(self, page: EntryPage, store: Store) -> None:
        before = op_count(store)
        press("1", "2", "Ctrl+Return")
        assert "还有 4 处要改" in page.foot.wrong.text()
        assert here(page) == (2, "term")
        assert op_count(store) == before
        assert shown(page, 1, "result") == "✓ 符合"

    def test_one_inspector_is_said_in_the_field(self, page: EntryPage, visits: Visits) -> None:
        press("F9")
        assert page.bar is not None
        page.bar.focus("inspectors")
        rewrite("胡某")
        press("Ctrl+Return")
        assert "不能少于两人" in page.bar.boxes["inspectors"].note.text()
        assert QApplication.focusWidget() is page.bar.boxes["inspectors"].editor.widget


class TestNothingIsLost:
    def test_who_leaves_finds_all_of_it_again(
        self, visit: Inspection, opened: Callable[[Inspection], EntryPage], window: Window, store: Store
    ) -> None:
        opened(visit)
        press("1", "2")
        write("写到一半")
        press("Return", "Esc")
        assert window.shown_page().ledger.name == "inspections"  # type: ignore[union-attr]
        again = opened(visit)
        assert (shown(again, 1, "result"), shown(again, 2, "problem")) == ("✓ 符合", "写到一半")
        assert "没录完" in again.head.drafted.text()
        again.head.drop.click()
        assert shown(again, 1, "result") == ""
        assert drafts(store, "entering") == {}

    def test_a_sentence_that_is_half_typed_is_kept_when_one_pauses(
        self, page: EntryPage, store: Store, qtbot: QtBot
    ) -> None:
        press("2")
        write("写到一")
        qtbot.waitUntil(lambda: "写到一" in str(drafts(store, "entering")), timeout=5000)
        assert page.grid.open_line() is not None

    def test_another_checklist_is_laid_out_at_once(self, page: EntryPage, store: Store) -> None:
        other = made(store, Checklist, name="消防专项")
        store.save("条目", ChecklistItem(checklist=other.id, seq=1, content="灭火器完好"))  # type: ignore[arg-type]
        assert page.bar is not None
        page.bar.focus("checklist")
        rewrite("消防专项")
        page._fact("checklist", other.id)
        assert [line.told for line in page.model.lines.values() if line.part.value == "item"] == ["灭火器完好"]

    def test_what_changes_elsewhere_is_seen_and_what_is_keyed_in_stays(
        self, page: EntryPage, visits: Visits, store: Store
    ) -> None:
        press("1")
        visits.danger(found_date=dt.date(2026, 11, 2), description="配电箱无门")
        assert shown(page, 1, "result") == "✓ 符合"
        assert any(line.told == "配电箱无门" for line in page.model.lines.values())


class TestFinishing:
    def test_all_is_saved_in_one_undo_and_printing_is_offered(
        self, visit: Inspection, opened: Callable[[Inspection], EntryPage], window: Window, store: Store
    ) -> None:
        opened(visit)
        before = op_count(store)
        press("2", "Return")
        write("7")
        press("Return", "F9", "Ctrl+Return")
        assert op_count(store) == before + 1
        ledger = window.shown_page()
        assert ledger is not None and ledger.ledger.name == "inspections"
        assert ledger.current().id == visit.id  # type: ignore[union-attr]
        assert "登记隐患 1 条" in window.notice.text.text()
        assert window.notice.action.text().startswith("打印")
        press("Ctrl+Z")
        assert store.count(InspectionItem) == 0

    def test_rechecks_stand_on_top_and_close_by_one_key(
        self, alone: Callable[[Inspection], EntryPage], visits: Visits, store: Store
    ) -> None:
        danger = visits.danger(
            found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=dt.date(2026, 11, 18)
        )
        page = alone(visits.visit(start_at=FRIDAY, end_at=FRIDAY.replace(hour=11)))
        assert page.grid.at() == Cell(f"danger:{danger.id}", "result")
        press("1", "F9", "Ctrl+Return")
        assert store.get(HiddenDanger, danger.id or 0).status is State.CLOSED

    def test_a_step_that_is_missing_is_said_in_the_row(
        self, alone: Callable[[Inspection], EntryPage], visits: Visits
    ) -> None:
        danger = visits.danger(
            found_date=dt.date(2026, 11, 2), level=Level.MAJOR, major_criteria="第三条", status=State.REPORTED
        )
        page = alone(visits.visit(start_at=FRIDAY, end_at=FRIDAY.replace(hour=11)))
        page.grid.go(Cell(f"danger:{danger.id}", "result"))
        press("1")
        page.grid.go(Cell(f"danger:{danger.id}", "approver"))
        write("吴某")
        press("Return")
        assert "报送治理方案" in page.model.wrong(Cell(f"danger:{danger.id}", "result"))


class TestPrinting:
    def test_after_rechecks_one_is_led_to_the_visit_that_found_them(
        self, window: Window, visits: Visits, visit: Inspection, store: Store
    ) -> None:
        waits = {"status": State.TO_RECHECK, "rectified_at": dt.date(2026, 11, 21)}
        danger = visits.danger(inspection=visit.id, found_date=FRIDAY.date(), **waits)
        begin(window, "hidden_dangers", danger.id or 0)
        page = window.findChild(EntryPage)
        assert page is not None and page.entry is not None
        page._fact("inspectors", list(visits.inspectors))
        page.grid.setFocus()
        press("1", "Ctrl+Return")
        ledger = window.shown_page()
        assert ledger is not None and ledger.current().id == visit.id  # type: ignore[union-attr]
        assert window.notice.action.text() == "打印整改复查意见书"


class TestWays:
    def test_what_is_to_be_entered_is_listed_and_enter_begins_it(
        self, window: Window, visits: Visits, store: Store
    ) -> None:
        visits.visit()
        visits.danger(found_date=dt.date(2026, 11, 2), status=State.TO_RECHECK, rectified_at=dt.date(2026, 11, 18))
        start(window)
        page = window.findChild(StartPage)
        assert page is not None
        assert [head.text() for head in page.heads] == ["待录入的检查　1", "待复查（按单位）　1"]
        page.rounds.setFocus()
        press("Return")
        entry = window.findChild(EntryPage)
        assert entry is not None and entry.entry is not None
        assert entry.head.title.text() == "复查录入　茂林竹木制品有限公司　复查"
        rewrite("胡某、汪某某")
        press("Return")  # takes the name that the list offers
        window.activateWindow()  # a screen that nobody sees does not, when a list closes
        press("Return", "1", "Ctrl+Return")
        assert [d.status for d in store.find(HiddenDanger)] == [State.CLOSED]
        assert window.shown_page().ledger.name == "hidden_dangers"  # type: ignore[union-attr]

    def test_key_button_and_card_lead_there(self, window: Window, visits: Visits) -> None:
        visit = visits.visit(start_at=FRIDAY)
        page = window.page("inspections")
        page.open_record(visit.id or 0)
        press("Ctrl+L")
        entry = window.findChild(EntryPage)
        assert entry is not None and entry.isVisible()
        assert [words for words, when, _ in page.card.doors if when(visit)] == ["逐项录入"]

    def test_a_visit_that_is_closed_is_refused_in_words(self, window: Window, visits: Visits, store: Store) -> None:
        begin(window, "inspections", visits.done(result=VisitResult.CLEAN).id or 0)
        assert "已闭环" in window.notice.text.text()
