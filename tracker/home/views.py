"""The landing page of whoever is signed in."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import me, my_agency, requires
from tracker.access.predecessors import CODE
from tracker.access.rules import Can, Role
from tracker.database import db
from tracker.handovers.queries.holdings import count_unreceived
from tracker.home.public import public
from tracker.home.queries import overview
from tracker.meetings.queries import next_meeting
from tracker.progress.queries.month import find_month

bp = Blueprint("home", __name__)
bp.add_url_rule("/public/<code>", "public", public)


@bp.get("/")
@requires(Can.READ)
def start() -> str | Response:
    """The page of the first role held, in the order of the navigation."""
    roles = me().roles
    if Role.DIRECTOR in roles:
        return _morning("home/director.html")
    if Role.OFFICE in roles:
        return _morning("home/office.html")
    if Role.UNIT in roles:
        return _unit()
    return redirect(url_for("access.people"))


@bp.get("/office")
@requires(Can.PROGRESS_PRESS)
def office() -> str:
    """The Office's morning, for who also directs and so starts with another page."""
    return _morning("home/office.html")


def _morning(template: str) -> str:
    today = clock.today()
    seen = overview(db.session(), my_agency(), me(), today)
    return render_template(
        template,
        seen=seen,
        next_meeting=seen.meeting,
        now=clock.now(),
        unreceived=count_unreceived(db.session(), my_agency().id),
    )


def _unit() -> str | Response:
    if CODE in request.environ:  # the records of an agency that was merged into one's own
        return redirect(url_for("plans.listing"))
    today, agency = clock.today(), my_agency()
    month = find_month(db.session(), agency, me().unit_ids, today)
    meeting = next_meeting(db.session(), agency.id, today)
    return render_template("home/unit.html", month=month, next_meeting=meeting)
