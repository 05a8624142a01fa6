"""What the shared application of the tests switches off: CSRF tokens, throttles, the set-up."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.access.conftest import HASH, PASSWORD
from tests.factories import make_person, make_unit
from tracker.access.throttling import TOO_OFTEN, address_key
from tracker.database import db

EMAIL = "ha@mau.example"


@pytest.fixture
def strict(app_with: Callable[..., Flask]) -> Iterator[Flask]:
    app = app_with(WTF_CSRF_ENABLED=True, RATELIMIT_ENABLED=True)
    with app.app_context():
        person = make_person(make_unit())
        person.email, person.password_hash = EMAIL, HASH
        db.session.commit()
        yield app
        db.session.remove()


def token_in(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_a_post_without_the_pages_token_is_refused(strict: Flask) -> None:
    client = strict.test_client()
    form = {"email": EMAIL, "password": PASSWORD}
    refused = client.post("/sign-in", data=form)
    assert refused.status_code == 400
    assert "Phiên làm việc đã hết" in refused.text
    assert PASSWORD not in refused.text
    form["csrf_token"] = token_in(client.get("/sign-in").text)
    assert client.post("/sign-in", data=form).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}],
    ids=["origin", "fetch-site"],
)
def test_a_post_from_elsewhere_is_refused_even_with_the_token(
    strict: Flask, headers: dict[str, str]
) -> None:
    client = strict.test_client()
    form = {"email": EMAIL, "password": PASSWORD}
    form["csrf_token"] = token_in(client.get("/sign-in").text)
    refused = client.post("/sign-in", data=form, headers=headers)
    assert refused.status_code == 400
    assert client.get("/account").status_code == 302


def test_the_token_of_before_signing_in_is_worth_nothing_after(strict: Flask) -> None:
    client = strict.test_client()
    old = token_in(client.get("/sign-in").text)
    form = {"email": EMAIL, "password": PASSWORD, "csrf_token": old}
    client.post("/sign-in", data=form)
    assert client.post("/sign-out", data={"csrf_token": old}).status_code == 400
    assert client.get("/account").status_code == 200


def test_one_address_is_held_back_and_another_is_not(strict: Flask) -> None:
    client = strict.test_client()
    token = token_in(client.get("/sign-in").text)
    for _ in range(40):
        client.get("/sign-in")  # looking costs nothing
    answers = []
    for number in range(31):
        form = {"email": f"n{number}@mau.example", "password": "x", "csrf_token": token}
        answers.append(client.post("/sign-in", data=form))
    assert [answer.status_code for answer in answers] == [401] * 30 + [429]
    assert TOO_OFTEN in answers[-1].text
    form = {"email": EMAIL, "password": PASSWORD, "csrf_token": token}
    elsewhere = client.post("/sign-in", data=form, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    assert elsewhere.status_code == 302


def test_the_address_itself_is_not_the_key(strict: Flask) -> None:
    with strict.test_request_context(environ_base={"REMOTE_ADDR": "203.0.113.9"}):
        assert "203.0.113.9" not in address_key()
        assert len(address_key()) == 32


def test_an_installation_with_an_agency_has_no_set_up(strict: Flask) -> None:
    assert strict.test_client().get("/set-up").headers["Location"] == "/sign-in"
