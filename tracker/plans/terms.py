"""From a deadline's words to what is asked: rhythm, due day, first and last day owed. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Protocol

from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.rules import PeriodKind
from tracker.plans.rules import DeadlineKind

LONGEST = 10_000  # hours or days after an event; more is a slip of the pen
_RHYTHMS = {
    "quarter": PeriodKind.QUARTER,
    "half_year": PeriodKind.HALF_YEAR,
    "year": PeriodKind.YEAR,
}


class Deadline(Protocol):
    """The reading of a deadline's words (DOMAIN A5), as far as obligations ask for it."""

    @property
    def kind(self) -> DeadlineKind: ...
    @property
    def end(self) -> date | None: ...
    @property
    def every(self) -> str | None: ...
    @property
    def amount(self) -> int | None: ...
    @property
    def unit(self) -> str | None: ...


@dataclass(frozen=True)
class Pause:
    """Days on which an item was paused (tạm dừng)."""

    from_on: date
    to_on: date | None = None  # inclusive, set when it is resumed; None: still paused

    def touches(self, first: date, last: date) -> bool:
        """Whether the item was paused on any day from `first` to `last`."""
        return self.from_on <= last and (self.to_on is None or self.to_on >= first)


@dataclass(frozen=True)
class Earlier:
    """How often an item reported until a document, or the Office, changed it."""

    until: date  # what is cut off up to this day follows it
    rhythm: PeriodKind


def rhythm_on(rhythm: PeriodKind, earlier: Sequence[Earlier], cutoff_on: date) -> PeriodKind:
    """How often an item reported when that day was cut off; `rhythm` is the one of now."""
    return next((e.rhythm for e in earlier if cutoff_on <= e.until), rhythm)


def earlier_of(kept: Sequence[Mapping[str, str]] | None) -> tuple[Earlier, ...]:
    """The earlier rhythms of a row, kept as JSON; oldest first."""
    return tuple(
        Earlier(date.fromisoformat(one["until"]), PeriodKind(one["rhythm"])) for one in kept or ()
    )


@dataclass(frozen=True)
class ItemTerms:
    """From when to when an item owes one lead unit's reports, and how often."""

    rhythm: PeriodKind
    owed_from: date  # first day of the first period owed; earlier reports are "nhập bù"
    ends_on: date  # as owed_until gives it
    starts_on: date | None = None  # of the deadline's words, or of the amendment that added it
    since: date | None = None  # the unit leads from this day; None: from the start
    until: date | None = None  # and up to this one; None: still
    pauses: tuple[Pause, ...] = ()
    claimed_on: date | None = None  # the day the completion waiting or accepted was sent
    ended_on: date | None = None  # the day it was confirmed, dropped or carried over
    earlier: tuple[Earlier, ...] = ()  # oldest first

    def rhythm_on(self, cutoff_on: date) -> PeriodKind:
        """How often the item reported when that day was cut off."""
        return rhythm_on(self.rhythm, self.earlier, cutoff_on)

    @property
    def begins_on(self) -> date:
        """The first day of the obligation, whichever unit bears it."""
        return max(self.owed_from, self.starts_on or self.owed_from)

    def falls_to_unit(self, cutoff_on: date) -> bool:
        """Whether what is cut off on that day is this unit's: whoever leads on the day owes it."""
        return (self.since is None or self.since <= cutoff_on) and (
            self.until is None or cutoff_on <= self.until
        )

    @property
    def last_day(self) -> date:
        """The last day of the obligation: for an item done, the day its completion was sent."""
        if self.ended_on is None:
            return self.ends_on
        return min(self.ends_on, self.ended_on, self.claimed_on or self.ended_on)

    @property
    def is_owing(self) -> bool:
        """Whether anything is asked of the unit: it leads, the item neither ended nor rests."""
        is_over = self.ended_on is not None or self.until is not None
        return not is_over and all(pause.to_on for pause in self.pauses)

    def as_of(self, day: date) -> "ItemTerms":
        """The terms as they were known on `day`: later pauses, resumptions and endings undone."""
        pauses = tuple(
            Pause(pause.from_on, _if_by(pause.to_on, day))
            for pause in self.pauses
            if pause.from_on <= day
        )
        until = _if_by(self.until, day - timedelta(days=1))  # on its last day it still leads
        return replace(self, pauses=pauses, until=until, ended_on=_if_by(self.ended_on, day))


def _if_by(fact: date | None, day: date) -> date | None:
    return fact if fact and fact <= day else None


def rhythm_of(deadline: Deadline) -> PeriodKind:
    """How often an item reports: monthly, unless it recurs more rarely; on change, quarterly.

    A weekly item reports monthly.
    """
    if deadline.kind is DeadlineKind.RECURRING:
        return _RHYTHMS.get(deadline.every or "", PeriodKind.MONTH)
    return PeriodKind.QUARTER if deadline.kind is DeadlineKind.ON_EVENT else PeriodKind.MONTH


def may_be_empty(kind: DeadlineKind) -> bool:
    """Whether a unit may report "không phát sinh": only on an on-change item."""
    return kind is DeadlineKind.ON_EVENT


def due_day(
    deadline: Deadline, calendar: WorkingCalendar, event_on: date | None = None
) -> date | None:
    """The day an outcome is due, itself in time; None while the words give none.

    by and within: their end as written, also on a day off. after_event, once its day is entered:
    working days by the calendar; days roll on to a working day (Bộ luật Dân sự 2015, Điều 148);
    hours round up to whole days and stay. Raises BadInput beyond 10,000 hours or days.
    """
    if deadline.kind in {DeadlineKind.BY, DeadlineKind.WITHIN}:
        return deadline.end
    if deadline.kind is not DeadlineKind.AFTER_EVENT or not event_on or not deadline.amount:
        return None
    if deadline.amount > LONGEST:
        raise BadInput(
            f"Thời hạn {deadline.amount} (giờ, ngày) sau sự kiện là quá dài: kiểm tra lại con số."
        )
    return _after(event_on, deadline.amount, deadline.unit, calendar)


def _after(event_on: date, amount: int, unit: str | None, calendar: WorkingCalendar) -> date:
    if unit == "working_day":
        return calendar.add_working_days(event_on, amount)
    if unit == "hour":
        return event_on + timedelta(days=-(-amount // 24))
    return calendar.on_or_after(event_on + timedelta(days=amount))


def owed_until(deadline: Deadline, due_on: date | None, plan_ends_on: date) -> date:
    """The last day an open item owes reports: the end in its words, else that of the plan year.

    A dated item not done on its day goes on reporting until the plan year ends; `due_on` is its
    day as it stands, extensions counted.
    """
    if due_on is not None:
        return max(due_on, plan_ends_on)
    return deadline.end or plan_ends_on
