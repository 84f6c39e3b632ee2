"""A ledger of a few lines has a whole page: table, filters, form, paste, undo, with nothing written for it in the window."""

import datetime as dt
from collections.abc import Iterator

import pytest
from hands import keyboard, press, rewrite, write
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from town import made

from safety_desk.conditions import eq
from safety_desk.db.opening import open_store
from safety_desk.db.schema import arm, disarm, table_sql
from safety_desk.db.store import Store
from safety_desk.fields import Codes, f
from safety_desk.kinds import Code
from safety_desk.ledger import Ledger, View, not_ahead
from safety_desk.ledgers.catalog import LEDGERS, TABS, Tab
from safety_desk.ledgers.place import Village
from safety_desk.linked import Link
from safety_desk.paths import Office
from safety_desk.record import Record
from safety_desk.ui import tab_makers, window
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.popups import NumbersPopup, ValuesPopup


class Sound(Codes):
    """What a siren can do."""

    VOICE = "voice", "喊话"
    TONE = "tone", "警报"


class Siren(Record):
    """A siren of a village."""

    code: Code | None = f("编号", serial="GB-{n:3}")
    name: str = f("安装位置")
    village: Link = f("所在村", to="villages")
    sound: Sound = f("类型", default=Sound.VOICE)
    reach: int | None = f("覆盖范围", unit="米", low=0)
    tested_on: dt.date | None = f("试响日期")


SIRENS = Ledger(
    Siren, "sirens", "应急广播", called="name", columns="code name village sound reach tested_on", plan="24",
    filters="village sound reach", search="name code", keys=("name village",), order="code",
    checks=(not_ahead("tested_on", "试响日期不能在今天之后"),), views=(View("警报", eq("sound", Sound.TONE)),),
)  # fmt: skip


@pytest.fixture
def store(office: Office) -> Iterator[Store]:
    """An office that keeps sirens too, in two villages."""
    with open_store(office.database, (*LEDGERS, SIRENS), "测试员") as opened:
        for statement in filter(str.strip, table_sql(SIRENS).split(";\n")):
            opened.db.execute(statement)
        disarm(opened.db)
        arm(opened.db, opened.ledgers)
        made(opened, Village, name="奎峰村", code="341823101201")
        made(opened, Village, name="铜山村", code="341823101202")
        yield opened


@pytest.fixture
def page(office: Office, store: Store, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> LedgerPage:
    """Its page, in the window, before anybody has done anything."""
    monkeypatch.setattr(tab_makers, "TABS", (*TABS, Tab("广播", (SIRENS,))))
    whole = window.Window(office, store)
    qtbot.addWidget(whole)
    whole.show()
    with qtbot.waitActive(whole):
        whole.activateWindow()
    return whole.page("sirens")


def sirens(store: Store) -> list[tuple[str, int | None]]:
    return sorted((siren.name, siren.reach) for siren in store.find(Siren))


def added(page: LedgerPage, *names: str, reach: int = 300) -> None:
    village = page.store.find(Village)[0].id
    page.store.save(
        "新增应急广播", *(Siren(name=name, village=village, reach=reach + n) for n, name in enumerate(names))
    )


def test_it_stands_in_its_tab_and_says_what_to_do_first(page: LedgerPage) -> None:
    whole = page.window()
    assert whole.tabs.tabText(whole.tabs.currentIndex()) == "广播"
    assert page.main.currentWidget() is page.empty
    assert page.empty.title.text() == "应急广播"
    press("Return")
    assert page.sheet is None, "a key must not press a button by chance"


def test_a_record_is_added_by_keyboard_alone(page: LedgerPage, store: Store) -> None:
    press("Ctrl+N")
    write("村委会楼顶")
    press("Tab")
    write("kfc")
    press("Down", "Return", "Return")
    assert keyboard().accessibleName() == "类型"
    press("Return")
    write("x")
    press("Ctrl+S")
    assert page.sheet.bar.text.text() == "还有 1 处要改"
    assert keyboard().accessibleName() == "覆盖范围"
    rewrite("450")
    press("Return")
    write("3")
    press("Ctrl+S")
    [siren] = store.find(Siren)
    assert (siren.code, siren.name, siren.reach) == ("GB-001", "村委会楼顶", 450)
    assert store.names.name("villages", siren.village) == "奎峰村"
    assert siren.tested_on == dt.date(2026, 11, 3)
    press("Esc")
    assert keyboard() is page.table
    assert page.model.count == 1


def test_its_rules_speak_at_their_fields(page: LedgerPage, store: Store) -> None:
    press("Ctrl+N")
    page.sheet.form.focus("tested_on")
    write("12-24")
    press("Ctrl+S")
    said = {name: box.note.text() for name, box in page.sheet.form.boxes.items() if box.note.isVisible()}
    assert said == {"name": "必须填写", "village": "必须填写", "tested_on": "试响日期不能在今天之后"}
    assert sirens(store) == []


def test_it_is_filtered_by_values_and_by_numbers(page: LedgerPage, store: Store) -> None:
    added(page, "甲", "乙", "丙")
    page.filters.open("reach")
    assert isinstance(QApplication.activePopupWidget(), NumbersPopup)
    QApplication.activePopupWidget().first.setText("301")
    press("Return")
    assert [page.model.record(n).name for n in range(page.model.count)] == ["乙", "丙"]
    page.filters.open("village")
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, ValuesPopup)
    assert [popup.list.item(n).text() for n in range(popup.list.count())] == ["奎峰村"]
    popup.close()
    page.filters.reset()
    assert page.model.count == 3
    page.filters.words.setText("甲")
    assert page.model.count == 1


def test_a_block_from_excel_changes_rows_adds_rows_and_is_taken_back(page: LedgerPage, store: Store) -> None:
    added(page, "甲")
    page.table.choose(["name", "village", "sound", "reach"])
    page.take_keyboard()
    press("Home")
    QApplication.clipboard().setText("甲\t铜山村\t警报\t500\r\n乙\t奎峰村\t\t600\r\n")
    press("Ctrl+V")
    assert sirens(store) == [("乙", 600), ("甲", 500)]
    assert {s.sound for s in store.find(Siren)} == {Sound.VOICE, Sound.TONE}
    assert page.window().answered.text.text() == "已粘贴 2 行，其中新增 1 条 ·"
    press("Ctrl+Z")
    assert sirens(store) == [("甲", 300)]
    press("Ctrl+Y")
    assert sirens(store) == [("乙", 600), ("甲", 500)]


def test_a_block_with_a_cell_that_cannot_be_read_changes_nothing(page: LedgerPage, store: Store) -> None:
    added(page, "甲", "乙")
    page.table.choose(["name", "reach"])
    page.take_keyboard()
    press("Home")
    QApplication.clipboard().setText("甲\t310\r\n乙\t很远\r\n")
    press("Ctrl+V")
    assert sirens(store) == [("乙", 301), ("甲", 300)]
    assert "第 2 行覆盖范围“很远”" in page.window().notice.text.text()


def test_its_views_and_its_numbers_stand_on_the_left(page: LedgerPage, store: Store, qtbot: QtBot) -> None:
    added(page, "甲", "乙")
    store.save("修改", store.find(Siren)[0].replace(sound=Sound.TONE))
    numbers = page.window().stack.currentWidget().list

    def told() -> list[list[str]]:
        lines = [numbers.itemWidget(numbers.item(n)) for n in range(numbers.count())]
        return [[label.text() for label in line.findChildren(QLabel)] for line in lines]

    qtbot.waitUntil(lambda: told() == [["应急广播", "2"], ["警报", "1"]])
    press("Ctrl+PgDown")
    assert page.model.count == 1
