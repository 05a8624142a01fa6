"""Reads the words of a deadline: "trước ngày 20/11 hàng năm", "Thường xuyên". Pure.

The words are cut into tokens (wording_scan, with the table of wording_words); rhythms, dates and
counts among them are put together (wording_rhythms, wording_dates); and the row of tokens that is
left is looked up in the tables of wording_spans, wording_recurring and wording_events. What no row
describes as a whole is unclear: a reading is never made of half the words (DOMAIN A5, FACTS B8.2).
"""

from collections.abc import Sequence
from dataclasses import replace

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.brackets import Bracket, brackets, numbers_once, opened, without
from tracker.plans.wording.events import EVENTS
from tracker.plans.wording.marks import Mark, Token, codes
from tracker.plans.wording.patterns import Core
from tracker.plans.wording.recurring import RECURRING
from tracker.plans.wording.rows import put_together
from tracker.plans.wording.spans import SPANS
from tracker.plans.wording.values import Confidence, Deadline
from tracker.plans.wording.words import hands_in
from tracker.vietnamese import nfc

_FAR_YEARS = 10  # a day further from the plan's year may be a slip of the pen
_TABLE = (*SPANS, *RECURRING, *EVENTS)
_LONGEST = 1000  # characters; no deadline is a page long
# Zero-width characters and soft hyphens that Word leaves in a cell; the slash and the Roman
# numerals in one sign that type designers drew.
_SIGNS = dict.fromkeys((0x00AD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF), "")
_SIGNS |= dict.fromkeys((0x2044, 0x2215, 0xFF0F), "/")
_SIGNS |= {0x2160 + n: name for n, name in enumerate(("I", "II", "III", "IV"))}
_SIGNS |= {0x2170 + n: name for n, name in enumerate(("i", "ii", "iii", "iv"))}
# Words around a reading: those worth a note, and those that leave a doubt.
_SAID = {Mark.WORD, Mark.QTY, Mark.ABOUT, Mark.VERB, Mark.LABEL}
_SAID_BEHIND = _SAID | {Mark.THEO, Mark.PERIODIC, Mark.IN}
_VAGUE = {Mark.WORD, Mark.QTY, Mark.ABOUT}
_CUT_OFF = {Mark.AND, Mark.OF, Mark.DASH, Mark.SLASH}  # at an end: more must have stood there
# What makes a bracket more than a note.
_TIMED = {Mark.DATE, Mark.PERIOD, Mark.RANGE, Mark.RHYTHM, Mark.AMOUNT, Mark.CLASH, Mark.CLOCK}
_TIMED |= {Mark.CONT, Mark.DAY, Mark.WORKDAY, Mark.WEEK, Mark.MONTH, Mark.QUARTER, Mark.YEAR}
_TIMED |= {Mark.WEEKDAY, Mark.WHEN, Mark.EVENT, Mark.OR, Mark.BLOCK}
# What gives the paper named in a bracket a time of its own.
_NAMED_TIME = {Mark.DATE, Mark.PERIOD, Mark.RANGE, Mark.RHYTHM, Mark.NUM, Mark.CLASH}
_OWN_TIME = {Mark.DATE, Mark.RANGE, Mark.RHYTHM, Mark.CLASH, Mark.CONT, Mark.BLOCK}


def read_deadline(words: str, year: int) -> Deadline:
    """What `words` say, in the plan's `year` where they name none; never raises.

    The words stay as they are in `text`. Unclear where two rhythms or two deadlines stand in one
    cell, where the calendar has no such day, and where any word is left that might matter.
    Confidence is check where a person should look: two-digit years, words not understood, marks
    missing, a year worked out, a limit by custom.
    """
    text = numbers_once(nfc(words).translate(_SIGNS))
    found = _read(text, year) if len(text) <= _LONGEST else None
    if found is None:
        return Deadline(words, DeadlineKind.UNCLEAR, confidence=Confidence.CHECK)
    days = [day for day in (found.start, found.end) if day]
    if any(abs(day.year - year) > _FAR_YEARS or day.year < year - 1 for day in days):
        found = replace(found, confidence=Confidence.CHECK)
    return replace(found, text=words)


def _read(text: str, year: int) -> Deadline | None:
    found = brackets(text)
    if not found:
        return _match(text, text, year)
    outside = without(text, found)
    if not put_together(outside, year).marks:
        return _match(opened(text, found), text, year)
    timed = [bracket for bracket in found if _is_timed(bracket, year)]
    notes = [bracket for bracket in found if bracket not in timed]
    read = _with_timed(text, timed, notes, year) if timed else _match(outside, text, year)
    if read and any("?" in b.words or _is_condition(b.words) for b in notes):
        read = replace(read, confidence=Confidence.CHECK)
    return _noted(read, *(bracket.words for bracket in notes)) if read else None


def _is_timed(bracket: Bracket, year: int) -> bool:
    marks = put_together(bracket.words, year).marks
    return bool(marks & _TIMED) or marks == {Mark.NUM}


def _with_timed(
    text: str, timed: list[Bracket], notes: list[Bracket], year: int
) -> Deadline | None:
    """A bracket that speaks of time belongs to the deadline, or must agree with it."""
    together = _match(opened(without(text, notes), timed), text, year)
    if together:
        return replace(together, confidence=Confidence.CHECK)
    plain = _match(without(text, timed + notes), text, year)
    for bracket in timed:
        plain = plain and _agreed(plain, bracket, year)
    return plain and replace(plain, confidence=Confidence.CHECK)


def _agreed(plain: Deadline, bracket: Bracket, year: int) -> Deadline | None:
    """The narrower of the two, if one lies in the other; or `plain` with the bracket as a note."""
    inside = _match(bracket.words, bracket.words, year)
    tokens = put_together(bracket.words, year).tokens
    marks = {token.mark for token in tokens}
    if _is_aside(bracket.words, tokens) or _adds_to(plain, inside, marks):
        return _noted(plain, bracket.words)
    if inside and _lies_in(inside, plain):
        return inside
    return _noted(plain, bracket.words) if inside and _lies_in(plain, inside) else None


def _is_aside(words: str, tokens: Sequence[Token]) -> bool:
    """(theo Kế hoạch …), (báo cáo quý I), (nếu trùng ngày nghỉ thì …): basis, report, condition."""
    marks = {token.mark for token in tokens}
    if _is_condition(words):
        return not marks & _NAMED_TIME
    if not tokens:
        return False
    return tokens[0].mark is Mark.THEO or (hands_in(tokens[0]) and not marks & _OWN_TIME)


def _is_condition(words: str) -> bool:
    return words.lower().startswith("nếu ") and words.lower().split() != ["nếu", "có"]


def _adds_to(plain: Deadline, inside: Deadline | None, marks: set[Mark]) -> bool:
    """02 lần/năm (tháng 6, tháng 12): the turns. Quý III (sau khi có hướng dẫn): what it awaits."""
    if marks & {Mark.OR, Mark.RHYTHM, Mark.CONT}:
        return False
    if inside is None:
        return plain.kind is DeadlineKind.RECURRING and plain.on is None
    return inside.kind is DeadlineKind.ON_EVENT


def _lies_in(inner: Deadline, outer: Deadline) -> bool:
    if inner.kind not in {DeadlineKind.BY, DeadlineKind.WITHIN} or not inner.end:
        return False
    if outer.kind is not DeadlineKind.WITHIN or not outer.start or not outer.end:
        return False
    return outer.start <= (inner.start or inner.end) and inner.end <= outer.end


def _match(text: str, source: str, year: int) -> Deadline | None:
    """The reading of the first row of the table that describes all tokens; None if none does.

    `text` is `source` with brackets blanked or opened; notes are cut from `source`.
    """
    row = put_together(text, year)
    written = codes(row.tokens)
    for pattern in _TABLE:
        if match := pattern.expression.match(written):
            core = Core(row.tokens, *match.span(2), year, source)
            found = pattern.build(core)
            return found and _complete(found, core, row.hours)
    return None


def _complete(found: Deadline, core: Core, hours: Sequence[Token]) -> Deadline:
    """The reading with the words around it as notes, with its hour and its doubts."""
    before, behind = core.tokens[: core.first], core.tokens[core.last :]
    parts = [token for token in hours if token.mark is Mark.PART]
    rest = core.said(_worth_saying(behind, _SAID_BEHIND))
    notes = (core.said(_worth_saying(before, _SAID)), found.note, rest, core.said(parts))
    noted = _noted(replace(found, note=None), *(note for note in notes if note))
    timed = _at_hour(noted, [token.the(str) for token in hours if _is_meant(token, core)])
    doubts = [token.doubtful for token in core.tokens]
    doubts += [token.mark in _VAGUE for token in before]
    doubts += [token.mark in _CUT_OFF for token in (*before[:1], *behind[-1:])]
    if rest or any(doubts):
        return replace(timed, confidence=Confidence.CHECK)
    return timed


def _worth_saying(tokens: Sequence[Token], said: set[Mark]) -> list[Token]:
    """`tokens` without joints at either end; none if nothing but joints is there."""
    places = [
        place
        for place, token in enumerate(tokens)
        if token.mark in said and not (token.mark is Mark.LABEL and token.value is False)
    ]
    return list(tokens[places[0] : places[-1] + 1]) if places else []


def _is_meant(hour: Token, core: Core) -> bool:
    """Whether somebody wrote that hour: spreadsheets put 00:00 behind a day."""
    behind = hour.start > core.piece[-1].start
    return hour.mark is Mark.CLOCK and not (hour.value == "00:00" and behind)


def _at_hour(found: Deadline, clocks: Sequence[str]) -> Deadline:
    """The reading with its hour. An hour elsewhere, or two, is a doubt.

    From 0 giờ and by 24 giờ are the whole day; by 0 giờ may mean the day before.
    """
    whole_day = "00:00" if found.kind is DeadlineKind.FROM else "24:00"
    if not clocks or list(clocks) == [whole_day]:
        return found
    if len(clocks) > 1 or found.kind not in {DeadlineKind.BY, DeadlineKind.RECURRING}:
        return replace(found, confidence=Confidence.CHECK)
    timed = replace(found, time=clocks[0])
    return replace(timed, confidence=Confidence.CHECK) if clocks[0] == "00:00" else timed


def _noted(found: Deadline, *notes: str) -> Deadline:
    said = [found.note, *(" ".join(note.split()) for note in notes)]
    return replace(found, note="; ".join(note for note in said if note) or None)
