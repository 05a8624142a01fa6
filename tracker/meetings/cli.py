"""`flask meetings …`: the meetings of an agency, and their minutes as Word files."""

import hashlib
from pathlib import Path

import click
from flask import current_app

from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db
from tracker.errors import BadInput
from tracker.meetings import queries
from tracker.meetings.commands import load_held
from tracker.meetings.composing import minutes_content
from tracker.meetings.models import Meeting
from tracker.meetings.paper import minutes_paper
from tracker.meetings.queries.finding import find_minutes
from tracker.meetings.rules import STATE_WORDS
from tracker.organisation.models import Agency
from tracker.papers.word import write_word
from tracker.vietnamese import short_date

group = AppGroup("meetings", help="Họp giao ban: danh sách và biên bản.")
commands = (group,)


@group.command("minutes", help="Ghi biên bản ra tệp Word; cuộc họp chưa chốt cho bản dự thảo.")
@click.argument("meeting_id", type=int)
@click.option("--out", "out", required=True, type=click.Path(path_type=Path, dir_okay=False))
@agency_option
@json_option
@verb()
def minutes(meeting_id: int, out: Path, agency_code: str, as_json: bool) -> None:
    agency = find_agency(agency_code)
    meeting = queries.get_meeting(db.session(), agency.id, meeting_id)
    if meeting is None or not meeting.agenda_drawn_at:
        raise BadInput(
            f"Không có cuộc họp số {meeting_id} đã lập chương trình. Xem “flask meetings list”."
        )
    content = word_file(agency, meeting)
    try:
        out.write_bytes(content)
    except OSError as error:
        raise BadInput(f"Không ghi được tệp {out}: {error.strerror}.") from error
    facts = {"path": str(out), "sha256": hashlib.sha256(content).hexdigest()}
    answer(facts, [f"{facts['path']}  {facts['sha256']}"], as_json=as_json)


def word_file(agency: Agency, meeting: Meeting) -> bytes:
    """The locked file of a closed meeting, byte for byte; a draft before it is closed."""
    session = db.session()
    kept = queries.get_minutes(session, meeting.id)
    if kept is not None and kept.file is not None:
        content: bytes = current_app.extensions["shelf"].get(kept.file.sha256)
        return content
    held = load_held(session, agency, meeting)
    return write_word(minutes_paper(minutes_content(held), is_draft=True))


@group.command("list", help="Các cuộc họp của cơ quan, mới nhất trước.")
@agency_option
@json_option
@verb()
def listing(agency_code: str, as_json: bool) -> None:
    agency = find_agency(agency_code)
    found = queries.find_meetings(db.session(), agency.id)
    kept = find_minutes(db.session(), [m.id for m in found])
    facts = [
        {
            "id": m.id,
            "title": m.title,
            "months": list(m.months),
            "planned_on": m.planned_on.isoformat(),
            "held_on": m.held_on.isoformat() if m.held_on else None,
            "state": m.state.value,
            "number": kept[m.id].number if m.id in kept else None,
        }
        for m in found
    ]
    lines = [
        f"{m.id}. {m.title}, {short_date(m.held_on or m.planned_on)}: {STATE_WORDS[m.state]}"
        for m in found
    ]
    answer(facts, lines or ["Chưa có cuộc họp nào."], as_json=as_json)
