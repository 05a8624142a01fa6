"""A person leaves: what she holds, who takes it over, and where she goes."""

from collections.abc import Sequence

from flask import render_template, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, me, requires
from tracker.access.models import Person
from tracker.access.queries import find_people, has_others
from tracker.access.rules import Can, may_manage
from tracker.database import db
from tracker.errors import Refusal
from tracker.handovers.commands.leaving import Leaving, leave
from tracker.handovers.forms import AWAY, LeavingForm
from tracker.handovers.queries.person import find_duties
from tracker.handovers.rules import DUTY_FATES, DUTY_WORDS, Duty, DutyKind
from tracker.handovers.views.blueprint import bp
from tracker.organisation.queries import find_units

ADDRESSES = {
    DutyKind.PLACE: ("organisation.unit", "unit_id"),
    DutyKind.OVERSIGHT: ("organisation.unit", "unit_id"),
    DutyKind.DRAFT: ("plans.item", "item_id"),
    DutyKind.RETURNED: ("plans.item", "item_id"),
    DutyKind.MEETING: ("meetings.show", "meeting_id"),
}


@bp.route("/people/<int:person_id>", methods=["GET", "POST"])
@requires(Can.ACCESS_PEOPLE)
def leaving(person_id: int) -> str | Response:
    person, session = load(Person, person_id, Can.ACCESS_PEOPLE), db.session()
    if not may_manage(me(), person):
        raise Refusal("Tài khoản này do người quản trị bàn giao.")
    duties = find_duties(session, person.id, clock.today())
    form = LeavingForm(today=clock.today(), title=person.title)
    people = [p for p in find_people(session, person.agency_id) if p.is_active]
    others = [p for p in people if p.id != person.id]
    form.offer(others, find_units(session, person.agency_id), _emptied(person, duties))
    if form.validate_on_submit() and form.last_on.data:
        leave(session, _wanted(form, person, others), duties)
        said = f"Đã ghi bàn giao của {person.full_name}."
        return web.done(url_for("access.person", person_id=person.id), said)
    return render_template(
        "handovers/leaving.html",
        form=form,
        person=person,
        duties=duties,
        words=DUTY_WORDS,
        fates=DUTY_FATES,
        addresses=ADDRESSES,
    )


def _emptied(person: Person, duties: Sequence[Duty]) -> list[str]:
    """The units in which nobody else has an account."""
    return [
        duty.text
        for duty in duties
        if duty.kind is DutyKind.PLACE
        and duty.link_id
        and not has_others(db.session(), duty.link_id, person.id)
    ]


def _wanted(form: LeavingForm, person: Person, others: Sequence[Person]) -> Leaving:
    return Leaving(
        person=person,
        last_on=form.last_on.data or clock.today(),
        colleague=next((p for p in others if p.id == form.colleague_id.data), None),
        to_unit_id=form.to_unit_id,
        title=form.title.data or "",
        is_locked=form.goes_to.data == AWAY,
    )
