"""The ledger as people read it: who changed which row when, never what stood in it."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_items, make_plan
from tracker.access.models import Person
from tracker.database import db
from tracker.ledger.recording import ACTOR
from tracker.upkeep.entries import PAGE, ledger_page

SignIn = Callable[[Person | None], FlaskClient]


def test_a_change_is_read_with_its_author_and_row(office: Office, sign_in: SignIn) -> None:
    db.session().info[ACTOR] = f"person:{office.officer.id}"
    plan = make_plan(office.agency)
    page = sign_in(office.admin).get("/ledger").text
    assert office.officer.name in page
    assert f"Kế hoạch số {plan.id}" in page
    assert plan.title not in page


@pytest.mark.parametrize(
    ("who", "status"), [("admin", 200), ("officer", 200), ("director", 200), ("clerk", 403)]
)
def test_units_do_not_read_it(office: Office, sign_in: SignIn, who: str, status: int) -> None:
    assert sign_in(getattr(office, who)).get("/ledger").status_code == status


def test_another_agencys_changes_are_not_in_it(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    assert f"Kế hoạch số {plan.id}" not in sign_in(office.stranger).get("/ledger").text


def test_it_goes_on_page_by_page(office: Office) -> None:
    make_items(make_plan(office.agency), office.first, PAGE)
    first = ledger_page(db.session(), office.agency.id, None)
    second = ledger_page(db.session(), office.agency.id, first.older)
    assert len(first.lines) == PAGE
    assert second.lines[0].seq == first.older - 1


def test_a_page_takes_four_selects(office: Office) -> None:
    make_plan(office.agency)
    db.session.commit()
    agency_id = office.agency.id
    with counting() as seen:
        ledger_page(db.session(), agency_id, None)
    assert len(seen) == 4
