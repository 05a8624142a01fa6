"""Sealed forms: what is done to them by hand is found and located, round by round."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection, delete, insert, select, text, update

from tests.factories import NOON, Office
from tests.ledger.specimens import loosen
from tracker.database import Base, db
from tracker.ledger.problems import Kind
from tracker.ledger.recording import record
from tracker.surveys.commands.chaining import Head, NewForm, seal
from tracker.surveys.commands.methods import ensure_method
from tracker.surveys.commands.rounds import RoundTerms, open_round
from tracker.surveys.models import Round
from tracker.surveys.stored import method_of
from tracker.surveys.words import Channel
from tracker.upkeep.responses import check_responses

FORM = Base.metadata.tables["response"]
ROUND = Base.metadata.tables["round"]


def _sealed(office: Office, code: str, forms: int) -> Round:
    """A round with sealed forms and the entry that says so."""
    session = db.session()
    method = ensure_method(session, "kh-2021")
    day = date(2021, 9, 1)
    terms = RoundTerms(code, f"Đợt {code}", method.id, day, date(2021, 9, 30))
    row = open_round(session, office.agency, terms, at=NOON)
    head = seal(session, row, method_of(session, method.id), (_form(n) for n in range(forms)))
    _say(row, head)
    return row


def _form(number: int) -> NewForm:
    answers = bytes(1 + (number + question) % 5 for question in range(25))
    remark = "nhanh hơn trước" if number % 2 else ""
    day = date(2021, 9, 1 + number)
    return NewForm(None, None, Channel.PAPER, day, f"P{number}", answers, remark)


def _say(row: Round, head: Head) -> None:
    stream = f"round:{row.id}"
    record(db.session(), stream, "seal", stream, {"to": head.responses, "head": head.hash})


@pytest.fixture
def raw(office: Office) -> Iterator[Connection]:
    """Two rounds of six forms and one without any; guard rails off, undone at the end."""
    for code, forms in (("2021-Q2", 6), ("2021-Q3", 6), ("2021-Q4", 0)):
        _sealed(office, code, forms)
    db.session.commit()
    connection = db.session.connection()
    loosen(connection)
    yield connection
    db.session.rollback()


def _found(raw: Connection) -> list[tuple[str, int | None]]:
    problems = list(check_responses(raw))
    assert all(problem.kind is Kind.RESPONSE for problem in problems)
    return [(problem.place.stream, problem.place.seq) for problem in problems]


def _second(raw: Connection) -> tuple[int, str]:
    """The id of the second round, and its stream."""
    number = raw.scalars(select(ROUND.c.id).where(ROUND.c.code == "2021-Q3")).one()
    return number, f"round:{number}"


def test_untouched_rounds_are_sound(raw: Connection) -> None:
    assert _found(raw) == []


def test_an_erased_remark_is_no_damage(raw: Connection) -> None:
    raw.execute(update(FORM).values(remark="", remark_salt=""))

    assert _found(raw) == []


@pytest.mark.parametrize(
    ("column", "new"),
    [
        ("answers", b"\x05" * 25),
        ("unit_id", 4),
        ("field_id", 4),
        ("day", date(2021, 9, 29)),
        ("channel", Channel.OPEN),
        ("is_valid", False),
        ("reason", "trùng"),
        ("form_no", "P99"),
        ("bands", {"tuổi": "18–30"}),
        ("remark_hash", "ab" * 32),
        ("unit_id", -4),
    ],
)
def test_an_edited_form_is_located(raw: Connection, column: str, new: object) -> None:
    number, stream = _second(raw)
    where = (FORM.c.round_id == number) & (FORM.c.seq == 4)
    raw.execute(update(FORM).where(where).values({column: new}))

    assert (stream, 4) in _found(raw)
    assert {place for place, _ in _found(raw)} == {stream}


def test_a_replaced_remark_is_located(raw: Connection) -> None:
    number, stream = _second(raw)
    where = (FORM.c.round_id == number) & (FORM.c.seq == 4)
    raw.execute(update(FORM).where(where).values(remark="rất tốt"))

    assert _found(raw) == [(stream, 4)]


def test_a_form_taken_from_the_middle_is_located(raw: Connection) -> None:
    number, stream = _second(raw)
    raw.execute(delete(FORM).where((FORM.c.round_id == number) & (FORM.c.seq == 3)))

    assert _found(raw) == [(stream, 4)]


def test_a_cut_tail_disagrees_with_the_round_and_with_the_ledger(raw: Connection) -> None:
    number, stream = _second(raw)
    raw.execute(delete(FORM).where((FORM.c.round_id == number) & (FORM.c.seq > 4)))
    assert len(_found(raw)) == 2

    last = raw.scalars(select(FORM.c.hash).where(FORM.c.round_id == number, FORM.c.seq == 4)).one()
    raw.execute(update(ROUND).where(ROUND.c.id == number).values(responses=4, chain_hash=last))
    ((place, seq),) = _found(raw)  # the round was mended by hand as well: the ledger knows better
    assert place == stream
    assert seq


def test_a_form_added_by_hand_is_found(raw: Connection) -> None:
    number, stream = _second(raw)
    (last,) = raw.execute(select(FORM).where(FORM.c.round_id == number, FORM.c.seq == 6)).mappings()
    raw.execute(insert(FORM).values({**last, "id": 999, "seq": 7, "form_no": "P7"}))

    assert (stream, 7) in _found(raw)


def test_two_forms_that_changed_places_are_located(raw: Connection) -> None:
    number, stream = _second(raw)
    for old, new in ((2, 22), (3, 2), (22, 3)):
        where = (FORM.c.round_id == number) & (FORM.c.seq == old)
        raw.execute(update(FORM).where(where).values(seq=new))

    assert {(stream, 2), (stream, 3)} <= set(_found(raw))


def test_forms_moved_to_another_round_are_found_in_both(raw: Connection) -> None:
    number, stream = _second(raw)
    first = raw.scalars(select(ROUND.c.id).where(ROUND.c.code == "2021-Q2")).one()
    where = (FORM.c.round_id == number) & (FORM.c.seq == 6)
    raw.execute(update(FORM).where(where).values(round_id=first, seq=7))

    assert {place for place, _ in _found(raw)} == {stream, f"round:{first}"}


def test_forms_of_a_round_that_is_not_there_are_named(raw: Connection) -> None:
    number, _ = _second(raw)
    raw.execute(update(FORM).where(FORM.c.round_id == number).values(round_id=4040))

    assert "4040" in " ".join(problem.sentence for problem in check_responses(raw))


def test_what_cannot_be_read_is_named(raw: Connection) -> None:
    if raw.dialect.name == "postgresql":
        return  # its columns refuse what is no day
    number, stream = _second(raw)
    here = {"round": number}
    raw.execute(text("UPDATE response SET day='x', seq='y' WHERE seq=3 AND round_id=:round"), here)
    raw.execute(text("UPDATE response SET hash='zz' WHERE seq=5 AND round_id=:round"), here)

    assert {place for place, _ in _found(raw)} == {stream}
