"""Everything by keyboard: what Excel has taught a clerk's hands works here."""

import pytest
from hands import keyboard, press, rewrite, write
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.window import Window

HEADS = ["name", "village", "employees", "remark"]


@pytest.fixture
def page(window: Window, town: Town, qtbot: QtBot) -> LedgerPage:
    """The enterprises' page with a few columns, the first cell chosen."""
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.page("enterprises")
    page.table.choose(HEADS)
    page.take_keyboard()
    go(page, 0, "name")
    return page


def go(page: LedgerPage, row: int, name: str) -> None:
    page.table.go_to_cell(row, HEADS.index(name))


def place(page: LedgerPage) -> tuple[int, str]:
    index = page.table.currentIndex()
    return index.row(), HEADS[index.column()]


def told(page: LedgerPage, name: str) -> list[object]:
    return [getattr(page.model.record(row), name) for row in range(page.model.count)]


def test_tabs_and_pages_are_turned_by_keys(window: Window, page: LedgerPage) -> None:
    def shown() -> str:
        return window.tabs.tabText(window.tabs.currentIndex())

    titles = list(window._makers)
    here = titles.index("企业")
    press("Ctrl+Tab")
    assert shown() == titles[here + 1]
    window.show_tab(titles[0])
    press("Ctrl+Shift+Tab")
    assert shown() == titles[-1]
    press("Ctrl+Tab")
    assert shown() == titles[0]
    press(f"Alt+{here + 1}")
    assert shown() == "企业"
    assert keyboard() is page.table
    press("Ctrl+PgDown")
    assert page.view_label.text().startswith("视图：")
    press("Ctrl+PgUp", "Ctrl+PgUp")
    assert page.view_label.text() == ""


def test_enter_opens_a_record_arrows_go_on_and_escape_closes(page: LedgerPage) -> None:
    press("Return")
    first = page.sheet.title.text()
    assert keyboard().accessibleName() == "企业名称"
    press("Alt+Down")
    assert page.sheet.title.text() != first
    press("Alt+Up")
    assert page.sheet.title.text() == first
    press("Esc")
    assert page.side.currentWidget() is page.card
    assert keyboard() is page.table


def test_enter_and_tab_go_through_the_form(page: LedgerPage) -> None:
    press("Ctrl+N")
    seen = []
    for key in ("Return", "Tab", "Return", "Tab"):
        seen.append(keyboard().accessibleName())
        press(key)
    assert seen == [field.label for field in list(page.ledger.fields.values())[:4]]
    press("Shift+Tab")
    assert keyboard().accessibleName() == seen[-1]


def test_a_form_is_saved_from_wherever_the_keyboard_is(page: LedgerPage, store: Store) -> None:
    press("Return", "Tab")
    page.sheet.form.focus("remark")
    write("two")
    press("Return")
    write("lines")
    page.table.setFocus()
    press("Ctrl+S")
    assert [e.remark for e in store.find(Enterprise) if e.remark] == ["two\nlines"]


def test_saving_and_starting_the_next_leaves_the_keyboard_in_its_first_field(page: LedgerPage, store: Store) -> None:
    press("Ctrl+N")
    for name in ("aaa", "bbb"):
        write(name)
        press("Ctrl+Return")
    assert keyboard().accessibleName() == "企业名称"
    assert {"aaa", "bbb"} <= {e.name for e in store.find(Enterprise)}


def test_a_cell_is_edited_with_enter_down_and_tab_right(page: LedgerPage) -> None:
    go(page, 0, "employees")
    press("F2")
    rewrite("41")
    press("Return")
    assert (told(page, "employees")[0], place(page)) == (41, (1, "employees"))
    write("52")
    press("Tab")
    assert (told(page, "employees")[1], place(page)) == (52, (1, "remark"))
    assert keyboard().accessibleName() == "备注"
    write("x")
    press("Esc")
    assert told(page, "remark") == [None, None]
    assert keyboard() is page.table


def test_what_cannot_be_read_is_said_and_the_cell_stays(window: Window, page: LedgerPage) -> None:
    go(page, 0, "employees")
    write("many")
    press("Return")
    assert place(page) == (0, "employees")
    assert "从业人员数" in window.notice.text.text() and "没有改动" in window.notice.text.text()
    assert told(page, "employees") == [None, None]


def test_a_linked_record_is_picked_in_its_cell_by_its_initials(page: LedgerPage, town: Town) -> None:
    go(page, 0, "village")
    here = page.model.record(0)
    other = town.far_village if here.village == town.village.id else town.village
    press("F2")
    rewrite("tsc" if other is town.far_village else "kfc")
    press("Down", "Return")
    assert keyboard().text() == other.name
    press("Return")
    assert page.store.get(Enterprise, here.id).village == other.id


def test_rows_stay_where_they_are_while_cells_are_edited(page: LedgerPage) -> None:
    page.model.sort_by(HEADS.index("name"), descending=False)
    ids = [page.model.record(row).id for row in range(page.model.count)]
    go(page, 0, "name")
    press("F2")
    rewrite("龙门" + "厂" * 3)
    press("Return")
    assert [page.model.record(row).id for row in range(page.model.count)] == ids
    press("F5")
    assert sorted(page.model.record(row).id for row in range(page.model.count)) == sorted(ids)


def test_delete_empties_cells_and_of_whole_rows_deletes_the_records(
    window: Window, page: LedgerPage, store: Store
) -> None:
    store.save("改", *(e.replace(employees=n) for n, e in enumerate(store.find(Enterprise), 5)))
    go(page, 0, "employees")
    press("Shift+Down", "Del")
    assert told(page, "employees") == [None, None]
    press("Ctrl+Z")
    assert sorted(told(page, "employees")) == [5, 6]
    go(page, 0, "name")
    press("Del")
    assert "必须填写" in window.notice.text.text()
    assert store.count(Enterprise) == 2
    press("Shift+Space", "Del")
    assert store.count(Enterprise) == 1
    assert window.answered.text.text() == "已删除企业 1 条 ·"
    press("Ctrl+Z", "Ctrl+-")
    assert store.count(Enterprise) == 1


def test_blocks_go_out_and_come_in_as_excel_writes_them(page: LedgerPage) -> None:
    go(page, 0, "employees")
    QApplication.clipboard().setText('5\t"A ""quoted"" word"\r\n6\t"two\nlines"\r\n')
    press("Ctrl+V")
    assert list(zip(told(page, "employees"), told(page, "remark"), strict=True)) == [
        (5, 'A "quoted" word'), (6, "two\nlines"),
    ]  # fmt: skip
    go(page, 0, "employees")
    press("Shift+Down", "Shift+Right", "Ctrl+C")
    assert QApplication.clipboard().text() == '5\t"A ""quoted"" word"\r\n6\t"two\nlines"'


def test_one_copied_cell_fills_the_selection_and_the_first_goes_down(page: LedgerPage) -> None:
    go(page, 0, "employees")
    QApplication.clipboard().setText("17")
    press("Shift+Down", "Ctrl+V")
    assert told(page, "employees") == [17, 17]
    go(page, 0, "employees")
    write("3")
    press("Return", "Up", "Shift+Down", "Ctrl+D")
    assert told(page, "employees") == [3, 3]


def test_the_line_to_search_in_is_reached_and_left(page: LedgerPage) -> None:
    press("Ctrl+F")
    assert keyboard() is page.filters.words
    write("mlzm")
    assert page.model.count == 1
    press("Esc")
    assert page.model.count == 2
    press("Esc")
    assert keyboard() is page.table


def test_keys_are_told_where_a_hand_may_rest(window: Window, page: LedgerPage) -> None:
    told = [page.new.toolTip(), page.filters.words.toolTip(), window.search.toolTip()]
    told += [button.toolTip() for button in page.findChildren(QToolButton)]
    for keys in ("Ctrl+N", "Ctrl+F", "Ctrl+K", "Ctrl+-"):
        assert any(keys in words for words in told), keys
    press("F1")
    assert window.tabs.tabText(window.tabs.currentIndex()) == "系统"
