"""The ranking of units: who reads it, of which rounds, and what it never gives away."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.reviews.scenes import open_round
from tests.surveys.made import UNIT, forms, seal
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.commands import close_and_freeze
from tracker.surveys.models import Round

SignIn = Callable[[Person | None], FlaskClient]
SECOND = "Phòng Nghiệp vụ 2"
PATH = "/scores/ranking"


def closed(office: Office, second: int, code: str = "2021-Q1") -> Round:
    """Forty good forms of the first unit and so many poor ones of the second."""
    row = open_round(office, code)
    seal(row, forms(40, level=5))
    seal(row, forms(second, level=2, first=100, unit=SECOND))
    return close_and_freeze(db.session(), row, by=None, at=NOON)


def rows_of(client: FlaskClient, query: str = "") -> dict[str, tuple[object, ...]]:
    book = load_workbook(BytesIO(client.get(f"{PATH}.xlsx{query}").data))
    rows = list(book.active.iter_rows(min_row=4, values_only=True)) if book.active else []
    return {str(row[2]): row for row in rows if row[2]}


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_everybody_of_the_agency_reads_the_ranking_and_its_limits(
    office: Office, sign_in: SignIn, who: str
) -> None:
    closed(office, 40)
    page = sign_in(getattr(office, who)).get(PATH).text
    assert page.index(UNIT) < page.index(SECOND)
    assert "không dùng để đánh giá từng người" in page


@pytest.mark.parametrize("path", [PATH, f"{PATH}.xlsx"])
def test_nobody_else_reads_it(office: Office, sign_in: SignIn, path: str) -> None:
    closed(office, 40)
    assert "/sign-in" in sign_in(None).get(path).headers["Location"]
    assert SECOND.encode() not in sign_in(office.stranger).get(path).data


def test_before_a_round_closed_there_is_nothing_to_rank(office: Office, sign_in: SignIn) -> None:
    seal(open_round(office), forms(40))
    assert "Chưa có đơn vị để xếp hạng" in sign_in(office.officer).get(PATH).text


def test_a_unit_under_the_number_asked_for_is_not_ranked(office: Office, sign_in: SignIn) -> None:
    closed(office, 20)
    rows = rows_of(sign_in(office.officer))
    assert (rows[UNIT][1], rows[SECOND][1]) == ("1", "")
    assert "Chưa đủ điều kiện" in str(rows[SECOND][7])


def test_a_unit_hidden_in_one_round_is_hidden_in_its_year(office: Office, sign_in: SignIn) -> None:
    closed(office, 40)
    closed(office, 3, "2021-Q2")
    client = sign_in(office.officer)
    assert rows_of(client, "?dot=2021-Q1")[SECOND][3] == 0
    assert rows_of(client, "?nam=2021")[SECOND][3] is None


def test_a_year_adds_the_rounds_of_one_index_up(office: Office, sign_in: SignIn) -> None:
    closed(office, 20)
    closed(office, 20, "2021-Q2")
    client = sign_in(office.officer)
    assert rows_of(client, "?nam=2021")[SECOND][6] == 40
    assert "Cả năm 2021" in client.get(PATH).text
    with counting() as seen:
        client.get(f"{PATH}?nam=2021")
    assert len(seen) <= 25
