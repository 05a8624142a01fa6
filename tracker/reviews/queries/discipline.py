"""How each unit keeps up: reports in time of those owed, outcomes confirmed of those due (A8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.models import Plan
from tracker.plans.obligations import closed_periods, is_in_time, known_on, updating_ratio
from tracker.plans.outcomes import Outcome, Ratio, completion_ratio
from tracker.plans.queries import ItemFilter, find_items
from tracker.plans.rules import DONE, Progress
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.rules import standing

_LEFT_OUT = frozenset({Progress.PAUSED, Progress.DROPPED})


@dataclass(frozen=True)
class Discipline:
    """The two ratios of a unit, or of several together; they are never mixed."""

    name: str
    unit_id: int | None  # None: a total
    is_office: bool
    updating: Ratio
    completion: Ratio


def find_discipline(
    session: Session, agency: Agency, plan: Plan, today: date
) -> tuple[Discipline, ...]:
    """The ratios of each lead unit of a plan until today, in its order. Eight SELECTs."""
    lines: dict[int, list[Owing]] = defaultdict(list)
    for o in _find_owing(session, agency, plan):
        lines[o.line.unit_id or 0].append(o)
    return tuple(_of_unit(mine, today) for mine in lines.values())


def _find_owing(session: Session, agency: Agency, plan: Plan) -> list[Owing]:
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id))
    found = find_owing(session, agency, items, former=True)
    return [o for o in found if o.line.unit is not None]


@dataclass(frozen=True)
class Counted:
    """One thing that a ratio counts: a report owed, or an outcome due."""

    item_id: int
    position: int
    task: str
    unit: str
    period: str  # "" of an outcome
    due_on: date  # cut-off, or the item's day
    done_on: date | None  # sent, or confirmed
    counts: bool  # in time, or confirmed


def find_counted_reports(
    session: Session, agency: Agency, plan: Plan, of: "Of", today: date
) -> list[Counted]:
    """The reports behind the ratio of updating, those that do not count first. Eight SELECTs."""
    rows = []
    for o in filter(of.holds, _find_owing(session, agency, plan)):
        known = known_on(o.sents, today)
        for period in closed_periods(o.terms, o.periods, today):
            sent = next((s.sent_on for s in known if s.period_code == period.code), None)
            in_time = is_in_time(period, known, o.grace)
            rows.append(_counted(o, period.label, period.cutoff_on, sent, counts=in_time))
    return sorted(rows, key=lambda row: (row.counts, row.due_on, row.position))


def find_counted_outcomes(
    session: Session, agency: Agency, plan: Plan, of: "Of", today: date
) -> list[Counted]:
    """The outcomes behind the ratio of completion, those not confirmed first. Eight SELECTs."""
    rows = []
    for o in filter(of.holds, _find_owing(session, agency, plan)):
        for outcome in _outcomes([o]):
            if outcome.due_on < today:
                on = outcome.confirmed_on
                counts = on is not None and on <= today
                rows.append(_counted(o, "", outcome.due_on, on, counts=counts))
    return sorted(rows, key=lambda row: (row.counts, row.due_on, row.position))


@dataclass(frozen=True)
class Of:
    """Whose figure it is: one unit's, everybody's, or everybody's but the Office's."""

    unit_id: int | None = None
    without_office: bool = False

    def holds(self, owing: Owing) -> bool:
        """Whether a lead's line belongs to the figure."""
        if self.unit_id is not None:
            return owing.line.unit_id == self.unit_id
        return not (self.without_office and owing.line.unit and owing.line.unit.is_office)


def _counted(o: Owing, period: str, due_on: date, done_on: date | None, *, counts: bool) -> Counted:
    unit, item = o.line.unit, o.item
    name = unit.name if unit else ""
    return Counted(item.id, item.position, item.short, name, period, due_on, done_on, counts)


def totals(units: Sequence[Discipline], office: str) -> tuple[Discipline, ...]:
    """All units together, and without the Office, whose reports it confirms itself."""
    others = [unit for unit in units if not unit.is_office]
    return (_sum("Toàn cơ quan", units), _sum(f"Không tính {office}", others))


def _of_unit(owing: Sequence[Owing], today: date) -> Discipline:
    unit = owing[0].line.unit
    updating = (updating_ratio(o.terms, o.periods, o.sents, o.grace, today) for o in owing)
    return Discipline(
        name=unit.name if unit else "",
        unit_id=unit.id if unit else None,
        is_office=bool(unit and unit.is_office),
        updating=sum(updating, Ratio()),
        completion=completion_ratio(_outcomes(owing), today),
    )


def _outcomes(owing: Iterable[Owing]) -> Iterator[Outcome]:
    for o in owing:
        due_on = o.item.due_on
        if due_on is None or o.item.progress in _LEFT_OUT:
            continue
        if o.line.holds_on(due_on):  # of who led on that day
            yield Outcome(due_on, _confirmed_on(o))


def _confirmed_on(o: Owing) -> date | None:
    """The day the unit's own completion was accepted, else the whole item's end as done."""
    last = standing(o.sents)
    if last is not None and last.is_claim and last.accepted_on:
        return last.accepted_on
    return o.item.ended_on if o.item.progress in DONE else None


def _sum(name: str, units: Sequence[Discipline]) -> Discipline:
    return Discipline(
        name=name,
        unit_id=None,
        is_office=False,
        updating=sum((unit.updating for unit in units), Ratio()),
        completion=sum((unit.completion for unit in units), Ratio()),
    )
