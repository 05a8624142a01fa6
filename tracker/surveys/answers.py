"""What one cell says: a level, no opinion, a tick, or something that cannot be counted. Pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time

from tracker.surveys.rules import Level
from tracker.vietnamese import fold, tidy

Value = str | int | float | bool | date | datetime | time | None

_NO_OPINION = frozenset(
    {"", "-", "–", "—", ".", "khong co y kien", "khong y kien", "kyk", "kcyk", "khong tra loi"}
    | {"khong biet", "khong danh gia", "khong xac dinh", "khong ap dung", "khong su dung"}
    | {"chua gap", "chua su dung", "n/a", "na"}
)
_NO_TICK = frozenset(
    {"", "-", "–", "—", ".", "0", "khong", "ko", "k", "false", "sai", "no", "n", "☐", "□", "○", "¨"}
)
_TICKS = (
    frozenset("xX×✓✔✅√vVχ☑☒✗✘■●•*+1")
    | {"co", "(x)", "[x]", "true", "dung", "yes", "y", "\uf0fc", "\uf0fe", "\uf0fd"}
    | {"r", "p"}  # Wingdings 2 read without its font: a ticked box, a tick
)
# Wingdings read without its font: a tick, a ticked box, a crossed box, a cross.
_WINGDINGS = frozenset("üþýû")
_NUMBER = re.compile(r"[(\[' ]*([0-9]{1,9})(?:[.,]0+)?(?: ?d)?[)\].;* ]*")
_SHORT_NO = re.compile(r"\b(ko|k|khg|kg)(?= )")
_BETWEEN = r"(?: ?(?:[,;/&+–-]|va)+ ?| )"
_SEVERAL = re.compile(rf"[0-9](?:{_BETWEEN}[0-9])+")
_NUMBER_AND_WORD = re.compile(
    r"(?:muc do|muc|diem)? ?([0-9]{1,9})(?![0-9]) ?(?:diem)? ?[-–—.:=)]* ?(.*?)"
    r"|(.+?) ?[-–—:=(]+ ?(?:muc|diem)? ?([0-9]{1,9}) ?(?:diem)? ?\)?"
)
_LONGEST = 60  # letters; a longer cell is no answer, and patterns need not look at it


@dataclass(frozen=True, slots=True)
class Reading:
    """`level` None and no `problem`: no opinion. With a `problem` the cell is not counted."""

    level: int | None = None
    problem: str = ""


BLANK = Reading()


class AnswerReader:
    """Reads the cells of one scale; remembers what it has read, as a table repeats few words."""

    def __init__(self, scale: tuple[Level, ...]) -> None:
        self._scale = scale
        self._known: dict[str, Reading] = {}

    def read(self, value: Value) -> Reading:
        """The level a cell gives as a number, a word of the scale or both; blank: no opinion."""
        if isinstance(value, str):
            found = self._known.get(value)
            if found is None:
                found = self._known[value] = _read_text(value, self._scale)
            return found
        if isinstance(value, int | float) and not isinstance(value, bool) and value % 1 == 0:
            return _in_range(int(value), self._scale)
        return BLANK if value is None else _unreadable(value)

    def label(self, value: Value) -> int | None:
        """The level that the heading of a tick column names, by number or word; else None."""
        return None if value is None or isinstance(value, bool) else self.read(value).level


def is_ticked(value: Value, level: int) -> bool | None:
    """Whether a cell of a column for `level` is ticked; None when it is neither a tick nor blank.

    The level's own number counts as a tick, because some type "4" into the column of 4.
    """
    if value is None or isinstance(value, bool):
        return bool(value)
    plain = tidy(shown(value)).replace("\ufe0f", "").casefold()
    if plain in _WINGDINGS:
        return True
    typed = fold(plain)
    if typed in _NO_TICK:
        return False
    return True if typed in _TICKS or typed == str(level) else None


def shown(value: Value) -> str:
    """A value as it is quoted back to people: at most 40 letters, days as day/month/year."""
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    text = f"{value:.10g}".replace(".", ",") if isinstance(value, float) else str(value)
    text = "" if value is None else tidy(text)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _read_text(text: str, scale: tuple[Level, ...]) -> Reading:
    typed = _SHORT_NO.sub("khong", fold(tidy(text)))
    if typed in _NO_OPINION:
        return BLANK
    if number := _NUMBER.fullmatch(typed):
        return _in_range(int(number[1]), scale)
    return (_read_words(typed, scale) if len(typed) <= _LONGEST else None) or _unreadable(text)


def _read_words(typed: str, scale: tuple[Level, ...]) -> Reading | None:
    if (level := _word_level(typed, scale)) is not None:
        return Reading(level)
    if _SEVERAL.fullmatch(typed):
        return Reading(problem=f"“{typed}” là nhiều mức trong một ô")
    return _read_number_and_word(typed, scale)


def _read_number_and_word(typed: str, scale: tuple[Level, ...]) -> Reading | None:
    """A cell like "5 - Rất hài lòng" or "Mức 4"; None when number and word do not agree."""
    match = _NUMBER_AND_WORD.fullmatch(typed)
    if match is None:
        return None
    reading = _in_range(int(match[1] or match[4]), scale)
    words = (match[2] if match[1] else match[3]).strip(" ().")
    agrees = not words or _word_level(words, scale) == reading.level
    return reading if reading.problem or agrees else None


def _unreadable(value: Value) -> Reading:
    return Reading(problem=f"“{shown(value)}” không phải mức trả lời")


def _word_level(typed: str, scale: tuple[Level, ...]) -> int | None:
    words = typed.strip(" .;,:")
    return next(
        (
            place
            for place, level in enumerate(scale, start=1)
            if words in {fold(known) for known in (level.word, *level.aliases)}
        ),
        None,
    )


def _in_range(number: int, scale: tuple[Level, ...]) -> Reading:
    if 1 <= number <= len(scale):
        return Reading(number)
    return Reading(problem=f"“{shown(number)}” nằm ngoài thang từ 1 đến {len(scale)}")
