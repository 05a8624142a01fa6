"""Puts dates, months, quarters, years, lists and ranges together from the tokens. Pure."""

from tracker.plans.wording.days import (
    When,
    between,
    first_months,
    in_a_row,
    last_months,
    month_of,
    one_day,
    quarter_of,
    whole_year,
)
from tracker.plans.wording.marks import Mark, Place, Reduction, Token, reduced, rule


def _numbers(place: Place) -> list[int]:
    return [_number(token) for token in place.all(Mark.NUM, Mark.ROMAN, Mark.MY)]


def _number(token: Token) -> int:
    """The number of a month or quarter: "3" and the 3 of "3/2024"."""
    return token.the(When).month if token.mark is Mark.MY else token.the(int)


def _said_year(place: Place) -> int | None:
    """The year said in the piece: of "2024" or of the last "3/2024"."""
    for token in reversed(place.piece):
        if token.mark is Mark.YNUM:
            return token.the(int)
        if token.mark is Mark.MY:
            return token.the(When).year
    return None


def _weekday(place: Place) -> Token | None:
    """thứ 6: a weekday from 2 to 7; "thứ 10" is not."""
    number = _numbers(place)[0]
    return place.make(Mark.WEEKDAY, number) if 2 <= number <= 7 else None


def _hour(place: Place) -> Token:
    """trước 17 giờ ngày 30/6: the hour of a day, not a number of hours."""
    hour = place.piece[0].the(int)
    return place.make(Mark.CLOCK if hour <= 24 else Mark.CLASH, f"{hour:02d}:00")


def _part_of_day(place: Place) -> Token:
    """3 giờ chiều is 15:00; "2 giờ tối" is none."""
    hour, _, minute = place.all(Mark.CLOCK)[0].the(str).partition(":")
    first = place.all(Mark.PART)[0].the(int)
    meant = next((h for h in (int(hour), int(hour) + 12) if first <= h < min(first + 12, 24)), None)
    if meant is None:
        return place.make(Mark.CLASH)
    return place.make(Mark.CLOCK, f"{meant:02d}:{minute}")


def _part(place: Place) -> Token | None:
    """6 tháng đầu năm 2021, nửa cuối năm, 3 tháng cuối 2021."""
    year = _said_year(place)
    if year is None and not place.has(Mark.YEAR):
        return None
    count = 6 if place.has(Mark.HALF) else _numbers(place)[0]
    if not 1 <= count <= 11:
        return place.make(Mark.CLASH)
    make = first_months if place.has(Mark.FIRST) else last_months
    return place.make(Mark.PERIOD, make(count, year))


def _spelled_date(place: Place) -> Token:
    """ngày 31 tháng 3, ngày 15 tháng 6/2021."""
    day, month = _numbers(place)
    count_of_months = day <= 12 and not place.has(Mark.DAY)  # "6 tháng 3" may be a slip
    return place.make(Mark.DATE, one_day(day, month, _said_year(place)), doubtful=count_of_months)


def _spaced_date(place: Place) -> Token:
    """30 - 6 - 2021."""
    day, month = _numbers(place)
    return place.make(Mark.DATE, one_day(day, month, _said_year(place)), doubtful=True)


def _quarter(place: Place) -> Token:
    number = _numbers(place)[0]
    if not 1 <= number <= 4:
        return place.make(Mark.CLASH)
    return place.make(Mark.PERIOD, quarter_of(number, _said_year(place)))


def _month(place: Place) -> Token:
    number = _numbers(place)[0]
    if not 1 <= number <= 12:
        return place.make(Mark.CLASH)
    return place.make(Mark.PERIOD, month_of(number, _said_year(place)))


def _carried(place: Place) -> Token | None:
    """The II of "Quý I, II/2024": one more of what stands before it."""
    before = place.tokens[place.first - 2].the(When)
    grain_of = {month_of(1).grain: _month, quarter_of(1).grain: _quarter}.get(before.grain)
    if grain_of is None or (before.year is not None and place.piece[0].mark is Mark.NUM):
        return None
    return grain_of(place)


def _year_added(place: Place) -> Token | None:
    """Quý IV/2023, ngày 31 tháng 3 năm 2026: the year is said after."""
    when = place.piece[0].the(When)
    if when.year is not None:
        return None
    return place.make(place.piece[0].mark, when.in_year(_said_year(place)))


def _next_year(place: Place) -> Token | None:
    """trước ngày 15/01 năm sau: the year after the plan's."""
    when = place.piece[0].the(When)
    if when.year is not None:
        return None
    return place.make(place.piece[0].mark, when.in_year(place.year + 1), doubtful=True)


def _year(place: Place) -> Token:
    return place.make(Mark.PERIOD, whole_year(_said_year(place) or place.year))


def _this_year(place: Place) -> Token:
    return place.make(Mark.PERIOD, whole_year(place.year), doubtful=True)


def _bare_year(place: Place) -> Token:
    """2021: sure only beside a word or a hyphen that makes it a stretch of years."""
    around = place.tokens[max(place.first - 1, 0) : place.last + 1]
    sure = {Mark.IN, Mark.AT, Mark.ERA, Mark.FROM, Mark.TO, Mark.DASH, Mark.ENDOF, Mark.LATEST}
    alone = not any(token.mark in sure for token in around)
    return place.make(Mark.PERIOD, whole_year(_said_year(place) or place.year), doubtful=alone)


def _month_first(place: Place) -> Token | None:
    """ngày 30-6: a date when it cannot be a run of days."""
    day, month = _numbers(place)
    if day <= month or month > 12:
        return None
    return place.make(Mark.DATE, one_day(day, month), doubtful=True)


def _with_weekday(place: Place) -> Token:
    """Thứ Sáu, ngày 30/7/2021: the two must agree."""
    date, weekday = place.all(Mark.DATE)[0], place.all(Mark.WEEKDAY)[0]
    days = date.the(When).days(place.year)
    if days is None or days.start.weekday() + 2 != weekday.the(int):
        return place.make(Mark.CLASH)
    return place.make(Mark.DATE, date.value)


def _days_of_month(place: Place) -> Token:
    """15-20/6/2021, ngày 01 đến ngày 15/6: the first day takes the month of the second."""
    last = place.piece[-1].the(When)
    days = between(one_day(_numbers(place)[0], last.month, last.year), last, place.year)
    if days is None:
        return place.make(Mark.CLASH)
    opened = place.has(Mark.DAY, Mark.DASH) or place.comes_after(Mark.FROM)
    return place.make(Mark.RANGE, days, doubtful=not opened)


def _list(place: Place) -> Token:
    """Quý I, II/2024; tháng 3 và tháng 4. With a gap it is several deadlines: a clash."""
    whens = [token.the(When) for token in place.all(Mark.DATE, Mark.PERIOD)]
    days = None if place.has(Mark.OR) else in_a_row(whens, place.year)
    if days is None:
        return place.make(Mark.CLASH)
    return place.make(Mark.RANGE, days, doubtful=days.doubtful)


def _range(place: Place) -> Token:
    """từ quý II đến hết năm 2021, tháng 3 - tháng 5, 26/10/2021 – 05/11/2021.

    Between a quarter and a month a hyphen may be anything; and a stretch does not run to a day
    within itself.
    """
    first, last = (token.the(When) for token in place.all(Mark.DATE, Mark.PERIOD))
    days = between(first, last, place.year)
    mixed = first.grain is not last.grain
    if days is None or (mixed and (days.doubtful or place.has(Mark.DASH))):
        return place.make(Mark.CLASH)
    own = first.in_year(days.start.year).days(place.year)
    if own is None or (own.end > days.end and not place.has(Mark.FIRST)):
        return place.make(Mark.CLASH)
    vague = days.doubtful or place.has(Mark.FIRST, Mark.LAST)
    return place.make(Mark.RANGE, days, doubtful=vague)


_NOT_A_DAY = "(?<![QUARTER MONTH TIMES YEAR WEEK NTH WEEKDAY])"
_MORE = "(?! [MONTH DAY WORKDAY WEEK TIMES QUARTER HOURS WORD] | YEAR (?!YNUM) )"

HOURS = [
    Reduction(rule("NTH NUM"), _weekday),
    Reduction(rule("HOURS (?=[IN AT SEP]* [DAY DATE WORKDAY WEEKDAY] | PART)"), _hour),
    Reduction(rule("CLOCK PART | PART CLOCK"), _part_of_day),
]
DATES = [
    Reduction(
        rule("(?:NUM MONTH|HALF) [FIRST LAST] OF? (?:YEAR (?![AFTER NEXT TO]))? YNUM?"), _part
    ),
    Reduction(rule("HALF YEAR [FIRST LAST]"), _part),
    Reduction(rule(f"{_NOT_A_DAY} DAY? NUM OF? MONTH [NUM MY] (?!TIMES)"), _spelled_date),
    Reduction(rule("DAY? NUM DASH NUM DASH YNUM"), _spaced_date),
    Reduction(rule("DAY DATE"), lambda place: place.make(Mark.DATE, place.piece[1].value)),
    Reduction(rule("QUARTER [NUM ROMAN MY]"), _quarter),
    Reduction(rule("MONTH [NUM ROMAN MY]"), _month),
    Reduction(rule(f"(?<= PERIOD [SEP AND DASH TO] ) [NUM ROMAN MY] {_MORE}"), _carried),
    Reduction(rule("MY"), _month),
    Reduction(rule("[DATE PERIOD] [SLASH DASH SEP OF]? YEAR YNUM"), _year_added),
    Reduction(rule("[DATE PERIOD] [SLASH DASH SEP]? YNUM"), _year_added),
    Reduction(rule("[DATE PERIOD] OF? YEAR [AFTER NEXT]+"), _next_year),
    Reduction(rule("YEAR YNUM"), _year),
    Reduction(rule("YEAR NOW"), _this_year),
    Reduction(
        rule("(?<=[IN ENDOF FIRST LAST THROUGH]) YEAR (?![NUM ROMAN MY NEXT AFTER DAY WORKDAY])"),
        _year,
    ),
    Reduction(rule("YNUM"), _bare_year),
    Reduction(rule(f"{_NOT_A_DAY} DAY? NUM [DASH TO] DATE"), _days_of_month),
    Reduction(rule("(?: DAY | (?<=[PRIOR LATEST TO FROM]) ) NUM DASH NUM (?!DASH)"), _month_first),
    Reduction(rule("WEEKDAY SEP? DATE | DATE SEP? WEEKDAY (?!RHYTHM)"), _with_weekday),
    Reduction(rule("[DATE PERIOD] (?:[SEP AND OR]+ [DATE PERIOD])+"), _list),
    Reduction(
        rule("FIRST? [DATE PERIOD] (?: [DASH TO] [ENDOF LAST IN]* [DATE PERIOD] | TO PRIOR DATE )"),
        _range,
    ),
]


def with_hours(tokens: list[Token], year: int) -> list[Token]:
    """The tokens with weekdays and hours of a day told from other numbers."""
    return reduced(tokens, HOURS, year)


def with_dates(tokens: list[Token], year: int) -> list[Token]:
    """The tokens with every date and stretch of days found; `year` is the plan's."""
    return reduced(tokens, DATES, year)
