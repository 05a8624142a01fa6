"""What to ask about the forms of a round before they are believed: the Office's page."""

from flask import render_template, request

from tracker import clock
from tracker.access.guard import requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.surveys.quality import THRESHOLDS
from tracker.surveys.queries.quality import MOST, find_forms, find_questions
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.surveys.words import CHANNEL_WORDS


@bp.get("/rounds/<int:round_id>/quality")
@requires(Can.REVIEW)
def quality(round_id: int) -> str:
    """The questions, and the forms behind the one named by `xem`."""
    row, session = get_round(round_id, Can.REVIEW), db.session()
    found = find_questions(session, row, clock.today())
    chosen = next((q for q in found if q.seqs and q.key == request.args.get("xem")), None)
    return render_template(
        "surveys/quality.html",
        row=row,
        questions=found,
        rules=THRESHOLDS,
        chosen=chosen,
        forms=find_forms(session, row.id, chosen.seqs) if chosen else (),
        most=MOST,
        channels=CHANNEL_WORDS,
    )
