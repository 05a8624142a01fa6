"""The round trip of a unit's month: to Excel, filled in there, looked over, sent."""

from dataclasses import asdict

from flask import flash, redirect, render_template, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput, Conflict
from tracker.intake.reading import read_document
from tracker.papers.names import file_name
from tracker.progress import commands
from tracker.progress.forms.evidence import read_whole
from tracker.progress.forms.month import opened_rows
from tracker.progress.forms.month_file import (
    FileLine,
    MonthFileForm,
    SendFileForm,
    file_lines,
)
from tracker.progress.models import Draft
from tracker.progress.month_file import FileRow, read_month
from tracker.progress.month_sheet import month_book
from tracker.progress.queries.drafts import find_draft
from tracker.progress.queries.month_desks import spot_of
from tracker.progress.views.blueprint import bp
from tracker.progress.views.month_grid import chosen_units, month_desks
from tracker.progress.views.rows import is_whole, send_rows

READ = "month-file"  # the draft that holds what was read and is not sent yet


@bp.get("/unit/month.xlsx")
@requires(Can.PROGRESS_REPORT)
def month_file() -> Response:
    rows = [row for row in opened_rows(month_desks()) if row.line.waiting is None]
    book = month_book(rows, my_agency(), clock.today(), clock.now())
    units = "-".join(dict.fromkeys(row.line.desk.unit.label for row in rows))
    name = file_name("bao-cao", units, clock.today().isoformat(), suffix="xlsx")
    return send_file(book, as_attachment=True, download_name=name)


@bp.route("/unit/month/import", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def month_import() -> str | Response:
    form = MonthFileForm()
    rows = _read(form) if form.validate_on_submit() else None
    if rows is None:
        return render_template("progress/month_import.html", form=form)
    typed = {"name": form.file.data.filename or "", "rows": [asdict(row) for row in rows]}
    commands.save_draft(db.session(), me(), READ, typed, at=clock.now())
    return web.done(url_for(".month_check"))


@bp.route("/unit/month/check", methods=["GET", "POST"])
@requires(Can.PROGRESS_REPORT)
def month_check() -> str | Response:
    draft, form = find_draft(db.session(), me().id, READ), SendFileForm()
    if draft is None:
        return redirect(url_for(".month_import"))
    lines = _looked_over(draft)
    if not form.validate_on_submit():
        form.read_at.data = draft.saved_at.isoformat()
        return render_template(
            "progress/month_check.html", form=form, lines=lines, name=draft.typed["name"]
        )
    if form.read_at.data != draft.saved_at.isoformat():
        raise Conflict("Đã tải lên một tệp khác. Mở lại trang để xem trước khi gửi.")
    ready = [line.row for line in lines if line.is_ready and line.row]
    outcome = send_rows(ready, clock.now())
    commands.drop_draft(db.session(), me().id, READ)
    keys = outcome.gone
    response = web.done(url_for(".unit_grid"), outcome.said or "Không có dòng nào để gửi.")
    for key in keys:
        flash(key, "draft-done")
    return response


def _read(form: MonthFileForm) -> list[FileRow] | None:
    """The rows of what was sent; None, with the reason at the field, if it is no such workbook."""
    if not form.file.data:
        form.file.errors = ["Chọn tệp Excel đã nhập."]
        return None
    try:
        document = read_document(read_whole(form.file.data), form.file.data.filename or "")
        return read_month(document)
    except BadInput as refusal:
        form.file.errors = [str(refusal)]
        return None


def _looked_over(draft: Draft) -> list[FileLine]:
    """What the workbook says, judged at the desks as they are now."""
    rows = [FileRow(**{**one, "faults": tuple(one["faults"])}) for one in draft.typed["rows"]]
    own = chosen_units()
    spots = [row.key for row in rows if spot_of(row.key)]
    lines = file_lines(rows, month_desks(spots), own)
    for line in lines:
        if line.row and line.row.is_filled and not line.faults:
            is_whole(line.row)
    return lines
