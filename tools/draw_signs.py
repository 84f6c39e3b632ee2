"""Draws the safety signs of 安全风险告知卡 into resources/papers/signs: `python tools/draw_signs.py`.

Our own simple pictures in the shapes and colours of the four kinds of sign (domain §3.7, GB 2894: 警告 a yellow
triangle, 禁止 a red ring, 指令 a blue disc, 提示 a green square; fire equipment a red one). A sign without a picture that
could be drawn decently shows its words in its shape. PNG, because a paper is also written as Word, which knows no SVG.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from safety_desk.ledgers.papers.signs import SIGNS, Sign
from safety_desk.paths import resources

SIZE = 480
"""Dots; a sign stands 18 mm wide on paper."""
YELLOW, RED, BLUE, GREEN = "#FFD100", "#C8102E", "#005EB8", "#009A44"


def man(head: str, *limbs: str, width: float = 6) -> str:
    """A stick figure: where the head is, and lines."""
    x, y = head.split(",")
    lines = "".join(f'<path d="{limb}"/>' for limb in limbs)
    return (
        f'<circle cx="{x}" cy="{y}" r="5.5" fill="INK"/>'
        f'<g fill="none" stroke="INK" stroke-width="{width}" stroke-linecap="round" stroke-linejoin="round">{lines}</g>'
    )


def gear(x: float, y: float, r: float) -> str:
    """A toothed wheel."""
    tooth = 2 * 3.14159 * (r + 2) / 16
    return (
        f'<circle cx="{x}" cy="{y}" r="{r}" fill="INK"/>'
        f'<circle cx="{x}" cy="{y}" r="{r + 2}" fill="none" stroke="INK" stroke-width="5" stroke-dasharray="{tooth}"/>'
        f'<circle cx="{x}" cy="{y}" r="{r * 0.4}" fill="GROUND"/>'
    )


def words(*rows: str, size: float = 22) -> str:
    """The words of a sign that has no picture."""
    top = 50 - size * (len(rows) - 1) * 0.6 + size * 0.36
    return "".join(
        f'<text x="50" y="{top + n * size * 1.2}" text-anchor="middle" font-size="{size}" font-weight="bold" '
        f'font-family="SimHei, Noto Sans CJK SC" fill="INK">{row}</text>'
        for n, row in enumerate(rows)
    )


FLAME = "M50 34 C52 44 62 48 63 60 C66 57 66 54 65 50 C74 64 70 81 50 81 C30 81 29 64 37 53 C38 59 40 62 44 62 C41 51 43 43 50 34Z"
BURST = "50,40 54,50 64,44 60,55 73,56 63,63 72,73 60,70 60,81 51,73 42,82 41,70 28,73 38,64 28,55 40,55 37,44 46,50"
HAND = (
    '<g fill="none" stroke="INK" stroke-linecap="round"><path d="M38 56 V34 M46 52 V27 M54 52 V27 M62 55 V32" stroke-width="6.6"/>'
    '<path d="M70 60 L76 47" stroke-width="7"/></g>'
    '<path d="M34.7 53 H65.5 L69 58 Q76 50 77 52 L68 72 Q64 80 52 80 Q35 80 34.7 62Z" fill="INK"/>'
)
HEAD = '<path d="M36 46 V62 Q36 80 50 80 Q64 80 64 62 V46Z" fill="INK"/>'

PICTURES = {
    "shock": '<polygon points="55,30 37,60 49,60 41,84 65,52 53,52 61,30" fill="INK"/>',
    "fire": f'<path d="{FLAME}" fill="INK"/>',
    "explosion": f'<polygon points="{BURST}" fill="INK"/>',
    "dust": f'<g transform="translate(0,2)"><polygon points="{BURST}" fill="INK" transform="translate(14,19) scale(.72)"/>'
    + "".join(
        f'<circle cx="{x}" cy="{y}" r="2" fill="INK"/>'
        for x, y in ((50, 34), (44, 40), (56, 40), (24, 78), (31, 80), (70, 80), (77, 78), (28, 68), (72, 68), (50, 42))
    )
    + "</g>",
    "machine": gear(39, 68, 9) + gear(62, 59, 8) + '<path d="M28 48 L52 46 Q58 46 56 50 L40 56Z" fill="INK"/>',
    "fall": '<path d="M18 56 H38 V82 H18Z" fill="INK"/>'
    + man("57,46", "M52 52 L45 66", "M52 54 L64 60", "M51 55 L42 48", "M45 66 L38 50", "M45 66 L56 74", width=5),
    "falling_object": '<path d="M30 74 Q30 63 50 63 Q70 63 70 74 V82 H30Z" fill="INK"/><circle cx="50" cy="56" r="7" fill="INK"/>'
    '<path d="M44 30 L53 28 L55 37 L46 39Z M37 41 L43 38 L46 44 L40 47Z M58 41 L64 40 L65 46 L59 47Z" fill="INK"/>',
    "poison": '<path d="M36 52 Q36 37 50 37 Q64 37 64 52 Q64 59 58 61 V67 H42 V61 Q36 59 36 52Z" fill="INK"/>'
    '<circle cx="44.5" cy="52" r="4" fill="GROUND"/><circle cx="55.5" cy="52" r="4" fill="GROUND"/>'
    '<path d="M50 56 L47.5 61 H52.5Z" fill="GROUND"/>'
    '<path d="M30 69 L70 82 M70 69 L30 82" stroke="INK" stroke-width="4.6" stroke-linecap="round"/>',
    "no_oxygen": '<text x="50" y="64" text-anchor="middle" font-size="26" font-weight="bold" font-family="Arial, Noto Sans" fill="INK">O'
    '<tspan font-size="15" dy="4">2</tspan></text><path d="M46 68 H54 V74 H60 L50 84 L40 74 H46Z" fill="INK"/>',
    "hot": '<g fill="none" stroke="INK" stroke-width="5" stroke-linecap="round">'
    + "".join(f'<path d="M{x} 70 q-6 -7 0 -13 q6 -6 0 -13"/>' for x in (38, 50, 62))
    + '</g><rect x="24" y="75" width="52" height="7" fill="INK"/>',
    "lifting": '<path d="M50 30 V40" stroke="INK" stroke-width="4"/><path d="M50 40 q6 0 6 5 q0 5 -6 5 q-5 0 -6 -4" fill="none" stroke="INK" '
    'stroke-width="4" stroke-linecap="round"/><path d="M50 50 L30 64 M50 50 L70 64" stroke="INK" stroke-width="3"/>'
    '<rect x="28" y="64" width="44" height="18" fill="INK"/>',
    "vehicle": '<path d="M24 56 H54 V74 H24Z M56 60 H66 L74 68 V74 H56Z" fill="INK"/><circle cx="35" cy="77" r="6" fill="INK"/>'
    '<circle cx="64" cy="77" r="6" fill="INK"/><circle cx="35" cy="77" r="2.2" fill="GROUND"/><circle cx="64" cy="77" r="2.2" fill="GROUND"/>',
    "water": man("54,42", "M51 49 L45 60", "M50 51 L61 52", "M50 52 L41 46", "M45 60 L36 56", "M45 60 L40 68", width=5)
    + '<g fill="none" stroke="INK" stroke-width="4.6"><path d="M22 75 q7 -7 14 0 t14 0 t14 0 t14 0"/>'
    '<path d="M20 83 q7.5 -7 15 0 t15 0 t15 0 t15 0"/></g>',
    "collapse": '<path d="M18 82 L44 40 L50 46 L47 54 L54 60 L50 68 L58 74 L57 82Z" fill="INK"/>'
    '<path d="M58 48 L65 46 L67 53 L60 55Z M64 62 L73 59 L76 68 L67 70Z M56 59 L61 58 L62 63 L57 64Z M64 75 L71 74 L72 82 H65Z" fill="INK"/>',
    "caution": '<path d="M44.5 33 H55.5 L53 64 H47Z" fill="INK"/><circle cx="50" cy="75" r="6" fill="INK"/>',
    "no_touch": HAND,
    "no_fire": '<path d="M22 66 L62 60" stroke="INK" stroke-width="6" stroke-linecap="round"/>'
    f'<path d="{FLAME}" fill="INK" transform="translate(33,12) scale(.72)"/>',
    "no_switch": '<g stroke="INK" stroke-linecap="round" fill="INK"><path d="M50 20 V36 M50 66 V82" stroke-width="6"/>'
    '<circle cx="50" cy="38" r="5"/><circle cx="50" cy="64" r="5"/><path d="M50 64 L70 38" stroke-width="6"/><circle cx="72" cy="35" r="5"/></g>',
    "no_throwing": man("46,28", "M46 37 V56", "M46 40 L58 34 L63 26", "M46 41 L36 50", "M46 56 L37 76", "M46 56 L55 76")
    + '<rect x="66" y="20" width="10" height="10" fill="INK" transform="rotate(20 71 25)"/>',
    "no_entry": man("46,27", "M46 36 L45 55", "M46 39 L58 48", "M46 40 L35 50", "M45 55 L56 64 L56 78", "M45 55 L40 66 L32 77")
    + '<path d="M70 24 V78" stroke="INK" stroke-width="5"/>',
    "no_staying": man("50,26", "M50 36 V56", "M50 38 L37 46 L42 56", "M50 38 L63 46 L58 56", "M50 56 L43 79", "M50 56 L57 79"),
    "speed": words("限速", size=30),
    "shoes": '<path d="M34 22 H54 V52 Q72 56 78 62 Q80 65 80 70 H34Z" fill="INK"/><rect x="34" y="73" width="47" height="6" fill="INK"/>'
    '<polygon points="46,28 37,44 43,44 39,57 51,40 45,40 50,28" fill="GROUND"/>',
    "gloves": '<g transform="translate(0,-6)">' + HAND + '</g><rect x="37" y="77" width="28" height="8" fill="INK"/>',
    "cap": HEAD + '<path d="M32 47 Q32 22 50 22 Q68 22 68 47Z" fill="INK"/><path d="M30 48.5 H70" stroke="GROUND" stroke-width="3"/>',
    "harness": '<circle cx="50" cy="24" r="8" fill="INK"/><path d="M32 38 Q50 30 68 38 L66 80 H34Z" fill="INK"/>'
    '<path d="M40 35 L46 56 L42 80 M60 35 L54 56 L58 80 M34 57 H66" stroke="GROUND" stroke-width="4" fill="none"/>'
    '<path d="M66 57 Q82 54 80 20" stroke="INK" stroke-width="4" fill="none"/>',
    "helmet": HEAD + '<path d="M30 44 Q30 18 50 18 Q70 18 70 44Z" fill="INK"/><path d="M24 43 H76 V48 H24Z" fill="INK"/>'
    '<path d="M26 50.5 H74" stroke="GROUND" stroke-width="3"/><path d="M44 24 V40 M56 24 V40" stroke="GROUND" stroke-width="2.6"/>',
    "gas_mask": '<path d="M29 50 Q29 17 50 17 Q71 17 71 50 Q71 70 50 74 Q29 70 29 50Z" fill="INK"/><rect x="35" y="32" width="30" height="17" rx="7" '
    'fill="GROUND"/><circle cx="50" cy="66" r="12" fill="INK"/><circle cx="50" cy="66" r="8.6" fill="none" stroke="GROUND" stroke-width="2.6"/>'
    '<circle cx="29" cy="70" r="10" fill="INK"/><circle cx="71" cy="70" r="10" fill="INK"/><path d="M23 70 H35 M65 70 H77 M46 66 H54" '
    'stroke="GROUND" stroke-width="2.6"/>',
    "ventilate": words("先通风", "后检测"),
    "dedust": words("必须", "除尘", size=25),
    "exit": '<path d="M56 16 H84 V84 H56 V76 M56 24 V16" fill="none" stroke="INK" stroke-width="5"/>'
    + man("50,28", "M47 36 L42 52", "M47 38 L60 44", "M46 39 L34 44 L30 52", "M42 52 L54 60 L52 74", "M42 52 L36 64 L24 66")
    + '<path d="M10 80 H32 M24 73 L33 80 L24 87" fill="none" stroke="INK" stroke-width="5"/>',
    "extinguisher": '<path d="M52 36 Q52 28 60 28 Q68 28 68 36 V84 H52Z" fill="INK"/><path d="M60 28 V20 H74 M60 22 Q44 20 44 40 V54" fill="none" '
    f'stroke="INK" stroke-width="4"/><path d="{FLAME}" fill="INK" transform="translate(-3,24) scale(.68)"/>',
}  # fmt: skip

SHAPES = {
    "警告": (f'<path d="M50 9 L94 87 H6Z" fill="{YELLOW}" stroke="black" stroke-width="6" stroke-linejoin="round"/>', "black", YELLOW, ""),
    "禁止": (
        f'<circle cx="50" cy="50" r="43" fill="white" stroke="{RED}" stroke-width="9"/>', "black", "white",
        f'<path d="M20 20 L80 80" stroke="{RED}" stroke-width="8"/>',
    ),
    "限制": (f'<circle cx="50" cy="50" r="43" fill="white" stroke="{RED}" stroke-width="9"/>', "black", "white", ""),
    "指令": (f'<circle cx="50" cy="50" r="47" fill="{BLUE}"/>', "white", BLUE, ""),
    "提示": (f'<rect x="3" y="3" width="94" height="94" rx="4" fill="{GREEN}"/>', "white", GREEN, ""),
    "消防": (f'<rect x="3" y="3" width="94" height="94" rx="4" fill="{RED}"/>', "white", RED, ""),
}  # fmt: skip


def drawn(sign: Sign) -> QImage:
    """The sign as a picture."""
    shape = {"speed": "限制", "extinguisher": "消防"}.get(sign.picture, sign.kind)
    frame, ink, ground, over = SHAPES[shape]
    picture = PICTURES[sign.picture].replace("INK", ink).replace("GROUND", ground)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">{frame}{picture}{over}</svg>'
    image = QImage(SIZE, SIZE, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    return image.convertToFormat(
        QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
    )


def main() -> None:
    """Draw them all."""
    app = QGuiApplication([])
    folder = resources() / "papers" / "signs"
    folder.mkdir(exist_ok=True)
    for sign in SIGNS:
        drawn(sign).save(str(folder / f"{sign.picture}.whole.png"))
    del app


if __name__ == "__main__":
    main()
