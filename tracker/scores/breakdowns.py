"""Which parts of a breakdown are shown: none small enough to point at a person. Pure."""

from collections.abc import Sequence
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


def shielded(parts: Sequence[PartFigure], fewest: int) -> tuple[PartFigure, ...]:
    """The parts in their order, figures of hidden ones left out."""
    away = hidden([part.people or 0 for part in parts], fewest)
    return tuple(
        replace(part, value=None, people=None, low=None, high=None, is_hidden=True)
        if place in away
        else part
        for place, part in enumerate(parts)
    )
