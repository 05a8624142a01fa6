"""Free-text answers: read by the Office and the directors, without anything to join them by."""

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.factories import Office
from tests.surveys.made import UNIT, make_round, seal, typed
from tests.surveys.typed import line
from tracker.access.models import Person
from tracker.database import db
from tracker.surveys.queries.remarks import PAGE, count_remarks, find_remarks

SignIn = Callable[[Person | None], FlaskClient]


@pytest.mark.parametrize(
    ("who", "status"),
    [("officer", 200), ("director", 200), ("admin", 403), ("clerk", 403), ("stranger", 404)],
)
def test_neither_administrators_nor_units_read_them(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    row = make_round(office.agency)
    seal(row, typed(line(1, unit=UNIT, remark="Cần nhanh hơn"), line(2, unit=UNIT)))
    answer = sign_in(getattr(office, who)).get(f"/rounds/{row.id}/remarks")
    assert answer.status_code == status
    assert ("Cần nhanh hơn" in answer.text) is (status == 200)


def test_only_the_words_stand_there_and_not_in_the_order_of_sending(
    office: Office, sign_in: SignIn
) -> None:
    row = make_round(office.agency)
    said = ("Thái độ tốt", "Cần nhanh hơn", "Ghế ngồi ít")
    seal(row, typed(*(line(n, unit=UNIT, remark=text) for n, text in enumerate(said, 1))))
    page = sign_in(office.officer).get(f"/rounds/{row.id}/remarks").text
    assert page.index("Cần nhanh hơn") < page.index("Ghế ngồi ít") < page.index("Thái độ tốt")
    assert UNIT not in page
    assert "04/01/2021" not in page


def test_they_come_page_by_page(office: Office) -> None:
    row = make_round(office.agency)
    lines = (line(n, unit=UNIT, remark=f"Ý {n:03d}") for n in range(1, PAGE + 3))
    seal(row, typed(*lines))
    assert count_remarks(db.session(), row.id) == PAGE + 2
    assert len(find_remarks(db.session(), row.id, 1)) == PAGE
    assert find_remarks(db.session(), row.id, 2) == ["Ý 101", "Ý 102"]
