"""Photos on the records of the sample town: drawn, not taken. Until a record is saved it names a photo by what it shows."""

import datetime as dt
from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.record import Record
from safety_desk.sample_town.family import Family
from safety_desk.sample_town.scenes import photo

_SHOWN = (
    ("灭火器", "灭火器 消火栓"),
    ("配电箱", "电 插座"),
    ("通道", "通道 出口 走道 后门 堆 货"),
    ("气瓶", "瓶 罐 油漆 燃气 化学"),
    ("坑边", "护栏 坑 盖板 井 临边 平台 水"),
    ("设备", "防护罩 设备 急停 机 锅炉"),
    ("公示栏", ""),
)
"""What a hidden danger looks like, by the first word that its text holds."""

_RECORDS: dict[str, type[Any]] = {ledger.name: ledger.record for ledger in LEDGERS}
_ACTS = {
    "drills": ("演练", "date", 8),
    "trainings": ("培训", "start", 8),
    "publicity_activities": ("宣传", "start_at", 10),
    "grid_patrols": ("巡查", "date", 10),
    "meetings": ("培训", "date", 6),
}
"""Ledgers with photos of what was done: the scene, the day, and how many of the last ones have a photo."""


def photograph_dangers(family: Family) -> None:
    """The last hidden dangers, before and after, and the last inspections."""
    dangers = sorted(family.all(HiddenDanger), key=lambda danger: (danger.is_open, danger.found_date))
    for danger in dangers[-36:]:
        scene = next(
            scene for scene, words in _SHOWN if not words or any(w in danger.description for w in words.split())
        )
        mended = danger.rectified_at
        family.put(
            danger.replace(
                photo_before=(_described(scene, danger.found_date, danger),),
                photo_after=(_described(scene, mended, danger, mended=True),) if mended else None,
            )
        )
    visits = [visit for visit in family.all(Inspection) if visit.status is not VisitStatus.PLANNED]
    _put_photos(family, visits, "检查", attrgetter("start_at"), 16)


def photograph_acts(family: Family) -> None:
    """The last drills, lessons and other things that were done."""
    today = family.scene.today
    for name, (scene, day, count) in _ACTS.items():
        records = [record for record in family.all(_RECORDS[name]) if _day(getattr(record, day)) <= today]
        _put_photos(family, records, scene, attrgetter(day), count)


def develop(words: str) -> tuple[str, bytes]:
    """The photo that a record names by these words: its name and its content."""
    scene, mended, taken, place = words.split("|")
    stamp = taken.replace("-", "").replace(":", "").replace(" ", "_")
    return f"{scene}_{stamp}.png", photo(scene, mended == "1", taken, place)


def _put_photos(family: Family, records: Iterable[Any], scene: str, at: Callable[[Any], Any], count: int) -> None:
    for record in sorted(records, key=at)[-count:]:
        family.put(record.replace(photo=(_described(scene, at(record), record),)))


def _described(scene: str, at: dt.date, record: Record, mended: bool = False) -> str:
    """A photo by what it shows; where only the day is known, of some minute of the morning."""
    hour = at.strftime("%H:%M") if isinstance(at, dt.datetime) else f"09:{abs(record.id or 0) % 60:02d}"
    return f"{scene}|{mended:d}|{at:%Y-%m-%d} {hour}|{record.id}"


def _day(at: dt.date) -> dt.date:
    return at.date() if isinstance(at, dt.datetime) else at
