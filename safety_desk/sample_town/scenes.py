"""What the invented photos of the sample town show: a few places, each as it was found and as it was mended, and work."""

from collections.abc import Callable

from safety_desk.sample_town.canvas import HEIGHT, WIDTH, Canvas
from safety_desk.sample_town.chance import Chance

_DARK, _STEEL, _RED, _YELLOW, _GREEN, _SKIN = "#3A3F45", "#9AA3AB", "#C63D2F", "#F0B429", "#2E8B57", "#E3B48C"
_WALLS = (("#D9D4C7", "#A79F8C"), ("#CFD8DC", "#90A4AE"), ("#E2DCCB", "#8D8271"), ("#C9D3CC", "#94A099"))
_CLOTHES = ("#34495E", "#7B4B3A", "#4A6A50", "#5D5D6B", "#8A6D3B")


def photo(scene: str, mended: bool, taken: str, place: str) -> bytes:
    """A photo of a scene at a moment ("2026-11-23 10:00"), as PNG; one place looks the same before and after."""
    chance = Chance(f"{scene} {place}")
    wall, floor = chance.choice(_WALLS)
    sheet = Canvas(wall)
    edge = HEIGHT * 0.64
    sheet.box(0, edge, WIDTH, HEIGHT - edge, floor)
    sheet.line([(0, edge), (WIDTH, edge)], 3, "#6F6A60")
    sheet.box(0, 0, WIDTH, 26, "#B8B2A4")
    SCENES[scene](sheet, chance, mended)
    sheet.stamp(taken)
    return sheet.png()


def _switch_box(sheet: Canvas, chance: Chance, mended: bool) -> None:
    x = 150 + chance.randint(-20, 40)
    sheet.frame(x, 70, 130, 170, "#B7BEC4" if mended else "#4E555C", _DARK)
    if mended:
        sheet.area([(x + 65, 100), (x + 90, 145), (x + 40, 145)], _YELLOW)
        sheet.line([(x + 66, 112), (x + 60, 128), (x + 70, 128), (x + 64, 140)], 3, _DARK)
        sheet.box(x + 112, 145, 8, 26, _DARK)
        sheet.frame(x + 35, 165, 60, 40, "#F7F7F2", _DARK)
    else:
        for row in range(3):
            for n in range(5):
                sheet.frame(x + 12 + n * 22, 84 + row * 34, 17, 24, "#E8E8E4", "#222629")
        sheet.area([(x + 130, 70), (x + 210, 52), (x + 214, 250), (x + 130, 240)], _STEEL)
        for n, colour in enumerate((_RED, "#2B6CB0", _YELLOW, "#222629")):
            side = chance.randint(-50, 30)
            sheet.line([(x + 20 + n * 26, 178), (x + side + n * 22, 260), (x + 40 + side + n * 30, 330)], 4, colour)
        sheet.frame(x - 90, 250, 90, 70, "#B08D57", "#7A5F36")
        sheet.frame(x - 70, 200, 70, 50, "#BF9B63", "#7A5F36")


def _extinguishers(sheet: Canvas, chance: Chance, mended: bool) -> None:
    x = 190 + chance.randint(-30, 30)
    sheet.frame(x - 10, 60, 120, 60, "#F5F5F0", _RED)
    sheet.box(x + 12, 78, 76, 8, _RED)
    sheet.box(x + 12, 96, 54, 6, _RED)
    for n in range(2 if mended else 1):
        left = x + n * 60
        sheet.box(left, 160, 36, 105, _RED)
        sheet.disc(left + 18, 160, 18, _RED)
        sheet.box(left + 12, 132, 12, 14, _DARK)
        sheet.line([(left + 24, 138), (left + 44, 160), (left + 42, 225)], 4, _DARK)
        sheet.disc(left + 18, 184, 11, "#F7F7F2")
        sheet.disc(left + 18, 184, 6, _GREEN if mended else _DARK)
        sheet.box(left + 6, 205, 24, 34, "#F7F7F2")
    if not mended:
        for n in range(4):
            sheet.frame(x + 24 + n % 2 * 92, 266 - n // 2 * 62, 88, 60, "#B08D57", "#7A5F36")


def _corridor(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.area([(0, HEIGHT), (170, 200), (310, 200), (WIDTH, HEIGHT)], "#8D99A6")
    sheet.frame(170, 70, 140, 132, "#6E7B86" if mended else "#59636C", _DARK)
    sheet.line([(240, 72), (240, 200)], 3, _DARK)
    sheet.frame(200, 36, 80, 26, _GREEN, "#1E5C3A")
    sheet.area([(212, 49), (228, 40), (228, 58)], "#F5F5F0")
    sheet.box(228, 46, 34, 6, "#F5F5F0")
    if mended:
        sheet.line([(60, 340), (190, 205)], 5, _YELLOW)
        sheet.line([(420, 340), (290, 205)], 5, _YELLOW)
        return
    for n in range(7):
        side = 58 + chance.randint(0, 20)
        left, top = 120 + n % 4 * 64 + chance.randint(-8, 8), 300 - n // 4 * 62
        sheet.frame(left, top - side / 2, side, side, chance.choice(("#B08D57", "#C4A26B", "#A27F4B")), "#6F552E")
        sheet.line([(left + side / 2, top - side / 2), (left + side / 2, top + side / 2)], 3, "#E5D3A8")


def _machine(sheet: Canvas, chance: Chance, mended: bool) -> None:
    body = chance.choice(("#3F7F6B", "#4A6FA5", "#6B7F3F"))
    sheet.frame(90, 150, 230, 120, body, _DARK)
    sheet.frame(110, 110, 110, 44, body, _DARK)
    sheet.box(100, 270, 26, 50, _DARK)
    sheet.box(284, 270, 26, 50, _DARK)
    sheet.disc(130, 132, 9, _RED)
    sheet.disc(160, 132, 9, _GREEN)
    sheet.disc(345, 190, 46, _STEEL)
    sheet.disc(345, 190, 12, _DARK)
    sheet.disc(290, 128, 24, _STEEL)
    sheet.line([(278, 108), (318, 156)], 6, _DARK)
    sheet.line([(310, 118), (382, 166)], 6, _DARK)
    if mended:
        sheet.area([(258, 96), (318, 96), (404, 180), (404, 246), (300, 246), (258, 160)], _YELLOW)
        for n in range(5):
            sheet.line([(286 + n * 22, 130 + n * 18), (286 + n * 22, 220)], 4, "#9C6F00")


def _edge(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.area([(110, 350), (160, 230), (380, 230), (440, 350)], "#22272B")
    sheet.area([(160, 230), (380, 230), (384, 250), (156, 250)], "#5B636A")
    if mended:
        for x, y, u in ((110, 350, 110), (160, 230, 160), (270, 230, 270), (380, 230, 380), (440, 350, 440)):
            sheet.line([(x, y), (u, y - 92)], 7, _YELLOW)
        for up in (88, 46):
            sheet.line([(110, 350 - up), (160, 230 - up), (380, 230 - up), (440, 350 - up)], 6, _YELLOW)
        sheet.area([(270, 60), (300, 112), (240, 112)], _YELLOW)
        sheet.box(267, 78, 6, 18, _DARK)
        sheet.box(267, 100, 6, 6, _DARK)
    else:
        sheet.line([(160, 230), (170, 170)], 7, "#8A6D3B")
        sheet.line([(170, 172), (230, 214)], 5, "#8A6D3B")


def _cylinders(sheet: Canvas, chance: Chance, mended: bool) -> None:
    colours = ("#5FA8D3", "#5FA8D3", "#F5F5F0") if mended else ("#5FA8D3", "#F5F5F0", "#5FA8D3")
    for n, colour in enumerate(colours):
        x = 130 + n * 62 + (70 if mended and n == 2 else 0)
        lean = 0 if mended else chance.randint(-26, 26)
        sheet.area([(x, 320), (x + lean, 150), (x + 44 + lean, 150), (x + 44, 320)], colour)
        sheet.disc(x + 22 + lean, 150, 22, colour)
        sheet.box(x + 15 + lean, 110, 14, 22, _DARK)
    if mended:
        sheet.line([(110, 210), (260, 210)], 5, _DARK)
        sheet.line([(300, 210), (400, 210)], 5, _DARK)
        sheet.box(280, 90, 10, 240, "#7A7F84")


def _board(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.frame(70, 60, 340, 170, "#2F6F8F", "#1D4356")
    for n in range(4):
        x = 90 + n * 80
        if mended or chance.maybe(0.25):
            sheet.frame(x, 84, 66, 124, "#F7F7F2", "#B9B9B0")
            for line in range(6):
                sheet.box(x + 8, 108 + line * 15, chance.randint(28, 50), 4, "#8A8F94")
            sheet.box(x + 8, 92, 50, 8, (_RED, _YELLOW, "#2B6CB0", _GREEN)[n])


def _person(sheet: Canvas, x: float, y: float, size: float, coat: str, head: str) -> None:
    """Somebody standing, feet at (x, y), with a helmet or hair of that colour."""
    sheet.box(x - 0.13 * size, y - 0.45 * size, 0.11 * size, 0.45 * size, _DARK)
    sheet.box(x + 0.02 * size, y - 0.45 * size, 0.11 * size, 0.45 * size, _DARK)
    sheet.box(x - 0.18 * size, y - 0.82 * size, 0.36 * size, 0.42 * size, coat)
    sheet.disc(x, y - 0.92 * size, 0.1 * size, head)
    sheet.disc(x, y - 0.88 * size, 0.08 * size, _SKIN)


def _visit(sheet: Canvas, chance: Chance, mended: bool) -> None:
    _machine(sheet, chance, mended)
    for n in range(chance.randint(2, 3)):
        _person(sheet, 90 + n * 95 + chance.randint(-12, 12), 345, 190, "#F28C28", chance.choice((_YELLOW, "#F5F5F0")))


def _drill(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.box(0, 0, WIDTH, 200, "#BBD6E8")
    sheet.frame(270, 70, 190, 160, "#D9D4C7", "#8D8271")
    for n in range(4):
        sheet.frame(284 + n * 44, 96, 30, 40, "#5E7E93", _DARK)
    for n in range(6):
        sheet.disc(330 + chance.randint(-40, 50), 70 - n * 10, 18 + 3 * n, ("#8E9499", "#A5ABB0")[n % 2])
    sheet.area([(330, 228), (345, 170), (356, 200), (368, 160), (388, 228)], "#F0802B")
    for n in range(4):
        _person(sheet, 60 + n * 52, 340 - n % 2 * 14, 140, "#24496B", _RED)
    sheet.line([(90, 280), (200, 262), (330, 215)], 6, "#F5F5F0")


def _lesson(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.frame(130, 44, 220, 120, "#F7F7F2", _DARK)
    sheet.box(150, 62, 120, 12, _RED)
    for n in range(4):
        sheet.box(150, 88 + n * 16, chance.randint(90, 180), 6, "#8A8F94")
    _person(sheet, 396, 236, 130, "#34495E", _DARK)
    for row in range(3):
        for n in range(6 + row):
            x, y = 40 + n * (400 / (5 + row)), 236 + row * 46
            sheet.disc(x, y - 18, 15 + row, _DARK)
            sheet.box(x - 22 - row, y - 6, 44 + 2 * row, 50, chance.choice(_CLOTHES))


def _stall(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.box(0, 0, WIDTH, 200, "#BBD6E8")
    sheet.area([(90, 130), (240, 60), (390, 130)], _RED)
    sheet.box(100, 130, 8, 170, _STEEL)
    sheet.box(372, 130, 8, 170, _STEEL)
    sheet.box(100, 140, 280, 34, _RED)
    for n in range(9):
        sheet.box(118 + n * 28, 149, 18, 16, _YELLOW)
    sheet.frame(120, 236, 240, 70, "#2F6F8F", "#1D4356")
    for n in range(3):
        sheet.frame(140 + n * 70, 226, 44, 12, "#F7F7F2", _STEEL)
    for n in range(5):
        _person(sheet, 50 + n * 92 + chance.randint(-14, 14), 350, 140, chance.choice(_CLOTHES), _DARK)


def _street(sheet: Canvas, chance: Chance, mended: bool) -> None:
    sheet.box(0, 0, WIDTH, 230, "#BBD6E8")
    for n in range(3):
        x = n * 165 - 10
        sheet.frame(x, 80, 158, 150, chance.choice(("#E2DCCB", "#D9C7B0", "#CFD8DC")), "#8D8271")
        sheet.frame(x + 26, 150, 106, 80, "#6E7B86", _DARK)
        sheet.box(x + 10, 112, 138, 26, chance.choice((_RED, "#2B6CB0", _GREEN, _YELLOW)))
    sheet.line([(0, 300), (WIDTH, 300)], 4, "#F5F5F0")
    _person(sheet, 210 + chance.randint(-60, 60), 340, 150, "#F28C28", _YELLOW)


SCENES: dict[str, Callable[[Canvas, Chance, bool], None]] = {
    "配电箱": _switch_box,
    "灭火器": _extinguishers,
    "通道": _corridor,
    "设备": _machine,
    "坑边": _edge,
    "气瓶": _cylinders,
    "公示栏": _board,
    "检查": _visit,
    "演练": _drill,
    "培训": _lesson,
    "宣传": _stall,
    "巡查": _street,
}
