"""The register of conclusions, on the page and as a workbook."""

from flask import render_template, request
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.listed import send_list
from tracker.meetings import queries
from tracker.meetings.forms.register import RegisterForm
from tracker.meetings.queries import RegisterLine
from tracker.meetings.sheets import COLUMNS, TITLE
from tracker.meetings.views.blueprint import bp
from tracker.organisation.queries import find_units


@bp.get("/meetings/conclusions")
@requires(Can.READ)
def conclusions() -> str:
    form = _form()
    return render_template("meetings/conclusions.html", lines=_lines(form), form=form)


@bp.get("/meetings/conclusions.<any(xlsx,csv):kind>")
@requires(Can.READ)
def conclusions_sheet(kind: str) -> Response:
    return send_list(kind, TITLE, COLUMNS, _lines(_form()))


def _form() -> RegisterForm:
    form = RegisterForm(request.args, meta={"csrf": False})
    form.offer(find_units(db.session(), my_agency().id), clock.today().year)
    return form


def _lines(form: RegisterForm) -> list[RegisterLine]:
    wanted = form.wanted() if form.validate() else form.everything()
    return queries.find_register(db.session(), my_agency().id, wanted, clock.today())
