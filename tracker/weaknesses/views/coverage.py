"""Bảng đối chiếu nhiệm vụ – chỉ số."""

from flask import render_template, request

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.reviews.queries import coverage as matrix
from tracker.weaknesses.views.blueprint import bp


@bp.get("/weaknesses/coverage")
@requires(Can.READ)
def coverage() -> str:
    """The matrix of the running plan; `dang-chay=1` counts items under way only."""
    found = matrix.coverage(db.session(), my_agency(), clock.today())
    only_running = request.args.get("dang-chay") == "1"
    return render_template("weaknesses/coverage.html", found=found, only_running=only_running)
