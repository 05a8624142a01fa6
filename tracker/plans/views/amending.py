"""Changing a signed plan by a document, its own facts, and closing it."""

from io import BytesIO

from flask import current_app, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.organisation.queries import find_units
from tracker.plans import commands
from tracker.plans.commands import Basis, Changes
from tracker.plans.forms.amending import BasisForm, WordingForm, as_recorded
from tracker.plans.forms.items import MOST_ENDINGS, ClosingForm, PlanForm
from tracker.plans.models import Amendment, Plan
from tracker.plans.queries import (
    find_amendments,
    find_history,
    find_open_items,
    find_standing_items,
    find_yardsticks,
    later_plan,
)
from tracker.plans.views.blueprint import bp
from tracker.store.commands import keep_file
from tracker.store.models import StoredFile
from tracker.surveys.queries import find_components

EDIT = Can.PLAN_EDIT
CLOSE = Can.PLAN_CLOSE_ITEM


@bp.get("/plans/<int:plan_id>/amendments")
@requires(Can.READ)
def amendments(plan_id: int) -> str:
    """Every document that changed the plan, what it did, and the numbers of every version."""
    plan, session = load(Plan, plan_id, Can.READ), db.session()
    documents = sorted(find_amendments(session, plan.id), key=lambda row: row.id)
    history = find_history(session, plan)
    return render_template("plans/amendments.html", plan=plan, documents=documents, history=history)


@bp.get("/amendments/<int:amendment_id>/file")
@requires(Can.READ)
def amendment_file(amendment_id: int) -> Response:
    row = load(Amendment, amendment_id, Can.READ)
    file = load(StoredFile, row.file_id or 0, Can.READ)
    content = current_app.extensions["shelf"].get(file.sha256)
    return send_file(BytesIO(content), as_attachment=True, download_name=file.name)


@bp.route("/plans/<int:plan_id>/items/new", methods=["GET", "POST"])
@requires(EDIT)
def item_new(plan_id: int) -> str | Response:
    """A line added by a document."""
    plan, agency, session = load(Plan, plan_id, EDIT), my_agency(), db.session()
    form = WordingForm(data=as_recorded(begun_with(plan)))
    form.offer(find_units(session, agency.id), find_components(session, plan.method_id))
    if form.validate_on_submit():
        added, basis = Changes(added=(form.wording(),)), keep_basis(form)
        amended = commands.amend_plan(session, agency, plan, added, basis, today=clock.today())
        item = amended.added[0]
        said = f"Đã bổ sung nhiệm vụ {item.position}; phụ lục ban đầu giữ nguyên."
        return web.done(url_for(".item", item_id=item.id), said)
    return render_template("plans/item_new.html", form=form, plan=plan, item=None)


def begun_with(plan: Plan) -> Amendment | None:
    """The amendment of this plan that the address says to go on with; None without one."""
    wanted = request.args.get("amendment", type=int)
    found = find_amendments(db.session(), plan.id)
    return next((row for row in found if row.id == wanted), None)


def keep_basis(form: BasisForm) -> Basis:
    """The document as typed, its scan kept. Call after validation has passed."""
    scan, shelf, agency = form.scan.data, current_app.extensions["shelf"], my_agency()
    if not scan:
        return form.basis()
    name, content = scan.filename or "", scan.read()
    file = keep_file(db.session(), shelf, agency.id, name, content, at=clock.now())
    return form.basis(file.id)


@bp.route("/plans/<int:plan_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def edit(plan_id: int) -> str | Response:
    plan = load(Plan, plan_id, EDIT)
    form = PlanForm(obj=plan)
    form.offer(find_yardsticks(db.session(), plan.agency_id, plan.year))
    if form.validate_on_submit():
        match_version(plan, form.version.data)
        commands.describe_plan(plan, form.facts())
        return web.done(url_for(".show", plan_id=plan.id), "Đã sửa thông tin kế hoạch.")
    return render_template("plans/edit.html", form=form, plan=plan)


@bp.route("/plans/<int:plan_id>/close", methods=["GET", "POST"])
@requires(CLOSE)
def closing(plan_id: int) -> str | Response:
    plan, form = load(Plan, plan_id, CLOSE), ClosingForm()
    items, later = find_open_items(db.session(), plan.id), later_plan(db.session(), plan)
    if not form.is_submitted():
        form.version.data = plan.version
    form.lay_out(items, find_standing_items(db.session(), later.id) if later else ())
    if form.validate_on_submit():
        match_version(plan, form.version.data)
        commands.decide_items(db.session(), items, form.decisions, on=clock.today())
        commands.close_plan(db.session(), plan)
        return web.done(
            url_for(".show", plan_id=plan.id), f"Đã kết thúc Kế hoạch số {plan.number}."
        )
    return render_template(
        "plans/closing.html", form=form, plan=plan, items=items, later=later, most=MOST_ENDINGS
    )


@bp.post("/plans/<int:plan_id>/reopen")
@requires(CLOSE)
def reopen(plan_id: int) -> Response:
    plan = load(Plan, plan_id, CLOSE)
    commands.reopen_plan(db.session(), plan)
    return web.done(url_for(".show", plan_id=plan.id), "Kế hoạch được theo dõi lại.")
