"""The paper on a round: its words, freezing it, and taking it away as Word and as Excel."""

from io import BytesIO

from flask import abort, render_template, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.surveys.models import Round
from tracker.surveys.queries import get_round
from tracker.weaknesses.forms import ReportForm
from tracker.weaknesses.queries import find_frozen_report, find_round_text
from tracker.weaknesses.round_files import excel_file, word_file
from tracker.weaknesses.round_freezing import freeze_report, report_of, write_words
from tracker.weaknesses.views.blueprint import bp

_MAKERS = {"docx": word_file, "xlsx": excel_file}
EDIT = Can.SURVEY_EDIT


@bp.get("/rounds/<int:round_id>/report.<any(docx, xlsx):kind>")
@requires(Can.READ)
def round_paper(round_id: int, kind: str) -> Response:
    row = _round(round_id, Can.READ)
    made = _MAKERS[kind](report_of(db.session(), my_agency(), row))
    return send_file(BytesIO(made.content), as_attachment=True, download_name=made.name)


@bp.route("/rounds/<int:round_id>/report", methods=["GET", "POST"])
@requires(EDIT)
def round_words(round_id: int) -> str | Response:
    row, session = _round(round_id, EDIT), db.session()
    text = find_round_text(session, row.id)
    form = ReportForm(obj=text)
    if form.validate_on_submit():
        if text is not None:
            match_version(text, form.version.data)
        write_words(session, row, form.words(), text)
        return web.done(url_for(".round_words", round_id=row.id), "Đã lưu nội dung báo cáo.")
    return render_template(
        "weaknesses/round_words.html",
        form=form,
        row=row,
        report=report_of(session, my_agency(), row),
        frozen=find_frozen_report(session, row.id),
    )


@bp.post("/rounds/<int:round_id>/report/freeze")
@requires(EDIT)
def round_freeze(round_id: int) -> Response:
    row = _round(round_id, EDIT)
    freeze_report(db.session(), my_agency(), row, by=me(), at=clock.now())
    place = url_for("surveys.show", round_id=row.id)
    return web.done(place, "Đã chốt báo cáo kết quả; có thể trình ký.")


def _round(round_id: int, wish: Can) -> Round:
    """A round of one's own agency, method and campaign loaded; else 404."""
    row = get_round(db.session(), my_agency().id, round_id)
    if row is None:
        abort(404)
    insist(wish, row)
    return row
