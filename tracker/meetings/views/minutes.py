"""The minutes: on the page, in print, as the locked Word file, as the signed copy."""

from io import BytesIO

from flask import abort, render_template, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import me, my_agency, requires
from tracker.access.models import Person
from tracker.access.rules import Can
from tracker.database import db
from tracker.meetings import commands, queries
from tracker.meetings.composing import minutes_content
from tracker.meetings.content import content_of
from tracker.meetings.forms.arranging import IssueForm
from tracker.meetings.models import Meeting, Minutes
from tracker.meetings.paper import minutes_paper, symbol
from tracker.meetings.queries.finding import find_people_by_id
from tracker.meetings.rules import MeetingState, may_approve
from tracker.meetings.views.blueprint import bp, load_meeting, reads_drafts, shelf
from tracker.papers.blocks import Paper
from tracker.papers.word import write_word
from tracker.store.kinds import KINDS
from tracker.store.models import StoredFile


@bp.get("/meetings/<int:meeting_id>/minutes")
@requires(Can.READ)
def minutes(meeting_id: int) -> str:
    meeting, kept = _readable(meeting_id)
    return minutes_page(meeting, kept, IssueForm(formdata=None))


@bp.get("/meetings/<int:meeting_id>/minutes.docx")
@requires(Can.READ)
def minutes_word(meeting_id: int) -> Response:
    meeting, kept = _readable(meeting_id)
    if kept is not None and kept.file is not None:
        return _send(kept.file, commands.minutes_name(my_agency(), meeting))
    word = write_word(_paper(meeting, None))
    name = f"du-thao_{commands.minutes_name(my_agency(), meeting)}"
    return send_file(
        BytesIO(word), KINDS["docx"].media_type, as_attachment=True, download_name=name
    )


@bp.get("/meetings/<int:meeting_id>/signed")
@requires(Can.READ)
def signed(meeting_id: int) -> Response:
    meeting, kept = _readable(meeting_id)
    if kept is None or kept.signed_file is None:
        abort(404)
    name = commands.minutes_name(my_agency(), meeting).removesuffix("docx") + "pdf"
    return _send(kept.signed_file, name)


def _readable(meeting_id: int) -> tuple[Meeting, Minutes | None]:
    """The meeting and its minutes; a draft is there for the Office and the directors only."""
    meeting = load_meeting(meeting_id, Can.READ)
    kept = queries.get_minutes(db.session(), meeting.id)
    if kept is None and not (meeting.agenda_drawn_at and reads_drafts(meeting)):
        abort(404)
    return meeting, kept


def _send(file: StoredFile, name: str) -> Response:
    content = shelf().get(file.sha256)
    media = KINDS[file.kind].media_type
    return send_file(BytesIO(content), media, as_attachment=True, download_name=name)


def _paper(meeting: Meeting, kept: Minutes | None) -> Paper:
    if kept is not None:
        return minutes_paper(content_of(kept.content), number=kept.number)
    held = commands.load_held(db.session(), my_agency(), meeting)
    return minutes_paper(minutes_content(held), is_draft=True)


def minutes_page(meeting: Meeting, kept: Minutes | None, form: IssueForm) -> str:
    """The minutes with their state, and the form of what is entered after signing."""
    named = [kept.locked_by_id, kept.approved_by_id] if kept else []
    return render_template(
        "meetings/minutes.html",
        meeting=meeting,
        minutes=kept,
        paper=_paper(meeting, kept),
        form=form,
        people=find_people_by_id(db.session(), [i for i in named if i is not None]),
        may_approve=meeting.state is MeetingState.CLOSED and _may_approve(meeting),
        word_url=url_for(".minutes_word", meeting_id=meeting.id),
        symbol=symbol(my_agency().document_code),
    )


def _may_approve(meeting: Meeting) -> bool:
    person: Person = me()
    approver = commands.find_approver(db.session(), person, clock.today())
    chair = meeting.chair
    return may_approve(
        approver, meeting.chair_id, is_chair_active=chair is not None and chair.is_active
    )
