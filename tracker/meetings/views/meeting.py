"""The meeting itself: agenda, one line at a time, the minutes beside it."""

from collections.abc import Mapping

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, my_agency, requires
from tracker.access.models import Person
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.forms import HouseForm
from tracker.meetings import agenda_page, commands, queries
from tracker.meetings.composing import Held, minutes_content
from tracker.meetings.concluding import Wanted
from tracker.meetings.content import content_of
from tracker.meetings.forms.arranging import arrange_form
from tracker.meetings.forms.concluding import ConcludeForm, StandingForm, line_form
from tracker.meetings.models import AgendaLine, Meeting
from tracker.meetings.paper import minutes_paper
from tracker.meetings.queries.finding import find_lines, find_people_by_id
from tracker.meetings.rules import MOVED, SECTION_WORDS, STATE_WORDS, THERE, MeetingState
from tracker.meetings.views.blueprint import bp, load_meeting, load_part, reads_drafts
from tracker.organisation.queries import find_units
from tracker.papers.blocks import Paper


@bp.get("/meetings/<int:meeting_id>")
@requires(Can.READ)
def show(meeting_id: int) -> str:
    meeting = load_meeting(meeting_id, Can.READ)
    if meeting.state in MOVED or not meeting.agenda_drawn_at:
        return _facts_page(meeting)
    held = commands.load_held(db.session(), my_agency(), meeting)
    line = agenda_page.line_at(held.lines, request.args.get("line", type=int))
    if not reads_drafts(meeting):
        return _agenda_only(held)
    writes = meeting.state is MeetingState.OPEN and may(Can.MEETING_PREPARE, meeting)
    return _page(held, line, _form(meeting, line) if writes and line is not None else None)


@bp.post("/meetings/<int:meeting_id>/lines/<int:line_id>")
@requires(Can.MEETING_PREPARE)
def conclude(meeting_id: int, line_id: int) -> str | Response:
    meeting = load_meeting(meeting_id, Can.MEETING_PREPARE)
    line = load_part(AgendaLine, line_id, meeting)
    held = commands.load_held(db.session(), my_agency(), meeting)
    form = _form(meeting, line)
    if not form.validate_on_submit():
        return _page(held, line, form)
    match_version(line, form.version.data)
    commands.write_line(meeting, line, form.discussion.data or "", form.wanted())
    after = agenda_page.neighbours(held.lines, line).after or line
    return web.done(url_for(".show", meeting_id=meeting.id, line=after.id), "Đã lưu kết luận.")


def _form(meeting: Meeting, line: AgendaLine) -> ConcludeForm | StandingForm:
    session = db.session()
    ground = commands.ground_of(session, meeting, line)
    return line_form(line, ground, find_units(session, meeting.agency_id))


def _page(held: Held, line: AgendaLine | None, form: ConcludeForm | StandingForm | None) -> str:
    meeting, groups = held.meeting, agenda_page.groups_of(held.lines)
    live_id = line.id if form is not None and line is not None else None
    return render_template(
        "meetings/show.html",
        meeting=meeting,
        groups=groups,
        line=line,
        wanted=Wanted.from_json(line.draft) if line else None,
        units=held.units,
        section=agenda_page.group_title(groups, line) if line else "",
        beside=agenda_page.neighbours(held.lines, line) if line else None,
        form=form,
        arrange=arrange_form(line) if form is not None and line is not None else None,
        closing=HouseForm(formdata=None, data={"version": meeting.version}),
        progress=agenda_page.progress_of(held.lines),
        planned=commands.planned_conclusions(held.lines),
        missing=commands.not_ready(held, clock.today()),
        alone=held.is_alone,
        paper=_paper(held, live_id),
        movers=_movers(held),
        there=sum(row.presence in THERE for row in held.attendance),
        expected=len(held.attendance),
        words=STATE_WORDS,
    )


def _agenda_only(held: Held) -> str:
    return render_template(
        "meetings/agenda.html",
        meeting=held.meeting,
        groups=agenda_page.groups_of(held.lines),
        movers=_movers(held),
        words=STATE_WORDS,
    )


def _paper(held: Held, live_id: int | None) -> Paper:
    """The locked minutes once there are any; until then what was written so far."""
    kept = queries.get_minutes(db.session(), held.meeting.id)
    if kept is not None:
        return minutes_paper(content_of(kept.content), number=kept.number)
    return minutes_paper(minutes_content(held, live_id), is_draft=True)


def _movers(held: Held) -> Mapping[int, Person]:
    """Who pinned, dropped or added lines."""
    return find_people_by_id(db.session(), [i for line in held.lines if (i := line.moved_by_id)])


def _facts_page(meeting: Meeting) -> str:
    session, today = db.session(), clock.today()
    is_planned = meeting.state is MeetingState.PLANNED
    counts = queries.draft_counts(session, my_agency(), meeting, today) if is_planned else None
    return render_template(
        "meetings/planned.html",
        meeting=meeting,
        counts=counts,
        looks=agenda_page.LOOKS,
        sections=SECTION_WORDS,
        lines=find_lines(session, meeting.id),
        moved_to=load(Meeting, meeting.moved_to_id, Can.READ) if meeting.moved_to_id else None,
        words=STATE_WORDS,
    )
