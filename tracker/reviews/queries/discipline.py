"""How each unit keeps up: reports in time of those owed, outcomes confirmed of those due (A8)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.models import Plan
from tracker.plans.obligations import updating_ratio
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
    items = find_items(session, ItemFilter(agency.id, plan_id=plan.id))
    lines: dict[int, list[Owing]] = defaultdict(list)
    for o in find_owing(session, agency, items, former=True):
        if o.line.unit is not None:
            lines[o.line.unit.id].append(o)
    return tuple(_of_unit(mine, today) for mine in lines.values())


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
