"""The morning's page: what is due, overdue and missing today, each number a door to its rows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk import clock
from safety_desk.conditions import one_of
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import LEDGERS, named
from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.grade import Colours
from safety_desk.ledgers.office import OfficeRules
from safety_desk.measures import Figure
from safety_desk.periods import Period, month_of
from safety_desk.tasks.dues import Group, Owed, Row, Span, dues, records_of, told
from safety_desk.tasks.figures import door, say
from safety_desk.ui import theme
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.home_parts import GradeBar, SmallMap, Tile, shares
from safety_desk.ui.looks_again import LooksAgain

if TYPE_CHECKING:
    from safety_desk.reports.atlas import MapFacts

MOST_TODO = 20
MOST_EACH = 3
"""So many rows of one kind are shown at most."""

QUICK = (
    ("hidden_dangers", "登记隐患"),
    ("inspections", "登记检查"),
    ("report_cases", "登记举报"),
    ("enterprises", "新增企业"),
)
"""What comes in every day, as far as there are such ledgers."""

TOWN = ("visits", "found", "found_major", "mend_rate", "grid_rate", "duty_rate")
"""The figures of the month, by their names; in a low window only the first."""

HINTS = {
    Span.TODAY: "期限就是今天的",
    Span.LATE: "过了期限还没有办的",
    Span.WEEK: "从明天起七天内到期的",
    Span.MONTH: "从明天起三十天内到期的，含七日内",
    Span.WAITING: "等人去办、缺内容、存疑要核实的",
}


class HomePage(LooksAgain, QScrollArea):
    """The first thing in the morning."""

    door_asked = Signal(str, str, object, str)
    new_asked = Signal(str)
    import_asked = Signal(str)
    record_asked = Signal(str, int)
    report_asked = Signal(object)
    span_asked = Signal(object)
    entry_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room = 0
        self._dues: dict[Span, list[Group]] = {}
        self._settle = QTimer(self, singleShot=True, interval=120)
        self._settle.timeout.connect(self._refit)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)

    @property
    def _lines(self) -> int:
        """So many lines of what is to be done fit without scrolling."""
        line = self.fontMetrics().lineSpacing() + 10
        return min(MOST_TODO, max(4, (self.height() - 10 * line) // line))

    def _refit(self) -> None:
        if self._lines != self._room and self.isVisible():
            self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle.start()

    def take_keyboard(self) -> None:
        """Let the keyboard come here, to no button yet."""
        self.setFocus()

    def refresh(self) -> None:
        """Count everything anew."""
        self._stale = False
        self._room = self._lines
        body = QWidget(self)
        body.setObjectName("page")
        column = QVBoxLayout(body)
        air = 12 if self._room > 6 else 6
        column.setContentsMargins(20, air, 20, air)
        column.setSpacing(air)
        rules = self.store.options(OfficeRules)
        today = clock.today()
        head = QLabel(
            f"{today.year}年{today.month}月{today.day}日　星期{'一二三四五六日'[today.weekday()]}　{rules.office}", body
        )
        head.setFont(theme.font(12, strong=True))
        column.addWidget(head)
        self._dues = dues(self.store)
        if self.store.count(Enterprise) == 0:
            column.addWidget(self._first_steps(body))
        else:
            column.addLayout(self._numbers(body))
            row = QHBoxLayout()
            row.setSpacing(14)
            row.addWidget(self._todo(body), 3)
            row.addWidget(self._town(body), 2)
            column.addLayout(row)
            column.addWidget(self._quick(body))
        column.addStretch()
        self.setWidget(body)

    def _numbers(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        for span, hint in HINTS.items():
            tile = Tile(span.label, sum(due.count for due in self._dues[span]), hint, parent)
            tile.pressed.connect(lambda span=span: self.span_asked.emit(span))
            row.addWidget(tile, 1)
        return row

    def _panel(self, parent: QWidget, title: str, note: str = "") -> tuple[QFrame, QVBoxLayout]:
        panel = QFrame(parent)
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(16, 12, 16, 14)
        column.setSpacing(8)
        row = QHBoxLayout()
        head, said = QLabel(title, panel), QLabel(note, panel)
        head.setFont(theme.font(11, strong=True))
        said.setObjectName("secondary")
        row.addWidget(head)
        row.addStretch()
        row.addWidget(said)
        column.addLayout(row)
        return panel, column

    def _todo(self, parent: QWidget) -> QFrame:
        """What to do today, grouped by what is due, the most pressing first."""
        groups = self._dues[Span.NOW]
        whole = sum(due.count for due in groups)
        panel, column = self._panel(parent, Span.NOW.label, f"共 {whole} 项，最急的在前" if groups else "")
        if not groups:
            column.addWidget(QLabel("没有到期和逾期的事项。", panel))
        grid = QGridLayout()
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        at, room = 0, self._room - (len(groups) > self._room)  # the last line tells of the rest
        for due, lines in zip(groups, shares([due.count for due in groups], room), strict=False):
            grid.addWidget(self._group(due, panel), at, 0)
            for n, record in enumerate(records_of(self.store, due, lines)):
                self._line(grid, at + n, due, record, panel)
            at += lines
        column.addLayout(grid)
        if rest := groups[room:]:
            more = QPushButton(f"另有 {len(rest)} 类 {sum(due.count for due in rest)} 项", panel)
            more.setObjectName("link")
            more.clicked.connect(lambda: self.span_asked.emit(Span.LATE))
            column.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch()
        return panel

    def _group(self, due: Group, panel: QWidget) -> QPushButton:
        link = QPushButton(f"{due.words}　{due.count}", panel)
        link.setObjectName("link")
        link.setToolTip("打开县级报表" if isinstance(due, Owed) else "在台账里打开这些记录")
        link.clicked.connect(lambda: self._open_group(due))
        return link

    def _open_group(self, due: Group) -> None:
        if isinstance(due, Owed):
            self.report_asked.emit(None)
        else:
            self.door_asked.emit(due.ledger.name, due.label, due.where, due.order)

    def _open_one(self, due: Group, row: Row) -> None:
        if isinstance(due, Owed):
            self.report_asked.emit(row)
        else:
            self.record_asked.emit(due.ledger.name, row.id)

    def _line(self, grid: QGridLayout, at: int, due: Group, record: Row, panel: QWidget) -> None:
        whose, name, _, state = told(self.store, due, record)
        words = f"{whose}　{name}".strip("　").replace("\n", " ")
        link = ElidedLink(words, panel)
        link.clicked.connect(lambda: self._open_one(due, record))
        said = QLabel(state, panel)
        said.setFont(theme.font(strong=state.startswith("⚠")))
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(link, at, 1)
        grid.addWidget(said, at, 2)

    def _town(self, parent: QWidget) -> QFrame:
        """This month against last, and the town's four colours."""
        panel, column = self._panel(parent, "本月与上月")
        column.addLayout(self._months(panel))
        head = QLabel("全镇企业风险等级", panel)
        head.setFont(theme.font(11, strong=True))
        column.addSpacing(6)
        column.addWidget(head)
        counts = self.store.spread(Enterprise, "risk_grade", ~one_of("status", *GONE))
        column.addWidget(GradeBar(counts, self.store.options(Colours), panel))
        small = SmallMap(self._map_facts, panel)
        small.setVisible(self._room > 9)
        small.pressed.connect(lambda: self.door_asked.emit("", "风险地图", None, ""))
        column.addWidget(small, 1)
        return panel

    def _map_facts(self) -> MapFacts:
        from safety_desk.tasks.atlas import map_facts

        return map_facts(self.store)

    def _months(self, panel: QFrame) -> QGridLayout:
        """Figures of this month and of last, each a door to its rows."""
        month = month_of(clock.today())
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        for column, words in enumerate(("", "本月", "上月")):
            head = QLabel(words, panel)
            head.setObjectName("secondary")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column)
        known = named(self.store.scene())
        for n, one in enumerate((known[name] for name in TOWN[: max(4, self._room - 4)]), 1):
            words = QLabel(one.title, panel)
            words.setToolTip(f"{one.says}。")
            grid.addWidget(words, n, 0)
            for column, period in enumerate((month, month.before()), 1):
                said = say(self.store, one, period)
                number = QPushButton(said.short, panel)
                number.setObjectName("link")
                number.setFont(theme.font(strong=column == 1))
                number.setToolTip(f"{one.title}，{period.title}：{said.words}")
                number.clicked.connect(partial(self._open_rows, one, period))
                grid.addWidget(number, n, column, Qt.AlignmentFlag.AlignRight)
        return grid

    def _open_rows(self, one: Figure, period: Period, *_: object) -> None:
        to = door(self.store, one, period)
        self.door_asked.emit(to.ledger.name, to.words, to.where, to.ledger.order)

    def _quick(self, parent: QWidget) -> QFrame:
        panel = QFrame(parent)
        panel.setObjectName("panel")
        row = QHBoxLayout(panel)
        row.setContentsMargins(16, 10, 16, 10)
        head = QLabel("快速登记", panel)
        head.setFont(theme.font(11, strong=True))
        row.addWidget(head)
        row.addSpacing(8)
        for name, words in (one for one in QUICK if one[0] in self.store.ledgers):
            button = QPushButton(words, panel)
            button.clicked.connect(lambda _=False, name=name: self.new_asked.emit(name))
            row.addWidget(button)
        entering = QPushButton("录检查结果", panel)
        entering.setToolTip("逐项录入：计划中的检查、待复查的隐患")
        entering.clicked.connect(self.entry_asked)
        row.addWidget(entering)
        label = QLabel("最近办理", panel)
        label.setObjectName("secondary")
        row.addSpacing(16)
        row.addWidget(label)
        for ledger, id, words in self._recent():
            link = ElidedLink(words, panel)
            link.clicked.connect(lambda _=False, ledger=ledger, id=id: self.record_asked.emit(ledger, id))
            row.addWidget(link, 1)
        return panel

    def _recent(self) -> list[tuple[str, int, str]]:
        """The records that were worked on last: ledger, id, what they are called."""
        alone = [ledger.name for ledger in LEDGERS if ledger.owner is None and ledger.builtin is None]
        told = self.store.names
        return [(ledger, id, told.name(ledger, id)) for ledger, id in self.store.recent(alone, 4)]

    def _first_steps(self, parent: QWidget) -> QFrame:
        """What to do on an empty office."""
        panel, column = self._panel(parent, "第一次使用，按顺序做四件事")
        steps = (
            (
                "1　填本单位：乡镇、办公室、文号代字、授权模式",
                "去填写",
                lambda: self.door_asked.emit("", "系统", None, ""),
            ),
            (
                "2　导入各村报来的企业台账（村会随表新增；村界的 GeoJSON 在“系统—村（社区）”里导入）",
                "导入企业",
                lambda: self.import_asked.emit("enterprises"),
            ),
            (
                "3　导入隐患台账（企业在先，隐患才对得上；证书等在各自的页里导入）",
                "导入隐患",
                lambda: self.import_asked.emit("hidden_dangers"),
            ),
            ("4　给企业录风险点、危险源并评估，四色图就出来了", "录风险点", lambda: self.new_asked.emit("risk_points")),
        )
        for words, label, act in steps:
            row = QHBoxLayout()
            row.addWidget(QLabel(words, panel), 1)
            button = QPushButton(label, panel)
            button.clicked.connect(lambda _=False, act=act: act())
            row.addWidget(button)
            column.addLayout(row)
        total = sum(self.store.count(ledger.record) for ledger in LEDGERS if ledger.builtin is None)
        if total:
            column.addWidget(QLabel(f"已有其他记录 {total} 条。", panel))
        return panel
