"""Which parts of a round are held back so that no few people can be made out. Pure.

Whoever reads the breakdowns by unit, field and channel may add and subtract what they show. Over
two of them, what can be got that way are the cuts of a graph: a node for each part shown and one
for all that are held back, an edge for the people that two of them share. So nobody can make out
fewer people than asked for exactly when no cut of that graph weighs less. Which parts share people
is taken as known to the reader, and everything is reckoned for each index by itself, since fewer
people answer one than another; a part is held back for all of them, as their mean is shown too.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

from tracker.scores.span import Span
from tracker.surveys.tallies import ALL, Slice
from tracker.surveys.words import Group

Cells = Mapping[tuple[Slice, ...], Sequence[int]]  # parts of a form -> people of each index
Edges = dict[frozenset[Slice], int]

_REST = "\0rest"  # the key of a node that stands for all parts held back of a group


@dataclass(frozen=True)
class _Cut:
    """One side of a cut, and what it takes to part it from the other."""

    side: frozenset[Slice]
    weight: int


def withheld(
    cells: Cells, groups: Sequence[Group], fewest: int, already: AbstractSet[Slice] = frozenset()
) -> frozenset[Slice]:
    """The parts of `groups` to hold back, so that no sum of the others is about under `fewest`.

    A cell names the part of each group that its people belong to; where it names none they are
    never shown. Both sides of a small cut give up their smallest part until there is none left.
    `already`: what is held back anyhow; more of it only draws the graph together.
    """
    shown = {part: _people(part, cells) for cell in cells for part in cell if part.group in groups}
    away = set(already & shown.keys())
    while (more := _to_hide(cells, groups, shown, frozenset(away), fewest)) is not None:
        away |= more
    return frozenset(away)


def _to_hide(
    cells: Cells,
    groups: Sequence[Group],
    shown: Mapping[Slice, int],
    away: frozenset[Slice],
    fewest: int,
) -> frozenset[Slice] | None:
    """What undoes the first way found to make out a few people; None when there is none."""
    left = {part: people for part, people in shown.items() if part not in away}
    for pair in _pairs({part.group for part in left}):
        for subject in range(len(next(iter(cells.values())))):
            cut = _small_cut(_edges(cells, pair, subject, away), fewest)
            if cut is not None:
                return _merged(cut, pair, left, _rest(cells, pair, away))
    return _smallest_of_three(cells, groups, left, fewest)


def _smallest_of_three(
    cells: Cells, groups: Sequence[Group], left: Mapping[Slice, int], fewest: int
) -> frozenset[Slice] | None:
    """With three groups, the smallest part that gives a small one or a small crossing away.

    Three groups make no graph: what follows from them is solved for each part and each crossing.
    """
    if len({part.group for part in left}) < len(Group) - 1:
        return None
    known = _known(cells, left.keys())
    for parts, places in _few(cells, groups, fewest):
        if known.holds(dict.fromkeys(places, 1)):
            near = [part for part in parts if part in left] or left
            return frozenset((min(near, key=lambda part: (left[part], part.group, part.key)),))
    return None


def _rest(cells: Cells, pair: tuple[Group, Group], away: AbstractSet[Slice]) -> frozenset[Slice]:
    """The nodes of what is held back or not named."""
    nodes = {_node(cell, group, away) for cell in cells for group in pair}
    return frozenset(node for node in nodes if node.key == _REST)


def _known(cells: Cells, left: AbstractSet[Slice]) -> Span:
    """What a reader of the parts shown and of the whole may add up, over the cells."""
    span = Span()
    rows: dict[Slice, dict[int, int]] = {}
    for place, cell in enumerate(cells):
        for part in {*cell, ALL} & {*left, ALL}:
            rows.setdefault(part, {})[place] = 1
    for part in sorted(rows, key=lambda part: (part.group, part.key)):
        span.add(rows[part])
    return span


def _few(
    cells: Cells, groups: Sequence[Group], fewest: int
) -> list[tuple[tuple[Slice, ...], list[int]]]:
    """Parts, and what two or three of them share, with under `fewest` people of some index."""
    found: dict[tuple[Slice, ...], list[int]] = {}
    weights = list(cells.values())
    for place, cell in enumerate(cells):
        own = [part for part in cell if part.group in groups]
        for size in range(1, len(own) + 1):
            for parts in combinations(own, size):
                found.setdefault(parts, []).append(place)
    return [
        (parts, places)
        for parts, places in found.items()
        if min(sum(weights[place][i] for place in places) for i in range(len(weights[0]))) < fewest
    ]


def _pairs(groups: Iterable[Group]) -> list[tuple[Group, Group]]:
    """Every two groups; a group that stands alone with itself."""
    known = sorted(groups)
    return list(combinations(known, 2)) or list(combinations_with_replacement(known, 2))


def _edges(cells: Cells, pair: tuple[Group, Group], subject: int, away: frozenset[Slice]) -> Edges:
    """People of one index between the nodes of two groups, or of one group and all others."""
    found: Edges = {}
    for cell, people in cells.items():
        first = _node(cell, pair[0], away)
        second = _node(cell, pair[1], away) if pair[0] != pair[1] else ALL
        ends = frozenset((first, second))
        found[ends] = found.get(ends, 0) + people[subject]
    return {ends: weight for ends, weight in found.items() if weight}


def _node(cell: tuple[Slice, ...], group: Group, away: AbstractSet[Slice]) -> Slice:
    return next(
        (part for part in cell if part.group is group and part not in away), Slice(group, _REST)
    )


def _small_cut(edges: Edges, fewest: int) -> _Cut | None:
    """A cut that weighs under `fewest`, within one connected piece of the graph."""
    for piece in _pieces(edges):
        cut = _smallest_cut(piece, fewest)
        if cut is not None and cut.weight < fewest:
            return cut
    return None


def _pieces(edges: Edges) -> Iterator[Edges]:
    left = dict(edges)
    while left:
        reached = set(next(iter(left)))
        piece: Edges = {}
        while near := [ends for ends in left if ends & reached]:
            piece |= {ends: left.pop(ends) for ends in near}
            reached.update(*near)
        yield piece


def _smallest_cut(piece: Edges, fewest: int) -> _Cut | None:
    """Stoer and Wagner's smallest cut; edges too heavy to be in a small one are drawn together."""
    near: dict[frozenset[Slice], dict[frozenset[Slice], int]] = {}
    for ends, weight in piece.items():
        one, other = (frozenset((node,)) for node in ends)
        near.setdefault(one, {})[other] = weight
        near.setdefault(other, {})[one] = weight
    best: _Cut | None = None
    while len(near) > 1:
        heavy = _heavy(near, fewest)
        if heavy is None:
            one, other = _last_two(near)
            weight = sum(near[other].values())
            if best is None or weight < best.weight:
                best = _Cut(other, weight)
            heavy = (one, other)
        _draw_together(near, *heavy)
    return best


def _heavy(
    near: Mapping[frozenset[Slice], Mapping[frozenset[Slice], int]], fewest: int
) -> tuple[frozenset[Slice], frozenset[Slice]] | None:
    found = ((a, b) for a, others in near.items() for b, w in others.items() if w >= fewest)
    return next(found, None)


def _last_two(
    near: Mapping[frozenset[Slice], Mapping[frozenset[Slice], int]],
) -> tuple[frozenset[Slice], frozenset[Slice]]:
    """The last two nodes when the most tightly bound one is taken next each time."""
    bound = dict.fromkeys(near, 0)
    order: list[frozenset[Slice]] = []
    while bound:
        node = max(bound, key=bound.__getitem__)
        del bound[node]
        order.append(node)
        for other, weight in near[node].items():
            if other in bound:
                bound[other] += weight
    return order[-2], order[-1]


def _draw_together(
    near: dict[frozenset[Slice], dict[frozenset[Slice], int]],
    one: frozenset[Slice],
    other: frozenset[Slice],
) -> None:
    both = one | other
    bound: dict[frozenset[Slice], int] = {}
    for old in (one, other):
        for node, weight in near.pop(old).items():
            if node in (one, other):
                continue
            bound[node] = bound.get(node, 0) + weight
            del near[node][old]
    near[both] = bound
    for node, weight in bound.items():
        near[node][both] = weight


def _merged(
    cut: _Cut, pair: tuple[Group, Group], left: Mapping[Slice, int], rest: AbstractSet[Slice]
) -> frozenset[Slice]:
    """The fewest people to hold back so that the rest of one group lies on both sides.

    Everything that is left of both groups where nothing less undoes the cut.
    """
    ways = []
    for group in dict.fromkeys(pair):
        own = [part for part in left if part.group is group]
        sides: tuple[list[Slice], ...] = (
            [part for part in own if part in cut.side],
            [part for part in own if part not in cut.side],
        )
        known = Slice(group, _REST)
        if known in rest:  # one side has it already
            sides = (sides[known in cut.side],)
        if all(sides):
            ways.append([min(side, key=lambda part: (left[part], part.key)) for side in sides])
    if not ways:
        return frozenset(part for part in left if part.group in pair)
    return frozenset(min(ways, key=lambda way: sum(left[part] for part in way)))


def _people(part: Slice, cells: Cells) -> int:
    return sum(max(people) for cell, people in cells.items() if part in cell)
