"""The form on paper: which numbers to print, and the Word file."""

from io import BytesIO

from flask import render_template, request, send_file
from werkzeug.wrappers import Response

from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.surveys import queries
from tracker.surveys.forms.checking import MOST_PRINTED, PrintForm
from tracker.surveys.paper_form import paper_forms
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round


@bp.get("/rounds/<int:round_id>/paper-form")
@requires(Can.READ)
def paper_form(round_id: int) -> str:
    row = get_round(round_id, Can.READ)
    return render_template("surveys/paper_form.html", row=row, form=PrintForm(), most=MOST_PRINTED)


@bp.get("/rounds/<int:round_id>/paper-form.docx")
@requires(Can.READ)
def paper_form_word(round_id: int) -> Response:
    row, form, agency = get_round(round_id, Can.READ), PrintForm(request.args), my_agency()
    if not form.validate():
        raise BadInput("Số phiếu cần in là số nguyên từ 1 trở lên.")
    method = queries.method_of(db.session(), row.method_id)
    fields = [field.name for field in queries.find_fields(db.session(), agency.id)]
    content = write_word(paper_forms(row, method, agency.name, fields, form.numbers()))
    name = file_name("Phieu", "lấy ý kiến", row.code, suffix="docx")
    return send_file(BytesIO(content), as_attachment=True, download_name=name)
