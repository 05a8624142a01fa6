from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import Office, make_person, make_unit
from tracker.access import commands, queries
from tracker.access.models import Membership, Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.errors import BadInput

JULY = date(2021, 7, 1)
JUNE_END = date(2021, 6, 30)


def places_of(person: Person) -> list[tuple[int | None, date | None, date | None]]:
    query = select(Membership).where(Membership.person_id == person.id).order_by(Membership.id)
    return [(m.unit_id, m.valid_from, m.valid_to) for m in db.session.scalars(query)]


def test_a_moved_person_leaves_the_day_before(office: Office) -> None:
    commands.move_person(
        db.session(), office.clerk, office.second.id, on=JULY, title="Phó phòng", is_head=False
    )
    assert places_of(office.clerk) == [
        (office.first.id, None, JUNE_END),
        (office.second.id, JULY, None),
    ]
    assert office.clerk.title == "Phó phòng"
    assert office.clerk.unit_ids == {office.second.id}


def test_a_person_may_stand_in_several_units(office: Office) -> None:
    commands.join_unit(db.session(), office.clerk, office.second.id, since=JULY)
    assert office.clerk.unit_ids == {office.first.id, office.second.id}
    with pytest.raises(BadInput, match="đang ở đơn vị này"):
        commands.join_unit(db.session(), office.clerk, office.second.id)


def test_a_move_that_fails_changes_nothing(office: Office) -> None:
    before = places_of(office.clerk)
    with pytest.raises(BadInput):
        commands.move_person(db.session(), office.clerk, make_unit().id, on=JULY)
    assert places_of(office.clerk) == before


def test_nobody_leaves_before_he_came(office: Office) -> None:
    place = commands.join_unit(db.session(), office.clerk, office.second.id, since=JULY)
    with pytest.raises(BadInput, match="01/7/2021"):
        commands.leave_unit(db.session(), place, JUNE_END)
    commands.leave_unit(db.session(), place, JULY)
    assert place.valid_to == JULY


def overseer_on(office: Office, day: date) -> Person | None:
    return queries.find_overseer(db.session(), office.first.id, day)


def test_who_is_in_charge_goes_by_the_day(office: Office) -> None:
    session, agency, unit = db.session(), office.agency.id, office.first.id
    commands.oversee(session, agency, office.director.id, unit, None)
    commands.oversee(session, agency, office.deputy.id, unit, JULY)
    assert overseer_on(office, JUNE_END) is office.director
    assert overseer_on(office, JULY) is office.deputy
    assert queries.find_overseers(session, agency, JULY) == {unit: office.deputy}
    lines = queries.find_oversights(session, office.deputy.id)
    assert [line.unit for line in lines] == [office.first]
    commands.oversee(session, agency, None, unit, date(2021, 8, 1))
    assert overseer_on(office, date(2021, 8, 1)) is None


def test_a_new_charge_from_the_beginning_replaces_all_others(office: Office) -> None:
    session, agency, unit = db.session(), office.agency.id, office.first.id
    commands.oversee(session, agency, office.director.id, unit, JULY)
    commands.oversee(session, agency, office.deputy.id, unit, None)
    assert queries.find_oversights(session, office.director.id) == []
    assert overseer_on(office, JULY) is office.deputy


@pytest.mark.parametrize("who", ["clerk", "stranger", "admin"])
def test_only_a_director_of_the_agency_is_in_charge(office: Office, who: str) -> None:
    person = getattr(office, who)
    with pytest.raises(BadInput, match="lãnh đạo"):
        commands.oversee(db.session(), office.agency.id, person.id, office.first.id, None)


def test_a_delegation_holds_on_its_days(office: Office) -> None:
    session = db.session()
    end = JULY + timedelta(days=4)
    delegation = commands.delegate(
        session, office.director, office.deputy, start=JULY, end=end, document="GUQ 1"
    )
    acting = {JUNE_END: set(), JULY: {office.director.id}, end: {office.director.id}}
    for day, ids in acting.items():
        assert queries.find_stand_ins(session, office.deputy.id, day) == ids
    line = queries.find_delegations(session, office.agency.id)[0]
    assert (line.giver, line.taker) == (office.director, office.deputy)
    commands.end_delegation(session, delegation, JULY)
    assert queries.find_stand_ins(session, office.deputy.id, end) == set()
    commands.end_delegation(session, delegation, JUNE_END)
    session.flush()
    assert queries.find_delegations(session, office.agency.id) == []


def _to_a_clerk(o: Office) -> tuple[Person, Person, int]:
    return o.director, o.clerk, 1


def _to_himself(o: Office) -> tuple[Person, Person, int]:
    return o.director, o.director, 1


def _to_a_stranger(_o: Office) -> tuple[Person, Person, int]:
    both = frozenset({Role.DIRECTOR})
    return make_person(roles=both), make_person(roles=both), 1


def _backwards(o: Office) -> tuple[Person, Person, int]:
    return o.director, o.deputy, -1


@pytest.mark.parametrize("case", [_to_a_clerk, _to_himself, _to_a_stranger, _backwards])
def test_a_delegation_gives_no_role(
    office: Office, case: Callable[[Office], tuple[Person, Person, int]]
) -> None:
    giver, taker, days = case(office)
    end = JULY + timedelta(days=days)
    with pytest.raises(BadInput):
        commands.delegate(db.session(), giver, taker, start=JULY, end=end, document="GUQ 1")
    assert not db.session.new
