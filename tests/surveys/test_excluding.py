from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, seal
from tests.surveys.test_public_form import open_round
from tracker import clock
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.ledger.models import LedgerEntry
from tracker.surveys import commands, queries
from tracker.surveys.commands import Leaving, OpenAnswers
from tracker.surveys.models import Exclusion, Response, Round
from tracker.surveys.tallies import ALL, Tallies
from tracker.upkeep.responses import check_responses

SignIn = Callable[[Person | None], FlaskClient]
WHY = "Gõ nhầm câu 1 của phiếu số 2"
RIGHT = (1, *[4] * 24)

pytestmark = pytest.mark.usefixtures("app")


def sealed_round(office: Office, count: int = 3) -> Round:
    row = make_round(office.agency)
    seal(row, forms(count))
    return row


def leave_out(row: Round, seq: int, leaving: Leaving, by: Person | None = None) -> Exclusion:
    return commands.exclude_form(db.session(), row, seq, leaving, by=by, at=NOON)


def counted(row: Round) -> tuple[Tallies, Tallies]:
    """What is stored, and what the forms give that still count."""
    method = queries.method_of(db.session(), row.method_id)
    return queries.tallies_of(db.session(), row.id), queries.recount(db.session(), row.id, method)


def test_a_form_left_out_stays_in_the_chain_and_leaves_the_count(office: Office) -> None:
    row = sealed_round(office)
    leave_out(row, 2, Leaving(WHY), office.officer)

    stored, found = counted(row)
    assert stored == found
    assert (stored.forms, row.responses) == (2, 3)
    assert list(check_responses(db.session.connection())) == []
    assert sum(each.forms for each in queries.count_forms(db.session(), row.id)) == 2


def test_the_corrected_form_is_sealed_as_a_new_one_bound_to_the_old(office: Office) -> None:
    row = sealed_round(office)
    left = leave_out(row, 2, Leaving(WHY, RIGHT), office.officer)

    new = db.session.get_one(Response, left.replacement_id)
    old = db.session.get_one(Response, left.response_id)
    assert (new.seq, new.form_no, new.unit_id, new.day) == (4, "2", old.unit_id, old.day)
    assert new.answers == bytes(RIGHT)
    stored, found = counted(row)
    assert (stored, stored.forms) == (found, 3)
    sums = stored.get("C1", ALL)
    assert sums is not None
    assert sums.levels == (1, 0, 0, 2, 0)


def test_the_last_form_of_a_slice_takes_the_slice_with_it(office: Office) -> None:
    row = sealed_round(office, 1)
    leave_out(row, 1, Leaving(WHY))

    stored, found = counted(row)
    assert (stored, stored.forms) == (found, 0)


def test_every_exclusion_is_an_event_with_its_reason(office: Office) -> None:
    row = sealed_round(office)
    leave_out(row, 2, Leaving(WHY, RIGHT), office.officer)

    events = select(LedgerEntry.payload).where(
        LedgerEntry.stream == f"round:{row.id}", LedgerEntry.action == "exclude"
    )
    (said,) = db.session.scalars(events).all()
    assert said
    for part in (WHY, '"form":2', '"replacement":4', row.chain_hash):
        assert part in said
    (line,) = queries.find_exclusions(db.session(), row.id)
    assert (line.exclusion.reason, line.replacement_seq) == (WHY, 4)
    assert line.by == office.officer.full_name


@pytest.mark.parametrize(
    ("leaving", "seq", "said"),
    [
        (Leaving("sai"), 1, "Ghi rõ lý do"),
        (Leaving(WHY), 9, "Không có phiếu này"),
        (Leaving(WHY, (4,) * 25), 1, "giống phiếu đã niêm phong"),
        (Leaving(WHY, (None,) * 25), 1, "không có câu trả lời nào"),
    ],
)
def test_what_explains_or_corrects_nothing_is_refused(
    office: Office, leaving: Leaving, seq: int, said: str
) -> None:
    row = sealed_round(office)
    with pytest.raises(BadInput, match=said):
        leave_out(row, seq, leaving)


def test_a_form_is_left_out_once_and_only_while_the_round_is_open(office: Office) -> None:
    row = sealed_round(office)
    leave_out(row, 1, Leaving(WHY))
    with pytest.raises(Refusal, match="đã được loại"):
        leave_out(row, 1, Leaving(WHY))
    commands.close_round(db.session(), row, by=None, at=NOON)
    with pytest.raises(Refusal, match="không loại được"):
        leave_out(row, 2, Leaving(WHY))


def test_nobody_types_a_form_again_that_came_without_paper(office: Office) -> None:
    row = open_round(office)
    given = OpenAnswers((4,) * 25, "k")
    commands.seal_answers(db.session(), row, given, today=clock.today())
    with pytest.raises(BadInput, match="không có phiếu giấy"):
        leave_out(row, 1, Leaving(WHY, RIGHT))
    leave_out(row, 1, Leaving(WHY))


def test_the_number_of_a_form_left_out_may_be_sealed_again(office: Office) -> None:
    row = sealed_round(office)
    leave_out(row, 2, Leaving(WHY))

    done = seal(row, forms(3, level=5))

    assert done.accepted == 1
    assert len(done.rejected) == 2


def test_who_left_a_form_out_does_not_close_the_round(office: Office) -> None:
    row = sealed_round(office)
    leave_out(row, 1, Leaving(WHY), office.officer)

    with pytest.raises(Refusal, match="không tự đóng đợt"):
        commands.close_round(db.session(), row, by=office.officer, at=NOON)
    commands.close_round(db.session(), row, by=office.office_head, at=NOON)


def test_the_office_finds_a_form_by_its_number_and_leaves_it_out(
    office: Office, sign_in: SignIn
) -> None:
    row, client = sealed_round(office), sign_in(office.officer)
    db.session.commit()
    found = client.get(f"/rounds/{row.id}/exclusions?number=02").text
    assert f"/rounds/{row.id}/exclusions/2" in found
    assert "1 1 1" not in client.get(f"/rounds/{row.id}/exclusions/2").text

    cells = {f"r2-c{n}": "5" for n in range(1, 26)}
    wrong = client.post(
        f"/rounds/{row.id}/exclusions/2", data={"reason": WHY, **cells, "r2-c3": "7"}
    )
    assert (wrong.status_code, "câu C3: “7”" in wrong.text) == (400, True)
    answer = client.post(f"/rounds/{row.id}/exclusions/2", data={"reason": WHY, **cells})

    assert answer.status_code == 302
    page = sign_in(office.clerk).get(answer.location).text
    assert WHY in page
    assert "thay bằng phiếu thứ tự 4" in page


@pytest.mark.parametrize("person", ["clerk", "head", "director", "admin"])
def test_only_the_office_leaves_forms_out(office: Office, sign_in: SignIn, person: str) -> None:
    row = sealed_round(office)
    db.session.commit()
    client = sign_in(getattr(office, person))
    assert client.get(f"/rounds/{row.id}/exclusions/1").status_code == 403
    assert client.post(f"/rounds/{row.id}/exclusions/1", data={"reason": WHY}).status_code == 403
    stranger = sign_in(office.stranger)
    assert stranger.get(f"/rounds/{row.id}/exclusions").status_code == 404


def test_what_was_left_out_stands_on_the_proof_sheet(office: Office, sign_in: SignIn) -> None:
    row = sealed_round(office)
    leave_out(row, 2, Leaving(WHY, RIGHT), office.officer)
    db.session.commit()

    page = sign_in(office.director).get(f"/rounds/{row.id}/proof").text
    assert f"Thứ tự 2 (thay bằng thứ tự 4): {WHY}" in page
