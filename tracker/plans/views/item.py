"""The page of one item, and what the Office puts right on it."""

from flask import abort, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import insist, load, may, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.organisation.queries import working_calendar
from tracker.plans import commands
from tracker.plans.forms.deadlines import DeadlineForm
from tracker.plans.forms.items import AttachForm, EventForm, ItemForm
from tracker.plans.importing.kept import deadline_of
from tracker.plans.models import ActionItem, ItemComponent, ItemUnit
from tracker.plans.queries import get_item
from tracker.plans.views.blueprint import bp
from tracker.plans.views.gathering_item import gather_item
from tracker.progress.forms.reporting import for_desk
from tracker.progress.queries.desk import Asker, Desk, find_desk
from tracker.progress.queries.states import find_sents
from tracker.surveys.queries import find_components

EDIT = Can.PLAN_EDIT


@bp.get("/items/<int:item_id>")
@requires(Can.READ)
def item(item_id: int) -> str:
    row = whole_item(item_id, Can.READ)
    attach, desk = AttachForm(), _desk(row)
    attach.offer(find_components(db.session(), row.plan.method_id), row)
    return render_template(
        "plans/item.html",
        page=gather_item(db.session(), my_agency(), row, clock.today()),
        kind=request.args.get("dien-bien", ""),
        attach=attach,
        event=EventForm(obj=row),
        desk=desk,
        form=for_desk(desk, posted=False) if desk else None,
        own_units=_own_units(row),
    )


@bp.route("/items/<int:item_id>/edit", methods=["GET", "POST"])
@requires(EDIT)
def item_edit(item_id: int) -> str | Response:
    row, form = whole_item(item_id, EDIT), ItemForm()
    if not form.is_submitted():
        form.process(obj=row)
    form.lay_out(row)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        commands.describe_item(row, form.note.data or "", form.wanted, form.criteria.data or "")
        return web.done(url_for(".item", item_id=row.id), "Đã sửa nhiệm vụ.")
    return render_template("plans/item_edit.html", form=form, item=row)


@bp.route("/items/<int:item_id>/deadline", methods=["GET", "POST"])
@requires(EDIT)
def item_deadline(item_id: int) -> str | Response:
    row = whole_item(item_id, EDIT)
    read = deadline_of(row.deadline)
    form = DeadlineForm(obj=read, version=row.version)
    if form.validate_on_submit():
        match_version(row, form.version.data)
        if find_sents(db.session(), [row.id]):
            raise Refusal("Đã có báo cáo theo thời hạn này nên không đổi cách hiểu được nữa.")
        deadline = form.deadline(row.deadline_text, read)
        commands.understand_deadline(db.session(), my_agency(), row, deadline)
        return web.done(url_for(".item", item_id=row.id), "Đã ghi cách hiểu thời hạn.")
    return render_template("plans/item_deadline.html", form=form, item=row, read=read)


@bp.post("/items/<int:item_id>/event")
@requires(EDIT)
def item_event(item_id: int) -> Response:
    row, form = whole_item(item_id, EDIT), EventForm()
    if not form.validate_on_submit() or form.event_on.data is None:
        abort(400, "Nhập ngày xảy ra sự kiện: ngày/tháng/năm, ví dụ 06/7/2021.")
    match_version(row, form.version.data)
    calendar = working_calendar(db.session(), row.agency_id)
    commands.enter_event(db.session(), row, form.event_on.data, calendar=calendar)
    return web.done(url_for(".item", item_id=row.id), "Đã ghi ngày sự kiện; thời hạn được tính.")


@bp.post("/items/<int:item_id>/indices")
@requires(EDIT)
def item_attach(item_id: int) -> Response:
    row, form = whole_item(item_id, EDIT), AttachForm()
    form.offer(find_components(db.session(), row.plan.method_id), row)
    if not form.validate_on_submit() or form.component_id.data is None:
        abort(400, "Chọn một chỉ số trong danh sách rồi gắn lại.")
    commands.attach_component(db.session(), row, form.component_id.data)
    return web.done(url_for(".item", item_id=row.id), "Đã gắn thêm chỉ số, ngoài phụ lục.")


@bp.post("/item-indices/<int:link_id>/detach")
@requires(EDIT)
def item_detach(link_id: int) -> Response:
    link = load(ItemComponent, link_id, EDIT)
    commands.detach_component(db.session(), link)
    return web.done(url_for(".item", item_id=link.item_id), "Đã bỏ chỉ số gắn thêm.")


def _own_units(row: ActionItem) -> list[ItemUnit]:
    """The lines of the units for which the signed-in person reports."""
    own = [u for u in row.leads if u.owes and u.unit_id in me().unit_ids]
    return own if may(Can.PROGRESS_REPORT, row) else []


def _desk(row: ActionItem) -> Desk | None:
    """What the report form of the asked or first own unit shows; None where nothing is owed."""
    own = [u.unit_id for u in _own_units(row)]
    asked = request.args.get("unit", type=int)
    unit_id = asked if asked in own else next(iter(own), None)
    if unit_id is None:
        return None
    asker = Asker(me(), unit_id, request.args.get("period", ""))
    return find_desk(db.session(), my_agency(), row, asker, clock.today())


def whole_item(item_id: int, wish: Can) -> ActionItem:
    """An item of one's own agency with all its page needs, after `insist`; else 404."""
    row = get_item(db.session(), me().agency_id, item_id)
    if row is None:
        abort(404)
    insist(wish, row)
    return row
