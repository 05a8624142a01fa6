"""The landing page of whoever is signed in."""

from io import BytesIO

from flask import Blueprint, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import may, me, my_agency, requires
from tracker.access.predecessors import CODE
from tracker.access.rules import Can, Role
from tracker.database import db
from tracker.handovers.queries.holdings import count_unreceived
from tracker.home.poster import NAME as POSTER
from tracker.home.poster import compose
from tracker.home.public import poster, public, public_address, public_page
from tracker.home.queries import overview
from tracker.home.year import LOOKS, find_wall, wall_book
from tracker.meetings.queries import next_meeting
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.progress.queries.month import find_month
from tracker.store.kinds import KINDS

bp = Blueprint("home", __name__)
bp.add_url_rule("/public/<code>", "public", public)
bp.add_url_rule("/public/<code>/poster", "poster", poster)


@bp.get("/scores/poster.docx")
@requires(Can.READ)
def poster_file() -> Response:
    """The sheet to hang up as Word, whether the agency has a public page or not."""
    agency = my_agency()
    page = public_page(db.session(), agency)
    address = public_address(agency) if agency.is_public else ""
    made = write_word(compose(page, agency, address))
    name = file_name(POSTER, agency.document_code, page.code, suffix="docx")
    return send_file(BytesIO(made), as_attachment=True, download_name=name)


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


@bp.get("/calendar/<int:year>")
@requires(Can.READ)
def year(year: int) -> str:
    """The wall calendar of a year; printed on A3, or on A4 where the address says so."""
    wall = find_wall(db.session(), my_agency(), year, may_review=may(Can.REVIEW))
    paper = "a4" if request.args.get("kho") == "a4" else "a3"
    return render_template("home/year.html", wall=wall, paper=paper, looks=LOOKS)


@bp.get("/calendar/<int:year>.xlsx")
@requires(Can.READ)
def year_book(year: int) -> Response:
    """The same year as one sheet of A3."""
    agency = my_agency()
    wall = find_wall(db.session(), agency, year, may_review=may(Can.REVIEW))
    book = wall_book(wall, agency, clock.now())
    name = file_name("Lich-nam", str(year), suffix="xlsx")
    return send_file(book, KINDS["xlsx"].media_type, as_attachment=True, download_name=name)


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
