"""The signed report of a round: entering it, reading the signed copy."""

from io import BytesIO

from flask import abort, current_app, render_template, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.papers.names import file_name
from tracker.store.commands import keep_signed
from tracker.store.kinds import KINDS
from tracker.store.models import StoredFile
from tracker.surveys import commands
from tracker.surveys.forms.signing import SigningForm
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/sign", methods=["GET", "POST"])
@requires(EDIT)
def sign(round_id: int) -> str | Response:
    row = get_round(round_id, EDIT)
    form = SigningForm(version=row.version)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        signing = form.signing(_keep(form.file.data))
        commands.sign_round(db.session(), row, signing, today=clock.today())
        place = url_for(".show", round_id=row.id)
        return web.done(place, f"Đã ghi báo cáo kết quả số {row.report_number}.")
    return render_template("surveys/sign.html", form=form, row=row)


@bp.get("/rounds/<int:round_id>/signed")
@requires(Can.READ)
def signed(round_id: int) -> Response:
    row = get_round(round_id, Can.READ)
    file = db.session.get(StoredFile, row.signed_file_id) if row.signed_file_id else None
    if file is None:
        abort(404)
    content = current_app.extensions["shelf"].get(file.sha256)
    name = file_name("BC", "kết quả khảo sát", row.code, "bản ký", suffix="pdf")
    media = KINDS[file.kind].media_type
    return send_file(BytesIO(content), media, as_attachment=True, download_name=name)


def _keep(upload: FileStorage | None) -> int | None:
    """The signed PDF, kept; None where none was sent."""
    if upload is None or not upload.filename:
        return None
    shelf, content = current_app.extensions["shelf"], upload.read()
    kept = keep_signed(
        db.session(), shelf, my_agency().id, (upload.filename, content), at=clock.now()
    )
    return kept.id
