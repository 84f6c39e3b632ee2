"""Borders of villages come in from GeoJSON files as mapping programs write them."""

import json
from pathlib import Path
from typing import Any

import pytest

from safety_desk.db.store import Store
from safety_desk.errors import Refusal
from safety_desk.intake.known import Fate
from safety_desk.jobs import finish
from safety_desk.ledgers.place import VILLAGES, Village
from safety_desk.tasks.atlas import map_facts
from safety_desk.tasks.imports.importing import commit_import, plan_import, summary
from safety_desk.tasks.imports.plan import Plan


def square(lon: float, lat: float, side: float = 0.02) -> list[list[float]]:
    return [[lon, lat], [lon + side, lat], [lon + side, lat + side], [lon, lat + side], [lon, lat]]


def feature(kind: str, coordinates: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}


@pytest.fixture
def bring(store: Store, tmp_path: Path) -> Any:
    """bring(feature…): import them as one file."""

    def bring(*features: dict[str, Any]) -> Plan:
        file = tmp_path / "村界.geojson"
        data = {"type": "FeatureCollection", "name": "村界", "features": features}
        file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
        plan = finish(plan_import(store, VILLAGES, file))
        finish(commit_import(store, plan))
        return plan

    return bring


@pytest.mark.parametrize("name", ["村名", "NAME", "name", "村（社区）名称"])
def test_a_polygon_and_a_multipolygon_become_villages(bring: Any, store: Store, name: str) -> None:
    plan = bring(
        feature("Polygon", [square(118.3, 30.5), square(118.305, 30.505, 0.005)], **{name: "奎峰村"}),
        feature("MultiPolygon", [[square(118.4, 30.5)], [square(118.5, 30.5)]], **{name: "铜山村"}),
    )
    assert (plan.count(Fate.NEW), plan.rejected, plan.doubtful) == (2, [], [])
    areas = {area.name: area for area in map_facts(store).areas}
    assert [len(polygon) for polygon in areas["奎峰村"].polygons] == [2]
    assert [len(polygon) for polygon in areas["铜山村"].polygons] == [1, 1]
    assert areas["奎峰村"].polygons[0][0][1] == (118.32, 30.5)


def test_properties_that_a_mapping_program_adds_do_not_stand_in_the_way(bring: Any, store: Store) -> None:
    strange = {
        "OBJECTID": 1,
        "Shape_Area": 12.5,
        "Shape_Length": 3.4,
        "adcode": 341823,
        "parent": {"a": 1},
        "center": [1],
    }
    plan = bring(feature("Polygon", [square(118.3, 30.5)], NAME="奎峰村", **strange))
    assert plan.count(Fate.NEW) == 1
    assert set(plan.header.unmatched) == set(strange)
    assert "没有用到的列" in summary(plan)


def test_a_border_comes_to_the_village_that_is_there(bring: Any, store: Store, make: Any) -> None:
    there = make(Village, name="奎峰村", population=1200)
    plan = bring(feature("Polygon", [square(118.3, 30.5)], 村名="奎峰村"))
    assert plan.count(Fate.UPDATE) == 1
    [village] = store.find(Village)
    assert (village.id, village.population) == (there.id, 1200)
    assert VILLAGES.fields["polygon"].show(village.polygon, store.names) == "已录入（5 个点）"


def test_a_village_without_a_geometry_still_comes_in(bring: Any, store: Store) -> None:
    bring({"type": "Feature", "properties": {"村名": "奎峰村", "人口": 900}, "geometry": None})
    [village] = store.find(Village)
    assert (village.population, village.polygon) == (900, None)


@pytest.mark.parametrize(
    ("corner", "said"), [((39512345, 3378901), "不是经纬度"), ((30.5, 118.3), "写反了"), ((2.35, 48.85), "不在中国")]
)
def test_a_border_in_the_wrong_coordinates_is_refused(
    bring: Any, store: Store, corner: tuple[float, float], said: str
) -> None:
    plan = bring(
        feature("Polygon", [square(*corner)], 村名="奎峰村"), feature("Polygon", [square(118.4, 30.5)], 村名="铜山村")
    )
    [remark] = plan.rejected
    assert (remark.row, remark.column) == (2, "边界")
    assert said in remark.reason
    assert len(remark.value) <= 201
    assert [village.name for village in store.find(Village)] == ["铜山村"]


def test_a_point_is_no_border_and_is_said_so(bring: Any, store: Store) -> None:
    plan = bring(feature("Point", [118.3, 30.5], 村名="奎峰村"))
    assert "多边形" in plan.doubtful[0].reason
    assert store.find(Village)[0].polygon is None


def test_what_is_no_collection_of_features_is_refused(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "村界.geojson"
    file.write_text(json.dumps(feature("Polygon", [square(118.3, 30.5)], 村名="奎峰村")), encoding="utf-8")
    with pytest.raises(Refusal, match="FeatureCollection"):
        finish(plan_import(store, VILLAGES, file))
