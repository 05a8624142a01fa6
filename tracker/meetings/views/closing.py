"""Closing a meeting, the chair's approval, and what is entered once the paper is signed."""

from flask import abort, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.forms import HouseForm
from tracker.meetings import agenda_page, commands, queries
from tracker.meetings.forms.arranging import IssueForm, signed_upload
from tracker.meetings.models import Meeting, Minutes
from tracker.meetings.rules import check_open
from tracker.meetings.views.blueprint import bp, load_meeting, shelf
from tracker.meetings.views.minutes import minutes_page


@bp.route("/meetings/<int:meeting_id>/close", methods=["GET", "POST"])
@requires(Can.MEETING_PREPARE)
def close(meeting_id: int) -> str | Response:
    meeting, session = load_meeting(meeting_id, Can.MEETING_PREPARE), db.session()
    check_open(meeting.state)
    form = HouseForm(data={"version": meeting.version})
    held = commands.load_held(session, my_agency(), meeting)
    if form.validate_on_submit():
        match_version(meeting, form.version.data)
        commands.close_meeting(session, shelf(), held, by=me(), at=clock.now())
        back = url_for(".minutes", meeting_id=meeting.id)
        return web.done(back, "Đã chốt biên bản và trình chủ trì duyệt.")
    return render_template(
        "meetings/close.html",
        meeting=meeting,
        form=form,
        progress=agenda_page.progress_of(held.lines),
        planned=commands.planned_conclusions(held.lines),
        missing=commands.not_ready(held, clock.today()),
        alone=held.is_alone,
        units=held.units,
    )


@bp.post("/meetings/<int:meeting_id>/approve")
@requires(Can.MEETING_APPROVE)
def approve(meeting_id: int) -> Response:
    meeting, minutes = _closed(meeting_id, Can.MEETING_APPROVE)
    commands.approve_minutes(db.session(), meeting, minutes, by=me(), at=clock.now())
    return web.done(url_for(".minutes", meeting_id=meeting.id), "Đã duyệt biên bản.")


@bp.post("/meetings/<int:meeting_id>/issue")
@requires(Can.MEETING_PREPARE)
def issue(meeting_id: int) -> str | Response:
    meeting, minutes = _closed(meeting_id, Can.MEETING_PREPARE)
    form = IssueForm()
    if not form.validate_on_submit() or form.signed_on.data is None:
        return minutes_page(meeting, minutes, form)
    name, content = signed_upload(form)
    issued = commands.Issued(form.number.data or "", form.signed_on.data, name, content)
    commands.issue_minutes(db.session(), shelf(), meeting, minutes, issued, at=clock.now())
    return web.done(url_for(".minutes", meeting_id=meeting.id), "Đã ghi nhận phát hành biên bản.")


def _closed(meeting_id: int, wish: Can) -> tuple[Meeting, Minutes]:
    meeting = load_meeting(meeting_id, wish)
    minutes = queries.get_minutes(db.session(), meeting.id)
    if minutes is None:
        abort(404)
    return meeting, minutes
