"""Pictures for tests: quarters of known colours, and one as a phone writes it, lying on its side with a note to turn it."""

from pathlib import Path

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

QUARTERS = ("#ff0000", "#00ff00", "#0000ff", "#ffffff")
"""Upper left, upper right, lower left, lower right."""
_TURN_RIGHT = b"\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06\x00\x00"


def quartered(width: int, height: int) -> QImage:
    """A picture of four quarters."""
    image = QImage(width, height, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    for n, colour in enumerate(QUARTERS):
        corner = QRect(n % 2 * width // 2, n // 2 * height // 2, (width + 1) // 2, (height + 1) // 2)
        painter.fillRect(corner, QColor(colour))
    painter.end()
    return image


def phone_photo(path: Path, width: int, height: int) -> Path:
    """A JPEG that stands upright only when its EXIF note (turn a quarter to the right) is heeded."""
    assert quartered(width, height).save(str(path), "JPEG", 95)
    written = path.read_bytes()
    note = b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + _TURN_RIGHT + bytes(4)
    path.write_bytes(written[:2] + b"\xff\xe1" + (len(note) + 2).to_bytes(2, "big") + note + written[2:])
    return path
