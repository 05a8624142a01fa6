"""Which line of a new appendix goes on with which line in force. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from tracker.vietnamese import fold, tidy

ALIKE = 78  # of 100: another STT, but surely the same task; no two of a real plan reach 73
ALIKE_IN_PLACE = 65  # of 100: the same STT, and much the same task


@dataclass(frozen=True)
class Wanted:
    """A line to be matched: its key (an id, or its place), its STT, its task."""

    key: int
    number: int
    task: str

    @property
    def words(self) -> str:
        """The task for comparing: spaces, capitals and diacritics aside."""
        return fold(tidy(self.task))


def match(
    old: Sequence[Wanted], new: Sequence[Wanted], fixed: Mapping[int, int | None]
) -> dict[int, int | None]:
    """The key of the old line for each new one; None: it is new. Every old line at most once.

    What a person `fixed` holds (a fixed old line that is not there counts as new); then equal
    words, the same STT first; then likeness at the same STT; then the greatest likeness of all.
    """
    found = {line.key: fixed[line.key] for line in new if line.key in fixed}
    taken = {key for key in found.values() if key is not None}
    known = {line.key for line in old}
    found = {key: value if value in known else None for key, value in found.items()}
    free = [line for line in old if line.key not in taken]
    open_ = [line for line in new if line.key not in found]
    for pairs in (_equal(free, open_), _in_place(free, open_), _alike(free, open_)):
        for new_key, old_key in pairs:
            if new_key not in found and old_key not in taken:
                found[new_key] = old_key
                taken.add(old_key)
        free = [line for line in free if line.key not in taken]
        open_ = [line for line in open_ if line.key not in found]
    return found | {line.key: None for line in open_}


Pair = tuple[int, int]


def _equal(old: Sequence[Wanted], new: Sequence[Wanted]) -> Iterator[Pair]:
    by_words: dict[str, list[Wanted]] = {}
    for line in old:
        by_words.setdefault(line.words, []).append(line)
    for one in new:
        alike = by_words.get(one.words, [])
        for line in sorted(alike, key=lambda o: abs(o.number - one.number)):
            yield one.key, line.key


def _in_place(old: Sequence[Wanted], new: Sequence[Wanted]) -> Iterator[Pair]:
    by_number = {line.number: line for line in old}
    for one in new:
        line = by_number.get(one.number)
        if line is not None and likeness(line.words, one.words) >= ALIKE_IN_PLACE:
            yield one.key, line.key


def _alike(old: Sequence[Wanted], new: Sequence[Wanted]) -> Iterator[Pair]:
    old_words = [(line, line.words) for line in old]
    ranked = [
        (-score, abs(line.number - one.number), one.key, line.key)
        for one in new
        for words in (one.words,)
        for line, other in old_words
        if (score := likeness(words, other)) >= ALIKE
    ]
    return ((new_key, old_key) for _, _, new_key, old_key in sorted(ranked))


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0..100; the order of their points counts little."""
    return max(fuzz.ratio(one, other), fuzz.token_sort_ratio(one, other))
