"""Photos of a line: pasted or chosen, kept in the office's folder at once."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QMimeData
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from safety_desk import clock
from safety_desk.db import attachments
from safety_desk.errors import Refusal
from safety_desk.ui.files_editor import files_of

Kept = tuple[tuple[str, ...], str]
"""The references of what was kept, and why the rest was not."""


def chosen(folder: Path, parent: QWidget, had: tuple[str, ...]) -> Kept:
    """Ask for photos and keep them."""
    paths, _ = QFileDialog.getOpenFileNames(
        parent, "选照片", "", "照片 (*.jpg *.jpeg *.png *.bmp *.webp *.heic);;全部文件 (*)"
    )
    return _kept([lambda path=path: attachments.keep(folder, Path(path)) for path in paths], had)  # type: ignore[misc]


def pasted(folder: Path, had: tuple[str, ...]) -> Kept:
    """Keep what was copied: files, or a picture that is no file yet."""
    mime = QGuiApplication.clipboard().mimeData()
    if mime is None or not (mime.hasImage() or files_of(mime)):
        return had, "剪贴板里没有图片或文件。先截图，或在资源管理器里复制照片，再按 Ctrl+V"
    if paths := files_of(mime):
        return _kept([lambda path=path: attachments.keep(folder, path) for path in paths], had)  # type: ignore[misc]
    return _kept([lambda: _picture(folder, mime)], had)


def _picture(folder: Path, mime: QMimeData) -> str:
    buffer, image = QBuffer(), QImage(mime.imageData())
    if image.isNull() or not image.save(buffer, "PNG"):
        raise Refusal("剪贴板里的图片读不出来，没有添加。请另存成文件再选")
    name = f"现场照片_{clock.now():%Y%m%d_%H%M%S}.png"
    return attachments.keep_content(folder, bytes(buffer.data().data()), name)


def _kept(keepers: list[Callable[[], str]], had: tuple[str, ...]) -> Kept:
    kept, told = list(had), []
    for keep in keepers:
        try:
            reference = keep()
        except Refusal as why:
            told.append(str(why))
            continue
        if all(reference.partition(":")[0] != one.partition(":")[0] for one in kept):
            kept.append(reference)
    return tuple(kept), "；".join(told)
