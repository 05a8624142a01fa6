"""Drawing the agenda, and what people change in it: pinned, dropped, added. The view commits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import BadInput, Refusal
from tracker.meetings.agenda import ORDER, Drawn, standing_lines
from tracker.meetings.commands.attending import list_guests
from tracker.meetings.commands.series import chair_on
from tracker.meetings.composing import is_written
from tracker.meetings.models import AgendaLine, Meeting, MeetingSeries, Minutes
from tracker.meetings.planning import counted_to
from tracker.meetings.queries.drafting import draw_lines
from tracker.meetings.queries.facts import find_facts
from tracker.meetings.queries.finding import find_lines, previous_minutes
from tracker.meetings.rules import MeetingState, Section, check_open, check_upcoming
from tracker.meetings.snapshots import snapshot_of
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_periods
from tracker.organisation.rules import PeriodKind, Regime
from tracker.vietnamese import short_date, tidy


def draw_agenda(session: Session, agency: Agency, meeting: Meeting, *, at: datetime) -> None:
    """Draw the agenda by rule with what is known now, and open the meeting.

    A delegation for the meeting's day moves the chair, unless somebody else chairs already. Drawn
    again, lines on which somebody wrote, pinned, dropped or added stay, with the state of
    now; the rest is drawn anew. The guests are listed once. About 35 SELECTs, whatever the size.
    """
    check_upcoming(meeting.state)
    if meeting.agenda_drawn_at is None:
        _move_chair(session, meeting)
    day = counted_to(meeting.held_on or meeting.planned_on, day_of(at))
    facts = find_facts(session, agency, day)
    standing = standing_lines(
        _previous(previous_minutes(session, meeting)),
        _span(session, agency.id, facts.plan.regime if facts.plan else Regime.ND09, meeting.months),
    )
    kept = {_key(line): line for line in find_lines(session, meeting.id)}
    wanted = (*standing, *draw_lines(facts, agency))
    lines = [_line(meeting, drawn, kept) for drawn in wanted]
    for line, drawn in zip(lines, wanted, strict=True):
        line.snapshot = snapshot_of(drawn, facts)
    stale = [line for key, line in kept.items() if key not in {drawn.key for drawn in wanted}]
    for line in stale:
        if not _is_touched(line):
            session.delete(line)
    rest = [line for line in stale if _is_touched(line)]
    session.add_all(lines)
    number_lines([*lines, *rest])
    meeting.agenda_drawn_at, meeting.drawn_for = at, day
    meeting.state = MeetingState.OPEN
    list_guests(session, meeting)
    session.flush()


def _move_chair(session: Session, meeting: Meeting) -> None:
    series = session.get_one(MeetingSeries, meeting.series_id)
    if meeting.chair_id == series.chair_id:
        meeting.chair_id = chair_on(session, series, meeting.held_on or meeting.planned_on)


def _key(line: AgendaLine) -> str:
    return str(line.snapshot.get("key") or f"line:{line.id}")


def _is_touched(line: AgendaLine) -> bool:
    return line.section is Section.FREE or line.is_pinned or line.is_dropped or is_written(line)


def _line(meeting: Meeting, drawn: Drawn, kept: dict[str, AgendaLine]) -> AgendaLine:
    line = kept.get(drawn.key) or AgendaLine(
        agency_id=meeting.agency_id, meeting_id=meeting.id, is_pinned=False, is_dropped=False
    )
    line.section, line.standing = drawn.section, drawn.standing
    line.item_id = drawn.item_id
    line.title, line.reason = drawn.title, drawn.reason
    return line


def number_lines(lines: Sequence[AgendaLine]) -> None:
    """Give lines their places: standing ones, pinned ones, then by section; each in its order."""
    ranked = sorted(
        lines,
        key=lambda line: (
            line.section is not Section.STANDING,
            not line.is_pinned,
            ORDER.index(line.section),
        ),
    )
    for place, line in enumerate(ranked, start=1):
        line.position = place


def _previous(minutes: Minutes | None) -> str:
    if minutes is None:
        return "Chưa có biên bản cuộc họp trước trong hệ thống"
    held = short_date(minutes.meeting.held_on)
    if minutes.number:
        return f"Biên bản số {minutes.number}, cuộc họp ngày {held}"
    return f"Biên bản cuộc họp ngày {held}"


def _span(session: Session, agency_id: int, regime: Regime, months: Iterable[str]) -> str:
    """The days the covered months are about, by the agency's own periods."""
    wanted = set(months)
    found = find_periods(session, agency_id, regime, kind=PeriodKind.MONTH)
    periods = [period for period in found if period.code in wanted]
    if not periods:
        return "Trong tháng"
    first, last = periods[0].starts_on, periods[-1].ends_on
    return f"Từ ngày {short_date(first)} đến ngày {short_date(last)}"


@dataclass(frozen=True)
class Arranged:
    """What a person does with a line of the agenda, and why."""

    is_pinned: bool
    is_dropped: bool
    why: str


def arrange_line(
    session: Session, meeting: Meeting, line: AgendaLine, wish: Arranged, *, by: Person
) -> None:
    """Pin a line to the top, drop it, or put it back; who and why stay on it.

    Refusal for dropping a standing line, or one on which something is written.
    """
    check_open(meeting.state)
    if wish.is_dropped and line.section is Section.STANDING:
        raise Refusal("Nội dung thường kỳ luôn có trong chương trình.")
    if wish.is_dropped and is_written(line):
        raise Refusal("Mục đã ghi ý kiến hoặc kết luận nên không đưa ra khỏi chương trình được.")
    changes = wish.is_pinned or wish.is_dropped
    if changes and not wish.why.strip():
        raise BadInput("Cần ghi lý do thay đổi chương trình.")
    line.is_pinned, line.is_dropped = wish.is_pinned, wish.is_dropped
    line.moved_why = tidy(wish.why) if changes else ""
    line.moved_by_id = by.id if changes else None
    number_lines(find_lines(session, meeting.id))


def add_line(session: Session, meeting: Meeting, title: str, why: str, *, by: Person) -> AgendaLine:
    """Add a matter in free words; who added it and why stay on it."""
    check_upcoming(meeting.state)
    others = find_lines(session, meeting.id)
    line = AgendaLine(
        agency_id=meeting.agency_id,
        meeting_id=meeting.id,
        position=len(others) + 1,
        section=Section.FREE,
        title=tidy(title),
        reason=f"{by.full_name} đề nghị: {tidy(why)}",
        moved_by_id=by.id,
        moved_why=tidy(why),
    )
    session.add(line)
    session.flush()
    return line
