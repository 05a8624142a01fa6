"""Several items of a plan changed at once: chosen, seen row by row, made, taken back."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import BadInput, Conflict
from tracker.plans.models import ActionItem, Plan
from tracker.plans.queries import find_items_in_order
from tracker.progress.bulk import DECIDING, BulkKind, facts_words
from tracker.progress.commands.bulk import Author, apply_bulk, plan_steps, seen, undo_bulk
from tracker.progress.forms.bulk import BulkForm
from tracker.progress.models import BulkEdit
from tracker.progress.queries.bulk import find_bulk_edits, find_chosen, is_undone
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.surveys.queries import find_components


@bp.route("/plans/<int:plan_id>/bulk", methods=["GET", "POST"])
@requires(Can.REVIEW)
def bulk(plan_id: int) -> str | Response:
    """The address holds what is chosen; the first post shows the rows, the second changes them."""
    plan, session = load(Plan, plan_id, Can.REVIEW), db.session()
    items = _chosen(plan)
    form, components = BulkForm(), find_components(session, plan.method_id)
    form.offer(_kinds(plan), components)
    steps, wish = [], None
    if form.validate_on_submit():
        wish = form.wish(clock.today())
        steps = plan_steps(session, items, wish, my_judges())
        is_seen = form.seen.data == seen(steps, wish) and not wish.lacks
        if is_seen and not all(step.refusal for step in steps):
            edit = apply_bulk(session, plan, steps, wish, Author(me(), clock.now()))
            return web.done(url_for(".bulk_edit", edit_id=edit.id), "Đã sửa cùng lúc.")
        form.seen.data = seen(steps, wish)
    names = {one.id: one.name for one in components}
    shown = {"wish": wish, "names": names, "words": facts_words, "DECIDING": DECIDING}
    return render_template(
        "progress/bulk.html", plan=plan, items=items, form=form, steps=steps, **shown
    )


@bp.get("/bulk-edits/<int:edit_id>")
@requires(Can.READ)
def bulk_edit(edit_id: int) -> str:
    edit = load(BulkEdit, edit_id, Can.READ, joinedload(BulkEdit.by))
    plan, session = load(Plan, edit.plan_id, Can.READ), db.session()
    names = {one.id: one.name for one in find_components(session, plan.method_id)}
    return render_template(
        "progress/bulk_edit.html",
        edit=edit,
        plan=plan,
        items={item.id: item for item in _items_of(edit)},
        names=names,
        words=facts_words,
        may_undo=_may(edit.kind, plan) and not is_undone(session, edit),
        others=find_bulk_edits(session, plan.id),
    )


@bp.post("/bulk-edits/<int:edit_id>/undo")
@requires(Can.REVIEW)
def bulk_undo(edit_id: int) -> Response:
    edit = load(BulkEdit, edit_id, Can.REVIEW)
    plan, session = load(Plan, edit.plan_id, Can.REVIEW), db.session()
    if not _may(edit.kind, plan):
        raise Conflict("Việc này do người khác có thẩm quyền hoàn tác.")
    author = Author(me(), clock.now())
    back = undo_bulk(session, plan, edit, _items_of(edit), author, my_judges())
    return web.done(url_for(".bulk_edit", edit_id=back.id), "Đã hoàn tác.")


def _chosen(plan: Plan) -> Sequence[ActionItem]:
    """The items that the address names, in the order of the plan."""
    items = find_chosen(db.session(), plan.id, request.args.getlist("item", type=int))
    if not items:
        raise BadInput("Chưa chọn nhiệm vụ nào. Đánh dấu các nhiệm vụ ở trang Kế hoạch.")
    return items


def _kinds(plan: Plan) -> list[BulkKind]:
    return [kind for kind in BulkKind if _may(kind, plan)]


def _may(kind: BulkKind, plan: Plan) -> bool:
    """Directors decide; the Office puts right what the paper does not fix."""
    return may(Can.PLAN_CLOSE_ITEM if kind in DECIDING else Can.PLAN_EDIT, plan)


def _items_of(edit: BulkEdit) -> Sequence[ActionItem]:
    return find_items_in_order(db.session(), [line["item_id"] for line in edit.lines])
