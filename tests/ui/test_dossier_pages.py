"""一企一档 as pages: nothing cut, heads repeated, what belongs to a record kept beside it, however many there are."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pages import pages_of
from photos import phone_photo
from PySide6.QtWidgets import QApplication
from town import Town, made

from safety_desk import cli
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import DOSSIERS, ENTERPRISES
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.paths import Office
from safety_desk.tasks.papers import papers, papers_of
from safety_desk.ui.paper_column import PICTURE
from safety_desk.ui.paper_pages import LaidPaper, body_box, lay_out

WORDS = "除尘管道积灰未清理，未按要求设置泄爆装置"


@pytest.fixture
def laid(qapp: QApplication, store: Store, town: Town) -> Callable[[], LaidPaper]:
    """laid(): the mill's dossier as it is now, laid out."""

    def make() -> LaidPaper:
        name = DOSSIERS[ENTERPRISES.name].name
        paper = next(one for one in papers_of(store, ENTERPRISES) if one.name == name)
        [rendered] = papers(store, ENTERPRISES, paper, [town.mill.id or 0])
        return lay_out(rendered)

    return make


def found(store: Store, town: Town, number: int) -> None:
    """So many open hidden dangers of the mill, some with a long description."""
    day = dt.date(2026, 1, 1)
    with store.operation("许多隐患"):
        for n in range(number):
            said = f"{n}号，{WORDS * (1 + n % 3)}"
            store.put(HiddenDanger(enterprise=town.mill.id, found_date=day, source="镇检查", place=f"{n}车间", description=said))  # fmt: skip


@pytest.mark.parametrize("number", [3, 300])
def test_long_tables_repeat_their_heads_and_lose_nothing(laid: Any, store: Store, town: Town, number: int) -> None:
    found(store, town, number)
    paper = laid()
    pages = pages_of(paper)
    flowed = "".join(words for page in pages for words in page)
    assert flowed.count(WORDS) == sum(1 + n % 3 for n in range(number))
    with_rows = [page for page in pages if any("车间" in words for words in page)]
    assert all("隐患编号" in page for page in with_rows)
    assert (len(with_rows) > 20) == (number == 300)


def test_what_else_is_known_of_a_record_stands_on_its_page(laid: Any, store: Store, town: Town) -> None:
    found(store, town, 60)
    for page in pages_of(laid()):
        own = sum(words.startswith("YH-2026-") for words in page)
        assert own == sum(words.startswith("所在村：奎峰村；") for words in page)


def test_no_rule_and_no_sign_stands_beyond_the_margins(laid: Any, store: Store, town: Town) -> None:
    found(store, town, 40)
    paper = laid()
    width = body_box(paper.paper).width()
    ends = [end for rule in paper.rules for end in (rule.left, rule.right)]
    assert min(ends) >= -1 and max(ends) <= width + 1
    assert paper.document.size().width() <= width + 1


def test_the_colours_of_the_bar_are_as_wide_as_their_shares(laid: Any, make: Any, store: Store, town: Town) -> None:
    assert "bgcolor" not in laid().paper.html
    for n in range(4):
        make(RiskPoint, name=f"点{n}", enterprise=town.mill.id)
    html = laid().paper.html
    assert html.count("bgcolor") == 1 and "未评 4" in html


def test_photos_are_laid_out_small_whatever_the_camera_took(
    laid: Any, store: Store, town: Town, tmp_path: Path
) -> None:
    photo = attachments.keep(store.attachments, phone_photo(tmp_path / "整改前.jpg", 1600, 1200))
    made(store, HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 1), photo_before=(photo,))
    paper = laid()
    path = attachments.place_of(store.attachments, photo)
    picture = paper.document.resource(2, path.as_uri())
    assert (picture.width(), picture.height()) == (PICTURE.width(), PICTURE.height())
    [page] = [page for page in pages_of(paper) if any("整改前照片" in words for words in page)]
    assert any(words.startswith("隐患 YH-2026-0001") for words in page)


def test_the_command_line_makes_the_same_pages_under_both_names(
    laid: Any, store: Store, office: Office, town: Town, tmp_path: Path, capsys: Any
) -> None:
    found(store, town, 9)
    desk, number, pages = ["--office", str(office.folder)], str(town.mill.id), len(laid().pages)
    for words in (
        ["print", "dossier", number, str(tmp_path / "a.pdf")],
        ["dossier", "企业台账", number, str(tmp_path / "b.PDF")],
    ):
        assert cli.main([*desk, *words]) == 0
        assert f"一企一档已保存到 {words[-1]}，共 {pages} 页" in capsys.readouterr().out
        assert Path(words[-1]).read_bytes().startswith(b"%PDF")
