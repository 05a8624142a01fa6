"""Rows of the table for what recurs: a rhythm, perhaps with a day, within a stretch. Pure."""

from dataclasses import replace

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.days import Grain, When, calendar_day
from tracker.plans.wording.marks import Mark, Token
from tracker.plans.wording.patterns import (
    EVENT,
    LIMIT,
    LIMITS,
    NOTHING,
    SPAN,
    TIMES,
    Core,
    Pattern,
    days_of,
    pattern,
    span_of,
    unsure,
)
from tracker.plans.wording.values import FIRST_WORKING_DAY, LAST_WORKING_DAY, Deadline, Every

_SHORTEST = {  # days of one period
    Every.WEEK: 7,
    Every.MONTH: 28,
    Every.QUARTER: 90,
    Every.HALF_YEAR: 181,
    Every.YEAR: 365,
}
_LEAP_YEAR = 2000  # 29/02 exists in it
_UNITS = {
    Mark.WEEK: Every.WEEK,
    Mark.MONTH: Every.MONTH,
    Mark.QUARTER: Every.QUARTER,
    Mark.YEAR: Every.YEAR,
}


def _recurs(every: Every, *, on: str | None = None, note: str | None = None) -> Deadline:
    return Deadline("", DeadlineKind.RECURRING, every=every, on=on, note=note)


def _rhythm(core: Core) -> Every | None:
    said = core.all(Mark.RHYTHM)
    return said[0].the(Every) if said else None


def _plain(core: Core) -> Deadline | None:
    rhythm = core.all(Mark.RHYTHM)[0]
    words = core.said([rhythm]) or ""
    counted = rhythm.doubtful and any(c.isdigit() for c in words)  # 60 phiếu/quý, 2 lần/năm
    return _recurs(rhythm.the(Every), note=words if counted else None)


def _over(core: Core) -> Deadline | None:
    """hàng tháng trong năm 2021; tháng 12 hằng năm."""
    every, named = _rhythm(core), core.all(*TIMES)[0]
    span = span_of(core)
    if every is None or span is None:
        return None
    if every is Every.YEAR and _is_part_of_year(core, named):
        return _last_day(core, every, named)
    if core.has(Mark.LATEST):  # "6 tháng/lần, chậm nhất quý II": a first day, or the last?
        return None
    found = _as_often(replace(_recurs(every), start=span.start, end=span.end), every)
    once = every is Every.YEAR and isinstance(named.value, When) and named.value.year is None
    return unsure(found) if once else found  # "từ tháng 6 hằng năm"


def _as_often(found: Deadline, every: Every) -> Deadline | None:
    """The reading, if its stretch holds two periods; doubtful for one, none for less."""
    if not found.start or not found.end:
        return found
    periods = ((found.end - found.start).days + 1) // _SHORTEST[every]
    return None if not periods else found if periods > 1 else unsure(found)


def _is_part_of_year(core: Core, named: Token) -> bool:
    """Whether a month, quarter or range is named as the time of every year."""
    if isinstance(named.value, When):
        when = named.value
        return when.year is None and when.grain is not Grain.YEAR and not core.has(Mark.FROM)
    days = days_of(core, named)
    return days is not None and days.start.year == days.end.year


def _last_day(core: Core, every: Every, named: Token) -> Deadline | None:
    days = days_of(core, named)
    return unsure(_recurs(every, on=f"{days.end:%m-%d}")) if days else None


def _on_date(core: Core) -> Deadline | None:
    """trước ngày 20/11 hàng năm; hàng tháng đến 31/12/2021."""
    every, named = _rhythm(core), core.all(Mark.DATE)[0]
    when = named.the(When)
    if every is Every.YEAR and calendar_day(when.year or _LEAP_YEAR, when.month, when.day):
        found = _recurs(every, on=f"{when.month:02d}-{when.day:02d}")
        return unsure(found) if when.year or (when.month, when.day) == (2, 29) else found
    if every is Every.HALF_YEAR and when.days(core.year):  # one of the two days is not said
        return unsure(_recurs(every, note=core.said([named])))
    days = when.days(core.year)
    if every is None or days is None or core.has(Mark.PRIOR, Mark.LATEST):
        return None
    return replace(_recurs(every), end=days.end) if core.has(Mark.TO, Mark.ENDOF) else None


def _day(core: Core) -> str | None:
    """The day of the month named last, in two digits; None if no month has it."""
    day = core.all(Mark.NUM)[-1].the(int)
    return f"{day:02d}" if 1 <= day <= 31 else None


def _on_day(core: Core) -> Deadline | None:
    """ngày 25 hằng tháng; trước ngày 20 hàng quý (which month is not said)."""
    every, on = _rhythm(core), _day(core)
    if on is None or every not in {Every.MONTH, Every.QUARTER}:
        return None
    found = _recurs(every, on=on)
    certain = every is Every.MONTH and len(core.all(Mark.NUM)) == 1 and core.has(Mark.DAY, *LIMITS)
    return found if certain else unsure(found)


def _on_day_of_month(core: Core) -> Deadline | None:
    """trước ngày 15 của tháng; ngày 05 tháng sau."""
    on = _day(core)
    if on is None or _rhythm(core) not in {None, Every.MONTH}:
        return None
    later = core.all(Mark.AFTER, Mark.NEXT)
    if not later:
        return _recurs(Every.MONTH, on=on)
    return unsure(_recurs(Every.MONTH, on=on, note=core.said([*core.all(Mark.MONTH), later[-1]])))


def _on_day_of_quarter(core: Core) -> Deadline | None:
    """trước ngày 15 của tháng cuối quý: the day, and in a note the month."""
    on = _day(core)
    if on is None or {t.value for t in core.all(Mark.RHYTHM)} - {Every.QUARTER}:
        return None
    month = core.piece.index(core.all(Mark.MONTH)[0])
    return unsure(_recurs(Every.QUARTER, on=on, note=core.said(list(core.piece[month:]))))


def _unit(core: Core) -> Every | None:
    """The one rhythm of the core, said as such or as "của tháng"; None if there are two."""
    said = {t.the(Every) for t in core.all(Mark.RHYTHM)}
    said |= {_UNITS[t.mark] for t in core.all(*_UNITS)}
    return said.pop() if len(said) == 1 else None


def _on_working_day(core: Core) -> Deadline | None:
    """ngày làm việc cuối cùng của tháng."""
    every = _unit(core)
    if every is None:
        return None
    on = FIRST_WORKING_DAY if core.has(Mark.FIRST) else LAST_WORKING_DAY
    later = core.has(Mark.AFTER)
    found = _recurs(every, on=on)
    return unsure(found) if later or (core.has(Mark.FIRST) and core.has(Mark.LAST)) else found


def _at_edge(core: Core) -> Deadline | None:
    """ngày cuối tháng, đầu mỗi quý: a last day has no number, so the words stay in a note."""
    every = _unit(core)
    if every is None:
        return None
    on = {Every.MONTH: "01", Every.YEAR: "01-01"}.get(every) if core.has(Mark.FIRST) else None
    if every is Every.YEAR and core.has(Mark.LAST):
        on = "12-31"
    words = core.said(core.all(Mark.DAY, Mark.FIRST, Mark.LAST))
    found = _recurs(every, on=on if core.has(Mark.DAY) else None, note=words)
    return unsure(found)


def _on_weekday(core: Core) -> Deadline | None:
    """thứ Sáu hằng tuần: the day stays in a note."""
    if _unit(core) not in {None, Every.WEEK}:
        return None
    return unsure(_recurs(Every.WEEK, note=core.said(core.all(Mark.WEEKDAY))))


def _also_on_event(core: Core) -> Deadline | None:
    """hàng quý và đột xuất khi có yêu cầu; hàng quý, 5 ngày sau khi kết thúc quý."""
    every = _rhythm(core)
    rest = core.said(core.after(Mark.RHYTHM, Mark.SEP, Mark.AND, Mark.OR))
    return unsure(_recurs(every, note=rest)) if every else None


_BEFORE = "[VERB RIGHT ABOUT AND SEP ATLEAST WORD QTY OF SLASH PERIODIC]*"
_SEP = "[SEP DASH]?"
_RHYTHM_FIRST = f"(?: RHYTHM {_SEP} VERB? )?"
_LATER = "[AFTER NEXT]*"

RECURRING: tuple[Pattern, ...] = (
    pattern("RHYTHM", _plain, _BEFORE),
    pattern(f"{LIMIT}* DATE [SEP OF]? RHYTHM", _on_date, _BEFORE),
    pattern(f"RHYTHM {_SEP} VERB? {LIMIT}* DATE", _on_date, _BEFORE),
    pattern(f"RHYTHM SEP? {SPAN}", _over, _BEFORE),
    pattern(f"{SPAN} SEP? RHYTHM", _over, _BEFORE),
    pattern(f"{LIMIT}* DAY? NUM [SEP OF SLASH]? RHYTHM", _on_day, _BEFORE),
    pattern(f"RHYTHM {_SEP} VERB? {LIMIT}* DAY NUM", _on_day, _BEFORE),
    pattern(f"{LIMIT}* FROM? DAY? NUM [DASH TO] DAY? NUM SEP? RHYTHM", _on_day, _BEFORE),
    pattern(f"RHYTHM {_SEP} VERB? {LIMIT}* FROM? DAY NUM [DASH TO] DAY? NUM", _on_day, _BEFORE),
    pattern(f"{_RHYTHM_FIRST} {LIMIT}* DAY NUM [OF IN] MONTH {_LATER}", _on_day_of_month, _BEFORE),
    pattern(f"{_RHYTHM_FIRST} {LIMIT}* DAY NUM MONTH [AFTER NEXT]+", _on_day_of_month, _BEFORE),
    pattern(
        f"{_RHYTHM_FIRST} {LIMIT}* DAY NUM [OF IN]? MONTH [FIRST LAST]+ [OF IN]? EVERY?"
        f" [QUARTER RHYTHM] {_LATER}",
        _on_day_of_quarter,
        _BEFORE,
    ),
    pattern(
        f"{_RHYTHM_FIRST} {LIMIT}* WORKDAY [FIRST LAST]+ [OF IN]*"
        f" [WEEK MONTH QUARTER YEAR RHYTHM] {_LATER}",
        _on_working_day,
        _BEFORE,
    ),
    pattern(f"RHYTHM {_SEP} VERB? {LIMIT}* WORKDAY [FIRST LAST]+", _on_working_day, _BEFORE),
    pattern(
        f"{_RHYTHM_FIRST} {LIMIT}* DAY [FIRST LAST]+ [OF IN]* [MONTH QUARTER YEAR RHYTHM]",
        _at_edge,
        _BEFORE,
    ),
    pattern(f"{LIMIT}* [FIRST LAST] RHYTHM", _at_edge, _BEFORE),
    pattern(f"{LIMIT}* DAY? WEEKDAY SEP? RHYTHM", _on_weekday, _BEFORE),
    pattern(f"RHYTHM {_SEP} VERB? {LIMIT}* DAY? WEEKDAY", _on_weekday, _BEFORE),
    pattern("EVERY WEEKDAY", _on_weekday, _BEFORE),
    pattern(f"{LIMIT}* WEEKDAY [FIRST LAST] WEEK", _on_weekday, _BEFORE),
    pattern(f"RHYTHM [SEP AND OR]* RIGHT* [EVENT WHEN] {EVENT}", _also_on_event, _BEFORE, NOTHING),
    pattern(
        f"RHYTHM SEP? [IN ERA LATEST AFTER]* AMOUNT SEP? [FROM WHEN AFTER]+ {EVENT}",
        _also_on_event,
        _BEFORE,
        NOTHING,
    ),
)
