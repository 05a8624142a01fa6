"""Outcomes by their day: late, extended, blocked, and the ratios. Pure.

ARCHITECTURE, last section; DOMAIN A8, A10. The due day itself is in time, until its midnight.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tracker.plans.rules import OPEN, Progress


@dataclass(frozen=True)
class Obstacle:
    """A difficulty that someone above the unit must remove (vướng mắc)."""

    since: date
    cleared_on: date | None = None  # from this day on no longer in the way

    def is_open_on(self, day: date) -> bool:
        """Whether it stood in the way on `day`."""
        return self.since <= day and (self.cleared_on is None or day < self.cleared_on)


@dataclass(frozen=True)
class Extension:
    """An extension that was granted (gia hạn), or an amendment that gave the item another day."""

    decided_on: date
    old_due_on: date | None
    new_due_on: date | None


@dataclass(frozen=True)
class Outcome:
    """An outcome with a day, for the ratio: leave out what was paused or dropped."""

    due_on: date
    confirmed_on: date | None = None


@dataclass(frozen=True)
class Ratio:
    """So many of so many. Ratios of several items or units add up."""

    part: int = 0
    whole: int = 0

    def __add__(self, other: "Ratio") -> "Ratio":
        return Ratio(self.part + other.part, self.whole + other.whole)

    @property
    def percent(self) -> Fraction | None:
        """0..100, exact; None where nothing was owed, which is not 100."""
        return Fraction(100 * self.part, self.whole) if self.whole else None


def days_late(due_on: date | None, day: date) -> int:
    """Calendar days from `due_on` to `day`; 0 without a day, on it and before it."""
    return max(0, (day - due_on).days) if due_on else 0


def is_late(due_on: date | None, progress: Progress, today: date) -> bool:
    """Whether the day has passed and nobody claims completion (quá hạn). Due today is in time."""
    return due_on is not None and due_on < today and progress in OPEN


def due_as_of(due_on: date | None, extensions: Iterable[Extension], day: date) -> date | None:
    """The due day as it stood at the end of `day`, given the one of now and all extensions."""
    later = [extension for extension in extensions if extension.decided_on > day]
    first = min(later, key=lambda e: (e.decided_on, e.old_due_on or date.min), default=None)
    return first.old_due_on if first else due_on


def completion_ratio(outcomes: Iterable[Outcome], day: date) -> Ratio:
    """Outcomes confirmed by `day` ÷ outcomes whose day lies before it (DOMAIN A8)."""
    due = [outcome for outcome in outcomes if outcome.due_on < day]
    return Ratio(sum(bool(o.confirmed_on and o.confirmed_on <= day) for o in due), len(due))


def blocked_since(obstacles: Iterable[Obstacle], day: date) -> date | None:
    """Since when the item has been blocked, of the obstacles open on `day`; None if it is not."""
    return min((o.since for o in obstacles if o.is_open_on(day)), default=None)


def days_blocked(obstacles: Sequence[Obstacle], first: date, last: date) -> int:
    """On how many days from `first` to `last`, both counted, some obstacle was open.

    Shown apart from the unit's own time; days on which several were open count once.
    """
    span = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(any(o.is_open_on(day) for o in obstacles) for day in span)
