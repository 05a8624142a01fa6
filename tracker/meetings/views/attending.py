"""Who was there: the list, one more guest, one less."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import load, requires
from tracker.access.models import Person
from tracker.access.queries import find_people
from tracker.access.rules import Can
from tracker.database import db
from tracker.meetings import commands
from tracker.meetings.forms.arranging import AttendanceForm, GuestForm, attendance_form
from tracker.meetings.models import Attendance, Meeting
from tracker.meetings.queries.finding import find_attendance
from tracker.meetings.rules import check_upcoming
from tracker.meetings.views.blueprint import bp, load_meeting, load_part

PREPARE = Can.MEETING_PREPARE


@bp.route("/meetings/<int:meeting_id>/attendance", methods=["GET", "POST"])
@requires(PREPARE)
def attendance(meeting_id: int) -> str | Response:
    meeting, session = load_meeting(meeting_id, PREPARE), db.session()
    check_upcoming(meeting.state)
    form = attendance_form(find_attendance(session, meeting.id))
    if form.validate_on_submit():
        commands.note_attendance(session, meeting, form.seen())
        return web.done(url_for(".show", meeting_id=meeting.id), "Đã lưu thành phần dự họp.")
    return _page(meeting, form, GuestForm(formdata=None))


@bp.post("/meetings/<int:meeting_id>/attendance/list")
@requires(PREPARE)
def list_guests(meeting_id: int) -> Response:
    meeting = load_meeting(meeting_id, PREPARE)
    check_upcoming(meeting.state)
    commands.list_guests(db.session(), meeting)
    back = url_for(".attendance", meeting_id=meeting.id)
    return web.done(back, "Đã lập danh sách lãnh đạo và trưởng các đơn vị.")


@bp.post("/meetings/<int:meeting_id>/attendance/new")
@requires(PREPARE)
def add_guest(meeting_id: int) -> str | Response:
    meeting, session = load_meeting(meeting_id, PREPARE), db.session()
    form = GuestForm()
    form.offer(find_people(session, meeting.agency_id))
    if not form.validate_on_submit():
        return _page(meeting, attendance_form(find_attendance(session, meeting.id)), form)
    person = load(Person, form.person_id.data, PREPARE)
    commands.add_guest(session, meeting, person)
    back = url_for(".attendance", meeting_id=meeting.id)
    return web.done(back, f"Đã thêm {person.full_name}.")


@bp.post("/meetings/<int:meeting_id>/attendance/<int:row_id>/remove")
@requires(PREPARE)
def remove_guest(meeting_id: int, row_id: int) -> Response:
    meeting = load_meeting(meeting_id, PREPARE)
    row = load_part(Attendance, row_id, meeting)
    commands.remove_guest(db.session(), meeting, row)
    return web.done(url_for(".attendance", meeting_id=meeting.id), "Đã bỏ khỏi danh sách.")


def _page(meeting: Meeting, form: AttendanceForm, guest: GuestForm) -> str:
    listed = {row.person_id for row in find_attendance(db.session(), meeting.id)}
    people = find_people(db.session(), meeting.agency_id)
    guest.offer([p for p in people if p.is_active and p.id not in listed])
    is_part = bool(request.headers.get("HX-Request"))
    page = "meetings/_attendance.html" if is_part else "meetings/attendance.html"
    return render_template(page, meeting=meeting, form=form, guest=guest)
