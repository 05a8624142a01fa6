"""The first page of the Office, of the directors and of a unit."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items, make_plan
from tests.surveys.made import make_round
from tracker import clock
from tracker.access.commands import oversee
from tracker.access.models import Person
from tracker.database import db
from tracker.meetings.commands import SeriesDraft, create_series, plan_next
from tracker.plans.models import ActionItem
from tracker.plans.rules import DeadlineKind
from tracker.progress.commands import ExtensionDraft, ask_extension
from tracker.surveys.commands import ask_closing

SignIn = Callable[[Person | None], FlaskClient]


def asking_item(office: Office) -> ActionItem:
    """An item due in a week whose lead asks for two weeks more."""
    due_on = clock.today() + timedelta(days=7)
    item = make_item(
        make_plan(office.agency), leads=[office.first], kind=DeadlineKind.BY, due_on=due_on
    )
    draft = ExtensionDraft(asked_to=due_on + timedelta(days=14), reason="Chờ đấu nối.")
    ask_extension(db.session(), item, office.first.id, draft, author=office.head, at=clock.now())
    return item


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("officer", "Việc cần làm hôm nay"),
        ("director", "Tình hình thực hiện Kế hoạch số 12/KH-SM"),
        ("clerk", "Nhiệm vụ của đơn vị"),
    ],
)
def test_each_has_a_first_page_of_its_own(
    office: Office, sign_in: SignIn, who: str, says: str
) -> None:
    make_item(make_plan(office.agency), leads=[office.first])
    page = sign_in(getattr(office, who)).get("/")
    assert page.status_code == 200
    assert says in page.text


def test_nobody_reads_it_unsigned(office: Office, sign_in: SignIn) -> None:
    assert sign_in(None).get("/").status_code == 302


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("officer", "Chưa có kế hoạch đang thực hiện"),
        ("director", "Chưa có kế hoạch đang thực hiện"),
        ("clerk", "Đơn vị không chủ trì nhiệm vụ nào"),
    ],
)
def test_without_a_plan_it_says_so(office: Office, sign_in: SignIn, who: str, says: str) -> None:
    page = sign_in(getattr(office, who)).get("/")
    assert page.status_code == 200
    assert says in page.text


def test_the_head_agrees_to_an_extension_on_the_spot(office: Office, sign_in: SignIn) -> None:
    asking_item(office)
    client = sign_in(office.director)
    assert "/extensions/1/grant?next=/" in client.get("/").text
    assert client.post("/extensions/1/grant?next=/").location == "/"
    assert "/extensions/1/grant" not in client.get("/").text


def test_the_head_finds_the_round_that_was_asked_to_be_closed(
    office: Office, sign_in: SignIn
) -> None:
    row = make_round(office.agency)
    ask_closing(db.session(), row, by=office.officer, at=clock.now())
    db.session.commit()

    page = sign_in(office.director).get("/").text
    assert f"Xác nhận đóng đợt khảo sát {row.title}" in page
    assert f"/scores/rounds/{row.id}/close" in page


def test_a_deputy_decides_for_the_units_in_his_charge(office: Office, sign_in: SignIn) -> None:
    asking_item(office)
    oversee(db.session(), office.agency.id, office.director.id, office.first.id, None)
    assert "/extensions/1/grant" not in sign_in(office.deputy).get("/").text
    oversee(db.session(), office.agency.id, office.deputy.id, office.first.id, None)
    assert "/extensions/1/grant" in sign_in(office.deputy).get("/").text


@pytest.mark.parametrize("who", ["officer", "clerk"])
def test_the_next_meeting_is_announced(office: Office, sign_in: SignIn, who: str) -> None:
    make_item(make_plan(office.agency), leads=[office.first])
    draft = SeriesDraft("Họp giao ban", 17, clock.now().time(), "Tầng 2", None, None)
    series = create_series(db.session(), office.agency.id, draft)
    title = plan_next(db.session(), series, today=clock.today()).title
    assert title in sign_in(getattr(office, who)).get("/").text


@pytest.mark.parametrize("who", ["officer", "director", "clerk"])
def test_the_page_costs_the_same_for_any_number_of_items(
    office: Office, sign_in: SignIn, who: str
) -> None:
    plan = make_plan(office.agency)
    make_items(plan, office.first, 3)
    client, costs = sign_in(getattr(office, who)), []
    for more in (0, 40):
        make_items(plan, office.first, more)
        db.session.commit()
        with counting() as selects:
            client.get("/")
        costs.append(len(selects))
    assert costs[0] == costs[1] <= 40
