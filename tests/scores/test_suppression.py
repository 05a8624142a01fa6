"""Small groups are held back, and no sum, crossing or second publication gives them away (R35)."""

from collections.abc import Iterator
from itertools import combinations, product

import numpy as np
import pytest

from tracker.scores.suppression import Cells, withheld
from tracker.surveys.tallies import Slice
from tracker.surveys.words import Group

GROUPS = (Group.UNIT, Group.FIELD, Group.CHANNEL)
TABLES = 1_000
SIZES = (1, 2, 3, 4, 6, 9, 14, 30)
Away = frozenset[Slice]


def cell(*keys: str) -> tuple[Slice, ...]:
    return tuple(Slice(group, key) for group, key in zip(GROUPS, keys, strict=False))


def parts_of(cells: Cells) -> list[Slice]:
    found = {part for each in cells for part in each}
    return sorted(found, key=lambda part: (part.group, part.key))


def random_table(rng: np.random.Generator) -> Cells:
    """People by unit, field and channel for two indices, the second answered by fewer of them."""
    sizes = [int(rng.integers(2, most)) for most in (8, 6, 4)]
    share = rng.choice([0.2, 0.4, 0.7])
    made = {
        cell(*map(str, place)): int(rng.choice(SIZES))
        for place in product(*map(range, sizes))
        if rng.random() < share
    }
    made[cell("0", "0", "0")] = 12  # at least so many people in all
    return {key: (people, people - (people > 1)) for key, people in made.items()}


def few_targets(cells: Cells, subject: int, fewest: int) -> Iterator[np.ndarray]:
    """Each part, and each crossing of two or three parts, with people but under `fewest`."""
    keys, weights = list(cells), np.array([people[subject] for people in cells.values()])
    for size in (1, 2, 3):
        for groups in combinations(GROUPS, size):
            found: dict[tuple[Slice, ...], list[int]] = {}
            for place, key in enumerate(keys):
                found.setdefault(tuple(p for p in key if p.group in groups), []).append(place)
            for places in found.values():
                target = np.zeros(len(keys))
                target[places] = 1
                if 0 < target @ weights < fewest:
                    yield target


def recovered(cells: Cells, away: Away, subject: int, fewest: int) -> int:
    """How many small groups a linear solver gets from the whole and from the parts shown."""
    keys, weights = list(cells), [people[subject] for people in cells.values()]
    shown = [[1.0] * len(keys)]
    shown += [[float(part in key) for key in keys] for part in parts_of(cells) if part not in away]
    answered = np.array(weights) > 0
    known = np.array(shown)[:, answered]
    rank = np.linalg.matrix_rank(known)
    targets = (target[answered] for target in few_targets(cells, subject, fewest))
    return sum(np.linalg.matrix_rank(np.vstack([known, t])) == rank for t in targets)


def under(cells: Cells, away: Away, subject: int, fewest: int) -> int:
    """How many parts are shown with fewer people than allowed."""
    people = {
        part: sum(n[subject] for key, n in cells.items() if part in key)
        for part in parts_of(cells)
        if part not in away
    }
    return sum(0 < n < fewest for n in people.values())


def test_a_thousand_random_tables_give_no_small_group_away() -> None:
    rng = np.random.default_rng(35)
    found = {"tables": 0, "recoverable": 0, "under_k": 0}
    for _ in range(TABLES):
        cells, fewest = random_table(rng), int(rng.choice([5, 10]))
        away = withheld(cells, GROUPS, fewest)
        found["tables"] += 1
        found["recoverable"] += sum(recovered(cells, away, s, fewest) for s in (0, 1))
        found["under_k"] += sum(under(cells, away, s, fewest) for s in (0, 1))
    assert found == {"tables": TABLES, "recoverable": 0, "under_k": 0}


def test_hiding_only_what_is_small_gives_many_away() -> None:
    rng, caught = np.random.default_rng(35), 0
    for _ in range(200):
        cells = random_table(rng)
        small = {p for p in parts_of(cells) if 0 < _people(cells, p) < 10}
        caught += bool(recovered(cells, frozenset(small), 0, 10))
    assert caught > 40


def test_everybody_and_the_agency_together_learn_no_more_than_the_agency() -> None:
    rng = np.random.default_rng(36)
    for _ in range(200):
        cells = random_table(rng)
        inside = withheld(cells, GROUPS, 5)
        public = withheld(cells, (Group.FIELD,), 10, already=inside)
        fields = {part for part in inside if part.group is Group.FIELD}
        assert fields <= public
        assert not under(cells, public | _others(cells), 0, 10)


def test_a_unit_inside_one_field_does_not_give_the_rest_of_the_field_away() -> None:
    cells = {cell("1", "A"): (30,), cell("2", "A"): (3,), cell("2", "B"): (17,)}
    shown = set(parts_of(cells)) - withheld(cells, GROUPS[:2], 5)
    assert not {Slice(Group.UNIT, "1"), Slice(Group.FIELD, "A")} <= shown


@pytest.mark.parametrize("per_field", [(20, 20, 10), (10, 10, 10), (20, 20, 4), (9, 9, 9)])
def test_the_small_groups_of_a_commune_are_shown_only_where_ten_answered(
    per_field: tuple[int, ...],
) -> None:
    cells = {cell("1", str(n)): (people,) for n, people in enumerate(per_field)}
    away = withheld(cells, (Group.FIELD,), 10)
    assert bool(away) is (min(per_field) < 10)
    assert not under(cells, away | {Slice(Group.UNIT, "1")}, 0, 10)


def test_forms_that_name_no_field_are_not_found_by_subtraction() -> None:
    cells: Cells = {cell("1", "A"): (40,), cell("1", "B"): (20,), cell("1"): (2,)}
    assert withheld(cells, (Group.FIELD,), 5) == {Slice(Group.FIELD, "B")}


def _people(cells: Cells, part: Slice) -> int:
    return sum(people[0] for key, people in cells.items() if part in key)


def _others(cells: Cells) -> Away:
    return frozenset(part for part in parts_of(cells) if part.group is not Group.FIELD)
