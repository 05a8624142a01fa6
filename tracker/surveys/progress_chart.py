"""Where the line of collected forms and the pace needed stand on the SVG of a round. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from itertools import count as count_from

from tracker.surveys.progressing import Step, middle_days
from tracker.vietnamese import count, short_day

LEFT, RIGHT, TOP, BOTTOM = 40, 664, 15, 165
_SMALL, _TOPS = (4, 8, 20), (40, 80, 100, 200)


@dataclass(frozen=True)
class Tick:
    """A mark on an axis: its coordinate, and its word; `is_end` for the first and the last."""

    at: float
    label: str
    is_end: bool = False


@dataclass(frozen=True)
class Chart:
    """Everything the template draws, in the units of a 680 × 190 picture."""

    line: str  # points of the polyline, "" before the first form
    area: str  # path under it
    end_x: float
    end_y: float
    end_label: str
    heights: tuple[Tick, ...]
    days: tuple[Tick, ...]
    goal_y: float | None  # where the pace needed ends; None without a sample
    said: str  # the figures in words


def chart(steps: Sequence[Step], span: tuple[date, date], wanted: int, today: date) -> Chart:
    """The running total by day against the straight pace to `wanted` (0: no sample)."""
    total = steps[-1].forms if steps else 0
    height = _height(max(wanted, total, 1))
    seen = min(max(today, span[0]), span[1])
    corners = [(span[0], 0), *((s.day, s.forms) for s in steps), (seen, total)]
    corners = [c for c in corners if c[0] <= seen] or [(span[0], 0)]
    places = [(_x(day, span), _y(forms, height)) for day, forms in corners]
    line = " ".join(f"{x},{y}" for x, y in places)
    last_x, last_y = places[-1]
    path = "L".join(f"{x} {y}" for x, y in places)
    return Chart(
        line=line,
        area=f"M{path}L{last_x} {BOTTOM}L{LEFT} {BOTTOM}Z",
        end_x=last_x,
        end_y=last_y,
        end_label=f"{count(total)} ({short_day(seen)})",
        heights=tuple(
            Tick(_y(mark, height), count(mark)) for mark in range(0, height + 1, height // 4 or 1)
        ),
        days=_days(span),
        goal_y=_y(wanted, height) if wanted else None,
        said=_said(total, seen, wanted),
    )


def _days(span: tuple[date, date]) -> tuple[Tick, ...]:
    days = middle_days(span)
    return tuple(Tick(_x(day, span), short_day(day), day in span) for day in days)


def _height(most: int) -> int:
    """The top of the axis: a round figure that four equal steps of whole forms lead to."""
    tops = chain(_SMALL, (top * int(10**power) for power in count_from(0) for top in _TOPS))
    return next(top for top in tops if top >= most)


def _x(day: date, span: tuple[date, date]) -> float:
    whole = max(1, (span[1] - span[0]).days)
    return round(LEFT + (day - span[0]).days / whole * (RIGHT - LEFT), 1)


def _y(forms: int, height: int) -> float:
    return round(BOTTOM - forms / height * (BOTTOM - TOP), 1)


def _said(total: int, seen: date, wanted: int) -> str:
    goal = f" trên {count(wanted)} phiếu chính thức cần thu" if wanted else ""
    return f"Đến ngày {short_day(seen)} đã thu {count(total)} phiếu{goal}."
