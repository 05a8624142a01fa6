"""Drawing the agenda and changing it: pinned, dropped, added."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.meetings import commands
from tracker.meetings.forms.arranging import FreeLineForm, arrange_form
from tracker.meetings.models import AgendaLine
from tracker.meetings.rules import check_upcoming
from tracker.meetings.views.blueprint import bp, load_meeting, load_part


@bp.post("/meetings/<int:meeting_id>/agenda")
@requires(Can.MEETING_PREPARE)
def draw(meeting_id: int) -> Response:
    meeting = load_meeting(meeting_id, Can.MEETING_PREPARE)
    commands.draw_agenda(db.session(), my_agency(), meeting, at=clock.now())
    return web.done(url_for(".show", meeting_id=meeting.id), "Đã lập chương trình họp.")


@bp.post("/meetings/<int:meeting_id>/lines/<int:line_id>/place")
@requires(Can.MEETING_PREPARE)
def arrange(meeting_id: int, line_id: int) -> Response:
    meeting = load_meeting(meeting_id, Can.MEETING_PREPARE)
    line = load_part(AgendaLine, line_id, meeting)
    form = arrange_form(line)
    form.validate_on_submit()
    match_version(line, form.version.data)
    commands.arrange_line(db.session(), meeting, line, form.arranged(), by=me())
    back = url_for(".show", meeting_id=meeting.id, line=line.id)
    return web.done(back, "Đã sửa chương trình họp.")


@bp.route("/meetings/<int:meeting_id>/lines/new", methods=["GET", "POST"])
@requires(Can.MEETING_PREPARE)
def new_line(meeting_id: int) -> str | Response:
    meeting, form = load_meeting(meeting_id, Can.MEETING_PREPARE), FreeLineForm()
    check_upcoming(meeting.state)
    if form.validate_on_submit():
        title, why = form.title.data or "", form.why.data or ""
        line = commands.add_line(db.session(), meeting, title, why, by=me())
        back = url_for(".show", meeting_id=meeting.id, line=line.id)
        return web.done(back, "Đã thêm nội dung vào chương trình.")
    return render_template("meetings/new_line.html", meeting=meeting, form=form)
