"""Questions about the forms of a round: what raises them, and that nothing follows by itself."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np
import pytest
from flask.testing import FlaskClient

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.surveys.made import UNIT, make_round, seal, typed
from tests.surveys.typed import line
from tracker.access.models import Person
from tracker.database import db
from tracker.scores.queries import scores_of
from tracker.surveys import commands
from tracker.surveys.models import Round
from tracker.surveys.progressing import Counted, Wanted, pace
from tracker.surveys.quality import Form, Kind, Question, Typing, questions, sample_questions
from tracker.surveys.queries import first_altered
from tracker.surveys.words import Channel

SignIn = Callable[[Person | None], FlaskClient]
DAY, NEXT = date(2021, 3, 1), date(2021, 3, 2)
SPAN = (date(2021, 3, 1), date(2021, 3, 31))


def mixed(number: int) -> bytes:
    """Answers of their own for each number."""
    return bytes(np.random.default_rng(number).integers(1, 6, 25).tolist())


def forms(answers: Sequence[bytes], days: Sequence[date] = (DAY, NEXT)) -> list[Form]:
    return [Form(n, 1, days[n % len(days)], each) for n, each in enumerate(answers, 1)]


def asked(found: Sequence[Form], typings: Sequence[Typing] = ()) -> dict[Kind, Question]:
    return {q.kind: q for q in questions(found, typings, {1: "Phòng A"})}


def test_ordinary_forms_ask_nothing() -> None:
    assert asked(forms([mixed(n) for n in range(12)])) == {}


@pytest.mark.parametrize(("straight", "is_asked"), [(4, False), (5, True)])
def test_one_level_throughout_is_asked_about_from_five_forms_and_forty_percent(
    straight: int, is_asked: bool
) -> None:
    answers = [bytes([4] * 25)] * straight + [mixed(n) for n in range(12 - straight)]
    assert (Kind.STRAIGHT in asked(forms(answers))) is is_asked


def test_half_of_the_forms_on_one_day_are_asked_about_from_twenty_on() -> None:
    many = [mixed(n) for n in range(30)]
    assert Kind.BURST not in asked(forms(many[:19], [DAY]))
    assert asked(forms(many, [DAY]))[Kind.BURST].forms == 30
    assert Kind.BURST not in asked(forms(many, [DAY, NEXT, date(2021, 3, 3)]))


def test_three_identical_forms_of_mixed_levels_are_asked_about() -> None:
    found = asked(forms([mixed(2)] * 3 + [mixed(n) for n in range(3, 9)], [DAY]))
    assert found[Kind.IDENTICAL].seqs == (1, 2, 3)
    assert Kind.IDENTICAL not in asked(forms([mixed(2)] * 2, [DAY]))
    assert Kind.IDENTICAL not in asked(forms([bytes([4] * 25)] * 4, [DAY]))


def test_forms_typed_by_the_unit_itself_are_counted() -> None:
    own = Typing(3, 6, frozenset({1}))
    found = asked(forms([mixed(n) for n in range(10)]), [own, Typing(7, 10, frozenset({2}))])
    assert found[Kind.OWN_HAND].seqs == (3, 4, 5, 6)
    assert "4/10 phiếu" in found[Kind.OWN_HAND].sentence


def test_reserve_is_asked_at_once_and_a_missed_quota_once_collecting_is_over() -> None:
    counted = [Counted(1, None, Channel.PAPER, DAY, 22), Counted(2, None, Channel.PAPER, DAY, 5)]
    wanted = [Wanted(1, None, 20, 20), Wanted(2, None, 10)]
    stands = pace(counted, wanted, SPAN, DAY)
    early = sample_questions(stands, ["Hộ tịch", "Đất đai"], is_over=False)
    late = sample_questions(stands, ["Hộ tịch", "Đất đai"], is_over=True)
    assert [(q.kind, q.forms) for q in early] == [(Kind.RESERVE, 2)]
    assert [(q.kind, q.forms) for q in late] == [(Kind.RESERVE, 2), (Kind.QUOTA, 5)]


def straight_round(office: Office) -> Round:
    row = make_round(office.agency)
    read = typed(*(line(n, [4] * 25, unit=UNIT) for n in range(1, 13)))
    commands.add_field(db.session(), office.agency.id, "Hộ tịch")
    commands.import_forms(db.session(), row, read, at=NOON, by=office.clerk)
    return row


def path_of(row: Round, more: str = "") -> str:
    return f"/rounds/{row.id}/quality{more}"


@pytest.mark.parametrize(
    ("who", "status"), [("officer", 200), ("director", 200), ("clerk", 403), ("admin", 403)]
)
def test_the_office_and_the_directors_read_the_questions(
    office: Office, sign_in: SignIn, who: str, status: int
) -> None:
    answer = sign_in(getattr(office, who)).get(path_of(straight_round(office)))
    assert answer.status_code == status
    assert ("Đây là câu hỏi, không phải kết luận" in answer.text) is (status == 200)


def test_another_agency_does_not_find_the_round(office: Office, sign_in: SignIn) -> None:
    row = straight_round(office)
    assert sign_in(office.stranger).get(path_of(row)).status_code in {403, 404}
    assert "/sign-in" in sign_in(None).get(path_of(row)).headers["Location"]


def test_each_number_opens_its_forms_without_an_answer(office: Office, sign_in: SignIn) -> None:
    row = straight_round(office)
    client = sign_in(office.officer)
    assert "12/12 phiếu" in client.get(path_of(row)).text
    page = client.get(path_of(row, f"?xem=straight-{office.first.id}")).text
    assert page.count('<th scope="row" class="num fw-normal">') == 12
    assert "do người của đơn vị nhập: 12/12 phiếu" in page


def test_asking_changes_nothing(office: Office, sign_in: SignIn) -> None:
    row = straight_round(office)
    before = scores_of(db.session(), row)
    sign_in(office.officer).get(path_of(row))
    assert scores_of(db.session(), row) == before
    assert first_altered(db.session(), row) is None


def test_the_page_reads_the_same_however_many_forms(office: Office, sign_in: SignIn) -> None:
    row, counts = straight_round(office), []
    client = sign_in(office.officer)
    client.get(path_of(row))  # the first look of a session marks its day
    for first in (100, 200):
        with counting() as seen:
            client.get(path_of(row))
        counts.append(len(seen))
        seal(row, typed(*(line(first + n, [4] * 25, unit=UNIT) for n in range(20))))
    assert counts[0] == counts[1] <= 25
