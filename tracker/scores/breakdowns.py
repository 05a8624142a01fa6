"""Which parts of a breakdown are shown: none small enough to point at a person. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

INSIDE = 5  # fewest people of a part shown to people of the agency
PUBLIC = 10  # fewest people of a part shown to everybody


@dataclass(frozen=True)
class PartFigure:
    """One unit, field or channel: name, value 0..100 and people; None where nothing is shown."""

    label: str
    value: float | None
    people: int | None
    low: float | None = None
    high: float | None = None
    is_hidden: bool = False


def hidden(people: Sequence[int], fewest: int) -> frozenset[int]:
    """Places of the parts to hide: those under `fewest`, and others so that none is recovered.

    The whole is known, so what is hidden must be at least two parts with `fewest` people together:
    the smallest of the rest are hidden too until that holds. Parts without people hide nothing.
    """
    small = [i for i, number in enumerate(people) if 0 < number < fewest]
    if not small:
        return frozenset()
    rest = sorted((i for i, n in enumerate(people) if n >= fewest), key=lambda i: people[i])
    found = list(small)
    while rest and (len(found) < 2 or sum(people[i] for i in found) < fewest):
        found.append(rest.pop(0))
    return frozenset(found)


def shielded(parts: Sequence[PartFigure], away: Collection[int]) -> tuple[PartFigure, ...]:
    """The parts in their order, figures of those at the places `away` left out."""
    return tuple(
        replace(part, value=None, people=None, low=None, high=None, is_hidden=True)
        if place in away
        else part
        for place, part in enumerate(parts)
    )


@dataclass(frozen=True)
class Band:
    """Answers of one level or of neighbouring ones together; levels count from 1, worst first."""

    first: int
    last: int
    answers: int


def bands(
    many: Sequence[Sequence[int]], satisfied_from: int, fewest: int
) -> tuple[tuple[Band, ...], ...]:
    """Answers by level of questions and of the index they make, cut alike for all of them.

    Neighbouring levels are drawn together until each band has no answers or `fewest` at least, in
    every one of `many`: cut apart otherwise, one would give the other away. Satisfied levels never
    mix with the others: how many there are the index itself says.
    """
    spans = [
        span
        for first, last in ((1, satisfied_from - 1), (satisfied_from, len(many[0])))
        for span in _spans(many, first, last, fewest)
    ]
    return tuple(
        tuple(Band(first, last, sum(levels[first - 1 : last])) for first, last in spans)
        for levels in many
    )


def _spans(
    many: Sequence[Sequence[int]], first: int, last: int, fewest: int
) -> list[tuple[int, int]]:
    """Levels `first` to `last` cut into spans, the worst ones first."""
    found: list[tuple[int, int]] = []
    start = first
    for level in range(first, last + 1):
        if all(_is_enough(levels[start - 1 : level], fewest) for levels in many):
            found.append((start, level))
            start = level + 1
    while start <= last:  # what is left over goes with the spans before it until it is enough
        if not found:
            return [(first, last)]
        start = found.pop()[0]
        if all(_is_enough(levels[start - 1 : last], fewest) for levels in many):
            return [*found, (start, last)]
    return found


def _is_enough(answers: Sequence[int], fewest: int) -> bool:
    return not 0 < sum(answers) < fewest
