"""A hidden danger that others than the office found: a grid's patrol, a group's mutual check, an expert."""

from datetime import date
from typing import Any

from safety_desk.conditions import Kin
from safety_desk.errors import Refusal
from safety_desk.ledger import Step
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.options import Scene
from safety_desk.record import Record


def note_found(source: str, day: str, by: str, site: str = "enterprise") -> Step[Any]:
    """A step that turns the record's `problem`, where there is one, into a hidden danger of its site, once.

    `source` is the code of 隐患来源; `day`, `by` and `site` name the fields with the day, the finder's name and the
    enterprise. A record with a field `public_area` may stand there instead. `noted` says that it has been done.
    """

    def do(record: Any, kin: Kin, scene: Scene) -> list[Record]:
        where = getattr(record, site)
        area = getattr(record, "public_area", None) if where is None else None
        if where is None and area is None:
            raise Refusal("请先填查出隐患的单位，隐患才有归属")
        if not record.problem:
            raise Refusal("请先在“查出的问题”里写明隐患内容")
        found: date = getattr(record, day)
        danger = HiddenDanger(
            enterprise=where,
            public_area=area,
            found_date=found,
            found_by=_name(record, by, kin),
            source=source,
            description=record.problem,
        )
        return [danger, record.replace(noted=True)]

    return Step("登记为隐患", lambda record: bool(record.problem) and not record.noted, do, f"{site} problem", f"{site} problem")


def _name(record: Record, by: str, kin: Kin) -> str | None:
    """Who found it, as text: a name that was typed, or that of the record a link leads to."""
    said = getattr(record, by)
    if isinstance(said, int):
        name: str = kin.linked(record, by).name
        return name
    return said if isinstance(said, str) else None
