"""Who reaches the pages of hand-overs, and what each post does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items, make_plan, whole
from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.organisation.commands import end_unit
from tracker.organisation.models import Unit, UnitHandover
from tracker.organisation.queries import find_changes
from tracker.organisation.rules import ChangeKind, Held

SignIn = Callable[[Person | None], FlaskClient]
JULY = date(2021, 7, 1)
CHANGE = {"kind": "merged", "changed_on": "01/7/2021", "document": "NQ 5"}


def ended(office: Office) -> Unit:
    """The first unit, merged into the second in July, with an item still in its hands."""
    make_item(make_plan(office.agency), leads=[office.first])
    end_unit(db.session(), office.first, ChangeKind.MERGED, JULY, "NQ 5", [office.second])
    return office.first


@pytest.mark.parametrize("path", ["", "units/{}", "changes/new"])
def test_nobody_reads_without_signing_in(office: Office, sign_in: SignIn, path: str) -> None:
    answer = sign_in(None).get(f"/handovers/{path.format(office.first.id)}")
    assert answer.status_code == 302


@pytest.mark.parametrize("who", ["clerk", "other_clerk", "officer", "director", "admin"])
@pytest.mark.parametrize("path", ["", "units/{}"])
def test_everybody_of_the_agency_reads(
    office: Office, sign_in: SignIn, path: str, who: str
) -> None:
    unit = ended(office)
    page = sign_in(getattr(office, who)).get(f"/handovers/{path.format(unit.id)}")
    assert page.status_code == 200
    assert "Nhiệm vụ mẫu số 1" in page.text
    assert ("Bàn giao</button>" in page.text) is (who == "officer" and "units" in path)


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("clerk", 403), ("director", 403), ("admin", 403)]
)
def test_only_the_office_enters_a_change(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    page = sign_in(getattr(office, who)).get(f"/handovers/changes/new?unit={office.first.id}")
    assert page.status_code == status


@pytest.mark.parametrize(("who", "status"), [("clerk", 403), ("director", 403), ("stranger", 404)])
def test_only_the_office_of_the_agency_hands_over(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    unit = ended(office)
    form = {"default_id": office.second.id}
    answer = sign_in(getattr(office, who)).post(f"/handovers/units/{unit.id}", data=form)
    assert answer.status_code == status
    assert db.session.scalar(select(UnitHandover)) is None


def test_another_agency_finds_nothing(office: Office, sign_in: SignIn) -> None:
    unit, client = ended(office), sign_in(office.stranger)
    assert client.get(f"/handovers/units/{unit.id}").status_code == 404
    assert "Nhiệm vụ mẫu" not in client.get("/handovers/").text


def test_a_change_shows_what_is_held_before_and_asks_the_receivers_after(
    office: Office, sign_in: SignIn
) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first])
    client = sign_in(office.officer)
    page = client.get(f"/handovers/changes/new?unit={office.first.id}").text
    assert "Việc đang giữ" in page
    assert item.short in page
    form = {**CHANGE, "ending": [office.first.id], "receivers": [office.second.id]}
    answer = client.post("/handovers/changes/new", data=form)
    assert answer.headers["Location"] == f"/handovers/units/{office.first.id}"
    assert not office.first.is_active
    change = find_changes(db.session(), office.first.id)[0]
    assert (change.document, change.receiver_id) == ("NQ 5", office.second.id)


def test_a_change_of_tomorrow_is_not_entered_today(office: Office, sign_in: SignIn) -> None:
    form = {**CHANGE, "changed_on": "01/7/2090", "ending": [office.first.id]}
    page = sign_in(office.officer).post("/handovers/changes/new", data=form)
    assert "không sau hôm nay" in page.text
    assert office.first.is_active


def test_one_post_moves_all_rows_but_those_that_differ(office: Office, sign_in: SignIn) -> None:
    unit = ended(office)
    item = whole(make_item(make_plan(office.agency, number="2/KH"), leads=[unit]))
    form: dict[str, Any] = {"default_id": office.second.id}
    form[f"lead_{item.leads[0].id}"] = office.office.id
    client = sign_in(office.officer)
    client.post(f"/handovers/units/{unit.id}", data=form)
    assert [u.unit_id for u in whole(item).leads] == [office.office.id]
    rows = db.session.scalars(select(UnitHandover)).all()
    people = [row for row in rows if row.thing is Held.PERSON]
    assert len(people) == 2
    assert {row.to_unit_id for row in rows if row not in people} == {
        office.second.id, office.office.id,
    }  # fmt: skip
    assert "Đã bàn giao" in client.get(f"/handovers/units/{unit.id}").text


def test_a_unit_in_use_hands_nothing_over(office: Office, sign_in: SignIn) -> None:
    form = {"default_id": office.second.id}
    answer = sign_in(office.officer).post(f"/handovers/units/{office.first.id}", data=form)
    assert answer.status_code == 409


def test_the_office_does_not_move_an_account_above_it(office: Office, sign_in: SignIn) -> None:
    office.head.roles = frozenset({Role.UNIT, Role.DIRECTOR})
    unit, client = ended(office), sign_in(office.officer)
    client.post(f"/handovers/units/{unit.id}", data={"default_id": office.second.id})
    rows = db.session.scalars(select(UnitHandover).where(UnitHandover.thing == Held.PERSON))
    assert len(rows.all()) == 1
    assert office.head.name in client.get("/handovers/").text


def test_the_offices_morning_counts_what_nobody_took_over(office: Office, sign_in: SignIn) -> None:
    client = sign_in(office.officer)
    assert "chưa có đơn vị tiếp nhận" not in client.get("/").text
    ended(office)
    db.session.commit()
    assert "03 việc chưa có đơn vị tiếp nhận" in client.get("/").text


@pytest.mark.parametrize("path", ["", "units/{}"])
def test_a_page_costs_the_same_for_one_row_and_for_thirty(
    office: Office, sign_in: SignIn, path: str
) -> None:
    unit, client = ended(office), sign_in(office.officer)
    address = f"/handovers/{path.format(unit.id)}"
    client.get(address)
    with counting() as few:
        client.get(address)
    make_items(make_plan(office.agency, number="2/KH"), unit, 29)
    db.session.commit()
    with counting() as many:
        client.get(address)
    assert len(few) == len(many) <= 8
