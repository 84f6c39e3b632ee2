"""Coordinates in the three systems that Chinese maps use, distances on the ground, and outlines as GeoJSON gives them."""

import math
from typing import Any

from safety_desk.fields import Codes, Strict

Point = tuple[float, float]
Polygon = list[list[Point]]

_A = 6378245.0
_EE = 0.00669342162296594323
_BD = math.pi * 3000.0 / 180.0


class CoordSystem(Codes):
    """In which system a pair of coordinates was typed."""

    WGS84 = "wgs84", "WGS-84 / CGCS2000", "WGS84 CGCS2000 国家2000 GPS 天地图 2000国家大地坐标系"
    GCJ02 = "gcj02", "GCJ-02（高德、腾讯）", "GCJ02 GCJ-02 高德 腾讯 火星坐标"
    BD09 = "bd09", "BD-09（百度）", "BD09 BD-09 百度"


def to_wgs84(lon: float, lat: float, system: CoordSystem) -> tuple[float, float]:
    """Longitude and latitude in degrees as WGS-84 (within a metre of CGCS2000), from the system they were typed in."""
    if system is CoordSystem.BD09:
        lon, lat = _bd09_to_gcj02(lon, lat)
    return (lon, lat) if system is CoordSystem.WGS84 else _gcj02_to_wgs84(lon, lat)


def from_wgs84(lon: float, lat: float, system: CoordSystem) -> tuple[float, float]:
    """Longitude and latitude in degrees in another system."""
    if system is CoordSystem.WGS84:
        return lon, lat
    lon, lat = _wgs84_to_gcj02(lon, lat)
    return _gcj02_to_bd09(lon, lat) if system is CoordSystem.BD09 else (lon, lat)


def metres(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """The distance between two near points on the ground, in metres."""
    x = math.radians(lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return 6371008.8 * math.hypot(x, math.radians(lat2 - lat1))


def outline(shape: Any) -> list[Polygon]:
    """The polygons of a GeoJSON Polygon or MultiPolygon in degrees: rings of points, closed, without heights.

    Raises ValueError where it is no such geometry, Strict where its coordinates are not degrees within China.
    """
    try:
        polygons = {"Polygon": lambda rings: [rings], "MultiPolygon": list}[shape["type"]](shape["coordinates"])
        found = [[[_point(*point) for point in ring] for ring in rings] for rings in polygons]
    except (ValueError, TypeError, KeyError, RecursionError):
        found = []
    for ring in (ring for polygon in found for ring in polygon if ring and ring[0] != ring[-1]):
        ring.append(ring[0])
    if not found or not all(polygon and all(len(ring) >= 4 for ring in polygon) for polygon in found):
        raise ValueError("边界应是 GeoJSON 格式的多边形（Polygon 或 MultiPolygon），每圈至少三个点")
    for x, y in (point for polygon in found for ring in polygon for point in ring):
        if not _in_china(x, y):
            raise Strict(_misplaced(x, y))
    return found


def _point(lon: Any, lat: Any, *_: Any) -> Point:
    point = float(lon), float(lat)
    if not all(map(math.isfinite, point)):
        raise ValueError(f"不是坐标：{point}")
    return point


def _misplaced(x: float, y: float) -> str:
    """What is wrong with a corner that is not in China, and what to do."""
    if _in_china(y, x):
        return f"边界的经度和纬度写反了（{x:.10g}，{y:.10g}），每个点应先写经度、后写纬度"
    if abs(x) > 180 or abs(y) > 90:
        return (
            f"边界的坐标不是经纬度（{x:.10g}，{y:.10g}），像是以米为单位的投影坐标。"
            "请先转换为 WGS-84 或 CGCS2000 的经纬度（单位：度）再导入"
        )
    return f"边界不在中国范围内（经度 {x:.10g}，纬度 {y:.10g}），请核对坐标和文件"


def _in_china(lon: float, lat: float) -> bool:
    return 72.004 <= lon <= 137.8347 and 0.8293 <= lat <= 55.8271


def _wgs84_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    """The public approximation of the offset that GCJ-02 adds; outside China there is none."""
    if not _in_china(lon, lat):
        return lon, lat
    x, y = lon - 105.0, lat - 35.0
    root = math.sqrt(abs(x))
    waves = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + waves
    east += (20.0 * math.sin(x * math.pi) + 40.0 * math.sin(x / 3.0 * math.pi)) * 2.0 / 3.0
    east += (150.0 * math.sin(x / 12.0 * math.pi) + 300.0 * math.sin(x / 30.0 * math.pi)) * 2.0 / 3.0
    north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + waves
    north += (20.0 * math.sin(y * math.pi) + 40.0 * math.sin(y / 3.0 * math.pi)) * 2.0 / 3.0
    north += (160.0 * math.sin(y / 12.0 * math.pi) + 320.0 * math.sin(y * math.pi / 30.0)) * 2.0 / 3.0
    phi = math.radians(lat)
    magic = 1 - _EE * math.sin(phi) ** 2
    north = north * 180.0 / ((_A * (1 - _EE)) / (magic * math.sqrt(magic)) * math.pi)
    east = east * 180.0 / (_A / math.sqrt(magic) * math.cos(phi) * math.pi)
    return lon + east, lat + north


def _gcj02_to_wgs84(lon: float, lat: float) -> tuple[float, float]:
    """The inverse, found by going back the remaining offset until it is below a millimetre."""
    x, y = lon, lat
    for _ in range(10):
        east, north = _wgs84_to_gcj02(x, y)
        x, y = x + lon - east, y + lat - north
        if abs(lon - east) < 1e-9 and abs(lat - north) < 1e-9:
            break
    return x, y


def _gcj02_to_bd09(lon: float, lat: float) -> tuple[float, float]:
    z = math.hypot(lon, lat) + 0.00002 * math.sin(lat * _BD)
    theta = math.atan2(lat, lon) + 0.000003 * math.cos(lon * _BD)
    return z * math.cos(theta) + 0.0065, z * math.sin(theta) + 0.006


def _bd09_to_gcj02(lon: float, lat: float) -> tuple[float, float]:
    x, y = lon - 0.0065, lat - 0.006
    for _ in range(10):
        east, north = _gcj02_to_bd09(x, y)
        x, y = x + lon - east, y + lat - north
        if abs(lon - east) < 1e-9 and abs(lat - north) < 1e-9:
            break
    return x, y
