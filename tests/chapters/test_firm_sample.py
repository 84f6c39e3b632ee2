"""What the sample town's enterprises keep: something in every ledger, in every state, and no day that cannot be."""

import datetime as dt
from typing import Any

import pytest

from safety_desk.ledgers.expiry import Expiry
from safety_desk.ledgers.firm.chapter import TABS
from safety_desk.ledgers.firm.facility import FIRE, LIGHTNING, PPE, EntFireFacility, EntLightning, EntPpe
from safety_desk.ledgers.firm.hazard import CRITICAL_QUANTITIES, EntMajorHazard, HazardLevel
from safety_desk.ledgers.firm.health import TEST, EntOccHealth
from safety_desk.ledgers.firm.lease import EntLease
from safety_desk.ledgers.firm.licence import LICENCE, EntLicense
from safety_desk.ledgers.firm.project import EntConstruction, Stage
from safety_desk.ledgers.firm.small_place import Place
from safety_desk.options import Scene
from safety_desk.record import Record
from safety_desk.sample_town.town import sample_town

NOW = dt.datetime(2026, 11, 23, 10, 0)
TODAY = NOW.date()
LEDGERS = [ledger for tab in TABS for ledger in tab.ledgers if ledger is not CRITICAL_QUANTITIES]


@pytest.fixture(scope="module")
def town() -> dict[type[Record], list[Any]]:
    found: dict[type[Record], list[Any]] = {}
    for record in next(sample_town(Scene(at=NOW))):
        found.setdefault(type(record), []).append(record)
    return found


@pytest.mark.parametrize("ledger", LEDGERS, ids=lambda ledger: ledger.name)
def test_every_ledger_has_sound_records(town: Any, ledger: Any) -> None:
    records = town[ledger.record]
    assert records
    wrong = [(r, p.text) for r in records for p in ledger.problems(r, Scene(at=NOW)) if not p.doubt]
    assert wrong == []


def test_projects_stand_in_every_stage(town: Any) -> None:
    assert {project.stage for project in town[EntConstruction]} == set(Stage)


@pytest.mark.parametrize(
    ("cls", "expiry"),
    [(EntLicense, LICENCE), (EntFireFacility, FIRE), (EntLightning, LIGHTNING), (EntOccHealth, TEST), (EntPpe, PPE)],
)
def test_most_run_on_and_a_few_have_run_out(town: Any, cls: type[Record], expiry: Expiry) -> None:
    days = [day for record in town[cls] if (day := getattr(record, expiry.field)) is not None]
    assert 0 < sum(day < TODAY for day in days) < len(days) / 5
    assert any(TODAY <= day <= TODAY + dt.timedelta(days=expiry.warn) for day in days)


def test_one_unit_is_a_major_hazard_and_others_are_not(town: Any) -> None:
    levels = [hazard.level for hazard in town[EntMajorHazard]]
    assert levels.count(HazardLevel.FOUR) == 1 and {HazardLevel.NONE, None} < set(levels)


def test_a_landlord_has_tenants_known_and_only_named_signed_and_not(town: Any) -> None:
    leases = town[EntLease]
    assert {bool(lease.tenant) for lease in leases} == {lease.signed for lease in leases} == {True, False}
    assert any(lease.ended for lease in leases) and any(
        lease.next_check and lease.next_check < TODAY for lease in leases
    )


def test_small_places_of_every_kind(town: Any) -> None:
    assert len({place.kind for place in town[Place]}) == 10
    assert 0 < sum(place.live_work_mixed for place in town[Place]) < len(town[Place]) / 4
