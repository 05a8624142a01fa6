"""Places of people in units, who is in charge of a unit, delegation between directors."""

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access import commands
from tracker.access.forms.people import DelegationForm, LeaveForm, OversightForm, PlaceForm
from tracker.access.guard import load, my_agency, requires
from tracker.access.models import Delegation, Membership, Person
from tracker.access.queries import find_delegations, find_directors, find_overseer, has_others
from tracker.access.rules import Can
from tracker.access.views.blueprint import bp
from tracker.access.views.people import managed
from tracker.database import db
from tracker.organisation.forms import unit_choices
from tracker.organisation.models import Unit
from tracker.organisation.queries import find_units

PEOPLE = Can.ACCESS_PEOPLE


@bp.route("/people/<int:person_id>/places/new", methods=["GET", "POST"])
@requires(PEOPLE)
def new_place(person_id: int) -> str | Response:
    someone, agency = managed(person_id), my_agency()
    form = PlaceForm(today=clock.today(), title=someone.title)
    form.unit_id.choices = unit_choices(
        find_units(db.session(), agency.id), f"Không thuộc đơn vị ({agency.profile.leaders})"
    )
    if form.validate_on_submit():
        _take_place(someone, form)
        return web.done(url_for(".person", person_id=someone.id), "Đã ghi nơi công tác.")
    return render_template("access/place_new.html", form=form, person=someone)


@bp.route("/people/places/<int:place_id>/end", methods=["GET", "POST"])
@requires(PEOPLE)
def end_place(place_id: int) -> str | Response:
    place = load(Membership, place_id, PEOPLE)
    someone, form = managed(place.person_id), LeaveForm(today=clock.today())
    if form.validate_on_submit() and form.ended_on.data:
        commands.leave_unit(db.session(), place, form.ended_on.data)
        return web.done(url_for(".person", person_id=someone.id), "Đã ghi kết thúc công tác.")
    is_last = place.unit_id and not has_others(db.session(), place.unit_id, someone.id)
    return render_template("access/place_end.html", form=form, person=someone, is_last=is_last)


@bp.route("/people/oversight/<int:unit_id>", methods=["GET", "POST"])
@requires(PEOPLE)
def oversee_unit(unit_id: int) -> str | Response:
    unit, session = load(Unit, unit_id, PEOPLE), db.session()
    present = find_overseer(session, unit.id, clock.today())
    form = OversightForm(today=clock.today(), person_id=present.id if present else None)
    form.offer(find_directors(session, unit.agency_id))
    if form.validate_on_submit():
        person_id, since = form.person_id.data, form.since.data
        commands.oversee(session, unit.agency_id, person_id, unit.id, since)
        said = f"Đã ghi phân công phụ trách {unit.name}."
        return web.done(url_for("organisation.unit", unit_id=unit.id), said)
    return render_template("access/oversight.html", form=form, unit=unit)


@bp.route("/people/delegations", methods=["GET", "POST"])
@requires(PEOPLE)
def delegations() -> str | Response:
    session, form = db.session(), DelegationForm()
    form.offer(find_directors(session, my_agency().id))
    if form.validate_on_submit() and form.start.data and form.end.data:
        giver = load(Person, form.from_id.data, PEOPLE)
        taker = load(Person, form.to_id.data, PEOPLE)
        start, end, document = form.start.data, form.end.data, form.document.data or ""
        commands.delegate(session, giver, taker, start=start, end=end, document=document)
        return web.done(url_for(".delegations"), "Đã ghi ủy quyền.")
    lines = find_delegations(session, my_agency().id)
    return render_template("access/delegations.html", form=form, lines=lines)


@bp.post("/people/delegations/<int:delegation_id>/end")
@requires(PEOPLE)
def end_delegation(delegation_id: int) -> Response:
    delegation = load(Delegation, delegation_id, PEOPLE)
    commands.end_delegation(db.session(), delegation, clock.today())
    return web.done(url_for(".delegations"), "Đã kết thúc ủy quyền.")


def _take_place(someone: Person, form: PlaceForm) -> None:
    session, since = db.session(), form.since.data
    title, is_head, unit_id = form.title.data or "", bool(form.is_head.data), form.unit_id.data
    if form.is_further.data or since is None:
        commands.join_unit(session, someone, unit_id, title=title, is_head=is_head, since=since)
    else:
        commands.move_person(session, someone, unit_id, on=since, title=title, is_head=is_head)
