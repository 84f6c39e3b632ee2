"""How the window looks: tokens, and from them palette, style sheet and fonts (look.md of the plan: calm, dense, honest)."""

from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from safety_desk.paths import resources
from safety_desk.value import Value

FACES = ("Microsoft YaHei UI", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "WenQuanYi Micro Hei", "SimSun")
ERROR = "#B42318"
INK = "#1B1F24"


class Tokens(Value):
    """The colours of one theme. Risk colours are not among them: these belong to risk alone."""

    ground: str
    panel: str
    raised: str
    edge: str
    line: str
    text: str
    secondary: str
    accent: str
    on_accent: str
    selection: str
    hover: str
    error: str
    doubt: str


LIGHT = Tokens(
    "#F6F7F8", "#FFFFFF", "#FFFFFF", "#BCC3CA", "#E2E5E9", "#1B1F24", "#57606A", "#0B6E69", "#FFFFFF", "#D9ECEA", "#EEF1F3", ERROR,
    "#7A5AF8",
)  # fmt: skip
DARK = Tokens(
    "#16191D", "#1E2227", "#252A30", "#4A525B", "#30363D", "#E6E8EB", "#9AA4AE", "#4DB6AC", "#0F1214", "#1F3B3A", "#272C33", "#FF8A80",
    "#B3A3FF",
)  # fmt: skip


class Look:
    """What the person chose: theme, size of type in points (9 to 13), roomy rows or compact ones."""

    def __init__(self, dark: bool = False, points: int = 9, roomy: bool = False) -> None:
        self.dark, self.points, self.roomy = dark, points, roomy

    @property
    def tokens(self) -> Tokens:
        """The colours."""
        return DARK if self.dark else LIGHT

    @property
    def row_height(self) -> int:
        """Of a table, in logical pixels."""
        return (34 if self.roomy else 28) + 2 * (self.points - 9)


LOOK = Look()
"""The look in force; changed by `apply`."""


@lru_cache(maxsize=1)
def face() -> str:
    """The first of our faces that this machine has."""
    return next(filter(QFontDatabase.hasFamily, FACES), QGuiApplication.font().family())


def font(points: float = 0, strong: bool = False) -> QFont:
    """The window's font, in the chosen size or that many points above 9."""
    made = QFont(face())
    made.setPointSizeF(LOOK.points + (points - 9 if points else 0))
    made.setWeight(QFont.Weight.DemiBold if strong else QFont.Weight.Normal)
    return made


def apply(app: QApplication, look: Look) -> None:
    """Put a look into force everywhere."""
    LOOK.dark, LOOK.points, LOOK.roomy = look.dark, look.points, look.roomy
    app.setPalette(_palette(LOOK.tokens))
    sheet = (resources() / "style" / "window.qss").read_text(encoding="utf-8")
    for name, colour in vars(LOOK.tokens).items():
        sheet = sheet.replace(f"@{name};", f"{colour};").replace(f"@{name} ", f"{colour} ")
    app.setStyleSheet(sheet.replace("@icons", (resources() / "icons").as_posix()))
    app.setFont(font())  # last: with a style sheet Windows' own fonts for tables, menus and tips come back


def _palette(t: Tokens) -> QPalette:
    roles = {
        QPalette.ColorRole.Window: t.ground,
        QPalette.ColorRole.Base: t.panel,
        QPalette.ColorRole.AlternateBase: t.ground,
        QPalette.ColorRole.Button: t.panel,
        QPalette.ColorRole.Text: t.text,
        QPalette.ColorRole.WindowText: t.text,
        QPalette.ColorRole.ButtonText: t.text,
        QPalette.ColorRole.PlaceholderText: t.secondary,
        QPalette.ColorRole.Highlight: t.selection,
        QPalette.ColorRole.HighlightedText: t.text,
        QPalette.ColorRole.ToolTipBase: t.raised,
        QPalette.ColorRole.ToolTipText: t.text,
        QPalette.ColorRole.Link: t.accent,
        QPalette.ColorRole.Mid: t.line,
        QPalette.ColorRole.Dark: t.line,
        QPalette.ColorRole.Light: t.panel,
        QPalette.ColorRole.Accent: t.accent,
    }
    palette = QPalette()
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(t.secondary))
    return palette


def chip_colours(colour: str) -> tuple[str, str]:
    """The ground and the ink of a chip in a colour, at 4.5 : 1 (look.md of the plan: dark on yellow and orange, white
    on red and blue). Where white does not reach that on the colour itself, the ground is deepened as far as it needs.
    """
    if _luminance(colour) > 0.36:
        return colour, INK
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    for share in range(100, 0, -1):
        deep = f"#{red * share // 100:02X}{green * share // 100:02X}{blue * share // 100:02X}"
        if 1.05 / (_luminance(deep) + 0.05) >= 4.5:
            return deep, "#FFFFFF"
    raise AssertionError("white is read on black")


def _luminance(colour: str) -> float:
    """How light a colour is, 0 to 1, as WCAG 2 counts contrast."""
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def icon_size() -> QSize:
    """Of icons in buttons, in logical pixels."""
    side = 16 + 2 * (LOOK.points - 9)
    return QSize(side, side)


def system_is_dark() -> bool:
    """Whether the person's Windows is set to dark."""
    return QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
