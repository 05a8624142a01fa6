"""Regular meetings and their dates: planned, postponed, merged, skipped. The view commits."""

from dataclasses import dataclass
from datetime import date, time

from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.meetings.composing import is_written
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.meetings.planning import meeting_day, meeting_title, next_month
from tracker.meetings.queries.finding import (
    find_covered_months,
    find_delegate_id,
    find_lines,
)
from tracker.meetings.rules import MeetingState, Section, check_movable, check_upcoming
from tracker.organisation.queries import working_calendar
from tracker.vietnamese import short_date, tidy


@dataclass(frozen=True)
class SeriesDraft:
    """A regular meeting as a person describes it."""

    title: str
    day_of_month: int
    starts_at: time
    place: str = ""
    item_id: int | None = None
    chair_id: int | None = None
    secretary_id: int | None = None


def create_series(session: Session, agency_id: int, draft: SeriesDraft) -> MeetingSeries:
    """A new series of meetings, flushed. No meeting is planned yet."""
    series = MeetingSeries(agency_id=agency_id)
    edit_series(series, draft)
    session.add(series)
    session.flush()
    return series


def edit_series(series: MeetingSeries, draft: SeriesDraft) -> None:
    """Change a series; meetings already planned stay as they are."""
    series.title = tidy(draft.title)
    series.day_of_month = draft.day_of_month
    series.starts_at = draft.starts_at
    series.place = tidy(draft.place)
    series.item_id = draft.item_id
    series.chair_id = draft.chair_id
    series.secretary_id = draft.secretary_id


def plan_next(session: Session, series: MeetingSeries, *, today: date) -> Meeting:
    """Plan the meeting of the first month none covers yet; planned is not held. Three SELECTs.

    On the series' day, the next working day where that is off, in the month whose day is still to
    come. A delegation for that day moves the chair.
    """
    code = next_month(find_covered_months(session, series.id), series.day_of_month, today)
    calendar = working_calendar(session, series.agency_id)
    day = meeting_day(code, series.day_of_month, calendar)
    return _plan(session, series, [code], day)


def _plan(session: Session, series: MeetingSeries, months: list[str], day: date) -> Meeting:
    meeting = Meeting(
        agency_id=series.agency_id,
        series_id=series.id,
        title=meeting_title(series.title, months),
        months=months,
        planned_on=day,
        planned_at=series.starts_at,
        place=series.place,
        chair_id=chair_on(session, series, day),
        secretary_id=series.secretary_id,
    )
    session.add(meeting)
    session.flush()
    return meeting


def chair_on(session: Session, series: MeetingSeries, day: date) -> int | None:
    """Who chairs a meeting of the series on a day: its chair, or whom he delegated."""
    if series.chair_id is None:
        return None
    return find_delegate_id(session, series.chair_id, day) or series.chair_id


@dataclass(frozen=True)
class MeetingDraft:
    """What a person enters about one meeting; held and times only once it took place."""

    planned_on: date
    planned_at: time
    place: str
    chair_id: int | None
    secretary_id: int | None
    held_on: date | None = None
    started_at: time | None = None
    ended_at: time | None = None


def edit_meeting(meeting: Meeting, draft: MeetingDraft, *, today: date) -> None:
    """Change a meeting that is not closed.

    BadInput for a day held that is still to come, and for an end before its beginning.
    """
    check_upcoming(meeting.state)
    if draft.held_on is not None and draft.held_on > today:
        raise BadInput(f"Ngày họp thực tế {short_date(draft.held_on)} chưa đến.")
    if draft.started_at and draft.ended_at and draft.ended_at <= draft.started_at:
        raise BadInput("Giờ kết thúc phải sau giờ bắt đầu.")
    meeting.planned_on, meeting.planned_at = draft.planned_on, draft.planned_at
    meeting.place = tidy(draft.place)
    meeting.chair_id, meeting.secretary_id = draft.chair_id, draft.secretary_id
    meeting.held_on = draft.held_on
    meeting.started_at, meeting.ended_at = draft.started_at, draft.ended_at


def postpone_meeting(
    session: Session, meeting: Meeting, series: MeetingSeries, to_on: date, reason: str
) -> Meeting:
    """Move a meeting to another day: the old one stays, postponed with its reason.

    The new one covers the same months; lines people added go along with it.
    """
    _leave(session, meeting, MeetingState.POSTPONED, reason)
    if to_on <= meeting.planned_on:
        raise BadInput(f"Ngày họp mới phải sau ngày dự kiến cũ ({short_date(meeting.planned_on)}).")
    later = _plan(session, series, list(meeting.months), to_on)
    later.planned_at, later.place = meeting.planned_at, meeting.place
    _hand_on(session, meeting, later)
    return later


def merge_meeting(
    session: Session, meeting: Meeting, into: Meeting, series: MeetingSeries, reason: str
) -> None:
    """Hold two months' meetings of `series` as one: `into` covers the months of both."""
    if into.id == meeting.id or {into.series_id, meeting.series_id} != {series.id}:
        raise Refusal("Chọn một cuộc họp khác, cùng loại, chưa chốt biên bản.")
    check_upcoming(into.state)
    _leave(session, meeting, MeetingState.MERGED, reason)
    into.months = sorted({*into.months, *meeting.months})
    into.title = meeting_title(series.title, into.months)
    _hand_on(session, meeting, into)


def skip_meeting(session: Session, meeting: Meeting, reason: str) -> None:
    """Record that a meeting is not held, with the reason; it proves nothing."""
    _leave(session, meeting, MeetingState.SKIPPED, reason)


def _leave(session: Session, meeting: Meeting, to: MeetingState, reason: str) -> None:
    lines = find_lines(session, meeting.id)
    check_movable(meeting.state, is_written=any(is_written(line) for line in lines))
    if not reason.strip():
        raise BadInput("Cần ghi lý do để tra cứu về sau.")
    meeting.state = to
    meeting.reason = reason.strip()


def _hand_on(session: Session, meeting: Meeting, to: Meeting) -> None:
    meeting.moved_to_id = to.id
    for line in find_lines(session, meeting.id):
        if line.section is Section.FREE:
            line.meeting_id = to.id
    session.flush()
