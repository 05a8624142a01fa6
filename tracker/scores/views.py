"""The indices: all of a round beside target and earlier value, and one by itself."""

from flask import Blueprint, abort, render_template, request

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.reviews.indices import component_page, find_component, index_page
from tracker.scores.statistics import FEW_PEOPLE
from tracker.scores.words import Verdict
from tracker.surveys.words import FORMULA_WORDS

bp = Blueprint("scores", __name__, url_prefix="/scores")


@bp.get("")
@requires(Can.READ)
def listing() -> str:
    """The indices of the round named by `dot`, else of the one that counts."""
    page = index_page(db.session(), my_agency(), request.args.get("dot", ""))
    return render_template(
        "scores/listing.html",
        page=page,
        values=page.standing,
        formulas=FORMULA_WORDS,
        few=FEW_PEOPLE,
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
    return render_template("scores/component.html", page=page, values=page.standing, few=FEW_PEOPLE)
