"""Files that Excel, WPS or Word has open, as on every clerk's Windows PC: refused in words, and nothing is half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from holding import held, on_windows
from sheets import ENTERPRISE_BOOK, planned
from town import Town

from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.reading import read_book
from safety_desk.jobs import finish
from safety_desk.ledgers.enterprise import ENTERPRISES
from safety_desk.tasks.atlas import MapChoice, draw_map
from safety_desk.tasks.exporting import export
from safety_desk.tasks.imports.importing import mark_errors

pytestmark = on_windows

Writer = Callable[[Store, Path], object]
WRITERS: dict[str, Writer] = {
    "企业.xlsx": lambda store, out: finish(export(store, ENTERPRISES, out)),
    "四色图.png": lambda store, out: finish(draw_map(store, out, MapChoice())),
    "待改正.xlsx": lambda store, out: mark_errors(planned(store, ENTERPRISES, ENTERPRISE_BOOK), out),
}


@pytest.mark.parametrize("name", WRITERS)
def test_a_file_that_is_open_is_not_replaced(store: Store, town: Town, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    out.write_bytes(b"old")
    with held(out), pytest.raises(Refusal, match="写不了“"):
        WRITERS[name](store, out)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.glob("*.part")) == []
    WRITERS[name](store, out)
    assert out.stat().st_size > 1000


def test_a_workbook_that_excel_has_open_is_read(tmp_path: Path) -> None:
    path = tmp_path / "企业.xlsx"
    path.write_bytes(ENTERPRISE_BOOK.read_bytes())
    with held(path):
        assert read_book(path).sheets[0].rows
    with held(path, readable=False), pytest.raises(Refusal, match="可能正在别的程序里打开"):
        read_book(path)


def test_a_photo_that_nobody_else_may_read_is_not_added(tmp_path: Path) -> None:
    photo = tmp_path / "整改前.jpg"
    photo.write_bytes(b"x")
    with held(photo, readable=False), pytest.raises(Refusal, match="没有添加"):
        attachments.keep(tmp_path / "attachments", photo)
