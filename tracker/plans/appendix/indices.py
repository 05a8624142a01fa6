"""Finds known indices in a cell, whatever stands around them; suggests one where it is blank."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz

from tracker.vietnamese import fold, tidy

_ALIKE = 85  # of 100: a wording this close to a known name is suggested, never taken
# What may stand around a name: "Cải thiện Chỉ số …; Chỉ số … và …", "CS1 - …".
_FILLING = (
    "cai thien nang cao duy tri tang diem so chi chiso thanh phan tieu yeu to noi dung cac ve va la"
    " doi voi muc do hai long nhom cua theo i ii iii iv v vi cs"
)
_FILLER = frozenset(_FILLING.split())
_PARTS = re.compile(r";|\b[Cc]hỉ số\b|\b[Tt]iêu chí\b|\b[Yy]ếu tố\b|CHỈ SỐ|TIÊU CHÍ")
_NUMBER_ALONE = re.compile(r"^\W*(?:số )?0?(\d{1,2})\W*$")


@dataclass(frozen=True)
class KnownIndex:
    """An index of the method: its name, other wordings, its code, and texts of its questions."""

    name: str
    aliases: tuple[str, ...] = ()
    code: str = ""
    questions: tuple[str, ...] = ()

    @cached_property
    def wordings(self) -> tuple[str, ...]:
        """Every wording, as plain words, the longest first."""
        texts = (self.name, *self.aliases, self.code)
        return tuple(sorted({words for t in texts if (words := _words(t))}, key=len, reverse=True))

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The pairs of neighbouring syllables in its names and questions."""
        texts = (self.name, *self.aliases, *self.questions)
        return frozenset(pair for text in texts for pair in _pairs(text))


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of an index cell that is no known name, and the known name it is close to, if any."""

    text: str
    suggestion: str | None


def _words(text: str) -> str:
    """Letters and digits only, folded, one space between words."""
    return " ".join(re.findall(r"[a-z0-9]+", fold(text)))


@lru_cache(maxsize=1024)
def read_indices(
    text: str, known: tuple[KnownIndex, ...]
) -> tuple[tuple[str, ...], tuple[Unread, ...]]:
    """The canonical names in a cell, in its order, and the parts that are none.

    Names are found by their words, the longest first, so commas and "và" inside them do no harm.
    A name with other words before it in its part ("kết quả giải quyết thủ tục hành chính") is not
    taken, only suggested; words after it are reported.
    """
    found: list[str] = []
    unread: list[Unread] = []
    for part in _PARTS.split(tidy(text)):
        names, rest = _read_part(_words(part), known)
        found.extend(name for name in names if name not in found)
        number = _NUMBER_ALONE.search(part)
        if number and not names and not rest:
            coded = (index.name for index in known if index.code == f"CS{number[1]}")
            unread.append(Unread(f"Chỉ số {number[1]}", next(coded, None)))
        if rest:
            unread.append(Unread(part.strip(" ,.;:-–"), _closest(_words(part), names, known)))
    return tuple(found), tuple(unread)


def _read_part(words: str, known: Sequence[KnownIndex]) -> tuple[list[str], bool]:
    """The names in one part, and whether words are left over that say something else."""
    wordings = sorted(
        ((wording, index.name) for index in known for wording in index.wordings),
        key=lambda pair: -len(pair[0]),
    )
    left = f" {words} "
    spots: list[tuple[int, int, str]] = []
    for wording, name in wordings:
        while (place := left.find(f" {wording} ")) >= 0:
            start, end = place + 1, place + 1 + len(wording)
            spots.append((start, end, name))
            left = f"{left[:start]}{'|' * (end - start)}{left[end:]}"
    names, rest, last = [], False, 0
    for start, end, name in sorted(spots):
        if _says_something(left[last:start]):
            rest = True
        else:
            names.append(name)
        last = end
    return names, rest or _says_something(left[last:])


def _says_something(words: str) -> bool:
    return any(word not in _FILLER and not word.isdigit() for word in words.split())


def _closest(words: str, taken: Sequence[str], known: Sequence[KnownIndex]) -> str | None:
    """The name nearest to a part's words, if it is near enough and not taken already."""
    plain = " ".join(word for word in words.split() if word not in _FILLER) or words
    ranked = [
        (max(fuzz.token_set_ratio(plain, wording) for wording in index.wordings), index.name)
        for index in known
        if index.name not in taken and index.wordings
    ]
    score, name = max(ranked, default=(0, ""))
    return name if score >= _ALIKE else None


def suggest(texts: Sequence[str], known: Sequence[KnownIndex]) -> str | None:
    """The index whose name and questions share most with an item's texts; None without a clear one.

    Counted in pairs of syllables, since one alone says little in Vietnamese; a pair that several
    indices use counts the less.
    """
    pairs = Counter(pair for text in texts for pair in _pairs(text))
    spread = Counter(pair for index in known for pair in index.pairs)
    shared = [
        (
            sum(many / spread[pair] for pair, many in pairs.items() if pair in index.pairs),
            index.name,
        )
        for index in known
    ]
    scores = sorted(shared, reverse=True)
    if not scores or scores[0][0] < 1 or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    return scores[0][1]


def _pairs(text: str) -> list[tuple[str, str]]:
    words = [word for word in _words(text).split() if word not in {"va", "cac", "cua", "tai"}]
    return list(pairwise(words))
