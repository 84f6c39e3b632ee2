"""The stops of a round: what is known of each site, by which checklist it is checked, what should be mended first."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from safety_desk.conditions import eq, one_of, since
from safety_desk.db.store import Store
from safety_desk.fields import Code
from safety_desk.ledgers.checklist import Checklist
from safety_desk.ledgers.checklist_choice import ChoiceRules, Subject, checklist_for
from safety_desk.ledgers.enterprise import Enterprise
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import OPEN, HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.ledgers.visit_state import VisitStatus
from safety_desk.record import Record
from safety_desk.tasks.rounds.sources import Wish
from safety_desk.value import Value


class Stop(Value):
    """One site of a round, as a page shows it.

    `site` is its ledger and id. `checklist` can be another than the rule's. `notes` say what should be known before
    setting out, with the remedy; `again` that it is visited soon anyway.
    """

    site: tuple[str, int]
    wish: Wish
    name: str
    village: str
    grade: Grade | None
    dangers: int
    checklist: int | None
    notes: tuple[str, ...] = ()
    again: bool = False


def stops(store: Store, wishes: Iterable[Wish]) -> list[Stop]:
    """The stops for these sites, each once, by village and then by name."""
    joined = _joined(wishes)
    firms = _records(store, Enterprise, (wish.enterprise for wish in joined))
    areas = _records(store, PublicArea, (wish.public_area for wish in joined))
    villages = {village.id: village for village in store.find(Village)}
    known = _Known(store)
    found = []
    for wish in joined:
        site: Any = firms.get(wish.enterprise) or areas.get(wish.public_area)
        if site is not None:
            village = villages.get(site.village)
            found.append((_place(village), known.stop(wish, site, village.name if village else "")))
    return [stop for _, stop in sorted(found, key=lambda pair: (pair[0], pair[1].name, pair[1].site))]


def _place(village: Village | None) -> tuple[int, str]:
    """Where a village stands in the order of the town; what is nowhere comes last."""
    return (village.seq if village.seq is not None else 9_000, village.name) if village else (9_999, "")


def _joined(wishes: Iterable[Wish]) -> list[Wish]:
    """Each site once: what asks for it is said together, the first link of each kind is kept."""
    found: dict[tuple[int | None, int | None], Wish] = {}
    for wish in wishes:
        key = (wish.enterprise, wish.public_area)
        if (first := found.get(key)) is None:
            found[key] = wish
            continue
        links = {name: getattr(first, name) or getattr(wish, name) for name in ("target", "draw", "campaign", "visit")}
        why = first.why if wish.why in first.why else f"{first.why}；{wish.why}"
        found[key] = first.replace(why=why, **links)
    return list(found.values())


def _records(store: Store, cls: type[Any], ids: Iterable[int | None]) -> dict[int | None, Any]:
    wanted = sorted({id for id in ids if id is not None})
    return {record.id: record for record in store.find(cls, one_of("id", *wanted))} if wanted else {}


class _Known:
    """What is looked up once for all stops."""

    def __init__(self, store: Store) -> None:
        self._lists = store.find(Checklist)
        self._rules = store.options(ChoiceRules)
        self._tables = {name: store.names.codes(name) for name in ("tag", "supervise_field", "area_kind")}
        self._dangers = Counter((d.enterprise, d.public_area) for d in store.find(HiddenDanger, OPEN))
        today = store.scene().today
        soon = store.find(Inspection, eq("status", VisitStatus.PLANNED) & since("start_at", today))
        self._planned = {(visit.enterprise, visit.public_area): visit for visit in soon}

    def stop(self, wish: Wish, site: Record, village: str) -> Stop:
        """All of one stop."""
        assert site.id is not None
        key = (wish.enterprise, wish.public_area)
        planned = self._planned.get(key)
        again = planned is not None and wish.visit is None
        chosen = planned.checklist if planned is not None and wish.visit == planned.id else None
        return Stop(
            ("enterprises" if wish.enterprise else "public_areas", site.id),
            wish,
            site.name,  # type: ignore[attr-defined]
            village,
            site.risk_grade,  # type: ignore[attr-defined]
            self._dangers[key],
            chosen or self._fitting(site),
            tuple(_notes(site, planned if again else None)),
            again,
        )

    def _fitting(self, site: Any) -> int | None:
        if isinstance(site, Enterprise):
            subject = Subject(
                self._codes("tag", site.tags or ()),
                self._codes("supervise_field", [site.industry_safety]),
                site.risk_grade,
            )
        else:
            subject = Subject(self._codes("area_kind", [site.kind]), (), site.risk_grade, graded=False)
        chosen = checklist_for(subject, self._lists, self._rules)
        return chosen.id if chosen else None

    def _codes(self, table: str, codes: Sequence[str | None]) -> tuple[Code, ...]:
        known: Mapping[str, Code] = self._tables[table]
        return tuple(known[code] for code in codes if code is not None and code in known)


def _notes(site: Any, planned: Inspection | None) -> Iterable[str]:
    if planned is not None:
        yield f"{planned.start_at.date()} 已安排检查（{planned.no}）"
    if not (site.address or getattr(site, "reg_address", None)):
        yield "没有地址，请先在台账里补填"
    if site.village is None:
        yield "没有填所在村，排在最后"
