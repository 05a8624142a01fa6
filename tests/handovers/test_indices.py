"""Indices of before a merger: a course of their own, never joined, never compared."""

import json
from collections.abc import Callable
from datetime import date

from flask import Flask
from flask.testing import FlaskClient

from tests.factories import Office, make_agency, make_person, make_unit
from tests.surveys.made import NOON, forms, make_round, seal
from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.organisation.commands import merge_agencies
from tracker.organisation.models import Agency
from tracker.scores.commands import close_and_freeze
from tracker.surveys.queries import find_components

SignIn = Callable[[Person | None], FlaskClient]
LATER = {"code": "2021-Q2", "collect_from": date(2021, 4, 1), "collect_to": date(2021, 6, 30)}


def merged(office: Office) -> Agency:
    """A third agency with a round of its own, after one of the agency merged into it."""
    old = make_round(office.agency)
    seal(old, forms(40, level=2))
    close_and_freeze(db.session(), old, by=None, at=NOON)
    new = make_agency(code="moi", name="Sở Mới")
    make_unit(new, name="Phòng Nghiệp vụ 1", is_office=True)
    row = make_round(new, **LATER)  # type: ignore[arg-type]
    seal(row, forms(40, level=5))
    close_and_freeze(db.session(), row, by=None, at=NOON)
    merge_agencies(db.session(), [office.agency], new, on=date(2021, 4, 1), document="NQ 202")
    db.session.commit()
    return new


def test_rounds_of_two_agencies_are_not_comparable_and_say_why(office: Office, app: Flask) -> None:
    merged(office)
    words = ["scores", "compare", "mau:2021-Q1", "2021-Q2", "--agency", "moi", "--json"]
    done = app.test_cli_runner().invoke(args=words)
    found = json.loads(done.output)["verdicts"]
    assert {verdict["verdict"] for verdict in found} == {"not_comparable"}
    assert "khác cơ quan: Sở Mẫu (mau) và Sở Mới (moi)" in found[0]["reasons"]


def test_the_course_of_before_stands_apart(office: Office, sign_in: SignIn) -> None:
    new = merged(office)
    reader = make_person(make_unit(new), roles=frozenset({Role.OFFICE}))
    method_id = make_round(new, code="2021-Q3").method_id
    component = find_components(db.session(), method_id)[0]
    page = sign_in(reader).get(f"/scores/{component.id}").text
    assert "Trước khi hợp nhất: Sở Mẫu" in page
    assert "không nối và không so sánh được với Sở Mới" in page
