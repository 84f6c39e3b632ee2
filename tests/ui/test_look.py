"""How it looks: contrast everywhere, inks of chips, nothing wider than a small screen."""

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage, QPainter
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.ledgers.grade import Colours, Grade
from safety_desk.ui import theme
from safety_desk.ui.elided import Elided
from safety_desk.ui.flow import FlowLayout
from safety_desk.ui.painting import paint_chip
from safety_desk.ui.window import Window

BLUE = {"ours": "#3B9BFF", "pure": "#0000FF", "pale": "#6FC3FF"}


def contrast(one: str, other: str) -> float:
    light, dark = sorted((theme._luminance(one), theme._luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast("#FFFFFF", "#000000") == pytest.approx(21)
    assert contrast("#FFFFFF", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("tokens", [theme.LIGHT, theme.DARK], ids=["light", "dark"])
def test_every_ink_is_read_on_every_ground(tokens: theme.Tokens) -> None:
    weak = []
    for ground in ("ground", "panel", "raised", "hover", "selection"):
        for ink in ("text", "secondary", "accent", "error"):
            found = contrast(getattr(tokens, ink), getattr(tokens, ground))
            if found < 4.5 and (ink, ground) != ("accent", "selection"):  # no link stands on a chosen row
                weak.append(f"{ink} on {ground} {found:.2f}")
    assert weak == []
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5


@pytest.mark.parametrize("colour", ["#FF0000", "#FFA500", "#FFFF00", *BLUE.values(), "#B8BEC6", "#FF4D4F", "#FA8C16"])
def test_a_chip_is_read_in_every_colour_an_office_may_set(colour: str) -> None:
    ground, ink = theme.chip_colours(colour)
    assert contrast(ground, ink) >= 4.5
    assert QColor(ground).hslHue() == pytest.approx(QColor(colour).hslHue(), abs=3), "it stays the same colour"


def test_ink_is_white_on_red_and_blue_and_dark_on_yellow_and_orange() -> None:
    inks = {grade: theme.chip_colours(getattr(Colours(), grade.name.lower()))[1] for grade in Grade}
    assert inks == {Grade.RED: "#FFFFFF", Grade.ORANGE: theme.INK, Grade.YELLOW: theme.INK, Grade.BLUE: "#FFFFFF"}
    assert theme.chip_colours("#0000FF") == ("#0000FF", "#FFFFFF"), "nothing is deepened without need"


def test_a_chip_says_colour_and_letter_in_its_width(qapp: QApplication) -> None:
    image = QImage(120, 28, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    width = paint_chip(painter, QRectF(0, 0, 120, 28), Grade.RED, Colours(), theme.font())
    painter.end()
    assert width > QFontMetrics(theme.font()).horizontalAdvance("红 A")
    assert image.pixelColor(4, 14).red() > 220 and image.pixelColor(4, 14).green() < 30
    assert image.pixelColor(round(width) + 3, 14) == QColor("white")


@pytest.mark.parametrize(("width", "height"), [(1366, 700), (1093, 560), (910, 470)])
def test_every_tab_fits_a_small_screen(window: Window, town: Town, qtbot: QtBot, width: int, height: int) -> None:
    """1366×768 at 100, 125 and 150 %, less the frame and the bar of Windows."""
    wide = []
    for title in list(window._makers):
        window.show_tab(title)
        window.resize(width, height)
        QApplication.processEvents()
        if window.minimumSizeHint().width() > width or window.minimumSizeHint().height() > height:
            wide.append((title, window.minimumSizeHint().toTuple()))
    assert wide == []


def test_the_form_fits_beside_the_table_on_a_small_screen(window: Window, town: Town) -> None:
    window.resize(910, 470)
    page = window.page("enterprises")
    page.start_new()
    QApplication.processEvents()
    for button in (page.sheet.drop, page.sheet.next, page.sheet.save_button):
        assert button.width() >= button.sizeHint().width(), button.text()
    assert window.width() == 910


def test_the_workbench_needs_no_scrolling(window: Window, town: Town, qtbot: QtBot) -> None:
    home = window.show_tab("工作台").home
    for width, height in ((1366, 700), (1093, 560)):
        window.resize(width, height)
        qtbot.wait(200)
        assert home.verticalScrollBar().maximum() == 0, (width, height)


def test_what_does_not_fit_ends_in_dots_and_is_whole_in_its_tooltip(qtbot: QtBot) -> None:
    label = Elided("泾县茂林镇金竹竹木制品有限公司打磨车间")
    qtbot.addWidget(label)
    label.resize(80, 24)
    label.grab()
    assert label.toolTip() == label.text()
    label.resize(label.sizeHint().width() + 4, 24)
    label.grab()
    assert label.toolTip() == ""


def test_a_row_that_is_too_narrow_goes_on_below(qtbot: QtBot) -> None:
    box = QLabel()
    qtbot.addWidget(box)
    row = FlowLayout(box, 6)
    parts = [QLabel("部分", box) for _ in range(6)]
    for part in parts:
        part.setFixedSize(100, 20)
        row.addWidget(part)
    assert row.heightForWidth(640) == 20
    assert row.heightForWidth(320) == 46
    row.setGeometry(QRect(0, 0, 320, 46))
    assert [part.pos() for part in parts[2:4]] == [QPoint(212, 0), QPoint(0, 26)]


def test_a_button_that_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    box = QLabel()
    qtbot.addWidget(box)
    row = FlowLayout(box, 6)
    for shown in (True, False, True):
        part = QLabel("部分", box)
        part.setFixedSize(100, 20)
        part.setVisible(shown)
        row.addWidget(part)
    assert row.heightForWidth(206) == 20


def test_the_dialogs_of_qt_speak_chinese(qtbot: QtBot, tmp_path: object) -> None:
    files = QFileDialog(None, "导入", str(tmp_path))
    files.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(files)
    words = [label.text() for label in files.findChildren(QLabel) if label.text()]
    assert [word for word in words if word.isascii()] == []
    asked = QMessageBox(QMessageBox.Icon.Question, "问", "要吗", QMessageBox.StandardButton.Yes)
    asked.addButton(QMessageBox.StandardButton.No)
    qtbot.addWidget(asked)
    buttons = asked.buttons()
    assert {button.text()[0] for button in buttons} == {"是", "否"}
    assert all(button.icon().isNull() for button in buttons)
