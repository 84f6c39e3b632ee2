"""The rows of the grid as a table of plain values: a heading for each part, under it its lines."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from safety_desk.ledgers.danger_state import Level, RecheckResult
from safety_desk.ledgers.visit_state import ItemResult
from safety_desk.tasks.entering.entry import COLUMNS, ONLY_READ, Entry, Line, Part, is_blank, term_of
from safety_desk.tasks.entering.judging import stops

KEYED = ("result", "level", "photo")
"""Cells in which single keys act; nothing is typed there."""
DAYS = ("term", "new_term", "done_on")
"""Cells in which digits are typed: no input method swallows them."""
SHARED = {Part.ITEM: "problem", Part.FREE: "problem", Part.RECHECK: "opinion"}
"""What is said first of what was found wrong."""

_TITLES = {
    Part.RECHECK: "复查以前的隐患　没有看的不用写",
    Part.ITEM: "检查条目",
    Part.FREE: "条目以外发现的隐患",
}
_RESULTS: dict[Part, dict[str, str]] = {
    Part.ITEM: {"ok": "✓ 符合", "not": "✗ 不符合", "na": "— 不涉及"},
    Part.FREE: {"not": "✗ 不符合"},
    Part.RECHECK: {"done": "✓ 已整改", "not": "✗ 未整改", "part": "◐ 部分整改"},
}
KEYS: dict[Part, dict[str, str]] = {
    Part.ITEM: {"1": ItemResult.OK.value, "2": ItemResult.NOT.value, "3": ItemResult.NA.value},
    Part.FREE: {},
    Part.RECHECK: {"1": RecheckResult.DONE.value, "2": RecheckResult.NOT.value, "3": RecheckResult.PART.value},
}
"""What the digits say in the column of results."""
NAMES = {part: ("n", *columns) for part, columns in COLUMNS.items()}
"""What each column asks, by part; "n" is the number of the line."""
LEVEL_KEYS = {"1": Level.GENERAL.value, "2": Level.MAJOR.value}
_LOOKED_AT = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_WRITTEN = _LOOKED_AT | Qt.ItemFlag.ItemIsEditable


class Cell(NamedTuple):
    """A place in the grid: the line, and what is asked there."""

    key: str
    name: str


class GridModel(QAbstractTableModel):
    """What is keyed in of an entry. `day` is the day of the visit, `faults` what is wrong, by line and field."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self.entry: Entry | None = None
        self.rows: list[Part | str] = []
        self.lines: dict[str, Line] = {}
        self.faults: Mapping[str, Mapping[str, str]] = {}
        self.day = self.today = dt.date.min
        self.current = ""
        self.tried = False
        self._heads = Part.ITEM

    def show(self, entry: Entry, faults: Mapping[str, Mapping[str, str]], day: dt.date, today: dt.date) -> bool:
        """Show an entry; answers whether rows came or went."""
        rows: list[Part | str] = []
        for part in Part:
            if lines := entry.of(part):
                rows += [part, *(line.key for line in lines)]
        fresh, before = rows != self.rows, (self.day, self.lines)
        if fresh:
            self.beginResetModel()
        self.entry, self.rows, self.faults, self.day, self.today = entry, rows, faults, day, today
        self.lines = {line.key: line for line in entry.lines}
        if fresh:
            self.endResetModel()
            self.head(Part.ITEM if entry.visit is not None else Part.RECHECK)
        else:
            self._tell_changed(*before)
        return fresh

    def _tell_changed(self, day: dt.date, lines: Mapping[str, Line]) -> None:
        """Only the cells that say something else are painted anew: a keystroke must not wait for the others."""
        for row, told in enumerate(self.rows):
            head = isinstance(told, Part)
            if head or day != self.day or lines[told] is not self.lines[told]:
                for column in range(1 if head else self.columnCount()):
                    index = self.index(row, column)
                    self.dataChanged.emit(index, index)  # told of more than one, Qt paints all there are

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(COLUMNS[Part.ITEM]) + 1

    def part(self, row: int) -> Part:
        """The part that a row stands in."""
        told = self.rows[row]
        return told if isinstance(told, Part) else self.lines[told].part

    def line(self, row: int) -> Line | None:
        """The line of a row; None for a heading."""
        told = self.rows[row] if 0 <= row < len(self.rows) else None
        return self.lines[told] if isinstance(told, str) else None

    def name(self, row: int, column: int) -> str:
        """What a cell asks; the number of the line is "n"."""
        return NAMES[self.part(row)][column]

    def place(self, cell: Cell) -> QModelIndex:
        """Where a cell stands."""
        names = NAMES[self.lines[cell.key].part]
        return self.index(self.rows.index(cell.key), names.index(cell.name))

    def cell(self, index: QModelIndex) -> Cell | None:
        """The cell at an index; None for a heading."""
        line = self.line(index.row()) if index.isValid() else None
        return Cell(line.key, self.name(index.row(), index.column())) if line else None

    def stops(self) -> list[Cell]:
        """The cells that are needed and empty, from the top."""
        return [Cell(key, name) for key in self.rows if isinstance(key, str) for name in stops(self.lines[key])]

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        key = self.rows[index.row()] if index.isValid() else Part.ITEM
        if isinstance(key, Part):
            return Qt.ItemFlag.NoItemFlags
        name = NAMES[self.lines[key].part][index.column()]
        return _WRITTEN if name not in KEYED and self.asks(Cell(key, name)) else _LOOKED_AT

    def writes(self, index: QModelIndex) -> bool:
        """Whether text is typed into a cell."""
        cell = self.cell(index)
        return cell is not None and cell.name not in KEYED and self.asks(cell)

    def asks(self, cell: Cell) -> bool:
        """Whether a cell is there to be filled in."""
        line = self.lines[cell.key]
        if line.noted or cell.name in (*ONLY_READ, "n"):
            return False
        if line.part is Part.ITEM and cell.name not in ("result", "problem", "photo"):
            return line.wrong
        return not (line.part is Part.FREE and cell.name == "result")

    def wrong(self, cell: Cell) -> str:
        """What is wrong with a cell; what is still empty in the current line is not scolded for."""
        text = self.faults.get(cell.key, {}).get(cell.name, "")
        line = self.lines[cell.key]
        return "" if not self.tried and cell.key == self.current and not line.get(cell.name) else text

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return ("", *COLUMNS[self._heads].values())[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def head(self, part: Part) -> None:
        """Let the heads say what the columns are in this part."""
        if part is not self._heads:
            self._heads = part
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        told = self.rows[index.row()]
        if isinstance(told, Part):
            return self._heading(told, index.column()) if role == Qt.ItemDataRole.DisplayRole else None
        cell = Cell(told, self.name(index.row(), index.column()))
        line = self.lines[told]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, cell.name)
        if role == Qt.ItemDataRole.EditRole:
            return line.get(cell.name)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.wrong(cell) or self._tip(line, cell.name) or None
        return None

    def painted(self, row: int, column: int) -> tuple[str, bool, bool]:
        """What a cell says, whether that is only a hint, and whether it is wrong: at once, for it is asked often."""
        key = self.rows[row]
        assert isinstance(key, str)
        line, name = self.lines[key], NAMES[self.lines[key].part][column]
        text = self._text(line, name)
        hint = self._hint(line, name) if not text or name == "told" else ""
        said = f"{text}　{hint}" if text and hint else text or hint
        return said, bool(hint), key in self.faults and bool(self.wrong(Cell(key, name)))

    def own_heads(self, part: Part) -> bool:
        """Whether a part has other columns than the items, whose heads stand on top."""
        return part is Part.RECHECK and self.entry is not None and self.entry.visit is not None

    def _heading(self, part: Part, column: int) -> str:
        if column == 0:
            return self._title(part)
        return COLUMNS[part][NAMES[part][column]] if self.own_heads(part) and column > 1 else ""

    def _title(self, part: Part) -> str:
        lines = [line for line in self.lines.values() if line.part is part and not is_blank(line)]
        if part is Part.FREE:
            return f"{_TITLES[part]}　{len(lines)} 条" if lines else _TITLES[part]
        done = sum(bool(line.get("result")) for line in lines)
        return f"{_TITLES[part]}　{done} / {len(lines)}"

    def _text(self, line: Line, name: str) -> str:
        if name == "n":
            return str(line.n)
        if name == "told":
            return line.told or ("" if is_blank(line) else "条目以外")
        if name == "asked":
            return line.danger.measure or ""
        if name == "rank":
            return line.danger.level.label
        if name == "result":
            return "" if is_blank(line) else _RESULTS[line.part].get(line.get("result"), "")
        if name == "photo":
            return f"{len(line.get('photo'))} 张" if line.get("photo") else ""
        if line.part is not Part.RECHECK and not line.wrong:
            return ""
        if name == "level":
            return Level(line.get("level")).label if line.get("level") else Level.GENERAL.label  # type: ignore[call-arg]
        if name in ("term", "new_term"):
            return self.term(line.get(name))
        return str(line.get(name)).replace("\n", " ")

    def term(self, text: str) -> str:
        """A term with its day: 7 天 11-27."""
        if not text:
            return ""
        try:
            day = term_of(text, self.day, self.today)
        except ValueError:
            return text
        days = (day - self.day).days
        year = f"{day.year}-" if day.year != self.day.year else ""
        return f"{days} 天　{year}{day.month}-{day.day}" if days else f"立即　{day.month}-{day.day}"

    def _hint(self, line: Line, name: str) -> str:
        """What stands in grey in a cell that is empty."""
        if line.noted:
            return line.noted if name == "told" else ""
        if name in stops(line) and name != "result":
            return {"term": "3　7　15", "new_term": "3　7　15"}.get(name, "要填")
        if name == "result" and line.key == self.current and line.part is not Part.FREE:
            return "1　2　3"
        if name == "told" and is_blank(line):
            return "在右边写条目里没有的隐患"
        if name == "done_on" and line.get("result") == "done":
            return (line.danger.rectified_at or self.day).isoformat()
        return ""

    def _tip(self, line: Line, name: str) -> str:
        if name == "told":
            return "\n".join(filter(None, (line.told, line.more, line.noted)))
        if name == "photo":
            return "\n".join(str(file).partition(":")[2] for file in line.get("photo"))
        return self._text(line, name)
