"""Excel both ways: import, export, the month's package against the bare libraries and SQL, and how the window answers meanwhile."""

import datetime as dt
import itertools
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import xlsxwriter
from openpyxl import load_workbook

from benchmarks.ratios import Ratio, measure, seconds
from safety_desk.db.store import Store
from safety_desk.intake.reading import read_book
from safety_desk.jobs import finish
from safety_desk.ledgers.catalog import HIDDEN_DANGERS, STAFF
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.people import Staff
from safety_desk.paths import Office
from safety_desk.periods import period_of
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.exporting import export
from safety_desk.tasks.imports.importing import commit_import, open_file
from safety_desk.tasks.imports.layout import Wishes
from safety_desk.tasks.office import open_office
from safety_desk.tasks.package import make_package

ROWS, MANY = 20_000, 100_000
_HEADS = [
    "隐患编号",
    "企业",
    "发现日期",
    "隐患来源",
    "发现人",
    "部位或场所",
    "隐患类别",
    "隐患内容",
    "依据条款",
    "隐患等级",
    "整改期限",
    "整改措施",
    "整改责任单位",
    "整改责任人",
    "联系电话",
    "整改资金",
    "整改情况说明",
    "复查人",
    "复查意见",
    "备注",
]
_KINDS = ["资质证照", "教育培训", "场所环境", "消防安全", "用电安全", "有限空间", "操作规程"]
_PEAK = """
import sys
from pathlib import Path
from safety_desk.jobs import finish
from safety_desk.ledgers.catalog import STAFF
from safety_desk.paths import Office
from safety_desk.tasks.exporting import export
from safety_desk.tasks.office import open_office
with open_office(Office(Path(sys.argv[1]))) as store:
    finish(export(store, STAFF, Path(sys.argv[2])))
print(int(Path("/proc/self/status").read_text().partition("VmHWM:")[2].split()[0]) // 1024)
"""


def ratios(folder: Path) -> Iterator[Ratio]:
    """Every figure, one after the other."""
    yield from bring_in(folder)
    yield from take_out(folder)
    yield from answering(folder)
    yield package(folder)


def firms(store: Store, number: int = 500) -> None:
    """Enterprises to which rows can lead."""
    with store.operation("企业", final=True):
        for n in range(number):
            store.put(Enterprise(name=f"安泰{n}号机械有限公司", employees=n % 90))


def row(n: int) -> list[Any]:
    """A row of twenty cells as a village sends it."""
    found = dt.date(2026, 1, 1) + dt.timedelta(n % 300)
    return [
        f"YH-2026-{n:06d}", f"安泰{n % 500}号机械有限公司", found, "镇检查", "张三", f"{n % 9}号车间", _KINDS[n % 7],
        f"第{n}号配电箱未接地，电线裸露", "GB 50169", "一般", found + dt.timedelta(15), "更换电线，接好地线", "生产部",
        "李四", f"139{n:08d}", n % 5000, "已派人处理", "王五", "同意", f"备注{n}",
    ]  # fmt: skip


def write(path: Path, heads: list[str], rows: Iterator[list[Any]]) -> None:
    """A sheet by bare XlsxWriter."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    page = book.add_worksheet()
    day, text = (book.add_format({"num_format": shown}) for shown in ("yyyy-mm-dd", "@"))
    page.write_row(0, 0, heads)
    for r, cells in enumerate(rows, 1):
        for c, value in enumerate(cells):
            if isinstance(value, dt.date):
                page.write_datetime(r, c, dt.datetime.combine(value, dt.time()), day)
            elif value is not None:
                page.write(r, c, value, text if isinstance(value, str) else None)
    book.close()


def bring_in(folder: Path) -> Iterator[Ratio]:
    """20,000 rows of 20 columns read, and brought in as hidden dangers, against bare openpyxl that only reads them."""
    source = folder / "in.xlsx"
    write(source, _HEADS, map(row, range(ROWS)))

    def bare() -> None:
        for _ in load_workbook(source, read_only=True).active.iter_rows(values_only=True):
            pass

    yield measure("20,000 x 20 read, against openpyxl read-only", lambda: read_book(source), bare, 0.5, times=3)
    offices = (folder / f"in{n}" for n in range(9))

    def whole() -> float:
        with open_office(Office(next(offices))) as store:
            firms(store)
            return seconds(lambda: _imported(store, source))

    yield _median("20,000 x 20 imported, against openpyxl read-only", whole, lambda: seconds(bare), 2)


def _imported(store: Store, source: Path) -> None:
    opened = finish(open_file(store, HIDDEN_DANGERS, source, Wishes()))
    assert opened.plan is not None
    finish(commit_import(store, opened.plan))
    assert store.count(HIDDEN_DANGERS.record) == ROWS


def _median(name: str, ours: Callable[[], float], bare: Callable[[], float], wanted: float) -> Ratio:
    """Where only a part of what is done is timed."""
    pairs = sorted((ours(), bare()) for _ in range(3))
    return Ratio(name, pairs[1][0], sorted(b for _, b in pairs)[1], wanted)


def take_out(folder: Path) -> Iterator[Ratio]:
    """100,000 records to a workbook, against the same cells by bare XlsxWriter; and the most memory that it takes."""
    office = Office(folder / "out")
    with open_office(office) as store:
        many = (Staff(name=f"某{n}", mobile=f"139{n:08d}", post="安监员", cert_no=f"A{n}") for n in range(MANY))
        store.save("人员", *many)
        heads = [field.label for field in STAFF.fields.values()]
        cells = [
            [field.cell(getattr(record, name), store.names) for name, field in STAFF.fields.items()]
            for record in store.each(STAFF)
        ]
        yield measure(
            "export of 100,000 rows, against bare XlsxWriter",
            lambda: finish(export(store, STAFF, folder / "ours.xlsx")),
            lambda: write(folder / "bare.xlsx", heads, iter(cells)), 1.2, times=3,
        )  # fmt: skip
    if sys.platform == "linux":
        words = [sys.executable, "-c", _PEAK, str(office.folder), str(folder / "peak.xlsx")]
        peak = int(subprocess.run(words, check=True, capture_output=True, text=True).stdout)
        yield Ratio("… its memory at most, against 300 MB", peak / 1000, 0.3, 1)


def package(folder: Path, scale: int = 20) -> Ratio:
    """The month's set of a large town, against its SQL and its writing alone. A town of 100 takes ten minutes to make."""
    from safety_desk.tasks import package as tasks

    with open_office(Office(folder / "town")) as store:
        finish(make_demo(store, scale))
        spent = {"sql": 0.0, "writing": 0.0}
        counted = store.db

        class Timed:
            """The connection, with what it takes to answer."""

            def __getattr__(self, name: str) -> Any:
                return getattr(counted, name)

            def execute(self, *words: Any) -> Any:
                begun = time.perf_counter()
                rows = counted.execute(*words)
                kept = rows.fetchall() if rows.description else None
                spent["sql"] += time.perf_counter() - begun
                return rows if kept is None else _Kept(kept)

        real = tasks.write_tables

        def writing(*words: Any) -> None:
            spent["writing"] += seconds(lambda: real(*words))

        store.db = Timed()  # type: ignore[assignment]
        tasks.write_tables = writing
        try:
            ours = seconds(lambda: finish(make_package(store, period_of(2026, 6, 1), folder / "package")))
        finally:
            store.db, tasks.write_tables = counted, real
    return Ratio(f"the month's package of a x{scale} town, against SQL + writing", ours, sum(spent.values()), 2)


class _Kept:
    """Rows that were fetched at once."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = iter(rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)


def answering(folder: Path) -> Iterator[Ratio]:
    """The longest time in which the window did nothing while a large file was looked at, brought in and taken out."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from safety_desk.ui import beforehand, theme
    from safety_desk.ui.application import make_application
    from safety_desk.ui.imports.page import ROWS as LAST
    from safety_desk.ui.imports.page import ImportDialog
    from safety_desk.ui.window import Window

    application = make_application([])
    theme.apply(application, theme.Look())
    office, source = Office(folder / "window"), folder / "window.xlsx"
    store = open_office(office)
    firms(store)
    write(source, _HEADS, map(row, range(ROWS)))
    window = Window(office, store)
    window.show()
    beforehand.stands()  # as when the program has opened its window
    page = window.page("hidden_dangers")
    ticks: list[float] = []
    timer = QTimer(window, interval=2)
    timer.timeout.connect(lambda: ticks.append(time.perf_counter()))
    timer.start()

    def gap(done: Callable[[], object]) -> float:
        ticks[:] = [time.perf_counter()]
        while not done():
            QApplication.processEvents()
            time.sleep(0.0005)
        ticks.append(time.perf_counter())
        return max(late - early for early, late in itertools.pairwise(ticks))

    def dialog() -> ImportDialog | None:
        found: ImportDialog | None = window.findChild(ImportDialog)
        return found

    window.errands.start_import(HIDDEN_DANGERS, source)
    yield Ratio("the window's longest pause: a preview of 20,000 rows", gap(dialog), 0.05, 1)
    asked = dialog()
    assert asked is not None
    gap(lambda: not asked.bar.busy)
    asked.go(LAST)
    gap(lambda: asked.at == LAST)
    asked.next()
    yield Ratio("… their import", gap(lambda: not window.job.busy), 0.05, 1)
    window.run_job(lambda store: export(store, HIDDEN_DANGERS, folder / "window-out.xlsx"), lambda _: None)
    yield Ratio("… their export", gap(lambda: not window.job.busy), 0.05, 1)
    page.close()
    window.close()
    store.close()
