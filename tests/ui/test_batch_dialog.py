"""批量办理 by the keyboard: the step, what it asks once, the preview, done; one undo takes all of it back."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from hands import press, write
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.hidden_danger import HIDDEN_DANGERS, HiddenDanger
from safety_desk.ui.batch import BatchDialog
from safety_desk.ui.window import Window


@pytest.fixture
def ids(store: Store, town: Town) -> list[int]:
    """Three open hidden dangers and a closed one."""
    day = dt.date(2026, 11, 2)
    told = {"enterprise": town.mill.id, "found_date": day, "status": State.MENDING}
    closed = {**told, "status": State.CLOSED, "rectified_at": day, "closed_at": day}
    return store.save(
        "登记",
        *(HiddenDanger(**told, description=f"第 {n} 条") for n in range(3)),
        HiddenDanger(**closed, description="旧的"),
    )


@pytest.fixture
def dialog(store: Store, ids: list[int], qtbot: QtBot) -> Iterator[BatchDialog]:
    window = BatchDialog(store, HIDDEN_DANGERS, [store.get(HiddenDanger, id) for id in ids], None)  # type: ignore[arg-type]
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    yield window


def choose(dialog: BatchDialog, label: str) -> None:
    dialog.steps.setCurrentRow([step.label for step, _ in dialog.offers].index(label))


def test_a_step_is_previewed_and_then_taken(dialog: BatchDialog, store: Store, ids: list[int]) -> None:
    choose(dialog, "整改完成")
    assert dialog.count.text() == "3 条可以办理，1 条不能"
    assert [dialog.model.index(3, n).data() for n in (1, 2)] == ["● 已销号", "不动"], "who refuses stands last"
    assert "不能办理" in dialog.model.index(3, 3).data()
    dialog.form.focus("rectify_desc")  # type: ignore[union-attr]
    write("已按要求整改")
    assert not dialog.ok.isEnabled(), "what was filled in was not looked at yet"
    press("F5")
    assert "整改情况说明 空 → 已按要求整改" in dialog.model.index(0, 3).data()
    assert QApplication.focusWidget() is dialog.ok
    press("Return")
    assert dialog.taken == 3
    assert [store.get(HiddenDanger, id).status for id in ids] == [State.TO_RECHECK] * 3 + [State.CLOSED]
    store.undo()
    assert [store.get(HiddenDanger, id).status for id in ids] == [State.MENDING] * 3 + [State.CLOSED]


def test_what_is_wrong_is_said_at_its_field(dialog: BatchDialog) -> None:
    choose(dialog, "整改完成")
    assert dialog.form is not None
    dialog.form.focus("rectified_at")
    press("Ctrl+A")
    write("13-45")
    press("F5")
    assert dialog.form.boxes["rectified_at"].note.text()
    assert not dialog.ok.isEnabled()


def test_the_page_opens_it_by_key_and_answers_with_an_undo(
    window: Window, store: Store, ids: list[int], qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.page("hidden_dangers")
    page.table.selectAll()

    def act(dialog: BatchDialog) -> None:
        choose(dialog, "整改完成")
        dialog.act()

    monkeypatch.setattr(BatchDialog, "exec", act)
    press("Ctrl+B")
    assert window.answered.text.text() == "整改完成：已办理 3 条，1 条没有动 ·"
    window.answered.action.click()
    assert [store.get(HiddenDanger, id).status for id in ids[:3]] == [State.MENDING] * 3


def test_the_menu_of_the_right_button_has_the_same(window: Window, ids: list[int]) -> None:
    page = window.page("hidden_dangers")
    assert [words for words, _, _ in page.table.more_acts()] == ["批量办理…", "安排检查…", "打印文书…", "导出选中的…"]


def test_nothing_to_do_is_said(window: Window, store: Store, ids: list[int], make: Callable[..., object]) -> None:
    page = window.page("enterprises")
    page.table.clearSelection()
    page.show_many()
    assert "请先选中记录" in window.notice.text.text()
