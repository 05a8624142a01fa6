"""One meeting's facts and dates: edited, postponed, merged, skipped."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, requires
from tracker.access.queries import find_directors, find_people
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.meetings import commands, queries
from tracker.meetings.forms.meetings import (
    MeetingForm,
    MergeForm,
    PostponeForm,
    ReasonForm,
    meeting_values,
)
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.meetings.rules import UPCOMING, check_upcoming
from tracker.meetings.views.blueprint import bp, load_meeting

PREPARE = Can.MEETING_PREPARE


@bp.route("/meetings/<int:meeting_id>/edit", methods=["GET", "POST"])
@requires(PREPARE)
def edit(meeting_id: int) -> str | Response:
    meeting, session = load_meeting(meeting_id, PREPARE), db.session()
    check_upcoming(meeting.state)
    form = MeetingForm(data=meeting_values(meeting))
    people = [p for p in find_people(session, meeting.agency_id) if p.is_active]
    form.offer(find_directors(session, meeting.agency_id), people)
    if form.validate_on_submit() and form.is_held_by(clock.today()):
        match_version(meeting, form.version.data)
        commands.edit_meeting(meeting, form.draft(), today=clock.today())
        return web.done(url_for(".show", meeting_id=meeting.id), "Đã lưu thông tin cuộc họp.")
    return render_template("meetings/edit.html", meeting=meeting, form=form)


@bp.route("/meetings/<int:meeting_id>/postpone", methods=["GET", "POST"])
@requires(PREPARE)
def postpone(meeting_id: int) -> str | Response:
    meeting = load_meeting(meeting_id, PREPARE)
    form = PostponeForm(data={"version": meeting.version})
    if form.validate_on_submit() and form.to_on.data:
        match_version(meeting, form.version.data)
        series, reason = _series(meeting), form.reason.data or ""
        later = commands.postpone_meeting(db.session(), meeting, series, form.to_on.data, reason)
        return web.done(url_for(".show", meeting_id=later.id), "Đã hoãn sang ngày mới.")
    return _move_page("Hoãn cuộc họp", meeting, form)


@bp.route("/meetings/<int:meeting_id>/merge", methods=["GET", "POST"])
@requires(PREPARE)
def merge(meeting_id: int) -> str | Response:
    meeting, session = load_meeting(meeting_id, PREPARE), db.session()
    form = MergeForm(data={"version": meeting.version})
    found = queries.find_meetings(session, meeting.agency_id)
    same = [m for m in found if m.series_id == meeting.series_id and m.id != meeting.id]
    form.offer([m for m in same if m.state in UPCOMING])
    if form.validate_on_submit():
        match_version(meeting, form.version.data)
        into = load_meeting(form.into_id.data, PREPARE)
        series, reason = _series(meeting), form.reason.data or ""
        commands.merge_meeting(session, meeting, into, series, reason)
        return web.done(url_for(".show", meeting_id=into.id), "Đã gộp thành một cuộc họp.")
    return _move_page("Gộp cuộc họp", meeting, form)


@bp.route("/meetings/<int:meeting_id>/skip", methods=["GET", "POST"])
@requires(PREPARE)
def skip(meeting_id: int) -> str | Response:
    meeting = load_meeting(meeting_id, PREPARE)
    form = ReasonForm(data={"version": meeting.version})
    if form.validate_on_submit():
        match_version(meeting, form.version.data)
        commands.skip_meeting(db.session(), meeting, form.reason.data or "")
        return web.done(url_for(".listing"), "Đã ghi không tổ chức cuộc họp.")
    return _move_page("Ghi không tổ chức cuộc họp", meeting, form)


def _series(meeting: Meeting) -> MeetingSeries:
    return load(MeetingSeries, meeting.series_id, PREPARE)


def _move_page(title: str, meeting: Meeting, form: ReasonForm) -> str:
    check_upcoming(meeting.state)
    return render_template("meetings/move.html", title=title, meeting=meeting, form=form)
