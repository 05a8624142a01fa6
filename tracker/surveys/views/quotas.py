"""Pages of a round's sample lines: typed, read from the plan's own table, printed."""

from io import BytesIO
from typing import Any

from flask import render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.queries import find_units
from tracker.papers.names import file_name
from tracker.papers.word import write_word
from tracker.surveys import commands, queries
from tracker.surveys.forms.rounds import MOST_LINES, QuotasForm, quota_terms, stored_line
from tracker.surveys.forms.samples import QuotasFileForm
from tracker.surveys.models import Round
from tracker.surveys.naming import name_key
from tracker.surveys.quota_sheets import QuotasRead, read_quotas, rejoined
from tracker.surveys.round_page import round_page
from tracker.surveys.sample_papers import QUOTA_TITLE, quota_book, quota_paper
from tracker.surveys.stored import names_of
from tracker.surveys.views.blueprint import bp
from tracker.surveys.views.rounds import get_round

EDIT = Can.SURVEY_EDIT
PASTED = "bang-dan.csv"


@bp.route("/rounds/<int:round_id>/quotas", methods=["GET", "POST"])
@requires(EDIT)
def quotas(round_id: int) -> str | Response:
    row, session = get_round(round_id, EDIT), db.session()
    form = QuotasForm(version=row.version)
    if not form.is_submitted():
        form.fewest_forms.data = row.fewest_forms
        form.lay(_planned() or _stored(row))
    form.offer(find_units(session, row.agency_id))
    if form.validate_on_submit():
        match_version(row, form.version.data)
        lines = [
            quota_terms(line, commands.add_field(session, row.agency_id, name).id if name else None)
            for line in form.typed()
            for name in (line.field_name.data,)
        ]
        commands.set_quotas(session, row, lines, form.fewest_forms.data)
        return web.done(url_for(".show", round_id=row.id), "Đã lưu cỡ mẫu.")
    return _page(row, form, is_new=bool(_planned()))


@bp.route("/rounds/<int:round_id>/quotas/read", methods=["GET", "POST"])
@requires(EDIT)
def quotas_read(round_id: int) -> str:
    row, form = get_round(round_id, EDIT), QuotasFileForm()
    read = _read(form) if form.validate_on_submit() else None
    if read is None:
        row = get_round(round_id, EDIT)
        return render_template("surveys/quotas_read.html", form=form, row=row)
    row = get_round(round_id, EDIT)
    laid = QuotasForm(formdata=None, version=row.version)
    laid.fewest_forms.data = row.fewest_forms
    laid.lay(_lines(row, read))
    laid.offer(find_units(db.session(), row.agency_id))
    return _page(row, laid, is_new=True, problems=read.problems)


@bp.get("/rounds/<int:round_id>/quotas.<any(docx,xlsx):kind>")
@requires(Can.READ)
def quotas_paper(round_id: int, kind: str) -> Response:
    row, now = get_round(round_id, Can.READ), clock.now()
    lines = round_page(db.session(), row, clock.today()).quotas
    if kind == "docx":
        content = BytesIO(write_word(quota_paper(row, lines, now)))
    else:
        content = quota_book(row, lines, now)
    name = file_name(QUOTA_TITLE, row.code, suffix=kind)
    return send_file(content, as_attachment=True, download_name=name)


def _page(row: Round, form: QuotasForm, *, is_new: bool, problems: tuple[str, ...] = ()) -> str:
    fields = queries.find_fields(db.session(), row.agency_id)
    return render_template(
        "surveys/quotas.html", form=form, row=row, fields=fields, is_new=is_new, problems=problems
    )


def _stored(row: Round) -> list[dict[str, Any]]:
    names = {field.id: field.name for field in queries.find_fields(db.session(), row.agency_id)}
    return [stored_line(quota, names) for quota in queries.find_quotas(db.session(), row.id)]


def _planned() -> list[dict[str, Any]]:
    """Lines taken over from the planner, by the address."""
    sizes = zip(
        request.args.getlist("name"),
        request.args.getlist("official", type=int),
        request.args.getlist("reserve", type=int),
        strict=False,
    )
    return [
        {"field_name": name[:200], "official": official, "reserve": reserve}
        for name, official, reserve in sizes
    ][:MOST_LINES]


def _read(form: QuotasFileForm) -> QuotasRead | None:
    """The lines of what was sent; None with the reason at the field. Nothing waits meanwhile."""
    file, pasted = form.file.data, form.pasted.data or ""
    content, name = (file.read(), file.filename) if file and file.filename else (b"", "")
    if not (content or pasted):
        form.file.errors = ["Chọn tệp hoặc dán bảng cỡ mẫu."]
        return None
    db.session.rollback()
    try:
        if content:
            return read_quotas(read_document(content, name or ""))
        return read_quotas(read_document(rejoined(pasted).encode(), PASTED))
    except BadInput as refusal:
        (form.file if content else form.pasted).errors = [str(refusal)]
        return None


def _lines(row: Round, read: QuotasRead) -> list[dict[str, Any]]:
    """What was read as lines of the form; a unit that is not known becomes part of the note."""
    units = names_of(db.session(), row.agency_id).units
    return [
        {
            "field_name": each.field[:200],
            "unit_id": (unit := units.get(name_key(each.unit))),
            "official": each.official,
            "reserve": each.reserve,
            "note": "; ".join(filter(None, (each.note, "" if unit else each.unit)))[:200],
        }
        for each in read.rows[:MOST_LINES]
    ]
