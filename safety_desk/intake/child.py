"""What runs in the child process: a foreign file in, plain rows out. May crash without harm to the program.

`python -m safety_desk.intake.child FILE OUT [FILE OUT]…`: writes each OUT as a whole, as the rows or as the one sentence
why there are none (see `answer`). It bounds its own memory and time.
"""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from safety_desk.intake import limits
from safety_desk.intake.book import Book, Sheet, letter, to_lines
from safety_desk.intake.gate import (
    BROKEN,
    MOST_BYTES,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    NO_TABLE,
    PASSWORD,
    Unreadable,
    check_ole,
    check_zip,
    far_cell,
)
from safety_desk.intake.text_tables import read_text

SECONDS = 60
"""A file that takes longer is given up."""
MOST_WRITTEN = 500 * 2**20
"""Signs: a short text that a million cells share would fill the disk."""
MOST_IN_ROW = 4 * 2**20
"""Signs: a cell of Excel holds 32,767 of them, a border some ten thousand."""
TOO_MUCH = "表格太大，内存放不下。请删掉没有用的行、列和工作表，或拆成几个文件再导入"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHERS = tuple(b"MZ \x7fELF %PDF \x89PNG \xff\xd8\xff GIF8 Rar! 7z\xbc\xaf \x1f\x8b {\\rtf".split())


def read(path: Path) -> Book:
    """Read a file by what it is, not by what it is called. Raises Unreadable."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("文件是空的")
    if size > MOST_BYTES:
        raise Unreadable("文件超过 50 MB，太大了。请拆成几个文件再导入")
    with path.open("rb") as file:
        head = file.read(8)
    if head.startswith(b"PK\x03\x04"):
        note = check_zip(path)
        return Book(_workbook(path, note))
    if head == _OLE:
        note = check_ole(path)
        return Book(_workbook(path, note))
    if head.startswith(_OTHERS):
        raise Unreadable(NO_TABLE)
    return read_text(path)


def _workbook(path: Path, note: str) -> list[Sheet]:
    import python_calamine

    try:
        with path.open("rb") as file:  # a path would be judged by its name
            return list(_sheets(python_calamine.load_workbook(file), note))
    except python_calamine.PasswordError as error:
        raise Unreadable(PASSWORD) from error
    except python_calamine.CalamineError as error:
        raise Unreadable("文件不完整或不是 Excel 表格，打不开。请在 Excel 或 WPS 里打开后另存为 .xlsx 再试") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # how Rust says that it met what it did not expect
            raise Unreadable(BROKEN) from error
        raise


def _sheets(book: Any, note: str) -> Iterator[Sheet]:
    import python_calamine

    left = MOST_CELLS
    for meta in book.sheets_metadata:
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        if sheet.end is not None:
            row, column = sheet.end
            if row >= MOST_ROWS or column >= MOST_COLUMNS:
                raise Unreadable(BROKEN)
            left -= (row + 1) * (column + 1)
            if left < 0:
                raise Unreadable(_too_wide(meta.name, f"{letter(column)}{row + 1}"))
        rows = [[None if cell == "" else cell for cell in row] for row in sheet.to_python(skip_empty_area=False)]
        hidden = meta.visible is not python_calamine.SheetVisibleEnum.Visible
        ranges = sheet.merged_cell_ranges or ()  # a damaged .xls tells of ranges that end before they begin
        merges = [((a, b), (c, d)) for (a, b), (c, d) in ranges if a <= c < MOST_ROWS and b <= d < MOST_COLUMNS]
        yield Sheet(meta.name, rows, merges, hidden, note)


def _too_wide(name: str, last: str) -> str:
    return (
        f"工作表“{name}”一直用到 {last}，格子太多。多半是远处误填了内容：请在 Excel 里按 Ctrl+End 看最后一格，"
        "删掉没有用的行和列后保存再导入；确实有这么多数据的，请拆成几个文件"
    )


def answer(path: Path) -> Iterator[str]:
    """The lines that tell what a file holds; or one, {"unreadable": why}."""
    try:
        yield from to_lines(read(path))
    except Unreadable as why:
        yield _told(str(why))
    except MemoryError:
        yield _told(TOO_MUCH)
    except OSError:
        yield _told("文件读不了，可能正在别的程序里打开，或者没有权限。请关闭后再试")


def _told(why: str) -> str:
    return json.dumps({"unreadable": why}, ensure_ascii=False) + "\n"


def _write(source: Path, target: Path) -> None:
    """Answer into a file, which takes its place only when it is whole."""
    part, left = target.with_name(target.name + ".part"), MOST_WRITTEN
    with part.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as out:
        for line in answer(source):
            left -= len(line)
            if left < 0 or len(line) > MOST_IN_ROW:
                out.seek(0)
                out.truncate()
                out.write(_told(TOO_MUCH))
                break
            out.write(line)
    part.replace(target)


def main(arguments: list[str]) -> int:
    """Read files one after the other; with `--far FILE` tell the farthest cell of one that could not be read."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.SetErrorMode(msvcrt.SEM_NOGPFAULTERRORBOX)  # a crash is told by the exit status, not in a box
    limits.bind()
    limits.end_after(2 * SECONDS)
    if arguments[:1] == ["--far"]:
        sys.stdout.write(far_cell(Path(arguments[1])))
        return 0
    for source, target in zip(arguments[::2], arguments[1::2], strict=True):
        limits.end_after(2 * SECONDS)
        _write(Path(source), Path(target))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
