"""Orders: the register, giving one, answering it, accepting or returning the answer."""

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.listed import send_list
from tracker.progress import commands
from tracker.progress.commands import Proves
from tracker.progress.forms.orders import AnswerForm, ReasonForm
from tracker.progress.lists import ORDERS
from tracker.progress.models import Order, OrderAnswer
from tracker.progress.queries.register import OrderFilter, order_register
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files
from tracker.progress.views.giving import new_order_form, save_order
from tracker.progress.views.returning import way_back

_PARTS = (joinedload(Order.item), joinedload(Order.unit), joinedload(Order.given_by))


@bp.get("/orders")
@requires(Can.READ)
def orders() -> str:
    wanted = OrderFilter.of(request.args)
    found = order_register(db.session(), my_agency(), wanted, clock.today())
    return render_template("progress/orders.html", found=found, wanted=wanted, judges=my_judges())


@bp.get("/orders.<any(xlsx,csv):kind>")
@requires(Can.READ)
def orders_list(kind: str) -> Response:
    wanted = OrderFilter.of(request.args)
    found = order_register(db.session(), my_agency(), wanted, clock.today(), most=None)
    return send_list(kind, "Sổ theo dõi kết luận, chỉ đạo", ORDERS, found)


@bp.route("/orders/new", methods=["GET", "POST"])
@requires(Can.REVIEW)
def new_order() -> str | Response:
    """A director gives it; the Office records it for one (its own mark stands on it)."""
    is_own = may(Can.ORDER_GIVE) and "record" not in request.args
    form = new_order_form(is_own=is_own)
    if form.validate_on_submit():
        order = save_order(form, is_own=is_own)
        said = f"Đã gửi ý kiến chỉ đạo đến {order.unit.name}."
        return web.done(way_back(url_for(".orders")), said)
    return render_template("progress/new_order.html", form=form, is_own=is_own)


@bp.route("/orders/<int:order_id>/answer", methods=["GET", "POST"])
@requires(Can.ORDER_ANSWER)
def answer_order(order_id: int) -> str | Response:
    order = load(Order, order_id, Can.ORDER_ANSWER, *_PARTS)
    form = AnswerForm(data={"done": request.args.get("done", "yes")})
    if form.validate_on_submit():
        at, session = clock.now(), db.session()
        text = form.text.data or ""
        commands.answer_order(session, order, text, is_done=form.is_done, author=me(), at=at)
        to = Proves(order.agency_id, order.item_id, order_id=order.id)
        commands.attach(session, to, form.evidence(keep_files(form.files.data, at)), at)
        said = "Đã báo cáo kết quả thực hiện." if form.is_done else "Đã gửi giải trình."
        return web.done(way_back(url_for(".unit")), said)
    return render_template("progress/answer_order.html", order=order, form=form)


@bp.post("/orders/<int:order_id>/close")
@requires(Can.PROGRESS_CONFIRM)
def close_order(order_id: int) -> Response:
    order = load(Order, order_id, Can.PROGRESS_CONFIRM)
    commands.close_order(order, by=me(), at=clock.now())
    return web.done(way_back(url_for(".orders")), "Đã kết thúc theo dõi việc này.")


@bp.route("/orders/<int:order_id>/return", methods=["GET", "POST"])
@requires(Can.PROGRESS_CONFIRM)
def return_order(order_id: int) -> str | Response:
    last = selectinload(Order.answers).joinedload(OrderAnswer.author)
    order = load(Order, order_id, Can.PROGRESS_CONFIRM, *_PARTS, last)
    form = ReasonForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        commands.return_order(db.session(), order, reason, by=me(), at=clock.now())
        return web.done(way_back(url_for(".orders")), "Đã trả lại kết quả để thực hiện tiếp.")
    return render_template("progress/return_order.html", order=order, form=form)


@bp.post("/orders/<int:order_id>/affirm")
@requires(Can.ORDER_GIVE)
def affirm_order(order_id: int) -> Response:
    order = load(Order, order_id, Can.ORDER_GIVE)
    commands.affirm_order(order, by=me(), at=clock.now())
    return web.done(way_back(url_for(".orders")), "Đã xác nhận nội dung Văn phòng ghi thay.")
