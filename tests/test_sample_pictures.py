"""The invented photos of the sample town: whole files, the same every time, one place before and after."""

import pytest
from PySide6.QtGui import QImage

from safety_desk.sample_town.pictures import develop
from safety_desk.sample_town.scenes import SCENES


@pytest.mark.parametrize("scene", SCENES)
def test_a_photo_is_a_picture_that_can_be_read(scene: str) -> None:
    name, content = develop(f"{scene}|0|2026-11-20 09:18|-7")
    image = QImage.fromData(content, "PNG")
    assert (name, image.width(), image.height()) == (f"{scene}_20261120_0918.png", 480, 360)
    assert len(content) < 10_000
    assert develop(f"{scene}|0|2026-11-20 09:18|-7")[1] == content


def test_what_was_mended_is_seen_at_the_same_place() -> None:
    before, after = (
        QImage.fromData(develop(f"坑边|{said}|-7")[1]) for said in ("0|2026-11-20 09:18", "1|2026-11-22 09:18")
    )
    wall, pit = (20, 100), (270, 180)
    assert before.pixelColor(*wall) == after.pixelColor(*wall)
    assert before.pixelColor(*pit) != after.pixelColor(*pit)
    assert before.copy(300, 330, 170, 25) != after.copy(300, 330, 170, 25), "the camera's date"
    walls = {QImage.fromData(develop(f"坑边|0|2026-11-20 09:18|{n}")[1]).pixelColor(*wall).name() for n in range(9)}
    assert len(walls) > 1
