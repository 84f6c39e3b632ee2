"""The page of 逐项录入: facts on top, the grid, under it what the current line is about, what is wrong and the keys."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.inspection import Inspection
from safety_desk.tasks.entering import drafts
from safety_desk.tasks.entering.committing import Entered, commit
from safety_desk.tasks.entering.earlier import Earlier
from safety_desk.tasks.entering.entry import Entry, Fault, Line, Part, Refused, is_blank
from safety_desk.tasks.entering.judging import Facts, line_faults, read_facts, usual_result
from safety_desk.tasks.entering.opening import open_round, open_visit
from safety_desk.ui.entry import photos
from safety_desk.ui.entry.facts import FactsBar
from safety_desk.ui.entry.foot import Foot
from safety_desk.ui.entry.grid import Grid
from safety_desk.ui.entry.head import Head
from safety_desk.ui.entry.keeping import Keeping, Past
from safety_desk.ui.entry.model import Cell, GridModel

TOUCHING = {"inspections", "inspection_items", "hidden_dangers", "checklist_items"}
"""Ledgers whose changes elsewhere change what is to be entered."""


class EntryPage(QWidget):
    """What is keyed in of one visit or one round. `entered` tells what came of it, `left` that it is kept for later."""

    entered = Signal(object, object)
    left = Signal(object)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.store = store
        self.entry: Entry | None = None
        self.opened: Entry | None = None
        self._facts: Facts | None = None
        self._past = Past()
        self._keeping = Keeping(store, self)
        self._faults: dict[str, dict[str, str]] = {}
        self._busy = False
        self.bar: FactsBar | None = None
        self._bars: dict[bool, FactsBar] = {}
        self._stale = False
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 6)
        column.setSpacing(6)
        self.head = Head(self)
        self.head.drop_asked.connect(self.drop)
        self.head.rest_asked.connect(self.rest_sound)
        self.head.done_asked.connect(self.finish)
        column.addWidget(self.head)
        self.place = QVBoxLayout()
        column.addLayout(self.place)
        self.model = GridModel(self)
        self.grid = Grid(self.model, self._find, self)
        column.addWidget(self.grid, 1)
        self.foot = Foot(self)
        column.addWidget(self.foot)
        self.grid.given.connect(self._given)
        self.grid.typing.connect(self._typing)
        self.grid.moved.connect(self._moved)
        self.grid.rest_asked.connect(self.rest_sound)
        self.grid.add_asked.connect(self.add)
        self.grid.remove_asked.connect(self._remove)
        self.grid.photo_asked.connect(lambda key: self._photos(key, True))
        self.grid.pasted.connect(lambda key: self._photos(key, False))
        self.grid.back_asked.connect(self.back)
        self.grid.forth_asked.connect(self.forth)
        self.grid.through.connect(self._through)
        self.grid.left.connect(self.leave)
        for keys, act in (
            ("Ctrl+Return", self.finish),
            ("Ctrl+Enter", self.finish),
            ("Esc", self.leave),
            ("F4", self.fold),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # -- showing ---------------------------------------------------------------------------------------------

    def show_entry(self, entry: Entry, again: bool = False) -> None:
        """Show an entry as it opens, with what was keyed in before and not saved. `again`: the keyboard stays."""
        self._keeping.now()
        here, self._stale = self.grid.at(), False
        told = drafts.restored(self.store, entry)
        self.opened, self._past = entry, Past()
        self._keeping.begin(entry)
        self._faults.clear()
        self.head.tell(told)
        self._earlier = Earlier(self.store, entry)
        self._show_bar(told.entry)
        self.model.tried = False
        self.grid.setCurrentIndex(QModelIndex())
        self._take(told.entry, whole=True)
        if not again:
            self.take_keyboard()
        elif here is not None and here.key in self.model.lines:
            self.grid.go(here)
        QTimer.singleShot(0, self._earlier.load)

    def _show_bar(self, entry: Entry) -> None:
        """The facts of a visit or of a round; those that are there already are used again."""
        kind = entry.visit is not None
        if kind not in self._bars:
            bar = self._bars[kind] = FactsBar(self.store, entry, self)
            bar.changed.connect(self._fact)
            bar.done.connect(self._to_grid)
            self.place.addWidget(bar)
        for known, bar in self._bars.items():
            bar.setVisible(known is kind)
        self.bar = self._bars[kind]
        self.bar.show_facts(entry)
        self.bar.fit(self.height())

    def fold(self) -> None:
        """Show the second row of facts, or fold it away."""
        if self.bar is not None:
            self.bar.fold()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for bar in self._bars.values():
            bar.fit(self.height())

    def take_keyboard(self) -> None:
        """Let the keyboard go to the first fact that is missing, else into the grid."""
        if self.bar is None:
            return
        if self._facts is not None and self._facts.faults:
            self.bar.focus(self._facts.faults[0].field)
        else:
            self._to_grid()

    def _to_grid(self) -> None:
        self.grid.setFocus()
        if self.grid.at() is None:
            self.grid.go_first()

    def _take(self, entry: Entry, whole: bool = False, only: str = "") -> None:
        """Show what is keyed in now; judge all of it, or one line of it."""
        if entry.visit is not None and (not entry.of(Part.FREE) or not is_blank(entry.of(Part.FREE)[-1])):
            entry = entry.with_free()
        self.entry = entry
        if whole or self._facts is None:
            self._judge_facts()
        assert self._facts is not None
        by = self._facts.names(self.store)
        lines = entry.lines if whole else [entry.line(only)] if only else []
        for line in lines:
            self._faults[line.key] = {
                fault.field: fault.text for fault in line_faults(self.store, line, self._facts.day, by)
            }
        today = self.store.scene().today
        here = self.grid.at()
        fresh = self.model.show(entry, self._faults, self._facts.day or today, today)
        if fresh and here is not None and here.key in self.model.lines:
            self.grid.go(here)
        if self.bar is not None and entry.visit is not None:
            self.bar.tell({fault.field: fault.text for fault in self._told()}, usual_result(entry).label)
        self._moved()
        self._keeping.soon(self.entry)

    def _told(self) -> list[Fault]:
        """The faults of the facts; what is still empty is not scolded for before somebody wanted to finish."""
        assert self._facts is not None and self.entry is not None
        return [fault for fault in self._facts.faults if self.model.tried or self.entry.facts.get(fault.field)]

    def _judge_facts(self) -> None:
        assert self.entry is not None and self.bar is not None
        self._facts = read_facts(self.store, self.entry)
        usual = usual_result(self.entry).label if self.entry.visit is not None else ""
        self.bar.tell({fault.field: fault.text for fault in self._told()}, usual)

    def _moved(self) -> None:
        """Another cell is the current one: what its line is about, what is wrong there, which keys there are."""
        cell = self.grid.at()
        if cell is None:
            self.foot.tell_nothing(self._bare)
            return
        line = self.model.lines[cell.key]
        self.model.current = cell.key
        self.model.head(line.part)
        self.foot.tell(
            line, cell.name, self.model.wrong(cell) or next(filter(None, self._wrong_beside(line, cell)), "")
        )

    @property
    def _bare(self) -> bool:
        """Whether a visit has no items yet."""
        return self.entry is not None and self.entry.visit is not None and not self.entry.of(Part.ITEM)

    def _wrong_beside(self, line: Line, cell: Cell) -> list[str]:
        """What is wrong in the other cells of the line."""
        return [self.model.wrong(Cell(line.key, name)) for name in self._faults.get(line.key, {}) if name != cell.name]

    # -- keying in -------------------------------------------------------------------------------------------

    def _given(self, cell: Cell, value: Any) -> None:
        assert self.entry is not None
        self._change(self.entry.with_line(self._line_with(cell, value)), cell.key)

    def _line_with(self, cell: Cell, value: Any) -> Line:
        """The line with that in its cell; a problem that is written makes it a finding."""
        assert self.entry is not None
        line = self.entry.line(cell.key)
        if cell.name == "problem" and line.part is Part.ITEM and value and not line.wrong:
            line = line.put("result", "not")
        return line.put(cell.name, value)

    def _change(self, entry: Entry, only: str = "") -> None:
        assert self.entry is not None
        self._past.add(self.entry)
        self._take(entry, whole=not only, only=only)

    def _fact(self, name: str, raw: Any) -> None:
        assert self.entry is not None
        self._past.add(self.entry)
        self.entry = self.entry.with_fact(name, raw)
        if name == "checklist" and self.entry.visit is not None and (isinstance(raw, int) or not raw):
            self._lay_out(raw or None)
        elif name == "start_at" or name == "recheck_at":
            self._take(self.entry, whole=True)
        else:
            self._judge_facts()
            self._keeping.soon(self.entry)

    def _lay_out(self, checklist: int | None) -> None:
        """Another checklist: its items stand there at once, what was keyed in stays where it still belongs."""
        assert self.entry is not None and self.entry.visit is not None and self.opened is not None
        kept = drafts.content(self.entry, self.opened)
        fresh = open_visit(self.store, self.entry.visit.replace(checklist=checklist))
        self._faults.clear()
        self._take(drafts.laid_over(fresh.replace(facts=self.entry.facts), kept)[0], whole=True)

    def rest_sound(self) -> None:
        """Items that nobody marked were found in order."""
        if self.entry is not None and self.entry.visit is not None:
            self.grid.settle()
            self._change(self.entry.rest_sound())
            self._to_grid()
            self.grid.go_on()

    def add(self) -> None:
        """To the line for what no item asks about."""
        if self.entry is not None and (free := self.entry.of(Part.FREE)):
            self.grid.go(Cell(free[-1].key, "problem"))

    def _remove(self, key: str) -> None:
        assert self.entry is not None
        line = self.entry.line(key)
        if line.part is Part.FREE and not is_blank(line):
            self._change(self.entry.without(key))
        elif line.part is not Part.FREE and not line.noted and line.values:
            self._change(self.entry.with_line(line.replace(values={})), key)

    def _photos(self, key: str, ask: bool) -> None:
        assert self.entry is not None
        line = self.entry.line(key)
        if not self.model.asks(Cell(key, "photo")):
            return
        had, folder = tuple(line.get("photo")), self.store.attachments
        kept, told = photos.chosen(folder, self, had) if ask else photos.pasted(folder, had)
        if kept != had:
            self._given(Cell(key, "photo"), kept)
        if told:
            self.foot.scold(told)

    def back(self) -> None:
        """Take back the last change here; what was saved is taken back by the window's undo."""
        if self.entry is not None:
            self._turn_to(self._past.back(self.entry))

    def forth(self) -> None:
        """Do again what was taken back here."""
        if self.entry is not None:
            self._turn_to(self._past.forth(self.entry))

    def _turn_to(self, entry: Entry | None) -> None:
        if entry is None or self.entry is None or self.bar is None:
            return
        if entry.facts != self.entry.facts:
            self.bar.show_facts(entry)
        self._take(entry, whole=True)

    def _find(self, cell: Cell, words: str) -> list[str]:
        return self._earlier.find(cell.name, self.model.lines[cell.key], words)

    def _through(self) -> None:
        self.foot.tell_through(self.entry is not None and self.entry.visit is not None)

    # -- keeping and saving ----------------------------------------------------------------------------------

    def _typing(self, cell: Cell, text: str) -> None:
        assert self.entry is not None
        self._keeping.at_pause(self.entry.with_line(self._line_with(cell, text)))

    def hideEvent(self, event: QHideEvent) -> None:
        self.grid.settle()
        self._keeping.now()
        super().hideEvent(event)

    def drop(self) -> None:
        """Let what was keyed in go, and begin anew."""
        if self.opened is not None:
            self._keeping.drop()
            self.show_entry(self.opened)

    def leave(self) -> None:
        """Go away; what is keyed in waits here."""
        if self.entry is not None:
            self.grid.settle()
            self._keeping.now()
            self.left.emit(self.entry)

    def finish(self) -> None:
        """Save all of it, or go to the first that is wrong."""
        if self.entry is None:
            return
        self.grid.settle()
        try:
            done = self._committed(self.entry)
        except Refused as refused:
            self._show_faults(refused.faults)
            return
        except Refusal as why:
            self.foot.scold(str(why))
            return
        entry, self.entry, self.opened = self.entry, None, None
        self.entered.emit(entry, done)

    def _committed(self, entry: Entry) -> Entered:
        self._busy = True
        self._keeping.begin(None)
        try:
            return commit(self.store, entry)
        except Refusal:
            self._keeping.begin(self.opened)
            raise
        finally:
            self._busy = False

    def _show_faults(self, faults: tuple[Fault, ...]) -> None:
        """Every fault at its cell; the keyboard goes to the first."""
        assert self.bar is not None
        self.model.tried = True
        self._faults = {}
        for fault in faults:
            if fault.key:
                self._faults.setdefault(fault.key, {})[fault.field] = fault.text
        self.model.faults = self._faults
        self.bar.tell({fault.field: fault.text for fault in faults if not fault.key})
        first = faults[0]
        if first.key:
            self.grid.setFocus()
            self.grid.go(Cell(first.key, first.field))
        else:
            self.bar.focus(first.field)
        self.grid.viewport().update()
        self.foot.scold(f"还有 {len(faults)} 处要改。{first.text}")

    def changed(self, ledgers: set[str]) -> None:
        """Records have changed elsewhere: the entry is opened anew, what was keyed in is laid over it."""
        if self._busy or self.entry is None or not TOUCHING & ledgers:
            return
        self._stale = True
        if self.isVisible():
            self._open_anew()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._open_anew()

    def _open_anew(self) -> None:
        assert self.entry is not None
        self._keeping.now()
        try:
            self.show_entry(self._anew(self.entry), again=True)
        except (Refusal, LookupError) as why:
            entry, self.entry = self.entry, None
            self.foot.scold(str(why))
            self.left.emit(entry)

    def _anew(self, entry: Entry) -> Entry:
        if entry.visit is not None:
            return open_visit(self.store, self.store.get(Inspection, entry.visit.id or 0))
        site = entry.site
        return open_round(self.store, self.store.get(type(site), site.id or 0))
