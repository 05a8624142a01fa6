"""Sheets to print: the code of the public form, and the Phiếu xác thực of a round's chain."""

from flask import render_template

from tracker import clock
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.surveys import queries
from tracker.surveys.codes import qr_code
from tracker.surveys.papers import proof_sheet
from tracker.surveys.views.addresses import public_address
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round

QUESTIONS_A_MINUTE = 10


@bp.get("/rounds/<int:round_id>/code")
@requires(Can.READ)
def code_sheet(round_id: int) -> str:
    row = get_round(round_id, Can.READ)
    address = public_address(row)
    questions = len(queries.method_of(db.session(), row.method_id).questions)
    return render_template(
        "surveys/code_sheet.html",
        row=row,
        address=address,
        code=qr_code(address),
        minutes=-(-questions // QUESTIONS_A_MINUTE),
        owner=my_agency(),
    )


@bp.get("/rounds/<int:round_id>/proof")
@requires(Can.READ)
def proof(round_id: int) -> str:
    row = get_round(round_id, Can.READ)
    imports = queries.find_form_imports(db.session(), row.id)
    left_out = queries.find_exclusions(db.session(), row.id)
    paper = proof_sheet(row, imports, left_out, my_agency(), clock.now())
    return render_template("surveys/proof.html", paper=paper, row=row)
