"""The register of conclusions, on the page and as a workbook."""

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.meetings import queries
from tracker.meetings.forms.register import RegisterForm
from tracker.meetings.queries import RegisterLine
from tracker.meetings.sheets import TITLE, register_book
from tracker.meetings.views.blueprint import bp
from tracker.organisation.queries import find_units
from tracker.papers.names import file_name
from tracker.store.kinds import KINDS


@bp.get("/meetings/conclusions")
@requires(Can.READ)
def conclusions() -> str:
    form = _form()
    return render_template("meetings/conclusions.html", lines=_lines(form), form=form)


@bp.get("/meetings/conclusions.xlsx")
@requires(Can.READ)
def conclusions_sheet() -> Response:
    form, code = _form(), my_agency().document_code
    book = register_book(_lines(form), my_agency().name, clock.today(), clock.now())
    name = file_name(TITLE, code, str(form.year.data or ""), suffix="xlsx")
    return send_file(book, KINDS["xlsx"].media_type, as_attachment=True, download_name=name)


def _form() -> RegisterForm:
    form = RegisterForm(request.args, meta={"csrf": False})
    form.offer(find_units(db.session(), my_agency().id), clock.today().year)
    return form


def _lines(form: RegisterForm) -> list[RegisterLine]:
    wanted = form.wanted() if form.validate() else form.everything()
    return queries.find_register(db.session(), my_agency().id, wanted, clock.today())
