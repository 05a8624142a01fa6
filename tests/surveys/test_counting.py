import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.surveys.counting import Cell, tally
from tracker.surveys.methods import load_shipped
from tracker.surveys.rules import Component, Method
from tracker.surveys.tallies import (
    ALL,
    NOTHING,
    Counted,
    Cross,
    Slice,
    Sums,
    Tallies,
    added,
    gathered,
    pooled,
)
from tracker.surveys.words import Group

METHODS = [load_shipped(code) for code in ("kh-2021", "kh-2021-mean", "sipas-2017")]
SHORT = load_shipped("sipas-2017")

Forms = list[tuple[Cell, bytes]]


def some_forms(method: Method, count: int, seed: int = 1) -> Forms:
    rnd = random.Random(seed)  # noqa: S311  made-up answers, the same on every run
    cells = [Cell(u, f, c) for u in ("1", "2") for f in ("3", "4", "") for c in ("paper", "online")]
    size = len(method.questions)
    return [
        (rnd.choice(cells), bytes(rnd.choices(range(6), (4, 1, 2, 3, 4, 4), k=size)))
        for _ in range(count)
    ]


def person(method: Method, component: Component, packed: bytes) -> tuple[int, int]:
    """One person's points and answers in a component, counted one by one."""
    levels = [packed[place] for place in method.places(component) if packed[place]]
    return sum(method.points(level) for level in levels), len(levels)


def counted_plainly(method: Method, component: Component, forms: Forms) -> Sums:
    people = [person(method, component, packed) for _, packed in forms]
    answers = [packed[place] for _, packed in forms for place in method.places(component)]
    return Sums(
        n=sum(m > 0 for _, m in people),
        s=sum(s for s, _ in people),
        m=sum(m for _, m in people),
        ss=sum(s * s for s, _ in people),
        mm=sum(m * m for _, m in people),
        sm=sum(s * m for s, m in people),
        levels=tuple(answers.count(level) for level in range(1, 6)),
    )


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
def test_the_sums_are_those_of_counting_one_by_one(method: Method) -> None:
    forms = some_forms(method, 300)
    tallies = tally(method, forms)

    for component in method.components:
        assert tallies.get(component.code) == counted_plainly(method, component, forms)
        only = [(cell, packed) for cell, packed in forms if cell.unit == "2"]
        part = Slice(Group.UNIT, "2")
        assert tallies.get(component.code, part) == counted_plainly(method, component, only)


@pytest.mark.parametrize("method", METHODS, ids=lambda method: method.code)
def test_the_crosses_are_those_of_counting_one_by_one(method: Method) -> None:
    forms = some_forms(method, 200)
    tallies = tally(method, forms)

    for one, other in combinations(method.components, 2):
        both = [(person(method, one, p), person(method, other, p)) for _, p in forms]
        assert tallies.cross[one.code, other.code] == Cross(
            ss=sum(a[0] * b[0] for a, b in both),
            sm=sum(a[0] * b[1] for a, b in both),
            ms=sum(a[1] * b[0] for a, b in both),
            mm=sum(a[1] * b[1] for a, b in both),
        )


def test_a_question_counts_each_person_once() -> None:
    method = METHODS[1]
    sums = tally(method, [(Cell(), bytes([4, *[0] * 24])), (Cell(), bytes(25))]).get("C1")

    assert sums == Sums(n=1, s=4, m=1, ss=16, mm=1, sm=4, levels=(0, 0, 0, 1, 0))


def test_forms_and_people_are_counted_by_slice() -> None:
    tallies = tally(SHORT, [(Cell("1", "3"), bytes([5, 0, 0, 0, 0])), (Cell("1"), bytes(5))])

    assert tallies.counted == {
        ALL: Counted(2, 1),
        Slice(Group.UNIT, "1"): Counted(2, 1),
        Slice(Group.FIELD, "3"): Counted(1, 1),
    }
    assert (tallies.forms, tallies.keys(Group.FIELD), NOTHING.forms) == (2, ("3",), 0)


@given(st.integers(0, 60), st.integers(0, 10_000))
def test_batches_add_up_in_any_cut(cut: int, seed: int) -> None:
    forms = some_forms(SHORT, 60, seed)
    parts = [tally(SHORT, forms[:cut]), tally(SHORT, forms[cut:])]

    assert added(parts) == tally(SHORT, forms)
    assert parts[0] + parts[1] == parts[1] + parts[0]


def test_stored_lines_give_the_tallies_back() -> None:
    tallies = tally(SHORT, some_forms(SHORT, 50))

    assert gathered(tallies.lines()) == tallies
    assert gathered([*tallies.lines(), *tallies.lines()]) == tallies + tallies


def test_slices_of_a_group_are_pooled() -> None:
    forms = [(cell, p) for cell, p in some_forms(SHORT, 80) if cell.field]
    tallies: Tallies = tally(SHORT, forms)

    assert pooled(tallies, "CS1", Group.FIELD, ("3", "4")) == tallies.get("CS1")
    assert pooled(tallies, "CS1", Group.FIELD, ("9",)) is None


def test_levels_outside_the_scale_are_not_answers() -> None:
    assert tally(SHORT, [(Cell(), bytes([6, 7, 255, 0, 5]))]).get("CS1") == Sums(
        0, 0, 0, 0, 0, 0, (0, 0, 0, 0, 0)
    )


def test_answers_of_another_method_are_refused() -> None:
    with pytest.raises(ValueError, match="another method"):
        tally(SHORT, [(Cell(), bytes(25))])
