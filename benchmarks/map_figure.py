"""The map against bare matplotlib: how much longer 5,000 marks take."""

import datetime as dt
import random

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from benchmarks.ratios import Ratio, measure
from safety_desk.ledgers.grade import Grade
from safety_desk.ledgers.standing import RegionStanding
from safety_desk.reports.atlas import A4, Area, Layers, MapFacts, Mark, Rating, Shape, TitleBlock, draw_map
from safety_desk.reports.atlas.style import SIZES, SYMBOLS

MANY = 5000
COLOURS = {
    Grade.RED: "#FF0000",
    Grade.ORANGE: "#FFA500",
    Grade.YELLOW: "#FFFF00",
    Grade.BLUE: "#3B9BFF",
    None: "#B8BEC6",
}


def sample(many: int = MANY) -> MapFacts:
    """So many marks over a square of 16 villages, always the same."""
    dice, side = random.Random(1), 0.05
    areas = []
    for n in range(16):
        x, y = 118.3 + n % 4 * side, 30.4 + n // 4 * side
        ring = ((x, y), (x + side, y), (x + side, y + side), (x, y + side), (x, y))
        rating = Rating(RegionStanding(list(Grade)[n % 4], "加权指数法", 2.0))
        areas.append(Area(n + 1, f"第{n + 1}村", rating, ((ring,),)))
    marks = tuple(
        Mark(
            "enterprises", n, f"第{n}家", f"第{n}家", dice.choice(list(Shape)), dice.choice([*Grade, None]),
            118.3 + dice.random() * 4 * side, 30.4 + dice.random() * 4 * side, 1 + n % 16, n % 150, dice.randint(1, 4),
        )
        for n in range(many)
    )  # fmt: skip
    block = TitleBlock("分布图", "全镇", dt.date(2026, 11, 23), "区域等级方法：加权指数法", "安委办", "示意图")
    return MapFacts(block, tuple(areas), marks, None, COLOURS)


def bare(facts: MapFacts) -> Figure:
    """The same marks as plain matplotlib scatters: one for each shape, for a scatter has but one marker.

    Nothing else: neither the signs inside the red, orange and ungraded marks nor borders, legend, title or scale, all of
    which the map draws.
    """
    figure = Figure(figsize=A4, dpi=100)
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    axes.set_axis_off()
    for shape in Shape:
        of = [mark for mark in facts.marks if mark.shape is shape]
        axes.scatter(
            [mark.lon or 0 for mark in of],
            [mark.lat or 0 for mark in of],
            s=[SIZES[mark.size] ** 2 for mark in of],
            c=[COLOURS[mark.grade] for mark in of],
            marker=SYMBOLS[shape],
            edgecolors="#23282E",
            linewidths=0.7,
        )
    return figure


def drawn(figure: Figure) -> None:
    """A figure, really drawn."""
    figure.canvas.draw()


def ratio() -> Ratio:
    """A map of marks with borders, legend, title and scale, without fills and names, against bare scatters of the marks."""
    facts = sample()
    marks_only = Layers(areas=False, labels=False)
    return measure(
        "map of 5,000 enterprises, against bare scatters",
        lambda: drawn(draw_map(facts, marks_only).figure), lambda: drawn(bare(facts)), 1.5, times=9,
    )  # fmt: skip
