"""Rows of the table for days, stretches of days, beginnings and continuous work. Pure."""

from dataclasses import replace

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.days import Grain, When
from tracker.plans.wording.marks import Mark, Token
from tracker.plans.wording.patterns import (
    ANY,
    EVENT,
    LIMIT,
    SPAN,
    TIMES,
    UNDATED_EVENT,
    Core,
    Pattern,
    days_of,
    pattern,
    span_of,
    unsure,
)
from tracker.plans.wording.values import Deadline, Every


def _by_day(core: Core) -> Deadline | None:
    """30/6/2021, chậm nhất ngày 26/6/2021. "Trước ngày X" is due on X too (DOMAIN A5)."""
    named = core.all(Mark.DATE)[0]
    days = days_of(core, named)
    if core.said(list(core.piece)) == "24/7":  # round the clock, not 24 July
        return None
    return Deadline("", DeadlineKind.BY, end=days.end) if days else None


def _by_end(core: Core) -> Deadline | None:
    """đến hết quý II, chậm nhất tháng 6, cuối năm 2021.

    "Trước tháng 6" has no certain end: 31/5 by the letter, 30/6 by the custom of "trước ngày".
    """
    named = core.all(*TIMES)[0]
    days = days_of(core, named)
    to_the_end = core.has(Mark.ENDOF, Mark.LAST)
    if days is None or (core.has(Mark.PRIOR) and named.mark is not Mark.DATE and not to_the_end):
        return None
    due = Deadline("", DeadlineKind.BY, end=days.end)
    certain = named.mark is Mark.DATE or core.has(Mark.ENDOF, Mark.LATEST)
    return due if certain and not core.has(Mark.LAST) else unsure(due)


def _from_event_by(core: Core) -> Deadline | None:
    """từ ngày ký đến hết năm 2021: the end is certain, the event is a note."""
    event = [token for token in core.piece if token.mark in (Mark.WORD, Mark.VERB, Mark.QTY)]
    found = _by_end(core)
    return unsure(replace(found, note=core.said(event))) if found else None


def _day_within(core: Core) -> Deadline | None:
    """Quý IV/2021, trước ngày 15/12: the day counts, if it lies in the stretch."""
    stretch, day = (days_of(core, token) for token in core.all(*TIMES))
    if not stretch or not day or not stretch.start <= day.end <= stretch.end:
        return None
    return unsure(Deadline("", DeadlineKind.BY, end=day.end))


def _within(core: Core) -> Deadline | None:
    """Trong quý II. "Báo cáo quý II" may be due then, or be the paper on it."""
    span = span_of(core)
    if span is None:
        return None
    found = Deadline("", DeadlineKind.WITHIN, start=span.start, end=span.end)
    return unsure(found) if core.reports and core.piece[0].mark in TIMES else found


def _begun_and_done(core: Core) -> Deadline | None:
    """từ tháng 6, hoàn thành trước 31/12/2021; bắt đầu quý II, hoàn thành quý IV."""
    first, last = (days_of(core, token) for token in core.all(*TIMES))
    open_end = core.has(Mark.PRIOR) and core.piece[-1].mark is not Mark.DATE
    if not first or not last or first.start > last.end or open_end or core.reports:
        return None
    return unsure(Deadline("", DeadlineKind.WITHIN, start=first.start, end=last.end))


def _starts(core: Core) -> Deadline | None:
    """Từ Quý I/2021; năm 2025 và những năm tiếp theo.

    "30/6 và các năm tiếp theo" may be every year's 30/6, "từ 01/3 đến 30/6 trở đi" a slip.
    """
    named = core.all(*TIMES)[0]
    days = days_of(core, named)
    found = Deadline("", DeadlineKind.FROM, start=days.start) if days else None
    is_range, begins = named.mark is Mark.RANGE, core.has(Mark.FROM)
    by_years = "năm" in (core.said(core.all(Mark.ONWARD)) or "").lower()
    yearly = by_years and not (is_range or begins or _is_year(named))
    closed = is_range and begins
    return unsure(found) if core.has(Mark.FIRST) or yearly or closed else found


def _is_year(named: Token) -> bool:
    return isinstance(named.value, When) and named.value.grain is Grain.YEAR


def _starts_now(_: Core) -> Deadline | None:
    """từ nay trở đi: from the plan on, whose day the words do not know."""
    return unsure(Deadline("", DeadlineKind.FROM))


def _starts_at_event(core: Core) -> Deadline | None:
    """kể từ ngày ký ban hành."""
    event = core.said(core.after(Mark.FROM, Mark.WHEN, Mark.DAY, Mark.ERA))
    return unsure(Deadline("", DeadlineKind.FROM, note=event))


def _going_on(core: Core) -> Deadline | None:
    """Thường xuyên, perhaps with a start and an end."""
    if not core.has(*TIMES):
        return Deadline("", DeadlineKind.CONTINUOUS)
    return _throughout(core)


def _going_on_until(core: Core) -> Deadline | None:
    """thường xuyên, hoàn thành trước 31/12: whether it is due then, the words do not say.

    "Thường xuyên, báo cáo trước 15/12" goes on after its report.
    """
    if not core.reports:
        return unsure(_going_on(core))
    words = core.said(core.after(Mark.CONT, Mark.SEP))
    return unsure(Deadline("", DeadlineKind.CONTINUOUS, note=words))


def _going_on_at_events(core: Core) -> Deadline | None:
    """thường xuyên và khi có yêu cầu."""
    event = core.said(core.after(Mark.CONT, Mark.SEP, Mark.AND, Mark.OR))
    return unsure(Deadline("", DeadlineKind.CONTINUOUS, note=event))


def _going_on_with_rhythm(core: Core) -> Deadline | None:
    """thường xuyên, báo cáo hàng quý: the rhythm is what can be missed.

    "Thường xuyên hằng năm" means year after year, not one report a year.
    """
    rhythm = core.all(Mark.RHYTHM)[0]
    every = rhythm.the(Every)
    if every is Every.YEAR:
        return unsure(Deadline("", DeadlineKind.CONTINUOUS, note=core.said([rhythm])))
    words = core.said(core.all(Mark.CONT))
    return unsure(Deadline("", DeadlineKind.RECURRING, every=every, note=words))


def _throughout(core: Core) -> Deadline | None:
    """suốt năm 2021."""
    found = _within(core)
    return found and replace(found, kind=DeadlineKind.CONTINUOUS)


_STRETCH = "[PERIOD RANGE]"
_THEN = "(?: [SEP AND]? VERB+ [IN AT LATEST PRIOR TO ENDOF]* | SEP [LATEST PRIOR ENDOF]+ )"
_DATED = "[DATE PERIOD RANGE]"

SPANS: tuple[Pattern, ...] = (
    pattern("[IN AT ERA]* DATE", _by_day),
    pattern(f"[LATEST PRIOR TO ENDOF IN AT] {LIMIT}* DATE", _by_day, ANY),
    pattern(f"[IN AT ERA]* {_STRETCH}", _within),
    pattern(f"[IN AT] [IN AT ERA]* {_STRETCH}", _within, ANY),
    pattern("[IN AT ERA]* FROM RANGE", _within, ANY),
    pattern("[LATEST PRIOR TO ENDOF IN AT ERA]+ PERIOD", _by_end, ANY),
    pattern("[LATEST PRIOR TO ENDOF IN AT ERA]* (?: DAY LAST OF | LAST ) PERIOD", _by_end, ANY),
    pattern("[IN AT ERA]* PERIOD SEP? VERB? [LATEST PRIOR TO ENDOF]+ DATE", _day_within),
    pattern(f"FROM NOW SEP? DASH? [TO ENDOF LAST LATEST PRIOR]+ {_DATED}", _by_end, ANY),
    pattern(
        f"FROM [DAY WHEN] [WORD VERB OF QTY]+ SEP? [TO ENDOF]+ LAST? {_DATED}", _from_event_by, ANY
    ),
    pattern("FROM NOW ONWARD?", _starts_now, ANY),
    pattern("[IN AT ERA]* FROM FIRST? [DATE PERIOD] ONWARD?", _starts, ANY),
    pattern(f"FROM FIRST? [DATE PERIOD] {_THEN} [DATE PERIOD]", _begun_and_done, ANY),
    pattern(f"[IN AT ERA FROM]* {_DATED} [AND SEP]* ONWARD", _starts, ANY),
    pattern(f"FROM [DAY WHEN ERA] {UNDATED_EVENT}", _starts_at_event, ANY),
    pattern("CONT", _going_on),
    pattern(f"CONT [SEP VERB]* {SPAN}", _going_on),
    pattern("CONT [SEP VERB]* [LATEST PRIOR]+ DATE", _going_on_until),
    pattern(f"{SPAN} [SEP VERB]* CONT", _going_on),
    pattern(f"[IN AT ERA]* THROUGH {_STRETCH}", _throughout),
    pattern(f"CONT [SEP AND OR]* RIGHT* [EVENT WHEN] {EVENT}", _going_on_at_events),
    pattern("CONT [SEP AND VERB]* RHYTHM", _going_on_with_rhythm),
    pattern("RHYTHM [SEP AND]* CONT", _going_on_with_rhythm),
)
