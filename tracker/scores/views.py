"""The indices: all of a round beside target and earlier value, and one by itself."""

from flask import Blueprint, abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.forms import HouseForm
from tracker.reviews.queries.indices import component_page, find_component, index_page
from tracker.scores.breakdowns import INSIDE
from tracker.scores.commands import close_and_freeze
from tracker.scores.queries import comparable_round
from tracker.scores.statistics import FEW_PEOPLE
from tracker.scores.words import Verdict
from tracker.surveys.commands import ask_closing, must_ask
from tracker.surveys.queries import get_round
from tracker.surveys.totals_page import totals_page
from tracker.surveys.words import FORMULA_WORDS

bp = Blueprint("scores", __name__, url_prefix="/scores")


@bp.get("")
@requires(Can.READ)
def listing() -> str:
    """The indices of the round named by `dot`, else of the one that counts."""
    page = index_page(db.session(), my_agency(), request.args.get("dot", ""))
    shown = page.standing.round if page.standing else None
    return render_template(
        "scores/listing.html",
        page=page,
        values=page.standing,
        totals=totals_page(db.session(), shown) if shown else None,
        formulas=FORMULA_WORDS,
        few=FEW_PEOPLE,
        inside=INSIDE,
        Verdict=Verdict,
    )


@bp.get("/<int:component_id>")
@requires(Can.READ)
def component(component_id: int) -> str:
    """Hồ sơ một chỉ số: value, verdict, questions, groups, course, items, weaknesses."""
    agency = my_agency()
    row = find_component(db.session(), agency.id, component_id)
    if row is None:
        abort(404)
    page = component_page(db.session(), agency, row, clock.today())
    return render_template(
        "scores/component.html",
        page=page,
        values=page.standing,
        few=FEW_PEOPLE,
        inside=INSIDE,
    )


@bp.route("/rounds/<int:round_id>/close", methods=["GET", "POST"])
@requires(Can.SURVEY_CLOSE)
def close_round(round_id: int) -> str | Response:
    """Closing a round, by two persons: who may not close alone asks, another confirms."""
    session = db.session()
    row = get_round(session, my_agency().id, round_id)
    if row is None:
        abort(404)
    insist(Can.SURVEY_CLOSE, row)
    form, asks = HouseForm(version=row.version), must_ask(session, row, me())
    if form.validate_on_submit():
        match_version(row, form.version.data)
        place = url_for("surveys.show", round_id=row.id)
        if asks:
            ask_closing(session, row, by=me(), at=clock.now())
            return web.done(place, "Đã đề nghị đóng đợt; chờ người thứ hai xác nhận.")
        close_and_freeze(session, row, by=me(), at=clock.now())
        return web.done(place, f"Đã đóng {row.title} và chốt các chỉ số.")
    before = comparable_round(session, row)
    return render_template("scores/close.html", form=form, row=row, before=before, asks=asks)
