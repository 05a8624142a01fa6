from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import UNIT, forms, make_round, seal
from tests.surveys.typed import KH
from tracker.access.models import Person
from tracker.database import db
from tracker.surveys import commands
from tracker.surveys.models import Field, FormDraft, FormImport, Response, Round
from tracker.surveys.typing_rows import MOST_ROWS, Names, kept, read_typed, rows_of
from tracker.surveys.words import Channel

SignIn = Callable[[Person | None], FlaskClient]
NOBODY = Names({}, {})


def row_of(place: int, number: str, answers: str, **facts: str) -> dict[str, str]:
    """The boxes of a row; a space leaves one empty."""
    boxes = {f"r{place}-c{n}": key for n, key in enumerate(answers, start=1)}
    named = {f"r{place}-{name}": value for name, value in facts.items()}
    return kept({**boxes, **named, f"r{place}-number": number})


def scene(office: Office) -> Round:
    row = make_round(office.agency)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    db.session.commit()
    return row


def test_a_key_an_answer_blank_for_none_and_x_for_what_cannot_count() -> None:
    found = read_typed(row_of(1, "007", "5 x" + "4" * 22), KH, NOBODY)

    (form,) = found.read.accepted
    assert form.answers == (5, None, None, *[4] * 22)
    assert (form.number, found.errors) == ("7", {})
    assert [(r.row, r.reason) for r in found.read.rejected] == [
        (1, "câu C3: dấu không rõ hoặc nhiều mức")
    ]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (row_of(3, "1", "8" + "4" * 24), "câu C1: “8” không phải 1 đến 5 hoặc x"),
        (row_of(3, "1", "0" + "4" * 24), "câu C1: “0”"),
        (row_of(3, "", "4" * 25), "chưa ghi số phiếu"),
        (row_of(3, "1", "4" * 25, day="31/02/2021"), "không phải ngày"),
    ],
)
def test_what_must_be_mended_is_said_by_row(typed: dict[str, str], said: str) -> None:
    errors = read_typed(typed, KH, NOBODY).errors

    assert list(errors) == [3]
    assert said in errors[3][0]


def test_rows_without_facts_take_those_of_the_head() -> None:
    names = Names({"1": "Hộ tịch", "2": "Đất đai"}, {"7": UNIT})
    head = {"day": "5/1/2021", "field": "1", "unit": "7"}
    typed = head | row_of(1, "1", "4" * 25) | row_of(2, "2", "4" * 25, field="2", day="6/1/2021")

    first, second = read_typed(typed, KH, names).read.accepted
    assert (first.field, first.unit, str(first.day)) == ("Hộ tịch", UNIT, "2021-01-05")
    assert (second.field, second.unit, str(second.day)) == ("Đất đai", UNIT, "2021-01-06")


def test_two_rows_with_one_number_and_an_empty_one_are_left_out() -> None:
    typed = row_of(1, "1", "4" * 25) | row_of(2, "1", "5" * 25) | row_of(3, "3", " ")
    found = read_typed(typed, KH, NOBODY).read

    assert (found.rows, len(found.accepted)) == (3, 1)
    assert [r.row for r in found.rejected if r.is_form] == [2, 3]


def test_a_page_never_grows_beyond_what_a_batch_may_have() -> None:
    assert len(rows_of({"r9999-number": "1"}, KH)) == MOST_ROWS
    assert kept({"r1-c1": "4", "csrf_token": "x", "r1-hash": "y", "go": "check"}) == {"r1-c1": "4"}


def test_rows_are_kept_looked_over_and_sealed_under_the_name_of_who_typed(
    office: Office, sign_in: SignIn
) -> None:
    row, client = scene(office), sign_in(office.officer)
    field = str(db.session.scalar(select(Field.id)))
    posted = row_of(1, "1", "4" * 25, field=field) | row_of(2, "2", "5" * 24 + "x")
    address = f"/rounds/{row.id}/typing"
    answer = client.post(address, data={**posted, "unit": str(office.first.id), "go": "check"})
    assert answer.location == f"{address}/check"
    page = client.get(answer.location).text
    assert "Niêm phong 2 phiếu" in page
    assert "câu C25: dấu không rõ" in page
    assert client.post(answer.location).location == f"/rounds/{row.id}"

    sealed = db.session.scalars(select(Response).order_by(Response.seq)).all()
    assert [(f.channel, f.form_no, f.unit_id) for f in sealed] == [
        (Channel.PAPER, "1", office.first.id),
        (Channel.PAPER, "2", office.first.id),
    ]
    batch = db.session.scalars(select(FormImport)).one()
    assert (batch.by_id, batch.file_id, batch.accepted) == (office.officer.id, None, 2)
    assert db.session.scalars(select(FormDraft)).all() == []


def test_a_row_to_mend_stops_the_sealing_and_the_draft_stays(
    office: Office, sign_in: SignIn
) -> None:
    row, client = scene(office), sign_in(office.officer)
    address = f"/rounds/{row.id}/typing"
    client.post(address, data=row_of(4, "1", "9" + "4" * 24))

    assert "câu C1: “9”" in client.get(address).text
    assert "Niêm phong 1 phiếu" not in client.get(f"{address}/check").text
    assert client.post(f"{address}/check").status_code == 400
    assert db.session.scalars(select(Response)).all() == []
    assert db.session.scalars(select(FormDraft)).one().typed["r4-number"] == "1"


def test_a_form_that_the_round_has_already_is_said_before_sealing(
    office: Office, sign_in: SignIn
) -> None:
    row, client = scene(office), sign_in(office.officer)
    seal(row, forms(1))
    db.session.commit()
    typed = row_of(1, "1", "5" * 25) | {"unit": str(office.first.id)}
    client.post(f"/rounds/{row.id}/typing", data=typed)

    page = client.get(f"/rounds/{row.id}/typing/check").text
    assert "số phiếu 1 đã được niêm phong trong đợt này với nội dung khác" in page


def test_everybody_has_rows_of_their_own(office: Office, sign_in: SignIn) -> None:
    row, first, second = scene(office), sign_in(office.officer), sign_in(office.office_head)
    first.post(f"/rounds/{row.id}/typing/draft", data=row_of(1, "77", "4" * 25))

    assert 'value="77"' in first.get(f"/rounds/{row.id}/typing").text
    assert 'value="77"' not in second.get(f"/rounds/{row.id}/typing").text
