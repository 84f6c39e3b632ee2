"""代码表: the lists that the office can edit (domain §4). Built-in entries may be disabled, not deleted."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from safety_desk.conditions import eq
from safety_desk.fields import Context, Field, Names, f
from safety_desk.ledger import Ledger, View
from safety_desk.ledgers.lists import CODE_LISTS, CodeList
from safety_desk.record import Record
from safety_desk.written import TextKind

_TITLES = {code_list.name: code_list.title for code_list in CODE_LISTS}
_NAMES = {title: name for name, title in _TITLES.items()}


class ListKind(TextKind):
    """The name of a code table in the program; people read and write its title."""

    def parse(self, raw: Any, field: Field, context: Context) -> str:
        """The title of a table, or its name."""
        text = super().parse(raw, field, context)
        return _NAMES.get(text, text)

    def show(self, value: str, field: Field, names: Names) -> str:
        """Its title."""
        return _TITLES.get(value, value)


class CodeEntry(Record):
    """One entry of a code table."""

    list: Annotated[str, ListKind()] = f("代码表", also="字典 类别", width=14)
    code: str = f("代码", width=14)
    label: str = f("名称", width=20)
    also: str | None = f("同义词", help="表格里写成这些词时也认作本条，词与词之间空一格", width=30)
    seq: int = f("顺序", default=0, low=0)
    enabled: bool = f("启用", default=True)
    builtin: bool = f("内置", default=False, fixed=True)


def built_in(lists: Sequence[CodeList] = CODE_LISTS) -> Iterator[CodeEntry]:
    """Every built-in entry, in order."""
    for code_list in lists:
        for n, (code, label, also) in enumerate(code_list.entries(), 1):
            yield CodeEntry(list=code_list.name, code=code, label=label, also=also or None, seq=n * 10, builtin=True)


CODES = Ledger(
    CodeEntry,
    "codes",
    "代码表",
    called="label",
    columns="list code label also seq enabled builtin",
    plan="5",
    filters="list enabled",
    search="label code also",
    keys=("list code",),
    order="list seq",
    views=(View("启用的", eq("enabled", True)), View("停用的", eq("enabled", False))),
    keep=lambda entry, kin: f"“{entry.label}”是内置条目，不能删除，可以停用" if entry.builtin else "",
    builtin=built_in,
    empty="下拉框里的选项都在这里维护：可以增加、改名、停用。",
)
