"""What is linked to a record: counted by ledger, by view, by grade, and told in one course of events."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from town import Town, changed

from safety_desk.db.store import Store
from safety_desk.ledgers.catalog import ENTERPRISES, STAFF
from safety_desk.ledgers.firm.special import EntAmmonia
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import HiddenDanger
from safety_desk.ledgers.inspection import Inspection
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.risk import Hazard, RiskAssessment, RiskPoint
from safety_desk.tasks.dossier import Linked, graded, grades_of, line_of, linked_to, moments, views_of


@pytest.fixture
def dangers(town: Town, make: Callable[..., Any]) -> list[HiddenDanger]:
    day = dt.date(2026, 11, 1)
    mine = [make(HiddenDanger, enterprise=town.mill.id, found_date=day, description=f"其{n}") for n in range(4)]
    make(HiddenDanger, enterprise=town.station.id, found_date=day, description="别家的")
    return mine


def linked(store: Store, town: Town, name: str) -> Linked:
    return next(one for one in linked_to(store, ENTERPRISES, town.mill.id or 0) if one.ledger.name == name)


def test_every_ledger_that_links_there_is_told_with_its_own_records_only(
    store: Store, town: Town, dangers: list[HiddenDanger]
) -> None:
    told = {one.ledger.name: one.count for one in linked_to(store, ENTERPRISES, town.mill.id or 0)}
    assert set(told) == {
        ledger.name
        for ledger in store.ledgers.values()
        if any(field.to == "enterprises" for field in ledger.links.values())
    }
    assert told["hidden_dangers"] == 4
    assert sum(told.values()) == 4
    newest = linked(store, town, "hidden_dangers").newest
    assert [record.id for record in newest] == [danger.id for danger in reversed(dangers)][:3]


def test_links_to_several_count_too(store: Store, town: Town, make: Callable[..., Any]) -> None:
    make(Inspection, enterprise=town.mill.id, inspectors=(town.inspector.id, town.chief.id))
    told = {one.ledger.name: one.count for one in linked_to(store, STAFF, town.inspector.id or 0)}
    assert told["inspections"] == 1


def test_the_views_are_counted_for_that_record_alone(store: Store, town: Town, dangers: list[HiddenDanger]) -> None:
    told = {view.label: (count, where) for view, where, count in views_of(store, linked(store, town, "hidden_dangers"))}
    assert told["未销号"][0] == 4
    assert store.count(HiddenDanger, told["未销号"][1]) == 4
    assert "已销号" not in told


def test_what_is_called_after_its_owner_tells_its_columns(store: Store, town: Town, make: Callable[..., Any]) -> None:
    ammonia = make(EntAmmonia, enterprise=town.mill.id, amount=3.5)
    told = line_of(store, ENTERPRISES, store.ledger_of(ammonia), ammonia)
    assert town.mill.name not in told and told.startswith("储氨量 3.5")
    danger = make(HiddenDanger, enterprise=town.mill.id, found_date=dt.date(2026, 11, 1), description="堵\n塞")
    assert line_of(store, ENTERPRISES, store.ledger_of(danger), danger) == f"{danger.code}　堵 塞"


def test_grades_are_spread_where_there_are_any(store: Store, town: Town, make: Callable[..., Any]) -> None:
    point = make(RiskPoint, name="打磨间", enterprise=town.mill.id)
    hazard = make(Hazard, risk_point=point.id, factor_desc="粉尘")
    make(RiskAssessment, hazard=hazard.id, method=Method.LEC, factors={"L": 3.0, "E": 6.0, "C": 15.0})
    assert grades_of(store, linked(store, town, "risk_points")) == {Grade.ORANGE: 1}
    assert grades_of(store, linked(store, town, "hidden_dangers")) == {}
    told = graded(store, ENTERPRISES, linked_to(store, ENTERPRISES, town.mill.id or 0))
    assert told is not None and (told[0].ledger.name, told[1]) == ("risk_points", {Grade.ORANGE: 1})
    assert graded(store, STAFF, linked_to(store, STAFF, town.chief.id or 0)) is None


def test_what_happened_is_told_once_for_each_operation_the_newest_first(
    store: Store, town: Town, dangers: list[HiddenDanger]
) -> None:
    changed(store, town.mill, employees=9)
    both = [store.get(HiddenDanger, danger.id or 0).replace(place="车间") for danger in dangers[:2]]
    store.save("一起改", *both)
    store.save("改别家", town.station.replace(employees=3))
    told = moments(store, ENTERPRISES, town.mill.id or 0, linked_to(store, ENTERPRISES, town.mill.id or 0), 50)
    labels = [moment.label for moment in told]
    assert labels[:2] == ["一起改", "修改企业台账"]
    assert labels[-1] == "新增企业台账"
    assert labels.count("新增隐患台账") == 4
    assert "改别家" not in labels
    assert (told[0].ledger, told[0].id) == ("hidden_dangers", dangers[1].id)
    assert len(moments(store, ENTERPRISES, town.mill.id or 0, [], 1)) == 1
