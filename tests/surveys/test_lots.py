"""Drawing by lot: anybody can do it again, everybody has the same chance."""

from collections import Counter
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from tracker.surveys.lots import Listed, draw, lot, new_seed, strata
from tracker.surveys.progressing import Wanted

PEOPLE = [Listed(place, 1 + place % 3, None) for place in range(1, 301)]
LINES = [Wanted(1, None, 20, 20), Wanted(2, None, 20, 20), Wanted(3, None, 10, 10)]


def test_the_same_list_lines_and_seed_give_the_same_sample() -> None:
    first, again = draw(PEOPLE, LINES, "07-10-2026"), draw(reversed(PEOPLE), LINES, "07-10-2026")

    assert first == again
    assert draw(PEOPLE, LINES, "07-10-2027") != first
    assert [(len(d.official), len(d.reserve), d.missing) for d in first] == [
        (20, 20, 0), (20, 20, 0), (10, 10, 0)
    ]  # fmt: skip


def test_a_lot_is_the_plain_hash_that_the_paper_says() -> None:
    assert lot("2026", 7) == sha256(b"2026:7").hexdigest()
    own = [row.place for row in PEOPLE if row.field_id == 1]
    by_hand = sorted(own, key=lambda place: sha256(f"2026:{place}".encode()).hexdigest())
    assert list(draw(PEOPLE, LINES, "2026")[0].official) == by_hand[:20]


@given(st.text(min_size=1, max_size=20), st.integers(0, 60), st.integers(0, 60))
def test_nobody_is_drawn_twice_and_nobody_outside_the_line(
    seed: str, official: int, reserve: int
) -> None:
    (drawn,) = draw(PEOPLE, [Wanted(2, None, official, reserve)], seed)
    chosen = [*drawn.official, *drawn.reserve]
    assert len(set(chosen)) == len(chosen)
    assert {1 + place % 3 for place in chosen} <= {2}
    assert len(drawn.official) + drawn.missing == official
    assert len(drawn.reserve) + drawn.missing_reserve == reserve


@given(st.integers(1, 40), st.integers(1, 40))
def test_more_wanted_of_the_same_list_keeps_who_was_drawn(few: int, more: int) -> None:
    small = draw(PEOPLE, [Wanted(1, None, few)], "s")[0].official
    large = draw(PEOPLE, [Wanted(1, None, few + more)], "s")[0].official
    assert large[:few] == small


def test_each_row_has_the_same_chance_in_thousands_of_draws() -> None:
    people = PEOPLE[:60]
    official, reserve = Counter[int](), Counter[int]()
    for number in range(4_000):
        (drawn,) = draw(people, [Wanted(1, None, 5, 5)], f"{number:016x}")
        official.update(drawn.official)
        reserve.update(drawn.reserve)
    own = [row.place for row in people if row.field_id == 1]
    for found in (official, reserve):
        assert set(found) == set(own)
        # Draws without putting back vary less than chi-square supposes: the safe side.
        assert chisquare([found[place] for place in own]).pvalue > 0.001


def test_a_biased_draw_would_be_noticed() -> None:
    own = [row.place for row in PEOPLE[:60] if row.field_id == 1]
    first = Counter(place for _ in range(4_000) for place in own[:5])
    assert chisquare([first[place] for place in own]).pvalue < 1e-9


@pytest.mark.parametrize(
    ("row", "line"),
    [((1, 9), 0), ((1, 8), 1), ((1, None), 1), ((2, 9), 2), ((None, 9), 2), ((3, 8), None)],
)
def test_a_row_belongs_to_the_line_that_says_most_of_it(
    row: tuple[int | None, int | None], line: int | None
) -> None:
    lines = [Wanted(1, 9, 5), Wanted(1, None, 5), Wanted(None, 9, 5)]
    found = strata([Listed(1, *row)], lines)
    assert [number for number, places in enumerate(found) if places] == (
        [] if line is None else [line]
    )


def test_seeds_that_nobody_chose_differ() -> None:
    assert len({new_seed() for _ in range(1_000)}) == 1_000
