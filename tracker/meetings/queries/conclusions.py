"""The register of conclusions (sổ theo dõi kết luận): each with the state of its order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.meetings.models import AgendaLine, Conclusion, Meeting
from tracker.meetings.register import Follow, Standing, State, carried_over, state_of
from tracker.meetings.rules import HELD, ConclusionKind

# Closing the meeting does these at once.
CARRIED_OUT = frozenset({ConclusionKind.CHANGE_LEAD, ConclusionKind.CLOSE})


@dataclass(frozen=True)
class RegisterLine:
    """One conclusion: of which meeting, about what, for whom, by when, and where it stands."""

    conclusion: Conclusion
    meeting_id: int
    held_on: date
    title: str
    position: int | None
    item_id: int | None
    due_on: date | None  # of the order now
    first_due_on: date | None
    state: State
    carried: int

    @property
    def unit_name(self) -> str:
        """The unit the conclusion names; "" for none."""
        unit = self.conclusion.unit
        return unit.name if unit is not None else ""


@dataclass(frozen=True)
class RegisterFilter:
    """What the register can narrow by. None means "do not narrow"."""

    year: int | None = None  # of the meeting's day
    unit_id: int | None = None
    standing: Standing | None = None


def find_register(
    session: Session, agency_id: int, wanted: RegisterFilter, today: date
) -> list[RegisterLine]:
    """Conclusions of closed meetings, the latest meeting first. Two SELECTs."""
    held = find_held_days(session, agency_id)
    query = (
        select(Conclusion, AgendaLine, Meeting)
        .join(AgendaLine, AgendaLine.id == Conclusion.line_id)
        .join(Meeting, Meeting.id == Conclusion.meeting_id)
        .where(Conclusion.agency_id == agency_id)
        .options(
            joinedload(Conclusion.unit), joinedload(Conclusion.order), joinedload(AgendaLine.item)
        )
        .order_by(Meeting.held_on.desc(), AgendaLine.position)
    )
    if wanted.unit_id is not None:
        query = query.where(Conclusion.unit_id == wanted.unit_id)
    if wanted.year is not None:
        year = wanted.year
        query = query.where(Meeting.held_on.between(date(year, 1, 1), date(year, 12, 31)))
    rows = session.execute(query).all()
    lines = [_line(*row, held, today) for row in rows]
    return [line for line in lines if wanted.standing in (None, line.state.standing)]


def find_conclusions(session: Session, meeting_id: int) -> Sequence[Conclusion]:
    """The conclusions of one meeting with their orders, in the order written. One SELECT."""
    query = (
        select(Conclusion)
        .where(Conclusion.meeting_id == meeting_id)
        .options(joinedload(Conclusion.order))
        .order_by(Conclusion.id)
    )
    return session.scalars(query).all()


def find_held_days(session: Session, agency_id: int) -> Sequence[date]:
    """The days on which closed meetings were held, oldest first. One SELECT."""
    query = select(Meeting.held_on).where(
        Meeting.agency_id == agency_id, Meeting.state.in_(HELD), Meeting.held_on.is_not(None)
    )
    return [day for day in session.scalars(query.order_by(Meeting.held_on)) if day is not None]


def _line(
    conclusion: Conclusion,
    line: AgendaLine,
    meeting: Meeting,
    held: Iterable[date],
    today: date,
) -> RegisterLine:
    order, held_on = conclusion.order, meeting.held_on or meeting.planned_on
    follow = _follow(conclusion, line, held_on)
    return RegisterLine(
        conclusion=conclusion,
        meeting_id=meeting.id,
        held_on=held_on,
        title=line.title,
        position=line.snapshot.get("position"),
        item_id=line.item_id,
        due_on=order.due_on if order else conclusion.due_on,
        first_due_on=order.first_due_on if order else None,
        state=state_of(follow, today),
        carried=carried_over(held_on, follow, held),
    )


def _follow(conclusion: Conclusion, line: AgendaLine, held_on: date) -> Follow | None:
    """Its order; of an item given more time the item itself; what was carried out is done."""
    order, item = conclusion.order, line.item
    if order is not None:
        return Follow(order.due_on, order.answered_on, order.closed_on)
    if conclusion.kind is ConclusionKind.EXTEND and item is not None:
        return Follow(item.due_on, item.claimed_on, item.ended_on)
    if conclusion.kind in CARRIED_OUT:
        return Follow(None, held_on, held_on)
    return None
