from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.surveys.packing import (
    NO_REMARK,
    Sealed,
    first_break,
    link,
    opening,
    pack,
    pack_answers,
    text_hash,
    unpack_answers,
    walk,
)
from tracker.surveys.words import Channel

FORM = Sealed(
    round_id=3,
    seq=1,
    unit_id=7,
    field_id=None,
    day=date(2021, 1, 4),
    channel=Channel.PAPER,
    is_valid=True,
    texts_hash=NO_REMARK,
    answers=pack_answers([4, None, 5]),
)
START = opening(3, "2021-Q1")


@given(st.lists(st.none() | st.integers(1, 5), max_size=40))
def test_packed_answers_come_back(answers: list[int | None]) -> None:
    packed = pack_answers(answers)

    assert len(packed) == len(answers)
    assert unpack_answers(packed) == tuple(answers)


@pytest.mark.parametrize(
    "other",
    [
        FORM._replace(round_id=4),
        FORM._replace(seq=2),
        FORM._replace(unit_id=None),
        FORM._replace(field_id=7, unit_id=None),
        FORM._replace(day=date(2021, 1, 5)),
        FORM._replace(channel=Channel.ONLINE),
        FORM._replace(is_valid=False),
        FORM._replace(texts_hash=text_hash(b"salt", "Tốt")),
        FORM._replace(answers=pack_answers([4, None, 4])),
        FORM._replace(answers=pack_answers([4, None, 5, None])),
    ],
)
def test_every_fact_of_a_form_changes_its_hash(other: Sealed) -> None:
    assert link(START, pack(other)) != link(START, pack(FORM))


def test_the_format_of_a_sealed_form_has_not_changed() -> None:
    """A change here breaks every chain already sealed: raise FORMAT and keep reading the old."""
    assert link(START, pack(FORM)).hex() == (
        "59f94dd47f79fe800b88e4c3a412b908a8876363214d7cf8f690ec815f313301"
    )


def test_a_sound_chain_has_no_break() -> None:
    records = [pack(FORM._replace(seq=n)) for n in range(1, 6)]

    assert first_break(START, zip(records, walk(START, records), strict=True)) is None


@pytest.mark.parametrize("place", [1, 3, 5])
def test_the_first_altered_form_is_located(place: int) -> None:
    records = [pack(FORM._replace(seq=n)) for n in range(1, 6)]
    hashes = list(walk(START, records))
    records[place - 1] = pack(FORM._replace(seq=place, answers=pack_answers([5, 5, 5])))

    assert first_break(START, zip(records, hashes, strict=True)) == place


def test_a_dropped_or_swapped_form_is_located() -> None:
    records = [pack(FORM._replace(seq=n)) for n in range(1, 6)]
    hashes = list(walk(START, records))
    pairs = list(zip(records, hashes, strict=True))

    assert first_break(START, pairs[:2] + pairs[3:]) == 3
    assert first_break(START, [pairs[1], pairs[0], *pairs[2:]]) == 1
    assert first_break(opening(4, "2021-Q1"), pairs) == 1


def test_texts_are_separated_and_salted() -> None:
    assert text_hash(b"s", "ab", "c") != text_hash(b"s", "a", "bc")
    assert text_hash(b"s", "a") != text_hash(b"t", "a")
    assert text_hash(b"s", "e\u0302") == text_hash(b"s", "ê")
