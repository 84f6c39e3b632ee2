"""What Ctrl+K finds: pages, commands, and the records of every ledger, the best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from safety_desk.db.names import CODES
from safety_desk.db.pinyin import initials
from safety_desk.db.search import rows_with
from safety_desk.db.store import Store
from safety_desk.identity import masked
from safety_desk.ledger import Ledger
from safety_desk.ledgers.catalog import OPTIONS, measures
from safety_desk.measures import Rate
from safety_desk.wording import bare

if TYPE_CHECKING:
    from safety_desk.ui.ledger_tab import LedgerTab
    from safety_desk.ui.report_page import ReportPage
    from safety_desk.ui.settings_page import SettingsPage
    from safety_desk.ui.window import Window

MOST_WAYS = 7
EACH = 5
"""So many records of one ledger are offered."""
MOST_RECORDS = 60
_ID_NUMBER = re.compile(r"\d{17}[\dX]")  # also inside the number of a certificate


class Way(NamedTuple):
    """Something to go to or to do: its words, what kind it is, and what does it."""

    words: str
    kind: str
    act: Callable[[], object]


def ways(window: Window) -> list[Way]:
    """Every page and every command of the window."""
    return [*_pages(window), *_commands(window), *_views(window)]


def _pages(window: Window) -> Iterator[Way]:
    for ledger in window.store.ledgers.values():
        yield Way(ledger.title, "台账", lambda name=ledger.name: window.page(name))  # type: ignore[misc]
    for title in window.titles:
        yield Way(title, "页签", lambda title=title: window.show_tab(title))  # type: ignore[misc]
    for key, words in (
        ("settings", "设置"),
        ("forms", "自有格式"),
        ("look", "显示"),
        ("keys", "快捷键"),
        ("journal", "操作日志"),
    ):
        yield Way(words, "系统", lambda key=key: _system(window, key))  # type: ignore[misc]
    for group in OPTIONS:
        yield Way(f"设置：{group.title}", "系统", lambda group=group: _setting(window, group))  # type: ignore[misc]


def _views(window: Window) -> Iterator[Way]:
    for ledger in window.store.ledgers.values():
        for view in ledger.views:
            yield Way(
                f"{ledger.title}：{view.label}",
                "视图",
                lambda name=ledger.name, view=view: window.page(name).choose_view(view),  # type: ignore[misc]
            )


def _commands(window: Window) -> Iterator[Way]:
    from safety_desk.tasks.reporting import REPORTS

    for ledger in window.store.ledgers.values():
        if ledger.owner is None:
            yield Way(f"新增{ledger.noun}", "命令", lambda name=ledger.name: window.page(name).start_new())  # type: ignore[misc]
            yield Way(f"导入{ledger.title}", "命令", lambda one=ledger: window.errands.choose_import(one))  # type: ignore[misc]
            yield Way(f"下载{ledger.title}空表", "命令", lambda one=ledger: window.errands.choose_blank(one))  # type: ignore[misc]
    for name, report in REPORTS.items():
        yield Way(f"报表：{report.short}", "报表", lambda name=name: _report(window, name))  # type: ignore[misc]
    for group in measures(window.store.scene()):
        yield Way(f"指标：{group.title}", "报表", lambda title=group.title: _figures(window, title))  # type: ignore[misc]
        for one in group.figures:
            if isinstance(one, Rate):
                yield Way(one.title, "指标", lambda name=one.name: _figures(window, "", name))  # type: ignore[misc]
    yield Way("安排检查", "命令", lambda: _round(window))
    yield Way("打印任务：检查表、检查记录", "命令", lambda: _round(window))
    yield Way("逐项录入检查、复查结果", "命令", lambda: _to_enter(window))
    yield Way("撤销", "命令", window.undo)
    yield Way("重做", "命令", window.redo)


def _to_enter(window: Window) -> None:
    from safety_desk.ui.entry.errand import start

    start(window)


def _system(window: Window, key: str) -> Any:
    return cast("LedgerTab", window.show_tab("系统")).show_page(key)


def _round(window: Window) -> None:
    from safety_desk.ui.rounds.ways import open_round

    open_round(window)


def _setting(window: Window, group: Any) -> None:
    cast("SettingsPage", _system(window, "settings")).show_group(group)


def _report(window: Window, name: str) -> None:
    cast("ReportPage", window.show_tab("报表")).show_report(name)


def _figures(window: Window, heading: str, name: str = "") -> None:
    cast("ReportPage", window.show_tab("报表")).show_figures(heading, name)


def best_ways(known: Iterable[Way], words: str) -> list[Way]:
    """The pages and commands that words may mean, by text or by pinyin initials, the likeliest first."""
    word = bare(words)
    scored = [
        (score + 2 * (way.kind == "视图"), n, way)
        for n, way in enumerate(known)
        if (score := _score(way.words, word)) is not None
    ]
    return [way for _, _, way in sorted(scored, key=lambda told: told[:2])[:MOST_WAYS]]


def _score(text: str, word: str) -> int | None:
    """How well a word fits a text; the least is the best, None where it does not."""
    if not word:
        return None
    label = bare(text)
    if word in label:
        return (0 if word == label else 1 if label.startswith(word) else 2) + len(label) // 8
    if word.isascii() and len(word) > 1:
        letters = initials(label).split()
        if any(line.startswith(word) for line in letters):
            return 3 + len(label) // 4
        if any(word in line for line in letters):
            return 5 + len(label) // 4
    return None


def found_records(store: Store, words: str) -> list[tuple[Ledger[Any], int, str]]:
    """Records whose own text has the words: ledger, id, what they are called. Those called just so come first."""
    found = []
    for ledger in _by_weight(store.ledgers.values()):
        for id, whole in rows_with(store.db, ledger, words, EACH):
            name = _ID_NUMBER.sub(lambda number: masked(number[0]), store.names.apart(ledger.name, id))
            found.append((not whole, not bare(name).startswith(bare(words)), ledger, id, name))
        if len(found) >= MOST_RECORDS:
            break
    return [(ledger, id, name) for *_, ledger, id, name in sorted(found, key=lambda one: one[:2])]


def _by_weight(ledgers: Iterable[Ledger[Any]]) -> Sequence[Ledger[Any]]:
    """Records that stand alone first, then parts, last what the program brought along."""
    return sorted(
        (ledger for ledger in ledgers if ledger.search and ledger.name != CODES),
        key=lambda ledger: (ledger.builtin is not None, ledger.owner is not None),
    )
