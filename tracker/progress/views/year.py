"""All reports of a plan, unit by period, as a page and as a workbook."""

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation.queries import find_units
from tracker.papers.names import file_name
from tracker.plans.models import Plan
from tracker.progress.queries.year_grid import GridWish, find_year_grid
from tracker.progress.views.blueprint import bp
from tracker.progress.year_sheet import year_book

LISTS = ("missing", "sent")  # the totals, and the lists they open


@bp.get("/plans/<int:plan_id>/report-grid")
@requires(Can.READ)
def year_grid(plan_id: int) -> str:
    plan, asked = load(Plan, plan_id, Can.READ), request.args
    wish = GridWish(plan, asked.get("unit", type=int), max(1, asked.get("page", 1, type=int)))
    grid = find_year_grid(db.session(), my_agency(), wish, clock.today())
    state = asked.get("list", "")
    listed = grid.listed(state, asked.get("period", ""), asked.get("line", ""))
    return render_template(
        "progress/year_grid.html",
        plan=plan,
        grid=grid,
        wish=wish,
        state=state if state in LISTS else "",
        listed=listed if state in LISTS else [],
        units=find_units(db.session(), my_agency().id),
    )


@bp.get("/plans/<int:plan_id>/report-grid.xlsx")
@requires(Can.READ)
def year_grid_book(plan_id: int) -> Response:
    plan, agency, today = load(Plan, plan_id, Can.READ), my_agency(), clock.today()
    wish = GridWish(plan, request.args.get("unit", type=int), page=0)
    grid = find_year_grid(db.session(), agency, wish, today)
    book = year_book(plan, grid, agency, today, clock.now())
    name = file_name("KH", plan.number, "bao-cao-theo-ky", str(plan.year), suffix="xlsx")
    return send_file(book, as_attachment=True, download_name=name)
