"""The paper on a round to take away, as Word and as Excel."""

from io import BytesIO

from flask import abort, send_file
from werkzeug.wrappers import Response

from tracker.access.guard import insist, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.surveys.queries import get_round
from tracker.weaknesses.round_files import excel_file, word_file
from tracker.weaknesses.round_report import gather_report
from tracker.weaknesses.views.blueprint import bp

_MAKERS = {"docx": word_file, "xlsx": excel_file}


@bp.get("/rounds/<int:round_id>/report.<any(docx, xlsx):kind>")
@requires(Can.READ)
def round_paper(round_id: int, kind: str) -> Response:
    agency, session = my_agency(), db.session()
    row = get_round(session, agency.id, round_id)
    if row is None:
        abort(404)
    insist(Can.READ, row)
    made = _MAKERS[kind](gather_report(session, agency, row))
    return send_file(BytesIO(made.content), as_attachment=True, download_name=made.name)
