from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.factories import Office
from tests.surveys.made import NOON, forms, make_round, typed
from tests.surveys.typed import line
from tracker.access.models import Person
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.surveys import commands, queries
from tracker.surveys.commands import Leaving
from tracker.surveys.models import FormImport, Recheck, RecheckForm, Response, Round
from tracker.surveys.rechecks import draw, is_second, lots

SignIn = Callable[[Person | None], FlaskClient]

pytestmark = pytest.mark.usefixtures("app")


def typed_round(office: Office, count: int = 40) -> Round:
    """A round whose forms the officer typed."""
    row = make_round(office.agency)
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    commands.import_forms(db.session(), row, forms(count), at=NOON, by=office.officer)
    db.session.commit()
    return row


def drawn_from(row: Round, seed: str = "") -> Recheck:
    found = commands.draw_recheck(db.session(), row, by=None, at=NOON, seed=seed)
    db.session.commit()
    return found


@pytest.mark.parametrize(("forms_", "drawn"), [(1, 1), (20, 1), (21, 2), (240, 12), (1000, 50)])
def test_five_per_cent_are_drawn_and_at_least_one(forms_: int, drawn: int) -> None:
    assert lots(forms_) == drawn
    assert len(draw(range(1, forms_ + 1), "a1")) == drawn


def test_the_same_seed_draws_the_same_forms_and_another_seed_others() -> None:
    seqs = range(1, 1001)
    assert draw(seqs, "a1") == draw(list(reversed(seqs)), "a1")
    assert draw(seqs, "a1") != draw(seqs, "a2")


def test_every_form_is_drawn_about_equally_often() -> None:
    seen = [seq for seed in range(400) for seq in draw(range(1, 41), str(seed))]
    assert all(5 <= seen.count(seq) <= 40 for seq in range(1, 41))


def test_a_second_person_types_unless_there_is_none() -> None:
    assert [is_second(1, first, {1, 2}) for first in (1, 2, None)] == [False, True, True]
    assert is_second(1, 1, {1})


def test_the_seed_is_kept_and_draws_the_stored_forms_again(office: Office) -> None:
    row = typed_round(office)
    found = drawn_from(row)

    assert (found.of_forms, len(found.seqs), len(found.seed)) == (40, 2, 16)
    assert draw(range(1, 41), found.seed) == found.seqs


def test_only_papers_that_can_be_found_are_drawn(office: Office) -> None:
    row = make_round(office.agency)
    with pytest.raises(BadInput, match="Chưa có phiếu"):
        drawn_from(row)
    read = typed(line("", unit=""), line(5, unit=""))
    commands.take_names(db.session(), office.agency, read)
    commands.import_forms(db.session(), row, read, at=NOON)
    assert drawn_from(row).seqs == [2]
    test_form = Leaving("Phiếu thử của Văn phòng")
    commands.exclude_form(db.session(), row, 2, test_form, by=None, at=NOON)
    with pytest.raises(BadInput, match="Chưa có phiếu"):
        drawn_from(row)


def test_one_batch_may_be_drawn_from(office: Office) -> None:
    row = typed_round(office, 10)
    commands.import_forms(db.session(), row, forms(10, first=100), at=NOON)
    batch = db.session.scalars(select(FormImport).order_by(FormImport.id.desc())).first()
    found = commands.draw_recheck(db.session(), row, by=None, at=NOON, batch=batch)

    assert found.of_forms == 10
    assert 11 <= found.seqs[0] <= 20


def test_a_closed_round_is_drawn_from_no_more(office: Office) -> None:
    row = typed_round(office)
    commands.close_round(db.session(), row, by=None, at=NOON)
    with pytest.raises(Refusal, match="không phúc tra thêm"):
        drawn_from(row)


def test_the_second_person_types_blind_and_what_differs_is_shown(
    office: Office, sign_in: SignIn
) -> None:
    row = typed_round(office)
    found = drawn_from(row, "a1")
    first, second = sign_in(office.officer), sign_in(office.office_head)
    address, seq = f"/rechecks/{found.id}", found.seqs[0]
    assert "Cần người thứ hai" in first.get(address).text
    assert f'name="r{seq}-c1" value=""' in second.get(address).text
    cells = {f"r{seq}-c{n}": "4" for n in range(1, 26)} | {f"r{seq}-c2": "1", f"r{seq}-c3": ""}
    assert second.post(address, data=cells | {f"r{seq}-c9": "9"}).status_code == 400
    second.post(address, data=cells)

    page = second.get(address).text
    assert "sai khác <b>2</b> trên 25 câu trả lời, tỷ lệ <b>8,00%</b>" in page
    assert f"/rounds/{row.id}/exclusions/{seq}" in page
    assert f'name="r{seq}-c1"' not in page
    agreement = queries.agreement_of(db.session(), row.id)
    assert (agreement.forms, agreement.answers, agreement.differing) == (1, 25, 2)
    assert (
        db.session.scalars(select(Response).where(Response.seq == seq)).one().answers == b"\4" * 25
    )


def test_a_form_is_typed_again_once_and_not_by_who_typed_it_first(
    office: Office, sign_in: SignIn
) -> None:
    row = typed_round(office)
    found = drawn_from(row, "a1")
    seq = found.seqs[0]
    for person, level in (
        (office.officer, "3"),
        (office.office_head, "4"),
        (office.office_head, "5"),
    ):
        cells = {f"r{seq}-c{n}": level for n in range(1, 26)}
        sign_in(person).post(f"/rechecks/{found.id}", data=cells)

    (kept,) = db.session.scalars(select(RecheckForm)).all()
    assert (kept.answers, kept.differing, kept.by_id) == (b"\4" * 25, 0, office.office_head.id)


def test_forms_are_drawn_on_a_page(office: Office, sign_in: SignIn) -> None:
    row, client = typed_round(office), sign_in(office.office_head)
    answer = client.post(f"/rounds/{row.id}/rechecks", data={"batch": ""})

    found = db.session.scalars(select(Recheck)).one()
    assert answer.location == f"/rechecks/{found.id}"
    assert "2 phiếu rút từ 40 phiếu" in client.get(f"/rounds/{row.id}/rechecks").text
    assert client.post(f"/rounds/{row.id}/rechecks", data={"batch": "999"}).status_code == 404


@pytest.mark.parametrize(
    ("person", "status"), [("clerk", 403), ("director", 403), ("stranger", 404)]
)
def test_others_type_nothing_again(
    office: Office, sign_in: SignIn, person: str, status: int
) -> None:
    found = drawn_from(typed_round(office))
    assert sign_in(getattr(office, person)).get(f"/rechecks/{found.id}").status_code == status
