"""A request as a table: who owes, where each stands today, since when silent, what was answered."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import days_late
from tracker.plans.queries import find_units_with_accounts
from tracker.plans.rules import ReportState
from tracker.progress.models import Draft, ReportRequest, RequestAnswer, RequestLine
from tracker.progress.queries.drafts import find_draft, must_be_approved
from tracker.progress.queries.judges import Judges
from tracker.progress.requests import RequestState, line_state, request_state


@dataclass(frozen=True)
class TableRow:
    """One who owes, on a day."""

    line: RequestLine
    state: ReportState
    days_late: int  # past the day while silent; of what was sent: at the sending
    days_left: int | None  # None once answered or late
    why_not: str = ""  # why the person looking may not decide about a waiting answer

    @property
    def answer(self) -> RequestAnswer | None:
        """The answer that speaks for the unit; a returned one does not."""
        last = self.line.last
        return last if last is not None and self.state in _ANSWERED else None


_ANSWERED = (ReportState.SENT, ReportState.CONFIRMED)
_ORDER = (*ReportState,)


@dataclass(frozen=True)
class RequestTable:
    """A request with its rows: the silent first, then by unit and item."""

    request: ReportRequest
    rows: tuple[TableRow, ...]
    state: RequestState

    @property
    def counts(self) -> dict[ReportState, int]:
        """How many stand in each state that somebody stands in, the worst first."""
        counted = Counter(row.state for row in self.rows)
        return {state: counted[state] for state in _ORDER if counted[state]}

    def narrowed(self, state: str) -> tuple[TableRow, ...]:
        """The rows in one state; all of them for an unknown word."""
        known = state in set(ReportState)
        return tuple(row for row in self.rows if not known or row.state == state)

    @property
    def can_be_corrected(self) -> bool:
        """Whether nobody answered yet and it was not withdrawn."""
        return self.request.answered_at is None and self.request.withdrawn_on is None


def request_table(
    request: ReportRequest, today: date, judges: Judges | None = None
) -> RequestTable:
    """The table of a request (loaded as whole_request does). No SELECT."""
    rows = [line_row(line, today, judges) for line in request.lines if line.dropped_on is None]
    rows.sort(key=lambda row: (row.line.unit.position, row.line.unit_id, _position(row.line)))
    silent = sum(row.state is ReportState.MISSING for row in rows)
    answered = sum(row.state in _ANSWERED for row in rows)
    is_withdrawn = request.withdrawn_on is not None
    state = request_state(len(rows), answered, silent, is_withdrawn=is_withdrawn)
    return RequestTable(request, tuple(rows), state)


def line_row(line: RequestLine, today: date, judges: Judges | None = None) -> TableRow:
    """Where one who owes stands today; needs answers and decisions loaded."""
    state = line_state(line.due_on, line.facts, today)
    last, is_answered = line.last, state in _ANSWERED
    if line.ended_on is not None and not is_answered:
        return TableRow(line, ReportState.NOT_YET, days_late=0, days_left=None)
    until = day_of(last.sent_at) if last is not None and is_answered else today
    is_open = not is_answered and state is not ReportState.MISSING
    waits = judges is not None and last is not None and state is ReportState.SENT
    return TableRow(
        line=line,
        state=state,
        days_late=days_late(line.due_on, until),
        days_left=(line.due_on - today).days if is_open else None,
        why_not=judges.why_not(last) if waits and judges and last else "",
    )


def _position(line: RequestLine) -> int:
    return line.item.position if line.item else 0


@dataclass(frozen=True)
class Owes:
    """Somebody who will owe an answer, before the request is sent."""

    unit: Unit
    item: ActionItem | None
    has_account: bool

    @property
    def place(self) -> tuple[int, int | None]:
        """Unit and item, as a request keeps them."""
        return self.unit.id, self.item.id if self.item else None


def find_owes(
    session: Session, items: Sequence[ActionItem], units: Sequence[Unit]
) -> tuple[Owes, ...]:
    """Every lead unit of `items` (units loaded), or `units` once each, in order. One SELECT."""
    pairs: list[tuple[Unit, ActionItem | None]] = [(unit, None) for unit in units]
    pairs += [(ln.unit, item) for item in items for ln in item.leads if ln.unit and ln.owes]
    known = find_units_with_accounts(session, {unit.id for unit, _ in pairs})
    return tuple(Owes(unit, item, unit.id in known) for unit, item in pairs)


@dataclass(frozen=True)
class AnswerDesk:
    """What lies before somebody who is about to answer."""

    row: TableRow
    draft: Draft | None
    needs_head: bool

    @property
    def line(self) -> RequestLine:
        """The one who owes."""
        return self.row.line

    @property
    def is_late(self) -> bool:
        """Whether a reason for lateness is needed."""
        return self.row.state is ReportState.MISSING


def answer_key(line_id: int) -> str:
    """The name of the draft of an answer: one per person and line."""
    return f"request:{line_id}"


def find_answer_desk(
    session: Session, line: RequestLine, person: Person, today: date
) -> AnswerDesk:
    """The desk of a unit at a request (line loaded as whole_line does). Three SELECTs at most."""
    return AnswerDesk(
        row=line_row(line, today),
        draft=find_draft(session, person.id, answer_key(line.id)),
        needs_head=must_be_approved(session, line.agency_id, line.unit_id, person),
    )
