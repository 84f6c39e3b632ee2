"""A blank sheet for any ledger: heads, types, lists to choose from, a line that explains and one that shows how.

What is filled in comes back through the import, which passes over the explaining line and the example.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from safety_desk.fields import Field, Names
from safety_desk.ledger import Ledger
from safety_desk.reports.sheets import SONG, workbook

SAID, SHOWN = "填写说明", "示例"
"""How the two lines begin that are not data; `intake.rows` passes over them."""
ROWS = 2000
"""So many lines are made ready."""

_HEADS = 2
_TEXTS = ("code", "uscc", "id_card", "phone", "mobile")
_NUMBERS = ("number", "whole", "money")
_BY_KIND = {
    "yes_no": ("填“是”或“否”", "是"),
    "date": ("日期，如 2026-06-30", dt.date(2026, 6, 30)),
    "moment": ("日期和时间，如 2026-06-30 09:30", "2026-06-30 09:30"),
    "uscc": ("18 位统一社会信用代码", "91341823MA2EXAMPLE"),
    "id_card": ("18 位身份证号码，单元格已设为文本", "341823198001010000"),
    "phone": ("手机或带区号的固定电话", "0563-5020000"),
    "mobile": ("11 位手机号码", "13900000000"),
    "links": ("几个之间用顿号隔开", ""),
    "terms": ("几个之间用顿号隔开", ""),
}


def columns(ledger: Ledger[Any]) -> list[Field]:
    """The fields that a person fills in on paper: not those that steps set, that follow from others, or hold files."""
    fields = ledger.fields.values()
    return [field for field in fields if not field.fixed and field.kind.name not in ("files", "geometry", "data")]


def write_blank(ledger: Ledger[Any], names: Names, linked: Mapping[str, Sequence[str]], path: Path) -> None:
    """Write the blank sheet of a ledger; `linked`: what can be chosen for a link, by the ledger that it leads to.

    Raises Refusal where the file cannot be written.
    """
    with workbook(path) as book:
        _Blank(book, ledger, names, linked).write()


class _Blank:
    """One blank sheet and, hidden behind it, the lists to choose from."""

    def __init__(self, book: Workbook, ledger: Ledger[Any], names: Names, linked: Mapping[str, Sequence[str]]) -> None:
        self.book, self.ledger, self.names, self.linked = book, ledger, names, linked
        self.fields = columns(ledger)
        self.page: Worksheet = book.add_worksheet(f"{ledger.noun}填报表"[:31])
        self.lists: Worksheet = book.add_worksheet("选项")
        self.lists.hide()
        self._listed = 0

    def write(self) -> None:
        page, last = self.page, len(self.fields)
        title = self._format(bold=True, font_size=16, border=0, text_wrap=False)
        page.merge_range(0, 0, 0, last, f"{self.ledger.title}填报表", title)
        page.set_row(0, 30)
        told = "带“必填”的列不能空。“填写说明”和“示例”两行导入时自动跳过，不用删；从示例下面一行开始填，列可以不填但不要改列名。"
        page.merge_range(1, 0, 1, last, told, self._format(border=0, font_size=9, font_color="#57606A"))
        self._column(0, "行号", SAID, SHOWN, 10, self._format(align="center"))
        for n, field in enumerate(self.fields, 1):
            self._field(n, field)
        page.set_row(_HEADS, 32)
        page.set_row(_HEADS + 1, 62)
        page.freeze_panes(_HEADS + 1, 2)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(_HEADS)
        page.set_selection(_HEADS + 3, 1, _HEADS + 3, 1)

    def _field(self, column: int, field: Field) -> None:
        choices = self._choices(field)
        kind = field.kind.name
        style: dict[str, Any] = (
            {"num_format": "yyyy-mm-dd"} if kind == "date" else {"num_format": "@"} if kind in _TEXTS else {}
        )
        width = min(40, max(10, field.width or field.kind.width))
        head = f"{field.label}（{field.unit}）" if field.unit else field.label
        self._column(column, head, _said(field, bool(choices)), _shown(field, choices), width, self._format(**style))
        if choices:
            self._offer(column, field, choices)

    def _column(self, column: int, head: str, said: str, shown: Any, width: int, shape: Format) -> None:
        page = self.page
        page.set_column(column, column, width, self._format(border=0, num_format=shape.num_format or "General"))
        page.write_string(_HEADS, column, head, self._format(bold=True, align="center", bg_color="#F2F2F2"))
        grey = self._format(font_size=9, font_color="#57606A", bg_color="#FAFAFA", valign="top")
        page.write_string(_HEADS + 1, column, said, grey)
        example = self._format(italic=True, font_color="#8A6D00", num_format=shape.num_format or "General")
        if isinstance(shown, dt.date):
            page.write_datetime(_HEADS + 2, column, dt.datetime.combine(shown, dt.time()), example)
        elif isinstance(shown, (int, float)):
            page.write_number(_HEADS + 2, column, shown, example)
        else:
            page.write_string(_HEADS + 2, column, shown, example)

    def _choices(self, field: Field) -> Sequence[str]:
        """What can be chosen for a field, in words; nothing where that is too long a list."""
        kind = field.kind.name
        if kind == "yes_no":
            return ("是", "否")
        if kind == "choice":
            return [member.label for member in field.type]
        if kind == "term":
            return [entry.label for entry in self.names.codes(field.codes).values() if entry.enabled]
        return self.linked.get(field.to, ()) if kind == "link" else ()

    def _offer(self, column: int, field: Field, choices: Sequence[str]) -> None:
        """The list of a column. What is not in it is only warned of where the import may add it, or where it links."""
        for n, said in enumerate(choices):
            self.lists.write_string(n, self._listed, said)
        letter = xl_col_to_name(self._listed)
        self._listed += 1
        strict = field.kind.name in ("choice", "yes_no")
        self.page.data_validation(
            _HEADS + 3, column, _HEADS + 2 + ROWS, column,
            {
                "validate": "list",
                "source": f"='选项'!${letter}$1:${letter}${len(choices)}",
                "error_type": "stop" if strict else "warning",
                "error_title": field.label[:32],
                "error_message": "请从下拉列表里选" if strict else "列表里没有这一项，确定要这样填吗？",
            },
        )  # fmt: skip

    def _format(self, **wanted: Any) -> Format:
        base = {"font_name": SONG, "font_size": 11, "valign": "vcenter", "border": 1, "text_wrap": True}
        return self.book.add_format({**base, **wanted})


def _said(field: Field, choose: bool) -> str:
    """What a column wants: whether it must be filled, how, and what it is for."""
    must = "必填" if field.required and field.default is None and not field.serial else "应填" if field.should else ""
    how = "从下拉列表选" if choose and field.kind.name != "yes_no" else _BY_KIND.get(field.kind.name, ("", ""))[0]
    if field.serial:
        how = "空着自动编号"
    if field.kind.name in _NUMBERS:
        how = "数字" + (f"，不小于 {field.low:g}" if field.low is not None else "")
    return "。".join(filter(None, (must, how, field.help)))


def _shown(field: Field, choices: Sequence[str]) -> Any:
    """How a column is filled, by example."""
    kind = field.kind.name
    if field.serial:
        return ""
    if kind in _BY_KIND and kind != "yes_no":
        return _BY_KIND[kind][1]
    if choices:
        return choices[0]
    if kind in _NUMBERS:
        return max(field.low or 0, 1)
    return f"某某{field.label}" if field.required or field.should else ""
