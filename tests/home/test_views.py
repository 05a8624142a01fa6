"""The landing pages: what waits for whom, each number with its rows, several roles at once."""

from collections.abc import Callable
from datetime import date

import pytest
from flask.testing import FlaskClient

from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item, make_plan
from tests.meetings import scenes as meeting_scenes
from tests.progress.pages import stop_clock
from tests.progress.scenes import Scene
from tracker.access.models import Oversight, Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.progress.commands import (
    ExtensionDraft,
    Grant,
    OrderTerms,
    Recorded,
    ask_extension,
    decide_extension,
    give_order,
)
from tracker.progress.models import Order
from tracker.progress.queries.asks import get_extension

SignIn = Callable[[Person | None], FlaskClient]


@pytest.fixture(autouse=True)
def _at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def oversee(office: Office, person: Person) -> None:
    owner = {"agency_id": office.agency.id, "person_id": person.id}
    saved(Oversight(**owner, unit_id=office.office.id))


def record_order(office: Office, due_on: date = date(2021, 9, 30)) -> Order:
    terms = OrderTerms(unit_id=office.first.id, text="Mở quyền cập nhật.", due_on=due_on)
    recorded = Recorded(office.officer.id, "Bút phê", on=date(2021, 9, 1))
    return give_order(
        db.session(),
        office.agency.id,
        terms,
        by_id=office.director.id,
        at=NOON,
        recorded=recorded,
    )


def test_the_deputy_in_charge_finds_the_office_heads_report(
    office: Office, sign_in: SignIn
) -> None:
    scene = Scene(office, make_item(make_plan(office.agency), leads=[office.office]))
    sent = scene.send(unit=office.office, author=office.office_head)
    oversee(office, office.deputy)
    button = f"/confirmations/{sent.id}/confirm"
    assert button in sign_in(office.deputy).get("/").text
    assert button not in sign_in(office.director).get("/").text


def test_what_an_officer_confirms_does_not_crowd_a_directors_page(
    office: Office, sign_in: SignIn
) -> None:
    scene = Scene(office, make_item(make_plan(office.agency), leads=[office.first]))
    button = f"/confirmations/{scene.send().id}/confirm"
    assert button not in sign_in(office.director).get("/").text
    assert button in sign_in(office.officer).get("/").text


def test_the_chair_finds_the_minutes_to_approve_and_so_does_whom_he_delegated(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = meeting_scenes.open_scene(office)
    scene.instruct()
    scene.close()
    stop_clock(monkeypatch, meeting_scenes.CLOSED_AT)
    asked = f"/meetings/{scene.meeting.id}/minutes"
    assert asked in sign_in(office.director).get("/").text
    assert asked not in sign_in(office.deputy).get("/").text
    meeting_scenes.delegate(office, first=date(2021, 9, 17), last=date(2021, 9, 20))
    assert asked in sign_in(office.deputy).get("/").text


def test_a_director_confirms_what_was_recorded_for_him_from_his_page(
    office: Office, sign_in: SignIn
) -> None:
    order = record_order(office)
    wish = ExtensionDraft(date(2021, 10, 15), "Chờ hạ tầng")
    asked = ask_extension(db.session(), order, office.first.id, wish, author=office.clerk, at=NOON)
    db.session.flush()
    whole = get_extension(db.session(), office.agency.id, asked.id)
    assert whole is not None
    recorded = Recorded(office.officer.id, "Điện thoại")
    said = Grant(wish.asked_to)
    decision = decide_extension(
        db.session(), whole, said, by_id=office.director.id, at=NOON, recorded=recorded
    )
    ways = (f"/orders/{order.id}/affirm", f"/extension-decisions/{decision.id}/affirm")
    client = sign_in(office.director)
    assert all(way in client.get("/").text for way in ways)
    assert all(client.post(way, data={"next": "/"}).status_code == 302 for way in ways)
    assert not any(way in client.get("/").text for way in ways)


def test_every_number_a_director_reads_opens_its_rows(office: Office, sign_in: SignIn) -> None:
    plan = make_plan(office.agency)
    make_item(plan, leads=[office.first], due_on=date(2021, 9, 1))
    record_order(office, due_on=date(2021, 9, 10))
    page = sign_in(office.director).get("/").text
    for anchor in ("chi-dao", "qua-han", "chua-bao-cao"):
        assert f'href="/reviews#{anchor}"' in page
        assert f'href="/reviews?unit={office.first.id}#{anchor}"' in page
    assert f"/plans/{plan.id}?tinh-hinh=not-started" in page


def test_the_next_meeting_stands_on_the_offices_page(office: Office, sign_in: SignIn) -> None:
    scene = meeting_scenes.make_scene(office)
    page = sign_in(office.officer).get("/").text
    assert f"/meetings/{scene.meeting.id}" in page
    assert "Chưa có cuộc họp nào được lên lịch" not in page


def test_who_holds_every_role_finds_each_home(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)
    office.director.roles = frozenset(Role)
    client = sign_in(office.director)
    page = client.get("/").text
    for address in ("/office", "/unit", "/rounds", "/reports", "/people"):
        assert f'href="{address}"' in page
    assert "Việc cần làm hôm nay" in client.get("/office").text
    assert client.get("/unit").text.count('aria-current="page"') == 2  # main line and tab bar


def test_the_offices_morning_is_not_for_directors_alone(office: Office, sign_in: SignIn) -> None:
    assert sign_in(office.director).get("/office").status_code == 403
