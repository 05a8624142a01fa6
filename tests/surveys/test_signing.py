"""The survey report of a round, signed outside: entered once, by the Office, read by everybody."""

from collections.abc import Callable
from datetime import date
from io import BytesIO

import pytest
from flask.testing import FlaskClient

from tests.factories import Office
from tests.progress.pages import PDF, stop_clock
from tests.reviews.scenes import closed_round, open_round
from tests.weaknesses.reported import report
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.surveys.commands import Signing, sign_round
from tracker.surveys.models import Round
from tracker.surveys.rounds import Step, next_step
from tracker.surveys.words import RoundState

SignIn = Callable[[Person | None], FlaskClient]
TODAY = date(2021, 9, 16)
SIGNING = Signing("27/BC-SM", date(2021, 4, 20), "Trần Văn A")


def typed(row: Round) -> dict[str, object]:
    return {
        "number": "27/BC-SM",
        "signed_on": "20/4/2021",
        "signer": "Trần Văn A",
        "file": (BytesIO(PDF), "ban-ky.pdf"),
        "version": str(row.version),
    }


def test_only_a_round_whose_report_is_frozen_is_signed_and_only_once(office: Office) -> None:
    for row in (open_round(office), closed_round(office, good=8, code="2021-L1")):
        with pytest.raises(Refusal, match="chốt báo cáo"):
            sign_round(db.session(), row, SIGNING, today=TODAY)
    report(office.agency, row)
    sign_round(db.session(), row, SIGNING, today=TODAY)
    assert row.state is RoundState.SIGNED
    with pytest.raises(Refusal, match="một lần"):
        sign_round(db.session(), row, SIGNING, today=TODAY)


@pytest.mark.parametrize("day", [date(2021, 3, 30), date(2021, 9, 17)])
def test_the_day_lies_between_the_end_of_collecting_and_today(office: Office, day: date) -> None:
    row = closed_round(office, good=8)
    report(office.agency, row)
    with pytest.raises(BadInput, match="Ngày ký"):
        sign_round(db.session(), row, Signing("27/BC-SM", day, "A"), today=TODAY)
    assert row.state is RoundState.REPORTED


@pytest.mark.parametrize(
    ("state", "today", "step"),
    [
        (RoundState.OPEN, date(2021, 6, 10), Step.HAND_IN),
        (RoundState.OPEN, date(2021, 6, 18), Step.CONSOLIDATE),
        (RoundState.OPEN, date(2021, 7, 1), Step.CONSOLIDATE),  # missed
        (RoundState.CLOSED, date(2021, 6, 18), Step.SIGN),
        (RoundState.REPORTED, date(2021, 6, 18), Step.SIGN),
        (RoundState.SIGNED, date(2021, 6, 18), None),
    ],
)
def test_the_three_days_of_a_round_come_one_after_the_other(
    state: RoundState, today: date, step: Step | None
) -> None:
    days = {
        Step.HAND_IN: date(2021, 6, 15),
        Step.CONSOLIDATE: date(2021, 6, 20),
        Step.SIGN: date(2021, 6, 25),
    }
    found = next_step(state, days, today)
    assert (found[0] if found else None) is step


def test_the_office_is_reminded_of_a_day_that_comes_and_of_one_missed(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    row = closed_round(office, good=8)
    client = sign_in(office.officer)
    assert "Mốc của đợt khảo sát" not in client.get("/").text
    row.sign_on = date(2021, 9, 14)
    db.session.commit()
    assert "Quá 2 ngày" in client.get("/").text
    row.sign_on = date(2021, 9, 20)
    db.session.commit()
    assert "Còn 4 ngày" in client.get("/").text


def test_the_office_enters_it_and_everybody_reads_the_copy(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    row = closed_round(office, good=8)
    report(office.agency, row)
    client, clerk = sign_in(office.officer), sign_in(office.clerk)
    assert f"/rounds/{row.id}/sign" in client.get(f"/rounds/{row.id}").text
    assert client.post(f"/rounds/{row.id}/sign", data=typed(row)).status_code == 302
    assert "27/BC-SM" in clerk.get(f"/rounds/{row.id}").text
    assert clerk.get(f"/rounds/{row.id}/signed").data == PDF
    assert clerk.get(f"/rounds/{row.id}/sign").status_code == 403
    assert sign_in(office.stranger).get(f"/rounds/{row.id}/signed").status_code == 404
