"""Which reports are owed per (item, lead unit, period), sent, missing: silence. Pure.

ARCHITECTURE, last section; DOMAIN A7, A8. A day is judged while it still runs: what is due on it
is in time until its midnight in Hà Nội. A past day is judged by the facts known on it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.periods import PeriodSpec
from tracker.plans.outcomes import Ratio, days_late
from tracker.plans.rules import ReportState
from tracker.plans.terms import ItemTerms


@dataclass(frozen=True)
class Sent:
    """A report a lead unit sent for a period, and what became of it; a second one may follow."""

    period_code: str
    sent_on: date
    accepted_on: date | None = None
    returned_on: date | None = None
    is_claim: bool = False  # it says the item is done

    def as_of(self, day: date) -> "Sent":
        """The report as it was known on `day`: later decisions undone."""
        return replace(
            self,
            accepted_on=self.accepted_on if self.accepted_on and self.accepted_on <= day else None,
            returned_on=self.returned_on if self.returned_on and self.returned_on <= day else None,
        )


@dataclass(frozen=True)
class Grace:
    """What a returned report gets before it counts as missing (Settings.return_days)."""

    calendar: WorkingCalendar
    working_days: int = 2

    def after(self, returned_on: date) -> date:
        """The last day to answer a report returned on that day."""
        return self.calendar.add_working_days(returned_on, self.working_days)


@dataclass(frozen=True)
class Owed:
    """A period without a report that counts."""

    period: PeriodSpec
    due_on: date  # the cut-off; after a return, the end of its grace if that is later
    returned_on: date | None = None  # the last return; None: nothing was sent
    taken_over_on: date | None = None  # the unit got it with the item, missing as it was

    def days_late(self, day: date) -> int:
        """Calendar days past due_on; 0 on that day and before."""
        return days_late(self.due_on, day)


def periods_owed(terms: ItemTerms, periods: Iterable[PeriodSpec]) -> tuple[PeriodSpec, ...]:
    """The periods for which the unit owes a report, oldest first.

    A period is owed when its last day falls while the obligation runs, by the unit that leads on
    its cut-off, and the item is not paused on any day from there to the cut-off.
    """
    first, last = terms.begins_on, terms.last_day  # asked for each of a thousand items' lines
    owed = (
        p
        for p in periods
        if p.kind is terms.rhythm_on(p.cutoff_on)
        and first <= p.ends_on <= last
        and terms.falls_to_unit(p.cutoff_on)
        and not any(pause.touches(p.ends_on, p.cutoff_on) for pause in terms.pauses)
    )
    return tuple(sorted(owed, key=lambda p: p.ends_on))


def periods_taken_over(terms: ItemTerms, periods: Iterable[PeriodSpec]) -> tuple[PeriodSpec, ...]:
    """The periods cut off before the unit took the item over, oldest first.

    Whoever led then may have reported them; where nobody did, the unit owes them, as long after
    its first day as the answer to a return: no report is lost with the unit that missed it.
    """
    if terms.since is None:
        return ()
    since = terms.since
    whole = periods_owed(replace(terms, since=None), periods)
    return tuple(period for period in whole if period.cutoff_on < since)


def is_asked(terms: ItemTerms, period: PeriodSpec) -> bool:
    """Whether a report for `period` is the unit's to send, of its own time or taken over."""
    return bool(periods_owed(terms, (period,)) or periods_taken_over(terms, (period,)))


def is_paused_for(terms: ItemTerms, period: PeriodSpec) -> bool:
    """Whether a report for `period` would be owed, had the item not been paused (tạm dừng)."""
    is_within = terms.begins_on <= period.ends_on <= terms.last_day
    is_asked = (
        period.kind is terms.rhythm_on(period.cutoff_on)
        and is_within
        and terms.falls_to_unit(period.cutoff_on)
    )
    return is_asked and any(p.touches(period.ends_on, period.cutoff_on) for p in terms.pauses)


def still_owed(
    terms: ItemTerms, periods: Iterable[PeriodSpec], sents: Sequence[Sent], grace: Grace
) -> tuple[Owed, ...]:
    """The periods owed, future ones too, with no report or only returned ones; oldest first.

    Empty while the item is paused and once it has ended. Knows no today.
    """
    if not terms.is_owing:
        return ()
    specs = tuple(periods)
    asked = (*periods_taken_over(terms, specs), *periods_owed(terms, specs))
    found = ((p, _of(p, sents)) for p in asked)
    return tuple(owed_for(p, mine, grace, terms.since) for p, mine in found if not _standing(mine))


def owed_for(
    period: PeriodSpec, sents: Iterable[Sent], grace: Grace, since: date | None = None
) -> Owed:
    """When a report for `period` is due, its returns counted. Does not ask whether it is owed.

    `since`: the day the unit took the item over; what was cut off before is due some days after.
    """
    taken = since if since is not None and period.cutoff_on < since else None
    due_on = grace.after(taken) if taken else period.cutoff_on
    last = max((s.returned_on for s in _of(period, sents) if s.returned_on), default=None)
    if last is not None:
        due_on = max(due_on, grace.after(last))
    return Owed(period, due_on, last, taken)


def next_report(
    terms: ItemTerms, periods: Iterable[PeriodSpec], sents: Sequence[Sent], grace: Grace
) -> Owed | None:
    """What the unit must send first, with its day; None when nothing is owed."""
    owed = still_owed(terms, periods, sents, grace)
    return min(owed, key=lambda o: (o.due_on, o.period.ends_on), default=None)


def next_report_due(
    terms: ItemTerms, periods: Iterable[PeriodSpec], sents: Sequence[Sent], grace: Grace
) -> date | None:
    """The day to store as next_report_due_on: moved by events alone, never by midnight."""
    first = next_report(terms, periods, sents, grace)
    return first.due_on if first else None


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of `days`, such as the next_report_due_on of an item's units; None if none."""
    return min((day for day in days if day), default=None)


def reported_upto(periods: Iterable[PeriodSpec], sents: Sequence[Sent]) -> date | None:
    """The end of the last period with a report that counts; None without one."""
    return max((p.ends_on for p in periods if _standing(_of(p, sents))), default=None)


def is_silent(next_report_due_on: date | None, today: date) -> bool:
    """Whether a cut-off has passed without a report (chưa báo cáo). The cut-off day is in time."""
    return next_report_due_on is not None and next_report_due_on < today


def missing_periods(
    terms: ItemTerms,
    periods: Iterable[PeriodSpec],
    sents: Sequence[Sent],
    grace: Grace,
    day: date,
) -> tuple[Owed, ...]:
    """The periods missing on `day`, past or present, by the facts known then; oldest first.

    Not empty exactly when is_silent says so of that day's next_report_due.
    """
    owed = still_owed(terms.as_of(day), periods, known_on(sents, day), grace)
    return tuple(o for o in owed if o.due_on < day)


def known_on(sents: Iterable[Sent], day: date) -> tuple[Sent, ...]:
    """The reports sent by the end of `day`, with the decisions made by then."""
    return tuple(sent.as_of(day) for sent in sents if sent.sent_on <= day)


def report_state(
    period: PeriodSpec,
    sents: Iterable[Sent],
    grace: Grace,
    day: date,
    since: date | None = None,
) -> ReportState:
    """Tình trạng báo cáo on `day` of a period that is owed, by the facts known then."""
    mine = _of(period, known_on(sents, day))
    if standing := _standing(mine):
        is_confirmed = any(sent.accepted_on for sent in standing)
        return ReportState.CONFIRMED if is_confirmed else ReportState.SENT
    if owed_for(period, mine, grace, since).due_on < day:
        return ReportState.MISSING
    if mine:
        return ReportState.RETURNED
    return ReportState.DUE if period.starts_on <= day else ReportState.NOT_YET


def state_on(
    terms: ItemTerms, period: PeriodSpec, sents: Sequence[Sent], grace: Grace, day: date
) -> ReportState | None:
    """report_state where the period was owed on `day`; else what was sent all the same, or None.

    A report entered afterwards for an earlier period ("nhập bù") is never missing.
    """
    state = report_state(period, sents, grace, day, terms.since)
    leads = terms.since is None or terms.since <= day
    if is_asked(terms.as_of(day), period) and leads:
        return state
    if not _of(period, known_on(sents, day)):
        return None
    return ReportState.RETURNED if state is ReportState.MISSING else state


def current_period(
    terms: ItemTerms, periods: Iterable[PeriodSpec], today: date
) -> PeriodSpec | None:
    """The owed period whose cut-off comes next, today included; None once nothing is owed."""
    if terms.ended_on is not None:
        return None
    return next((p for p in periods_owed(terms, periods) if p.cutoff_on >= today), None)


def states_today(
    terms: ItemTerms,
    periods: Sequence[PeriodSpec],
    sents: Sequence[Sent],
    grace: Grace,
    today: date,
) -> frozenset[ReportState]:
    """The state of the current period, and MISSING where an earlier one lacks its report."""
    asked = still_owed(terms, periods, sents, grace)
    found = {ReportState.MISSING} if any(o.due_on < today for o in asked) else set()
    period = current_period(terms, periods, today)
    now = state_on(terms, period, sents, grace, today) if period else None
    return frozenset({*found, now} if now else found)


def is_in_time(period: PeriodSpec, sents: Iterable[Sent], grace: Grace) -> bool:
    """Whether the report that counts came by the cut-off, or answered a return within its grace.

    Grace helps only where the first report came by the cut-off. False while none counts.
    """
    mine = _of(period, sents)
    answered = min((sent.sent_on for sent in _standing(mine)), default=None)
    if answered is None or min(sent.sent_on for sent in mine) > period.cutoff_on:
        return False
    return answered <= owed_for(period, mine, grace).due_on


def updating_ratio(
    terms: ItemTerms,
    periods: Iterable[PeriodSpec],
    sents: Sequence[Sent],
    grace: Grace,
    day: date,
) -> Ratio:
    """Reports in time ÷ periods owed whose cut-off lies before `day` (DOMAIN A8)."""
    known, closed = known_on(sents, day), closed_periods(terms, periods, day)
    return Ratio(sum(is_in_time(p, known, grace) for p in closed), len(closed))


def closed_periods(
    terms: ItemTerms, periods: Iterable[PeriodSpec], day: date
) -> tuple[PeriodSpec, ...]:
    """The periods owed whose cut-off lies before `day`: what updating_ratio counts."""
    return tuple(p for p in periods_owed(terms.as_of(day), periods) if p.cutoff_on < day)


def is_late_on(terms: ItemTerms, due_on: date | None, sents: Iterable[Sent], day: date) -> bool:
    """is_late for a past day, from facts: `due_on` as due_as_of gives it, reports of all leads.

    A completion waiting on that day is not late; once it is returned the item is late again.
    """
    if due_on is None or due_on >= day or not terms.as_of(day).is_owing:
        return False
    standing = _standing(known_on(sents, day))
    last = max(standing, key=lambda sent: (sent.sent_on, sent.is_claim), default=None)
    return last is None or not last.is_claim


def _of(period: PeriodSpec, sents: Iterable[Sent]) -> list[Sent]:
    return [sent for sent in sents if sent.period_code == period.code]


def _standing(sents: Iterable[Sent]) -> list[Sent]:
    return [sent for sent in sents if sent.returned_on is None]
