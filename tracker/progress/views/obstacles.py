"""Obstacles: raised by a lead, also from a silent partner; decided, recorded, cleared."""

from datetime import timedelta

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, my_agency, requires
from tracker.access.queries import find_directors
from tracker.access.rules import Can
from tracker.database import db
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.progress import commands
from tracker.progress.commands import ObstacleWord
from tracker.progress.forms.asks import ObstacleAnswerForm, ObstacleForm
from tracker.progress.forms.orders import RecordedObstacleForm
from tracker.progress.models import Coordination, Obstacle, ObstacleDecision
from tracker.progress.rules import check_director
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files
from tracker.progress.views.reporting import my_unit
from tracker.progress.views.returning import way_back
from tracker.progress.wording import Asked, silent_partner

_OBSTACLE = (
    joinedload(Obstacle.item),
    joinedload(Obstacle.unit),
    selectinload(Obstacle.decisions).joinedload(ObstacleDecision.by),
)


@bp.route("/items/<int:item_id>/obstacles/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def new_obstacle(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_ASK, *whole_item())
    form, unit_id = ObstacleForm(data=_prefilled(item)), my_unit(item)
    if form.validate_on_submit():
        commands.raise_obstacle(
            db.session(), item, unit_id, form.draft(), author=me(), at=clock.now()
        )
        return web.done(way_back(url_for(".unit")), "Đã ghi vướng mắc, chờ cấp trên tháo gỡ.")
    return render_template("progress/new_obstacle.html", form=form, item=item)


@bp.route("/obstacles/<int:obstacle_id>/decide", methods=["GET", "POST"])
@requires(Can.REVIEW)
def decide_obstacle(obstacle_id: int) -> str | Response:
    """A director decides; the Office records a decision for one."""
    obstacle = load(Obstacle, obstacle_id, Can.REVIEW, *_OBSTACLE)
    is_own = may(Can.PROGRESS_DECIDE) and "record" not in request.args
    form = ObstacleAnswerForm() if is_own else _recording_form()
    if form.validate_on_submit():
        return _decide_about(obstacle, form)
    return render_template(
        "progress/obstacle.html", form=form, obstacle=obstacle, is_unit=False, is_own=is_own
    )


@bp.route("/obstacles/<int:obstacle_id>/clear", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def clear_obstacle(obstacle_id: int) -> str | Response:
    """The unit itself says that it is out of the way."""
    obstacle = load(Obstacle, obstacle_id, Can.PROGRESS_ASK, *_OBSTACLE)
    form = ObstacleAnswerForm()
    if form.validate_on_submit():
        word = ObstacleWord(form.text.data or "", is_cleared=True)
        commands.decide_obstacle(db.session(), obstacle, word, by_id=me().id, at=clock.now())
        return _answer_about(obstacle, word)
    return render_template(
        "progress/obstacle.html", form=form, obstacle=obstacle, is_unit=True, is_own=True
    )


@bp.post("/obstacle-decisions/<int:decision_id>/affirm")
@requires(Can.PROGRESS_DECIDE)
def affirm_obstacle(decision_id: int) -> Response:
    decision = load(ObstacleDecision, decision_id, Can.PROGRESS_DECIDE)
    commands.affirm_obstacle(decision, by=me(), at=clock.now())
    return web.done(way_back(url_for("home.start")), "Đã xác nhận nội dung ghi thay.")


def _prefilled(item: ActionItem) -> dict[str, object]:
    """What a silent partner's request already says; nothing when none is named."""
    asked_id = request.args.get("coordination", type=int)
    if not asked_id:
        return {}
    asked = load(Coordination, asked_id, Can.PROGRESS_ASK, joinedload(Coordination.unit))
    if asked.item_id != item.id or asked.answered_on is not None:
        return {}
    today, asked_on = clock.today(), clock.day_of(asked.asked_at)
    said = Asked(asked.unit.name, asked.text, asked.letter, asked_on, asked.due_on)
    silent_since = asked.due_on + timedelta(days=1)
    return {
        "text": silent_partner(said, today),
        "remover": asked.unit.name,
        "since_on": min(silent_since, today),
    }


def _recording_form() -> RecordedObstacleForm:
    form = RecordedObstacleForm(data={"given_on": clock.today()})
    form.offer_directors(find_directors(db.session(), my_agency().id))
    return form


def _decide_about(obstacle: Obstacle, form: ObstacleAnswerForm) -> Response:
    recorded, by_id, at = None, me().id, clock.now()
    if isinstance(form, RecordedObstacleForm):
        photo = keep_files([form.photo.data] if form.photo.data else [], at)
        recorded, by_id = form.recorded(me(), next(iter(photo), None)), form.director.data
    else:
        check_director(my_judges().of(obstacle.unit_id))
    word = form.word()
    commands.decide_obstacle(db.session(), obstacle, word, by_id=by_id, at=at, recorded=recorded)
    return _answer_about(obstacle, word)


def _answer_about(obstacle: Obstacle, word: ObstacleWord) -> Response:
    said = "Đã ghi vướng mắc được tháo gỡ." if word.is_cleared else "Đã ghi ý kiến về vướng mắc."
    return web.done(way_back(url_for("plans.item", item_id=obstacle.item_id)), said)
