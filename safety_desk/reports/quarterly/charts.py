"""The charts of a quarter's review: flat, labelled where they are read, and clear in black and white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from safety_desk.ledgers.grade import Grade
from safety_desk.reports.fonts import drawable, face
from safety_desk.reports.quarterly.review import WIDTH, Picture
from safety_desk.reports.quarterly.words import number, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

DOTS = 300
"""To the inch, as printed."""
_MM = 1 / 25.4
_INK, _GREY, _RULE = "#1B1F24", "#57606A", "#C9CED4"
_BARS = (("#33566B", ""), ("#E4EAEE", "////"), ("#9FB3BF", ""))
"""Fill and hatching of the bars: dark, light and hatched, between them; none of the colours of risk."""
_SIGNS = {Grade.RED: "xxx", Grade.ORANGE: "///", Grade.YELLOW: "...", Grade.BLUE: "---"}
"""The same hatching as on the map, for who prints without colours."""

Series = tuple[str, Sequence[float]]


def trend(
    caption: str, quarters: Sequence[str], bars: Sequence[Series], rate: tuple[str, Sequence[float | None]]
) -> Picture:
    """Bars side by side for each quarter; below them a rate (empty name: none) in a panel of its own."""
    height = 88.0 if rate[0] else 62.0
    figure = _figure(height)
    if rate[0]:
        above, below = figure.subplots(2, 1, sharex=True, height_ratios=(1.7, 1))
        _line(below, *rate)
        _bars(above, bars)
    else:
        above = below = figure.subplots()
        _bars(above, bars)
    below.set_xticks(range(len(quarters)), [drawable(one) for one in quarters])
    below.set_xlim(-0.6, len(quarters) - 0.4)
    for axes in figure.axes:
        _plain(axes)
    return _picture(caption, figure, height)


def _bars(axes: Axes, series: Sequence[Series]) -> None:
    width = 0.8 / len(series)
    for n, ((name, values), (fill, hatch)) in enumerate(zip(series, _BARS, strict=False)):
        places = [at - 0.4 + (n + 0.5) * width for at in range(len(values))]
        axes.bar(
            places, values, width * 0.92, color=fill, hatch=hatch, edgecolor=_BARS[0][0], linewidth=0.6, label=name
        )
        for at, value in zip(places, values, strict=True):
            _say(axes, at, value, number(value), 7.5, xytext=(0, 1.5))
    axes.legend(
        prop=face(8.5), loc="lower right", bbox_to_anchor=(1, 1), ncols=len(series), frameon=False, borderaxespad=0.1,
        handlelength=1.4, handleheight=0.8,
    )  # fmt: skip
    axes.set_ylim(0, max([1.0, *(value for _, values in series for value in values)]) * 1.12)
    axes.set_yticks([])


def _line(axes: Axes, name: str, shares: Sequence[float | None]) -> None:
    told = [(at, share * 100) for at, share in enumerate(shares) if share is not None]
    axes.plot([at for at, _ in told], [share for _, share in told], color=_INK, linewidth=1.2, marker="o", markersize=4)
    for at, share in told:
        _say(axes, at, share, percent(share / 100), 7.5, xytext=(0, 4))
    low, high = min([100.0, *(s for _, s in told)]), max([0.0, *(s for _, s in told)])
    room = max(4.0, high - low)
    axes.set_ylim(low - room * 0.3, high + room * 0.55)
    axes.set_yticks([])
    axes.set_ylabel(name, fontproperties=face(8.5), color=_INK, rotation=0, ha="right", va="center", labelpad=4)


def dots(caption: str, rates: Sequence[tuple[str, float | None, float | None]], names: tuple[str, str]) -> Picture:
    """Rates now (full) and before (open), each on a line of its own; what could not be computed is said."""
    height = 16.0 + 6.6 * len(rates)
    figure = _figure(height)
    axes = figure.subplots()
    for n, (_, now, before) in enumerate(rates):
        if now is not None and before is not None:
            axes.plot([before * 100, now * 100], [n, n], color=_GREY, linewidth=1, zorder=1)
        if before is not None:
            axes.plot(
                [before * 100],
                [n],
                "o",
                markersize=6.5,
                markerfacecolor="white",
                markeredgecolor=_INK,
                markeredgewidth=1,
                zorder=2,
            )
        if now is not None:
            axes.plot([now * 100], [n], "o", markersize=6.5, color=_BARS[0][0], zorder=3)
        axes.text(104, n, percent(now), fontproperties=face(8.5), va="center", color=_INK)
    axes.set_yticks(range(len(rates)), [drawable(name) for name, _, _ in rates])
    axes.set_ylim(len(rates) - 0.4, -0.6)
    axes.set_xlim(0, 102)
    axes.set_xticks(range(0, 101, 20), [f"{share}%" for share in range(0, 101, 20)])
    axes.grid(axis="x", color=_RULE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.plot([], [], "o", markersize=6, color=_BARS[0][0], label=names[0])
    axes.plot([], [], "o", markersize=6, markerfacecolor="white", markeredgecolor=_INK, label=names[1])
    axes.legend(
        prop=face(8.5),
        loc="lower right",
        bbox_to_anchor=(1.0, 1.0),
        ncols=2,
        frameon=False,
        borderaxespad=0.1,
        handletextpad=0.2,
    )
    _plain(axes)
    return _picture(caption, figure, height)


def colours(caption: str, rows: Sequence[tuple[str, Mapping[Grade, float]]], fills: Mapping[Grade, str]) -> Picture:
    """One bar a row, its parts in the four colours; their numbers stand below, since a part may be too narrow."""
    height = 8.0 + 17.0 * len(rows)
    figure = _figure(height)
    axes = figure.subplots()
    for n, (_, counts) in enumerate(rows):
        total, start = sum(counts.values()), 0.0
        for grade in Grade:
            share = counts[grade] / total if total else 0.0
            axes.barh(
                n, share, 0.42, left=start, color=fills[grade], hatch=_SIGNS[grade], edgecolor=_INK, linewidth=0.6
            )
            start += share
        said = "　".join(
            f"{grade.label} {number(counts[grade])}（{percent(counts[grade] / total)}）" for grade in Grade
        )
        axes.text(0, n + 0.28, said if total else "没有记录", fontproperties=face(8.5), va="top", color=_INK)
    axes.set_yticks(range(len(rows)), [drawable(name) for name, _ in rows])
    axes.set_ylim(len(rows) - 0.3, -0.45)
    axes.set_xlim(0, 1)
    axes.set_xticks([])
    _plain(axes, floor=False)
    return _picture(caption, figure, height)


def _figure(height: float) -> Figure:
    import matplotlib
    from matplotlib.figure import Figure

    matplotlib.rcParams["hatch.linewidth"] = 0.5
    return Figure(figsize=(WIDTH * _MM, height * _MM), dpi=DOTS, layout="constrained", facecolor="white")


def _say(axes: Axes, x: float, y: float, words: str, size: float, **place: Any) -> None:
    axes.annotate(
        words,
        (x, y),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontproperties=face(size),
        color=_INK,
        **place,
    )


def _plain(axes: Axes, floor: bool = True) -> None:
    """No frame but the floor, and our faces."""
    for side in ("top", "right", "left", *(() if floor else ("bottom",))):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(_GREY)
    axes.tick_params(length=0, colors=_INK)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(face(8.5))


def _picture(caption: str, figure: Figure, height: float) -> Picture:
    out = BytesIO()
    figure.savefig(out, format="png", dpi=DOTS)
    return Picture(caption, out.getvalue(), WIDTH, height)
