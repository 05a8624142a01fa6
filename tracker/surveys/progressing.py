"""How far the collecting of a round has come, against its quotas and its days. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from math import ceil

from tracker.surveys.words import Channel

NEAR = 10  # a chart names a day only where the neighbours leave it room


@dataclass(frozen=True)
class Counted:
    """Sealed forms of one field, unit, channel and day."""

    field_id: int | None
    unit_id: int | None
    channel: Channel
    day: date
    forms: int


@dataclass(frozen=True)
class Wanted:
    """One line of the sample: forms wanted of a field or a unit, official and in reserve."""

    field_id: int | None
    unit_id: int | None
    official: int
    reserve: int = 0


@dataclass(frozen=True)
class Reached:
    """How far one line of the sample has come. Reserve forms are those beyond the official ones."""

    wanted: Wanted
    forms: int
    needed: int  # by today, to be on pace

    @property
    def official(self) -> int:
        return min(self.forms, self.wanted.official)

    @property
    def reserve(self) -> int:
        return min(max(0, self.forms - self.wanted.official), self.wanted.reserve)

    @property
    def missing(self) -> int:
        """How many forms short of today's pace; 0 on pace."""
        return max(0, self.needed - self.forms)


@dataclass(frozen=True)
class Pace:
    """The round as a whole. `outside`: forms of no line of the sample.

    `fewest` is the least number of forms asked of the round, 0 without one.
    """

    forms: int
    lines: tuple[Reached, ...]
    outside: int
    days_left: int
    gone: Fraction = Fraction(0)  # share of the days of collecting that have begun
    fewest: int = 0

    @property
    def official(self) -> int:
        return sum(line.official for line in self.lines)

    @property
    def reserve(self) -> int:
        return sum(line.reserve for line in self.lines)

    @property
    def wanted(self) -> int:
        return sum(line.wanted.official for line in self.lines)

    @property
    def wanted_reserve(self) -> int:
        return sum(line.wanted.reserve for line in self.lines)

    @property
    def needed(self) -> int:
        """Official forms there should be by today, all lines together."""
        return sum(line.needed for line in self.lines)

    @property
    def missing(self) -> int:
        """Forms short of today's pace, by the lines or by the least number of the round."""
        return max(0, self.needed - self.official, ceil(self.fewest * self.gone) - self.forms)

    @property
    def lacking(self) -> int:
        """Forms still missing to the least number of the round."""
        return max(0, self.fewest - self.forms)


def pace(
    counted: Iterable[Counted],
    wanted: Sequence[Wanted],
    span: tuple[date, date],
    today: date,
    fewest: int = 0,
) -> Pace:
    """Where a round stands on `today`; `span` is its first and last day of collecting.

    A form counts for the first line of its field and unit, else of its field, else of its unit.
    The pace needed is quota × days gone ÷ days in all, both ends counted, rounded up.
    """
    forms = [0] * len(wanted)
    outside = total = 0
    for each in counted:
        place = line_of(each.field_id, each.unit_id, wanted)
        total += each.forms
        if place is None:
            outside += each.forms
        else:
            forms[place] += each.forms
    first, last = span
    whole = (last - first).days + 1
    gone = min(max((today - first).days + 1, 0), whole)
    lines = tuple(
        Reached(line, found, -(-line.official * gone // whole))
        for line, found in zip(wanted, forms, strict=True)
    )
    left = max(0, (last - today).days)
    return Pace(total, lines, outside, left, Fraction(gone, whole), fewest)


@dataclass(frozen=True)
class Step:
    """Forms sealed up to and with a day."""

    day: date
    forms: int


def course(counted: Iterable[Counted], span: tuple[date, date]) -> tuple[Step, ...]:
    """The running total by day, earliest first; days outside the span count on its nearest end."""
    first, last = span
    by_day: dict[date, int] = {}
    for each in counted:
        day = min(max(each.day, first), last)
        by_day[day] = by_day.get(day, 0) + each.forms
    days = sorted(by_day)
    totals = accumulate(by_day[day] for day in days)
    return tuple(Step(day, total) for day, total in zip(days, totals, strict=True))


def by_channel(counted: Iterable[Counted]) -> dict[Channel, int]:
    """Forms of each channel that gave any, in the order of the channels."""
    found = dict.fromkeys(Channel, 0)
    for each in counted:
        found[each.channel] += each.forms
    return {channel: forms for channel, forms in found.items() if forms}


def middle_days(span: tuple[date, date]) -> tuple[date, ...]:
    """A few days to name under a chart: both ends and, between them, the ends of months."""
    first, last = span
    ends = []
    day = (first.replace(day=1) + timedelta(days=32)).replace(day=1)
    while day <= last:
        ends.append(day - timedelta(days=1))
        day = (day + timedelta(days=32)).replace(day=1)
    room = timedelta(days=max(1, (last - first).days // NEAR))
    step = -(-len(ends) // 6) or 1
    kept = [d for d in ends[::step] if d - first >= room and last - d >= room]
    return (first, *kept, last) if first != last else (first,)


def line_of(field_id: int | None, unit_id: int | None, wanted: Sequence[Wanted]) -> int | None:
    """The line of the sample that something of this field and unit counts for; None for none."""
    fits = [(_fit(field_id, unit_id, line), -place) for place, line in enumerate(wanted)]
    best, place = max(fits, default=(0, 0))
    return -place if best else None


def _fit(field_id: int | None, unit_id: int | None, line: Wanted) -> int:
    """0 no fit, 1 by the unit alone, 2 by the field of another unit, 3 by the field, 4 by both."""
    if line.field_id is None:
        return int(line.unit_id is not None and line.unit_id == unit_id)
    if line.field_id != field_id:
        return 0
    if line.unit_id is None:
        return 3
    return 4 if line.unit_id == unit_id else 2
