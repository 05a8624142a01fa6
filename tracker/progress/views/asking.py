"""Obstacles and requests to partners: raised, decided, answered."""

from flask import render_template, url_for
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.forms import unit_choices
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import find_units_with_accounts, whole_item
from tracker.progress import commands
from tracker.progress.forms.asks import (
    CoordinationAnswerForm,
    CoordinationForm,
    ObstacleAnswerForm,
    ObstacleForm,
)
from tracker.progress.models import Coordination, Obstacle, ObstacleDecision
from tracker.progress.rules import check_director
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.reporting import my_unit
from tracker.progress.views.returning import way_back

_OBSTACLE = (
    joinedload(Obstacle.item),
    joinedload(Obstacle.unit),
    selectinload(Obstacle.decisions).joinedload(ObstacleDecision.by),
)


@bp.route("/items/<int:item_id>/obstacles/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def new_obstacle(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_ASK, *whole_item())
    form, unit_id = ObstacleForm(), my_unit(item)
    if form.validate_on_submit():
        commands.raise_obstacle(
            db.session(), item, unit_id, form.draft(), author=me(), at=clock.now()
        )
        return web.done(way_back(url_for(".unit")), "Đã ghi vướng mắc, chờ cấp trên tháo gỡ.")
    return render_template("progress/new_obstacle.html", form=form, item=item)


@bp.route("/obstacles/<int:obstacle_id>/decide", methods=["GET", "POST"])
@requires(Can.PROGRESS_DECIDE)
def decide_obstacle(obstacle_id: int) -> str | Response:
    obstacle = load(Obstacle, obstacle_id, Can.PROGRESS_DECIDE, *_OBSTACLE)
    form = ObstacleAnswerForm()
    if form.validate_on_submit():
        check_director(my_judges().of(obstacle.unit_id))
        return _decide(obstacle, form.text.data or "", is_cleared=bool(form.is_cleared.data))
    return render_template("progress/obstacle.html", form=form, obstacle=obstacle, is_unit=False)


@bp.route("/obstacles/<int:obstacle_id>/clear", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def clear_obstacle(obstacle_id: int) -> str | Response:
    """The unit itself says that it is out of the way."""
    obstacle = load(Obstacle, obstacle_id, Can.PROGRESS_ASK, *_OBSTACLE)
    form = ObstacleAnswerForm()
    if form.validate_on_submit():
        return _decide(obstacle, form.text.data or "", is_cleared=True)
    return render_template("progress/obstacle.html", form=form, obstacle=obstacle, is_unit=True)


@bp.route("/items/<int:item_id>/coordinations/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def new_coordination(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_ASK, *whole_item())
    form, unit_id = CoordinationForm(), my_unit(item)
    partners = [line.unit for line in item.partners if line.unit]
    others = [u for u in find_units(db.session(), my_agency().id) if u.id != unit_id]
    offered = [*partners, *(u for u in others if u not in partners)]
    form.unit.choices = unit_choices(offered, "" if len(partners) == 1 else "Chọn đơn vị")
    if form.validate_on_submit() and form.due_on.data:
        wish = form.wish(form.due_on.data)
        commands.ask_coordination(db.session(), item, unit_id, wish, author=me(), at=clock.now())
        return web.done(way_back(url_for(".unit")), "Đã gửi đề nghị phối hợp.")
    return render_template("progress/new_coordination.html", form=form, item=item)


@bp.route("/coordinations/<int:coordination_id>/answer", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def answer_coordination(coordination_id: int) -> str | Response:
    parts = (
        joinedload(Coordination.item),
        joinedload(Coordination.unit),
        joinedload(Coordination.asking_unit),
    )
    row = load(Coordination, coordination_id, Can.PROGRESS_ASK, *parts)
    if row.unit_id not in me().unit_ids and find_units_with_accounts(db.session(), [row.unit_id]):
        raise Refusal(f"{row.unit.name} có tài khoản nên tự trả lời đề nghị này.")
    form = CoordinationAnswerForm()
    if form.validate_on_submit():
        text, letter = form.text.data or "", form.letter.data or ""
        commands.answer_coordination(
            db.session(), row, text, letter=letter, author=me(), at=clock.now()
        )
        return web.done(way_back(url_for(".unit")), "Đã ghi nội dung trả lời.")
    return render_template("progress/answer_coordination.html", form=form, row=row)


def _decide(obstacle: Obstacle, text: str, *, is_cleared: bool) -> Response:
    commands.decide_obstacle(
        db.session(), obstacle, text, is_cleared=is_cleared, by=me(), at=clock.now()
    )
    said = "Đã ghi vướng mắc được tháo gỡ." if is_cleared else "Đã ghi ý kiến về vướng mắc."
    return web.done(way_back(url_for("plans.item", item_id=obstacle.item_id)), said)
