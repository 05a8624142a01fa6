"""The desks of everything a person has to send for the units: one read for a whole grid."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from tracker.access.models import Person
from tracker.organisation.models import Agency, Period
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress, ReportState
from tracker.progress.models import Confirmation, Draft, Evidence, Report
from tracker.progress.queries.desk import Desk, choices_of, draft_key
from tracker.progress.queries.drafts import find_awaiting_head, must_be_approved
from tracker.progress.queries.states import Line, Owing, due_of, find_owing
from tracker.progress.queries.to_send import (
    Spot,
    ToSend,
    find_led_items,
    find_promises,
    find_returns,
    to_send,
)
from tracker.progress.rules import Decision, is_finished, own_progress


@dataclass(frozen=True)
class MonthDesk:
    """One report to send with its desk, and what became of the one sent before."""

    desk: Desk
    state: ReportState | None  # None: entered afterwards (nhập bù)
    returned: Confirmation | None
    waiting: Draft | None  # a finished report that waits for the unit's head

    @property
    def key(self) -> str:
        """item-unit-period: how forms and workbooks name the row."""
        return row_key((self.desk.item.id, self.desk.unit.id, self.desk.period.code))

    @property
    def seen(self) -> int:
        """The report that a new one would replace, 0 for none: what a row was filled in against."""
        return self.desk.current.id if self.desk.current else 0


def row_key(spot: Spot) -> str:
    """How a row is named: "12-3-2021-09"."""
    return "-".join(map(str, spot))


def spot_of(key: str) -> Spot | None:
    """The item, unit and period that a row's name means; None for what is no such name."""
    item_id, _, rest = key.partition("-")
    unit_id, _, code = rest.partition("-")
    is_named = item_id.isdecimal() and unit_id.isdecimal() and code
    if not is_named or max(len(item_id), len(unit_id)) > 9 or len(code) > 20:
        return None  # longer numbers are no ids of ours, and no database takes them
    return int(item_id), int(unit_id), code


@dataclass(frozen=True)
class Typist:
    """Who fills in the grid, and for which of the units."""

    person: Person  # places loaded
    unit_ids: frozenset[int]


def find_month_desks(
    session: Session, agency: Agency, typist: Typist, today: date, also: Iterable[Spot] = ()
) -> tuple[MonthDesk, ...]:
    """The desks of what the units have to send, as the unit's page lists it.

    Spots with a draft of his, and `also`, are shown as well while they take a report: periods
    entered afterwards (nhập bù), and those that a colleague sent meanwhile. About twenty SELECTs,
    whatever the number of rows.
    """
    own = typist.unit_ids
    items = find_led_items(session, agency.id, own, selectinload(ActionItem.products))
    lines = [o for o in find_owing(session, agency, items) if o.line.unit_id in own]
    returns = find_returns(session, agency.id, own)
    promises = find_promises(session, agency.id, own)
    asked = to_send(lines, returns, promises, today)
    by_line = {(o.item.id, o.line.unit_id): o for o in lines}
    drafts = _find_drafts(session, typist.person)
    more = [spot for spot in (*also, *drafts) if spot[:2] in by_line]
    states = {_spot(line): line.state for line in asked}
    spots = list(dict.fromkeys([*states, *more]))
    around = _find_around(session, agency, typist, spots)
    found = []
    for spot in spots:
        desk = _desk(by_line[spot[:2]], spot, around, today)
        if desk is not None:
            desk = replace(desk, draft=drafts.get(spot), promised_on=promises.get(spot))
            found.append(
                MonthDesk(desk, states.get(spot), returns.get(spot), around.waiting.get(spot))
            )
    return tuple(found)


def _spot(line: ToSend) -> Spot:
    return line.item.id, line.unit_id, line.period.code


@dataclass(frozen=True)
class _Around:
    """What the desks are made of, by row or line."""

    periods: Mapping[tuple[str, str], Period]  # by regime and code
    reports: Mapping[Line, Sequence[Report]]  # by period, then in order of sending
    waiting: Mapping[Spot, Draft]
    needs_head: Mapping[int, bool]  # by unit


def _find_around(
    session: Session, agency: Agency, typist: Typist, spots: Sequence[Spot]
) -> _Around:
    keys = [draft_key(*spot) for spot in spots]
    finished = find_awaiting_head(session, agency.id, typist.unit_ids)
    waiting = {draft.key: draft for draft in finished}
    coded = select(Period).where(
        Period.agency_id == agency.id, Period.code.in_({code for _, _, code in spots})
    )
    return _Around(
        periods={(p.regime, p.code): p for p in session.scalars(coded)},
        reports=find_line_reports(session, {spot[0] for spot in spots}, typist.unit_ids),
        waiting={s: waiting[key] for s, key in zip(spots, keys, strict=True) if key in waiting},
        needs_head={
            unit_id: must_be_approved(session, agency.id, unit_id, typist.person)
            for unit_id in sorted({spot[1] for spot in spots})
        },
    )


def _find_drafts(session: Session, person: Person) -> Mapping[Spot, Draft]:
    """The reports a person is typing, by spot. One SELECT."""
    query = select(Draft).where(Draft.person_id == person.id, Draft.key.startswith("report:"))
    found = {}
    for draft in session.scalars(query.order_by(Draft.key)):
        if spot := spot_of(draft.key.removeprefix("report:").replace(":", "-")):
            found[spot] = draft
    return found


def find_line_reports(
    session: Session, item_ids: Collection[int], unit_ids: Collection[int]
) -> Mapping[Line, Sequence[Report]]:
    """All reports of these units on these items by line: by period, then in order of sending.

    Five SELECTs; with period, author, decisions, results and evidence.
    """
    query = (
        select(Report)
        .join(Report.period)
        .where(Report.item_id.in_(item_ids), Report.unit_id.in_(unit_ids))
        .order_by(Period.ends_on, Report.id)
        .options(
            contains_eager(Report.period),
            joinedload(Report.author),
            selectinload(Report.confirmations).joinedload(Confirmation.by),
            selectinload(Report.evidence).joinedload(Evidence.file),
            selectinload(Report.results),
        )
    )
    found: dict[Line, list[Report]] = defaultdict(list)
    for report in session.scalars(query):
        found[report.item_id, report.unit_id].append(report)
    return found


def _desk(owing: Owing, spot: Spot, around: _Around, today: date) -> Desk | None:
    """As find_desk gives it, without draft and promise; None where the line takes no report."""
    period = around.periods.get((owing.item.plan.regime, spot[2]))
    unit, choices = owing.line.unit, choices_of(owing, today)
    if period is None or unit is None or not owing.item.is_running:
        return None
    if is_finished(owing.sents) or period.code not in {c.period.code for c in choices}:
        return None
    reports = around.reports.get(spot[:2], ())
    started = _has_started(reports, period.id)
    return Desk(
        item=owing.item,
        owing=owing,
        unit=unit,
        period=period,
        choices=choices,
        own=own_progress(owing.item.progress, owing.sents, has_started=started),
        due_on=due_of(owing, period.spec),
        today=today,
        previous=_last(r for r in reports if r.period.ends_on < period.ends_on),
        current=_replaceable(r for r in reports if r.period_id == period.id),
        draft=None,
        promised_on=None,
        needs_head=around.needs_head.get(unit.id, False),
    )


def _last(reports: Iterable[Report]) -> Report | None:
    return next(reversed(tuple(reports)), None)


def _replaceable(reports: Iterable[Report]) -> Report | None:
    """The last of a period's reports, waiting or returned; None once it is confirmed."""
    last = _last(reports)
    is_over = last and last.verdict and last.verdict.decision is Decision.ACCEPTED
    return None if is_over else last


def _has_started(reports: Sequence[Report], but_period_id: int) -> bool:
    """As queries.reports.has_started, of reports already read."""
    replaced = {report.replaces_id for report in reports}
    return any(
        report.period_id != but_period_id
        and report.id not in replaced
        and report.claimed is not Progress.NOT_STARTED
        for report in reports
    )
