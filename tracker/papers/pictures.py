"""A dot plot of indices as SVG, and the same drawing as PNG for Word."""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

import typst
from lxml import etree

from tracker.papers.phrases import clean
from tracker.vietnamese import figure

_SVG = "http://www.w3.org/2000/svg"
_WIDTH, _ROW, _LEFT, _RIGHT, _TOP, _BOTTOM = 640, 36, 245, 575, 26, 62
_BLACK, _GREY, _PALE, _BLUE, _ORANGE = "#000000", "#52606f", "#d5dbe2", "#17508f", "#c45a00"
# Papers are in Times New Roman; typst itself brings Libertinus Serif, so no machine lacks both.
_FACE = "Times New Roman, Libertinus Serif, serif"
_PAGE = b"""#set page(width: 640pt, height: auto, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%)"""


@dataclass(frozen=True)
class IndexPoint:
    """One line of the plot, figures 0..100; without an interval `low` and `high` are None."""

    name: str
    value: float
    low: float | None = None
    high: float | None = None
    previous: float | None = None


@dataclass(frozen=True)
class _Axis:
    """From a round figure under the lowest one to 100, and how a figure lies on it."""

    start: int

    def x(self, value: float) -> float:
        share = (value - self.start) / (100 - self.start)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1)


def _axis(points: Sequence[IndexPoint], target: float | None) -> _Axis:
    figures = [f for p in points for f in (p.value, p.low, p.previous) if f is not None]
    figures += [target] if target is not None else []
    return _Axis(min(90, max(0, int((min(figures, default=0) - 3) // 10) * 10)))


def _add(parent: Any, tag: str, words: str = "", **attributes: str | float) -> None:
    """Draw one element; an underscore in an attribute's name stands for a hyphen."""
    node = etree.SubElement(parent, f"{{{_SVG}}}{tag}")
    node.text = clean(words) or None
    for name, value in attributes.items():
        node.set(name.replace("_", "-"), value if isinstance(value, str) else f"{value:g}")


def _line(parent: Any, start: tuple[float, float], end: tuple[float, float], **look: str) -> None:
    look = {"stroke": _GREY, "stroke_width": "1.5", **look}
    _add(parent, "line", x1=start[0], y1=start[1], x2=end[0], y2=end[1], **look)


def _words(parent: Any, words: str, x: float, y: float, **look: str) -> None:
    look = {"font_family": _FACE, "font_size": "14", "fill": _BLACK, **look}
    _add(parent, "text", words, x=x, y=y, **look)


def _disc(parent: Any, x: float, y: float) -> None:
    _add(parent, "circle", cx=x, cy=y, r=6, fill=_BLUE)


def _diamond(parent: Any, x: float, y: float) -> None:
    corners = f"{x:g},{y - 8:g} {x + 8:g},{y:g} {x:g},{y + 8:g} {x - 8:g},{y:g}"
    _add(parent, "polygon", points=corners, fill=_ORANGE)


def _ring(parent: Any, x: float, y: float) -> None:
    _add(parent, "circle", cx=x, cy=y, r=4, fill="#ffffff", stroke=_GREY, stroke_width=1.5)


def _interval(parent: Any, low: float, high: float, y: float) -> None:
    _line(parent, (low, y), (high, y))
    for end in (low, high):
        _line(parent, (end, y - 4), (end, y + 4))


def _row(parent: Any, axis: _Axis, point: IndexPoint, y: float, target: float | None) -> None:
    names = wrap(point.name, 36)[:2]
    for number, part in enumerate(names):
        drop = 5 + 15 * (number - (len(names) - 1) / 2)
        _words(parent, part, _LEFT - 12, y + drop, text_anchor="end")
    _line(parent, (_LEFT, y), (_RIGHT, y), stroke=_PALE, stroke_width="1")
    if point.low is not None and point.high is not None:
        _interval(parent, axis.x(point.low), axis.x(point.high), y)
    if point.previous is not None:
        _ring(parent, axis.x(point.previous), y)
    draw = _diamond if target is not None and point.value < target else _disc
    draw(parent, axis.x(point.value), y)
    _words(parent, figure(point.value), _RIGHT + 10, y + 5, font_weight="bold")


def _scale(parent: Any, axis: _Axis, target: float | None, bottom: float) -> None:
    for value in range(axis.start, 101, 10):
        _words(parent, str(value), axis.x(value), bottom + 14, text_anchor="middle", fill=_GREY)
    if target is not None:
        x = axis.x(target)
        _line(parent, (x, _TOP - 6), (x, bottom), stroke=_BLACK, stroke_dasharray="5 4")
        _words(parent, f"Mục tiêu {figure(target)}", x, _TOP - 11, text_anchor="middle")


def _legend(parent: Any, y: float, target: float | None, *, has_previous: bool) -> None:
    entries = [(_diamond, "Chưa đạt mục tiêu"), (_disc, "Đạt mục tiêu")]
    entries = entries if target is not None else []
    entries += [(_ring, "Kỳ trước")] if has_previous else []
    x = 20.0
    for draw, words in entries:
        draw(parent, x, y)
        _words(parent, words, x + 14, y + 5)
        x += 40 + 7 * len(words)
    _interval(parent, x, x + 22, y)
    _words(parent, "Khoảng tin cậy 95%", x + 32, y + 5)


def _in_words(points: Sequence[IndexPoint], target: float | None) -> str:
    figures = "; ".join(f"{point.name}: {figure(point.value)}%" for point in points)
    return figures + (f"; mục tiêu {figure(target)}%." if target is not None else ".")


def index_chart_svg(points: Sequence[IndexPoint], target: float | None) -> str:
    """The plot as SVG text: a line per index in the order given, a dashed line at the target.

    A disc has met the target, a diamond has not, a ring is the earlier round. Presentation
    attributes only, so that it shows under a policy without inline styles.
    """
    axis, bottom = _axis(points, target), _TOP + _ROW * len(points)
    box = {"viewBox": f"0 0 {_WIDTH} {bottom + _BOTTOM}", "role": "img"}
    root = etree.Element(f"{{{_SVG}}}svg", box, nsmap={None: _SVG})
    root.set("aria-label", clean(_in_words(points, target)))
    for number, point in enumerate(points):
        _row(root, axis, point, _TOP + _ROW * (number + 0.5), target)
    _scale(root, axis, target, bottom)
    has_previous = any(point.previous is not None for point in points)
    _legend(root, bottom + 40, target, has_previous=has_previous)
    return str(etree.tostring(root, encoding="unicode"))


def to_png(svg: str, ppi: int = 200) -> bytes:
    """`svg` drawn 640 points wide at `ppi` dots an inch; RuntimeError when it is not an SVG."""
    inputs = {"svg": svg}  # handed over as data: what a user typed never becomes program text
    drawn = typst.compile(_PAGE, format="png", ppi=ppi, sys_inputs=inputs, ignore_system_fonts=True)
    if not isinstance(drawn, bytes):
        raise TypeError("one page was expected")
    return drawn
