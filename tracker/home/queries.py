"""What the landing pages of the Office and the directors read, in a constant number of SELECTs."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import Refusal
from tracker.home.desk import OwnDesk, own_desk
from tracker.home.survey_days import RoundDay, round_days, rounds_to_close
from tracker.meetings.models import Meeting
from tracker.meetings.queries import next_meeting
from tracker.organisation.models import Agency, Period
from tracker.organisation.rules import Profile
from tracker.plans.models import ActionItem, Plan
from tracker.plans.obligations import Owed
from tracker.plans.queries import ItemFilter, find_items_with_units, running_plan
from tracker.plans.rules import Progress, ReportState
from tracker.progress.models import Extension, Obstacle, Pressing, Report
from tracker.progress.queries.asks import (
    find_open_obstacles,
    find_pending_extensions,
    find_pressings,
)
from tracker.progress.queries.judges import Judges, find_judges, judged
from tracker.progress.queries.overdue import OverdueOrder
from tracker.progress.queries.reports import find_last_reports, find_waiting
from tracker.progress.queries.requests import count_waiting_answers
from tracker.progress.queries.unit_reports import UnitReport, report_states, worst
from tracker.progress.rules import Confirmer, check_confirmer
from tracker.reports.models import CchcReport
from tracker.reports.queries import find_submitted, find_windows
from tracker.reviews.queries import Review, review
from tracker.reviews.rules import Delay
from tracker.surveys.models import Round
from tracker.weaknesses.queries import weak_component_ids
from tracker.weaknesses.standing import Standing, standing

MOST = 10  # lines of one list of delays on the page; a link leads to the others
REPORT_AHEAD = timedelta(days=45)  # a CCHC report due within these days is shown


@dataclass(frozen=True)
class UnitOwing:
    """A unit that has not reported: what it missed before, and what is due now."""

    unit_id: int
    name: str
    is_office: bool
    missing: tuple[tuple[int, str], ...]  # item number, period label
    days: int  # of the oldest missing one
    due: tuple[int, ...]  # item numbers due in the current period
    pressed: Sequence[Pressing]


@dataclass(frozen=True)
class Overview:
    """What the Office and the directors see first thing in the morning."""

    plan: Plan | None
    items: Sequence[ActionItem]
    states: Mapping[int, tuple[UnitReport, ...]]
    review: Review
    values: Standing | None
    waiting: Sequence[Report]
    judges: Judges
    own: OwnDesk
    round_days: tuple[RoundDay, ...]
    to_close: tuple[Round, ...]  # rounds that wait for a second person
    extensions: Sequence[Extension]
    obstacles: Sequence[Obstacle]
    submitted: Sequence[CchcReport]
    meeting: Meeting | None
    window: Period | None
    owing: tuple[UnitOwing, ...]
    pressable: frozenset[int]  # units that may be pressed for a report or an answer
    answers: int  # on request, which nobody decided yet
    last_reports: Mapping[int, Report]
    most: int = MOST

    def may_confirm(self, report: Report) -> bool:
        """Whether the person looking may decide about this report (DOMAIN A9)."""
        try:
            check_confirmer(self.judges.of(report.unit_id), judged(report))
        except Refusal:
            return False
        return True

    @property
    def to_confirm(self) -> list[Report]:
        """Waiting reports for this very director: an Office head's, or where no officer may.

        Those of the Office's specialists wait for its head first.
        """
        return [
            report
            for report in self.waiting
            if judged(report).confirmer is not Confirmer.OFFICE_HEAD
            and self.judges.of(report.unit_id).is_overseer
            and self.may_confirm(report)
        ]

    @property
    def confirmable(self) -> int:
        """How many of the waiting reports the person looking may decide about."""
        return sum(self.may_confirm(report) for report in self.waiting)

    def missing_of(self, unit_id: int | None = None, item_id: int | None = None) -> list[Owed]:
        """Reports of earlier periods not sent, oldest first: of one unit or item, or of all."""
        missing = [
            owed
            for item, reports in self.states.items()
            for report in reports
            for owed in report.missing
            if unit_id in {None, report.unit_id} and item_id in {None, item}
        ]
        return sorted(missing, key=lambda owed: owed.due_on)

    def confirmer_words(self, report: Report, words: Profile) -> str:
        """Who confirms this report, in the agency's words."""
        return {
            Confirmer.OFFICE: words.office,
            Confirmer.OFFICE_HEAD: words.office_head,
            Confirmer.DEPUTY: f"{words.deputy} phụ trách",
        }[judged(report).confirmer]

    def worst(self, item_id: int) -> ReportState | None:
        """The report state to show where one cell stands for all lead units."""
        return worst(self.states.get(item_id, ()))

    def latest(self, item_id: int | None) -> Report | None:
        """The last report sent on an item, returned or not."""
        return self.last_reports.get(item_id) if item_id else None

    def extension_of(self, row: Delay) -> Extension | None:
        """The extension asked for what a line of the review is about."""
        if isinstance(row, OverdueOrder):
            return next((e for e in self.extensions if e.order_id == row.order_id), None)
        return next((e for e in self.extensions if e.item_id and e.item_id == row.item_id), None)

    @property
    def flagged(self) -> frozenset[int]:
        """Items that are late or have an overdue order."""
        rows: list[Delay] = [*self.review.late, *self.review.orders]
        return frozenset(row.item_id for row in rows if row.item_id)

    @property
    def by_progress(self) -> list[tuple[Progress, int]]:
        """How many items stand in each state, in the order of the states; none left out of it."""
        counted = Counter(item.progress for item in self.items)
        return [(state, counted[state]) for state in Progress if counted[state]]

    @property
    def due_now(self) -> int:
        """Reports of the current period that are due or were returned."""
        wanted = {ReportState.DUE, ReportState.RETURNED}
        return sum(r.state in wanted for reports in self.states.values() for r in reports)

    @property
    def owed_now(self) -> int:
        """Reports owed for the current period, sent or not."""
        return sum(
            r.period is not None and r.state is not ReportState.NOT_YET
            for reports in self.states.values()
            for r in reports
        )


def overview(session: Session, agency: Agency, person: Person, today: date) -> Overview:
    """Everything the two landing pages show. About 35 SELECTs, whatever the number of items."""
    plan = running_plan(session, agency.id)
    items = find_items_with_units(session, ItemFilter(agency.id, plan_id=plan.id)) if plan else ()
    states = report_states(session, agency, items, today)
    delays = review(session, agency.id, today, weak_component_ids(session, agency.id))
    windows = find_windows(session, agency.id, today, today + REPORT_AHEAD)
    window = next((w for w in windows if plan is None or w.regime is plan.regime), None)
    pressed = find_pressings(session, agency.id, today - timedelta(days=60))
    return Overview(
        plan=plan,
        items=items,
        states=states,
        review=delays,
        values=standing(session, agency.id, plan.method_id) if plan else None,
        waiting=find_waiting(session, agency.id),
        judges=find_judges(session, person, today),
        own=own_desk(session, person, today),
        round_days=round_days(session, agency, today),
        to_close=rounds_to_close(session, agency.id),
        extensions=find_pending_extensions(session, agency.id),
        obstacles=find_open_obstacles(session, agency.id),
        submitted=find_submitted(session, agency.id),
        meeting=next_meeting(session, agency.id, today),
        window=window,
        owing=_owing(items, states, pressed, today),
        pressable=_silent(states, today)
        | {order.unit_id for order in delays.orders}
        | {asked.unit_id for asked in delays.requests},
        answers=count_waiting_answers(session, agency.id),
        last_reports=find_last_reports(session, _shown_item_ids(delays)),
    )


def _silent(states: Mapping[int, tuple[UnitReport, ...]], today: date) -> frozenset[int]:
    """Units with a report missing, returned, or due of a period whose data are complete."""
    return frozenset(
        report.unit_id
        for reports in states.values()
        for report in reports
        if report.missing
        or report.returned
        or (report.state is ReportState.DUE and report.period and report.period.ends_on < today)
    )


def _shown_item_ids(delays: Review) -> frozenset[int]:
    lists: list[Sequence[Delay]] = [delays.orders, delays.late, delays.silent, delays.blocked]
    return frozenset(row.item_id for rows in lists for row in rows[:MOST] if row.item_id)


def _owing(
    items: Sequence[ActionItem],
    states: Mapping[int, tuple[UnitReport, ...]],
    pressed: Mapping[int, Sequence[Pressing]],
    today: date,
) -> tuple[UnitOwing, ...]:
    """Units with a report missing or due, those silent longest first."""
    names: dict[int, str] = {}
    missing: dict[int, list[tuple[int, str]]] = {}
    due: dict[int, list[int]] = {}
    days: dict[int, int] = {}
    office_ids = {u.unit_id for i in items for u in i.leads if u.unit and u.unit.is_office}
    for item in items:
        for report in states.get(item.id, ()):
            uid = report.unit_id
            names[uid] = report.unit_name
            missing.setdefault(uid, []).extend(
                (item.position, owed.period.label) for owed in report.missing
            )
            days[uid] = max(days.get(uid, 0), report.days_late(today))
            if report.state in {ReportState.DUE, ReportState.RETURNED}:
                due.setdefault(uid, []).append(item.position)
    found = [
        UnitOwing(
            unit_id=uid,
            name=name,
            is_office=uid in office_ids,
            missing=tuple(missing[uid]),
            days=days[uid],
            due=tuple(due.get(uid, ())),
            pressed=pressed.get(uid, ()),
        )
        for uid, name in names.items()
        if missing[uid] or due.get(uid)
    ]
    return tuple(sorted(found, key=lambda u: (-u.days, -len(u.due), u.name)))
