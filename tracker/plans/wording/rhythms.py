"""Finds rhythms (hằng quý, 6 tháng/lần) and counts of hours and days among the tokens. Pure."""

from dataclasses import dataclass, replace

from tracker.plans.wording.marks import Mark, Place, Reduction, Token, reduced, rule
from tracker.plans.wording.values import Every, TimeUnit

_MONTHS = {Mark.MONTH: 1, Mark.QUARTER: 3, Mark.YEAR: 12}
_EVERY = {1: Every.MONTH, 3: Every.QUARTER, 6: Every.HALF_YEAR, 12: Every.YEAR}
_UNITS = (Mark.WEEK, Mark.MONTH, Mark.QUARTER, Mark.YEAR)
_COUNTED = {Mark.DAY: TimeUnit.DAY, Mark.WORKDAY: TimeUnit.WORKING_DAY}


@dataclass(frozen=True)
class Amount:
    """So many hours or days; no `count` when the words count in months or years."""

    count: int | None
    unit: TimeUnit | None


def every_of(count: int, unit: Mark, times: int) -> Every | None:
    """The rhythm of `times` in `count` units: 2 in 1 year is half-yearly. None: it has no name."""
    if unit is Mark.WEEK:
        return Every.WEEK if count == times == 1 else None
    months = _MONTHS[unit] * count
    return _EVERY.get(months // times) if times and months % times == 0 else None


def _rhythm(place: Place, count: int, times: int) -> Token:
    every = every_of(count, place.all(*_UNITS)[-1].mark, times)
    if every is None:
        return place.make(Mark.CLASH)
    return place.make(Mark.RHYTHM, every, doubtful=times > 1)


def _plain(place: Place) -> Token:
    """hàng quý, định kỳ tháng."""
    return _rhythm(place, 1, 1)


def _loose(place: Place) -> Token:
    """các quý, 60 phiếu/quý: each, although the word is missing."""
    made = _rhythm(place, 1, 1)
    return place.make(made.mark, made.value, doubtful=True)


def _clash(place: Place) -> Token:
    """nửa tháng một lần, 3 - 5 ngày: understood, but no rhythm or amount has that name."""
    return place.make(Mark.CLASH)


def _half(place: Place) -> Token:
    """nửa năm một lần."""
    return place.make(Mark.RHYTHM, Every.HALF_YEAR)


def _each_so_many(place: Place) -> Token:
    """6 tháng/lần, mỗi 3 tháng, 3 tháng một lần."""
    numbers = [token.the(int) for token in place.all(Mark.NUM)]
    return _rhythm(place, numbers[0], numbers[1] if len(numbers) > 1 else 1)


def _so_often(place: Place) -> Token:
    """01 lần/tuần, 1 lần mỗi quý, 01 lần/6 tháng."""
    numbers = [token.the(int) for token in place.all(Mark.NUM)]
    return _rhythm(place, numbers[1] if len(numbers) > 1 else 1, numbers[0])


def _times_in(place: Place) -> Token:
    """mỗi quý một lần, tháng/lần, năm 2 lần."""
    numbers = place.all(Mark.NUM)
    return _rhythm(place, 1, numbers[0].the(int) if numbers else 1)


def _daily(place: Place) -> Token:
    """hằng ngày: no period is that short, it goes on all the time."""
    return place.make(Mark.CONT, doubtful=True)


_UNIT = "[WEEK MONTH QUARTER YEAR]"
_A_TIME = "(?:[SLASH SEP]? ATLEAST? NUM|SLASH) TIMES"
_NOT_YEAR = "[WEEK MONTH QUARTER]"
_NAMED = "(?![NUM ROMAN YNUM MY])"  # "quý I" and "năm 2021" name one, they are no rhythm

RHYTHMS = [
    Reduction(rule(f"[EVERY PERIODIC]+ HALF {_NOT_YEAR} | HALF {_NOT_YEAR} {_A_TIME}"), _clash),
    Reduction(rule(f"[EVERY PERIODIC THEO]* HALF YEAR {_A_TIME}"), _half),
    Reduction(rule("[EVERY PERIODIC]+ HALF YEAR"), _half),
    Reduction(rule(f"[EVERY PERIODIC THEO]* NUM {_UNIT} {_A_TIME}"), _each_so_many),
    Reduction(
        rule(f"NUM TIMES [SLASH EVERY IN OF]* (?:NUM (?={_UNIT}))? {_UNIT} {_NAMED}"), _so_often
    ),
    Reduction(rule(f"[EVERY PERIODIC THEO]* {_UNIT} {_A_TIME}"), _times_in),
    Reduction(rule(f"[EVERY PERIODIC THEO]+ NUM {_UNIT} (?![FIRST LAST])"), _each_so_many),
    Reduction(
        rule(f"[EVERY PERIODIC THEO]+ {_UNIT} (?! [ROMAN YNUM MY FIRST LAST] | NUM (?!WORD) )"),
        _plain,
    ),
    Reduction(rule(f"MANY {_UNIT} (?![NUM ROMAN YNUM MY FIRST LAST NEXT AFTER])"), _loose),
    Reduction(rule("[EVERY PERIODIC]+ [DAY WORKDAY] (?![NUM WEEKDAY DATE])"), _daily),
]


def _times_over(place: Place) -> Token | None:
    """hàng quý, mỗi quý: the same rhythm said twice is one."""
    first, last = place.piece[0], place.piece[-1]
    return place.make(Mark.RHYTHM, first.value) if first.value == last.value else None


def _still_going_on(place: Place) -> Token:
    """Thường xuyên; liên tục: one thing said twice, whatever the sign between."""
    doubtful = any(token.doubtful for token in place.all(Mark.CONT))
    return replace(place.piece[0], end=place.piece[-1].end, doubtful=doubtful)


AFTERWARDS = [
    Reduction(rule(f"QTY [WORD VERB SEP]* SLASH {_UNIT} {_NAMED}"), _loose),
    Reduction(rule("RHYTHM SEP? RHYTHM"), _times_over),
    Reduction(rule("CONT [SEP AND DASH SLASH]? CONT"), _still_going_on),
]


def _count(place: Place) -> Token:
    """05 ngày làm việc, 2 tuần, 01 tháng."""
    number = place.all(Mark.NUM, Mark.WEEKDAY)[0].the(int)
    unit = place.all(*_COUNTED, Mark.WEEK, Mark.MONTH, Mark.QUARTER, Mark.YEAR)[0].mark
    if number == 0:
        return place.make(Mark.CLASH)
    if unit is Mark.WEEK:
        return place.make(Mark.AMOUNT, Amount(7 * number, TimeUnit.DAY), doubtful=True)
    counted = _COUNTED.get(unit)
    return place.make(Mark.AMOUNT, Amount(number if counted else None, counted))


def _five(place: Place) -> Token:
    """Trong năm ngày làm việc: a five, for no year stands there."""
    return place.make(Mark.AMOUNT, Amount(5, _COUNTED[place.piece[-1].mark]), doubtful=True)


def _hours(place: Place) -> Token:
    number = place.piece[0].the(int)
    mark = Mark.AMOUNT if number else Mark.CLASH
    return place.make(mark, Amount(number, TimeUnit.HOUR))


AMOUNTS = [
    Reduction(
        rule("(?<!DAY) NUM [DAY WORKDAY WEEK MONTH YEAR] (?![NUM YNUM FIRST LAST OF])"), _count
    ),
    Reduction(rule("[DAY WORKDAY] (?:NTH NUM|WEEKDAY) (?=SEP?[FROM WHEN AFTER])"), _count),
    Reduction(rule("(?:^|(?<=[IN LATEST AFTER])) YEAR [DAY WORKDAY] (?![NUM DATE])"), _five),
    Reduction(rule("HOURS"), _hours),
    Reduction(rule("NUM [DASH TO] AMOUNT"), _clash),
]


def with_rhythms(tokens: list[Token], year: int) -> list[Token]:
    """The tokens with rhythms found: first of all, for "quý 1 lần" is not quarter I."""
    return reduced(tokens, RHYTHMS, year)


def with_amounts(tokens: list[Token], year: int) -> list[Token]:
    """The tokens with counts of hours and days found, after dates have been taken out."""
    return reduced(tokens, AMOUNTS, year)
