"""Coordinates between the systems of Chinese maps, and outlines as GeoJSON gives them."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from safety_desk.fields import Strict
from safety_desk.geo import CoordSystem, from_wgs84, metres, outline, to_wgs84

WGS, GCJ, BD = CoordSystem.WGS84, CoordSystem.GCJ02, CoordSystem.BD09
NEAR = 1e-7  # degrees: a centimetre

PLACES = st.tuples(st.floats(73.6, 135.0), st.floats(3.9, 53.5))
RING = [[118.3, 30.5], [118.4, 30.5], [118.4, 30.6], [118.3, 30.5]]


def to_bd09(lon: float, lat: float) -> tuple[float, float]:
    """From GCJ-02, by way of WGS-84."""
    return from_wgs84(*to_wgs84(lon, lat, GCJ), BD)


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        ((116.404, 39.915), (116.41024449916938, 39.91640428150164)),
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),
    ],
)
def test_published_pairs_of_wgs84_and_gcj02(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    assert from_wgs84(*wgs, GCJ) == pytest.approx(gcj, abs=1e-9)
    assert to_wgs84(*gcj, GCJ) == pytest.approx(wgs, abs=NEAR)


def test_a_published_pair_of_gcj02_and_bd09() -> None:
    assert to_bd09(116.404, 39.915) == pytest.approx((116.41036949371029, 39.92133699351021), abs=NEAR)


@given(PLACES, st.sampled_from(CoordSystem))
def test_there_and_back_is_the_same_place(place: tuple[float, float], system: CoordSystem) -> None:
    assert to_wgs84(*from_wgs84(*place, system), system) == pytest.approx(place, abs=NEAR)
    assert from_wgs84(*to_wgs84(*place, system), system) == pytest.approx(place, abs=NEAR)


@given(PLACES)
def test_the_offset_of_gcj02_is_some_hundred_metres(place: tuple[float, float]) -> None:
    assert 1 < metres(*place, *from_wgs84(*place, GCJ)) < 1500


@pytest.mark.parametrize("place", [(2.35, 48.85), (-122.4, 37.8), (151.2, -33.9), (0.0, 0.0)])
def test_outside_china_gcj02_is_wgs84(place: tuple[float, float]) -> None:
    assert from_wgs84(*place, GCJ) == place
    assert to_wgs84(*place, GCJ) == place


def test_wgs84_is_left_as_it_is() -> None:
    assert to_wgs84(118.35, 30.5, WGS) == from_wgs84(118.35, 30.5, WGS) == (118.35, 30.5)


@pytest.mark.parametrize(
    ("a", "b", "far"),
    [
        ((118.0, 30.0), (118.0, 31.0), 111_195),
        ((118.0, 0.0), (119.0, 0.0), 111_195),
        ((118.0, 60.0), (119.0, 60.0), 55_597),
        ((118.35, 30.5), (118.35, 30.5), 0),
    ],
)
def test_metres_on_the_ground(a: tuple[float, float], b: tuple[float, float], far: float) -> None:
    assert metres(*a, *b) == pytest.approx(far, rel=1e-4)


def test_an_outline_is_read_as_polygons_of_rings() -> None:
    ring = [tuple(point) for point in RING]
    assert outline({"type": "Polygon", "coordinates": [RING]}) == [[ring]]
    assert outline({"type": "MultiPolygon", "coordinates": [[RING], [RING, RING]]}) == [[ring], [ring, ring]]


def test_heights_are_left_away_and_an_open_ring_is_closed() -> None:
    [[ring]] = outline({"type": "Polygon", "coordinates": [[[*point, 12.5] for point in RING[:3]]]})
    assert ring == [tuple(point) for point in RING]


@pytest.mark.parametrize(
    "shape",
    [
        None,
        [],
        {"type": "Point", "coordinates": [118, 30]},
        {"type": "Polygon", "coordinates": []},
        {"type": "Polygon", "coordinates": [[]]},
        {"type": "Polygon", "coordinates": [RING[:2]]},
        {"type": "Polygon", "coordinates": [[["甲", 1]]]},
        {"type": "Polygon", "coordinates": [[[118.3, float("nan")], *RING]]},
        {"type": "MultiPolygon", "coordinates": [[]]},
        {"type": "GeometryCollection", "geometries": []},
    ],
)
def test_what_is_no_polygon_is_refused(shape: Any) -> None:
    with pytest.raises(ValueError, match="多边形"):
        outline(shape)


@pytest.mark.parametrize(
    ("corner", "said"),
    [
        ([39512345.0, 3378901.0], "39512345，3378901）.*投影坐标.*经纬度"),
        ([512345.0, 3378901.0], "投影坐标"),
        ([30.5, 118.3], "写反了（30.5，118.3）"),
        ([2.35, 48.85], "不在中国范围内（经度 2.35，纬度 48.85）"),
        ([0.0, 0.0], "不在中国范围内"),
    ],
)
def test_coordinates_that_cannot_be_a_village_are_refused_with_what_is_wrong(corner: list[float], said: str) -> None:
    with pytest.raises(Strict, match=said):
        outline({"type": "Polygon", "coordinates": [[corner, *RING, corner]]})
