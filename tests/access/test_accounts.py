import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office, make_agency, make_unit
from tracker.access import commands
from tracker.access.models import Membership, Person
from tracker.access.models import Session as SignedIn
from tracker.access.passwords import is_password
from tracker.access.queries import find_person_by_email, find_setting, is_agency_head
from tracker.access.rules import Role
from tracker.database import db
from tracker.errors import BadInput

UNIT = frozenset({Role.UNIT})


def browsers_of(person: Person) -> int:
    query = select(func.count()).where(SignedIn.person_id == person.id)
    return db.session.scalar(query) or 0


def test_a_new_person_gets_a_one_time_password(office: Office) -> None:
    person, password = commands.add_person(
        db.session(),
        office.agency.id,
        name=" Nguyễn  An ",
        email=" An@Mau.example ",
        roles=UNIT,
        unit_id=office.first.id,
        is_head=True,
    )
    assert (person.name, person.email) == ("Nguyễn An", "an@mau.example")
    assert is_password(person.password_hash, password)
    assert password not in person.password_hash
    assert person.must_change_password
    assert person.headed_unit_ids == {office.first.id}


def test_an_address_has_one_account_whatever_its_capitals(office: Office) -> None:
    before = db.session.scalar(select(func.count(Person.id)))
    with pytest.raises(BadInput, match="đã có tài khoản"):
        commands.add_person(
            db.session(),
            make_agency().id,
            name="X",
            email=office.clerk.email.upper(),
            roles=UNIT,
        )
    assert db.session.scalar(select(func.count(Person.id))) == before


def test_a_unit_of_another_agency_leaves_no_trace(office: Office) -> None:
    with pytest.raises(BadInput, match="trong cơ quan"):
        commands.add_person(
            db.session(),
            office.agency.id,
            name="X",
            email="x@mau.example",
            roles=UNIT,
            unit_id=make_unit().id,
        )
    assert find_person_by_email(db.session(), "x@mau.example") is None


def test_a_director_without_a_unit_joins_the_leadership(office: Office) -> None:
    director, _ = commands.add_person(
        db.session(),
        office.agency.id,
        name="X",
        email="x@mau.example",
        roles={Role.DIRECTOR},
        is_head=True,
    )
    assert is_agency_head(director)
    admin, _ = commands.add_person(
        db.session(), office.agency.id, name="Y", email="y@mau.example", roles={Role.ADMIN}
    )
    places = select(Membership).where(Membership.person_id == admin.id)
    assert db.session.scalars(places).all() == []


def signed_in(*people: Person) -> None:
    at = NOON
    for number, person in enumerate(people):
        row = SignedIn(token_hash=f"{number}", person_id=person.id, created_at=at, last_seen_at=at)
        db.session.add(row)
    db.session.flush()


def test_a_reset_password_closes_every_door(office: Office) -> None:
    signed_in(office.clerk, office.clerk, office.head)
    office.clerk.failed_count = 9
    password = commands.reset_password(db.session(), office.clerk)
    assert is_password(office.clerk.password_hash, password)
    assert office.clerk.must_change_password
    assert (office.clerk.failed_count, office.clerk.closed_until) == (0, None)
    assert (browsers_of(office.clerk), browsers_of(office.head)) == (0, 1)


def test_a_chosen_password_is_taken(office: Office) -> None:
    signed_in(office.clerk)
    office.clerk.must_change_password = True
    commands.change_password(db.session(), office.clerk, "bốn cây dừa xanh")
    assert is_password(office.clerk.password_hash, "bốn cây dừa xanh")
    assert not office.clerk.must_change_password
    assert browsers_of(office.clerk) == 0


@pytest.mark.parametrize("password", ["ngắn", "matkhau123", "SoMau2026"])
def test_a_weak_password_changes_nothing(office: Office, password: str) -> None:
    signed_in(office.clerk)
    with pytest.raises(BadInput):
        commands.change_password(db.session(), office.clerk, password)
    assert office.clerk.password_hash == ""
    assert browsers_of(office.clerk) == 1


def test_other_roles_end_the_sessions_and_the_same_do_not(office: Office) -> None:
    signed_in(office.clerk)
    commands.set_roles(db.session(), office.clerk, UNIT)
    assert browsers_of(office.clerk) == 1
    commands.set_roles(db.session(), office.clerk, {Role.UNIT, Role.OFFICE})
    assert browsers_of(office.clerk) == 0


def test_a_disabled_account_is_signed_out_and_comes_back_with_a_new_password(
    office: Office,
) -> None:
    signed_in(office.clerk)
    commands.disable(db.session(), office.clerk)
    assert browsers_of(office.clerk) == 0
    password = commands.enable(db.session(), office.clerk)
    assert office.clerk.is_active
    assert is_password(office.clerk.password_hash, password)


def test_an_address_cannot_be_changed_into_somebodys(office: Office) -> None:
    with pytest.raises(BadInput, match="đã có tài khoản"):
        commands.describe_person(
            db.session(), office.clerk, salutation="", name="X", title="", email=office.head.email
        )
    assert office.clerk.email != office.head.email


def test_a_choice_of_ones_own_is_kept_over_the_one_before(office: Office) -> None:
    session = db.session()
    commands.keep_setting(session, office.clerk, "shortcuts", {"off": True})
    commands.keep_setting(session, office.clerk, "shortcuts", {"off": False})
    assert find_setting(session, office.clerk.id, "shortcuts") == {"off": False}
    assert find_setting(session, office.head.id, "shortcuts") is None
