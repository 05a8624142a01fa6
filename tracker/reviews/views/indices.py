"""The indices to take away, and the dossier of one: on a page, in Word and in Excel."""

from io import BytesIO

from flask import abort, render_template, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.progress.rules import ORDER_WORDS
from tracker.reviews.dossier_paper import NAME, compose
from tracker.reviews.index_book import TITLE, component_book, index_book
from tracker.reviews.queries.dossier import Dossier, cited, dossier
from tracker.reviews.queries.indices import find_component, index_page
from tracker.reviews.views.blueprint import bp
from tracker.scores.statistics import FEW_PEOPLE


@bp.get("/scores/indices.xlsx")
@requires(Can.READ)
def index_sheet() -> Response:
    """The indices of the round that the page shows, as an Excel workbook."""
    agency = my_agency()
    page = index_page(db.session(), agency, request.args.get("dot", ""))
    now = page.standing
    code = now.round.code if now and now.round else ""
    book = index_book(page, agency.name, clock.now())
    name = file_name(TITLE, agency.document_code, code, suffix="xlsx")
    return send_file(book, as_attachment=True, download_name=name)


@bp.get("/scores/<int:component_id>/dossier")
@requires(Can.READ)
def index_dossier(component_id: int) -> str:
    """Hồ sơ một chỉ số."""
    found = _found(component_id)
    return render_template(
        "reviews/dossier.html",
        found=found,
        page=found.page,
        few=FEW_PEOPLE,
        cited=cited,
        kinds=ORDER_WORDS,
        on=clock.today(),
    )


@bp.get("/scores/<int:component_id>/dossier.<any(docx, xlsx):kind>")
@requires(Can.READ)
def dossier_file(component_id: int, kind: str) -> Response:
    """The same as Word, or its figures as Excel."""
    found, agency = _found(component_id), my_agency()
    if kind == "docx":
        book = BytesIO(write_word(compose(found, agency, clock.today())))
    else:
        book = component_book(found.page, agency.name, clock.now())
    name = file_name(NAME, found.page.component.label, suffix=kind)
    return send_file(book, as_attachment=True, download_name=name)


def _found(component_id: int) -> Dossier:
    """The dossier of an index the agency may measure; else 404."""
    session, agency = db.session(), my_agency()
    row = find_component(session, agency.id, component_id)
    if row is None:
        abort(404)
    return dossier(session, agency, row, clock.today())
