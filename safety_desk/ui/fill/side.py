"""What fills the chosen column, line, cell or place of a superior's table, to be corrected by a click."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from safety_desk.db.store import Store
from safety_desk.reports.blanks.layout import Form
from safety_desk.tasks.fill import choices as choices
from safety_desk.tasks.fill.filling import Blank
from safety_desk.tasks.fill.formats import choices as ways
from safety_desk.tasks.fill.measures import DIMENSIONS
from safety_desk.tasks.fill.plan import Fact, Item, Member, Plan, Rows, Source, Tally
from safety_desk.tasks.fill.propose import rows_for, sources_for
from safety_desk.tasks.fill.values import Filled
from safety_desk.ui import theme

Pairs = Sequence[tuple[str, Any]]


class Choice(QComboBox):
    """A long list to choose from; typing finds what contains the words."""

    taken = Signal(object)

    def __init__(self, pairs: Pairs, current: Any, parent: QWidget) -> None:
        super().__init__(parent)
        for words, value in pairs:
            self.addItem(words, value)
        at = next((n for n, (_, value) in enumerate(pairs) if value == current), 0)
        self.setCurrentIndex(at)
        self.setSizeAdjustPolicy(self.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)
        self.setMaxVisibleItems(18)
        if len(pairs) > 12:
            self.setEditable(True)
            self.setInsertPolicy(self.InsertPolicy.NoInsert)
            completer = QCompleter([words for words, _ in pairs], self)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.setCompleter(completer)
            completer.activated[str].connect(lambda words: self._take(self.findText(words)))
            self.lineEdit().setCursorPosition(0)
        self.activated.connect(self._take)

    def _take(self, at: int) -> None:
        if at >= 0:
            self.setCurrentIndex(at)
            self.taken.emit(self.itemData(at))

    def wheelEvent(self, event: Any) -> None:
        event.ignore()  # scrolling the panel must not change what was chosen


class FillSide(QScrollArea):
    """The panel beside the picture. `changed`: the plan is another one; `door_asked`: the rows behind a cell."""

    changed = Signal()
    door_asked = Signal(object)

    def __init__(self, store: Store, parent: QWidget) -> None:
        super().__init__(parent)
        self.store = store
        self.blank: Blank | None = None
        self.told: Filled | None = None
        self.what: tuple[str, int, int] = ("", 0, 0)
        self.setObjectName("panel")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFixedWidth(300 + 22 * (theme.LOOK.points - 9))

    def show_blank(self, blank: Blank | None, told: Filled | None) -> None:
        """Show what is chosen of this blank."""
        if blank is not self.blank:
            self.what = ("", 0, 0)
        self.blank, self.told = blank, told
        self.refresh()

    def choose(self, kind: str, number: int, place: int) -> None:
        """Something else was clicked."""
        self.what = (kind, number, place)
        self.refresh()

    def refresh(self) -> None:
        """Lay the panel out anew."""
        body = QFrame(self)
        self.column = QVBoxLayout(body)
        self.column.setContentsMargins(14, 12, 14, 12)
        self.column.setSpacing(7)
        if self.blank is not None:
            kind = self.what[0]
            {"column": self._column, "line": self._line, "cell": self._cell, "slot": self._slot}.get(
                kind, self._nothing
            )()
            self._whole()
        self.column.addStretch()
        self.setWidget(body)

    # ---- pieces

    def _head(self, text: str) -> None:
        label = QLabel(text, self)
        label.setFont(theme.font(11, strong=True))
        label.setWordWrap(True)
        self.column.addWidget(label)

    def _note(self, text: str) -> None:
        label = QLabel(text, self)
        label.setObjectName("secondary")
        label.setWordWrap(True)
        self.column.addWidget(label)

    def _pick(self, title: str, pairs: Pairs, current: Any, take: Any) -> Choice:
        self._note(title)
        box = Choice(pairs, current, self)
        box.setAccessibleName(title)
        box.taken.connect(take)
        self.column.addWidget(box)
        return box

    def _text(self, title: str, text: str, take: Any) -> None:
        self._note(title)
        box = QLineEdit(text, self)
        box.setAccessibleName(title)
        box.editingFinished.connect(lambda: take(box.text()) if box.text() != text else None)
        self.column.addWidget(box)

    def _doors(self, row: int, column: int) -> None:
        """The rows behind a filled cell."""
        for door in (self.told.doors.get((row, column), []) if self.told else [])[:3]:
            words = door.words.partition("，")[0]
            button = QPushButton(f"打开记录：{words if len(words) < 15 else door.ledger.title}", self)
            button.setToolTip(door.words)
            button.clicked.connect(partial(self.door_asked.emit, door))
            self.column.addWidget(button)

    def _sure(self, one: Any, take: Any) -> None:
        """A proposal that wants a look is confirmed by one press."""
        if getattr(one, "kind", "") and not one.sure:
            button = QPushButton("没错，就是它", self)
            button.clicked.connect(lambda: take(replace(one, sure=True)))
            self.column.addWidget(button)

    @property
    def plan(self) -> Plan:
        """The plan that is shown."""
        assert self.blank is not None
        return self.blank.plan

    # ---- what is chosen

    def _nothing(self) -> None:
        self._head("点一下表里的格子")
        self._note("看它填什么、从哪里来；不对就在这里改。")

    def _column(self) -> None:
        assert self.blank is not None
        _, number, row = self.what
        head = next(one for one in self.blank.layout.heads if one.column == number)
        self._head(head.text)
        if number in self.plan.sources and not self.plan.rows.members:
            self._source(number, row)
        elif number in self.plan.columns:
            self._item(self.plan.columns[number], partial(self._set_column, number), across=True)
            self._doors(row, number)
        else:
            self._note("这一列是行名或序号，原样保留。")

    def _source(self, number: int, row: int) -> None:
        one, ledger = self.plan.sources[number], self.store.ledgers[self.plan.rows.ledger]
        pairs = choices.sources(self.store, ledger)
        plain = Source(one.kind, one.path, one.ledger, one.via, one.how)
        if all(value != plain for _, value in pairs):
            pairs.insert(0, (choices.source_words(self.store, ledger, one), plain))
        self._pick("填什么（可打字查找）", pairs, plain, partial(self._set_source, number))
        self._sure(one, partial(self._set_source, number))
        if one.kind == "text":
            self._text("文字", one.text, lambda text: self._set_source(number, replace(one, text=text)))
        if one.kind == "field":
            more = [("（没有）", "")] + [(words, value.path) for words, value in pairs if value.kind == "field"]
            self._pick("同一格里再加", more, one.also, lambda path: self._set_source(number, replace(one, also=path)))
        field = choices.source_field(self.store, ledger, one)
        if field is not None and (told := ways(field)):
            said = [(words, key) for key, words in told.items()]
            self._pick("写成", said, one.format, lambda key: self._set_source(number, replace(one, format=key)))
        self._doors(row, number)

    def _set_source(self, number: int, one: Source) -> None:
        self.plan.sources[number] = replace(one, sure=True)
        self.changed.emit()

    def _item(self, item: Item, take: Any, across: bool) -> None:
        self._tally(item.tally, lambda tally: take(replace(item, tally=tally)), across)
        if item.member.kind:
            self._member(item.member, lambda member: take(replace(item, member=member)))

    def _tally(self, one: Tally, take: Any, across: bool = True) -> None:
        assert self.blank is not None
        pairs = choices.tallies(self.store)
        plain = Tally("share") if one.kind == "share" else Tally(one.kind, one.measure)
        self._pick("填哪个数（可打字查找）", pairs, plain, take)
        self._sure(one, take)
        if says := choices.says_of(self.store, one):
            self._note(f"口径：{says}")
        if one.kind == "share":
            heads = self.blank.layout.value_heads if across else self.blank.layout.lines
            said = [(other.text, other.column if across else other.row) for other in heads]
            self._pick("分子", said, one.part, lambda n: take(replace(one, part=n)))
            self._pick("分母", said, one.whole, lambda n: take(replace(one, whole=n)))

    def _set_column(self, number: int, item: Item) -> None:
        self.plan.columns[number] = item
        self.changed.emit()

    def _line(self) -> None:
        assert self.blank is not None
        number = self.what[1]
        line = next((one for one in self.blank.layout.lines if one.row == number), None)
        if line is None:
            self._nothing()
            return
        self._head(line.text)
        item = self.plan.lines.get(number, Item())

        def take(fresh: Item) -> None:
            self.plan.lines[number] = fresh
            self.changed.emit()

        if item.tally.kind or not any(one.member.kind for one in self.plan.lines.values()):
            self._item(item, take, across=False)
        else:
            self._member(item.member, lambda member: take(replace(item, member=member)))

    def _member(self, one: Member, take: Any) -> None:
        """Which records a line counts."""
        kinds = [(words, kind) for kind, words in choices.LINES.items()]
        self._pick("算哪些", kinds, one.kind, lambda kind: take(replace(one, kind=kind, sure=True)))
        self._sure(one, take)
        if one.kind not in ("is", "within"):
            return
        dimension = one.facts[0][0] if one.facts else "field"
        said = [(words, name) for name, words in DIMENSIONS.items()]
        self._pick("按什么分", said, dimension, lambda name: take(replace(one, facts=((name, ()),), sure=True)))
        for name, chosen in one.facts or ((dimension, ()),):
            self._note(DIMENSIONS.get(name, name))
            self._ticks(name, chosen, partial(self._set_values, one, take, name))

    def _ticks(self, dimension: str, chosen: tuple[Any, ...], take: Any) -> None:
        box = QListWidget(self)
        box.setMinimumHeight(170)
        values = choices.dimension_values(self.store, dimension)
        for value, words in sorted(values, key=lambda pair: pair[0] not in chosen):
            item = QListWidgetItem(words, box)
            item.setData(Qt.ItemDataRole.UserRole, value)
            item.setCheckState(Qt.CheckState.Checked if value in chosen else Qt.CheckState.Unchecked)
        box.itemChanged.connect(lambda _: take(_ticked(box)))
        self.column.addWidget(box)

    def _set_values(self, one: Member, take: Any, dimension: str, values: tuple[Any, ...]) -> None:
        others = tuple(fact for fact in one.facts if fact[0] != dimension)
        take(replace(one, facts=(*others, (dimension, values)), sure=True))

    def _cell(self) -> None:
        assert self.blank is not None
        _, column, row = self.what
        layout = self.blank.layout
        line = next((one for one in layout.lines if one.row == row), None)
        head = next(one for one in layout.heads if one.column == column)
        self._head(f"{line.text if line else ''} × {head.text}")
        if layout.page.at(row, column).formula:
            self._note("这里是原表的公式，原样保留。")
            return
        down = self.plan.columns.get(column, Item())
        along = self.plan.lines.get(row, Item())
        self._note(choices.item_words(self.store, layout, down))
        self._note(choices.item_words(self.store, layout, along))
        self._doors(row, column)
        own = self.plan.cells.get((row, column)) or (down.tally if down.tally.kind else along.tally)
        self._tally(own, partial(self._set_cell, row, column))
        self._note("整列一起改：点列名；这一行算哪些：点行名。")

    def _set_cell(self, row: int, column: int, tally: Tally) -> None:
        self.plan.cells[row, column] = tally
        self.changed.emit()

    def _slot(self) -> None:
        assert self.blank is not None
        number = self.what[1]
        slot = self.blank.layout.slots[number]
        self._head(slot.label)
        fact = self.plan.facts.get(number, Fact())

        def take(fresh: Fact) -> None:
            self.plan.facts[number] = fresh
            self.changed.emit()

        pairs = [(words, kind) for kind, words in choices.FACTS.items()]
        self._pick("填什么", pairs, fact.kind, lambda kind: take(Fact(kind, fact.text)))
        if fact.kind == "text":
            self._text("文字", fact.text, lambda text: take(Fact("text", text)))

    # ---- the whole table

    def _whole(self) -> None:
        assert self.blank is not None
        self.column.addSpacing(10)
        self._head("整张表")
        if self.blank.layout.form is Form.LIST and not self.plan.rows.members:
            self._rows()
        if self.blank.layout.form is Form.GRID:
            self._note("统计表：行和列相交处一个数。合计行按表里各行合计，有公式的用原来的公式。")
        marked = QCheckBox("没填上的格子加批注", self)
        marked.setChecked(self.plan.marked)
        marked.setToolTip("批注不会打印出来；交出去的那一份可以不要")
        marked.toggled.connect(self._set_marked)
        self.column.addWidget(marked)

    def _rows(self) -> None:
        assert self.blank is not None
        rows, layout = self.plan.rows, self.blank.layout
        ledger = self.store.ledgers[rows.ledger]
        ledgers = [(one.title, one.name) for one in self.store.ledgers.values()]
        self._pick("列的是哪本台账", ledgers, rows.ledger, self._set_ledger)
        plain = Rows(rows.ledger, rows.measure, rows.view)
        pairs = choices.row_choices(self.store, ledger)
        self._pick(
            "列哪些记录", pairs, plain, lambda one: self._set_rows(replace(rows, measure=one.measure, view=one.view))
        )
        for name in ledger.filters.split():
            field = ledger.fields.get(name)
            if field is not None and field.kind.name == "choice":
                chosen = dict(rows.only).get(name, ())
                self._only(name, field, chosen)
        orders = [("原来的顺序", ""), ("按推荐的顺序", rows_for(self.store, layout, ledger).order)]
        orders += [
            (f"按{field.label}", field.name) for field in ledger.fields.values() if field.name in ledger.columns.split()
        ]
        orders += [
            (f"按{field.label}（倒）", f"-{field.name}") for field in ledger.fields.values() if field.kind.name == "day"
        ]
        self._pick("排序", orders, rows.order, lambda order: self._set_rows(replace(rows, order=order)))

    def _only(self, name: str, field: Any, chosen: tuple[Any, ...]) -> None:
        """Ticks for the members of a short closed list; none ticked means all."""
        members = list(field.type)
        if len(members) > 6 and not chosen:
            return
        self._note(f"只要{field.label}（都不勾就是全部）")
        box = QListWidget(self)
        box.setFixedHeight(min(len(members), 6) * (theme.LOOK.row_height - 4) + 8)
        for one in members:
            item = QListWidgetItem(one.label, box)
            item.setData(Qt.ItemDataRole.UserRole, one.value)
            item.setCheckState(Qt.CheckState.Checked if one.value in chosen else Qt.CheckState.Unchecked)
        box.itemChanged.connect(lambda _: self._set_only(name, _ticked(box)))
        self.column.addWidget(box)

    def _set_only(self, name: str, values: tuple[Any, ...]) -> None:
        others = tuple(pair for pair in self.plan.rows.only if pair[0] != name)
        self._set_rows(replace(self.plan.rows, only=(*others, (name, values)) if values else others))

    def _set_rows(self, rows: Rows) -> None:
        self.plan.rows = rows
        self.changed.emit()

    def _set_ledger(self, name: str) -> None:
        assert self.blank is not None
        ledger = self.store.ledgers[name]
        self.plan.rows = rows_for(self.store, self.blank.layout, ledger)
        self.plan.sources = sources_for(self.store, self.blank.layout, ledger)
        self.changed.emit()

    def _set_marked(self, on: bool) -> None:
        self.plan.marked = on
        self.changed.emit()


def _ticked(box: QListWidget) -> tuple[Any, ...]:
    items = (box.item(n) for n in range(box.count()))
    return tuple(item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() is Qt.CheckState.Checked)
