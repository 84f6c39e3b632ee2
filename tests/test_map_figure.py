"""The drawn map: where marks and labels stand, what the legend says, and what the window asks of it."""

import datetime as dt
import random
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from safety_desk.geo import metres
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.standing import RegionStanding
from safety_desk.reports.atlas import A4, Area, Layers, MapFacts, Mark, Rating, Shape, TitleBlock, draw_map
from safety_desk.reports.atlas.figure import MapFigure
from safety_desk.reports.atlas.frame import Panel
from safety_desk.reports.atlas.ground import Place, land
from safety_desk.reports.atlas.style import EDGE_WIDTH, Stamps

RED, ORANGE, YELLOW, BLUE = Grade
COLOURS = {RED: "#FF0000", ORANGE: "#FFA500", YELLOW: "#FFFF00", BLUE: "#3B9BFF", None: "#B8BEC6"}
BLOCK = TitleBlock(
    "茂林镇安全风险四色分布图",
    "全镇",
    dt.date(2026, 11, 23),
    "区域等级方法：加权指数法",
    "安委办",
    "示意图 仅供内部工作使用",
)
SIDE = 0.02


def rated(grade: Grade | None, **override: Any) -> Rating:
    return Rating(RegionStanding(grade, "加权指数法", 2.0), **override)


def village(n: int, grade: Grade | None = BLUE, **override: Any) -> Area:
    """The nth of the squares in a row."""
    west, south = 118.30 + n * SIDE, 30.50
    ring = ((west, south), (west + SIDE, south), (west + SIDE, south + SIDE), (west, south + SIDE), (west, south))
    return Area(n + 1, f"第{n + 1}村", rated(grade, **override), ((ring,),))


def mark(n: int, lon: float | None, lat: float | None, grade: Grade | None = BLUE, **values: Any) -> Mark:
    told = {"ledger": "enterprises", "shape": Shape.ENTERPRISE, "village": 1, **values}
    return Mark(id=n, name=f"第{n}竹木制品厂", label=f"竹木{n}厂", grade=grade, lon=lon, lat=lat, **told)


def scattered(many: int, villages: int = 4) -> tuple[Mark, ...]:
    dice = random.Random(7)
    return tuple(
        mark(
            n, 118.30 + dice.random() * villages * SIDE, 30.50 + dice.random() * SIDE,
            dice.choice([*Grade, None]), people=n, size=dice.randint(1, 4), shape=dice.choice(list(Shape)),
        )
        for n in range(many)
    )  # fmt: skip


def facts(areas: int = 4, marks: tuple[Mark, ...] = (), **values: Any) -> MapFacts:
    grades = (RED, ORANGE, YELLOW, BLUE)
    return MapFacts(
        BLOCK, tuple(village(n, grades[n % 4]) for n in range(areas)), marks, rated(BLUE), COLOURS, **values
    )


def written(figure: Figure) -> list[str]:
    return [text.get_text() for text in figure.findobj(Text) if text.get_visible() and text.get_text()]


def boxes(drawn: MapFigure) -> list[shapely.Polygon]:
    """What every label covers once it is drawn, in pixels."""
    drawn.figure.canvas.draw()
    renderer = drawn.figure.canvas.get_renderer()
    return [shapely.box(*Text.get_window_extent(label, renderer).extents) for label in drawn.labels]


def covered(panel: Panel) -> shapely.Polygon:
    """What a panel covered when it was last drawn, in pixels."""
    parts = [part.get_window_extent() for part in panel.parts if isinstance(part, Patch | Text)]
    return shapely.box(*Bbox.union(parts).extents)


def panels(drawn: MapFigure) -> list[shapely.Polygon]:
    drawn.figure.canvas.draw()
    return [covered(panel) for panel in (drawn.legend, drawn.north, drawn.bar.panel)]


def at(drawn: MapFigure, lon: float, lat: float) -> tuple[float, float]:
    x, y = drawn.axes.transData.transform((lon, lat))
    return float(x), float(y)


def stands_apart(drawn: MapFigure) -> None:
    """No label lies over another, over a panel, or beyond the map."""
    labels, taken = boxes(drawn), panels(drawn)
    assert [pair for pair in combinations(labels, 2) if shapely.intersection(*pair).area > 0] == []
    assert [box for box in labels for panel in taken if shapely.intersection(box, panel).area > 0] == []
    frame = shapely.box(*drawn.axes.get_window_extent().extents)
    assert [box for box in labels if not shapely.contains(frame, box)] == []


@pytest.mark.parametrize(
    ("size", "dpi"), [(A4, 100), (A4, 200), ((13.66, 7.68), 100), ((8.27, 11.69), 100), ((6.4, 4.2), 150)]
)
def test_no_label_lies_over_another(size: tuple[float, float], dpi: float) -> None:
    drawn = draw_map(facts(4, scattered(250)), size=size, dpi=dpi)
    assert len(drawn.labels) > 30
    stands_apart(drawn)


def test_labels_are_placed_anew_for_what_is_seen() -> None:
    drawn = draw_map(facts(4, scattered(300)))
    before = {label.get_text() for label in drawn.labels}
    drawn.axes.set(xlim=(118.305, 118.315), ylim=(30.505, 30.512))
    drawn.relabel()
    stands_apart(drawn)
    (west, east), (south, north) = drawn.axes.get_xlim(), drawn.axes.get_ylim()
    seen = {m.label for m in drawn.facts.marks if west <= (m.lon or 0) <= east and south <= (m.lat or 0) <= north}
    told = {label.get_text() for label in drawn.labels} - {"第1村 A"}
    assert told <= seen
    assert told - before
    drawn.fit()
    assert {label.get_text() for label in drawn.labels} == before


def test_the_important_are_named_first() -> None:
    drawn = draw_map(facts(4, scattered(400)))
    told = [label.get_text() for label in drawn.labels]
    assert told[:4] == ["第1村 A", "第2村 B", "第3村 C", "第4村 D"]
    grades = {m.label: m.grade for m in drawn.facts.marks}
    order = [grades[text].value if grades[text] else "9" for text in told[4:]]
    assert order == sorted(order)
    assert order[0] == RED.value


def test_a_village_is_named_on_its_own_land() -> None:
    drawn = draw_map(facts(4))
    for area, box in zip(drawn.facts.areas, boxes(drawn), strict=True):
        corners = drawn.axes.transData.inverted().transform(shapely.get_coordinates(box))
        assert shapely.contains_xy(land(area), corners).all()


def test_every_mark_is_drawn_once() -> None:
    marks = (*scattered(60), *(mark(100 + n, None, None) for n in range(9)), mark(200, 118.301, 30.501))
    drawn = draw_map(facts(4, marks))
    assert sorted(stand.mark.id for stand in drawn.ground.stands) == sorted(m.id for m in marks)
    [stamps] = drawn.axes.findobj(Stamps)
    edged = np.concatenate([look.xy for look in stamps.looks if look.width == EDGE_WIDTH])
    assert sorted(map(tuple, edged.tolist())) == sorted((stand.x, stand.y) for stand in drawn.ground.stands)


@pytest.mark.parametrize("grade", [*Grade, None])
def test_a_mark_shows_its_colour_where_it_stands(grade: Grade | None) -> None:
    drawn = draw_map(facts(1, (mark(1, 118.31, 30.51, grade, size=4),)), Layers(labels=False), dpi=200)
    drawn.figure.canvas.draw()
    picture = np.asarray(drawn.figure.canvas.buffer_rgba())
    x, y = at(drawn, 118.31, 30.51)
    pixel = picture[picture.shape[0] - round(y + 9), round(x)]
    assert to_hex(pixel[:3] / 255).upper() == COLOURS[grade]


def test_a_border_between_two_villages_is_drawn_once() -> None:
    drawn = draw_map(facts(4), Layers(labels=False))
    borders = drawn.axes.collections[0].get_segments()
    assert sum(shapely.LineString(part).length for part in borders) == pytest.approx(SIDE * (2 * 4 + 5))


def test_marks_with_the_same_coordinates_stand_side_by_side() -> None:
    drawn = draw_map(facts(1, tuple(mark(n, 118.31, 30.51) for n in range(5))))
    places = {(round(stand.x, 5), round(stand.y, 5)) for stand in drawn.ground.stands}
    assert len(places) == 5
    assert all(metres(118.31, 30.51, *place) < 200 for place in places)


def test_what_nobody_measured_stands_in_its_village_and_the_legend_says_so() -> None:
    marks = (*(mark(n, None, None, village=2) for n in range(12)), mark(50, 118.33, 30.51, village=2))
    drawn = draw_map(facts(4, marks))
    loose = [stand for stand in drawn.ground.stands if stand.place is Place.UNMEASURED]
    assert len(loose) == 12
    assert len({(stand.x, stand.y) for stand in loose}) == 12
    assert all(shapely.contains_xy(land(drawn.facts.areas[1]), stand.x, stand.y) for stand in loose)
    assert "未定位，按村示意 12" in written(drawn.figure)


def test_coordinates_that_cannot_be_true_do_not_spoil_the_map() -> None:
    drawn = draw_map(facts(4, (mark(1, 30.51, 118.31), mark(2, 118.31, 30.51))))
    assert {stand.mark.id: stand.place for stand in drawn.ground.stands} == {1: Place.STRAY, 2: Place.MEASURED}
    assert "坐标在图外，按村示意 1" in written(drawn.figure)
    west, east = drawn.axes.get_xlim()
    assert east - west < 0.3


def test_what_has_neither_coordinates_nor_a_village_is_told() -> None:
    drawn = draw_map(facts(4, (mark(1, None, None, village=None), mark(2, 118.31, 30.51))))
    assert [m.id for m in drawn.ground.lost] == [1]
    assert any("1 处没有坐标也没有村界，未上图" in text for text in written(drawn.figure))


def test_a_town_without_borders_is_a_map_of_points() -> None:
    areas = tuple(replace(village(n), polygons=()) for n in range(2))
    marks = (mark(1, 118.31, 30.51), mark(2, 118.32, 30.52), mark(3, None, None), mark(4, 100.0, 25.0))
    drawn = draw_map(replace(facts(), areas=areas, marks=marks))
    assert {stand.mark.id for stand in drawn.ground.stands} == {1, 2, 3, 4}
    assert "第1村 D" in [label.get_text() for label in drawn.labels]
    stands_apart(drawn)


@pytest.mark.parametrize("marks", [(), (mark(1, None, None),)])
def test_with_nothing_to_draw_the_map_says_what_to_do(marks: tuple[Mark, ...]) -> None:
    drawn = draw_map(MapFacts(BLOCK, marks=marks, colours=COLOURS))
    assert any("请先导入村边界" in text for text in written(drawn.figure))
    drawn.fit()
    drawn.relabel()
    assert drawn.nearest(300, 300) is None
    drawn.figure.canvas.draw()


def test_the_legend_counts_villages_enterprises_and_public_areas() -> None:
    marks = (
        mark(1, 118.31, 30.51, RED), mark(2, 118.32, 30.51, RED), mark(3, 118.33, 30.51, None),
        mark(4, 118.34, 30.51, YELLOW, ledger="public_areas", shape=Shape.PUBLIC),
    )  # fmt: skip
    drawn = draw_map(facts(4, marks), Layers(labels=False))
    rows: dict[float, list[str]] = {}
    for text in sorted(drawn.legend.findobj(Text), key=lambda text: text.get_position()):
        rows.setdefault(text.get_position()[1], []).append(text.get_text())
    told = {row[0]: row[1:] for row in rows.values()}
    assert told["图例"] == ["村", "企业", "公共区域"]
    assert told["红 A"] == ["重大风险", "1", "2", "0"]
    assert told["黄 C"] == ["一般风险", "1", "0", "1"]
    assert told["未评"] == ["0", "1", "0"]
    assert told["合计"] == ["4", "3", "1"]
    assert "企业" in told


def test_a_grade_that_a_person_set_is_marked_as_such() -> None:
    areas = (village(0, BLUE, override=RED, reason="临近汛期"), village(1, BLUE, override=BLUE, reason="同意"))
    drawn = draw_map(replace(facts(), areas=areas, marks=(mark(1, 118.31, 30.51, RED, manual=True),)))
    told = [label.get_text() for label in drawn.labels]
    assert told == ["第1村 A（人工）", "第2村 D", "竹木1厂（人工）"]
    assert any("人工认定等级 2" in text for text in written(drawn.figure))
    whole = replace(facts(), whole=rated(BLUE, override=ORANGE, reason="临近汛期"))
    assert any("橙 B 较大风险（人工认定，计算等级为蓝）" in text for text in written(draw_map(whole).figure))


def test_the_title_block_says_what_a_map_must_say() -> None:
    told = "".join(written(draw_map(facts()).figure))
    for part in (
        BLOCK.title,
        BLOCK.methods,
        BLOCK.note,
        "编制单位：安委办",
        "2026年11月23日",
        "编制人",
        "审核人",
        "北",
        "指数 2.00",
    ):
        assert part in told


@pytest.mark.parametrize("size", [A4, (13.66, 7.68), (8.27, 11.69)])
def test_the_scale_bar_is_as_long_as_it_says(size: tuple[float, float]) -> None:
    drawn = draw_map(facts(4), size=size, dpi=144)
    for _ in range(2):
        lon, lat = np.mean(drawn.axes.get_xlim()), np.mean(drawn.axes.get_ylim())
        x, y = at(drawn, lon, lat)
        east = drawn.axes.transData.inverted().transform((x + drawn.bar.points * 2, y))
        assert metres(lon, lat, *east) == pytest.approx(drawn.bar.metres, rel=0.002)
        north = drawn.axes.transData.inverted().transform((x, y + drawn.bar.points * 2))
        assert metres(lon, lat, *north) == pytest.approx(drawn.bar.metres, rel=0.005)
        shown = [part.get_width() for part in drawn.bar.panel.findobj(Rectangle)]
        assert sum(shown) * drawn.frame.scale == pytest.approx(drawn.bar.points)
        drawn.axes.set(xlim=(118.30, 118.31), ylim=(30.50, 30.51))
        drawn.relabel()


@pytest.mark.parametrize("size", [A4, (13.66, 7.68), (7.0, 5.0)])
def test_the_legend_covers_neither_land_nor_mark(size: tuple[float, float]) -> None:
    drawn = draw_map(facts(4, scattered(80)), size=size)
    panel, *_ = panels(drawn)
    under = shapely.transform(panel, drawn.axes.transData.inverted().transform)
    assert not shapely.intersects([*drawn.ground.lands.values(), *shapely.points(drawn.ground.xy)], under).any()


def test_the_nearest_mark_or_else_the_village() -> None:
    marks = (mark(1, 118.31, 30.51), mark(2, 118.33, 30.51, RED, ledger="public_areas"), mark(3, None, None))
    drawn = draw_map(facts(2, marks))
    for stand in drawn.ground.stands:
        assert drawn.nearest(*at(drawn, stand.x, stand.y)) is stand.mark
    x, y = at(drawn, 118.33, 30.51)
    assert drawn.nearest(x + 8, y) is marks[1]
    assert drawn.nearest(x + 40, y, 6) is drawn.facts.areas[1]
    assert drawn.nearest(x + 40, y, 60) is marks[1]
    assert drawn.nearest(*at(drawn, 118.325, 30.4999), 1) is None


def test_of_marks_over_each_other_the_most_severe_is_the_nearest() -> None:
    marks = tuple(mark(n, 118.31 + n * 1e-5, 30.51, grade) for n, grade in enumerate((BLUE, RED, None, YELLOW)))
    drawn = draw_map(facts(1, marks))
    assert drawn.nearest(*at(drawn, 118.31, 30.51)) is marks[1]


def test_what_is_switched_off_is_not_there() -> None:
    marks = (mark(1, 118.31, 30.51), mark(2, 118.33, 30.51, ledger="public_areas", shape=Shape.PUBLIC))
    shown = draw_map(facts(2, marks), Layers(areas=False, enterprises=False, labels=False))
    assert [stand.mark.id for stand in shown.ground.stands] == [2]
    assert shown.labels == []
    assert shown.nearest(*at(shown, 118.305, 30.515)) is None
    assert not any("村" in text for text in written(shown.figure) if text != BLOCK.title)


def test_in_grey_print_the_grades_still_differ() -> None:
    drawn = draw_map(facts(4), Layers(labels=False), dpi=100)
    drawn.figure.canvas.draw()
    grey = np.asarray(drawn.figure.canvas.buffer_rgba())[..., :3] @ [0.299, 0.587, 0.114]
    samples = []
    for n in range(4):
        x, y = at(drawn, 118.30 + (n + 0.5) * SIDE, 30.51)
        row, column = grey.shape[0] - round(y), round(x)
        patch = grey[row - 40 : row + 40, column - 40 : column + 40]
        dark = patch < np.median(patch) - 12
        samples.append((dark.mean(), dark.mean(axis=1).max(), dark.mean(axis=0).max()))
    (red, *_), (orange, *_), (yellow, y_row, y_column), (_, b_row, _) = samples
    assert red > 1.5 * orange > 0
    assert b_row > 0.95 > max(orange, yellow, y_row, y_column)
    assert 0 < yellow < orange


def test_a_figure_that_is_there_is_drawn_anew() -> None:
    first = draw_map(facts(4, scattered(20)), size=(9, 6))
    again = draw_map(facts(1), figure=first.figure)
    assert again.figure is first.figure
    assert first.axes not in again.figure.axes
    assert tuple(again.figure.get_size_inches()) == (9, 6)


def test_a_resized_figure_keeps_its_shape_on_the_ground() -> None:
    drawn = draw_map(facts(4, scattered(50)))
    for size in ((14, 6), (6, 9), (3, 2), (11, 8)):
        drawn.figure.set_size_inches(size)
        drawn.figure.canvas.draw()
        (x, y), (east, _), (_, north) = at(drawn, 118.32, 30.5), at(drawn, 118.33, 30.5), at(drawn, 118.32, 30.51)
        ratio = metres(118.32, 30.5, 118.33, 30.5) / metres(118.32, 30.5, 118.32, 30.51)
        assert (east - x) / (north - y) == pytest.approx(ratio, rel=0.01)
    frame = shapely.box(*drawn.axes.get_window_extent().extents)
    assert all(shapely.contains(frame, panel) for panel in panels(drawn))
    drawn.fit()
    stands_apart(drawn)


def test_a_figure_that_was_small_at_first_is_set_in_full_type() -> None:
    grown, whole = draw_map(facts(4, scattered(50)), size=(3, 2)), draw_map(facts(4, scattered(50)))
    grown.figure.set_size_inches(A4)
    grown.fit()
    assert sorted(written(grown.figure)) == sorted(written(whole.figure))
    assert [label.get_fontsize() for label in grown.labels] == [label.get_fontsize() for label in whole.labels]
    assert grown.axes.get_xlim() == pytest.approx(whole.axes.get_xlim())


def test_strange_names_are_drawn_without_a_warning() -> None:
    odd = replace(mark(1, 118.31, 30.51), label="$x$ \ue000𠮷厂")
    drawn = draw_map(facts(1, (odd,)))
    drawn.figure.canvas.draw()
    [label] = [label.get_text() for label in drawn.labels if "厂" in label.get_text()]
    assert label == "$x$ □𠮷厂"


def test_an_outline_that_crosses_itself_or_has_a_hole_is_drawn() -> None:
    bow = ((118.3, 30.5), (118.4, 30.6), (118.4, 30.5), (118.3, 30.6), (118.3, 30.5))
    outer = ((118.5, 30.5), (118.6, 30.5), (118.6, 30.6), (118.5, 30.6), (118.5, 30.5))
    hole = ((118.52, 30.52), (118.58, 30.52), (118.58, 30.58), (118.52, 30.58), (118.52, 30.52))
    areas = (replace(village(0), polygons=((bow,),)), replace(village(1), polygons=((outer, hole),)))
    drawn = draw_map(replace(facts(), areas=areas))
    assert drawn.nearest(*at(drawn, 118.51, 30.55)) is areas[1]
    assert drawn.nearest(*at(drawn, 118.55, 30.55)) is None
    assert drawn.nearest(*at(drawn, 118.31, 30.55)) is areas[0]
