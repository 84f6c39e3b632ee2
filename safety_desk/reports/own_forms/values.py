"""What a form is filled with: records, lists, days and numbers as people read them, asked for by their names."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.dates import chinese
from safety_desk.errors import Refusal
from safety_desk.fields import Field, Names
from safety_desk.ledgers.office import OfficeRules
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.reports.own_forms.names import Known, Shape, ledger_named, meant, office_names

MOST_TURNS = 20_000
"""So often the loops of one form may turn, all together."""


class Source:
    """Where the values of a form come from. `whole`: numbers of persons that were asked for unmasked."""

    def __init__(self, kin: Kin, names: Names, scene: Scene) -> None:
        self.kin, self.names, self.scene = kin, names, scene
        self.whole: set[str] = set()
        self.turns = 0

    def turn(self) -> None:
        """One more turn of a loop. Raises Refusal where there were too many."""
        self.turns += 1
        if self.turns > MOST_TURNS:
            raise Refusal(f"格式里的循环转了 {MOST_TURNS} 次还没有完，没有生成。请检查 {{% for %}} 是不是套得太多")


class Asked:
    """A value of which more can be asked behind a full stop."""

    def told(self, name: str) -> Any:
        """What is called so. Raises KeyError where there is nothing of that name; the check of the form has seen to it."""
        raise KeyError(name)


class Told(Asked):
    """A record, or the place where none is: reads as what people call it."""

    def __init__(self, source: Source, ledger: str, record: Record | None) -> None:
        self.source, self.ledger, self.record = source, ledger, record

    def __str__(self) -> str:
        if self.record is None or self.record.id is None:
            return ""
        return self.source.names.name(self.ledger, self.record.id)

    def __bool__(self) -> bool:
        return self.record is not None

    def __eq__(self, other: object) -> bool:
        return str(self) == str(other)

    def __hash__(self) -> int:
        return hash(str(self))

    def told(self, name: str) -> Any:
        """A field, a list, or what a link leads to."""
        one = meant(self.ledger, name)
        if one is None:
            raise KeyError(name)
        if one.shape is Shape.LIST:
            return Many(self.source, one.to, self._records(one))
        if one.shape is Shape.RECORD:
            return Told(self.source, one.to, self.record and self.source.kin.linked(self.record, one.field))
        return self._plain(one)

    def _records(self, one: Known) -> Sequence[Record]:
        if self.record is None:
            return []
        if one.way == "all":
            return self.source.kin.all_linked(self.record, one.field)
        found = self.source.kin.of(self.record, one.to, one.field)
        place = ledger_named(one.to).place
        return sorted(found, key=lambda r: (getattr(r, place.name) or 0 if place else 0, r.id or 0))

    def _plain(self, one: Known) -> Any:
        ledger = ledger_named(self.ledger)
        if one.way == "derived":
            extra = next(extra for extra in ledger.derived if extra.name == one.field)
            return extra.tell(self.record, self.source.scene, self.source.names) if self.record else ""
        field = ledger.fields[one.field]
        value = getattr(self.record, one.field) if self.record is not None else None
        return _value(self.source, one.shape, field, value)


def _value(source: Source, shape: Shape, field: Field, value: Any) -> Any:
    shown = field.show(value, source.names)
    match shape:
        case Shape.DAY:
            return Day(shown, value)
        case Shape.MASKED:
            return Masked(source, shown, field, value)
        case Shape.FILES:
            return Pictures(shown, tuple(value or ()))
        case Shape.FIGURE:
            return Figure(shown)
    return Answer(shown, value) if isinstance(value, bool) else shown


class Answer(str):
    """是 or 否: a condition holds only for 是."""

    def __new__(cls, shown: str, yes: bool) -> Answer:
        """An answer with what people read of it."""
        made = super().__new__(cls, shown)
        made.yes = yes  # type: ignore[attr-defined]
        return made

    def __bool__(self) -> bool:
        return bool(self.yes)  # type: ignore[attr-defined]


class Figure(str):
    """A number as people read it; compared by what it is worth. An empty one is neither more nor less than any."""

    def _worth(self) -> float:
        return float(self.replace(",", "")) if self else math.nan

    def __gt__(self, other: Any) -> bool:
        return self._worth() > _worth(other)

    def __ge__(self, other: Any) -> bool:
        return self._worth() >= _worth(other)

    def __lt__(self, other: Any) -> bool:
        return self._worth() < _worth(other)

    def __le__(self, other: Any) -> bool:
        return self._worth() <= _worth(other)

    def __eq__(self, other: object) -> bool:
        return str(self) == other if isinstance(other, str) else self._worth() == other

    def __hash__(self) -> int:
        return hash(str(self))


def _worth(other: Any) -> float:
    return other._worth() if isinstance(other, Figure) else float(other)


class Many(Asked):
    """The records of a list, in their order."""

    def __init__(self, source: Source, ledger: str, records: Sequence[Record]) -> None:
        self.source, self.ledger, self.records = source, ledger, records

    def __iter__(self) -> Iterator[Told]:
        for record in self.records:
            self.source.turn()
            yield Told(self.source, self.ledger, record)

    def __len__(self) -> int:
        return len(self.records)

    def told(self, name: str) -> Any:
        """How many there are, or the first of them."""
        if name == "条数":
            return len(self.records)
        if name == "第一条":
            return Told(self.source, self.ledger, self.records[0] if self.records else None)
        raise KeyError(name)


class Day(str, Asked):
    """A day or a moment: reads as on the screen, and as papers write it where that is asked for."""

    value: dt.date | None

    def __new__(cls, shown: str, value: dt.date | None) -> Day:
        """A day with what people read of it."""
        made = super().__new__(cls, shown)
        made.value = value
        return made

    def told(self, name: str) -> str:
        """The day as papers write it, or a part of it; room to write where there is none."""
        day = self.value
        if name == "中文":
            return chinese(day)
        if name == "时分":
            return f"{day.hour}时{day.minute:02d}分" if isinstance(day, dt.datetime) else "　　时　　分"
        if name not in ("年", "月", "日"):
            raise KeyError(name)
        return str({"年": day.year, "月": day.month, "日": day.day}[name]) if day else "　　"


class Masked(str, Asked):
    """A number of a person, masked as everywhere; whole only where the form asks for that, which is noted."""

    def __new__(cls, source: Source, shown: str, field: Field, value: Any) -> Masked:
        """A number with what people read of it."""
        made = super().__new__(cls, shown)
        made._source, made._field, made._value = source, field, value  # type: ignore[attr-defined]
        return made

    def told(self, name: str) -> str:
        """The whole number."""
        if name != "完整":
            raise KeyError(name)
        self._source.whole.add(self._field.label)  # type: ignore[attr-defined]
        return str(self._field.whole(self._value, self._source.names))  # type: ignore[attr-defined]


class Pictures(str, Asked):
    """Files of the office, shown as pictures of that height in mm where they are some."""

    files: tuple[str, ...]
    height: float

    def __new__(cls, shown: str, files: tuple[str, ...], height: float = 45) -> Pictures:
        """Files with their names."""
        made = super().__new__(cls, shown)
        made.files, made.height = files, height
        return made

    def told(self, name: str) -> Any:
        """Their names, or the same in another size."""
        if name == "名称":
            return str(self)
        return Pictures(str(self), self.files, {"大": 105.0, "小": 30.0}[name])


class OwnOffice(Asked):
    """The office itself, as its settings say."""

    def __init__(self, source: Source) -> None:
        self.source = source

    def told(self, name: str) -> str:
        """A setting of 本单位."""
        rules = self.source.scene.rules(OfficeRules)
        setting = office_names()[name]
        return OfficeRules.fields[setting].show(getattr(rules, setting), self.source.names)
