"""Filling and saving the form of an order: a director's own, or recorded for one."""

from flask import abort, request

from tracker import clock
from tracker.access.guard import insist, me, my_agency
from tracker.access.queries import find_directors
from tracker.access.rules import Can
from tracker.database import db
from tracker.organisation.models import Unit
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items, running_plan
from tracker.plans.rules import Progress
from tracker.progress import commands
from tracker.progress.forms.orders import OrderForm, RecordedOrderForm, RecordFields
from tracker.progress.models import Order
from tracker.progress.rules import OrderKind, check_director
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files


def new_order_form(*, is_own: bool) -> OrderForm:
    """The form as the address opens it: ?item=, ?unit=, ?kind=explanation."""
    items = _items()
    item = next((i for i in items if i.id == request.args.get("item", type=int)), None)
    first = item.leads[0].unit_id if item and item.leads else None
    known = {
        "item": item.id if item else 0,
        "unit": request.args.get("unit", type=int) or first,
        "kind": _kind(),
        "given_on": clock.today(),
    }
    form = OrderForm(data=known) if is_own else RecordedOrderForm(data=known)
    form.offer(find_units(db.session(), my_agency().id), items)
    if isinstance(form, RecordFields):
        form.offer_directors(find_directors(db.session(), my_agency().id))
    return form


def save_order(form: OrderForm, *, is_own: bool) -> Order:
    """Give or record what was typed. Call after validation has passed."""
    session, at, terms = db.session(), clock.now(), form.terms()
    unit = session.get(Unit, terms.unit_id) or abort(404)
    insist(Can.REVIEW, unit)
    if is_own:
        check_director(my_judges().of(unit.id))
        order = commands.give_order(session, unit.agency_id, terms, by_id=me().id, at=at)
    else:
        order = _record(form, terms, unit.agency_id)
    session.refresh(order, ["unit"])
    return order


def _record(form: OrderForm, terms: commands.OrderTerms, agency_id: int) -> Order:
    if not isinstance(form, RecordedOrderForm):
        raise TypeError("An order is recorded from the form that asks for its source.")
    photo = keep_files([form.photo.data] if form.photo.data else [], clock.now())
    recorded = form.recorded(me(), next(iter(photo), None))
    return commands.give_order(
        db.session(),
        agency_id,
        terms,
        by_id=form.director.data,
        at=clock.now(),
        recorded=recorded,
    )


def _items() -> list[ActionItem]:
    plan = running_plan(db.session(), my_agency().id)
    wanted = ItemFilter(my_agency().id, plan_id=plan.id) if plan else None
    found = find_items(db.session(), wanted) if wanted else ()
    return [item for item in found if item.progress is not Progress.DROPPED]


def _kind() -> OrderKind:
    asked = request.args.get("kind", "")
    return OrderKind.EXPLANATION if asked == OrderKind.EXPLANATION else OrderKind.DIRECTIVE
