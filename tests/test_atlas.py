"""The grades of villages and the town, put on the map and on record."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from town import changed, dump

from safety_desk import cli, clock
from safety_desk.conditions import eq
from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.geo import CoordSystem, from_wgs84
from safety_desk.jobs import finish
from safety_desk.ledgers.enterprise import Enterprise, EntStatus
from safety_desk.ledgers.grade import Colours, Grade
from safety_desk.ledgers.place import PublicArea, Village
from safety_desk.ledgers.region import RegionRisk
from safety_desk.ledgers.risk import RiskPoint
from safety_desk.ledgers.standing import RegionMethod, StandingRules
from safety_desk.paths import Office
from safety_desk.reports.atlas import Layers, Shape
from safety_desk.tasks import atlas
from safety_desk.tasks.atlas import MapChoice

RED, ORANGE, YELLOW, BLUE = Grade
VECTOR = [(RED, 60), (ORANGE, 30), (YELLOW, 25), (YELLOW, 12), (BLUE, 8), (BLUE, 5), (BLUE, 3), (BLUE, 3)]

Made = Callable[..., Any]


def square(lon: float, lat: float, side: float = 0.02) -> str:
    ring = [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]
    return json.dumps({"type": "Polygon", "coordinates": [ring]})


@pytest.fixture
def village(make: Made) -> Village:
    return make(Village, name="奎峰村", code="341823101201", polygon=square(118.34, 30.50))


@pytest.fixture
def add(make: Made) -> Callable[..., Enterprise]:
    """add(village, grade, people, …): an enterprise with one risk point of that grade."""

    def add(village: Village | None, grade: Grade | None, people: int | None = None, **values: Any) -> Enterprise:
        n = len(names)
        names.append(values.setdefault("name", f"泾县茂林镇第{n}竹木制品有限公司"))
        e = make(Enterprise, village=village.id if village else None, employees=people, **values)
        if grade:
            make(RiskPoint, enterprise=e.id, grade=grade)
        return e

    names: list[str] = []
    return add


def test_the_published_example_of_the_weighted_index(store: Store, village: Village, add: Made) -> None:
    for grade, people in VECTOR:
        add(village, grade, people)
    told = atlas.ratings(store)
    for rating in (told[village.id], told[None], atlas.map_facts(store).whole):
        assert rating is not None
        assert rating.standing.index == 2.3571
        assert rating.standing.counts == {"红": 1, "橙": 1, "黄": 2, "蓝": 4}
        assert rating.standing.reason == "有红点，不低于橙"
        assert (rating.grade, rating.manual) == (ORANGE, False)


def test_without_its_red_point_the_example_stays_by_its_index(store: Store, village: Village, add: Made) -> None:
    for grade, people in VECTOR[1:]:
        add(village, grade, people)
    rating = atlas.ratings(store)[village.id]
    assert (rating.standing.index, rating.grade) == (1.9091, YELLOW)


def test_public_areas_count_and_what_is_gone_or_not_graded_does_not(
    store: Store, village: Village, add: Made, make: Made
) -> None:
    add(village, BLUE)
    add(village, None, 500)
    for status in (EntStatus.CLOSED, EntStatus.MOVED, EntStatus.CANCELLED):
        add(village, RED, status=status)
    add(village, YELLOW, status=EntStatus.STOPPED)
    bridge = make(PublicArea, name="濂溪桥", kind="桥梁", village=village.id, people=40)
    make(RiskPoint, public_area=bridge.id, grade=ORANGE)
    assert atlas.ratings(store)[village.id].standing.counts == {"红": 0, "橙": 1, "黄": 1, "蓝": 1}
    marks = atlas.map_facts(store).marks
    assert sorted(mark.ledger for mark in marks) == ["enterprises"] * 3 + ["public_areas"]


def test_the_town_counts_what_stands_in_no_village(store: Store, village: Village, add: Made) -> None:
    add(None, RED, 200)
    told = atlas.ratings(store)
    assert told[village.id].grade is None
    assert told[None].grade is RED


def test_the_method_is_the_offices(store: Store, village: Village, add: Made) -> None:
    add(village, YELLOW)
    add(village, BLUE)
    store.set_options("就高", StandingRules(region_method=RegionMethod.MAX))
    assert atlas.ratings(store)[village.id].grade is YELLOW
    assert atlas.map_facts(store).block.methods == "区域等级方法：就高法；企业等级方法：就高法"
    store.set_options("三层", StandingRules(region_method=RegionMethod.LAYERS))
    with pytest.raises(Refusal, match="未定行业"):
        atlas.map_facts(store)


@pytest.mark.parametrize("system", CoordSystem)
def test_coordinates_are_drawn_in_one_system(store: Store, village: Village, add: Made, system: CoordSystem) -> None:
    lon, lat = from_wgs84(118.35, 30.51, system)
    add(village, BLUE, lon=lon, lat=lat, coord_sys=system)
    [mark] = atlas.map_facts(store).marks
    assert (mark.lon, mark.lat) == pytest.approx((118.35, 30.51), abs=1e-7)


@pytest.mark.parametrize(
    ("values", "shape"),
    [
        ({}, Shape.ENTERPRISE),
        ({"subject_type": "小作坊"}, Shape.WORKSHOP),
        ({"subject_type": "个体工商户", "industry_safety": "烟花爆竹"}, Shape.DANGEROUS),
        ({"tags": ("危险化学品使用",)}, Shape.DANGEROUS),
        ({"subject_type": "加油(气)站"}, Shape.DANGEROUS),
        ({"subject_type": "幼儿园"}, Shape.CROWDED),
        ({"subject_type": "个体工商户", "tags": ("人员密集",)}, Shape.CROWDED),
    ],
)
def test_the_kind_of_object_gives_the_shape(
    store: Store, village: Village, add: Made, values: dict[str, Any], shape: Shape
) -> None:
    add(village, BLUE, **values)
    assert atlas.map_facts(store).marks[0].shape is shape


def test_people_give_the_size_by_the_offices_steps(store: Store, village: Village, add: Made) -> None:
    for people in (None, 9, 10, 30, 100):
        add(village, BLUE, people)
    sizes = {mark.people: mark.size for mark in atlas.map_facts(store).marks}
    assert sizes == {None: 1, 9: 1, 10: 2, 30: 3, 100: 4}


def test_a_mark_is_called_by_its_short_name(store: Store, village: Village, add: Made) -> None:
    add(village, BLUE, name="泾县茂林镇金竹竹木制品有限公司")
    add(village, BLUE, name="泾县兴隆石材厂", short_name="兴隆")
    add(village, BLUE, name="茂林镇有限公司")
    add(village, BLUE, name="安徽省宣城市桃花潭国际旅游度假村")
    labels = {mark.label for mark in atlas.map_facts(store).marks}
    assert labels == {"金竹竹木制品", "兴隆", "茂林镇有限公司", "安徽省宣城市桃…"}


def test_conditions_choose_marks_and_not_grades(store: Store, village: Village, add: Made) -> None:
    add(village, RED, 100)
    add(village, BLUE)
    facts = atlas.map_facts(store, where=eq("risk_grade", BLUE), where_areas=eq("risk_grade", BLUE))
    assert [mark.grade for mark in facts.marks] == [BLUE]
    assert facts.areas[0].rating.grade is RED


def test_one_village_alone(store: Store, village: Village, add: Made, make: Made) -> None:
    other = make(Village, name="铜山村", polygon=square(118.40, 30.50))
    make(Village, name="撤并村", enabled=False)
    add(village, RED)
    add(other, BLUE)
    facts = atlas.map_facts(store, "铜山村")
    assert [area.name for area in facts.areas] == ["铜山村"]
    assert [mark.grade for mark in facts.marks] == [BLUE]
    assert facts.whole is not None and facts.whole.grade is BLUE
    assert facts.block.title == "茂林镇铜山村安全风险四色分布图"
    assert [area.name for area in atlas.map_facts(store).areas] == ["奎峰村", "铜山村"]


def test_the_colours_are_the_offices(store: Store, village: Village) -> None:
    store.set_options("颜色", Colours(blue="#0000FF"))
    assert atlas.map_facts(store).colours[BLUE] == "#0000FF"


def decide(make: Made, village: Village | None, **values: Any) -> RegionRisk:
    told = {"decided_on": clock.today(), "method": "加权指数法", "grade_calc": BLUE, "grade_final": ORANGE}
    return make(RegionRisk, **{"village": village.id if village else None, **told, **values})


APPROVED = {"override_reason": "临近汛期", "override_approver": "分管领导"}


def test_an_approved_decision_of_this_year_goes_before_the_computed_grade(
    store: Store, village: Village, add: Made, make: Made
) -> None:
    add(village, BLUE)
    decide(make, village, decided_on=dt.date(2026, 3, 1), **APPROVED)
    [area] = atlas.map_facts(store).areas
    assert (area.rating.grade, area.rating.standing.grade, area.rating.manual) == (ORANGE, BLUE, True)
    assert area.rating.reason == "临近汛期"


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"override_reason": "临近汛期"},
        {"override_approver": "分管领导"},
        {"decided_on": dt.date(2025, 12, 31), **APPROVED},
    ],
)
def test_other_decisions_do_not_count(
    store: Store, village: Village, add: Made, make: Made, values: dict[str, Any]
) -> None:
    add(village, BLUE)
    decide(make, village, **values)
    [area] = atlas.map_facts(store).areas
    assert (area.rating.grade, area.rating.manual) == (BLUE, False)


def test_a_later_record_without_a_decision_ends_it(store: Store, village: Village, add: Made, make: Made) -> None:
    add(village, BLUE)
    decide(make, village, decided_on=dt.date(2026, 3, 1), **APPROVED)
    decide(make, village, decided_on=dt.date(2026, 4, 1), grade_final=BLUE)
    assert not atlas.map_facts(store).areas[0].rating.manual


def test_assessing_puts_every_village_and_the_town_on_record(store: Store, village: Village, add: Made) -> None:
    for grade, people in VECTOR:
        add(village, grade, people)
    before = dump(store)
    assert finish(atlas.assess_regions(store)) == 2
    records = {record.village: record for record in store.find(RegionRisk)}
    assert set(records) == {village.id, None}
    for record in records.values():
        assert (record.decided_on, record.method, record.index) == (dt.date(2026, 11, 23), "加权指数法", 2.3571)
        assert record.counts == {"红": 1, "橙": 1, "黄": 2, "蓝": 4}
        assert (record.grade_calc, record.grade_final, record.override_reason) == (ORANGE, ORANGE, None)
    assert store.undo() == "评定区域风险等级"
    assert dump(store) == before


def test_assessing_again_brings_todays_records_up_to_date(store: Store, village: Village, add: Made) -> None:
    add(village, BLUE)
    finish(atlas.assess_regions(store))
    add(village, RED, 300)
    finish(atlas.assess_regions(store))
    [record] = store.find(RegionRisk, eq("village", village.id))
    assert (record.grade_calc, record.grade_final) == (RED, RED)
    assert store.count(RegionRisk) == 2


def test_assessing_keeps_an_approved_decision_and_carries_it_on(
    store: Store, village: Village, add: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(village, BLUE)
    finish(atlas.assess_regions(store))
    [record] = store.find(RegionRisk, eq("village", village.id))
    changed(store, record, grade_final=ORANGE, **APPROVED)
    add(village, YELLOW, 50)
    finish(atlas.assess_regions(store))
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2026, 11, 24, 9, 0))
    finish(atlas.assess_regions(store))
    records = store.find(RegionRisk, eq("village", village.id), order="decided_on")
    assert [record.decided_on.day for record in records] == [23, 24]
    for record in records:
        assert (record.grade_calc, record.grade_final, record.override_reason) == (YELLOW, ORANGE, "临近汛期")
        assert record.override_approver == "分管领导"


@pytest.mark.parametrize(("suffix", "head"), [(".png", b"\x89PNG"), (".pdf", b"%PDF"), (".SVG", b"<?xml")])
def test_the_map_is_written_whole(
    store: Store, village: Village, add: Made, tmp_path: Path, suffix: str, head: bytes
) -> None:
    add(village, RED, 60, lon=118.35, lat=30.51)
    out = tmp_path / f"四色图{suffix}"
    out.write_bytes(b"old")
    finish(atlas.draw_map(store, out, MapChoice()))
    assert out.read_bytes().startswith(head)
    assert out.stat().st_size > 20_000
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [out.name]


def test_a_picture_is_a4_at_200_dots_an_inch(store: Store, village: Village, tmp_path: Path) -> None:
    import matplotlib.image

    finish(atlas.draw_map(store, tmp_path / "图.png", MapChoice("奎峰村")))
    high, wide, _ = matplotlib.image.imread(tmp_path / "图.png").shape
    assert (wide, high) == (2338, 1654)


@pytest.mark.parametrize(
    ("name", "village_name", "said"),
    [
        ("图.jpg", None, "只能存为 .png、.pdf 或 .svg"),
        ("图", None, "不能存为“图”"),
        ("图.png", "无此村", "没有名为“无此村”的村.*奎峰村"),
        ("没有的文件夹/图.png", None, "写不了.*图.png"),
    ],
)
def test_why_a_map_is_not_written(
    store: Store, village: Village, tmp_path: Path, name: str, village_name: str | None, said: str
) -> None:
    before = sorted(tmp_path.rglob("*.*"))
    with pytest.raises(Refusal, match=said):
        finish(atlas.draw_map(store, tmp_path / name, MapChoice(village_name)))
    assert sorted(tmp_path.rglob("*.*")) == before


def test_what_is_chosen_is_what_is_written(store: Store, village: Village, add: Made, tmp_path: Path) -> None:
    add(village, RED, lon=118.35, lat=30.51)
    add(village, BLUE, lon=118.355, lat=30.515)
    sizes = []
    for n, choice in enumerate(
        (MapChoice(), MapChoice(where=eq("risk_grade", RED)), MapChoice(layers=Layers(labels=False)))
    ):
        out = tmp_path / f"{n}.svg"
        finish(atlas.draw_map(store, out, choice))
        sizes.append(out.stat().st_size)
    assert sizes[0] > sizes[1] > sizes[2]


def test_the_command_draws_the_map(
    store: Store, village: Village, office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "图.svg"
    assert cli.main(["--office", str(office.folder), "map", str(out), "--village", "奎峰村"]) == 0
    assert "四色分布图已保存" in capsys.readouterr().out
    assert out.exists()
