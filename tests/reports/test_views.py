from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.reports.conftest import Desk
from tracker.access.models import Person
from tracker.database import db
from tracker.reports.models import CchcReport
from tracker.reports.rules import PaperState

SignIn = Callable[[Person | None], FlaskClient]


def test_everybody_of_the_agency_reads_the_report(desk: Desk, sign_in: SignIn) -> None:
    for person in (desk.office.clerk, desk.office.officer, desk.office.director):
        assert sign_in(person).get("/reports/Q3/2021").status_code == 200


def test_another_agency_has_no_such_window(desk: Desk, sign_in: SignIn) -> None:
    page = sign_in(desk.office.stranger).get("/reports/Q3/2021")

    assert page.status_code == 400
    assert "Nhiệm vụ mẫu" not in page.get_data(as_text=True)


def test_nobody_signed_in_is_sent_to_the_door(desk: Desk, sign_in: SignIn) -> None:
    assert sign_in(None).get("/reports/Q3/2021").status_code == 302


@pytest.mark.parametrize("code", ["Q2", "Q4", "X"])
def test_windows_that_the_law_does_not_know_are_refused(
    desk: Desk, sign_in: SignIn, code: str
) -> None:
    assert sign_in(desk.office.officer).get(f"/reports/{code}/2021").status_code == 400


def test_only_the_office_freezes_and_only_a_director_approves(desk: Desk, sign_in: SignIn) -> None:
    assert sign_in(desk.office.clerk).post("/reports/Q3/2021/freeze").status_code == 403
    assert sign_in(desk.office.director).post("/reports/Q3/2021/freeze").status_code == 403
    assert sign_in(desk.office.officer).post("/reports/Q3/2021/approve").status_code == 403


def test_freezing_with_open_conditions_wants_a_word(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in(desk.office.officer)

    assert client.post("/reports/Q3/2021/freeze").status_code == 409
    assert client.post("/reports/Q3/2021/freeze", data={"agreed": "y"}).status_code == 302

    report = db.session.query(CchcReport).one()
    assert report.state is PaperState.SUBMITTED


def test_word_and_excel_come_as_files(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in(desk.office.officer)

    for kind in ("word", "excel"):
        answer = client.get(f"/reports/Q3/2021/{kind}")
        assert answer.headers["Content-Disposition"].startswith("attachment; filename=BC-SM_CCHC")
