"""成套报表: every report of a period as workbooks in a folder, with an index that says what is there and what is not."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.jobs import Job, Progress
from safety_desk.periods import Period
from safety_desk.reports.tables import Column, Table
from safety_desk.tasks.freezing import shown
from safety_desk.tasks.reporting import REPORTS, Report, disclose, dressed, tells_phones, write_tables
from safety_desk.wording import file_name

WHOLE = tuple(name for name in REPORTS if name != "county")
"""What belongs to the set; the one workbook of the county only repeats some of it."""


@dataclass(frozen=True)
class Packed:
    """A file of the set: the report, its name, what is in it, and why it could not be written, where it could not.

    phones  telephone numbers of persons stand whole in it
    """

    report: Report
    file: str
    sheets: str
    submitted: str
    refused: str = ""
    phones: bool = False


def make_package(store: Store, period: Period, folder: Path) -> Job[list[Packed]]:
    """Write all reports of a period, as they were handed in where they were, and the index last.

    They are made beside the folder and come into it together: stopped half-way, nothing is there that was not before.
    A file that cannot be written stops nothing: the index and the answer tell why. Raises Refusal where the folder, or
    the index itself, cannot be written.
    """
    with _apart(folder) as making:
        packed = []
        for n, name in enumerate(WHOLE):
            yield Progress(n, len(WHOLE) + 1, f"正在生成{REPORTS[name].short}")
            packed.append(_pack(store, name, period, making / _file(n + 1, REPORTS[name].short, period)))
        yield Progress(len(WHOLE), len(WHOLE) + 1, "正在写目录")
        packed = [_moved(one, making, folder) for one in packed]
    write_tables(dressed(store, [_index(packed, period)]), folder / _file(0, "目录", period))
    if any(one.phones for one in packed):
        disclose(store, f"成套报表（{period.title}）", folder)
    return packed


@contextmanager
def _apart(folder: Path) -> Iterator[Path]:
    """A place of its own beside a folder that is there from now on; it is gone at the end, also a folder left empty."""
    try:
        there = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        making = Path(tempfile.mkdtemp(prefix=".", suffix=".part", dir=folder.parent))
    except OSError as error:
        raise Refusal(f"建不了文件夹“{folder}”，请换个地方") from error
    try:
        yield making
    finally:
        shutil.rmtree(making, ignore_errors=True)
        if not there and not any(folder.iterdir()):
            folder.rmdir()


def _moved(one: Packed, making: Path, folder: Path) -> Packed:
    """A file that was made, in its place; or why it could not come there."""
    if one.refused:
        return one
    try:
        (making / one.file).replace(folder / one.file)
    except OSError:
        said = f"写不了“{folder / one.file}”。文件可能正在 Excel 或 WPS 里打开，请关闭后再试"
        return replace(one, refused=said)
    return one


def _file(n: int, words: str, period: Period) -> str:
    return file_name(f"{n:02d}_{words}_{period.title}.xlsx")


def _pack(store: Store, name: str, period: Period, out: Path) -> Packed:
    told, why = "", ""
    tables, standing = shown(store, name, period)
    if standing is not None:
        told = f"{standing.day} {standing.word}"
    try:
        write_tables(tables, out)
    except Refusal as refusal:
        why = str(refusal)
    sheets = "；".join(f"{table.name} {sum(1 for _ in table.lines())} 行" for table in tables)
    return Packed(REPORTS[name], out.name, sheets, told, why, not why and tells_phones(tables))


def _index(packed: list[Packed], period: Period) -> Table:
    columns = (
        Column("序号", "order", width=6), Column("类别", "mark", width=14), Column("报表", width=38), Column("文件", width=40),
        Column("工作表和行数", width=52), Column("报送情况", "mark", width=18), Column("没有写成的原因", width=34),
    )  # fmt: skip
    rows = [
        [n, one.report.group, one.report.title, one.file, one.sheets, one.submitted, one.refused]
        for n, one in enumerate(packed, 1)
    ]
    alarm = frozenset(n for n, one in enumerate(packed) if one.refused)
    return Table("目录", "安全生产报表目录", columns, rows, period=period.title, alarm=alarm)
