"""Cuts deadline words into tokens: written dates, hours, numbers, known phrases, the rest. Pure."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import takewhile

from tracker.plans.wording.days import month_of, one_day
from tracker.plans.wording.marks import Mark, Token
from tracker.plans.wording.words import LONGEST, find

FOUR_DIGITS = range(1900, 2200)  # what may mean a year by itself

# The first shape that fits at a place is taken. A hyphen with spaces is a range, never a date.
_SHAPES = re.compile(
    r"""
    (?P<about> \A [\s+-]* [~≈] )
  | (?P<iso>   \d{4} (?: -\d{1,2}-\d{1,2} | /\d{1,2}/\d{1,2} ) (?!\d) (?: t (?=\d) )? )
  | (?P<paper> số \s* \d [\w/.–-]*
                 (?: \s+ ngày \s+ \d{1,2} (?: [/.-] | \s+ tháng \s+ )
                     \d{1,2} (?: [/.-] | \s+ năm \s+ ) \d{4} (?!\d) )?
             | (?:điều|khoản|chương|phụ\s+lục) \s+ (?:\d+|[ivx]+) (?![\w/])
             | (?<![\d/]) \d{1,9} (?:/\d{1,9}){0,4} /
               (?! (?:năm|tháng|quý|quí|tuần|lần|ngày|đợt|nam|thang|quy|tuan|lan|ngay|dot
                     |hàng|hằng|mỗi|hang|moi)\b )
               [^\W\d_] \w* (?: [–/&-] \w+ )* )
  | (?P<dmy>   \d{1,2} (?: \s*/\s* \d{1,2} \s*/\s* | \. \s* \d{1,2} \. \s* | -\d{1,2}- )
               (?: \d{4} (?!\d) | \d{2} (?! [\d_…] | \.\. | \s* [/.–-] \d ) )
             | \d{1,2} / \d{1,2} [.-] \d{4} (?!\d) )
  | (?P<my>    \d{1,2} (?: \s*/\s* | [.-] ) \d{4} (?!\d) )
  | (?P<dm>    \d{1,2} \s*/\s* \d{1,2} (?! \d | \s*/\s*\d ) )
  | (?P<d_m>   \d{1,2} \. \d{1,2} (?! [\d%] | \.\d ) )
  | (?P<clock> \d{1,2} \s* (?:giờ|gio|h|g(?=\d)) (?![^\W\d_])
               (?: \s* \d{2} (?! \d | \s*[/.-]\d | \s*(?:tháng|hàng|hằng|mỗi) )
                   (?: \s* (?:phút|phut|p)\b )? )?
             | \d{1,2} : \d{2} (?: :\d{2} (?:\.\d+)? z? )? (?!\d) )
  | (?P<quarter> q\.?\s* (?= (?:[1-4]|iii|ii|iv|i) (?![^\W\d_]) )
             | (?:quý|quí|qúy) (?= (?:iii|ii|iv|i) (?![^\W\d_]) ) )
  | (?P<month> (?:t|th|thg)\.?\s*
                 (?= \d{1,2} (?: \s* (?:[,&+–-]|và|đến) \s* (?:th?\.?\s*)? \d{1,2} ){0,11}
                     \s*[/.-]\s* \d{4} (?!\d) )
             | t\.? (?= (?:0?[89]|1[0-2]) (?!\d) ) )
  | (?P<odd_number> \d{1,3} (?:[.,]\d{3})+ (?!\d) | \d+ (?:[.,]\d+)? \s* % )
  | (?P<number> [0-9]+ )
  | (?P<word>  (?: [^\W\d_] [\u0300-\u036f]* )+ )
  | (?P<dash>  [-‐‑‒–—−→~]+ )
  | (?P<sep>   [,;.·•…|]+ )
  | (?P<colon> : )
  | (?P<slash> / )
  | (?P<plus>  [&+] )
  | (?P<blank> _+ )
  | (?P<quote> ["“”„'‘’′″`«»] )
  | (?P<space> \s+ )
  | (?P<bracket> [()\[\]{}] )
  | (?P<odd>   . )
    """,
    re.VERBOSE | re.DOTALL,
)
_SKIPPED = {"space", "quote"}
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9}
_ROMAN |= {"x": 10, "xi": 11, "xii": 12}
_SIGNS = {
    "dash": Mark.DASH,
    "colon": Mark.COLON,
    "slash": Mark.SLASH,
    "plus": Mark.AND,
    "about": Mark.ABOUT,
    "blank": Mark.BLOCK,  # to be filled in
    "quarter": Mark.QUARTER,
    "bracket": Mark.BLOCK,  # its other half is missing: so may be some words
}


def scan(text: str) -> list[Token]:
    """The tokens of `text` (NFC), in order; places are those of `text`. Never raises."""
    # Character by character, so that places stay: İ becomes two letters in lower case.
    lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    shapes = [m for m in _SHAPES.finditer(lower) if m.lastgroup not in _SKIPPED]
    is_unmarked = not any(c.isalpha() and not c.isascii() for c in lower)
    tokens: list[Token] = []
    while shapes:
        token, used = _head(shapes, is_unmarked=is_unmarked)
        tokens.append(token)
        shapes = shapes[used:]
    return [token for token in tokens if token.mark is not Mark.FILL]


def _head(shapes: Sequence[re.Match[str]], *, is_unmarked: bool) -> tuple[Token, int]:
    """The token at the head of `shapes`, the longest phrase first, and how many it took."""
    words = list(takewhile(lambda m: m.lastgroup == "word", shapes[:LONGEST]))
    for count in range(len(words), 0, -1):
        found = find(tuple(m[0] for m in words[:count]), is_unmarked=is_unmarked)
        if found:
            start, end = words[0].start(), words[count - 1].end()
            return Token(found.mark, start, end, found.value, found.doubtful), count
    return _single(shapes[0]), 1


def _single(match: re.Match[str]) -> Token:
    shape = match.lastgroup or "odd"
    make = _MADE.get(shape)
    token = make(match[0]) if make else Token(_SIGNS.get(shape, Mark.WORD), 0, 0)
    return replace(token, start=match.start(), end=match.end())


def _numbers(text: str) -> list[int]:
    return [int(digits) for digits in re.findall(r"\d+", text)]


def _iso(text: str) -> Token:
    year, month, day = _numbers(text)
    # Only offices abroad write 2021/06/30: it may not be a date at all.
    return Token(Mark.DATE, 0, 0, one_day(day, month, year), doubtful="/" in text)


def _day_month_year(text: str) -> Token:
    day, month, year = _numbers(text)
    if not re.search(r"\d{4}$", text):  # FACTS B8.2: two digits only with confirmation
        return Token(Mark.DATE, 0, 0, one_day(day, month, 2000 + year), doubtful=True)
    return Token(Mark.DATE, 0, 0, one_day(day, month, year))


def _day_month(text: str) -> Token:
    day, month = _numbers(text)
    return Token(Mark.DATE, 0, 0, one_day(day, month), doubtful="." in text)


def _month_year(text: str) -> Token:
    month, year = _numbers(text)
    return Token(Mark.MY, 0, 0, month_of(month, year))


def _clock(text: str) -> Token:
    hour, *rest = _numbers(text)
    if not rest:
        return Token(Mark.HOURS, 0, 0, hour)
    if hour == 24 and rest[0] == 0:
        return Token(Mark.CLOCK, 0, 0, "24:00")
    fits = hour < 24 and rest[0] < 60
    return Token(Mark.CLOCK if fits else Mark.CLASH, 0, 0, f"{hour:02d}:{rest[0]:02d}")


def _separator(text: str) -> Token:
    """A comma joins; a semicolon or a full stop may begin another deadline."""
    return Token(Mark.SEP, 0, 0, doubtful=text.strip(",") != "")


def _month_letter(_: str) -> Token:
    return Token(Mark.MONTH, 0, 0, doubtful=True)  # T6 alone would be a Friday


def _number(text: str) -> Token:
    if len(text) == 4 and int(text) in FOUR_DIGITS:
        return Token(Mark.YNUM, 0, 0, int(text))
    return Token(Mark.NUM, 0, 0, int(text)) if len(text) <= 3 else Token(Mark.WORD, 0, 0)


def _word(text: str) -> Token:
    number = _ROMAN.get(text)
    return Token(Mark.ROMAN, 0, 0, number) if number else Token(Mark.WORD, 0, 0)


_MADE: dict[str, Callable[[str], Token]] = {
    "iso": _iso,
    "dmy": _day_month_year,
    "dm": _day_month,
    "d_m": _day_month,
    "my": _month_year,
    "clock": _clock,
    "month": _month_letter,
    "sep": _separator,
    "number": _number,
    "word": _word,
}
