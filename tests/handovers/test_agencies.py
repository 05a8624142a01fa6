"""Two agencies merge into a third on 01/7/2025: old records are read, never written, by few."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.factories import Office, make_agency, make_person, make_unit
from tests.factories_plans import make_item, make_plan
from tracker.access.models import Person
from tracker.access.predecessors import find_predecessors
from tracker.access.rules import Role
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation.commands import merge_agencies
from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem

SignIn = Callable[[Person | None], FlaskClient]
DAY = date(2021, 7, 1)
NQ = "Nghị quyết số 202/2025/QH15 ngày 12/6/2025"
READABLE = ("plans", "scores", "rounds", "meetings", "reports", "organisation/units")


@pytest.fixture
def item(office: Office) -> ActionItem:
    return make_item(make_plan(office.agency), leads=[office.first])


@pytest.fixture
def successor(office: Office, item: ActionItem) -> Person:
    """The Office of a third agency, into which the first was merged."""
    new = make_agency(code="moi", name="Sở Mới")
    merge_agencies(db.session(), [office.agency, make_agency(code="kia")], new, on=DAY, document=NQ)
    officer = make_person(make_unit(new, is_office=True), roles=frozenset({Role.OFFICE}))
    db.session.commit()
    return officer


def test_the_page_leads_to_what_is_read(successor: Person, sign_in: SignIn) -> None:
    client = sign_in(successor)
    page = client.get("/handovers/predecessors").text
    for path in READABLE:
        address = f"/predecessors/mau/{path}"
        assert f'href="{address}"' in page
        answer = client.get(address, follow_redirects=True)
        assert answer.status_code == 200, path
        assert "Hồ sơ của Sở Mẫu, cơ quan trước khi hợp nhất" in answer.text


def test_an_old_item_is_read_with_links_that_stay_there(
    successor: Person, item: ActionItem, sign_in: SignIn
) -> None:
    page = sign_in(successor).get(f"/predecessors/mau/items/{item.id}")
    assert page.status_code == 200
    assert "Nhiệm vụ mẫu số 1" in page.text
    assert 'href="/predecessors/mau/plans' in page.text
    assert "Nhập báo cáo" not in page.text


def test_outside_the_address_nobody_crosses_agencies(
    successor: Person, item: ActionItem, sign_in: SignIn
) -> None:
    client = sign_in(successor)
    assert client.get(f"/items/{item.id}").status_code == 404
    assert "Nhiệm vụ mẫu" not in client.get("/plans", follow_redirects=True).text


@pytest.mark.parametrize("path", ["organisation/units/new", "account", "people", "plans/import"])
def test_only_what_everybody_reads_is_read(successor: Person, sign_in: SignIn, path: str) -> None:
    assert sign_in(successor).get(f"/predecessors/mau/{path}").status_code == 404


def test_nothing_is_written_through_the_address(
    successor: Person, office: Office, sign_in: SignIn
) -> None:
    path = f"/predecessors/mau/organisation/units/{office.first.id}/aliases"
    assert sign_in(successor).post(path, data={"text": "P1"}).status_code == 404


def test_a_stranger_and_nobody_do_not_read(
    successor: Person, office: Office, sign_in: SignIn
) -> None:
    assert sign_in(office.stranger).get("/predecessors/mau/plans").status_code == 404
    assert sign_in(None).get("/predecessors/mau/plans").status_code == 302


def test_the_old_agency_reads_neither_its_twin_nor_its_successor(
    successor: Person, office: Office, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    for code in ("moi", "kia", "mau", "khong-co"):
        assert client.get(f"/predecessors/{code}/plans").status_code == 404


def test_the_old_agency_signs_in_and_reads_but_writes_no_more(
    successor: Person, office: Office, item: ActionItem, sign_in: SignIn
) -> None:
    client = sign_in(office.officer)
    page = client.get(f"/items/{item.id}")
    assert page.status_code == 200
    assert "Cơ quan đã hợp nhất từ ngày 01/7/2021" in page.text
    form = {"name": "Phòng Mới", "kind": "internal"}
    answer = client.post("/organisation/units/new", data=form)
    assert answer.status_code == 409
    assert "chỉ còn để đọc" in answer.text
    assert client.get("/organisation/units/new").status_code == 409
    assert client.get("/").status_code == 200
    assert client.post("/sign-out").status_code == 302


def test_a_merger_of_a_merged_agency_is_read_through_both(office: Office, app: Flask) -> None:
    first, second = make_agency(code="a"), make_agency(code="b")
    merge_agencies(db.session(), [office.agency], first, on=DAY, document=NQ)
    merge_agencies(db.session(), [first], second, on=DAY, document=NQ)
    found = find_predecessors(db.session(), second.id)
    assert [agency.code for agency in found] == ["a", "mau"]


def test_a_merger_that_does_not_add_up_changes_nothing(office: Office) -> None:
    new = make_agency(code="moi")
    for closing in ([], [new], [office.agency, office.agency]):
        with pytest.raises(BadInput):
            merge_agencies(db.session(), closing, new, on=DAY, document=NQ)
    merge_agencies(db.session(), [office.agency], new, on=DAY, document=NQ)
    with pytest.raises(BadInput, match="đã hợp nhất"):
        merge_agencies(db.session(), [office.agency], make_agency(), on=DAY, document=NQ)


def test_the_terminal_merges_and_then_stores_nothing_in_the_old_one(app: Flask) -> None:
    for code in ("a", "b", "c"):
        make_agency(code=code)
    db.session.commit()
    run = app.test_cli_runner().invoke
    words = ["organisation", "merge", "a", "b", "--into", "c", "--on", "2021-07-01"]
    done = run(args=[*words, "--document", NQ])
    assert done.exit_code == 0, done.output
    assert "chỉ đọc" in done.output
    refused = run(args=["calendar", "seed", "2022", "--agency", "a"])
    assert refused.exit_code == 2
    assert "đã hợp nhất" in refused.output + refused.stderr
    assert run(args=["reminders", "send", "--agency", "a"]).exit_code == 2


def test_a_merger_of_later_closes_on_its_day(office: Office, sign_in: SignIn) -> None:
    new = make_agency(code="moi")
    later = date(2090, 1, 1)
    merge_agencies(db.session(), [office.agency], new, on=later, document=NQ)
    assert not db.session.get_one(Agency, office.agency.id).is_closed(date(2089, 12, 31))
    assert sign_in(office.officer).get("/organisation/units/new").status_code == 200


@pytest.mark.parametrize(("who", "is_taken"), [("clerk", True), ("director", False)])
def test_an_address_of_before_gets_an_account_here_but_none_above_ones_own(
    successor: Person, office: Office, sign_in: SignIn, who: str, is_taken: bool
) -> None:
    old: Person = getattr(office, who)
    address = old.email
    form = {"name": old.name, "email": address, "roles": ["unit"], "unit_id": ""}
    answer = sign_in(successor).post("/people/new", data=form)
    assert (answer.status_code == 200) is is_taken
    assert (old.email, old.is_active) == (
        (f"{address}#{old.id}", False) if is_taken else (address, True)
    )
