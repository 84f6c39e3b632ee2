"""The sample town: whole, plausible, the same every time, and sound in the office's file."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from shapely.geometry import Point, shape
from shapely.ops import unary_union
from town import NOW

from safety_desk import clock, identity
from safety_desk.conditions import TODAY, before, eq, filled, one_of, until
from safety_desk.db.health import faults, unused_files
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.geo import to_wgs84
from safety_desk.jobs import Progress, finish
from safety_desk.ledgers.catalog import LEDGERS
from safety_desk.ledgers.certificate import Certificate
from safety_desk.ledgers.danger_state import Level, State
from safety_desk.ledgers.enterprise import Enterprise, EntStatus, GradeSource
from safety_desk.ledgers.equipment import SpecialEquipment
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.hidden_danger import OPEN, OVERDUE, HiddenDanger
from safety_desk.ledgers.inspection import Inspection, InspectionItem
from safety_desk.ledgers.methods import Method
from safety_desk.ledgers.people import Staff
from safety_desk.ledgers.place import Grid, PublicArea, Village
from safety_desk.ledgers.risk import ControlMeasure, Dimension, Hazard, RiskAssessment, RiskPoint
from safety_desk.ledgers.visit_state import ItemResult, VisitStatus
from safety_desk.options import Scene
from safety_desk.paths import Office
from safety_desk.record import Record
from safety_desk.sample_town.chance import SURNAMES
from safety_desk.sample_town.town import sample_town
from safety_desk.tasks.demo import make_demo
from safety_desk.tasks.office import open_office

R = TypeVar("R", bound=Record)
ORG_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.fixture(scope="module")
def demo(sample_office: Path) -> Iterator[Store]:
    """An office that holds the sample town; only to be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: NOW)
        with open_office(Office(sample_office), "测试员") as store:
            yield store


def of(records: list[Record], cls: type[R]) -> list[R]:
    return [record for record in records if isinstance(record, cls)]


# the job


def test_the_office_is_sound_and_nothing_of_it_can_be_undone(demo: Store) -> None:
    assert list(faults(demo)) == []
    assert (demo.can_undo(), demo.can_redo()) == ("", "")


def test_an_office_with_records_of_its_own_is_refused(store: Store, make: Any) -> None:
    make(Enterprise, name="甲厂")
    with pytest.raises(Refusal, match="这个数据文件夹里已有数据，示例只能放进空的"):
        finish(make_demo(store))
    assert store.count(Enterprise) == 1


def test_a_second_sample_town_is_refused(demo: Store) -> None:
    before_ = demo.count(Enterprise)
    with pytest.raises(Refusal, match="只能放进空的"):
        finish(make_demo(demo))
    assert demo.count(Enterprise) == before_


def test_a_scale_below_one_is_refused(store: Store) -> None:
    with pytest.raises(Refusal, match="放大倍数"):
        finish(make_demo(store, 0))


def test_stopped_half_way_nothing_is_kept(store: Store) -> None:
    before = {ledger.name: store.count(ledger.record) for ledger in LEDGERS}
    job = make_demo(store)
    while next(job).done < 40:
        pass
    job.close()
    assert {ledger.name: store.count(ledger.record) for ledger in LEDGERS} == before


def test_twice_the_scale_has_twice_the_enterprises_and_tells_how_far_it_is(store: Store, demo: Store) -> None:
    told: list[Progress] = []
    finish(make_demo(store, 2), told.append)
    known = [progress.done for progress in told if progress.total]
    assert known == sorted(known) and known[-1] == 200 and all(progress.text for progress in told)
    enterprises = store.find(Enterprise)
    assert len(enterprises) == 2 * demo.count(Enterprise)
    for name in ("name", "uscc", "code"):
        given = [getattr(e, name) for e in enterprises if getattr(e, name)]
        assert len(set(given)) == len(given)
    assert store.count(PublicArea) == demo.count(PublicArea)
    assert store.count(HiddenDanger) > 1.8 * demo.count(HiddenDanger)
    assert list(faults(store)) == [] and store.can_undo() == ""


# the records


def test_the_same_day_gives_the_same_town() -> None:
    assert next(sample_town(Scene(at=NOW))) == next(sample_town(Scene(at=NOW)))


def test_every_record_passes_the_checks_of_its_ledger(demo: Store) -> None:
    scene = demo.scene()
    wrong = [
        (ledger.title, record.id, problem.field, problem.text)
        for ledger in LEDGERS
        for record in demo.each(ledger)
        for problem in ledger.problems(record, scene)
    ]
    assert wrong == []


def test_every_term_stands_in_its_code_table(demo: Store) -> None:
    unknown = Counter[tuple[str, str, str]]()
    for ledger in LEDGERS:
        terms = [(name, f.codes) for name, f in ledger.fields.items() if f.kind.name in ("term", "terms")]
        for record in demo.each(ledger):
            for name, table in terms:
                value = getattr(record, name)
                for term in value if isinstance(value, tuple) else (value,):
                    if term is not None and term not in demo.names.codes(table):
                        unknown[ledger.name, name, term] += 1
    assert unknown == Counter()


def test_the_rules_give_the_same_before_and_after_saving(demo: Store) -> None:
    records = next(sample_town(Scene(at=NOW)))
    for cls, names in (
        (Enterprise, "risk_grade risk_grade_calc risk_grade_why risk_grade_src"),
        (RiskPoint, "grade hazard_count last_assess_at next_assess_due"),
        (Hazard, "grade method score assessed_on next_due"),
        (RiskAssessment, "score grade_calc grade_final next_due is_current"),
        (HiddenDanger, "status deadline due_on recheck_due same_day_fixed rectified_in_time is_repeat"),
        (Inspection, "found_count status"),
        (Certificate, "valid_to review_due gender birth"),
    ):
        ours = [[getattr(record, name) for name in names.split()] for record in of(records, cls)]
        kept = [[getattr(record, name) for name in names.split()] for record in demo.find(cls)]
        assert ours == kept, cls.__name__


def test_it_is_as_large_as_an_office_is(demo: Store) -> None:
    for cls, low, high in (
        (Village, 12, 12),
        (Grid, 30, 40),
        (Staff, 120, 160),
        (Enterprise, 145, 160),
        (PublicArea, 28, 36),
        (RiskPoint, 650, 800),
        (Hazard, 1150, 1450),
        (ControlMeasure, 2 * 1150, 3 * 1450),
        (Inspection, 390, 440),
        (HiddenDanger, 820, 980),
        (Certificate, 160, 230),
        (SpecialEquipment, 95, 140),
    ):
        assert low <= demo.count(cls) <= high, cls.__name__


def test_the_villages_tile_the_town(demo: Store) -> None:
    villages = demo.find(Village)
    polygons = [shape(demo.ledgers["villages"].fields["polygon"].plain(v.polygon, demo.names)) for v in villages]
    town = unary_union(polygons)
    assert all(polygon.is_valid for polygon in polygons)
    assert town.geom_type == "Polygon" and not town.interiors
    assert sum(polygon.area for polygon in polygons) == pytest.approx(town.area, rel=1e-9)
    assert 118.30 < town.bounds[0] < town.bounds[2] < 118.52 and 30.44 < town.bounds[1] < town.bounds[3] < 30.61
    for village, polygon in zip(villages, polygons, strict=True):
        assert 60 <= len(polygon.exterior.coords) - 1 <= 140
        assert village.area_km2 == pytest.approx(polygon.area * 111.32 * 110.9 * 0.8614, rel=0.01)
        assert village.code == f"341823101{200 + (village.seq or 0) - 1}" and village.leader and village.officer


def test_what_has_coordinates_lies_in_its_village_and_its_grid(demo: Store) -> None:
    borders = {
        v.id: shape(demo.ledgers["villages"].fields["polygon"].plain(v.polygon, demo.names)) for v in demo.find(Village)
    }
    grids = {grid.id: grid.village for grid in demo.find(Grid)}
    tenants = 0
    for place in (*demo.find(Enterprise), *demo.find(PublicArea)):
        assert place.grid is None or grids[place.grid] == place.village
        if place.lon is None or place.lat is None:
            continue
        lon, lat = to_wgs84(place.lon, place.lat, place.coord_sys)
        inside = borders[place.village].buffer(0.00002).contains(Point(lon, lat))
        tenants += not inside and getattr(place, "landlord", None) is not None
        assert inside or getattr(place, "landlord", None) is not None, place.name
    assert tenants <= 1


def test_numbers_of_enterprises_and_people_are_sound_and_plainly_invented(demo: Store) -> None:
    enterprises, certificates = demo.find(Enterprise), demo.find(Certificate)
    for e in enterprises:
        assert e.uscc is None or (not identity.uscc_fault(e.uscc) and e.uscc[2:8] == "341823")
        assert e.subject_type not in ("小作坊", "出租房") or e.uscc is None
    for c in certificates:
        assert c.id_card and not identity.id_card_fault(c.id_card) and c.id_card.startswith("341823")
        assert c.birth and 1960 <= c.birth.year <= 2000
    assert len({c.id_card for c in certificates}) == len(certificates)
    people = [*demo.find(Staff), *certificates]
    names = [p.name if isinstance(p, Staff) else p.person_name for p in people]
    phones = [p.mobile if isinstance(p, Staff) else p.phone for p in people]
    phones += [phone for e in enterprises for phone in (e.legal_mobile, e.principal_mobile, e.safety_officer_mobile)]
    assert all(name[0] in SURNAMES and name[1:] in ("某", "某某") for name in names)
    assert all(phone is None or (len(phone) == 11 and phone[3:7] == "0000") for phone in phones)


def test_a_name_of_the_staff_finds_one_person(demo: Store) -> None:
    assert all(len(demo.names.find("staff", person.name)) == 1 for person in demo.find(Staff))


def test_the_second_check_sign_within_a_credit_code_is_right(demo: Store) -> None:
    for (code,) in demo.db.execute("SELECT uscc FROM enterprises WHERE uscc IS NOT NULL"):
        weights = (3, 7, 9, 10, 5, 8, 4, 2)
        rest = 11 - sum(ORG_SIGNS.index(sign) * w for sign, w in zip(code[8:16], weights, strict=True)) % 11
        assert code[16] == {10: "X", 11: "0"}.get(rest, str(rest))


# is it plausible


def test_few_enterprises_are_red_more_orange_many_yellow_most_blue(demo: Store) -> None:
    n = demo.spread(Enterprise, "risk_grade")
    assert 1 <= n[Grade.RED] <= 8 and n[Grade.RED] < n[Grade.ORANGE] < n[Grade.YELLOW] < n[Grade.BLUE]
    by_hand = demo.find(Enterprise, eq("risk_grade_src", GradeSource.MANUAL))
    assert len(by_hand) == 3
    assert all(e.risk_grade is e.override_grade is not e.risk_grade_calc for e in by_hand)
    assert all(e.override_reason and e.override_approver for e in by_hand)


def test_some_stopped_some_closed_and_three_rent_of_one(demo: Store) -> None:
    states = demo.spread(Enterprise, "status")
    assert {EntStatus.STOPPED, EntStatus.CLOSED, EntStatus.BUILDING, EntStatus.HALF} < states.keys()
    tenants = demo.find(Enterprise, filled("landlord"))
    assert len(tenants) == 3 and len({e.landlord for e in tenants}) == 1
    assert all("厂中厂" in (e.tags or ()) for e in tenants)


def test_some_enterprises_were_entered_with_gaps(demo: Store) -> None:
    ledger = demo.ledgers["enterprises"]
    gaps = [e for e in demo.find(Enterprise) if {f.name for f in ledger.missing(e)} - {"uscc"}]
    assert 8 <= len(gaps) <= 40


SILLY = (
    ("交通场站", "制冷 氨 喷漆 锅炉 熔炼"),
    ("学校", "砂轮 喷漆 冲床 熔炼 卸油 烟花"),
    ("幼儿园", "砂轮 喷漆 冲床 熔炼 卸油 烟花 实验室"),
    ("养老机构", "砂轮 喷漆 冲床 熔炼 卸油 烟花 开料"),
    ("出租房", "锅炉 叉车 行车 冲床 喷漆 浆池"),
    ("加油(气)站", "冲床 喷漆 除尘 浆池 烟花"),
    ("小作坊", "行车 叉车 氨 塔吊"),
    ("建设项目(在建)", "氨 浆池 焙房 客房 卖场"),
    ("农家乐民宿", "冲床 行车 熔炼 除尘 塔吊"),
)


@pytest.mark.parametrize(("kind", "never"), SILLY)
def test_no_enterprise_has_what_its_trade_never_has(demo: Store, kind: str, never: str) -> None:
    owners = {e.id for e in demo.find(Enterprise, eq("subject_type", kind))}
    assert owners
    said = [p.name for p in demo.find(RiskPoint, one_of("enterprise", *owners))]
    said += [d.description for d in demo.find(HiddenDanger, one_of("enterprise", *owners))]
    said += [e.name for e in demo.find(SpecialEquipment, one_of("enterprise", *owners))]
    assert [text for text in said for word in never.split() if word in text] == []


def test_every_hazard_has_one_current_assessment_and_measures(demo: Store) -> None:
    hazards = demo.find(Hazard)
    current = Counter(a.hazard for a in demo.find(RiskAssessment, eq("is_current", True)))
    assert current == Counter(h.id for h in hazards)
    assert demo.count(RiskAssessment, eq("is_current", False)) > 20
    measures = Counter(m.hazard for m in demo.find(ControlMeasure))
    assert all(1 <= measures[h.id] <= 4 for h in hazards) and 2 <= measures.total() / len(hazards) <= 3
    assert {h.dimension for h in hazards} == set(Dimension)
    assert all(h.accident_types and h.consequence and h.existing_measures for h in hazards)


def test_the_methods_are_those_of_practice(demo: Store) -> None:
    n = demo.spread(RiskAssessment, "method")
    assert n[Method.LEC] > 5 * n[Method.LS] > 5 * n[Method.MES] > 0
    direct = demo.find(RiskAssessment, eq("method", Method.DIRECT))
    assert 2 <= len(direct) <= 4 and all(a.direct_reason and a.grade_final is Grade.RED for a in direct)


def test_hidden_dangers_stand_in_every_state_and_a_few_are_overdue(demo: Store) -> None:
    assert demo.spread(HiddenDanger, "status").keys() == set(State)
    assert demo.count(HiddenDanger, eq("status", State.CLOSED)) > 0.85 * demo.count(HiddenDanger)
    assert 5 <= demo.count(HiddenDanger, OVERDUE) <= 15
    assert 20 <= demo.count(HiddenDanger, OPEN) <= 80
    assert 5 <= demo.count(HiddenDanger, OPEN & eq("level", Level.MAJOR)) <= 12
    assert demo.count(HiddenDanger, filled("extend_reason")) > 10


def test_the_last_hidden_dangers_and_what_was_done_have_photos(demo: Store) -> None:
    before_, after = (demo.find(HiddenDanger, filled(f"photo_{when}")) for when in ("before", "after"))
    assert len(before_) >= 30 and 8 <= len(after) < len(before_)
    assert all(d.rectified_at and d.photo_before for d in after)
    pictured = {name for name in demo.ledgers for f in files_of(demo, name) if f.endswith(".png")}
    assert pictured >= {"inspections", "drills", "trainings", "publicity_activities", "grid_patrols", "meetings"}
    sizes = [path.stat().st_size for path in demo.attachments.rglob("*") if path.is_file()]
    assert (unused_files(demo), len(sizes) > 60, sum(sizes) < 500_000) == ([], True, True)


def files_of(demo: Store, name: str) -> list[str]:
    ledger = demo.ledgers[name]
    names = [field.name for field in ledger.fields.values() if field.kind.name == "files"]
    return [file for record in demo.find(ledger.record) for field in names for file in getattr(record, field) or ()]


def test_major_hidden_dangers_cite_a_criterion_and_have_the_five_in_place_before_they_are_mended(demo: Store) -> None:
    planned = {State.PLANNED, State.MAJOR_MENDING, State.APPLIED, State.EXAMINED, State.MAJOR_FAILED, State.HANDED_OVER}
    major = demo.find(HiddenDanger, eq("level", Level.MAJOR))
    assert all(d.major_criteria and "第" in d.major_criteria and d.inspection for d in major)
    for danger in major:
        if danger.status in planned | {State.CLOSED}:
            assert all(danger.five_in_place.values()) and danger.fund and danger.deadline and danger.reported_on
    assert all(d.close_approver for d in major if d.status is State.CLOSED)


def test_the_days_of_a_hidden_danger_follow_one_another(demo: Store) -> None:
    today, founded = NOW.date(), {e.id: e.found_date for e in demo.find(Enterprise)}
    for d in demo.find(HiddenDanger):
        days = [d.found_date, d.rectified_at, d.recheck_at if d.rectified_at else None, d.closed_at, today]
        known = [day for day in days if day is not None]
        assert known == sorted(known), d.code
        assert d.found_date > today - dt.timedelta(days=745)
        assert d.enterprise is None or d.found_date >= (founded[d.enterprise] or dt.date.min), d.code
        assert (d.code or "").startswith(f"YH-{d.found_date.year}-")


def test_codes_run_in_the_order_of_the_days(demo: Store) -> None:
    dangers = demo.find(HiddenDanger, order="code")
    assert [d.found_date for d in dangers] == sorted(d.found_date for d in dangers)
    visits = demo.find(Inspection, order="no")
    assert [v.start_at for v in visits] == sorted(v.start_at for v in visits)


def test_what_visits_found_stands_in_their_items(demo: Store) -> None:
    items = {item.id: item for item in demo.find(InspectionItem, eq("result", ItemResult.NOT))}
    inspectors = {person.id for person in demo.find(Staff, filled("cert_no"))}
    for danger in demo.find(HiddenDanger, filled("inspection")):
        item = items[danger.inspection_item or 0]
        assert (item.inspection, item.problem, item.place) == (danger.inspection, danger.description, danger.place)
        assert danger.status is State.VOID or item.hidden_danger == danger.id
    for visit in demo.find(Inspection):
        assert len(visit.inspectors or ()) >= 2 and set(visit.inspectors or ()) <= inspectors
        planned = visit.status is VisitStatus.PLANNED
        assert (visit.result is None) == planned == (visit.start_at.date() >= NOW.date())
    assert demo.count(Inspection, eq("status", VisitStatus.PLANNED)) >= 10


def test_some_certificates_and_equipment_fall_due(demo: Store) -> None:
    for cls, day in ((Certificate, "valid_to"), (SpecialEquipment, "next_inspection")):
        assert 1 <= demo.count(cls, before(day, TODAY)) <= 15
        assert 2 <= demo.count(cls, until(day, TODAY.later(60)) & ~before(day, TODAY)) <= 25


@pytest.mark.parametrize("day", ["2026-01-03", "2026-10-08", "2028-02-29", "2027-02-14"])
def test_on_any_day_the_office_has_a_usual_amount_to_do(day: str, monkeypatch: pytest.MonkeyPatch) -> None:
    at = dt.datetime.fromisoformat(f"{day} 09:00")
    monkeypatch.setattr(clock, "now", lambda: at)
    dangers = of(next(sample_town(Scene(at=at))), HiddenDanger)
    assert {d.status for d in dangers} == set(State)
    assert 5 <= sum(OVERDUE.holds(d, at.date()) for d in dangers) <= 15
    assert 20 <= sum(d.is_open for d in dangers) <= 80
    assert all(d.found_date <= at.date() and (d.closed_at or at.date()) <= at.date() for d in dangers)
