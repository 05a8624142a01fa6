"""Draws forms to be typed a second time, the same ones for the same seed. Pure."""

import hashlib
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

SHARE = 5  # per cent of the forms, at least one


def lots(forms: int) -> int:
    """How many of so many forms are drawn."""
    return min(forms, max(1, -(-forms * SHARE // 100)))


def draw(seqs: Sequence[int], seed: str) -> list[int]:
    """The drawn places in their order: those whose hash under the seed is smallest.

    A hash, not a generator of random numbers, so that anybody can draw the same ones again.
    """
    ranked = sorted(seqs, key=lambda seq: hashlib.sha256(f"{seed}:{seq}".encode()).digest())
    return sorted(ranked[: lots(len(seqs))])


def is_second(person: int, first: int | None, colleagues: AbstractSet[int]) -> bool:
    """Whether `person` may type a form again: somebody else typed it first.

    An agency with one person for surveys checks its own typing: nobody else could.
    """
    return first != person or not colleagues - {person}
