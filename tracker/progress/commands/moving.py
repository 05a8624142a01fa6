"""A day off or a cut-off was edited: what was counted from it follows. The view commits."""

from collections.abc import Collection
from datetime import date

from sqlalchemy.orm import Session

from tracker.errors import BadInput, Conflict
from tracker.organisation.calendar import Day
from tracker.organisation.commands import add_day, edit_day, edit_period, remove_day
from tracker.organisation.models import Agency, CalendarDay, Period
from tracker.organisation.queries import working_calendar
from tracker.plans.commands import enter_event
from tracker.plans.queries import ItemFilter, find_items_with_units
from tracker.progress.commands.refreshing import refresh_items
from tracker.progress.queries.moves import find_moves


def list_day(session: Session, agency: Agency, day: Day) -> CalendarDay:
    """Add a day to the calendar; reports sent back are due by the new count. Flushed.

    Cut-offs stay until somebody looks at what would move; BadInput as add_day says.
    """
    row = add_day(session, agency.id, day)
    refresh_agency(session, agency)
    return row


def change_day(session: Session, agency: Agency, row: CalendarDay, day: Day | None) -> None:
    """Change what a listed day is, or with None take it out; otherwise as list_day."""
    if day is None:
        remove_day(session, row)
    else:
        edit_day(row, day)
    refresh_agency(session, agency)


def change_period(
    session: Session, agency: Agency, period: Period, cutoff_on: date, due_on: date | None
) -> None:
    """Move a period's cut-off and the agency's own day; what units owe by it follows.

    Raises BadInput as edit_period says, having changed nothing.
    """
    edit_period(period, cutoff_on, due_on)
    refresh_agency(session, agency)


def make_moves(session: Session, agency: Agency, keys: Collection[str], today: date) -> int:
    """How many stored days were counted again: those whose `keys` find_moves gave.

    BadInput for none; Conflict, having changed nothing, if one is not what it was when shown.
    """
    found = find_moves(session, agency, today)
    cutoffs = {move.key: move for move in found.cutoffs}
    dues = {move.key: move for move in found.dues}
    if not keys:
        raise BadInput("Chọn ít nhất một ngày cần tính lại.")
    if not set(keys) <= cutoffs.keys() | dues.keys():
        raise Conflict("Lịch hoặc kỳ vừa được người khác sửa. Mở lại trang để xem ngày sẽ đổi.")
    calendar = working_calendar(session, agency.id)
    for key in keys:
        if key in cutoffs:
            period = cutoffs[key].period
            edit_period(period, cutoffs[key].to, period.due_on)
        else:
            due = dues[key]
            enter_event(session, due.item, due.event_on, calendar=calendar)
    refresh_agency(session, agency)
    return len(set(keys))


def refresh_agency(session: Session, agency: Agency) -> None:
    """Set what every lead of the agency owes next from the facts. Six SELECTs."""
    session.flush()
    refresh_items(session, agency, find_items_with_units(session, ItemFilter(agency.id)))
