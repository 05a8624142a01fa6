"""Units in order of their index, for emulation, with all that limits it; also as Excel."""

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.papers.names import file_name
from tracker.reviews.ranking_book import CAVEATS, TITLE, ranking_book, span_of
from tracker.reviews.views.blueprint import bp
from tracker.scores.queries.ranking import Ranking, ranking
from tracker.scores.ranking import LEFT_OUT_WORDS


@bp.get("/scores/ranking")
@requires(Can.READ)
def unit_ranking() -> str:
    found = _found()
    return render_template(
        "reviews/ranking.html",
        found=found,
        span=span_of(found),
        caveats=CAVEATS,
        reasons=LEFT_OUT_WORDS,
    )


@bp.get("/scores/ranking.xlsx")
@requires(Can.READ)
def ranking_sheet() -> Response:
    """The same as an Excel workbook."""
    found, agency = _found(), my_agency()
    book = ranking_book(found, agency.name, clock.now())
    name = file_name(TITLE, agency.document_code, span_of(found), suffix="xlsx")
    return send_file(book, as_attachment=True, download_name=name)


def _found() -> Ranking:
    year = request.args.get("nam", type=int)
    return ranking(db.session(), my_agency(), request.args.get("dot", ""), year)
