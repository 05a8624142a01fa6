"""Values that somebody else announced: the list, new ones, a correction."""

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.listed import send_list
from tracker.surveys import commands, queries
from tracker.surveys.forms.published import CorrectionForm, PublishedForm
from tracker.surveys.lists import PUBLISHED
from tracker.surveys.methods import load_shipped
from tracker.surveys.models import PublishedValue
from tracker.surveys.views.blueprint import bp

EDIT = Can.SURVEY_EDIT


@bp.get("/published-values")
@requires(Can.READ)
def published() -> str:
    values = queries.find_published(db.session(), my_agency().id)
    return render_template("surveys/published.html", values=values)


@bp.get("/published-values.<any(xlsx,csv):kind>")
@requires(Can.READ)
def published_list(kind: str) -> Response:
    values = queries.find_published(db.session(), my_agency().id)
    return send_list(kind, "Giá trị công bố", PUBLISHED, values)


@bp.route("/published-values/new", methods=["GET", "POST"])
@requires(EDIT)
def published_new() -> str | Response:
    agency, session, form = my_agency(), db.session(), PublishedForm()
    choices = queries.method_choices(session, agency.id)
    asked = request.args.get("method", "")
    key = asked if asked in choices else agency.method_code
    chosen = queries.find_method(session, agency.id, key) or load_shipped(agency.method_code)
    form.offer(chosen.components)
    if form.validate_on_submit():
        method = commands.choose_method(session, agency.id, key)
        drafts = form.drafts(method.id, queries.find_components(session, method.id))
        for draft in drafts:
            commands.publish_value(session, agency, draft)
        return web.done(url_for(".published"), f"Đã ghi {len(drafts):02d} giá trị công bố.")
    return render_template(
        "surveys/published_new.html",
        form=form,
        method=chosen,
        key=key,
        methods=choices,
    )


@bp.route("/published-values/<int:value_id>/correct", methods=["GET", "POST"])
@requires(EDIT)
def published_correct(value_id: int) -> str | Response:
    whole = (joinedload(PublishedValue.component), joinedload(PublishedValue.method))
    old = load(PublishedValue, value_id, EDIT, *whole)
    form = CorrectionForm(obj=old)
    if form.validate_on_submit():
        commands.publish_value(db.session(), my_agency(), form.draft(old))
        return web.done(url_for(".published"), "Đã ghi giá trị đính chính.")
    return render_template("surveys/published_correct.html", form=form, old=old)
