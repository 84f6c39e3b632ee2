"""How a foreign file is read: which sheet, which rows are its header, which column holds which field; found or told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.fields import Field
from safety_desk.intake.book import Sheet, letter
from safety_desk.intake.headers import Header, best_sheet, find_header, header_at, known_header, signature, with_fields
from safety_desk.ledger import Ledger
from safety_desk.value import Value
from safety_desk.wording import bare

MEMORY = "columns"
"""Under which the office's file keeps how it reads a form: by ledger and signature, the field of each column."""
LEFT_OUT = "不导入"


class Wishes(Value):
    """What a person says about how a file is to be read; what is empty the program finds.

    `header`: first row (from 0) and number of rows. `columns`: a field name for each column from the left, "" for one
    that is left out.
    """

    sheet: str = ""
    header: tuple[int, int] | None = None
    columns: tuple[str, ...] | None = None


@dataclass
class Layout:
    """How a file is read. Without a header nothing can be imported, nor while required columns are `missing`.

    `remembered`: matched as a person did it before. `others`: sheets that could be imported too.
    """

    ledger: Ledger[Any]
    target: Ledger[Any]
    sheet: Sheet
    header: Header | None
    wishes: Wishes
    sheets: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    remembered: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The field of each column from the left."""
        return columns_of(self.header) if self.header else ()

    @property
    def needed(self) -> list[Field]:
        """What a record cannot do without; a part's owner may be told by the sheet's title."""
        told = self.target.owner if self.target is not self.ledger else None
        needed = (f for f in self.target.fields.values() if f.required and f.default is None and not f.serial)
        return [f for f in needed if f is not told]

    @property
    def missing(self) -> list[Field]:
        """What of that no column holds."""
        return [f for f in self.needed if self.header is None or f.name not in self.header.fields]

    def check(self) -> Header:
        """The header. Raises Refusal where there is none, or where it lacks what a record cannot do without."""
        if self.header is None:
            heads = "、".join(f.label for f in list(self.ledger.fields.values())[:6])
            raise Refusal(
                f"没有找到{self.ledger.title}的表头（例如 {heads}）。请确认选对了台账和工作表，表头至少要有两列能对上"
            )
        if self.missing:
            labels = "、".join(f.label for f in self.missing)
            raise Refusal(f"表头里没有找到必需的列：{labels}。请补上这一列，或核对列名")
        return self.header


def columns_of(header: Header) -> tuple[str, ...]:
    """The field of each column from the left, "" where there is none."""
    return tuple(match.field.name if match.field else "" for match in header.matches)


def lay_out(store: Store, ledger: Ledger[Any], sheets: Sequence[Sheet], wishes: Wishes) -> Layout:
    """How the file is read: as a person says, else as one did before, else as the program finds it. Raises Refusal."""
    chosen = [sheet for sheet in sheets if not wishes.sheet or sheet.name == wishes.sheet]
    if not chosen:
        raise Refusal(f"这个文件里没有名为“{wishes.sheet}”的工作表" if wishes.sheet else "这个文件里没有工作表")
    targets = [ledger, *store.parts_of(ledger)]
    memory = store.remembered(MEMORY)
    known = {one.name: _of(memory, one) for one in targets}
    found = _told(chosen, targets, wishes) or _before(chosen, targets, known) or _found(chosen, targets)
    if found is None:
        sheet = next((sheet for sheet in chosen if not sheet.hidden), chosen[0])
        layout = Layout(ledger, ledger, sheet, None, wishes)
    else:
        target, sheet, header = found
        remembered = columns_of(header) == tuple(known[target.name].get(signature(header), ()))
        if wishes.columns is not None:
            header = with_fields(header, target, wishes.columns)
        layout = Layout(ledger, target, sheet, header, wishes, remembered=remembered)
    layout.sheets = [sheet.name for sheet in sheets if not sheet.hidden or sheet is layout.sheet]
    layout.others = [s.name for s in chosen if s is not layout.sheet and not s.hidden and find_header(s, layout.target)]
    return layout


Found = tuple[Ledger[Any], Sheet, Header]


def _of(memory: Mapping[str, Any], ledger: Ledger[Any]) -> dict[str, list[str]]:
    head = f"{ledger.name}|"
    return {key.removeprefix(head): fields for key, fields in memory.items() if key.startswith(head)}


def _told(sheets: Sequence[Sheet], targets: Sequence[Ledger[Any]], wishes: Wishes) -> Found | None:
    """The header that a person names: its rows are records of the ledger that it names best."""
    if wishes.header is None:
        return None
    sheet = next((sheet for sheet in sheets if not sheet.hidden), sheets[0])
    first, height = wishes.header
    if not 0 <= first < first + height <= len(sheet.rows):
        raise Refusal(f"“{sheet.name}”只有 {len(sheet.rows)} 行，没有第 {first + height} 行，不能作表头")
    found = [(target, sheet, header_at(sheet, target, first, height)) for target in targets]
    return max(found, key=lambda way: (way[2].score, way[0] is targets[0]))


def _before(
    sheets: Sequence[Sheet], targets: Sequence[Ledger[Any]], known: Mapping[str, Mapping[str, Sequence[str]]]
) -> Found | None:
    """A form that a person has matched before."""
    for sheet in sorted(sheets, key=lambda sheet: sheet.hidden):
        for target in targets:
            if (header := known_header(sheet, target, known[target.name])) is not None:
                return target, sheet, header
    return None


def _found(sheets: Sequence[Sheet], targets: Sequence[Ledger[Any]]) -> Found | None:
    """The sheet to read, and whether its rows are records of the ledger or parts of one of them."""
    ways = [(target, best_sheet(sheets, target)) for target in targets]
    found = [(target, *pair) for target, pair in ways if pair is not None]
    return max(found, key=lambda way: (way[2].score, way[0] is targets[0]), default=None)


def named_columns(layout: Layout, pairs: Mapping[str, str]) -> tuple[str, ...]:
    """The columns of a layout where some are told by words: heading or letter, and field, or 不导入. Raises Refusal."""
    header = layout.header
    if header is None:
        layout.check()
    assert header is not None
    told = list(layout.columns)
    for heading, word in pairs.items():
        places = [
            n
            for n, match in enumerate(header.matches)
            if heading.upper() == letter(match.column) or bare(heading) in map(bare, [match.heading, *_parts(match)])
        ]
        if not places:
            raise Refusal(
                f"表头里没有“{heading}”这一列。表头有：{'、'.join(m.heading for m in header.matches if m.heading)}"
            )
        name = _field_name(layout.target, word)
        for n, taken in enumerate(told):
            if name and taken == name:
                told[n] = ""
        told[places[0]] = name
    return tuple(told)


def _parts(match: Any) -> list[str]:
    return str(match.heading).split("/")[-1:]


def _field_name(ledger: Ledger[Any], word: str) -> str:
    if word in ("", LEFT_OUT):
        return ""
    for name, field_ in ledger.fields.items():
        if word in (name, field_.label):
            return name
    raise Refusal(f"{ledger.title}没有叫“{word}”的字段。字段有：{'、'.join(f.label for f in ledger.fields.values())}")


def remember(store: Store, layout: Layout, sheet: Sheet) -> None:
    """Keep how a person had this form read, where the program by itself would read it otherwise."""
    header = layout.header
    if header is None or (layout.wishes.columns is None and layout.wishes.header is None):
        return
    alone = _found([sheet], [layout.ledger, *store.parts_of(layout.ledger)])
    as_found = alone is not None and (
        (alone[0] is layout.target) and _place(alone[2]) == _place(header) and columns_of(alone[2]) == layout.columns
    )
    store.remember(MEMORY, {f"{layout.target.name}|{signature(header)}": None if as_found else list(layout.columns)})


def _place(header: Header) -> tuple[int, int]:
    return header.first, header.height
