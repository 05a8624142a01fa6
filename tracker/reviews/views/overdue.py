"""The lists of the directors' review, and the items that answer a weakness."""

from flask import abort, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.listed import send_list
from tracker.organisation.queries import find_units
from tracker.plans.commands.answers import answer_weakness, withdraw_answer
from tracker.plans.models import ActionItem
from tracker.plans.queries import running_plan
from tracker.reviews.forms import AnswerForm
from tracker.reviews.lists import UNITS
from tracker.reviews.queries import Review, of_unit, review
from tracker.reviews.queries.coverage import find_answers, find_items_to_link
from tracker.reviews.queries.discipline import (
    Of,
    find_counted_outcomes,
    find_counted_reports,
    find_discipline,
    totals,
)
from tracker.reviews.sheets import EXCEL, book_of
from tracker.reviews.views.blueprint import bp
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.queries import weak_component_ids


@bp.get("/reviews")
@requires(Can.READ)
def overdue() -> str:
    """Orders, requests, silent units, late items, obstacles: each list ranked and by itself."""
    agency = my_agency()
    unit_id = request.args.get("unit", type=int)
    return render_template(
        "reviews/overdue.html",
        found=_found(unit_id),
        units=find_units(db.session(), agency.id),
        unit_id=unit_id,
    )


@bp.get("/reviews/overdue.xlsx")
@requires(Can.READ)
def overdue_sheet() -> Response:
    """The same lists as an Excel workbook, a sheet each."""
    found, agency = _found(request.args.get("unit", type=int)), my_agency()
    book = book_of(found, agency.name, clock.now())
    name = f"viec-qua-han-{found.on.isoformat()}.xlsx"
    return send_file(book, EXCEL, as_attachment=True, download_name=name)


@bp.get("/reviews/units")
@requires(Can.READ)
def units() -> str:
    """How each unit keeps up with reports and outcomes, the Office's own apart."""
    session, agency = db.session(), my_agency()
    plan = running_plan(session, agency.id)
    found = find_discipline(session, agency, plan, clock.today()) if plan else ()
    together = totals(found, agency.profile.office) if found else ()
    return render_template("reviews/units.html", plan=plan, found=found, together=together)


@bp.get("/reviews/units/<any(updating,completion):figure>")
@requires(Can.READ)
def counted(figure: str) -> str:
    """The rows behind one ratio: of a unit, of all, or of all but the Office."""
    session, agency = db.session(), my_agency()
    plan = running_plan(session, agency.id) or abort(404)
    names = {u.id: u.name for u in find_units(session, agency.id, active_only=False)}
    of = Of(request.args.get("unit", type=int), without_office="others" in request.args)
    if of.unit_id is not None and of.unit_id not in names:
        abort(404)
    find = find_counted_reports if figure == "updating" else find_counted_outcomes
    rows = find(session, agency, plan, of, clock.today())
    everybody = f"Không tính {agency.profile.office}" if of.without_office else "Toàn cơ quan"
    name = names[of.unit_id] if of.unit_id else everybody
    return render_template("reviews/counted.html", plan=plan, rows=rows, name=name, figure=figure)


@bp.get("/reviews/units.<any(xlsx,csv):kind>")
@requires(Can.READ)
def units_list(kind: str) -> Response:
    session, agency = db.session(), my_agency()
    plan = running_plan(session, agency.id)
    found = find_discipline(session, agency, plan, clock.today()) if plan else ()
    rows = [*found, *(totals(found, agency.profile.office) if found else ())]
    return send_list(kind, "Tỷ lệ cập nhật, hoàn thành", UNITS, rows)


@bp.route("/weaknesses/<int:weakness_id>/items/new", methods=["GET", "POST"])
@requires(Can.PLAN_EDIT)
def answer(weakness_id: int) -> str | Response:
    """Link an item of the running plan to a weakness it answers."""
    session, agency = db.session(), my_agency()
    weakness = load(Weakness, weakness_id, Can.PLAN_EDIT)
    linked = {item.id for item in find_answers(session, agency.id, [weakness_id])[weakness_id]}
    form = AnswerForm()
    form.offer(item for item in find_items_to_link(session, agency.id) if item.id not in linked)
    if form.validate_on_submit():
        item = load(ActionItem, form.item.data, Can.PLAN_EDIT)
        answer_weakness(session, item, weakness)
        url = url_for("weaknesses.listing", _anchor=f"y-{weakness.id}")
        return web.done(url, f"Đã gắn nhiệm vụ {item.position}.")
    return render_template("reviews/answer.html", form=form, weakness=weakness)


@bp.post("/weaknesses/<int:weakness_id>/items/<int:item_id>/remove")
@requires(Can.PLAN_EDIT)
def withdraw(weakness_id: int, item_id: int) -> Response:
    """Take back that an item answers a weakness."""
    weakness = load(Weakness, weakness_id, Can.PLAN_EDIT)
    item = load(ActionItem, item_id, Can.PLAN_EDIT)
    withdraw_answer(db.session(), item, weakness)
    return web.done(url_for("weaknesses.listing"), f"Đã bỏ gắn nhiệm vụ {item.position}.")


def _found(unit_id: int | None) -> Review:
    """Today's review, of one unit where one is asked for; 404 for a unit of another agency."""
    session, agency = db.session(), my_agency()
    units = find_units(session, agency.id, active_only=False) if unit_id is not None else ()
    if unit_id is not None and unit_id not in {unit.id for unit in units}:
        abort(404)
    found = review(session, agency.id, clock.today(), weak_component_ids(session, agency.id))
    return found if unit_id is None else of_unit(found, unit_id)
