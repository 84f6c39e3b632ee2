"""Of several records of one kind about an enterprise, the one that stands now."""

from collections.abc import Iterable
from typing import TypeVar

from safety_desk.conditions import Kin
from safety_desk.record import Record

R = TypeVar("R", bound=Record)


def with_others(record: R, kin: Kin, ledger: str, same: str = "") -> list[R]:
    """The records of that ledger about the enterprise of this one, itself among them; `same`: alike in that field too."""
    found: list[R] = kin.of(kin.linked(record, "enterprise"), ledger)
    others = [other for other in found if other.id != record.id]
    return [record, *(other for other in others if not same or getattr(other, same) == getattr(record, same))]


def marked(records: Iterable[R], day: str) -> list[R]:
    """The records with `current` told: the one with the latest day stands, the others are history."""
    ranked = list(records)
    last = max(ranked, key=lambda record: (getattr(record, day), record.id is None, abs(record.id or 0)))
    return [record.replace(current=record is last) for record in ranked]
