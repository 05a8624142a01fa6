"""Pages that bring a file of typed forms in: choose it, look it over, seal it."""

from flask import current_app, render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadFile
from tracker.intake.reading import read_document
from tracker.organisation.queries import find_units
from tracker.store.commands import keep_source
from tracker.store.models import StoredFile
from tracker.surveys import commands, queries
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.forms.importing import FormsFileForm, SettleForm
from tracker.surveys.import_page import import_page
from tracker.surveys.models import Round
from tracker.surveys.naming import renamed
from tracker.surveys.rules import Method
from tracker.surveys.sheets import read_forms
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round
from tracker.vietnamese import count

EDIT = Can.SURVEY_EDIT


@bp.route("/rounds/<int:round_id>/forms/new", methods=["GET", "POST"])
@requires(EDIT)
def import_new(round_id: int) -> str | Response:
    row, form = get_round(round_id, EDIT), FormsFileForm()
    if form.validate_on_submit():
        file = form.file.data
        if file and file.filename:
            shelf = current_app.extensions["shelf"]
            kept = keep_source(
                db.session(), shelf, row.agency_id, file.filename, file.read(), at=clock.now()
            )
            return web.done(url_for(".import_show", round_id=row.id, file_id=kept.id))
        form.file.errors = ["Chọn tệp phiếu đã nhập."]
    return render_template("surveys/import_new.html", form=form, row=row)


@bp.route("/rounds/<int:round_id>/forms/<int:file_id>", methods=["GET", "POST"])
@requires(EDIT)
def import_show(round_id: int, file_id: int) -> str | Response | tuple[str, int]:
    row, file = get_round(round_id, EDIT), load(StoredFile, file_id, EDIT)
    method = queries.method_of(db.session(), row.method_id)
    try:
        read = _read_apart(file, method)
    except BadFile as refusal:
        row = get_round(round_id, EDIT)
        return render_template("surveys/import_unread.html", row=row, said=str(refusal)), 400
    row, session, form = get_round(round_id, EDIT), db.session(), SettleForm()
    page = import_page(session, row, method, read, at=clock.now())
    form.offer(page.left, find_units(session, row.agency_id), page.fields)
    if form.validate_on_submit():
        return _seal(row, file_id, form, read)
    return render_template("surveys/import_show.html", form=form, page=page)


def _read_apart(file: StoredFile, method: Method) -> FormsRead:
    """The forms of a kept file. Nothing else waits while a child process reads it.

    The transaction ends here, so that the write lock is free; what was loaded stays as it was.
    """
    content, name = current_app.extensions["shelf"].get(file.sha256), file.name
    db.session.expunge_all()
    db.session.rollback()
    return read_forms(read_document(content, name), method)


def _seal(row: Round, file_id: int, form: SettleForm, read: FormsRead) -> Response:
    session = db.session()
    names = commands.settle_names(session, my_agency(), form.choices(), by=me().full_name)
    done = commands.import_forms(
        session, row, renamed(read, names), at=clock.now(), file_id=file_id, by=me()
    )
    said = f"Đã niêm phong {count(done.accepted)} phiếu."
    if done.rows > done.accepted:
        said += f" Để ngoài {count(done.rows - done.accepted)} phiếu, lý do ghi ở lần nhập này."
    return web.done(url_for(".show", round_id=row.id), said)
