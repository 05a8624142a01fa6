import re
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.access.conftest import PASSWORD
from tests.factories import Office, make_agency
from tracker import clock
from tracker.access.models import Session as SignedIn
from tracker.database import db


def enter(client: FlaskClient, email: str, password: str = PASSWORD, to: str = "") -> TestResponse:
    path = "/sign-in" + (f"?next={to}" if to else "")
    return client.post(path, data={"email": email, "password": password})


def token_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie.get("token", ""))


def test_the_page_names_the_agency_only_where_there_is_one(app: Flask) -> None:
    make_agency(name="Sở Một")
    db.session.commit()
    assert "Sở Một" in app.test_client().get("/sign-in").text
    make_agency(name="Sở Hai")
    db.session.commit()
    page = app.test_client().get("/sign-in").text
    assert "Sở Một" not in page
    assert "Sở Hai" not in page


def test_a_right_password_opens_the_house(app: Flask, known: Office) -> None:
    client = app.test_client()
    answer = enter(client, known.clerk.email.upper())
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert known.clerk.email in client.get("/account").text
    assert client.get("/sign-in").headers["Location"] == "/"
    db.session.refresh(known.clerk)
    assert (known.clerk.failed_count, known.clerk.closed_until) == (0, None)


@pytest.mark.parametrize(
    ("asked", "led"),
    [
        ("/account", "/account"),
        ("/organisation/calendar%3Fyear=2021", "/organisation/calendar?year=2021"),
        ("//evil.example", "/"),
        ("/%5Cevil.example", "/"),
        ("https://evil.example/account", "/"),
        ("/khong-co", "/"),
        ("/sign-out", "/"),  # opens by POST only
    ],
)
def test_after_signing_in_only_pages_of_ours_are_reached(
    app: Flask, known: Office, asked: str, led: str
) -> None:
    assert enter(app.test_client(), known.clerk.email, to=asked).headers["Location"] == led


def test_wrong_unknown_and_disabled_are_told_the_same(app: Flask, known: Office) -> None:
    known.head.password_hash, known.head.is_active = known.clerk.password_hash, False
    db.session.commit()
    answers = [
        enter(app.test_client(), known.clerk.email, "sai"),
        enter(app.test_client(), known.head.email),
        enter(app.test_client(), "khongcoai@mau.example"),
    ]
    pages = {re.sub(r'value="[^"]*"', "", answer.text) for answer in answers}
    assert {answer.status_code for answer in answers} == {401}
    assert len(pages) == 1
    assert "Thư điện tử hoặc mật khẩu chưa đúng" in pages.pop()


def test_a_closed_account_refuses_the_right_password_too(app: Flask, known: Office) -> None:
    for _ in range(5):
        enter(app.test_client(), known.clerk.email, "sai")
    assert enter(app.test_client(), known.clerk.email).status_code == 401
    known.clerk.closed_until = clock.now()
    db.session.commit()
    assert enter(app.test_client(), known.clerk.email).status_code == 302


def test_a_form_sent_twice_is_one_try(app: Flask, known: Office) -> None:
    client = app.test_client()
    form = {"email": known.clerk.email, "password": "sai", "idempotency_key": "k1"}
    assert client.post("/sign-in", data=form).status_code == 401
    again = client.post("/sign-in", data=form)
    assert again.status_code == 302
    assert again.headers["Location"].startswith("/sign-in")
    db.session.refresh(known.clerk)
    assert known.clerk.failed_count == 1


def test_the_page_after_a_wrong_password_takes_another_try(app: Flask, known: Office) -> None:
    client = app.test_client()
    form = {"email": known.clerk.email, "password": "sai", "idempotency_key": "k1"}
    page = client.post("/sign-in", data=form).text
    key = re.search(r'name="idempotency_key"[^>]*value="([^"]+)"', page)
    assert key is not None
    assert key[1] != "k1"
    assert "sai" not in re.findall(r'value="([^"]*)"', page)
    form |= {"password": PASSWORD, "idempotency_key": key[1]}
    assert client.post("/sign-in", data=form).headers["Location"] == "/"


def test_a_planted_cookie_is_worth_nothing(app: Flask, known: Office) -> None:
    client = app.test_client()
    with client.session_transaction() as cookie:
        cookie["token"], cookie["planted"] = "planted-token", "x"
    enter(client, known.clerk.email)
    assert token_of(client) not in {"", "planted-token"}
    with client.session_transaction() as cookie:
        assert "planted" not in cookie
    assert len(db.session.scalars(select(SignedIn)).all()) == 1


def test_a_token_of_before_signing_out_opens_nothing(app: Flask, known: Office) -> None:
    client = app.test_client()
    enter(client, known.clerk.email)
    kept = token_of(client)
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    with client.session_transaction() as cookie:
        assert "token" not in cookie
        cookie["token"] = kept
    assert "/sign-in" in client.get("/account").headers["Location"]


def test_two_browsers_have_two_sessions(app: Flask, known: Office) -> None:
    first, second = app.test_client(), app.test_client()
    enter(first, known.clerk.email)
    enter(second, known.clerk.email)
    first.post("/sign-out")
    assert second.get("/account").status_code == 200
    assert token_of(second) != ""


@pytest.mark.parametrize(
    ("idle", "age", "status"),
    [
        (timedelta(minutes=29), timedelta(hours=7), 200),
        (timedelta(minutes=31), timedelta(hours=1), 302),
        (timedelta(minutes=1), timedelta(hours=8, minutes=1), 302),
    ],
)
def test_a_session_ends_when_idle_or_old(
    app: Flask, known: Office, idle: timedelta, age: timedelta, status: int
) -> None:
    client = app.test_client()
    enter(client, known.clerk.email)
    row = db.session.scalars(select(SignedIn)).one()
    row.last_seen_at, row.created_at = clock.now() - idle, clock.now() - age
    db.session.commit()
    assert client.get("/account").status_code == status


@pytest.mark.parametrize(
    ("base", "name", "secure"),
    [("http://localhost", "sid", False), ("https://mau.example", "__Host-sid", True)],
)
def test_the_cookie_is_closed_to_scripts_and_to_plain_connections(
    app: Flask, known: Office, base: str, name: str, secure: bool
) -> None:
    form = {"email": known.clerk.email, "password": PASSWORD}
    answer = app.test_client().post("/sign-in", data=form, base_url=base)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert ("Secure" in cookie) is secure
    assert "Domain" not in cookie


@pytest.mark.parametrize("change", ["is_active", "session"])
def test_a_disabled_or_ended_account_is_out_at_once(app: Flask, known: Office, change: str) -> None:
    client = app.test_client()
    enter(client, known.clerk.email)
    if change == "is_active":
        known.clerk.is_active = False
    else:
        db.session.delete(db.session.scalars(select(SignedIn)).one())
    db.session.commit()
    assert client.get("/account").status_code == 302
