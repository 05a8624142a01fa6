from collections.abc import Callable
from io import BytesIO

import docx
import pytest
from flask.testing import FlaskClient

from tests.progress.pages import PDF
from tests.reports.conftest import Desk
from tracker.access.models import Person
from tracker.database import db
from tracker.reports.commands import open_report
from tracker.reports.models import CchcReport
from tracker.reports.rules import PaperState

SignIn = Callable[[Person | None], FlaskClient]


def test_office_and_directors_read_the_draft(desk: Desk, sign_in: SignIn) -> None:
    for person in (desk.office.officer, desk.office.director):
        assert sign_in(person).get("/reports/Q3/2021").status_code == 200


def test_everybody_else_reads_it_once_it_is_issued(desk: Desk, sign_in: SignIn) -> None:
    people = [sign_in(person) for person in (desk.office.clerk, desk.office.admin)]
    pages = [f"/reports/Q3/2021{part}" for part in ("", "/word", "/annex", "/excel")]
    assert {who.get(page).status_code for who in people for page in pages} == {404}
    assert "/reports/Q3/2021" not in people[0].get("/reports").text
    issued(desk)
    assert {who.get(page).status_code for who in people for page in pages} == {200}


def test_the_signed_copy_of_an_issued_report_comes_back(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in(desk.office.officer)
    assert client.get("/reports/Q3/2021/signed").status_code == 404
    seen = issued(desk, state=PaperState.APPROVED).version
    typed = {"number": "15/BC-SM", "signed_on": "20/9/2021", "signer": "Trần A", "version": seen}
    not_pdf = (BytesIO(b"\x89PNG\r\n\x1a\n0000"), "ban-ky.png")
    wrong = client.post("/reports/Q3/2021/issue", data={**typed, "signed_file": not_pdf})
    assert wrong.status_code == 400
    signed = (BytesIO(PDF), "ban-ky.pdf")
    sent = client.post("/reports/Q3/2021/issue", data={**typed, "signed_file": signed})
    assert sent.status_code == 302, sent.text
    answer = client.get("/reports/Q3/2021/signed")
    assert answer.data == PDF
    assert "BC-SM_CCHC_quy-III-2021.pdf" in answer.headers["Content-Disposition"]


def test_the_annex_comes_alone_where_a_plan_was_in_force(desk: Desk, sign_in: SignIn) -> None:
    client = sign_in(desk.office.officer)
    answer = client.get("/reports/Q3/2021/annex")
    assert "BC-SM_CCHC_quy-III-2021_phu-luc.docx" in answer.headers["Content-Disposition"]
    first, *_ = docx.Document(BytesIO(answer.data)).paragraphs
    assert first.text == "Phụ lục"
    assert client.get("/reports/H1/2021/annex").status_code == 404
    assert "/reports/H1/2021/annex" not in client.get("/reports/H1/2021").text


def issued(desk: Desk, state: PaperState = PaperState.ISSUED) -> CchcReport:
    report = open_report(db.session(), desk.office.agency, desk.period)
    report.state = state
    db.session.commit()
    return report


def test_what_mends_a_gap_is_offered_to_the_office_alone(desk: Desk, sign_in: SignIn) -> None:
    read, mended = (
        sign_in(person).get("/reports/Q3/2021").text
        for person in (desk.office.director, desk.office.officer)
    )
    assert "Mở khảo sát" in mended
    assert "Mở khảo sát" not in read


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
