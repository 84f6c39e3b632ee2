"""What stands in each tab of the window. A tab's modules are imported when it is first shown: the window must be up before."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from safety_desk.ledgers.catalog import OPTIONS, TABS, Tab

if TYPE_CHECKING:
    from safety_desk.ui.window import Window

Maker = Callable[[], QWidget]


def makers(window: Window) -> dict[str, Maker]:
    """The tabs by title, in order, each with what makes it."""
    ledgers: dict[str, Maker] = {tab.title: lambda tab=tab: _ledgers(window, tab) for tab in TABS}  # type: ignore[misc]
    system = ledgers.pop("系统")
    return {
        "工作台": lambda: _home(window),
        **ledgers,
        "风险地图": lambda: _map(window),
        "报表": lambda: _reports(window),
        "系统": system,
    }


def pages(title: str) -> list[tuple[str, str]]:
    """The ledgers whose pages a tab lists: those that stand alone. Parts are shown where they are asked for."""
    tab = next((tab for tab in TABS if tab.title == title), None)
    return [(ledger.name, ledger.title) for ledger in (tab.ledgers if tab else ()) if ledger.owner is None]


def title_of(ledger: str) -> str:
    """The title of the tab that a ledger's page stands in."""
    return next(tab.title for tab in TABS if any(one.name == ledger for one in tab.ledgers))


def _home(window: Window) -> QWidget:
    from safety_desk.ui.workbench import Workbench

    page = Workbench(window.store, window)
    page.door_asked.connect(window.open_door)
    page.new_asked.connect(lambda name: window.page(name).start_new())
    page.import_asked.connect(lambda name: window.errands.choose_import(window.store.ledgers[name]))
    page.record_asked.connect(window.open_record)
    page.report_asked.connect(lambda term: _to_report(window, term))
    page.entry_asked.connect(lambda: _to_enter(window))
    return page


def _to_report(window: Window, term: Any) -> None:
    """县级报表, or the report that a term asks for, of its period."""
    page: Any = window.show_tab("报表")
    if term is None:
        page.show_catalog()
    else:
        page.show_report(term.name, term.period)


def _to_enter(window: Window) -> None:
    from safety_desk.ui.entry.errand import start

    start(window)


def _ledgers(window: Window, tab: Tab) -> QWidget:
    from safety_desk.ui.ledger_tab import LedgerTab

    extras = {"系统": _system_pages, "检查": _round_pages}.get(tab.title, lambda window: ())(window)
    page = LedgerTab(window.store, tab, window.memory, extras, window)
    page.page_made.connect(lambda made: _connect(window, made))
    page.counted.connect(window.count)
    page.start()
    return page


def _connect(window: Window, page: Any) -> None:
    """A ledger's page asks the window for what takes long."""
    if not hasattr(page, "ledger"):
        return
    page.import_asked.connect(window.errands.ask_import)
    page.table_copied.connect(window.errands.paste_import)
    page.export_asked.connect(window.errands.choose_export)
    page.blank_asked.connect(window.errands.choose_blank)
    page.rows_export_asked.connect(window.errands.choose_export)
    page.round_asked.connect(lambda name, ids: _open_round(window, name, ids))
    page.dossier_asked.connect(lambda name, id: _open_whole(window, name, id))
    if page.ledger.name in ("inspections", "hidden_dangers"):
        from safety_desk.ui.entry.errand import offer

        offer(window, page)
    if page.ledger.name == "quarter_reviews":
        from safety_desk.ui import quarterly_errand

        quarterly_errand.offer(window, page)
    page.print_asked.connect(lambda paper, ids: window.errands.print_papers(page.ledger, paper, ids))
    page.forms_asked.connect(lambda ledger: _show_forms(window, ledger))


def _open_round(window: Window, ledger: str, ids: list[int]) -> None:
    from safety_desk.ui.rounds.ways import open_round

    open_round(window, ledger, ids)


def _show_forms(window: Window, ledger: Any) -> None:
    from safety_desk.ui.own_forms_errand import show_forms

    show_forms(window, ledger)


def _open_whole(window: Window, ledger: str, id: int) -> None:
    from safety_desk.ui.chain_ways import open_whole

    open_whole(window, ledger, id)


def _map(window: Window) -> QWidget:
    from safety_desk.ui.map_page import MapPage

    page = MapPage(window.store, window)
    page.record_asked.connect(window.open_record)
    page.save_asked.connect(window.errands.save_map)
    page.assess_asked.connect(window.errands.assess_regions)
    return page


def _reports(window: Window) -> QWidget:
    from safety_desk.ui.fill.errand import fill_blank
    from safety_desk.ui.quarterly_errand import use_review, write_review
    from safety_desk.ui.report_page import ReportPage

    page = ReportPage(window.store, window)
    page.make_asked.connect(window.errands.make_report)
    page.submit_asked.connect(window.errands.submit_report)
    page.package_asked.connect(window.errands.make_package)
    page.filling.run = window.run_beside
    page.filling.fill_asked.connect(lambda blank, period: fill_blank(window, blank, period))
    page.review.write_asked.connect(lambda period: write_review(window, page.review, period))
    page.review.use_asked.connect(lambda way, told, period: use_review(window, way, told, period))
    page.door_asked.connect(window.open_door)
    return page


def _round_pages(window: Window) -> tuple[Any, ...]:
    from safety_desk.ui.rounds.ways import KEY, round_page

    return ((KEY, "安排检查", lambda parent: round_page(window, parent)),)


def _system_pages(window: Window) -> tuple[Any, ...]:
    from safety_desk.ui.keys_page import KeysPage
    from safety_desk.ui.settings_page import JournalPage, LookPage, SettingsPage

    def settings(parent: QWidget) -> QWidget:
        page = SettingsPage(window.store, OPTIONS, parent)
        page.save_asked.connect(window.errands.save_options)
        return page

    def look(parent: QWidget) -> QWidget:
        page = LookPage(parent)
        page.look_chosen.connect(window.dress)
        return page

    def forms(parent: QWidget) -> QWidget:
        from safety_desk.ui.own_forms_errand import forms_page

        return forms_page(window, parent)

    return (
        ("settings", "设置", settings),
        ("forms", "自有格式", forms),
        ("look", "显示", look),
        ("keys", "快捷键", KeysPage),
        ("journal", "操作日志", lambda parent: JournalPage(window.store, parent)),
    )
