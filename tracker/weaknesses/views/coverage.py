"""Bảng đối chiếu nhiệm vụ – chỉ số."""

from functools import partial

from flask import render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput
from tracker.listed import send_list
from tracker.papers.sheets import Column, Kind
from tracker.reviews.queries import coverage as matrix
from tracker.weaknesses.views.blueprint import bp


@bp.get("/weaknesses/coverage")
@requires(Can.READ)
def coverage() -> str:
    """The matrix of the running plan; `dang-chay=1` counts items under way only."""
    found = matrix.coverage(db.session(), my_agency(), clock.today())
    only_running = request.args.get("dang-chay") == "1"
    return render_template("weaknesses/coverage.html", found=found, only_running=only_running)


@bp.get("/weaknesses/coverage.<any(xlsx,csv):kind>")
@requires(Can.READ)
def coverage_list(kind: str) -> Response:
    """The matrix as the page is narrowed: every item, or those under way."""
    found = matrix.coverage(db.session(), my_agency(), clock.today())
    if found is None:
        raise BadInput("Chưa có kế hoạch đang theo dõi nên chưa có bảng đối chiếu.")
    running = [row for row in found.rows if row.is_running]
    rows = running if request.args.get("dang-chay") == "1" else found.rows
    return send_list(kind, "Đối chiếu nhiệm vụ, chỉ số", _columns(found), rows)


def _columns(found: matrix.Coverage) -> tuple[Column[matrix.Row], ...]:
    """The items down, the indices across: x printed in the appendix."""
    return (
        Column("STT", lambda row: row.item.position, 6, Kind.INTEGER),
        Column("Nhiệm vụ", lambda row: row.item.short, 60),
        *(
            Column[matrix.Row](one.label, partial(_mark, component_id=one.component_id), 14)
            for one in found.columns
        ),
    )


def _mark(row: matrix.Row, component_id: int) -> str:
    if component_id in row.added:
        return "gắn thêm"
    return "x" if component_id in row.linked else ""
