"""Marks, tokens and rules: the small language in which deadline wordings are described. Pure.

Words become tokens, a token carries a mark, and a rule is a regular expression over marks:
"[LATEST PRIOR]+ DATE" reads "chậm nhất trước ngày 01 tháng 12".
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeVar

Kind = TypeVar("Kind")


class Mark(Enum):
    """What a token stands for. Names are two letters or more: rules tell them from regex signs."""

    # numbers and dates as they are written
    NUM = auto()
    ROMAN = auto()
    YNUM = auto()  # four digits that can be a year
    MY = auto()  # 4/2021: month and year, or quarter and year after "quý"
    DATE = auto()
    HOURS = auto()  # 24 giờ: an hour of the day or a number of hours
    CLOCK = auto()  # 16 giờ 00
    # units of time
    DAY = auto()
    WORKDAY = auto()
    WEEK = auto()
    MONTH = auto()
    QUARTER = auto()
    YEAR = auto()
    HALF = auto()
    TIMES = auto()  # lần, đợt
    NTH = auto()  # thứ
    WEEKDAY = auto()  # thứ Hai is 2, Chủ nhật 8
    PART = auto()  # sáng, chiều
    # rhythm
    EVERY = auto()
    PERIODIC = auto()
    MANY = auto()  # các
    THEO = auto()
    CONT = auto()  # thường xuyên
    THROUGH = auto()  # suốt
    # limits
    PRIOR = auto()  # trước
    LATEST = auto()  # chậm nhất
    TO = auto()
    ENDOF = auto()
    FROM = auto()
    ONWARD = auto()
    NOW = auto()
    IN = auto()
    AT = auto()  # vào, lúc
    ERA = auto()  # giai đoạn, thời gian
    FIRST = auto()
    LAST = auto()
    NEXT = auto()
    AFTER = auto()
    # events
    WHEN = auto()
    EVENT = auto()  # đột xuất, theo yêu cầu
    RIGHT = auto()  # ngay, kịp thời
    # joints
    OF = auto()
    AND = auto()
    OR = auto()
    SEP = auto()
    COLON = auto()
    DASH = auto()
    SLASH = auto()
    # the rest
    ATLEAST = auto()
    VERB = auto()
    ABOUT = auto()  # khoảng, dự kiến
    FILL = auto()
    BLOCK = auto()  # words that turn a meaning round: không, trừ, hoãn
    WORD = auto()
    # made by reduction
    LABEL = auto()
    PERIOD = auto()
    RANGE = auto()
    RHYTHM = auto()
    AMOUNT = auto()
    QTY = auto()
    CLASH = auto()  # understood, but impossible or contradictory


@dataclass(frozen=True)
class Token:
    """A piece of the text from `start` to `end`, what it stands for, and its value, if any."""

    mark: Mark
    start: int
    end: int
    value: object = None
    doubtful: bool = False

    def the(self, kind: type[Kind]) -> Kind:
        """The value, which must be of that kind; TypeError otherwise (a rule is wrong)."""
        if not isinstance(self.value, kind):
            raise TypeError(f"{self.mark.name} carries {self.value!r}, not {kind.__name__}")
        return self.value


_CODES = {mark: chr(0xE000 + mark.value) for mark in Mark}  # one private character per mark
_NAME = re.compile(r"[A-Z]{2,}|\s+")


def rule(text: str) -> re.Pattern[str]:
    """The rule as a compiled expression over `codes`; spaces only part the names."""
    return re.compile(
        _NAME.sub(lambda m: "" if m[0].isspace() else _CODES[Mark[m[0]]], text),
    )


def codes(tokens: Sequence[Token]) -> str:
    """One character per token, for a rule to match; places in it are places in `tokens`."""
    return "".join(_CODES[token.mark] for token in tokens)


def joined(piece: Sequence[Token], mark: Mark, value: object, *, doubtful: bool = False) -> Token:
    """One token in the place of `piece`, doubtful if any part of it was."""
    doubt = doubtful or any(token.doubtful for token in piece)
    return Token(mark, piece[0].start, piece[-1].end, value, doubt)


@dataclass(frozen=True)
class Place:
    """What a rule matched, and what stands around it."""

    tokens: Sequence[Token]
    first: int
    last: int  # exclusive
    year: int  # the plan's

    @property
    def piece(self) -> Sequence[Token]:
        """The tokens that were matched."""
        return self.tokens[self.first : self.last]

    def all(self, *marks: Mark) -> list[Token]:
        """The matched tokens with one of these marks, in order."""
        return [token for token in self.piece if token.mark in marks]

    def has(self, *marks: Mark) -> bool:
        """Whether any matched token carries one of these marks."""
        return bool(self.all(*marks))

    def comes_after(self, mark: Mark) -> bool:
        """Whether the token just before the matched ones carries that mark."""
        return self.first > 0 and self.tokens[self.first - 1].mark is mark

    def make(self, mark: Mark, value: object = None, *, doubtful: bool = False) -> Token:
        """One token in the place of what was matched."""
        return joined(self.piece, mark, value, doubtful=doubtful)


@dataclass(frozen=True)
class Reduction:
    """A rule and what becomes of the tokens it matches; None leaves them as they are."""

    pattern: re.Pattern[str]
    build: Callable[[Place], Token | None]


def reduced(tokens: Sequence[Token], reductions: Sequence[Reduction], year: int) -> list[Token]:
    """The tokens after each reduction in turn, each applied from left to right until done."""
    done, row = list(tokens), codes(tokens)
    for reduction in reductions:
        place = 0
        while match := reduction.pattern.search(row, place):
            made = reduction.build(Place(done, match.start(), match.end(), year))
            if made is not None:
                done[match.start() : match.end()] = [made]
                row = codes(done)
            place = match.start() + 1
    return done
