"""Requests to partners: asked, answered, or answered for a partner without an account."""

from flask import render_template, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.forms import unit_choices
from tracker.organisation.queries import find_units
from tracker.plans.models import ActionItem
from tracker.plans.queries import find_units_with_accounts, whole_item
from tracker.progress import commands
from tracker.progress.commands import Proves
from tracker.progress.forms.asks import CoordinationAnswerForm, CoordinationForm
from tracker.progress.models import Coordination
from tracker.progress.views.blueprint import bp
from tracker.progress.views.files import keep_files
from tracker.progress.views.reporting import my_unit
from tracker.progress.views.returning import way_back

_PARTS = (
    joinedload(Coordination.item),
    joinedload(Coordination.unit),
    joinedload(Coordination.asking_unit),
)


@bp.route("/items/<int:item_id>/coordinations/new", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def new_coordination(item_id: int) -> str | Response:
    item = load(ActionItem, item_id, Can.PROGRESS_ASK, *whole_item())
    session, unit_id = db.session(), my_unit(item)
    form = _offer(item, unit_id)
    if form.validate_on_submit() and form.due_on.data:
        known = find_units_with_accounts(session, [form.unit.data])
        if not form.wants_letter(known):
            wish = form.wish(form.due_on.data)
            commands.ask_coordination(session, item, unit_id, wish, author=me(), at=clock.now())
            return web.done(way_back(url_for(".unit")), "Đã gửi đề nghị phối hợp.")
    return render_template("progress/new_coordination.html", form=form, item=item)


@bp.route("/coordinations/<int:coordination_id>/answer", methods=["GET", "POST"])
@requires(Can.PROGRESS_ASK)
def answer_coordination(coordination_id: int) -> str | Response:
    row = load(Coordination, coordination_id, Can.PROGRESS_ASK, *_PARTS)
    if row.unit_id not in me().unit_ids and find_units_with_accounts(db.session(), [row.unit_id]):
        raise Refusal(f"{row.unit.name} có tài khoản nên tự trả lời đề nghị này.")
    form = CoordinationAnswerForm()
    if form.validate_on_submit():
        at, session = clock.now(), db.session()
        text, letter = form.text.data or "", form.letter.data or ""
        commands.answer_coordination(session, row, text, letter=letter, author=me(), at=at)
        to = Proves(row.agency_id, row.item_id, coordination_id=row.id)
        commands.attach(session, to, form.evidence(keep_files(form.files.data, at)), at)
        return web.done(way_back(url_for(".unit")), "Đã ghi nội dung trả lời.")
    return render_template("progress/answer_coordination.html", form=form, row=row)


def _offer(item: ActionItem, unit_id: int) -> CoordinationForm:
    """The form with the item's partners first; the only one stands there already."""
    form = CoordinationForm()
    partners = [line.unit for line in item.partners if line.unit]
    others = [u for u in find_units(db.session(), my_agency().id) if u.id != unit_id]
    offered = [*partners, *(u for u in others if u not in partners)]
    form.unit.choices = unit_choices(offered, "" if len(partners) == 1 else "Chọn đơn vị")
    return form
