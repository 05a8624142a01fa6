"""What everybody may read: published figures of enough people, and nothing else."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from docx import Document
from flask.testing import FlaskClient

from tests.factories import NOON, Office
from tests.reviews.scenes import closed_round, forms_of, open_round, targets
from tests.surveys.made import UNIT, seal, typed
from tests.surveys.typed import line
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.commands import close_and_freeze
from tracker.surveys.commands import Leaving, exclude_form

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


def test_a_form_left_out_is_not_among_those_told(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    row = open_round(office)
    forms_of(row, 13, good=6)
    leaving = Leaving("Nhân viên điền thử để kiểm tra máy.")
    exclude_form(db.session(), row, 1, leaving, by=office.officer, at=NOON)
    close_and_freeze(db.session(), row, by=None, at=NOON)
    client = sign_in(None)
    assert "12 phiếu được tính" in client.get("/public/mau").text
    assert "· 12 phiếu, thu từ" in client.get("/public/mau/poster").text
    assert ">12</td>" in sign_in(office.clerk).get("/rounds").text


def test_the_head_names_the_agency_of_the_page(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    office.agency.name = "Sở Công Khai"
    for reader in (None, office.stranger):
        assert "<small>Sở Công Khai</small>" in sign_in(reader).get("/public/mau").text


def test_the_poster_says_what_the_page_says_and_where_it_is(
    office: Office, sign_in: SignIn
) -> None:
    publishing(office)
    closed_round(office, good=6)
    page = sign_in(None).get("/public/mau/poster").text
    assert page.count("50,00") >= 7
    assert "/public/mau</span>" in page
    assert sign_in(None).get("/public/khong-co/poster").status_code == 404


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_the_poster_leaves_as_word_for_people_of_the_agency(
    office: Office, sign_in: SignIn, who: str
) -> None:
    closed_round(office, good=6)
    client = sign_in(getattr(office, who))
    document = Document(BytesIO(client.get("/scores/poster.docx").data))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Chỉ số hài lòng chung: 50,00%" in said
    assert "/public/" not in said


def test_strangers_do_not_get_the_word_file(office: Office, sign_in: SignIn) -> None:
    closed_round(office, good=6)
    assert "/sign-in" in sign_in(None).get("/scores/poster.docx").headers["Location"]
    document = Document(BytesIO(sign_in(office.stranger).get("/scores/poster.docx").data))
    assert "50,00" not in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_an_earlier_round_of_few_people_is_not_shown_beside(
    office: Office, sign_in: SignIn
) -> None:
    publishing(office)
    closed_round(office, good=9, count=9)
    closed_round(office, good=6, code="2021-Q2")
    page = sign_in(None).get("/public/mau").text
    assert "50,00" in page
    assert "100,00" not in page


def test_two_publications_side_by_side_tell_no_more_than_each(
    office: Office, sign_in: SignIn
) -> None:
    publishing(office)
    row = open_round(office)
    forms_of(row, 40, good=20)
    before = sign_in(None).get("/public/mau").text
    forms_of(row, 1, good=1, first=100)
    assert sign_in(None).get("/public/mau").text == before
    close_and_freeze(db.session(), row, by=None, at=NOON)
    after = sign_in(None).get("/public/mau").text
    forms_of(open_round(office, "2021-Q2", date(2021, 6, 30)), 1, good=1)
    assert ("51,22" in after, sign_in(None).get("/public/mau").text == after) == (True, True)


def test_no_free_text_is_published(office: Office, sign_in: SignIn) -> None:
    publishing(office)
    row = open_round(office)
    lines = [line(n, [4] * 25, unit=UNIT, remark=f"Ý kiến kín {n}") for n in range(1, 13)]
    seal(row, typed(*lines))
    close_and_freeze(db.session(), row, by=None, at=NOON)
    for path in ("/public/mau", "/public/mau/poster"):
        assert "Ý kiến kín" not in sign_in(None).get(path).text
