"""Values: small things that never change and are equal where their parts are. They cost nothing at start."""

from typing import Any, ClassVar, Self, dataclass_transform


@dataclass_transform(frozen_default=True)
class Value:
    """Base of a value: its annotations declare its parts, in order; `= x` gives a default (an unchangeable one).

    Ours and not a frozen dataclass because that one writes and compiles code for every class, half a millisecond each,
    at every start (docs/decisions/0001-own-record-class.md).
    """

    _parts: ClassVar[tuple[str, ...]] = ()
    __match_args__: ClassVar[tuple[str, ...]] = ()
    _known: ClassVar[frozenset[str]] = frozenset()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        own = vars(cls).get("__annotations__", {})
        fresh = [name for name, note in own.items() if "ClassVar" not in str(note) and name not in cls._parts]
        cls._parts = (*cls._parts, *fresh)
        cls.__match_args__ = cls._parts  # type: ignore[misc]
        cls._known = frozenset(cls._parts)
        cls._defaults = {**cls._defaults, **{name: vars(cls)[name] for name in own if name in vars(cls)}}

    def __init__(self, *values: Any, **named: Any) -> None:
        parts, held = self._parts, self.__dict__
        held.update(self._defaults)
        if values:
            held.update(zip(parts, values, strict=False))
        held.update(named)
        if held.keys() != self._known or len(values) > len(parts) or not named.keys().isdisjoint(parts[: len(values)]):
            wrong = ", ".join(sorted(held.keys() ^ self._known)) or "a part given twice, or one too many"
            raise TypeError(f"{type(self).__name__}: {wrong}")
        self._made()

    def _made(self) -> None:
        """Look at the whole when all parts are there. Raises TypeError where they do not fit together."""

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"{type(self).__name__} is not changed in place: use replace()")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._all() == other._all()

    def __hash__(self) -> int:
        return hash((type(self), self._all()))

    def __repr__(self) -> str:
        shown = (f"{name}={getattr(self, name)!r}" for name in self._parts)
        return f"{type(self).__name__}({', '.join(shown)})"

    def _all(self) -> tuple[Any, ...]:
        return tuple([getattr(self, name) for name in self._parts])

    def replace(self, **changes: Any) -> Self:
        """A value like this one but for these parts."""
        return type(self)(**{**{name: getattr(self, name) for name in self._parts}, **changes})
