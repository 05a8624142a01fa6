"""What stands in brackets: a note, a number said twice, or a part of the deadline. Pure."""

import re
from dataclasses import dataclass

_BRACKET = re.compile(r"\(([^()\[\]]*)\)|\[([^()\[\]]*)\]")
_DIGITS = ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]
_VALUES = {word: number for number, word in enumerate(_DIGITS, start=1)} | {"lăm": 5, "tư": 4}
_SPELLED = r"(?:(?:một|hai|ba|bốn|tư|năm|lăm|sáu|bảy|tám|chín|mười|mươi)\b\s*){1,3}"
_TWICE = re.compile(
    rf"(?P<digits>\d{{1,3}})\s*\(\s*(?P<words>{_SPELLED})\)"
    rf"|\b(?P<words_first>{_SPELLED})\(\s*(?P<digits_after>\d{{1,3}})\s*\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bracket:
    """A bracket from `start` to `end` in the text, and the words in it."""

    start: int
    end: int
    words: str


def numbers_once(text: str) -> str:
    """`text` with "05 (năm)" and "năm (05)" as "05", blanks in the place of the rest.

    Left alone where the two numbers differ. The length stays.
    """
    return _TWICE.sub(_once, text)


def _once(match: re.Match[str]) -> str:
    digits = match["digits"] or match["digits_after"]
    words = match["words"] or match["words_first"]
    if _value(words.lower().split()) != int(digits):
        return match[0]
    where = match.start("digits") if match["digits"] else match.start("digits_after")
    blank = " " * len(match[0])
    place = where - match.start()
    return blank[:place] + digits + blank[place + len(digits) :]


def _value(words: list[str]) -> int:
    total = 0
    for word in words:
        if word == "mươi":
            total *= 10
        else:
            total += 10 if word == "mười" else _VALUES[word]
    return total


def brackets(text: str) -> list[Bracket]:
    """The brackets of `text` in order, not those that hold others."""
    return [Bracket(m.start(), m.end(), m[1] or m[2] or "") for m in _BRACKET.finditer(text)]


def without(text: str, found: list[Bracket]) -> str:
    """`text` with blanks in the place of those brackets; the length stays."""
    for bracket in found:
        blank = " " * (bracket.end - bracket.start)
        text = text[: bracket.start] + blank + text[bracket.end :]
    return text


def opened(text: str, found: list[Bracket]) -> str:
    """`text` with those brackets as if set off by commas; the length stays."""
    for bracket in found:
        inside = text[bracket.start + 1 : bracket.end - 1]
        text = f"{text[: bracket.start]},{inside},{text[bracket.end :]}"
    return text
