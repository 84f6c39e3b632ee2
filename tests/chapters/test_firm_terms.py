"""What an enterprise keeps runs out, is tested again, let, replaced: the days that follow, and what is doubted."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, taken

from safety_desk.db.store import Store
from safety_desk.ledgers.firm.facility import EntFireFacility, EntLightning, EntPpe
from safety_desk.ledgers.firm.health import ENT_OCC_HEALTHS, EntOccHealth
from safety_desk.ledgers.firm.lease import ENT_LEASES, UNCHECKED, UNSIGNED, EntLease
from safety_desk.ledgers.firm.licence import ENT_LICENSES, EntEvaluation, EntLicense
from safety_desk.ledgers.firm.renewal import FirmRules
from safety_desk.ledgers.firm.small_place import GAS_UNALARMED, Gas, Place
from safety_desk.ledgers.firm.special import (
    ENT_DUSTS,
    SPACE_GAPS,
    CollectorType,
    EntConfinedSpace,
    EntDust,
)
from safety_desk.ledgers.firm.stock import ENT_MATERIALS, EntMaterial
from safety_desk.record import Record

D = dt.date


@pytest.mark.parametrize(("explosive", "valid_to"), [(True, D(2026, 12, 1)), (False, D(2027, 6, 1))])
def test_lightning_protection_is_tested_twice_a_year_where_things_explode(
    store: Store, town: Town, explosive: bool, valid_to: D
) -> None:
    test = made(store, EntLightning, enterprise=town.mill.id, explosive=explosive, tested_on=D(2026, 6, 1))
    assert test.valid_to == valid_to


def test_a_report_s_own_day_stands_until_the_next_test(store: Store, town: Town) -> None:
    test = made(store, EntLightning, enterprise=town.mill.id, tested_on=D(2026, 6, 1), valid_to=D(2026, 12, 31))
    assert test.valid_to == D(2026, 12, 31)
    assert taken(store, test, "登记新检测", tested_on=D(2026, 11, 20)).valid_to == D(2027, 11, 20)


def test_the_office_sets_the_interval_of_tests(store: Store, town: Town) -> None:
    record = made(store, EntOccHealth, enterprise=town.mill.id, tested_on=D(2025, 12, 1))
    assert record.next_test == D(2026, 12, 1)
    store.set_options("职业病检测改为两年", FirmRules(occ_test=24))
    assert taken(store, record, "登记新检测", tested_on=D(2026, 11, 1), result=record.result).next_test == D(
        2028, 11, 1
    )


@pytest.mark.parametrize(
    ("exposed", "examined", "left"), [(20, 14, 6), (20, 20, 0), (20, 25, 0), (None, 5, None), (20, None, None)]
)
def test_who_was_not_examined(store: Store, town: Town, exposed: Any, examined: Any, left: Any) -> None:
    record = made(store, EntOccHealth, enterprise=town.mill.id, exposed=exposed, examined=examined)
    assert record.unexamined == left
    doubted = [problem.field for problem in ENT_OCC_HEALTHS.problems(record, store.scene())]
    assert doubted == (["examined"] if examined == 25 else [])


def test_protective_equipment_is_given_again_after_its_cycle(store: Store, town: Town) -> None:
    ppe = made(store, EntPpe, enterprise=town.mill.id, name="安全帽", issued_on=D(2026, 8, 31), cycle_months=6)
    assert ppe.next_issue == D(2027, 2, 28)
    assert changed(store, ppe, cycle_months=None).next_issue is None
    assert taken(store, ppe, "登记发放", issued_on=D(2026, 11, 1)).next_issue == D(2027, 5, 1)


def test_a_fire_extinguisher_that_was_changed_waits_for_its_next_day(store: Store, town: Town) -> None:
    facility = made(store, EntFireFacility, enterprise=town.mill.id, kind="灭火器", next_check=D(2026, 11, 1))
    assert taken(store, facility, "登记检验或更换", checked_on=D(2026, 11, 20)).next_check is None


def test_a_newer_report_takes_the_place_of_older_ones_of_its_kind(store: Store, town: Town) -> None:
    def report(kind: str, day: D) -> EntEvaluation:
        return made(store, EntEvaluation, enterprise=town.mill.id, kind=kind, done_on=day)

    old, other, new = (
        report("现状评价", D(2023, 1, 1)),
        report("预评价", D(2022, 1, 1)),
        report("现状评价", D(2026, 1, 1)),
    )
    told = {one.id: one.replaced for one in store.find(EntEvaluation)}
    assert (told[old.id], told[other.id], told[new.id]) == (True, False, False)


def lease(store: Store, town: Town, **values: Any) -> EntLease:
    return made(store, EntLease, enterprise=town.mill.id, **{"tenant_name": "某加工点", **values})


def test_a_landlord_looks_at_the_tenant_at_the_office_s_interval(store: Store, town: Town) -> None:
    one = lease(store, town, start=D(2026, 6, 1))
    assert one.next_check == D(2026, 8, 30)
    assert store.ids(EntLease, UNCHECKED) == [one.id]
    one = taken(store, one, "登记检查", checked_on=D(2026, 11, 20))
    assert one.next_check == D(2027, 2, 18) and not store.ids(EntLease, UNCHECKED)
    assert changed(store, one, ended=True).next_check is None


def test_a_lease_that_is_over_asks_for_no_agreement(store: Store, town: Town) -> None:
    unsigned = lease(store, town)
    lease(store, town, signed=True)
    lease(store, town, ended=True)
    assert store.ids(EntLease, UNSIGNED) == [unsigned.id]


def fields(store: Store, ledger: Any, record: Record) -> set[str]:
    return {problem.field for problem in ledger.problems(record, store.scene())}


def test_somebody_rents_and_not_the_landlord_himself(store: Store) -> None:
    assert fields(store, ENT_LEASES, EntLease(enterprise=1)) == {"tenant_name"}
    assert fields(store, ENT_LEASES, EntLease(enterprise=1, tenant=1)) == {"tenant"}
    assert fields(store, ENT_LEASES, EntLease(enterprise=1, tenant=2)) == set()


def test_nothing_ends_before_it_begins(store: Store) -> None:
    licence = EntLicense(enterprise=1, kind="排污", issued_on=D(2026, 1, 2), valid_to=D(2026, 1, 1))
    assert fields(store, ENT_LICENSES, licence) == {"valid_to"}
    assert fields(store, ENT_LICENSES, licence.replace(issued_on=D(2026, 11, 24), valid_to=None)) == {"issued_on"}


@pytest.mark.parametrize(
    ("kind", "controls", "doubted"),
    [
        (CollectorType.DRY, None, True),
        (CollectorType.BOTH, None, True),
        (CollectorType.DRY, ("泄爆",), False),
        (CollectorType.WET, None, False),
    ],
)
def test_a_dry_collector_without_control_of_explosions_is_doubted(
    store: Store, kind: CollectorType, controls: Any, doubted: bool
) -> None:
    dust = EntDust(enterprise=1, kind="木", collector_type=kind, explosion_controls=controls)
    assert fields(store, ENT_DUSTS, dust) == ({"explosion_controls"} if doubted else set())


def test_a_dangerous_chemical_has_its_safety_data_sheet(store: Store) -> None:
    acid = EntMaterial(enterprise=1, name="硫酸", is_hazchem=True, has_msds=False)
    assert fields(store, ENT_MATERIALS, acid) == {"has_msds"}
    assert fields(store, ENT_MATERIALS, acid.replace(is_hazchem=False)) == set()


def test_a_confined_space_has_everything_or_is_listed(store: Store, town: Town) -> None:
    whole = {"has_sign": True, "locked": True, "has_approval": True, "detectors": "四合一", "ventilators": "风机"}
    whole |= {"rescue_gear": "三脚架", "guardian": "吴某"}
    made(store, EntConfinedSpace, enterprise=town.mill.id, name="全", **whole)
    gaps = {
        made(store, EntConfinedSpace, enterprise=town.mill.id, name=f"缺{name}", **{**whole, name: None}).id
        for name in whole
    }
    gaps.add(made(store, EntConfinedSpace, enterprise=town.mill.id, name="否", **{**whole, "has_sign": False}).id)
    assert set(store.ids(EntConfinedSpace, SPACE_GAPS)) == gaps


def test_gas_without_an_alarm(store: Store, town: Town) -> None:
    def place(gas: Gas | None, alarm: bool | None) -> int | None:
        name = f"{gas}{alarm}"
        return made(store, Place, village=town.village.id, kind="小餐饮场所", name=name, gas=gas, alarm=alarm).id

    for gas, alarm in ((Gas.BOTTLED, True), (Gas.NONE, False), (None, None)):
        place(gas, alarm)
    without = [place(Gas.BOTTLED, False), place(Gas.PIPED, None)]
    assert store.ids(Place, GAS_UNALARMED) == without
