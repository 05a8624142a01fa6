"""What a unit holds and who takes it over; what has nobody yet."""

from collections.abc import Sequence

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.guard import load, me, mine, my_agency, requires
from tracker.access.models import Person
from tracker.access.rules import Can, may_manage
from tracker.database import db
from tracker.errors import Refusal
from tracker.handovers.commands.handing import Handing, hand_over
from tracker.handovers.forms import HandOverForm, hand_over_form
from tracker.handovers.queries.holdings import find_holdings, find_unreceived
from tracker.handovers.rules import FOLLOWS, HELD_WORDS, Holding
from tracker.handovers.views.blueprint import bp
from tracker.organisation.models import Unit, UnitChange
from tracker.organisation.queries import find_changes, find_handovers, find_units
from tracker.organisation.rules import ChangeKind, Held

EDIT = Can.ORGANISATION_EDIT
# The page that shows a thing, and what its address calls the id.
ADDRESSES = {
    Held.LEAD: ("plans.item", "item_id"),
    Held.PARTNER: ("plans.item", "item_id"),
    Held.ORDER: ("plans.item", "item_id"),
    Held.COORDINATION: ("plans.item", "item_id"),
    Held.ASKED: ("plans.item", "item_id"),
    Held.OBSTACLE: ("plans.item", "item_id"),
    Held.EXTENSION: ("progress.extension", "extension_id"),
    Held.REQUEST: ("progress.show_request", "request_id"),
    Held.QUOTA: ("surveys.show", "round_id"),
    Held.HAND_IN: ("surveys.show", "round_id"),
    Held.GROUP: ("organisation.group", "group_id"),
    Held.OVERSIGHT: ("access.person", "person_id"),
    Held.PERSON: ("access.person", "person_id"),
}


@bp.get("/")
@requires(Can.READ)
def unreceived() -> str:
    session, agency = db.session(), my_agency()
    units = {u.id: u for u in find_units(session, agency.id, active_only=False)}
    holdings = find_unreceived(session, agency.id)
    by_unit: dict[Unit, list[Holding]] = {}
    for holding in holdings:
        by_unit.setdefault(units[holding.unit_id], []).append(holding)
    return render_template(
        "handovers/unreceived.html", by_unit=by_unit, words=HELD_WORDS, addresses=ADDRESSES
    )


@bp.get("/units/<int:unit_id>")
@requires(Can.READ)
def unit(unit_id: int) -> str:
    unit = load(Unit, unit_id, Can.READ)
    return _page(unit, _ending(unit), None)


@bp.post("/units/<int:unit_id>")
@requires(EDIT)
def hand(unit_id: int) -> str | Response:
    unit = load(Unit, unit_id, EDIT)
    change = _ending(unit)
    if change is None:
        raise Refusal("Đơn vị đang hoạt động nên chưa bàn giao. Ghi thay đổi tổ chức trước.")
    asked = _asked(_holdings(unit))
    form = hand_over_form(asked, _receivers(unit, change))
    if not form.validate_on_submit():
        return _page(unit, change, form)
    handing = Handing(change.changed_on, change.document, me())
    moved = hand_over(db.session(), my_agency(), form.chosen(asked), handing)
    return web.done(url_for(".unit", unit_id=unit.id), f"Đã bàn giao {moved:02d} việc.")


def _page(unit: Unit, change: UnitChange | None, form: HandOverForm | None) -> str:
    session, holdings = db.session(), _holdings(unit)
    likely_id = change.receiver_id if change else None
    return render_template(
        "handovers/unit.html",
        unit=unit,
        change=change,
        holdings=holdings,
        form=form or hand_over_form(_asked(holdings), _receivers(unit, change), likely_id),
        names={u.id: u.name for u in find_units(session, unit.agency_id, active_only=False)},
        done=find_handovers(session, unit.id),
        words=HELD_WORDS,
        follows=FOLLOWS,
        addresses=ADDRESSES,
    )


def _holdings(unit: Unit) -> list[Holding]:
    return find_holdings(db.session(), unit.agency_id, [unit.id])


def _asked(holdings: Sequence[Holding]) -> list[Holding]:
    """The rows whose receiver the person looking may choose: accounts as GRANTABLE says."""
    ids = [h.link_id for h in holdings if h.thing is Held.PERSON]
    people = db.session.scalars(mine(Person).where(Person.id.in_(ids)))
    managed = {person.id for person in people if may_manage(me(), person)}
    return [
        holding
        for holding in holdings
        if holding.needs_receiver
        and (holding.thing is not Held.PERSON or holding.link_id in managed)
    ]


def _ending(unit: Unit) -> UnitChange | None:
    """The decision that ended the unit; None while it is in use."""
    changes = find_changes(db.session(), unit.id)
    ended = (c for c in changes if c.unit_id == unit.id and c.kind is not ChangeKind.RENAMED)
    return None if unit.is_active else next(ended, None)


def _receivers(unit: Unit, change: UnitChange | None) -> list[Unit]:
    """The units in use, the receiver of the decision first."""
    units = [u for u in find_units(db.session(), unit.agency_id) if u.id != unit.id]
    first = change.receiver_id if change else None
    return sorted(units, key=lambda u: u.id != first)
