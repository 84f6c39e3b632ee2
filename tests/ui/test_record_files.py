"""Pictures are read upright and small; a card shows what was before next to what is after; the viewer goes through them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hands import press
from photos import phone_photo, quartered
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import HIDDEN_DANGERS
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ui.page import LedgerPage
from safety_desk.ui.picture_viewer import PictureViewer
from safety_desk.ui.record_files import CardTiles
from safety_desk.ui.thumbnails import is_picture, read_picture, thumbnail


def kept(store: Store, image: QImage, path: Path) -> str:
    image.save(str(path))
    return attachments.keep(store.attachments, path)


def corner_colours(image: QImage) -> list[str]:
    """What stands in the four corners, by its strongest part."""
    right, low = image.width() - 4, image.height() - 4
    return [_plain(image.pixelColor(x, y).getRgb()[:3]) for x, y in ((3, 3), (right, 3), (3, low), (right, low))]


def _plain(rgb: tuple[int, ...]) -> str:
    return "".join("1" if part > 127 else "0" for part in rgb)


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 1.75])
def test_a_photo_that_lies_on_its_side_stands_upright_and_is_sharp_on_any_screen(tmp_path: Path, ratio: float) -> None:
    path = phone_photo(tmp_path / f"{ratio}.jpg", 400, 300)
    small = thumbnail(path, QSize(96, 72), ratio)
    assert small is not None
    assert (small.width(), small.height()) == (int(54 * ratio), int(72 * ratio))
    assert small.devicePixelRatio() == ratio
    assert corner_colours(small.toImage()) == ["001", "100", "111", "010"], "blue is up, turned a quarter to the right"


def test_a_picture_is_read_once_and_never_larger_than_wanted(tmp_path: Path) -> None:
    path = tmp_path / "大图.png"
    quartered(3000, 20).save(str(path))
    assert read_picture(path, QSize(600, 600)).size() == QSize(600, 4)
    assert read_picture(path, QSize(9000, 9000)).size() == QSize(3000, 20)
    first = thumbnail(path, QSize(96, 72), 1.0)
    path.unlink()
    again = thumbnail(path, QSize(96, 72), 1.0)
    assert first is not None and again is not None and again.toImage() == first.toImage()


@pytest.mark.qt_log_ignore("JPEG data", extend=True)
@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"\xff\xd8\xff\xe0 cut off", b"\x89PNG\r\n\x1a\n"])
def test_what_is_no_picture_has_no_thumbnail(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "照片.jpg"
    path.write_bytes(content)
    assert thumbnail(path, QSize(96, 72), 1.0) is None
    assert not is_picture(tmp_path / "没有.jpg")


def test_a_card_shows_before_next_to_after(
    page_of: Callable[[Ledger], LedgerPage],
    town: Town,
    make: Callable[..., HiddenDanger],
    store: Store,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = tuple(kept(store, quartered(40 + n, 30), tmp_path / f"前{n}.png") for n in range(3))
    after = (kept(store, quartered(60, 30), tmp_path / "后.png"),)
    bare = make(HiddenDanger, enterprise=town.mill.id, description="什么也没有拍")
    half = make(HiddenDanger, enterprise=town.mill.id, photo_before=before)
    whole = make(HiddenDanger, enterprise=town.mill.id, photo_before=before, photo_after=after)
    page = page_of(HIDDEN_DANGERS)

    def shown(danger: HiddenDanger) -> tuple[list[CardTiles], set[str]]:
        page.card.show_record(danger)
        QApplication.processEvents()
        heads = {label.text() for label in page.card.widget().findChildren(QLabel) if "照片" in label.text()}
        return page.card.widget().findChildren(CardTiles), heads

    assert shown(bare) == ([], set())
    assert shown(half)[1] == {"整改前照片　3", "整改后照片　无"}
    (left, right), heads = shown(whole)
    assert heads == {"整改前照片　3", "整改后照片　1"}
    assert left.references() == list(before[:2]) and right.references() == list(after)
    assert left.y() == right.y() and left.geometry().right() < right.x()
    seen: list[tuple[str, int]] = []
    monkeypatch.setattr(PictureViewer, "exec", lambda it: seen.append((it.windowTitle(), len(it.references))))
    tile = right.visualItemRect(right.item(0)).center()
    QTest.mouseClick(right.viewport(), Qt.MouseButton.LeftButton, pos=tile)
    assert seen == [("后.png", 4)], "the others are beside it"


@pytest.fixture
def viewer(store: Store, tmp_path: Path, qtbot: QtBot) -> PictureViewer:
    """Three pictures, the second one shown."""
    folder = store.attachments
    references = [kept(store, quartered(width, 900), tmp_path / f"{width}.png") for width in (1200, 300)]
    references.append(attachments.keep_content(folder, b"\x89PNG\r\n\x1a\n broken", "坏.png"))
    made = PictureViewer(folder, references, 1)
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


def test_keys_go_from_picture_to_picture_and_close(viewer: PictureViewer) -> None:
    assert viewer.windowTitle() == "300.png"
    press("Left")
    assert viewer.name.text().startswith("第 1 张 共 3 张")
    assert (viewer.before.isEnabled(), viewer.after.isEnabled()) == (False, True)
    press("Left", "PgDown", "Right", "Right")
    assert viewer.windowTitle() == "坏.png"
    assert "“坏.png”看不了" in viewer.told.text()
    press("Esc")
    assert not viewer.isVisible()


def test_the_wheel_zooms_where_the_pointer_is(viewer: PictureViewer) -> None:
    press("Left")
    pane = viewer.pane
    fitted = pane.factor
    assert fitted < 1
    at = QPoint(pane.width() // 2 - 12, pane.height() // 2 + 12)  # in the lower left quarter, which is blue
    for _ in range(12):
        angle, still = QPoint(0, 120), QPoint()
        buttons, keys = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
        wheel = QWheelEvent(QPointF(at), QPointF(at), still, angle, buttons, keys, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(pane, wheel)
    assert pane.factor == pytest.approx(fitted * 1.2**12)
    seen = pane.grab().toImage()
    assert _plain(seen.pixelColor(at).getRgb()[:3]) == "001"
    assert _plain(seen.pixelColor(pane.width() // 2 + 120, pane.height() // 2 - 130).getRgb()[:3]) == "010"
    QTest.mousePress(pane, Qt.MouseButton.LeftButton, pos=pane.rect().center())
    QTest.mouseMove(pane, pane.rect().center() + QPoint(5000, 0))
    QTest.mouseRelease(pane, Qt.MouseButton.LeftButton)
    assert _plain(pane.grab().toImage().pixelColor(2, pane.height() // 2 + 80).getRgb()[:3]) == "001", "its left edge"
    press("0")
    assert pane.factor == fitted
    press("1")
    assert pane.factor == 1.0


def test_a_picture_goes_out_as_a_copy(viewer: PictureViewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "交出去.png"), ""))
    press("Ctrl+S")
    assert (tmp_path / "交出去.png").read_bytes() == (tmp_path / "300.png").read_bytes()
