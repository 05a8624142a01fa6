"""What everybody may read: published figures of enough people, and nothing else."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import NOON, Office
from tests.reviews.scenes import closed_round, forms_of, open_round, targets
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.commands import close_and_freeze

SignIn = Callable[[Person | None], FlaskClient]


def publishing(office: Office) -> None:
    office.agency.is_public = True
    targets(office)


def test_everybody_reads_what_an_agency_publishes(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    closed_round(office, good=6)
    answer = sign_in(None).get("/public/mau")
    assert answer.status_code == 200
    assert answer.text.count("50,00") >= 7
    assert "Mức dao động do số phiếu (95%)" in answer.text
    assert "Khoảng tin cậy" not in answer.text


@pytest.mark.parametrize("code", ["mau", "khong-co"])
def test_an_agency_that_does_not_publish_is_missing(
    office: Office, sign_in: SignIn, code: str
) -> None:
    closed_round(office, good=6)
    assert sign_in(None).get(f"/public/{code}").status_code == 404


def test_a_round_that_collects_is_not_published(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    forms_of(open_round(office), 40, good=20)
    page = sign_in(None).get("/public/mau").text
    assert "Chưa có kết quả để công bố" in page
    assert "50,00" not in page


@pytest.mark.parametrize(("people", "shown"), [(9, False), (10, True)])
def test_ten_people_are_the_fewest(
    office: Office, sign_in: SignIn, people: int, shown: bool
) -> None:
    publishing(office)
    closed_round(office, good=people, count=people)
    assert ("100,00" in sign_in(None).get("/public/mau").text) is shown


def test_a_small_field_is_held_back_with_the_next_one(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    row = open_round(office)
    forms_of(row, 20, good=10)
    forms_of(row, 12, good=3, field="Công chứng", first=100)
    forms_of(row, 4, good=1, field="Đất đai", first=200)
    close_and_freeze(db.session(), row, by=None, at=NOON)
    page = sign_in(None).get("/public/mau").text
    assert page.count("chưa đủ phiếu để công bố") == 2
    assert "50,00" in page
    assert "25,00" not in page


def test_the_head_names_the_agency_of_the_page(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    office.agency.name = "Sở Công Khai"
    for reader in (None, office.stranger):
        assert "<small>Sở Công Khai</small>" in sign_in(reader).get("/public/mau").text
