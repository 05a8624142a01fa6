import re
from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office, make_person, make_unit
from tracker.access import commands, queries
from tracker.access.models import Membership, Person
from tracker.access.passwords import is_password
from tracker.access.rules import Role
from tracker.database import db

SignIn = Callable[[Person | None], FlaskClient]
FORM = {"name": "Nguyễn An", "email": "an@mau.example", "roles": ["unit"]}
SLIP = re.compile(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}")


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("officer", 200), ("clerk", 403), ("director", 403)]
)
@pytest.mark.parametrize("path", ["", "/new", "/import", "/delegations"])
def test_who_manages_people(
    office: Office, sign_in: SignIn, path: str, who: str, status: int
) -> None:
    assert sign_in(getattr(office, who)).get(f"/people{path}").status_code == status
    assert sign_in(None).get(f"/people{path}").status_code == 302


def test_the_list_is_of_one_agency_and_found_without_diacritics(
    office: Office, sign_in: SignIn
) -> None:
    make_person(office.first, name="Đặng Thị Đào")
    client = sign_in(office.officer)
    everybody = client.get("/people").text
    assert office.stranger.name not in everybody.split("<tbody>")[1].split("</tbody>")[0].split()
    assert "Đặng Thị Đào" in everybody
    found = client.get("/people?q=dang thi dao").text
    assert found.count('data-l="Thư điện tử"') == 1


def test_the_list_costs_the_same_for_any_number_of_people(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    client.get("/people")
    with counting() as few:
        client.get("/people")
    for _ in range(20):
        make_person(office.first)
    db.session.commit()
    with counting() as many:
        client.get("/people")
    assert len(few) == len(many) == 3


def test_a_new_person_gets_a_slip_that_is_shown_once(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    form = FORM | {"unit_id": office.first.id, "idempotency_key": "k1"}
    page = client.post("/people/new", data=form)
    password = SLIP.search(page.text)
    person = queries.find_person_by_email(db.session(), "an@mau.example")
    assert person is not None
    assert password is not None
    assert is_password(person.password_hash, password[0])
    again = client.post("/people/new", data=form)
    assert (again.status_code, again.headers["Location"]) == (302, "/people")
    assert not SLIP.search(client.get(f"/people/{person.id}").text)


@pytest.mark.parametrize("role", ["office", "director", "admin"])
def test_the_office_cannot_hand_out_power(office: Office, sign_in: SignIn, role: str) -> None:
    page = sign_in(office.officer).post("/people/new", data=FORM | {"roles": [role]})
    assert page.text.count("Chọn các mục trong danh sách") == 2  # in the summary and at the field
    assert queries.find_person_by_email(db.session(), "an@mau.example") is None
    answer = sign_in(office.officer).post(
        f"/people/{office.clerk.id}/roles", data={"roles": [role], "version": office.clerk.version}
    )
    assert answer.status_code == 400
    assert office.clerk.roles == {Role.UNIT}


ACTIONS = ("edit", "roles", "reset-password", "disable", "enable", "places/new")


@pytest.mark.parametrize("action", ACTIONS)
@pytest.mark.parametrize(
    ("who", "whom"),
    [
        ("officer", "office_head"),
        ("officer", "director"),
        ("officer", "admin"),
        ("officer", "officer"),
        ("admin", "admin"),
        ("stranger", "clerk"),
    ],
)
def test_an_account_above_or_beside_ones_own_is_missing(
    office: Office, sign_in: SignIn, who: str, whom: str, action: str
) -> None:
    person = getattr(office, whom)
    before = (person.roles, person.is_active, person.password_hash, person.name)
    answer = sign_in(getattr(office, who)).post(f"/people/{person.id}/{action}", data=FORM)
    assert answer.status_code == 404
    assert (person.roles, person.is_active, person.password_hash, person.name) == before


def test_a_form_cannot_smuggle_columns(office: Office, sign_in: SignIn) -> None:
    smuggled = {"agency_id": office.stranger.agency_id, "is_active": "", "roles": "admin"}
    form = {"name": "Mới", "email": "moi@mau.example", "version": office.clerk.version} | smuggled
    sign_in(office.officer).post(f"/people/{office.clerk.id}/edit", data=form)
    assert office.clerk.name == "Mới"
    assert office.clerk.agency_id == office.agency.id
    assert office.clerk.roles == {Role.UNIT}
    assert office.clerk.is_active


def test_the_administrator_gives_roles_and_resets_passwords(
    office: Office, sign_in: SignIn
) -> None:
    client, theirs = sign_in(office.admin), sign_in(office.clerk)
    path = f"/people/{office.clerk.id}"
    form = {"roles": ["unit", "office"], "version": office.clerk.version}
    client.post(f"{path}/roles", data=form)
    assert office.clerk.roles == {Role.UNIT, Role.OFFICE}
    assert theirs.get("/account").status_code == 302
    page = client.post(f"{path}/reset-password")
    slip = SLIP.search(page.text)
    assert slip is not None
    assert is_password(office.clerk.password_hash, slip[0])
    assert client.post(f"{path}/roles", data=form).status_code == 409


def test_an_account_is_locked_and_opened_again(office: Office, sign_in: SignIn) -> None:
    client, path = sign_in(office.officer), f"/people/{office.clerk.id}"
    client.post(f"{path}/disable")
    assert not office.clerk.is_active
    assert "Tài khoản đã khóa" in client.get(path).text
    assert SLIP.search(client.post(f"{path}/enable").text)


def test_a_person_is_moved_and_keeps_his_past(office: Office, sign_in: SignIn) -> None:
    client, path = sign_in(office.officer), f"/people/{office.clerk.id}"
    form = {"unit_id": office.second.id, "title": "Phó phòng", "since": "01/7/2021"}
    client.post(f"{path}/places/new", data=form)
    page = client.get(path).text
    assert "đến hết 30/6/2021" in page
    assert "Phó phòng" in page
    further = form | {"unit_id": office.office.id, "is_further": "y"}
    client.post(f"{path}/places/new", data=further)
    db.session.refresh(office.clerk, ["memberships"])
    assert office.clerk.unit_ids == {office.second.id, office.office.id}
    place = office.clerk.memberships[-1]
    client.post(f"/people/places/{place.id}/end", data={"ended_on": "30/9/2021"})
    assert place.valid_to == date(2021, 9, 30)


def test_another_agencys_place_is_missing(office: Office, sign_in: SignIn) -> None:
    place = db.session.scalars(
        select(Membership).where(Membership.person_id == office.clerk.id)
    ).one()
    answer = sign_in(office.stranger).post(f"/people/places/{place.id}/end")
    assert answer.status_code == 404


def test_a_deputy_is_put_in_charge_from_the_units_page(office: Office, sign_in: SignIn) -> None:
    client, path = sign_in(office.officer), f"/people/oversight/{office.first.id}"
    client.post(path, data={"person_id": office.deputy.id, "since": "01/7/2021"})
    page = client.get(f"/organisation/units/{office.first.id}").text
    assert office.deputy.full_name in page
    assert client.get(path).text.count("selected") == 1
    stranger = make_person(make_unit(), roles=frozenset({Role.DIRECTOR}))
    bad = client.post(path, data={"person_id": stranger.id})
    assert "Chọn một mục trong danh sách" in bad.text


def test_a_delegation_is_written_down_and_ended(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    form = {
        "from_id": office.director.id,
        "to_id": office.deputy.id,
        "start": "01/7/2021",
        "end": "31/12/2099",
        "document": "GUQ 5",
    }
    client.post("/people/delegations", data=form)
    assert "GUQ 5" in client.get("/people/delegations").text
    line = queries.find_delegations(db.session(), office.agency.id)[0]
    client.post(f"/people/delegations/{line.delegation.id}/end")
    assert line.delegation.valid_to < date(2099, 12, 31)
    stranger = sign_in(office.stranger)
    assert stranger.post(f"/people/delegations/{line.delegation.id}/end").status_code == 404


def test_delegating_to_a_clerk_is_not_offered(office: Office, sign_in: SignIn) -> None:
    form = {
        "from_id": office.director.id,
        "to_id": office.clerk.id,
        "start": "01/7/2021",
        "end": "02/7/2021",
        "document": "GUQ 5",
    }
    page = sign_in(office.officer).post("/people/delegations", data=form).text
    assert "Chọn một mục trong danh sách" in page
    assert queries.find_delegations(db.session(), office.agency.id) == []


def test_a_persons_page_shows_the_units_in_charge_of(office: Office, sign_in: SignIn) -> None:
    agency_id, unit_id = office.agency.id, office.first.id
    commands.oversee(db.session(), agency_id, office.deputy.id, unit_id, None)
    page = sign_in(office.admin).get(f"/people/{office.deputy.id}").text
    assert "Đơn vị phụ trách" in page
    assert "Phòng Nghiệp vụ 1" in page
