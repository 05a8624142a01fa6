"""What a unit owes this month."""

from flask import render_template, request

from tracker import clock
from tracker.access.guard import me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.progress.queries.month import find_month
from tracker.progress.views.blueprint import bp


@bp.get("/unit")
@requires(Can.PROGRESS_REPORT)
def unit() -> str:
    chosen = request.args.get("unit", type=int)
    shown = me().unit_ids & {chosen} if chosen else me().unit_ids
    month = find_month(db.session(), my_agency(), shown or me().unit_ids, clock.today())
    return render_template("progress/unit.html", month=month, chosen=chosen if shown else None)
