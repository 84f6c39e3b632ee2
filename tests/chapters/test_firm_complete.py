"""底数清 (domain §3.21, §3.22): how complete and how fresh the records are, and the numbers that say so."""

import datetime as dt
from typing import Any

import pytest
from town import Town, changed, made, offered, taken

from safety_desk.db.store import Store
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.firm.complete import (
    UNKEPT,
    certificates_needed,
    completeness,
    fresh_on,
    full_time_officers,
    is_fresh,
    town_completeness,
)
from safety_desk.ledgers.firm.figures import firm_measures
from safety_desk.ledgers.firm.lease import EntLease
from safety_desk.ledgers.firm.licence import EntLicense
from safety_desk.ledgers.firm.renewal import FirmRules
from safety_desk.ledgers.firm.special import EntConfinedSpace
from safety_desk.ledgers.grade import Grade
from safety_desk.periods import read_period
from safety_desk.verdicts import Gap

D = dt.date
TODAY = D(2026, 11, 23)


def test_each_field_and_each_tag_s_ledger_counts(store: Store, town: Town) -> None:
    bare = completeness(town.mill, store.kin())
    assert Gap("从业人员数", field="employees") in bare.gaps and bare.filled == bare.wanted - len(bare.gaps)
    fuller = completeness(changed(store, town.mill, employees=20), store.kin())
    assert (fuller.filled, fuller.wanted) == (bare.filled + 1, bare.wanted)
    tagged = completeness(changed(store, town.mill, employees=20, tags=("有限空间", "人员密集")), store.kin())
    assert (tagged.filled, tagged.wanted) == (fuller.filled, bare.wanted + 1)
    assert tagged.gaps[-1] == Gap("有限空间台账", ledger="ent_confined_spaces")
    made(store, EntConfinedSpace, enterprise=town.mill.id, name="浆池")
    assert completeness(store.get(Enterprise, town.mill.id or 0), store.kin()).filled == fuller.filled + 1


@pytest.mark.parametrize(
    ("kind", "asked"), [("企业", True), ("小作坊", False), ("个体工商户", False), ("出租房", False)]
)
def test_who_need_not_have_a_credit_code_is_not_asked(store: Store, kind: str, asked: bool) -> None:
    told = completeness(made(store, Enterprise, name="某户", subject_type=kind), store.kin())
    assert ("统一社会信用代码" in [gap.label for gap in told.gaps]) is asked


def test_the_town_s_is_the_mean(store: Store, town: Town) -> None:
    kin, both = store.kin(), [town.mill, town.station]
    shares = [completeness(firm, kin).share for firm in both]
    assert town_completeness(both, kin) == sum(shares) / 2
    assert town_completeness([], kin) is None


@pytest.mark.parametrize(
    ("grade", "ago", "fresh"),
    [
        (Grade.RED, 90, True),
        (Grade.RED, 91, False),
        (Grade.ORANGE, 91, False),
        (Grade.YELLOW, 91, True),
        (Grade.BLUE, 180, True),
        (Grade.BLUE, 181, False),
        (None, 180, True),
        (Grade.BLUE, None, False),
    ],
)
def test_red_and_orange_ones_are_looked_at_sooner(store: Store, town: Town, grade: Any, ago: Any, fresh: bool) -> None:
    seen = None if ago is None else TODAY - dt.timedelta(days=ago)
    override = {"override_grade": grade, "override_reason": "会商", "override_approver": "某人"} if grade else {}
    firm = changed(store, town.mill, last_verified_at=seen, **override)
    assert firm.risk_grade is grade
    assert is_fresh(firm, FirmRules(), TODAY) is fresh
    assert (firm.id in store.ids(Enterprise, fresh_on(FirmRules(), TODAY))) is fresh


def test_one_step_says_that_nothing_has_changed(store: Store, town: Town) -> None:
    assert taken(store, town.mill, "核实无变化").last_verified_at == TODAY
    assert "核实无变化" not in offered(store, town.mill.replace(status=EntStatus.MOVED))


def test_a_tag_without_its_ledger_is_found(store: Store, town: Town) -> None:
    mill = changed(store, town.mill, tags=("有限空间",))
    station = changed(store, town.station, tags=("加油加气站",))
    assert store.ids(Enterprise, UNKEPT) == [mill.id, station.id]
    made(store, EntLicense, enterprise=station.id, kind="危化经营")
    assert store.ids(Enterprise, UNKEPT) == [mill.id]


@pytest.mark.parametrize(
    ("values", "officers", "certificates"),
    [
        ({"employees": 100, "safety_managers": 2, "special_posts": 3}, 0, 3),
        ({"employees": 101}, 1, 0),
        ({"employees": 3, "is_high_risk": True, "safety_managers": 2, "special_posts": 3}, 1, 6),
        ({"is_high_risk": True}, 1, 1),
    ],
)
def test_whom_an_enterprise_must_employ(values: dict[str, Any], officers: int, certificates: int) -> None:
    firm = Enterprise(name="某厂", **values)
    assert (full_time_officers(firm), certificates_needed(firm)) == (officers, certificates)


def test_the_measures_count_their_rows(store: Store, town: Town) -> None:
    mill = town.mill.id
    for no, end in (("1", D(2026, 10, 31)), ("2", D(2026, 10, 30)), ("3", None)):
        made(store, EntLicense, enterprise=mill, kind="排污", no=no, valid_to=end)
    made(store, EntLicense, enterprise=mill, kind="排污", no="4", valid_to=D(2020, 1, 1), cancelled=True)
    made(store, EntLease, enterprise=mill, tenant_name="甲", signed=True)
    made(store, EntLease, enterprise=mill, tenant_name="乙")
    made(store, EntLease, enterprise=mill, tenant_name="丙", signed=True, ended=True)
    measures, october = firm_measures(FirmRules()), read_period("2026-10")

    def count(name: str) -> int:
        measure = measures[name]
        return store.count(store.ledgers[measure.ledger].record, measure.rows(october))

    assert (count("licences_valid"), count("licences_late")) == (1, 1)
    assert (count("let_out"), count("let_signed")) == (2, 1)
