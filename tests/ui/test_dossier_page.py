"""一企一档: opened from card and form, each line a door, and gone from the list when something else is shown."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from hands import press
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from town import Town

from safety_desk.db.store import Store
from safety_desk.ledgers.hidden_danger import HiddenDanger
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
