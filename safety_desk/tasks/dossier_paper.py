"""一企一档 on paper: what is known of a record as one document of A4, made of the declarations of whatever ledgers there are."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from safety_desk.dates import chinese
from safety_desk.db import attachments
from safety_desk.db.store import Store
from safety_desk.fields import Codes, Field
from safety_desk.ledger import Ledger
from safety_desk.ledgers.dossier import Dossier
from safety_desk.ledgers.grade import Colours, Grade, colour
from safety_desk.ledgers.office import OfficeRules, signed_by
from safety_desk.paper import Paper
from safety_desk.record import Record
from safety_desk.tasks.dossier import Linked, Whole, graded, moments, views_of, whole
from safety_desk.tasks.dossier_words import name, records_said, tallied
from safety_desk.tasks.paper_columns import Cut, cut_of, numeral
from safety_desk.verdicts import Verdict

MOST_ROWS, LEAST_OTHERS = 40, 10
"""So many records of a ledger are listed: all that are open, and of the others at least so many of the newest."""
MOST_MOMENTS = 40
MOST_PHOTOS = 24
SHORT = 24
"""A text of so many signs stands beside others."""
FIELDS_IN_A_ROW = 3
PHOTOS_IN_A_ROW = 4
PICTURES = {".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff"}
_OPEN = "○◔◑"
"""The shapes of states in which somebody has something to do."""


def dossier_paper(store: Store, dossier: Dossier) -> Paper[Any]:
    """The dossier as a paper; its facts are all that the office knows of the record."""

    def facts(record: Record, *_: object) -> Mapping[str, Any]:
        return dossier_facts(store, whole(store, dossier, record.id or 0))

    return Paper(dossier.name, dossier.title, "dossier.html", facts, landscape=True, margins=(24, 18, 18, 18))


def dossier_facts(store: Store, whole: Whole) -> dict[str, Any]:
    """What the document says, in its order."""
    record, ledger, called = whole.record, whole.dossier.ledger, name(store, whole)
    chapters = _Numbers()
    return {
        "title": f"{whole.dossier.title}　{called}",
        "heading": whole.dossier.title,
        "name": called,
        "number": _number(store, ledger, record),
        "office": signed_by(store.options(OfficeRules)),
        "day": chinese(store.scene().today),
        "basic": chapters.head("基本情况"),
        "sections": _sections(store, ledger, record),
        "bar": _bar(store, *told) if (told := graded(store, ledger, whole.linked)) else None,
        "judged": chapters.head("合规情况") if whole.verdicts or whole.complete else "",
        "complete": _complete(whole),
        "tally": tallied(whole.verdicts),
        "verdicts": [_verdict(store, verdict) for verdict in whole.verdicts],
        "blocks": [_block(store, ledger, one, chapters) for one in whole.some],
        "lacking": "、".join(whole.none),
        "photos": _photos(store, whole, chapters),
        "moments": _moments(store, whole, chapters),
    }


class _Numbers:
    """Numbers the chapters of the document as they come: 一、二、三、…"""

    def __init__(self) -> None:
        self._last = 0

    def head(self, words: str) -> str:
        """The next heading."""
        self._last += 1
        return f"{numeral(self._last)}、{words}"


def _number(store: Store, ledger: Ledger[Any], record: Record) -> str:
    """The first of the record's keys that is filled."""
    shown = ledger.show(record, store.names)
    return next((shown[key] for key in ledger.keys if " " not in key and shown.get(key)), "")


def _told(fields: Sequence[Field], record: Record) -> list[Field]:
    """The fields that say something on paper: filled, not secret, no files and no drawings."""
    return [
        field
        for field in fields
        if not field.secret
        and field.kind.name not in ("files", "data", "geometry")
        and getattr(record, field.name) not in (None, "", (), False)
    ]


def _value(store: Store, field: Field, record: Record) -> str:
    """A value as people read it, with its unit."""
    shown = field.show(getattr(record, field.name), store.names)
    return f"{shown} {field.unit}" if field.unit and shown else shown


def _sections(store: Store, ledger: Ledger[Any], record: Record) -> list[dict[str, Any]]:
    """The form with what is filled in, a few fields a line; long texts have a line of their own below."""
    found = []
    for head, fields in ledger.sections.items():
        told = [(field.label, _value(store, field, record)) for field in _told(fields, record)]
        short = [said for said in told if len(said[1]) <= SHORT]
        rows = [short[n : n + FIELDS_IN_A_ROW] for n in range(0, len(short), FIELDS_IN_A_ROW)]
        if rows or told:
            found.append({"head": head, "rows": rows, "long": [said for said in told if said not in short]})
    return found


def _bar(store: Store, one: Linked, counts: Mapping[Grade | None, int]) -> dict[str, Any]:
    """The four colours as a bar whose parts are as wide as their share; the smallest can still be seen."""
    colours, total = store.options(Colours), sum(counts.values())
    shares = {grade: max(3.0, 100 * counts[grade] / total) for grade in (*Grade, None) if counts.get(grade)}
    parts = [(colour(g, colours), f"{share * 100 / sum(shares.values()):.1f}") for g, share in shares.items()]
    words = [f"{g.label} {g.letter}（{g.risk}） {counts.get(g, 0)}" for g in Grade]
    words += [f"未评 {counts[None]}"] if counts.get(None) else []
    return {"title": f"{one.ledger.noun}分级（共 {total}）", "parts": parts, "words": "　".join(words)}


def _complete(whole: Whole) -> str:
    if (complete := whole.complete) is None:
        return ""
    said = f"底数完整度 {complete.percent}%（应有 {complete.wanted} 项，已有 {complete.filled} 项）"
    return said + (f"，缺：{'、'.join(gap.label for gap in complete.gaps)}。" if complete.gaps else "。")


def _verdict(store: Store, verdict: Verdict) -> dict[str, Any]:
    return {
        "code": verdict.code,
        "title": verdict.title,
        "state": f"{verdict.outcome.shape} {verdict.outcome.label}",
        "asks": verdict.outcome.asks,
        "says": verdict.says,
        "basis": verdict.basis,
        "records": records_said(store, verdict.records),
    }


def is_open(record: Record) -> bool:
    """Whether somebody has something to do with a record: as it says itself, else as the shape of its state says."""
    told = getattr(record, "is_open", None)
    if told is not None:
        return bool(told)
    states = (getattr(record, name) for name, field in record.fields.items() if issubclass(_type(field), Codes))
    return any(getattr(state, "shape", "") in tuple(_OPEN) for state in states)


def _type(field: Field) -> type[Any]:
    return field.type if isinstance(field.type, type) else object


def _block(store: Store, of: Ledger[Any], one: Linked, chapters: _Numbers) -> dict[str, Any]:
    """One ledger: its open records whole, then the newest of the others; the rest is counted."""
    ledger = one.ledger
    every = store.find(ledger.record, one.where, "-id")
    open_ = [record for record in every if is_open(record)]
    others = [record for record in every if not is_open(record)]
    shown = open_ + others[: max(LEAST_OTHERS, MOST_ROWS - len(open_))]
    links = {field.name for field in ledger.links_to(of.name)}
    links -= {name for name in links if len({getattr(record, name) for record in shown}) > 1}
    whose = {extra.name for extra in ledger.derived if extra.headline} if links else set()
    columns = [name for name in ledger.columns.split() if name not in links | whose]
    cut = cut_of(store, ledger, columns, shown)
    views = [f"{view.label} {count}" for view, _, count in views_of(store, one)]
    return {
        "head": chapters.head(f"{ledger.noun}（{one.count}）"),
        "views": "　".join(views),
        "columns": cut.columns,
        "rows": [
            {"cells": cells, "whole": _rest(store, ledger, record, cut, links) if is_open(record) else ""}
            for record, cells in zip(shown, cut.rows, strict=True)
        ],
        "rest": f"另有 {len(every) - len(shown)} 条较早的没有列出，见“{ledger.title}”。"
        if len(every) > len(shown)
        else "",
    }


def _rest(store: Store, ledger: Ledger[Any], record: Record, cut: Cut, links: set[str]) -> str:
    """What else is known of an open record, beyond its columns."""
    fields = [f for f in ledger.fields.values() if f.name not in cut.names and f.name not in links]
    return "；".join(f"{field.label}：{_value(store, field, record)}" for field in _told(fields, record))


def _photos(store: Store, whole: Whole, chapters: _Numbers) -> dict[str, Any]:
    """The pictures of the record and of what leads to it, the newest last records first, in rows."""
    found: list[dict[str, str]] = []
    sources = [(whole.dossier.ledger, [whole.record])]
    for one in whole.some:
        if any(field.kind.name == "files" for field in one.ledger.fields.values()):
            sources.append((one.ledger, store.find(one.ledger.record, one.where, "-id")))
    for ledger, records in sources:
        for record in records:
            found += _pictures(store, ledger, record)
    some = found[:MOST_PHOTOS]
    return {
        "head": chapters.head(f"照片（{len(found)}）") if found else "",
        "rows": [some[n : n + PHOTOS_IN_A_ROW] for n in range(0, len(some), PHOTOS_IN_A_ROW)],
        "rest": f"另有 {len(found) - len(some)} 张没有印出。" if len(found) > len(some) else "",
    }


def _pictures(store: Store, ledger: Ledger[Any], record: Record) -> list[dict[str, str]]:
    called = store.names.name(ledger.name, record.id or 0)
    found = []
    for field in ledger.fields.values():
        if field.kind.name != "files" or field.secret:
            continue
        for reference in getattr(record, field.name) or ():
            path = attachments.place_of(store.attachments, reference)
            if PurePath(attachments.name_of(reference)).suffix.lower() in PICTURES and path.exists():
                found.append({"path": path.as_uri(), "words": f"{ledger.noun} {called}　{field.label}"})
    return found


def _moments(store: Store, whole: Whole, chapters: _Numbers) -> dict[str, Any]:
    told = moments(store, whole.dossier.ledger, whole.record.id or 0, whole.linked, MOST_MOMENTS)
    rows = [(moment.at[:16], moment.who, moment.label) for moment in told]
    return {"head": chapters.head("经过") if rows else "", "rows": rows}
