"""工作台: what is due, overdue and missing today, each number a door to its rows."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from safety_desk import clock
from safety_desk.conditions import TODAY, Where, before, eq, filled, one_of, until
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.enterprise import GONE, Enterprise
from safety_desk.ledgers.figures import ALL_FOUND, ALL_MENDED, VISITS
from safety_desk.ledgers.grade import Colours
from safety_desk.ledgers.hidden_danger import MAJOR, OPEN, OVERDUE, HiddenDanger, State
from safety_desk.ledgers.office import OfficeRules
from safety_desk.periods import month_of
from safety_desk.ui import theme
from safety_desk.ui.home_parts import Door, GradeBar, SmallMap, Tile

UNMENDED: Where = OPEN & ~filled("rectified_at")
MOST_TODO = 12
EXPIRED: Where = before("valid_to", TODAY) & eq("revoked", False)


NUMBERS = (
    Door("今日到期", "hidden_dangers", UNMENDED & eq("due_on", TODAY), "due_on", "整改期限是今天的隐患"),
    Door("已逾期", "hidden_dangers", OVERDUE, "due_on", "过了整改期限还没有整改的隐患"),
    Door(
        "七日内到期",
        "hidden_dangers",
        UNMENDED & until("due_on", TODAY.later(7)) & ~until("due_on", TODAY),
        "due_on",
        "今后七天内到期的隐患",
    ),
    Door(
        "待复查",
        "hidden_dangers",
        one_of("status", State.TO_RECHECK, State.APPLIED, State.EXAMINED),
        "recheck_due",
        "企业已报整改、等我们去看的隐患",
    ),
    Door(
        "证照到期",
        "certificates",
        until("valid_to", TODAY.later(60)) & eq("revoked", False),
        "valid_to",
        "已过期和六十天内到期的证书",
    ),
)


class HomePage(QScrollArea):
    """The first thing in the morning."""

    door_asked = Signal(str, str, object, str)
    new_asked = Signal(str)
    import_asked = Signal(str)
    record_asked = Signal(str, int)

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setWidgetResizable(True)
        self._stale = True
        self._room = 0
        self._settle = QTimer(self, singleShot=True, interval=120)
        self._settle.timeout.connect(self._refit)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.refresh)

    @property
    def _lines(self) -> int:
        """So many lines of what is to be done fit without scrolling."""
        line = self.fontMetrics().lineSpacing() + 10
        return min(MOST_TODO, max(4, (self.viewport().height() - 10 * line) // line))

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

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed."""
        self._stale = True
        if self.isVisible():
            self.refresh()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _count(self, door: Door) -> int:
        return self.store.count(self.store.ledgers[door.ledger].record, door.where)

    def _open(self, door: Door) -> None:
        self.door_asked.emit(door.ledger, door.words, door.where, door.order)

    def _numbers(self, parent: QWidget) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(14)
        for door in NUMBERS:
            tile = Tile(door, self._count(door), parent)
            tile.pressed.connect(lambda door=door: self._open(door))
            row.addWidget(tile, 1)
        return row

    def _pressing(self) -> tuple[Where, Where, Where]:
        """What presses today: rechecks, certificates, hidden dangers."""
        soon = TODAY.later(3)
        return NUMBERS[3].where & until("recheck_due", soon), EXPIRED, OVERDUE | (UNMENDED & until("due_on", soon))

    def _pressing_said(self) -> str:
        rechecked, expired, urgent = self._pressing()
        dangers = self.store.count(HiddenDanger, rechecked | urgent)
        return f"共 {dangers + self.store.count(Certificate, expired)} 项，最急的在前"

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
        """What to do today, the most pressing first."""
        panel, column = self._panel(parent, "今天要办", self._pressing_said())
        rechecked, expired, urgent = self._pressing()
        third = max(1, self._room // 4)
        rechecks = self.store.find(HiddenDanger, rechecked, "recheck_due", limit=third)
        certificates = self.store.find(Certificate, expired, "-valid_to", limit=third)
        most = self._room - len(rechecks) - len(certificates)
        dangers = self.store.find(HiddenDanger, urgent, "due_on", limit=most)
        rows = [
            (d, "hidden_dangers", f"{self._site(d)}　{d.description}", self._term(d)) for d in (*dangers, *rechecks)
        ]
        rows += [(c, "certificates", f"{c.person_name}　{c.op_type or c.kind}", self._state(c)) for c in certificates]
        if not rows:
            column.addWidget(QLabel("没有到期和逾期的事项。", panel))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setVerticalSpacing(4)
        for n, (record, ledger, words, state) in enumerate(rows):
            link = QPushButton(self._short(words), panel)
            link.setObjectName("link")
            link.setStyleSheet(f"color: {theme.LOOK.tokens.text};")
            link.clicked.connect(lambda _=False, ledger=ledger, id=record.id: self.record_asked.emit(ledger, id))
            said = QLabel(state, panel)
            said.setFont(theme.font(strong=state.startswith("⚠")))
            said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(link, n, 0)
            grid.addWidget(said, n, 1)
        column.addLayout(grid)
        column.addStretch()
        return panel

    def _short(self, words: str) -> str:
        words = words.replace("\n", " ")
        return words if len(words) <= 42 else f"{words[:41]}…"

    def _site(self, danger: HiddenDanger) -> str:
        if danger.enterprise is not None:
            return self.store.names.name("enterprises", danger.enterprise)
        return self.store.names.name("public_areas", danger.public_area) if danger.public_area is not None else ""

    def _term(self, danger: HiddenDanger) -> str:
        if danger.rectified_at is not None and danger.recheck_due is not None:
            days = (danger.recheck_due - clock.today()).days
            return f"⚠ 复查逾期 {-days} 天" if days < 0 else "今天应复查" if days == 0 else f"{days} 天内复查"
        return self._derived("hidden_dangers", danger)

    def _state(self, certificate: Certificate) -> str:
        return self._derived("certificates", certificate)

    def _derived(self, ledger: str, record: Any) -> str:
        return self.store.ledgers[ledger].derived[-1].tell(record, self.store.scene(), self.store.names)

    def _town(self, parent: QWidget) -> QFrame:
        """This month against last, and the town's four colours."""
        panel, column = self._panel(parent, "本月与上月")
        month = month_of(clock.today())
        last = month_of(month.first.fromordinal(month.first.toordinal() - 1))
        grid = QGridLayout()
        grid.setColumnStretch(0, 1)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(3)
        rows: list[tuple[str, Callable[[Any], str]]] = [
            ("检查家次", lambda p: str(self.store.measure(VISITS, p))),
            ("发现隐患", lambda p: str(self.store.measure(ALL_FOUND, p))),
            ("其中重大", lambda p: str(self.store.measure(ALL_FOUND, p, MAJOR))),
            ("整改率", self._rate),
        ]
        for column_, words in enumerate(("", "本月", "上月")):
            head = QLabel(words, panel)
            head.setObjectName("secondary")
            head.setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(head, 0, column_)
        for n, (words, told) in enumerate(rows, 1):
            grid.addWidget(QLabel(words, panel), n, 0)
            for column_, period in enumerate((month, last), 1):
                figure = QLabel(told(period), panel)
                figure.setAlignment(Qt.AlignmentFlag.AlignRight)
                figure.setFont(theme.font(strong=column_ == 1))
                grid.addWidget(figure, n, column_)
        column.addLayout(grid)
        head = QLabel("全镇企业风险等级", panel)
        head.setFont(theme.font(11, strong=True))
        column.addSpacing(6)
        column.addWidget(head)
        counts = self.store.spread(Enterprise, "risk_grade", ~one_of("status", *GONE))
        column.addWidget(GradeBar(counts, self.store.options(Colours), panel))
        self._map = SmallMap(panel)
        self._map.setVisible(self._room > 9)
        self._map.pressed.connect(lambda: self.door_asked.emit("", "风险地图", None, ""))
        column.addWidget(self._map, 1)
        QTimer.singleShot(0, self._map, self._draw_map)
        return panel

    def _draw_map(self) -> None:
        """The small map comes after the numbers: it reads the whole town."""
        from safety_desk.tasks.atlas import map_facts

        self._map.show_facts(map_facts(self.store))

    def _rate(self, period: Any) -> str:
        found = self.store.measure(ALL_FOUND, period)
        return f"{self.store.measure(ALL_MENDED, period) / found:.0%}" if found else "—"

    def _quick(self, parent: QWidget) -> QFrame:
        panel = QFrame(parent)
        panel.setObjectName("panel")
        row = QHBoxLayout(panel)
        row.setContentsMargins(16, 10, 16, 10)
        head = QLabel("快速登记", panel)
        head.setFont(theme.font(11, strong=True))
        row.addWidget(head)
        row.addSpacing(8)
        for name, words in (("hidden_dangers", "登记隐患"), ("inspections", "登记检查"), ("enterprises", "新增企业")):
            button = QPushButton(words, panel)
            button.clicked.connect(lambda _=False, name=name: self.new_asked.emit(name))
            row.addWidget(button)
        label = QLabel("最近办理", panel)
        label.setObjectName("secondary")
        row.addSpacing(16)
        row.addWidget(label)
        for ledger, id, words in self._recent():
            link = QPushButton(words if len(words) <= 16 else f"{words[:15]}…", panel)
            link.setObjectName("link")
            link.setToolTip(words)
            link.clicked.connect(lambda _=False, ledger=ledger, id=id: self.record_asked.emit(ledger, id))
            row.addWidget(link)
        doubts = self.store.db.execute("SELECT count(DISTINCT ledger || row) FROM doubts").fetchone()[0]
        row.addStretch()
        if doubts:
            note = QLabel(f"存疑待核实 {doubts} 条（表中有紫色角标）", panel)
            note.setObjectName("secondary")
            row.addWidget(note)
        return panel

    def _recent(self) -> list[tuple[str, int, str]]:
        """The records that were worked on last: ledger, id, what they are called."""
        wanted = ("enterprises", "hidden_dangers", "inspections")
        told = self.store.names
        return [(ledger, id, told.name(ledger, id)) for ledger, id in self.store.recent(wanted, 4)]

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
                "2　导入各村报来的企业台账（村会随表新增，带边界的 GeoJSON 也能导入）",
                "导入企业",
                lambda: self.import_asked.emit("enterprises"),
            ),
            ("3　导入隐患台账和三项岗位持证", "导入隐患", lambda: self.import_asked.emit("hidden_dangers")),
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
