"""Indices judged too low: rule, figures, evidence and the items that answer; judging now."""

from collections.abc import Sequence

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.listed import send_list
from tracker.reviews.queries.coverage import find_answers
from tracker.weaknesses.commands import judge_published, judge_round
from tracker.weaknesses.evidence import Choice, find_choices
from tracker.weaknesses.forms import JudgeForm
from tracker.weaknesses.lists import weakness_columns
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.queries import find_judgements, find_weaknesses
from tracker.weaknesses.views.blueprint import bp
from tracker.weaknesses.words import RULE_WORDS


@bp.get("/weaknesses")
@requires(Can.READ)
def listing() -> str:
    """What the latest judgement by each method found."""
    session, agency = db.session(), my_agency()
    weaknesses = find_weaknesses(session, agency.id)
    judgements = find_judgements(session, agency.id)
    return render_template(
        "weaknesses/listing.html",
        weaknesses=weaknesses,
        judgements={row.id: row for row in judgements},
        latest=judgements[0] if judgements else None,
        answers=find_answers(session, agency.id, [row.id for row in weaknesses]),
        rules=RULE_WORDS,
    )


@bp.get("/weaknesses.<any(xlsx,csv):kind>")
@requires(Can.READ)
def weaknesses_list(kind: str) -> Response:
    session, agency = db.session(), my_agency()
    found = find_weaknesses(session, agency.id)
    answers = find_answers(session, agency.id, [row.id for row in found])
    numbers = {row_id: ", ".join(str(i.position) for i in own) for row_id, own in answers.items()}
    return send_list(kind, "Chỉ số chưa đạt", weakness_columns(numbers), found)


@bp.route("/weaknesses/judge", methods=["GET", "POST"])
@requires(Can.SURVEY_EDIT)
def judge() -> str | Response:
    """Hold the latest closed round, or the newest announced values, against the targets."""
    form = JudgeForm()
    choices = find_choices(db.session(), my_agency().id)
    form.offer(choices)
    if form.validate_on_submit():
        found = _judge(next(c for c in choices if c.key == form.evidence.data))
        return web.done(url_for(".listing"), f"Đã đánh giá: {len(found)} nhận định chưa đạt.")
    return render_template("weaknesses/judge.html", form=form, choices=choices, rules=RULE_WORDS)


def _judge(choice: Choice) -> Sequence[Weakness]:
    session, at = db.session(), clock.now()
    if choice.round is not None:
        return judge_round(session, choice.yardstick, choice.round, at=at)
    return judge_published(session, choice.yardstick, choice.year or 0, at=at)
