"""Decisions about an item, a director's or recorded for one: pause, drop, close, another lead."""

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, may, me, my_agency, requires
from tracker.access.queries import find_directors
from tracker.access.rules import Can
from tracker.database import db, match_version
from tracker.errors import Refusal
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import whole_item
from tracker.plans.rules import WORDS
from tracker.progress import commands
from tracker.progress.commands import ItemAction, ItemDecision
from tracker.progress.forms.asks import DecideItemForm
from tracker.progress.forms.orders import RecordedDecideItemForm, RecordFields
from tracker.progress.rules import check_director
from tracker.progress.views.blueprint import bp
from tracker.progress.views.confirming import my_judges
from tracker.progress.views.files import keep_files
from tracker.progress.views.returning import way_back


@bp.route("/items/<int:item_id>/decide", methods=["GET", "POST"])
@requires(Can.REVIEW)
def decide_item(item_id: int) -> str | Response:
    """A director decides; the Office records a decision for one."""
    item = load(ActionItem, item_id, Can.REVIEW, *whole_item())
    if item.has_ended:
        raise Refusal(f"Nhiệm vụ đã kết thúc: {WORDS[item.progress].lower()}.")
    is_own = may(Can.PLAN_CLOSE_ITEM, item) and "record" not in request.args
    form = _form(item, is_own=is_own)
    if form.validate_on_submit():
        match_version(item, form.version.data)
        if is_own:
            for line in item.leads:
                check_director(my_judges().of(line.unit_id or 0))
        commands.decide_item(db.session(), item, _decision(form))
        if isinstance(form, RecordedDecideItemForm):
            _record(form, item)
        return web.done(way_back(url_for("plans.item", item_id=item.id)), "Đã ghi quyết định.")
    return render_template("progress/decide_item.html", form=form, item=item, is_own=is_own)


def _form(item: ActionItem, *, is_own: bool) -> DecideItemForm:
    session, today = db.session(), clock.today()
    known = {"on": today, "given_on": today, "version": item.version}
    form = DecideItemForm(data=known) if is_own else RecordedDecideItemForm(data=known)
    form.offer(item, find_units(session, my_agency().id))
    if isinstance(form, RecordFields):
        form.offer_directors(find_directors(session, my_agency().id))
    return form


def _decision(form: DecideItemForm) -> ItemDecision:
    on = form.on.data or clock.today()
    if on > clock.today():
        raise Refusal("Ngày của quyết định không thể sau hôm nay.")
    return ItemDecision(
        action=ItemAction(form.action.data),
        on=on,
        reason=form.reason.data or "",
        from_unit_id=form.from_unit.data or 0,
        to_unit_id=form.to_unit.data or 0,
    )


def _record(form: RecordedDecideItemForm, item: ActionItem) -> None:
    at, session = clock.now(), db.session()
    photo = keep_files([form.photo.data] if form.photo.data else [], at)
    recorded = form.recorded(me(), next(iter(photo), None))
    said = ": ".join(filter(None, (form.words, form.reason.data)))
    commands.record_decision(
        session, item, said, by_id=form.director.data, at=at, recorded=recorded
    )
