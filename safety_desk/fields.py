"""A field of a record: its label, its kind, and how a value passes between a person and the record.

A value has three forms: as Python holds it, as SQLite stores it, and as people read and write it. A kind is exactly
the conversions between them. "Raw" is what comes from a form, a cell of a sheet or the command line alike: a form is
a sheet with one row, so that reading and validation exist once.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any, Protocol

from safety_desk import clock
from safety_desk.identity import fits, is_masked
from safety_desk.value import Value
from safety_desk.wording import bare, packed

VEIL = "＊＊＊"
"""What stands in the place of a secret."""

_FORMULA_ERRORS = {"#REF!", "#N/A", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!"}
_NOTHING = {"", "/", "\\", "-", "--", "—", "——", "无", "暂无", "空", "none", "null"}


class Doubtful(ValueError):
    """A foreign cell that was read, or could not be, and that a person should look at again.

    `value` is the reading that is kept (None: nothing), `proposal` what the person may want to put there.
    """

    def __init__(self, text: str, value: Any = None, proposal: str = "") -> None:
        super().__init__(text)
        self.value = value
        self.proposal = proposal


class Strict(ValueError):
    """A foreign cell that must be mended before its row can be kept, even in a field that may be empty."""


class Unknown(Doubtful):
    """A name that the linked ledger does not know (yet)."""

    def __init__(self, text: str, proposal: str = "") -> None:
        super().__init__(text, None, proposal)


class Codes(Enum):
    """A closed list of codes on which rules depend: code, label, and other words for the same."""

    label: str
    also: tuple[str, ...]

    def __new__(cls, code: str, label: str, also: str = "") -> "Codes":
        """A member from its code, its label and, with blanks between them, other words for it."""
        member = object.__new__(cls)
        member._value_ = code
        member.label = label
        member.also = tuple(also.split())
        return member


class Code(Value):
    """One entry of a code table that the office can edit."""

    code: str
    label: str
    also: tuple[str, ...] = ()
    enabled: bool = True

    @cached_property
    def words(self) -> frozenset[str]:
        """All that is written for it, in the form in which names are compared."""
        return frozenset(map(bare, (self.label, self.code, *self.also)))


class Names(Protocol):
    """How linked records and codes are called. Knows nothing of where they are kept."""

    def name(self, ledger: str, id: int) -> str:
        """What people call that record."""

    def find(self, ledger: str, text: str) -> Sequence[int]:
        """The records that people may mean by that text: none, one or several."""

    def near(self, ledger: str, text: str) -> Sequence[int]:
        """The records with a name much like that text, the likest first."""

    def apart(self, ledger: str, id: int) -> str:
        """What people call that record, with what tells it from others of its name."""

    def codes(self, table: str) -> Mapping[str, Code]:
        """The entries of a code table by code, in their order."""


class NoNames:
    """Names where nothing is linked: for rules and tests."""

    def name(self, ledger: str, id: int) -> str:
        """The id itself."""
        return str(id)

    def find(self, ledger: str, text: str) -> Sequence[int]:
        """Nothing is known."""
        return ()

    def near(self, ledger: str, text: str) -> Sequence[int]:
        """Nothing is known."""
        return ()

    def apart(self, ledger: str, id: int) -> str:
        """The id itself."""
        return str(id)

    def codes(self, table: str) -> Mapping[str, Code]:
        """No entries."""
        return {}


@dataclass
class Context:
    """What reading depends on: names, the day, and whether the text is foreign (a file) or typed by the clerk."""

    names: Names = field(default_factory=NoNames)
    today: dt.date = field(default_factory=clock.today)
    foreign: bool = False
    values: dict[str, Any] = field(default_factory=dict)


@lru_cache(4096)
def _says_nothing(text: str) -> bool:
    """A sheet says the same few words many times over."""
    return packed(text).lower() in _NOTHING


class Kind:
    """The conversions of one kind of value. The base is one line of text."""

    name = "text"
    sql = "TEXT"
    width = 14
    right = False
    veils = False
    """Whether some signs of it may be masked."""
    personal = False
    """Whether it is the number of a person."""

    def parse(self, raw: Any, field: "Field", context: Context) -> Any:
        """Raw to value. Raises ValueError in Chinese, or Doubtful where the text is foreign."""
        raise NotImplementedError

    def load(self, stored: Any, field: "Field") -> Any:
        """SQLite to value (never called for NULL)."""
        return stored

    def store(self, value: Any, field: "Field") -> Any:
        """Value to SQLite (never called for None)."""
        return value

    def show(self, value: Any, field: "Field", names: Names) -> str:
        """Value to what people read (never called for None)."""
        return str(value)

    def plain(self, value: Any, field: "Field", names: Names) -> Any:
        """Value to JSON (never called for None)."""
        return value

    def cell(self, value: Any, field: "Field", names: Names) -> Any:
        """Value to a cell of a workbook (never called for None)."""
        return self.show(value, field, names)

    def veil(self, text: str) -> str:
        """What people read, with what concerns only the person masked."""
        return text

    def is_blank(self, raw: Any) -> bool:
        """Whether raw means that nothing is given."""
        return raw is None or (isinstance(raw, str) and _says_nothing(raw))

    def knows(self, raw: Any, field: "Field") -> bool:
        """Whether a word that elsewhere means nothing (无, /) is one of the field's own."""
        return False


class Field:
    """One field of a record, as declared. See `f` for the meaning of each attribute."""

    __slots__ = (
        "also", "codes", "default", "end", "fixed", "follows", "grow", "help", "high", "kind", "label", "lines",
        "low", "name", "part_of", "required", "secret", "section", "serial", "should", "since", "to", "type", "unit",
        "width",
    )  # fmt: skip

    name: str
    kind: Kind
    type: Any
    required: bool

    def __init__(
        self,
        label: str,
        *,
        default: Any = None,
        section: str = "",
        also: str = "",
        help: str = "",
        unit: str = "",
        should: bool = False,
        fixed: bool = False,
        follows: bool = False,
        secret: bool = False,
        lines: int = 1,
        width: int = 0,
        low: float | None = None,
        high: float | None = None,
        end: bool = False,
        since: str = "",
        to: str = "",
        part_of: bool = False,
        grow: bool = False,
        codes: str = "",
        serial: str = "",
    ) -> None:
        self.label = label
        self.default = default
        self.section = section
        self.also = tuple(also.split())
        self.help = help
        self.unit = unit
        self.should = should
        self.fixed = fixed or follows
        self.follows = follows
        self.secret = secret
        self.lines = lines
        self.width = width
        self.low = low
        self.high = high
        self.end = end
        self.since = since
        self.to = to
        self.part_of = part_of
        self.grow = grow
        self.codes = codes
        self.serial = serial

    def parse(self, raw: Any, context: Context) -> Any:
        """What a person wrote, as a value. Raises ValueError (Doubtful where foreign text leaves a doubt)."""
        if self.kind.is_blank(raw) and not self.kind.knows(raw, self):
            if self.required and self.default is None and not self.serial:
                raise ValueError("必须填写")
            return self.default if self.required else None
        if isinstance(raw, str) and raw in _FORMULA_ERRORS:
            raise ValueError(f"单元格里是公式错误 {raw}")
        if self.is_veiled(raw):
            have = context.values.get(self.name)
            if not self.fits(raw, have):
                raise ValueError("号码里有几位隐去了（*），登记不了，请填写完整号码")
            return have
        return self.kind.parse(raw, self, context)

    def load(self, stored: Any) -> Any:
        """As SQLite stored it, as a value."""
        return None if stored is None else self.kind.load(stored, self)

    def store(self, value: Any) -> Any:
        """A value as SQLite stores it."""
        return None if value is None else self.kind.store(value, self)

    def show(self, value: Any, names: Names) -> str:
        """A value as people read it, its numbers of persons masked; empty for nothing.

        This is the one rule for lists, cards, exports and papers for the public; `whole` is for the form, for papers
        that the law wants whole, and for who has asked.
        """
        return "" if value is None else self.veiled(self.kind.show(value, self, names))

    def veiled(self, text: str) -> str:
        """What may be read of a text that stands for one of its values."""
        return VEIL if self.secret else self.kind.veil(text)

    def whole(self, value: Any, names: Names) -> str:
        """A value as people read it, nothing masked; empty for nothing."""
        return "" if value is None else self.kind.show(value, self, names)

    @property
    def veils(self) -> bool:
        """Whether `show` may mask some of it."""
        return self.secret or self.kind.veils

    @property
    def personal(self) -> bool:
        """Whether it concerns a person: always masked where many stand together."""
        return self.secret or self.kind.personal

    def is_veiled(self, raw: Any) -> bool:
        """Whether raw is what `show` made of a value, or what others masked."""
        return self.veils and isinstance(raw, str) and is_masked(raw)

    def fits(self, raw: str, value: Any) -> bool:
        """Whether masked text may stand for that value."""
        if value is None:
            return False
        return packed(raw) == packed(VEIL) if self.secret else fits(raw, str(value))

    def plain(self, value: Any, names: Names) -> Any:
        """A value for JSON."""
        return None if value is None else self.kind.plain(value, self, names)

    def cell(self, value: Any, names: Names) -> Any:
        """A value for a cell of a workbook, masked as `show` does."""
        if value is None or not self.veils:
            return None if value is None else self.kind.cell(value, self, names)
        return self.show(value, names)

    def __repr__(self) -> str:
        return f"<Field {getattr(self, 'name', '?')} {self.label}>"


def f(label: str, **hints: Any) -> Any:
    """Declare a field of a record.

    default   the value of a new record            section  begins a section of the form under this heading
    also      other headings for it in sheets      help     what stands behind "?", with the legal basis
    unit      shown inside the field               should   应填: asked for, counted as missing, not refused
    fixed     not edited by hand (steps set it)    follows  computed from other records when those change
    secret    shown in its form alone, else ＊＊＊   lines    height of the text in a form
    low high  bounds of a number                   end      a day given as a month means its last day
    since     a term counts from that field        to       the ledger that a link leads to
    part_of   the record lives under that link     grow     an import may add what the link does not find
    codes     the code table of a term             serial   pattern of the number that the register gives
    """
    return Field(label, **hints)
