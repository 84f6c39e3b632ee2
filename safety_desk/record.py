"""A record: an immutable set of values whose annotations and labels declare its fields."""

import types
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, Generic, Self, TypeVar, Union, get_args, get_origin

from safety_desk.fields import Codes, Context, Doubtful, Field, Kind, Strict
from safety_desk.kinds import CHOICE, PLAIN
from safety_desk.value import Value


class Record:
    """The ground of all records. A subclass declares fields: `name: str = f("企业名称")`.

    `X | None` makes a field optional. A record is never changed; `replace` makes another. Ours and not a dataclass
    because the standard one writes and compiles code for every class: two milliseconds each, at every start.
    """

    fields: ClassVar[dict[str, Field]] = {}
    id: int | None = None

    def __init_subclass__(cls) -> None:
        own = {name: _declared(cls, name, note) for name, note in cls.__annotations__.items() if name in vars(cls)}
        cls.fields = {**cls.fields, **own}
        for name in own:
            setattr(cls, name, own[name].default)

    def __init__(self, **values: Any) -> None:
        if unknown := values.keys() - self.fields.keys() - {"id"}:
            raise TypeError(f"{type(self).__name__} has no field {', '.join(sorted(unknown))}")
        self.__dict__.update(values)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is not changed in place: use replace()")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and (
            vars(self) == vars(other)
            or all(getattr(self, name) == getattr(other, name) for name in ("id", *self.fields))
        )

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in vars(self).items() if value is not None)
        return f"{type(self).__name__}({shown})"

    @classmethod
    def made_of(cls, values: dict[str, Any]) -> Self:
        """A record of values whose names are known to be right: for the many that a list reads."""
        record = cls.__new__(cls)
        record.__dict__.update(values)
        return record

    def replace(self, **changes: Any) -> Self:
        """A record like this one but for these values."""
        for name in changes:
            if name not in self.fields and name != "id":
                raise TypeError(f"{type(self).__name__} has no field {name}")
        return self.made_of({**vars(self), **changes})

    def values(self) -> dict[str, Any]:
        """Every field's value by name, without the id."""
        return {name: getattr(self, name) for name in self.fields}


def _declared(cls: type, name: str, note: Any) -> Field:
    field = vars(cls)[name]
    if not isinstance(field, Field):
        raise TypeError(f"{cls.__name__}.{name}: declare it with f(...)")
    field.name = name
    field.required, field.kind, field.type = _read_note(note)
    return field


@cache
def _read_note(note: Any) -> tuple[bool, Kind, Any]:
    """Whether a value must be given, the kind of the field and its Python type, from an annotation."""
    required = True
    if get_origin(note) in (Union, types.UnionType):
        required = False
        note = next(part for part in get_args(note) if part is not types.NoneType)
    if get_origin(note) is Annotated:
        plain, kind = get_args(note)
        return required, kind, plain
    if isinstance(note, type) and issubclass(note, Codes):
        return required, CHOICE, note
    return required, PLAIN[note], note


R = TypeVar("R", bound=Record)


class Problem(Value):
    """What is wrong with one field, and what could stand there.

    A doubt stops nothing. A hard problem stops even a foreign row, which otherwise comes in with a doubt where the
    field may be empty.
    """

    field: str
    text: str
    proposal: str = ""
    doubt: bool = False
    hard: bool = False


class Read(Value, Generic[R]):
    """A record that was read, and what is wrong with it."""

    record: R
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What stands in the way of saving."""
        return tuple(problem for problem in self.problems if not problem.doubt)

    @property
    def doubts(self) -> tuple[Problem, ...]:
        """What may be saved, but wants a second look."""
        return tuple(problem for problem in self.problems if problem.doubt)


def read(cls: type[R], raw: Mapping[str, Any], context: Context, onto: R | None = None) -> Read[R]:
    """Make a record of what a form or a sheet holds, and say what is wrong, all at once.

    Fields that `raw` does not mention stay as they are in `onto`, or take their defaults.
    """
    values: dict[str, Any] = {} if onto is None else dict(vars(onto))
    context.values = values
    problems = list(_parse(cls, raw, context, values, onto is None))
    return Read(cls(**values), tuple(problems))


def _parse(
    cls: type[Record], raw: Mapping[str, Any], context: Context, values: dict[str, Any], fresh: bool
) -> Iterator[Problem]:
    for name, field in cls.fields.items():
        if name not in raw and not fresh:
            continue
        try:
            values[name] = field.parse(raw[name], context) if name in raw else _left_out(field)
        except Doubtful as doubt:
            kept = doubt.value if doubt.value is not None else field.default
            lost = kept is None and field.required
            values[name] = kept
            yield Problem(name, str(doubt), doubt.proposal, doubt=context.foreign and not lost)
        except ValueError as error:
            values.setdefault(name, None)
            kept_empty = context.foreign and not field.required and not isinstance(error, Strict)
            yield Problem(name, str(error), doubt=kept_empty)


def _left_out(field: Field) -> Any:
    if field.required and field.default is None and not field.serial:
        raise ValueError("必须填写")
    return field.default
