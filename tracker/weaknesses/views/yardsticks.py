"""Targets and rules of a year (bộ mục tiêu): the list, making one, changing one."""

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.surveys.commands import choose_method
from tracker.surveys.methods import load_shipped
from tracker.surveys.queries import find_components, find_method, method_choices
from tracker.weaknesses.commands import set_yardstick
from tracker.weaknesses.forms import YardstickForm
from tracker.weaknesses.models import Yardstick
from tracker.weaknesses.queries import find_yardsticks, targets_of
from tracker.weaknesses.views.blueprint import bp
from tracker.weaknesses.words import RULE_WORDS, WeaknessRule

EDIT = Can.SURVEY_EDIT


@bp.get("/yardsticks")
@requires(Can.READ)
def yardsticks() -> str:
    return render_template(
        "weaknesses/yardsticks.html",
        yardsticks=find_yardsticks(db.session(), my_agency().id),
        rules=RULE_WORDS,
        Rule=WeaknessRule,
    )


@bp.route("/yardsticks/new", methods=["GET", "POST"])
@requires(EDIT)
def yardstick_new() -> str | Response:
    agency, session, form = my_agency(), db.session(), YardstickForm()
    choices, asked = method_choices(session, agency.id), request.args.get("method", "")
    key = asked if asked in choices else agency.method_code
    chosen = find_method(session, agency.id, key) or load_shipped(agency.method_code)
    form.offer(chosen.components)
    if not form.is_submitted():
        form.year.data = clock.today().year
    if form.validate_on_submit():
        method = choose_method(session, agency.id, key)
        components = find_components(session, method.id)
        row = set_yardstick(session, agency, form.terms(method.id, components))
        return web.done(url_for(".yardsticks"), f"Đã lưu mục tiêu năm {row.year}.")
    return render_template(
        "weaknesses/yardstick.html", form=form, row=None, method=chosen, key=key, methods=choices
    )


@bp.route("/yardsticks/<int:yardstick_id>", methods=["GET", "POST"])
@requires(EDIT)
def yardstick_edit(yardstick_id: int) -> str | Response:
    session = db.session()
    row = load(Yardstick, yardstick_id, EDIT, joinedload(Yardstick.method))
    components = find_components(session, row.method_id)
    form = YardstickForm(obj=row)
    form.offer(components, targets_of(session, row))
    del form.year
    if form.validate_on_submit():
        match_version(row, form.version.data)
        set_yardstick(session, my_agency(), form.terms(row.method_id, components, row.year))
        return web.done(url_for(".yardsticks"), f"Đã lưu mục tiêu năm {row.year}.")
    return render_template(
        "weaknesses/yardstick.html", form=form, row=row, method=row.method, methods={}
    )
