"""A week of inspections by the keyboard: drawn, arranged, printed, keyed in, ordered, extended, supervised, rechecked, closed."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import once_asked, press, rewrite, tab_to, write
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QMessageBox
from town import Town, changed
from walk import Walk

from safety_desk import clock
from safety_desk.conditions import eq
from safety_desk.ledgers.checklist import Checklist, ChecklistItem
from safety_desk.ledgers.danger_state import State
from safety_desk.ledgers.enforce.document import DocState, Document
from safety_desk.ledgers.enforce.document_kind import DocKind
from safety_desk.ledgers.enforce.draw import RandomDraw
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.ui.batch import BatchDialog
from safety_desk.ui.entry.page import EntryPage
from safety_desk.ui.form import FieldForm
from safety_desk.ui.preview import PreviewDialog
from safety_desk.ui.print_menu import PrintMenu
from safety_desk.ui.rounds.page import RoundPage


class Week:
    """The clerk's week: days go by, papers become PDF files, menus and dialogs are answered by keys."""

    def __init__(self, walk: Walk, patch: pytest.MonkeyPatch, folder: Path) -> None:
        self.walk, self.patch, self.folder = walk, patch, folder
        self.pdfs: list[Path] = []
        patch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(self._next_pdf()), ""))
        patch.setattr(QMessageBox, "warning", lambda parent, title, text: pytest.fail(text))

    def day(self, day: int, hour: int = 17) -> None:
        """It is that day of November."""
        self.patch.setattr(clock, "now", lambda: dt.datetime(2026, 11, day, hour))

    def print(self, words: str) -> Path:
        """Ctrl+P, and from the menu the paper of that name, kept as PDF from the preview."""

        def choose(menu: QMenu) -> None:
            [wanted] = [action for action in menu.actions() if action.text().startswith(words)][:1]
            assert wanted.isEnabled(), wanted.toolTip()
            once_asked(PreviewDialog, keep)
            while menu.activeAction() is not wanted:
                press("Down")
            press("Return")

        once_asked(PrintMenu, choose)
        press("Ctrl+P")
        self.back()
        return self.pdfs[-1]

    def back(self) -> None:
        """The window has the keyboard again: a screen that nobody sees does not give it back when a dialog closes."""
        self.walk.window.activateWindow()
        QApplication.processEvents()

    def step(self, record: Any, label: str, **texts: str) -> Any:
        """Ctrl+B, the step, what it asks, the preview, and done."""

        def answer(dialog: BatchDialog) -> None:
            tab_to(dialog.steps)
            press("Home", *["Down"] * [step.label for step, _ in dialog.offers].index(label))
            key_in(dialog.form, texts)
            press("F5")
            assert not dialog.outcomes[0].refused, dialog.outcomes[0].refused
            press("Ctrl+Return")

        self.walk.turn_to(record)
        once_asked(BatchDialog, answer)
        press("Ctrl+B")
        self.back()
        return self.walk.now(record)

    def save(self, **texts: str) -> Any:
        """Key in the form that is open, and Ctrl+S."""
        sheet = self.walk.page.sheet
        assert sheet is not None
        key_in(sheet.form, texts)
        press("Ctrl+S")
        assert not sheet.bar.isVisible(), sheet.bar.text.text()
        return sheet.record

    def enter(self, record: Any) -> EntryPage:
        """Ctrl+L on a record: the page on which its results are keyed in."""
        self.walk.turn_to(record)
        press("Ctrl+L")
        QApplication.processEvents()
        shown: Any = self.walk.window.stack.currentWidget()
        assert isinstance(shown.page, EntryPage)
        return shown.page

    def key_in(self, visit: Inspection, found: Callable[[], None] = lambda: None) -> Inspection:
        """The results of a visit that ended at eleven: what was found, the rest in order."""
        page = self.enter(visit)
        assert page.bar is not None
        for _ in range(12):
            if page.grid.hasFocus():
                break
            if QApplication.focusWidget() is page.bar.boxes["end_at"].editor.widget:
                write("2026-11-24 11:00")
            press("Return")
        assert page.grid.hasFocus()
        found()
        press("F9", "Ctrl+Return")
        now: Inspection = self.walk.now(visit)
        assert now.result is not None, page.foot.wrong.text()
        return now

    def _next_pdf(self) -> Path:
        self.pdfs.append(self.folder / f"{len(self.pdfs)}.pdf")
        return self.pdfs[-1]


def keep(preview: PreviewDialog) -> None:
    """Ctrl+S in the preview, and leave it."""
    press("Ctrl+S", "Esc")


def key_in(form: FieldForm | None, texts: dict[str, str]) -> None:
    """Go to each field by Tab, and type."""
    for name, text in texts.items():
        assert form is not None and name in form.boxes, name
        tab_to(form.boxes[name].editor.widget)
        rewrite(text)


@pytest.fixture
def week(walk: Walk, town: Town, make: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Week:
    """A town of twelve enterprises with addresses, inspectors with their certificates, a checklist of three items."""
    store = walk.store
    for n, person in enumerate((town.chief, town.inspector, town.clerk)):
        changed(store, person, roles=("执法人员",), cert_no=f"皖安检{n}")
    store.save("补地址", *(firm.replace(address=f"{firm.name}门口") for firm in store.find(Enterprise)))
    store.save(
        "企业",
        *(Enterprise(name=f"第{n}木器厂", village=town.village.id, address=f"{n} 号") for n in "一二三四五六七八九十"),
    )
    general = make(Checklist, name="企业通用-现场")
    for n, content in enumerate(("疏散通道", "配电箱柜", "除尘系统"), 1):
        make(
            ChecklistItem,
            checklist=general.id,
            seq=n,
            content=content,
            standard=f"{content}完好",
            basis="安全生产法第三十六条",
        )
    return Week(walk, monkeypatch, tmp_path)


def test_a_week_from_the_draw_to_the_closing(week: Week, walk: Walk) -> None:
    first, second = _drawn_printed_and_keyed_in(week, walk)
    [general] = walk.store.find(HiddenDanger, eq("inspection", first.id))
    [major] = walk.store.find(HiddenDanger, eq("inspection", second.id))
    assert (general.due_on, major.status) == (dt.date(2026, 12, 1), State.MAJOR_NOTED)
    _ordered_extended_and_supervised(week, walk, first, general, major)
    _rechecked_and_closed(week, walk, first, general)


def _drawn_printed_and_keyed_in(week: Week, walk: Walk) -> list[Inspection]:
    """Monday and Tuesday; the two visits on which something was found."""
    store = walk.store
    week.day(23, 10)
    walk.go("新增双随机抽取")
    draw = week.save(count="10", seed="11 月 23 日现场报数 4821", witness="镇纪委", recorder="吴某")
    assert isinstance(draw, RandomDraw)
    draw = week.step(draw, "列出名录")
    draw = week.step(draw, "抽取")
    assert len(draw.drawn or ()) == 10

    walk.turn_to(draw)
    press("Ctrl+J")
    page: Any = walk.window.stack.currentWidget()
    page = page.page
    assert isinstance(page, RoundPage)
    assert page.counted.text() == "名单 10　已选 10"
    key_in(page.form, {"day": "11-24"})
    once_asked(PreviewDialog, keep)
    press("Ctrl+P")
    week.back()
    visits = store.find(Inspection, order="no")
    assert [(v.kind, v.draw, v.status) for v in visits] == [("双随机", draw.id, VisitStatus.PLANNED)] * 10
    assert week.pdfs[0].stat().st_size > 20_000
    records = store.find(Document, eq("kind", DocKind.RECORD), order="seq")
    assert [(d.seq, d.status) for d in records] == [(n, DocState.PRINTED) for n in range(1, 11)], (
        "no number is left out"
    )

    week.day(24)
    [first, second, *others] = visits

    def a_general_one() -> None:
        press("2", "Return")
        write("7")
        press("Return")

    def a_major_one() -> None:
        press("Down", "2", "Tab", "2")
        write("工贸企业重大事故隐患判定标准第十一条")
        press("Return")
        write("5")
        press("Return")

    first, second = week.key_in(first, a_general_one), week.key_in(second, a_major_one)
    assert [week.key_in(visit).status for visit in others] == [VisitStatus.CLOSED] * 8
    assert first.status is VisitStatus.MENDING
    return [first, second]


def _ordered_extended_and_supervised(
    week: Week, walk: Walk, first: Inspection, general: HiddenDanger, major: HiddenDanger
) -> None:
    """Wednesday."""
    store = walk.store
    walk.turn_to(first)
    assert week.print("限期整改").stat().st_size > 5_000
    [order] = store.find(Document, eq("kind", DocKind.ORDER))
    assert (order.inspection, order.status) == (first.id, DocState.PRINTED)

    week.day(25)
    general = week.step(general, "下达整改", measure="换门", duty_person="王某")
    general = week.step(general, "延期", new_deadline="2026-12-10", extend_reason="配件未到", extend_approver="吴某")
    assert (general.due_on, general.extended_count) == (dt.date(2026, 12, 10), 1)
    week.step(major, "提请挂牌督办")
    [case] = store.find(store.ledgers["supervise_cases"].record)
    assert case.hidden_danger == major.id  # type: ignore[attr-defined]


def _rechecked_and_closed(week: Week, walk: Walk, first: Inspection, general: HiddenDanger) -> None:
    """Thursday and Friday."""
    store = walk.store
    week.day(26)
    general = week.step(general, "整改完成", rectify_desc="已换门")
    assert general.status is State.TO_RECHECK
    week.day(27)
    week.enter(general)
    rewrite("章某、凤某")
    press("Return")  # takes the name that the list offers
    week.back()
    press("Return", "1", "Ctrl+Return")
    general, first = walk.now(general), walk.now(first)
    assert (general.status, first.status) == (State.CLOSED, VisitStatus.CLOSED)
    walk.turn_to(first)
    assert week.print("整改复查意见书").exists()
    numbers = [d.seq for d in store.find(Document, order="kind seq") if d.kind is DocKind.RECORD]
    assert numbers == list(range(1, 11))
    assert store.find(Document, eq("kind", DocKind.RECHECK))[0].status is DocState.PRINTED
