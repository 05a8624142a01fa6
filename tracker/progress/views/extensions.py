"""More time: asked for an item or an order, decided by a director or recorded for one."""

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, my_agency, requires
from tracker.access.queries import find_directors
from tracker.access.rules import Can
from tracker.database import db
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.progress import commands
from tracker.progress.commands import Grant
from tracker.progress.forms.asks import ExtensionForm
from tracker.progress.forms.orders import DecideExtensionForm, RecordedExtensionForm
from tracker.progress.models import Extension, ExtensionDecision, Order
from tracker.progress.queries.asks import count_granted, extension_limit, whole_extension
from tracker.progress.rules import check_director
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files
from tracker.progress.views.reporting import my_unit
from tracker.progress.views.returning import way_back
from tracker.vietnamese import short_date


@bp.route("/items/<int:item_id>/extensions/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def extend_item(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_ASK, *whole_item())
    return _ask(item, my_unit(item))


@bp.route("/orders/<int:order_id>/extensions/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def extend_order(order_id: int) -> str | Response:
    order = load(Order, order_id, Can.PROGRESS_ASK, joinedload(Order.item), joinedload(Order.unit))
    return _ask(order, order.unit_id)


@bp.route("/extensions/<int:extension_id>", methods=["GET", "POST"])
@requires(Can.REVIEW)
def extension(extension_id: int) -> str | Response:
    """A director decides; the Office records a decision for one."""
    asked = load(Extension, extension_id, Can.REVIEW, *whole_extension())
    is_own = may(Can.PROGRESS_DECIDE) and "record" not in request.args
    form = DecideExtensionForm() if is_own else _recording_form()
    if form.validate_on_submit():
        return _decide(asked, form)
    return render_template(
        "progress/extension.html", asked=asked, form=form, is_own=is_own, judges=my_judges()
    )


@bp.post("/extensions/<int:extension_id>/grant")
@requires(Can.PROGRESS_DECIDE)
def grant(extension_id: int) -> Response:
    """One tap: as asked."""
    asked = load(Extension, extension_id, Can.PROGRESS_DECIDE, *whole_extension())
    check_director(my_judges().of(asked.unit_id))
    commands.decide_extension(
        db.session(), asked, Grant(asked.asked_to), by_id=me().id, at=clock.now()
    )
    said = f"Đã đồng ý gia hạn đến {short_date(asked.asked_to)}. Thời hạn đầu được giữ lại."
    return web.done(way_back(url_for(".orders")), said)


@bp.post("/extension-decisions/<int:decision_id>/affirm")
@requires(Can.PROGRESS_DECIDE)
def affirm_extension(decision_id: int) -> Response:
    decision = load(ExtensionDecision, decision_id, Can.PROGRESS_DECIDE)
    commands.affirm_extension(decision, by=me(), at=clock.now())
    return web.done(way_back(url_for(".orders")), "Đã xác nhận nội dung Văn phòng ghi thay.")


def _ask(thing: ActionItem | Order, unit_id: int) -> str | Response:
    form = ExtensionForm()
    if form.validate_on_submit() and form.asked_to.data:
        draft = form.draft(form.asked_to.data)
        commands.ask_extension(db.session(), thing, unit_id, draft, author=me(), at=clock.now())
        said = f"Đã gửi đề nghị gia hạn đến {short_date(draft.asked_to)}."
        return web.done(way_back(url_for(".unit")), said)
    granted = count_granted(db.session(), thing)
    return render_template(
        "progress/extend.html",
        form=form,
        item=thing if isinstance(thing, ActionItem) else thing.item,
        order=thing if isinstance(thing, Order) else None,
        due_on=thing.due_on,
        granted=granted,
        is_over=granted >= extension_limit(db.session(), thing),
    )


def _recording_form() -> RecordedExtensionForm:
    form = RecordedExtensionForm(data={"given_on": clock.today()})
    form.offer_directors(find_directors(db.session(), my_agency().id))
    return form


def _decide(asked: Extension, form: DecideExtensionForm) -> Response:
    days = {"yes": asked.asked_to, "other": form.to_on.data, "no": None}
    decided = Grant(days[form.answer.data], form.note.data or "")
    recorded, by_id, at = None, me().id, clock.now()
    if isinstance(form, RecordedExtensionForm):
        photo = keep_files([form.photo.data] if form.photo.data else [], at)
        recorded, by_id = form.recorded(me(), next(iter(photo), None)), form.director.data
    else:
        check_director(my_judges().of(asked.unit_id))
    commands.decide_extension(db.session(), asked, decided, by_id=by_id, at=at, recorded=recorded)
    said = "Đã ghi quyết định không đồng ý gia hạn."
    if decided.to_on is not None:
        said = f"Đã gia hạn đến {short_date(decided.to_on)}. Thời hạn đầu được giữ lại."
    return web.done(way_back(url_for(".orders")), said)
