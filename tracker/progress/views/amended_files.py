"""An amended appendix comes in: read, laid beside the plan, matched by a person, stored at once."""

from flask import current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import BadInput
from tracker.plans.commands import Upload, read_upload, start_import
from tracker.plans.commands.amended_files import await_amendment, keep_matches
from tracker.plans.forms.amending import AmendedFileForm, CompareForm, as_recorded
from tracker.plans.importing.amend_desk import AmendDesk, open_amend_desk
from tracker.plans.importing.review import ranges
from tracker.plans.models import Plan, PlanImport
from tracker.plans.rules import ChangeKind
from tracker.plans.views.amending import begun_with, keep_basis
from tracker.plans.views.importing import source_of
from tracker.progress import commands
from tracker.progress.views.blueprint import bp
from tracker.surveys.models import SurveyMethod

EDIT = Can.PLAN_EDIT


@bp.route("/plans/<int:plan_id>/amendments/import", methods=["GET", "POST"])
@requires(EDIT)
def amend_upload(plan_id: int) -> str | Response:
    plan = load(Plan, plan_id, EDIT)
    form = AmendedFileForm(data=as_recorded(begun_with(plan)))
    upload = _read(form, plan) if form.validate_on_submit() else None
    if upload:
        shelf, session = current_app.extensions["shelf"], db.session()
        row = start_import(session, my_agency(), shelf, upload, by=me(), at=clock.now())
        await_amendment(row, plan, keep_basis(form))
        return web.done(url_for(".amended_file", import_id=row.id))
    return render_template("plans/amend_new.html", form=form, plan=plan)


@bp.route("/amendments/import/<int:import_id>", methods=["GET", "POST"])
@requires(EDIT)
def amended_file(import_id: int) -> str | Response:
    desk = _desk(load(PlanImport, import_id, EDIT))
    if desk is None:
        return redirect(url_for("plans.import_show", import_id=import_id))
    form = CompareForm(version=desk.row.version)
    form.settle(request.form.get("settle", ""), desk.settling)
    form.lay_out(desk)
    if form.validate_on_submit():
        match_version(desk.row, form.version.data)
        choices = form.choices(desk.settling, by=me().full_name)
        keep_matches(desk.row, choices, form.fixed(desk))
        return web.done(url_for(".amended_file", import_id=import_id), "Đã lưu lựa chọn.")
    shared = {"desk": desk.settling, "review": desk.settling.review, "ranges": ranges}
    return render_template(
        "plans/amend_show.html", form=form, amend=desk, kinds=ChangeKind, **shared
    )


@bp.post("/amendments/import/<int:import_id>/confirm")
@requires(EDIT)
def amend_confirm(import_id: int) -> Response:
    row = load(PlanImport, import_id, EDIT)
    plan, session = load(Plan, row.amends_id or 0, EDIT), db.session()
    match_version(row, request.form.get("version", type=int))
    amended = commands.amend_by_file(session, my_agency(), row, plan, today=clock.today())
    said = f"Đã ghi {amended.count} thay đổi theo {amended.amendment.document}."
    return web.done(url_for("plans.amendments", plan_id=plan.id), said)


def _desk(row: PlanImport) -> AmendDesk | None:
    """The comparison; None for an upload that amends nothing, or is stored already."""
    if row.amends_id is None or row.plan_id is not None:
        return None
    plan = load(Plan, row.amends_id, EDIT)
    return open_amend_desk(db.session(), my_agency(), row, plan)


def _read(form: AmendedFileForm, plan: Plan) -> Upload | None:
    """The reading of what was sent; None, with the reason on the form, if it cannot be read."""
    source = source_of(form.file.data, form.pasted.data or "")
    if source is None:
        form.file.errors = ["Chọn tệp hoặc dán bảng phụ lục."]
        return None
    code = db.session.get_one(SurveyMethod, plan.method_id).code
    try:
        return read_upload(db.session(), my_agency(), source, plan.year, code)
    except BadInput as refusal:
        form.file.errors = [str(refusal)]
        return None
