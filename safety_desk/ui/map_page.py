"""风险地图: the town's four colours, with layers and filters; a click opens the record."""

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QImage, QKeySequence, QPageLayout, QPageSize, QPainter, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from safety_desk.conditions import EVERY, Where, empty, eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.place import Village
from safety_desk.reports.atlas import Area, Layers, Mark, draw_map
from safety_desk.tasks.atlas import MapChoice, map_facts
from safety_desk.ui import theme
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.icons import icon
from safety_desk.ui.looks_again import LooksAgain
from safety_desk.ui.map_canvas import STEP, MapCanvas
from safety_desk.ui.notices import say
from safety_desk.ui.preview import PreviewDialog

PRINT_DPI = 200
_UNRATED = "未评"


class HoverCard(QLabel):
    """What the pointer is on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        tokens = theme.LOOK.tokens
        self.setStyleSheet(
            f"background: {tokens.raised}; color: {tokens.text}; border: 1px solid {tokens.line}; padding: 6px 10px;"
        )
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, found: Mark | Area | None, at: QPoint) -> None:
        """Say what is there, beside the pointer and inside the map."""
        if found is None:
            self.hide()
            return
        self.setText(said_of(found))
        self.adjustSize()
        room = self.parentWidget().rect()
        x = at.x() + 16 if at.x() + 24 + self.width() < room.width() else at.x() - self.width() - 10
        y = min(max(4, at.y() + 12), room.height() - self.height() - 4)
        self.move(x, y)
        self.show()
        self.raise_()


def said_of(found: Mark | Area) -> str:
    """A mark or a village in a few lines."""
    if isinstance(found, Area):
        rating = found.rating
        grade = rating.grade
        lines = [found.name, f"区域等级：{grade.label if grade else _UNRATED}{'（人工认定）' if rating.manual else ''}"]
        lines.append(
            f"{rating.standing.method}" + (f"，指数 {rating.standing.index:.2f}" if rating.standing.index else "")
        )
        lines.append("，".join(f"{label} {n}" for label, n in rating.standing.counts.items()))
        return "\n".join(filter(None, [*lines, rating.standing.reason, rating.reason]))
    manual = "（人工认定）" if found.manual else ""
    lines = [found.name, f"风险等级：{found.grade.label if found.grade else _UNRATED}{manual}"]
    lines.append("，".join(filter(None, [found.field, f"{found.people} 人" if found.people else ""])))
    return "\n".join([*filter(None, lines), "" if found.lon is not None else "没有坐标，按所在村示意"]).strip()


class MapPage(LooksAgain, QWidget):
    """The map and its switches."""

    record_asked = Signal(str, int)
    save_asked = Signal(object)
    assess_asked = Signal()

    def __init__(self, store: Store, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.store = store
        self.setObjectName("page")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(self._toolbar())
        self.canvas = MapCanvas(self)
        self.hover = HoverCard(self.canvas)
        self.canvas.hovered.connect(self.hover.tell)
        self.canvas.pressed.connect(self._open)
        column.addWidget(self.canvas, 1)
        for keys, act in (("Ctrl+P", self.print_map), ("F5", self.refresh)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    def _toolbar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        choices = QWidget(self)
        flow = FlowLayout(choices, 8)
        row.addWidget(choices, 1, Qt.AlignmentFlag.AlignTop)
        self.village, self.field, self.grade = QComboBox(self), QComboBox(self), QComboBox(self)
        for box, width in ((self.village, 110), (self.field, 120), (self.grade, 96)):
            box.setMinimumWidth(width)
            box.setMaxVisibleItems(24)
            box.activated.connect(lambda _: self.refresh(keep=True))
            flow.addWidget(box)
        self.village.activated.connect(lambda _: self.refresh())
        self.layers = {}
        for name, words in (
            ("areas", "村填色"),
            ("enterprises", "企业"),
            ("public_areas", "公共区域"),
            ("labels", "标注"),
        ):
            box = QCheckBox(words, self)
            box.setChecked(True)
            box.toggled.connect(lambda _: self.refresh(keep=True))
            self.layers[name] = box
            flow.addWidget(box)
        for name, words, act in (
            ("zoom_in", "放大（+）", lambda: self.canvas.zoom(STEP)),
            ("zoom_out", "缩小（-）", lambda: self.canvas.zoom(1 / STEP)),
            ("fit", "全图（0）", lambda: self.canvas.fit()),
        ):
            button = QToolButton(self)
            button.setIcon(icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.clicked.connect(act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        for words, act, tip in (
            ("评定并存档", self.assess_asked.emit, "把今天各村和全镇的等级、方法、指数记入“区域风险评估”"),
            ("打印…", self.print_map, "打印这张图（Ctrl+P）"),
            ("导出…", lambda: self.save_asked.emit(self.choice), "PNG、PDF 或 SVG"),
        ):
            button = QPushButton(words, self)
            button.setToolTip(tip)
            button.clicked.connect(act)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return row

    def take_keyboard(self) -> None:
        """Let the keyboard go to the map."""
        self.canvas.setFocus()

    @property
    def choice(self) -> MapChoice:
        """What is chosen to be drawn."""
        where: Where = EVERY
        graded: Where = EVERY
        if self.field.currentData():
            where &= eq("industry_safety", self.field.currentData())
        if (grade := self.grade.currentData()) is not None:
            graded = empty("risk_grade") if grade == _UNRATED else eq("risk_grade", grade)
        on = Layers(**{name: box.isChecked() for name, box in self.layers.items()})
        only_field = bool(self.field.currentData())
        areas = graded & (eq("id", -1) if only_field else EVERY)
        return MapChoice(self.village.currentData() or None, where & graded, areas, on)

    def refresh(self, keep: bool = False) -> None:
        """Read the records and draw anew."""
        self._stale = False
        self._fill()
        choice = self.choice
        try:
            facts = map_facts(self.store, choice.village, choice.where, choice.where_areas)
        except Refusal as why:
            say(self, str(why))
            return
        self.canvas.show_map(facts, choice.layers, keep)

    def _fill(self) -> None:
        """The choices that there are; the chosen ones stay chosen."""
        villages = [(v.name, v.name) for v in self.store.find(Village, eq("enabled", True), "seq name")]
        fields = [(e.label, code) for code, e in self.store.names.codes("supervise_field").items() if e.enabled]
        grades = [*((f"{g.label}（{g.risk}）", g) for g in Grade), ("未评等级", _UNRATED)]
        for box, first, entries in (
            (self.village, "全镇", villages),
            (self.field, "全部行业", fields),
            (self.grade, "全部等级", grades),
        ):
            if box.count() == len(entries) + 1:
                continue
            chosen = box.currentText()
            box.clear()
            box.addItem(first, None)
            for words, data in entries:
                box.addItem(words, data)
            box.setCurrentIndex(max(0, box.findText(chosen)))

    def _open(self, found: Mark | Area) -> None:
        name = found.ledger if isinstance(found, Mark) else "villages"
        self.record_asked.emit(name, found.id)

    def print_map(self) -> None:
        """Show the map as it will be printed, on A4 or whatever paper is chosen."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName("安全风险四色分布图")
        printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        printer.setPageOrientation(QPageLayout.Orientation.Landscape)
        dialog = PreviewDialog(self, "打印四色分布图", printer, self._paint)
        dialog.exec()
        dialog.deleteLater()

    def _paint(self, printer: QPrinter) -> None:
        choice = self.choice
        facts = map_facts(self.store, choice.village, choice.where, choice.where_areas)
        page = printer.pageRect(QPrinter.Unit.Inch)
        drawn = draw_map(facts, choice.layers, (page.width(), page.height()), PRINT_DPI)
        drawn.figure.canvas.draw()
        pixels = drawn.figure.canvas.buffer_rgba()
        height, width = pixels.shape[:2]
        image = QImage(bytes(pixels), width, height, QImage.Format.Format_RGBA8888)
        painter = QPainter(printer)
        painter.drawImage(painter.viewport(), image)
        painter.end()

    def changed(self, ledgers: set[str]) -> None:
        """Ledgers have changed."""
        if ledgers & {"enterprises", "villages", "public_areas", "region_risks", "settings"}:
            self._stale = True
            if self.isVisible():
                self.refresh(keep=True)
