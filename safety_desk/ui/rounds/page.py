"""The page 安排检查: where the sites come from, who goes when, what is printed; one press plans and prints it all."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QSplitter, QVBoxLayout, QWidget

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.tasks.rounds.making import Round, plan_visits, read_round
from safety_desk.tasks.rounds.printing import sheets_of
from safety_desk.tasks.rounds.sources import SOURCES, Wish, source
from safety_desk.tasks.rounds.stops import stops
from safety_desk.ui import theme
from safety_desk.ui.form import FieldForm, ProblemBar
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.notices import done
from safety_desk.ui.panels import link, quiet
from safety_desk.ui.rounds.stops_table import StopsModel, StopsTable

PICKED = "picked"
"""The source that is there only while records were chosen on another page."""


class RoundPage(LooksAgain, QWidget):
    """Sites on the left, what holds for all of them on the right."""

    record_asked = Signal(str, int)
    print_asked = Signal(list, list, int)
    """Visits, the names of the forms, and how many blank copies."""

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        self._picked: tuple[Wish, ...] = ()
        self._told_people: tuple[int, ...] = ()
        self.model = StopsModel(store, self)
        self.table = StopsTable(self.model, self)
        self.table.opened.connect(self.record_asked)
        self._build()
        self.model.ticked_changed.connect(self._count)
        for keys, act in (
            ("F5", self.refresh),
            ("Ctrl+P", self.plan_and_print),
            ("Ctrl+S", self.plan),
            ("Alt+L", self.origin.setFocus),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    # -- building --------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._sources())
        split = QSplitter(Qt.Orientation.Horizontal, self)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(8)
        split.addWidget(self.table)
        split.addWidget(self._side())
        split.setStretchFactor(0, 1)
        split.setSizes([900, 264 + 20 * (theme.LOOK.points - 9)])
        column.addWidget(split, 1)

    def _sources(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.origin, self.choice = QComboBox(self), QComboBox(self)
        self.origin.setAccessibleName("从哪里选")
        self.choice.setAccessibleName("选哪一批")
        self.choice.setMinimumContentsLength(22)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for one in SOURCES:
            self.origin.addItem(one.title, one.name)
        self.origin.currentIndexChanged.connect(lambda _: self._chose_source())
        self.choice.currentIndexChanged.connect(lambda _: self._chose(fresh=True))
        row.addWidget(QLabel("检查对象", self))
        row.addWidget(self.origin)
        row.addWidget(self.choice)
        row.addWidget(link("全选", self, partial(self._tick_all, True), "选上名单里的全部（也可以 Ctrl+A 后按空格）"))
        row.addWidget(link("全不选", self, partial(self._tick_all, False)))
        row.addStretch()
        self.counted = QLabel(self)
        self.counted.setFont(theme.font(strong=True))
        row.addWidget(self.counted)
        return row

    def _side(self) -> QWidget:
        side = QWidget(self)
        side.setMinimumWidth(264)
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.bar = ProblemBar(side)
        self.form = FieldForm(self.store, {"": list(Round.fields.values())}, side)
        self.form.put(Round())
        self.bar.jump.connect(self.form.focus)
        column.addWidget(self.bar)
        column.addWidget(self.form, 1)
        head = QLabel("带去的文书", side)
        head.setFont(theme.font(11, strong=True))
        head.setContentsMargins(16, 0, 0, 0)
        column.addWidget(head)
        self.papers: dict[str, QCheckBox] = {}
        for sheet in sheets_of(self.store):
            box = QCheckBox(sheet.paper.words(self.store.scene()), side)
            box.setChecked(sheet.usual)
            self.papers[sheet.paper.name] = box
            line = QHBoxLayout()
            line.setContentsMargins(16, 0, 16, 0)
            line.addWidget(box)
            column.addLayout(line)
        hint = quiet("按村、再按名称排好，一次打印。检查表最上面是要复查的未销号隐患。", side)
        hint.setContentsMargins(16, 0, 16, 0)
        column.addWidget(hint)
        row = QHBoxLayout()
        row.setContentsMargins(16, 4, 16, 0)
        self.only = QPushButton("只安排", side)
        self.only.setToolTip("登记这些检查，暂不打印（Ctrl+S）")
        self.only.clicked.connect(self.plan)
        self.go = QPushButton("安排并打印", side)
        self.go.setObjectName("primary")
        self.go.setToolTip("登记这些检查，打印全部文书（Ctrl+P）")
        self.go.clicked.connect(self.plan_and_print)
        row.addStretch()
        row.addWidget(self.only)
        row.addWidget(self.go)
        column.addLayout(row)
        return side

    # -- showing ---------------------------------------------------------------------------------------------------

    def take_keyboard(self) -> None:
        """Let the keyboard go to the sites; where there are none, to where they come from."""
        if self.model.stops:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)
        else:
            self.origin.setFocus()

    def take(self, wishes: Sequence[Wish], inspectors: Sequence[int] = ()) -> None:
        """Take the sites that records of another page lead to, all of them ticked."""
        self._picked = tuple(wishes)
        if self.origin.findData(PICKED) < 0:
            self.origin.insertItem(0, "选中的记录", PICKED)
        self.model.ticked.clear()
        self.origin.setCurrentIndex(self.origin.findData(PICKED))
        self._chose_source()
        self._propose(tuple(inspectors))

    def show_source(self, name: str, key: str = "") -> None:
        """Show the sites of a source, the first of its choices where none is named."""
        self.origin.setCurrentIndex(self.origin.findData(name))
        if key:
            self.choice.setCurrentIndex(self.choice.findData(key))

    def refresh(self) -> None:
        """Look at the records anew; what is ticked stays ticked."""
        self._stale = False
        key = self.choice.currentData()
        self._fill_choices(key)
        self._chose(fresh=False)

    def _chose_source(self) -> None:
        self._fill_choices(None)
        self._chose(fresh=True)

    def _fill_choices(self, key: str | None) -> None:
        name = self.origin.currentData()
        known = [("", f"{len(self._picked)} 个")] if name == PICKED else source(name).choices(self.store)
        self.choice.blockSignals(True)
        self.choice.clear()
        for one, words in known:
            self.choice.addItem(words, one)
        if not known:
            self.choice.addItem("现在没有", None)
        self.choice.setEnabled(bool(known))
        self.choice.setCurrentIndex(max(0, self.choice.findData(key)) if key is not None else 0)
        self.choice.blockSignals(False)

    def _chose(self, fresh: bool) -> None:
        """Show the chosen source's sites, together with those that are ticked already."""
        name, key = self.origin.currentData(), self.choice.currentData()
        kept = [stop.wish for stop in self.model.chosen()]
        tick = False
        if name == PICKED:
            wishes, tick = self._picked, fresh
        elif key is None:
            wishes = ()
        else:
            chosen = source(name)
            found = chosen.find(self.store, key)
            wishes, tick = found.wishes, fresh and chosen.chosen
            if fresh:
                self._propose(found.inspectors)
        self.model.show(stops(self.store, (*kept, *wishes)), tick)
        if self.model.stops:
            self.table.selectRow(0)

    def _propose(self, people: tuple[int, ...]) -> None:
        """Fill in who was drawn, or goes there already, unless somebody else was filled in by hand."""
        editor = self.form.boxes["inspectors"].editor
        now = editor.take()
        if people and (not now or tuple(now or ()) == self._told_people):
            editor.put(people)
            self._told_people = people

    def _tick_all(self, on: bool) -> None:
        self.model.tick(range(len(self.model.stops)), on)

    def _count(self) -> None:
        chosen = self.model.chosen()
        fresh = sum(stop.wish.visit is None for stop in chosen)
        self.counted.setText(f"名单 {len(self.model.stops)}　已选 {len(chosen)}")
        self.go.setText("安排并打印" if fresh or not chosen else "打印")
        self.only.setEnabled(bool(fresh))

    # -- doing -----------------------------------------------------------------------------------------------------

    def plan(self) -> list[int]:
        """Plan the visits of the ticked sites; answers them, none where something is wrong: then it is said."""
        chosen = self.model.chosen()
        fresh = [stop for stop in chosen if stop.wish.visit is None]
        round_, wrong = read_round(self.store, self.form.raw())
        wrong = wrong if fresh or not chosen else [problem for problem in wrong if problem.field == "blanks"]
        self.form.tell(wrong)
        self.bar.tell(wrong)
        if wrong:
            self.form.focus(wrong[0].field)
            return []
        try:
            visits = plan_visits(self.store, round_, chosen)
        except Refusal as why:
            self.bar.refuse(str(why))
            return []
        self.model.ticked.clear()
        self._picked = ()
        if fresh:
            done(self, f"已安排检查 {len(fresh)} 家")
        self.refresh()
        return visits

    def plan_and_print(self) -> None:
        """Plan the visits, and print what is taken along."""
        names = [name for name, box in self.papers.items() if box.isChecked()]
        if not names:
            self.bar.refuse("没有选带去的文书：请勾选要打印的，或者用“只安排”")
            return
        blanks = read_round(self.store, self.form.raw())[0].blanks or 0
        if visits := self.plan():
            self.print_asked.emit(visits, names, blanks)
