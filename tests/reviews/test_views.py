"""The four lists on one page and in one workbook."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from openpyxl import load_workbook

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_plan
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.plans.rules import DeadlineKind

SignIn = Callable[[Person | None], FlaskClient]
DAY, EARLIER = date(2021, 9, 1), date(2021, 8, 20)


def late_by(due_on: date) -> str:
    return f"quá hạn {(clock.today() - due_on).days} ngày"


def two_late_items(office: Office) -> None:
    plan = make_plan(office.agency)
    make_item(plan, leads=[office.first], kind=DeadlineKind.BY, due_on=DAY)
    make_item(plan, leads=[office.second], position=2, kind=DeadlineKind.BY, due_on=EARLIER)


def test_nobody_reads_without_signing_in(office: Office, sign_in: SignIn) -> None:
    for path in ("/reviews", "/reviews/overdue.xlsx"):
        assert "/sign-in" in sign_in(None).get(path).headers["Location"]


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_everybody_of_the_agency_reads_why(office: Office, sign_in: SignIn, who: str) -> None:
    two_late_items(office)
    page = sign_in(getattr(office, who)).get("/reviews").text
    assert 0 < page.index(late_by(EARLIER)) < page.index(late_by(DAY))
    for anchor in ("qua-han", "chua-bao-cao", "vuong-mac", "chi-dao"):
        assert f'id="{anchor}"' in page


@pytest.mark.parametrize(("who", "gives"), [("director", True), ("officer", False)])
def test_only_a_director_sees_the_button_to_order(
    office: Office, sign_in: SignIn, who: str, gives: bool
) -> None:
    two_late_items(office)
    assert ("Chỉ đạo<span" in sign_in(getattr(office, who)).get("/reviews").text) is gives


def test_one_unit_may_be_looked_at_alone(office: Office, sign_in: SignIn) -> None:
    two_late_items(office)
    page = sign_in(office.clerk).get(f"/reviews?unit={office.first.id}").text
    assert "Nhiệm vụ mẫu số 1" in page
    assert "Nhiệm vụ mẫu số 2" not in page
    assert sign_in(office.clerk).get("/reviews?unit=").status_code == 200


def test_another_agency_sees_nothing_of_it(office: Office, sign_in: SignIn) -> None:
    two_late_items(office)
    theirs = sign_in(office.stranger)
    assert "Nhiệm vụ mẫu số" not in theirs.get("/reviews").text
    assert theirs.get(f"/reviews?unit={office.first.id}").status_code == 404


def test_the_workbook_has_a_sheet_for_each_list(office: Office, sign_in: SignIn) -> None:
    two_late_items(office)
    answer = sign_in(office.director).get("/reviews/overdue.xlsx")
    book = load_workbook(BytesIO(answer.data))
    assert book.sheetnames == [
        "Kết luận, chỉ đạo quá hạn",
        "Chưa báo cáo",
        "Nhiệm vụ quá hạn",
        "Vướng mắc",
        "Báo cáo theo yêu cầu",
    ]
    cells = [cell.value for row in book["Nhiệm vụ quá hạn"].iter_rows() for cell in row]
    assert "Nhiệm vụ mẫu số 2" in cells
    assert (clock.today() - EARLIER).days in cells


def test_the_page_reads_the_same_however_many_lines(office: Office, sign_in: SignIn) -> None:
    plan, counts = make_plan(office.agency), []
    client = sign_in(office.officer)
    for number in (1, 2, 3):
        unit = [office.first]
        make_item(plan, leads=unit, position=number, kind=DeadlineKind.BY, due_on=DAY)
        db.session.commit()
        with counting() as seen:
            client.get("/reviews")
        counts.append(len(seen))
    assert counts[0] == counts[1] == counts[2] <= 20
