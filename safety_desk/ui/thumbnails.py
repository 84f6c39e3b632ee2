"""Pictures read upright and no larger than they are shown: a photo of twelve megapixels costs what its thumbnail does."""

from pathlib import Path

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPainter, QPixmap, QPixmapCache

_KEEP = Qt.AspectRatioMode.KeepAspectRatio
PICTURES = ("jpeg", "jpg", "png", "bmp", "gif", "webp", "tiff", "tif", "ico")
"""What is shown as a picture, told by the content and not by the name."""


def _reader(path: Path) -> QImageReader:
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    return reader


def is_picture(path: Path) -> bool:
    """Whether a file can be shown as a picture; reads its head only."""
    reader = _reader(path)
    return reader.canRead() and bytes(reader.format().data()).decode() in PICTURES


def read_picture(path: Path, room: QSize) -> QImage:
    """A picture as the camera held it, scaled down into so many device pixels; null where it cannot be read."""
    reader = _reader(path)
    size = reader.size()
    if not reader.canRead() or not size.isValid():
        return QImage()
    turned = bool(reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90)
    space = room.transposed() if turned else room
    if size.width() > space.width() or size.height() > space.height():
        reader.setScaledSize(size.scaled(space, _KEEP).expandedTo(QSize(1, 1)))
    return reader.read()


def thumbnail(path: Path, size: QSize, ratio: float) -> QPixmap | None:
    """A small picture of a file for a screen with so many device pixels to a logical one; None for what is none.

    The content of a path never changes, as it is its name: what was read once is kept as long as there is room.
    """
    key = f"{path.name} {size.width()} {size.height()} {ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    image = read_picture(path, size * ratio) if is_picture(path) else QImage()
    if image.isNull():
        return None
    drawn = QPixmap.fromImage(image)
    drawn.setDevicePixelRatio(ratio)
    QPixmapCache.insert(key, drawn)
    return drawn


def framed(path: Path, size: QSize) -> QImage:
    """A picture in the middle of a white sheet of that size, for paper; the sheet is empty where it cannot be read."""
    sheet = QImage(size, QImage.Format.Format_RGB32)
    sheet.fill(Qt.GlobalColor.white)
    picture = read_picture(path, size)
    if not picture.isNull():
        painter = QPainter(sheet)
        painter.drawImage((size.width() - picture.width()) // 2, (size.height() - picture.height()) // 2, picture)
        painter.end()
    return sheet
