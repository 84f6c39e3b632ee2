"""一企一档: opened from card and form, each line a door, and gone from the list when something else is shown."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hands import press
from openpyxl import load_workbook
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QToolButton
from pytestqt.qtbot import QtBot
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import EntStatus
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.tasks.papers import papers_of
from safety_desk.ui import printing
from safety_desk.ui.dossier_page import DossierPage
from safety_desk.ui.elided import ElidedLink
from safety_desk.ui.window import Window


@pytest.fixture
def dossier(window: Window, town: Town, make: Callable[..., Any], qtbot: QtBot) -> DossierPage:
    """The mill's, opened from its card."""
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 1), description="无防护罩")
    with qtbot.waitActive(window):
        window.activateWindow()
    page = window.page("enterprises")
    page.table.go_to(page.model.row_of(town.mill.id))
    next(button for button in page.card.findChildren(QPushButton) if button.text() == "一企一档").click()
    shown = window.show_tab("企业").page
    assert isinstance(shown, DossierPage)
    return shown


def doors(dossier: DossierPage) -> dict[str, QPushButton]:
    return {button.text(): button for button in dossier.area.widget().findChildren(QPushButton)}


def test_it_counts_what_leads_to_the_enterprise_and_opens_it(dossier: DossierPage, window: Window) -> None:
    assert {"隐患　1", "未销号 1"} <= set(doors(dossier))
    doors(dossier)["未销号 1"].click()
    page = window.shown_page()
    assert (page.ledger.name, page.model.count) == ("hidden_dangers", 1)
    assert page.view_label.text() == "视图：茂林竹木制品有限公司 未销号 1"


def test_a_line_opens_its_record(dossier: DossierPage, window: Window) -> None:
    lines = {link.accessibleName(): link for link in dossier.area.widget().findChildren(ElidedLink)}
    next(link for words, link in lines.items() if "无防护罩" in words).click()
    assert window.shown_page().sheet.record.description == "无防护罩"


def test_what_happened_is_told(dossier: DossierPage) -> None:
    told = [link.accessibleName() for link in dossier.area.widget().findChildren(ElidedLink)]
    assert "2026-11-23 10:00　新增隐患台账" in told
    assert "2026-11-23 10:00　新增企业台账" in told


def test_it_stands_in_the_list_while_it_is_shown_and_escape_leads_back(dossier: DossierPage, window: Window) -> None:
    tab = window.show_tab("企业")
    assert "一企一档" in [entry.words for entry in tab.list._entries]
    dossier.take_keyboard()
    press("Esc")
    assert window.shown_page().ledger.name == "enterprises"
    assert "一企一档" not in [entry.words for entry in tab.list._entries]


def test_it_follows_what_is_done_and_closes_when_the_enterprise_goes(
    dossier: DossierPage, window: Window, store: Store, town: Town, make: Callable[..., Any]
) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 2), description="通道堵塞")
    assert "隐患　2" in doors(dossier)
    window.open_dossier("enterprises", town.station.id or 0)
    store.remove("删除企业", town.station)
    assert window.shown_page().ledger.name == "enterprises"


def test_the_form_leads_there_too(window: Window, town: Town) -> None:
    page = window.page("enterprises")
    page.open_record(town.station.id or 0)
    page.sheet.dossier.click()
    shown = window.show_tab("企业").page
    assert isinstance(shown, DossierPage)
    assert shown.record.name == "章渡加油站"
    page = window.page("hidden_dangers")
    page.start_new()
    assert not page.sheet.dossier.isVisible()


def test_what_is_missing_leads_to_its_field_or_to_a_new_record(
    dossier: DossierPage, window: Window, store: Store, town: Town, qtbot: QtBot
) -> None:
    doors(dossier)["从业人员数"].click()
    form = window.shown_page().sheet.form
    qtbot.waitUntil(lambda: form.boxes["employees"].editor.widget.hasFocus())
    window.shown_page().sheet.leave()
    changed(store, town.mill, tags=("涉爆粉尘",))
    window.open_dossier("enterprises", town.mill.id or 0)
    doors(dossier)["涉爆粉尘台账"].click()
    page = window.shown_page()
    assert page.ledger.name == "ent_dusts"
    assert (page.sheet.record.id, page.sheet.form.raw()["enterprise"]) == (None, town.mill.id)


def test_each_rule_is_shown_with_its_state_its_law_and_its_records(
    dossier: DossierPage, window: Window, make: Callable[..., Any], town: Town
) -> None:
    make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 2), description="疏散通道堵塞")
    said = [label.text() for label in dossier.area.widget().findChildren(QLabel)]
    assert sum(words.startswith("C") and words[1:3].isdecimal() for words in said) == 15
    assert "× 不符合" in said and "依据　安全生产法第四十二条、第一百零五条" in said
    opened = next(words for words in doors(dossier) if words.startswith("隐患　YH-2026-0002"))
    doors(dossier)[opened].click()
    assert window.shown_page().sheet.record.description == "疏散通道堵塞"


def test_several_records_of_a_rule_are_shown_in_their_ledger(
    dossier: DossierPage, window: Window, make: Callable[..., Any], town: Town
) -> None:
    for n in range(3):
        make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 2), description=f"安全出口上锁{n}")
    doors(dossier)["隐患　3 条"].click()
    assert (window.shown_page().ledger.name, window.shown_page().model.count) == ("hidden_dangers", 3)


def test_of_who_is_gone_it_says_that_nothing_is_judged(dossier: DossierPage, store: Store, town: Town) -> None:
    changed(store, town.mill, status=EntStatus.CLOSED)
    assert "规则对它不适用，没有检查" in [label.text() for label in dossier.area.widget().findChildren(QLabel)]


def test_it_is_printed_and_kept_as_a_workbook(
    dossier: DossierPage, window: Window, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(
        printing, "preview", lambda parent, papers, issue: shown.extend(paper.title for paper in papers)
    )
    dossier.take_keyboard()
    press("Ctrl+P")
    assert shown == ["一企一档　茂林竹木制品有限公司"]
    out = tmp_path / "档.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(out), ""))
    next(button for button in dossier.findChildren(QToolButton) if button.text() == "导出").click()
    qtbot.waitUntil(lambda: not window.job.busy and out.exists())
    assert "基本情况" in load_workbook(out).sheetnames


def test_the_ledgers_page_prints_the_same_paper(window: Window, town: Town) -> None:
    page = window.page("enterprises")
    assert "dossier" in [paper.name for paper in papers_of(page.store, page.ledger)]
    assert page.print_button.isVisible()
