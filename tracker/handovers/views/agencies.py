"""Records of the agencies that were merged into this one: where they are read."""

from flask import render_template, request

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.predecessors import PREFIX, find_predecessors
from tracker.access.rules import Can
from tracker.database import db
from tracker.handovers.views.blueprint import bp


@bp.get("/predecessors")
@requires(Can.READ)
def predecessors() -> str:
    session, today = db.session(), clock.today()
    merged = find_predecessors(session, my_agency().id)
    return render_template(
        "handovers/predecessors.html",
        merged=[agency for agency in merged if agency.is_closed(today)],
        root=f"{request.root_path}{PREFIX}",
    )
