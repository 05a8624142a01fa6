"""A decision about units is entered; what they hold is shown before."""

from collections.abc import Sequence

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import my_agency, requires
from tracker.access.rules import Can
from tracker.database import db
from tracker.handovers.commands.changes import Reorganisation, reorganise
from tracker.handovers.forms import ChangeForm
from tracker.handovers.queries.holdings import find_holdings
from tracker.handovers.rules import HELD_WORDS
from tracker.handovers.views.blueprint import bp
from tracker.handovers.views.units import ADDRESSES
from tracker.organisation.models import Unit
from tracker.organisation.queries import find_units


@bp.route("/changes/new", methods=["GET", "POST"])
@requires(Can.ORGANISATION_EDIT)
def new_change() -> str | Response:
    session, agency = db.session(), my_agency()
    units = find_units(session, agency.id)
    asked = set(request.args.getlist("unit", type=int))
    form = ChangeForm(today=clock.today(), ending=sorted(asked))
    form.offer(units)
    if form.validate_on_submit():
        wanted = _wanted(form, units)
        reorganise(session, agency, wanted)
        return web.done(_next_page(wanted.ending), "Đã ghi thay đổi tổ chức.")
    chosen = [u for u in units if u.id in set(form.ending.data or ())]
    return render_template(
        "handovers/new_change.html",
        form=form,
        chosen=chosen,
        holdings=find_holdings(session, agency.id, [u.id for u in chosen]),
        words=HELD_WORDS,
        addresses=ADDRESSES,
    )


def _wanted(form: ChangeForm, units: Sequence[Unit]) -> Reorganisation:
    return Reorganisation(
        kind=form.kind.data,
        ending=[u for u in units if u.id in (form.ending.data or ())],
        receivers=[u for u in units if u.id in (form.receivers.data or ())],
        new_names=form.names,
        on=form.changed_on.data or clock.today(),
        document=form.document.data or "",
    )


def _next_page(ended: Sequence[Unit]) -> str:
    if len(ended) == 1:
        return url_for(".unit", unit_id=ended[0].id)
    return url_for(".unreceived")
