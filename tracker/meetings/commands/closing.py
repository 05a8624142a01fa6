"""Closing a meeting (chốt): conclusions carried out, minutes locked, its item proven, at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import BadInput, Refusal
from tracker.meetings.commands.carrying_out import Authority, carry_out
from tracker.meetings.commands.proving import Proven, prove_item
from tracker.meetings.commands.writing import ground_of
from tracker.meetings.composing import Held, is_written, minutes_content
from tracker.meetings.concluding import Wanted, problems
from tracker.meetings.models import AgendaLine, Conclusion, Meeting, MeetingSeries, Minutes
from tracker.meetings.paper import minutes_paper, symbol
from tracker.meetings.planning import SHORT_SERIES, file_words
from tracker.meetings.queries.finding import find_attendance, find_lines
from tracker.meetings.rules import THERE, MeetingState, check_open
from tracker.organisation.models import Agency
from tracker.organisation.naming import find_head_on, find_unit_names_on
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.store.commands import keep_file
from tracker.store.files import Shelf
from tracker.vietnamese import short_date


@dataclass(frozen=True)
class Planned:
    """A line and what is to be concluded on it."""

    line: AgendaLine
    wanted: Wanted


def load_held(session: Session, agency: Agency, meeting: Meeting) -> Held:
    """A meeting (chair and secretary loaded) with all its minutes are made of. Six SELECTs."""
    on = meeting.held_on or meeting.planned_on
    return Held(
        agency=agency,
        head=find_head_on(session, agency, on),
        meeting=meeting,
        attendance=find_attendance(session, meeting.id),
        lines=find_lines(session, meeting.id),
        units=find_unit_names_on(session, agency.id, on),
    )


def close_meeting(
    session: Session, shelf: Shelf, held: Held, *, by: Person, at: datetime
) -> Minutes:
    """Lock the minutes of `held` and carry out its conclusions in the chair's name.

    Orders, extensions, changes of lead and endings happen as of the day of the meeting; the
    minutes are kept as Word file and as content with its hash; the item that the series proves
    gets its report for each month covered, to be confirmed when the chair approves. Raises Refusal
    or BadInput, naming what is missing or the line at fault, and then nothing may be committed.
    """
    meeting = held.meeting
    check_open(meeting.state)
    missing = not_ready(held, day_of(at))
    if missing:
        raise BadInput("Chưa chốt được biên bản: " + "; ".join(missing) + ".")
    authority = _authority(held, by, at)
    planned = planned_conclusions(held.lines)
    _check(session, held, planned)
    content = minutes_content(held)
    for each in planned:
        session.add(_conclude(session, each, authority))
    word = write_word(minutes_paper(content, made_at=at))
    name = minutes_name(held.agency, meeting)
    file = keep_file(session, shelf, meeting.agency_id, name, word, at=at)
    minutes = Minutes(
        agency_id=meeting.agency_id,
        meeting_id=meeting.id,
        content=content.as_json(),
        content_hash=content.hash,
        file_id=file.id,
        locked_at=at,
        locked_by_id=by.id,
    )
    session.add(minutes)
    meeting.state = MeetingState.CLOSED
    session.flush()
    series = session.get_one(MeetingSeries, meeting.series_id)
    orders = sum(each.wanted.gives_order for each in planned)
    prove_item(session, series.item_id, Proven(meeting, file.id, authority, len(planned), orders))
    return minutes


def minutes_name(agency: Agency, meeting: Meeting) -> str:
    """BB-STP_giao-ban_thang-9-2021.docx."""
    return file_name(
        symbol(agency.document_code), SHORT_SERIES, file_words(meeting.months), suffix="docx"
    )


def planned_conclusions(lines: Sequence[AgendaLine]) -> list[Planned]:
    """The lines on which something is concluded, in the order of the agenda."""
    drafts = [Planned(line, Wanted.from_json(line.draft)) for line in lines]
    return [each for each in drafts if each.wanted.kind is not None]


def not_ready(held: Held, today: date) -> list[str]:
    """What still keeps the minutes from being closed, in words; empty when nothing does."""
    return list(_not_ready(held, today))


def _not_ready(held: Held, today: date) -> Iterator[str]:
    meeting = held.meeting
    if meeting.held_on is None or meeting.started_at is None or meeting.ended_at is None:
        yield "cần ghi ngày họp, giờ bắt đầu và giờ kết thúc"
    elif meeting.held_on > today:
        yield f"ngày họp {short_date(meeting.held_on)} chưa đến"
    if not meeting.place:
        yield "cần ghi địa điểm"
    if meeting.chair is None or meeting.secretary is None:
        yield "cần ghi chủ trì và thư ký"
    elif meeting.chair_id == meeting.secretary_id:
        yield "chủ trì và thư ký phải là hai người"
    there = {row.person_id for row in held.attendance if row.presence in THERE}
    if meeting.chair_id is not None and meeting.chair_id not in there:
        yield "danh sách dự họp ghi chủ trì vắng mặt; chọn người chủ trì khác hoặc sửa danh sách"
    if not any(is_written(line) for line in held.lines):
        yield "chưa có ý kiến hay kết luận nào; nếu không họp thì ghi là không tổ chức"


def _authority(held: Held, by: Person, at: datetime) -> Authority:
    meeting = held.meeting
    if meeting.chair is None or meeting.secretary is None or meeting.held_on is None:
        raise BadInput("Cần ghi chủ trì, thư ký và ngày họp.")
    return Authority(
        agency_id=meeting.agency_id,
        chair=meeting.chair,
        secretary=meeting.secretary,
        recorder=by,
        held_on=meeting.held_on,
        at=at,
    )


def _check(session: Session, held: Held, planned: Sequence[Planned]) -> None:
    for each in planned:
        found = problems(each.wanted, ground_of(session, held.meeting, each.line))
        if found:
            raise BadInput(f"Mục “{each.line.title}”: {found[0].message}")


def _conclude(session: Session, each: Planned, authority: Authority) -> Conclusion:
    line, wanted = each.line, each.wanted
    try:
        order = carry_out(session, line, wanted, authority)
    except Refusal as no:
        raise Refusal(f"Mục “{line.title}”: {no}") from no
    return Conclusion(
        agency_id=line.agency_id,
        meeting_id=line.meeting_id,
        line_id=line.id,
        kind=wanted.kind,
        closing=wanted.closing,
        text=wanted.text,
        unit_id=wanted.unit_id,
        due_on=wanted.due_on,
        order_id=order.id if order else None,
    )
