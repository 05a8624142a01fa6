import json

from flask import Flask

from tests.factories import Office
from tracker.access.passwords import is_password
from tracker.database import db


def test_people_are_listed(app: Flask, office: Office) -> None:
    db.session.commit()
    words = ["access", "list", "--agency", "mau", "--json"]
    result = app.test_cli_runner().invoke(args=words)
    rows = json.loads(result.stdout)
    assert len(rows) == 8
    assert {"name", "title", "email", "roles", "active"} == set(rows[0])


def test_a_password_is_reset_from_the_terminal(app: Flask, office: Office) -> None:
    email = office.admin.email
    db.session.commit()
    words = ["access", "reset-password", email, "--json"]
    result = app.test_cli_runner().invoke(args=words)
    password = json.loads(result.stdout)["password"]
    db.session.refresh(office.admin)
    assert is_password(office.admin.password_hash, password)
    assert office.admin.must_change_password


def test_an_unknown_address_exits_with_2(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["access", "reset-password", "x@mau.example"])
    assert result.exit_code == 2
    assert result.stderr == "lỗi: Không có tài khoản x@mau.example.\n"
