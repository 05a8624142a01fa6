from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.access.conftest import PASSWORD
from tests.factories import Office
from tracker.access.models import Person
from tracker.access.passwords import is_password
from tracker.access.queries import find_setting
from tracker.database import db

SignIn = Callable[[Person | None], FlaskClient]
NEW = "quạt máy kêu to"
FORM = {"password": PASSWORD, "new_password": NEW, "new_password_again": NEW}


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_everybody_sees_his_own_account(office: Office, sign_in: SignIn, who: str) -> None:
    person = getattr(office, who)
    page = sign_in(person).get("/account").text
    assert person.email in page
    assert page.count("Máy này") == 1


def test_a_new_password_signs_other_browsers_out_and_keeps_this_one(
    known: Office, sign_in: SignIn
) -> None:
    here, there = sign_in(known.clerk), sign_in(known.clerk)
    answer = here.post("/account/password", data=FORM)
    assert answer.headers["Location"] == "/account"
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert is_password(known.clerk.password_hash, NEW)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"password": "sai"}, "Mật khẩu đang dùng chưa đúng."),
        ({"new_password_again": "khác"}, "Hai lần nhập chưa giống nhau."),
        ({"new_password": "matkhau1", "new_password_again": "matkhau1"}, "quá dễ đoán"),
        ({"new_password": "ngắn", "new_password_again": "ngắn"}, "Cần từ 8 đến 128 ký tự."),
    ],
)
def test_a_password_that_is_not_taken_says_why(
    known: Office, sign_in: SignIn, typed: dict[str, str], said: str
) -> None:
    page = sign_in(known.clerk).post("/account/password", data=FORM | typed).text
    assert said in page
    assert is_password(known.clerk.password_hash, PASSWORD)


def test_a_one_time_password_opens_only_its_own_change(known: Office, sign_in: SignIn) -> None:
    known.clerk.must_change_password = True
    client = sign_in(known.clerk)
    for path in ("/account", "/organisation/units"):
        assert client.get(path).headers["Location"] == "/account/password"
    assert "mật khẩu một lần" in client.get("/account/password").text
    client.post("/account/password", data=FORM)
    assert client.get("/organisation/units").status_code == 200


def test_with_a_one_time_password_one_can_still_leave(known: Office, sign_in: SignIn) -> None:
    known.clerk.must_change_password = True
    assert sign_in(known.clerk).post("/sign-out").headers["Location"] == "/sign-in"


def test_shortcuts_go_off_and_stay_off_at_the_next_sign_in(app: Flask, known: Office) -> None:
    client = app.test_client()
    form = {"email": known.clerk.email, "password": PASSWORD}
    client.post("/sign-in", data=form)
    assert 'data-shortcuts="on"' in client.get("/account").text
    client.post("/account/shortcuts", data={"shortcuts_off": "y"})
    assert 'data-shortcuts="off"' in client.get("/account").text
    assert find_setting(db.session(), known.clerk.id, "shortcuts") == {"off": True}
    other = app.test_client()
    other.post("/sign-in", data=form)
    assert 'data-shortcuts="off"' in other.get("/account").text


def test_other_browsers_can_be_signed_out(known: Office, sign_in: SignIn) -> None:
    here, there, colleague = sign_in(known.clerk), sign_in(known.clerk), sign_in(known.head)
    here.post("/account/other-browsers")
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302
    assert colleague.get("/account").status_code == 200
