"""All that the report form of one unit, item and period shows before anything is typed."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.organisation.models import Agency, Period, Unit
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.queries import get_period
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import days_late
from tracker.plans.rules import MOVES, DeadlineKind, Progress, ReportState
from tracker.plans.terms import may_be_empty
from tracker.progress.demands import Demand, demand, why_demand
from tracker.progress.models import Draft, Report
from tracker.progress.queries.drafts import find_draft, must_be_approved
from tracker.progress.queries.reports import (
    find_previous_report,
    find_promise,
    find_replaceable,
    has_started,
)
from tracker.progress.queries.states import Owing, due_of, find_owing
from tracker.progress.rules import is_finished, own_progress


@dataclass(frozen=True)
class Choice:
    """A period for which the unit may send a report."""

    period: PeriodSpec
    state: ReportState | None  # None: not owed, entered afterwards (nhập bù)
    days_late: int


@dataclass(frozen=True)
class Desk:
    """What lies before somebody who is about to report."""

    item: ActionItem
    owing: Owing
    unit: Unit
    period: Period
    choices: tuple[Choice, ...]  # oldest first
    own: Progress  # by the unit's own reports
    due_on: date | None  # None: not owed
    today: date
    previous: Report | None  # of an earlier period; stands beside the empty box
    current: Report | None  # of this period: waits, or was returned; the new one replaces it
    draft: Draft | None
    promised_on: date | None
    needs_head: bool  # the unit's head approves before it is sent

    @property
    def is_late(self) -> bool:
        """Whether a reason for lateness is needed."""
        return self.due_on is not None and self.today > self.due_on

    @property
    def is_open(self) -> bool:
        """Whether a report for the period can be sent; not one confirmed, or not begun."""
        return any(choice.period.code == self.period.code for choice in self.choices)

    @property
    def days_late(self) -> int:
        """Calendar days past the day it was due; 0 on it and before."""
        return days_late(self.due_on, self.today)

    @property
    def offered(self) -> tuple[Progress, ...]:
        """What the unit may say of the item now, in the order of the states."""
        return tuple(p for p in Progress if p is self.own or p in MOVES[self.own])

    @property
    def demand(self) -> Demand:
        """Whether the period asks one line, or results per product and proof."""
        return demand(self.period.spec, self.owing.windows)

    @property
    def why_demand(self) -> str:
        """Why it asks so, in words."""
        return why_demand(self.period.spec, self.owing.windows)

    @property
    def proven(self) -> frozenset[int | None]:
        """What the evidence of the report that a new one replaces proves; it stays with it."""
        return (
            frozenset(e.product_id for e in self.current.evidence) if self.current else frozenset()
        )

    @property
    def may_be_empty(self) -> bool:
        """Whether "không phát sinh" is offered."""
        return may_be_empty(DeadlineKind(self.item.deadline_kind))

    @property
    def draft_key(self) -> str:
        """The name under which what is typed here is kept."""
        return draft_key(self.item.id, self.unit.id, self.period.code)


def draft_key(item_id: int, unit_id: int, code: str) -> str:
    """The name of the draft of a report: one per person, item, unit and period."""
    return f"report:{item_id}:{unit_id}:{code}"


@dataclass(frozen=True)
class Asker:
    """Who opens the form, for which unit and period ("": the one to send first)."""

    person: Person  # places loaded
    unit_id: int
    code: str = ""


def find_desk(
    session: Session, agency: Agency, item: ActionItem, asker: Asker, today: date
) -> Desk | None:
    """The desk of a unit at an item (loaded as whole_item does). About a dozen SELECTs.

    None when the unit has nothing to report on it: it does not lead, the item is paused or has
    ended, its own completion is confirmed. BadInput for a period that was never made.
    """
    lines = find_owing(session, agency, [item]) if item.is_running else []
    owing = next((o for o in lines if o.line.unit_id == asker.unit_id), None)
    choices = choices_of(owing, today) if owing else ()
    if owing is None or owing.line.unit is None or not choices or is_finished(owing.sents):
        return None
    code = asker.code or _first(choices)
    period = get_period(session, agency.id, item.plan.regime, code)
    place = (item.id, asker.unit_id, period.id)
    started = has_started(session, item.id, unit_id=asker.unit_id, but_period_id=period.id)
    return Desk(
        item=item,
        owing=owing,
        unit=owing.line.unit,
        period=period,
        choices=choices,
        own=own_progress(item.progress, owing.sents, has_started=started),
        due_on=due_of(owing, period.spec),
        today=today,
        previous=find_previous_report(session, item.id, asker.unit_id, period.ends_on),
        current=find_replaceable(session, *place),
        draft=find_draft(session, asker.person.id, draft_key(item.id, asker.unit_id, code)),
        promised_on=find_promise(session, *place),
        needs_head=must_be_approved(session, agency.id, asker.unit_id, asker.person),
    )


def choices_of(owing: Owing, today: date) -> tuple[Choice, ...]:
    """Periods that have begun and are not confirmed: owed, entered afterwards, or for a claim."""
    found = []
    for period in owing.periods:
        if period.starts_on > today or period.kind is not owing.terms.rhythm_on(period.cutoff_on):
            continue
        state = obligations.state_on(owing.terms, period, owing.sents, owing.grace, today)
        if state is ReportState.CONFIRMED:
            continue
        if state or _is_earlier(owing, period) or _takes_claim(owing, period, today):
            due_on = due_of(owing, period) if state is ReportState.MISSING else None
            found.append(Choice(period, state, days_late(due_on, today)))
    return tuple(found)


def _is_earlier(owing: Owing, period: PeriodSpec) -> bool:
    """Whether it is of the plan's year and not owed: before the first one, or while paused."""
    is_of_year = period.code.startswith(f"{owing.item.plan.year}-")
    return is_of_year and period.ends_on <= owing.terms.last_day


def _takes_claim(owing: Owing, period: PeriodSpec, today: date) -> bool:
    """Whether it runs after the last one owed while the item's day is still to be kept.

    Under nd09 the last month ends on 14/12 and a day in the plan is often 31/12: without this
    nobody could claim completion in between, or late.
    """
    is_after = period.ends_on > owing.terms.last_day and period.cutoff_on >= today
    return is_after and owing.item.due_on is not None


_TO_SEND = (ReportState.MISSING, ReportState.RETURNED, ReportState.DUE)


def _first(choices: tuple[Choice, ...]) -> str:
    """The code of the period to send first, else of the last one."""
    for state in _TO_SEND:
        for choice in choices:
            if choice.state is state:
                return choice.period.code
    return choices[-1].period.code
