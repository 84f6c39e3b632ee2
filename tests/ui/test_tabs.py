"""Many tabs: those for which there is room, the rest under 更多, the shown one always seen."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import HAZARDS, HIDDEN_DANGERS, PUBLIC_AREAS, REGION_RISKS, RISK_POINTS, TABS
from safety_desk.ledgers.tab import Tab
from safety_desk.paths import Office
from safety_desk.ui import tab_makers, theme
from safety_desk.ui.window import Window

MANY = [
    "档案",
    "重点",
    "设施",
    "场所",
    "监管",
    "计划",
    "执法",
    "案卷",
    "事故",
    "贯彻",
    "责任",
    "督查",
    "考核",
    "网格",
    "服务",
    "信用",
]


@pytest.fixture
def window(qtbot: QtBot, office: Office, store: Store, monkeypatch: pytest.MonkeyPatch) -> Window:
    """A window of four and twenty tabs."""
    places, one = (RISK_POINTS, HAZARDS, PUBLIC_AREAS, REGION_RISKS), Tab("单页", (HIDDEN_DANGERS,))
    own = [tab for tab in TABS if tab.title in ("企业", "风险", "隐患", "检查", "系统")]
    monkeypatch.setattr(tab_makers, "TABS", (*own[:-1], *(Tab(title, places) for title in MANY), one, own[-1]))
    made = Window(office, store)
    qtbot.addWidget(made)
    made.show()
    return made


def seen(window: Window, width: int) -> list[str]:
    window.resize(width, 640)
    return [title for title in window.titles if title not in window.strip.hidden()]


@pytest.mark.parametrize("width", [1093, 1366])
def test_the_shown_tab_is_seen_and_all_that_is_seen_has_room(window: Window, width: int) -> None:
    for title in window.titles:
        window.show_tab(title)
        shown = seen(window, width)
        assert {title, "工作台", "风险地图", "报表"} <= set(shown)
        assert len(shown) < len(window.titles)
        last = window.tabs.tabRect(window.titles.index(shown[-1]))
        assert window.tabs.x() + last.right() < window.strip.more.x() + 1
        assert window.strip.more.geometry().right() <= window.strip.width()


def test_where_there_is_room_every_tab_is_seen(window: Window) -> None:
    assert seen(window, 2400) == window.titles
    assert not window.strip.more.isVisible()


def test_a_tab_that_is_shown_moves_no_other_before_it(window: Window) -> None:
    window.show_tab("工作台")
    usual = seen(window, 1093)
    window.show_tab("信用")
    now = seen(window, 1093)
    assert [title for title in now if title in usual] == [title for title in usual if title in now]
    assert len(set(usual) - set(now)) <= 2


def test_every_page_that_is_not_seen_is_two_presses_away(window: Window) -> None:
    seen(window, 1093)
    window.strip.menu.aboutToShow.emit()
    menu = {action.text(): action for action in window.strip.menu.actions()}
    assert list(menu) == window.strip.hidden()
    menu["单页"].trigger()
    assert window.tabs.tabText(window.tabs.currentIndex()) == "单页"
    under = {action.text(): action for action in menu["信用"].menu().actions()}
    assert list(under) == ["风险点", "公共区域", "区域风险评估"], "parts live under their record"
    under["公共区域"].trigger()
    assert window.tabs.tabText(window.tabs.currentIndex()) == "信用"
    assert window.stack.currentWidget().page.ledger.name == "public_areas"


def test_the_keyboard_goes_through_all_tabs(window: Window) -> None:
    seen(window, 1093)
    window.show_tab("工作台")
    visited = []
    for _ in window.titles:
        visited.append(window.tabs.tabText(window.tabs.currentIndex()))
        window._step(1)
    assert visited == window.titles


def test_a_narrow_window_stays_narrow(window: Window, tmp_path: Path) -> None:
    window.resize(900, 600)
    assert window.width() == 900


def test_larger_type_is_taken_by_the_tabs_too(window: Window) -> None:
    before = seen(window, 1366)
    window.dress(theme.Look(points=13))
    assert window.tabs.font().pointSize() == window.search.font().pointSize() == 13
    assert len(seen(window, 1366)) < len(before)
    window.dress(theme.Look())
    assert seen(window, 1366) == before
