"""A director's decisions about an item: pause, resume, drop, close, another lead."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.plans.rules import ENDED, WORDS
from tracker.progress import commands
from tracker.progress.commands import ItemAction, ItemDecision
from tracker.progress.forms.asks import DecideItemForm
from tracker.progress.rules import check_director
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.returning import way_back


@bp.route("/items/<int:item_id>/decide", methods=["GET", "POST"])
@requires(Can.PLAN_CLOSE_ITEM)
def decide_item(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PLAN_CLOSE_ITEM, *whole_item())
    if item.progress in ENDED:
        raise Refusal(f"Nhiệm vụ đã kết thúc: {WORDS[item.progress].lower()}.")
    form = DecideItemForm(data={"on": clock.today(), "version": item.version})
    form.offer(item, find_units(db.session(), my_agency().id))
    if form.validate_on_submit():
        match_version(item, form.version.data)
        for line in item.leads:
            check_director(my_judges().of(line.unit_id or 0))
        commands.decide_item(db.session(), item, _decision(form))
        return web.done(way_back(url_for("plans.item", item_id=item.id)), "Đã ghi quyết định.")
    return render_template("progress/decide_item.html", form=form, item=item)


def _decision(form: DecideItemForm) -> ItemDecision:
    return ItemDecision(
        action=ItemAction(form.action.data),
        on=form.on.data or clock.today(),
        reason=form.reason.data or "",
        from_unit_id=form.from_unit.data or 0,
        to_unit_id=form.to_unit.data or 0,
    )
