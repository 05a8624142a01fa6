"""Native Excel charts of indices: dots with their interval against the target.

Dots, not bars: the axis does not begin at zero, where the height of a bar would lie.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from tracker.vietnamese import figure

_BLUE, _GREY, _RED = "#17508F", "#8796A6", "#A3161A"
_LETTERS = {"name": "Times New Roman", "size": 11}


@dataclass(frozen=True)
class IndexChart:
    """Which columns of its sheet, named by their headings, a chart shows.

    `low` and `high` give the interval, `previous` the earlier round, `target` a column with the
    target in every row; each may be "". `description`, then the figures, are read to those who
    cannot see it.
    """

    title: str
    description: str
    names: str
    values: str
    low: str = ""
    high: str = ""
    previous: str = ""
    target: str = ""


@dataclass(frozen=True)
class Place:
    """Where a table stands: its tab, the line of its headings, and the figures of its columns."""

    tab: str
    top: int
    headings: tuple[str, ...]
    figures: tuple[tuple[float | None, ...], ...]  # a column of figures for each heading
    texts: tuple[tuple[str, ...], ...]  # as `figures`: what stands in a cell of text

    def of(self, heading: str) -> tuple[float | None, ...]:
        """The figures under a heading; ValueError for an unknown one, as for cells() and head()."""
        return self.figures[self.headings.index(heading)]

    def words(self, heading: str) -> tuple[str, ...]:
        """The texts under a heading."""
        return self.texts[self.headings.index(heading)]

    def cells(self, heading: str) -> list[str | int]:
        """The cells under a heading, as XlsxWriter names them."""
        x = self.headings.index(heading)
        return [self.tab, self.top + 1, x, self.top + len(self.figures[x]), x]

    def head(self, heading: str) -> list[str | int]:
        """The cell of the heading itself."""
        return [self.tab, self.top, self.headings.index(heading)]


def _apart(ends: Sequence[float | None], middles: Sequence[float | None]) -> list[float]:
    pairs = zip(ends, middles, strict=True)
    return [0.0 if a is None or b is None else round(abs(a - b), 2) for a, b in pairs]


def _interval(chart: IndexChart, place: Place) -> dict[str, Any]:
    if not (chart.low and chart.high):
        return {}
    middles = place.of(chart.values)
    return {
        "y_error_bars": {
            "type": "custom",
            "plus_values": _apart(place.of(chart.high), middles),
            "minus_values": _apart(place.of(chart.low), middles),
            "line": {"color": _GREY, "width": 1.5},
        }
    }


def _series(chart: IndexChart, place: Place) -> list[dict[str, Any]]:
    names = place.cells(chart.names)
    dot = {"type": "circle", "size": 9, "fill": {"color": _BLUE}, "border": {"color": _BLUE}}
    label = {"value": True, "position": "right", "num_format": "0.00", "font": _LETTERS}
    series = [
        {
            "name": place.head(chart.values),
            "values": place.cells(chart.values),
            "marker": dot,
            "line": {"none": True},
            "data_labels": label,
            **_interval(chart, place),
        }
    ]
    if chart.previous:
        earlier = {
            "type": "circle",
            "size": 7,
            "fill": {"color": _GREY},
            "border": {"color": _GREY},
        }
        own = {"name": place.head(chart.previous), "values": place.cells(chart.previous)}
        series.append({**own, "marker": earlier, "line": {"none": True}})
    if chart.target:
        dashes = {"color": _RED, "width": 1.5, "dash_type": "dash"}
        own = {"name": place.head(chart.target), "values": place.cells(chart.target)}
        series.append({**own, "marker": {"type": "none"}, "line": dashes})
    return [{"categories": names, **one} for one in series]


def _bottom(chart: IndexChart, place: Place) -> int:
    """The ten under the lowest figure shown, so that the axis wastes no room; never under 0."""
    shown = [h for h in (chart.values, chart.low, chart.previous, chart.target) if h]
    figures = [figure for heading in shown for figure in place.of(heading) if figure is not None]
    return max(0, int((min(figures, default=0) - 3) // 10) * 10)


def _told(chart: IndexChart, place: Place) -> str:
    """The figures of the chart in words, after its own description."""
    values = place.of(chart.values)
    targets = place.of(chart.target) if chart.target else (None,) * len(values)
    said = [
        f"{name} {figure(value)}" + ("" if target is None else f", mục tiêu {figure(target)}")
        for name, value, target in zip(place.words(chart.names), values, targets, strict=True)
    ]
    return f"{chart.description}. {'; '.join(said)}."


def draw_chart(book: Workbook, page: Worksheet, chart: IndexChart, place: Place, line: int) -> None:
    """Put the chart of the table at `place` onto `page` from `line` on.

    ValueError when a heading it names is not in the table.
    """
    drawing = book.add_chart({"type": "line"})
    for series in _series(chart, place):
        drawing.add_series(series)
    # a title that begins with "=" would be read as a reference to a cell
    drawing.set_title({"name": chart.title.lstrip("="), "name_font": {**_LETTERS, "size": 13}})
    axis = {"min": _bottom(chart, place), "max": 100, "num_format": "0", "num_font": _LETTERS}
    drawing.set_y_axis({**axis, "major_gridlines": {"visible": True, "line": {"color": "#D5DBE2"}}})
    drawing.set_x_axis({"num_font": _LETTERS})
    drawing.set_legend({"position": "bottom", "font": _LETTERS})
    drawing.set_size({"width": 960, "height": 380})
    page.insert_chart(line, 0, drawing, {"description": _told(chart, place), "object_position": 2})
