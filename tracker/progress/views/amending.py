"""Recording what a document changes of a signed plan: its lines reworded, dropped, renumbered."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.organisation.queries import find_units
from tracker.plans.commands import Amended, Changes
from tracker.plans.forms.amending import RenumberForm, WordingForm, as_it_stands, as_recorded
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import find_standing_items, whole_item
from tracker.plans.views.amending import begun_with, keep_basis
from tracker.progress import commands
from tracker.progress.views.blueprint import bp
from tracker.surveys.queries import find_components

EDIT = Can.PLAN_EDIT


@bp.route("/items/<int:item_id>/change", methods=["GET", "POST"])
@requires(EDIT)
def change_item(item_id: int) -> str | Response:
    """A line of the appendix in its new words."""
    item = load(ActionItem, item_id, EDIT, *whole_item())
    _check_open(item)
    known = as_it_stands(item) | as_recorded(begun_with(item.plan))
    form = WordingForm(data=known, version=item.version)
    components = find_components(db.session(), item.plan.method_id)
    form.offer(find_units(db.session(), item.agency_id), components)
    if form.validate_on_submit():
        match_version(item, form.version.data)
        amended = _amend(item.plan, Changes(changed={item.id: form.wording(item)}), form)
        said = f"Đã sửa đổi nhiệm vụ {item.position} theo {amended.amendment.document}."
        return web.done(url_for("plans.item", item_id=item.id), said)
    return render_template("plans/item_new.html", form=form, plan=item.plan, item=item)


@bp.route("/plans/<int:plan_id>/amendments/new", methods=["GET", "POST"])
@requires(EDIT)
def renumber(plan_id: int) -> str | Response:
    """Lines dropped, and numbers given anew."""
    plan = load(Plan, plan_id, EDIT)
    items = find_standing_items(db.session(), plan.id)
    form = RenumberForm(data=as_recorded(begun_with(plan)), version=plan.version)
    form.lay_out(items)
    if form.validate_on_submit():
        amended = _amend(plan, form.changes(), form)
        said = f"Đã ghi {amended.count} thay đổi theo {amended.amendment.document}."
        return web.done(url_for("plans.amendments", plan_id=plan.id), said)
    by_id = {item.id: item for item in items}
    return render_template("plans/renumber.html", form=form, plan=plan, items=by_id)


def _amend(plan: Plan, changes: Changes, form: WordingForm | RenumberForm) -> Amended:
    basis = keep_basis(form)
    return commands.amend(db.session(), my_agency(), plan, changes, basis, today=clock.today())


def _check_open(item: ActionItem) -> None:
    if item.has_ended:
        raise Refusal(f"Nhiệm vụ {item.position} đã kết thúc theo dõi nên không sửa đổi được.")
