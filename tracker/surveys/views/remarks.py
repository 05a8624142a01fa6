"""Free-text answers of a round, for the Office and the directors; never for administrators."""

from flask import render_template, request

from tracker.access.guard import requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.surveys import queries
from tracker.surveys.queries.remarks import PAGE
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round


@bp.get("/rounds/<int:round_id>/remarks")
@requires(Can.REVIEW)
def remarks(round_id: int) -> str:
    row = get_round(round_id, Can.REVIEW)
    number = max(1, request.args.get("trang", 1, type=int))
    total = queries.count_remarks(db.session(), row.id)
    return render_template(
        "surveys/remarks.html",
        row=row,
        texts=queries.find_remarks(db.session(), row.id, number),
        total=total,
        number=number,
        pages=-(-total // PAGE),
    )
