"""Pages that bring an appendix in: choose a file, look it over, confirm."""

from io import BytesIO

from flask import current_app, redirect, render_template, request, send_file, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import BadInput
from tracker.organisation.periods import REGIME_WORDS
from tracker.plans import commands
from tracker.plans.commands import PASTED, Source, Upload
from tracker.plans.forms.confirming import REGIME_LABELS, ConfirmForm, confirmed, read_regime
from tracker.plans.forms.deadlines import DeadlineForm
from tracker.plans.forms.importing import ReviewForm, UploadForm
from tracker.plans.importing import first_owed
from tracker.plans.importing.desk import (
    ImportDesk,
    method_choices,
    months_of,
    open_desk,
    plan_head,
)
from tracker.plans.importing.review import DeadlineLine, ranges
from tracker.plans.models import PlanImport
from tracker.plans.queries import find_open_imports, find_yardsticks
from tracker.plans.views.blueprint import bp
from tracker.store.models import StoredFile

EDIT = Can.PLAN_EDIT


@bp.route("/plans/import", methods=["GET", "POST"])
@requires(EDIT)
def import_new() -> str | Response:
    agency, form = my_agency(), UploadForm()
    form.method_code.choices = method_choices(db.session(), agency)
    if not form.is_submitted():
        form.method_code.data = agency.method_code
    upload = _read(form) if form.validate_on_submit() else None
    if upload:
        shelf = current_app.extensions["shelf"]
        row = commands.start_import(db.session(), agency, shelf, upload, by=me(), at=clock.now())
        return web.done(url_for(".import_show", import_id=row.id))
    waiting = find_open_imports(db.session(), agency.id)
    return render_template("plans/import_new.html", form=form, waiting=waiting)


@bp.route("/plans/import/<int:import_id>", methods=["GET", "POST"])
@requires(EDIT)
def import_show(import_id: int) -> str | Response:
    row = load(PlanImport, import_id, EDIT)
    if elsewhere := _elsewhere(row):
        return redirect(elsewhere)
    desk, form = open_desk(db.session(), my_agency(), row), ReviewForm(obj=row)
    form.settle(request.form.get("settle", ""), desk)
    form.offer(desk)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        choices = form.choices(desk, by=me().full_name)
        commands.keep_decisions(row, form.draft(desk.draft), choices)
        return web.done(_onwards(row), "Đã lưu lựa chọn.")
    return render_template(
        "plans/import_show.html", form=form, desk=desk, review=desk.review, ranges=ranges
    )


@bp.route("/plans/import/<int:import_id>/deadlines/<int:number>", methods=["GET", "POST"])
@requires(EDIT)
def import_deadline(import_id: int, number: int) -> str | Response:
    row = load(PlanImport, import_id, EDIT)
    desk = open_desk(db.session(), my_agency(), row)
    line = _deadline_at(desk, number)
    form = DeadlineForm(obj=line.deadline, version=row.version)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.correct_deadline(row, form.deadline(line.words, line.deadline))
        place = url_for(".import_show", import_id=row.id, _anchor="thoi-han")
        return web.done(place, f"Đã ghi cách hiểu thời hạn “{line.words}”.")
    return render_template("plans/import_deadline.html", form=form, line=line, desk=desk)


@bp.route("/plans/import/<int:import_id>/confirm", methods=["GET", "POST"])
@requires(EDIT)
def import_confirm(import_id: int) -> str | Response:
    row = load(PlanImport, import_id, EDIT)
    if elsewhere := _elsewhere(row):
        return redirect(elsewhere)
    agency, desk = my_agency(), open_desk(db.session(), my_agency(), row)
    form = _confirm_form(desk)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        head = plan_head(db.session(), agency, desk.draft, confirmed(form))
        plan = commands.confirm_import(db.session(), agency, row, head, at=clock.now())
        said = f"Đã nhập Kế hoạch số {plan.number} và giao {len(desk.reading.items)} nhiệm vụ."
        return web.done(url_for(".show", plan_id=plan.id), said)
    return render_template(
        "plans/import_confirm.html",
        form=form,
        desk=desk,
        regime_labels=REGIME_LABELS,
        regime_words=REGIME_WORDS,
    )


@bp.post("/plans/import/<int:import_id>/discard")
@requires(EDIT)
def import_discard(import_id: int) -> Response:
    row = load(PlanImport, import_id, EDIT)
    commands.discard_import(db.session(), row)
    return web.done(url_for(".import_new"), "Đã bỏ tệp; chưa có gì được nhập.")


@bp.get("/plans/import/<int:import_id>/file")
@requires(EDIT)
def import_file(import_id: int) -> Response:
    row = load(PlanImport, import_id, EDIT)
    file = load(StoredFile, row.file_id or 0, EDIT)
    content = current_app.extensions["shelf"].get(file.sha256)
    return send_file(BytesIO(content), as_attachment=True, download_name=file.name)


def _elsewhere(row: PlanImport) -> str:
    """Where an upload is at home that is no plan on its way in; "" for one that is."""
    if row.plan_id is not None:
        return url_for(".show", plan_id=row.plan_id)
    return url_for("progress.amended_file", import_id=row.id) if row.amends_id else ""


def _read(form: UploadForm) -> Upload | None:
    """The reading of what was sent; None, with the reason on the form, if it cannot be read."""
    source = source_of(form.file.data, form.pasted.data or "")
    if source is None:
        form.file.errors = ["Chọn tệp hoặc dán bảng phụ lục."]
        return None
    agency, year, code = my_agency(), form.year.data, form.method_code.data
    try:
        return commands.read_upload(db.session(), agency, source, year, code)
    except BadInput as refusal:
        (form.pasted if source.name == PASTED else form.file).errors = [str(refusal)]
        return None


def source_of(file: FileStorage | None, pasted: str) -> Source | None:
    """What was uploaded or pasted; None for neither."""
    if file and file.filename:
        return Source(file.filename, file.read())
    return Source(PASTED, pasted.encode()) if pasted else None


def _onwards(row: PlanImport) -> str:
    """Where the pressed button leads, everything typed being kept."""
    goal, _, number = request.form.get("go", "").partition(":")
    if goal == "confirm":
        return url_for(".import_confirm", import_id=row.id)
    if goal == "deadline" and number.isdecimal():
        return url_for(".import_deadline", import_id=row.id, number=int(number))
    return url_for(".import_show", import_id=row.id)


def _deadline_at(desk: ImportDesk, number: int) -> DeadlineLine:
    lines = desk.review.deadlines
    if not 0 < number <= len(lines):
        raise BadInput("Không có cách ghi thời hạn này trong tệp. Mở lại trang kiểm tra.")
    return lines[number - 1]


def _confirm_form(desk: ImportDesk) -> ConfirmForm:
    agency, draft = my_agency(), desk.draft
    regime = read_regime(request.form.get("regime") or request.args.get("regime"))
    form = ConfirmForm(obj=desk.row, method_code=draft.method_code)
    form.regime.data = regime
    months = months_of(db.session(), agency, regime, draft.year)
    signed = first_owed(draft.signed_on or clock.today(), months)
    form.method_code.choices = method_choices(db.session(), agency)
    form.offer(months, signed, find_yardsticks(db.session(), agency.id, draft.year))
    form.first_code.data = form.first_code.data or signed.code
    return form
