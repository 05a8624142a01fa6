"""Changing a signed plan by a document, its own facts, and closing it."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.organisation.queries import find_units
from tracker.plans import commands
from tracker.plans.forms.items import ClosingForm, NewItemForm, PlanForm, as_it_stands
from tracker.plans.models import Plan
from tracker.plans.queries import find_amendments, find_open_items, find_yardsticks, get_item
from tracker.plans.views.blueprint import bp
from tracker.surveys.queries import find_components

EDIT = Can.PLAN_EDIT
CLOSE = Can.PLAN_CLOSE_ITEM


@bp.route("/plans/<int:plan_id>/items/new", methods=["GET", "POST"])
@requires(EDIT)
def item_new(plan_id: int) -> str | Response:
    plan, agency, session = load(Plan, plan_id, EDIT), my_agency(), db.session()
    old = get_item(session, agency.id, request.args.get("replaces", 0, type=int))
    form = NewItemForm(data=as_it_stands(old) if old else None)
    components = find_components(session, plan.method_id)
    form.offer(find_units(session, agency.id), components, find_open_items(session, plan.id))
    if form.validate_on_submit():
        item = commands.add_item(db.session(), agency, plan, form.item(), form.basis())
        said = f"Đã bổ sung nhiệm vụ {item.position}; phụ lục ban đầu giữ nguyên."
        return web.done(url_for(".item", item_id=item.id), said)
    return render_template("plans/item_new.html", form=form, plan=plan)


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
    documents = find_amendments(db.session(), plan.id)
    return render_template("plans/edit.html", form=form, plan=plan, documents=documents)


@bp.route("/plans/<int:plan_id>/close", methods=["GET", "POST"])
@requires(CLOSE)
def closing(plan_id: int) -> str | Response:
    plan, form = load(Plan, plan_id, CLOSE), ClosingForm()
    items = find_open_items(db.session(), plan.id)
    if not form.is_submitted():
        form.version.data = plan.version
    form.lay_out(items)
    if form.validate_on_submit():
        match_version(plan, form.version.data)
        commands.decide_items(db.session(), items, form.decisions, on=clock.today())
        commands.close_plan(db.session(), plan)
        return web.done(
            url_for(".show", plan_id=plan.id), f"Đã kết thúc Kế hoạch số {plan.number}."
        )
    return render_template("plans/closing.html", form=form, plan=plan, items=items)


@bp.post("/plans/<int:plan_id>/reopen")
@requires(CLOSE)
def reopen(plan_id: int) -> Response:
    plan = load(Plan, plan_id, CLOSE)
    commands.reopen_plan(db.session(), plan)
    return web.done(url_for(".show", plan_id=plan.id), "Kế hoạch được theo dõi lại.")
