"""The indices a report shows: those of the last round that had ended with its window."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.models import Plan
from tracker.reports.figures import IndexFigure
from tracker.surveys.queries import find_methods
from tracker.weaknesses.standing import IndexLine, standing


@dataclass(frozen=True)
class Indices:
    """Components in the method's order, the overall index, and the rounds they come from."""

    components: tuple[IndexFigure, ...] = ()
    overall: IndexFigure | None = None
    round_title: str = ""
    before_title: str = ""
    is_signed: bool = False


def find_indices(session: Session, agency: Agency, plan: Plan | None, as_of: date) -> Indices:
    """The indices as of a day, by the plan's method or the agency's. About a dozen SELECTs."""
    method_id = plan.method_id if plan else _method_id(session, agency)
    if method_id is None:
        return Indices()
    found = standing(session, agency.id, method_id, as_of)
    if found.round is None:
        return Indices()
    return Indices(
        components=tuple(_figure(line) for line in found.components),
        overall=_figure(found.overall) if found.overall else None,
        round_title=found.round_title,
        before_title=found.before_title,
        is_signed=found.round.signed_on is not None and found.round.signed_on <= as_of,
    )


def _method_id(session: Session, agency: Agency) -> int | None:
    methods = find_methods(session, agency.id)
    return next((m.id for m in methods if m.code == agency.method_code), None)


def _figure(line: IndexLine) -> IndexFigure:
    return IndexFigure(
        code=line.code,
        name=line.name,
        value=line.value,
        low=line.low,
        high=line.high,
        people=line.people,
        target=line.target,
        before=line.before,
        verdict=line.verdict.value if line.verdict else "",
    )
