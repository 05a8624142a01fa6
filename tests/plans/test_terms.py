from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import PeriodKind, Regime, Settings
from tracker.plans.rules import DeadlineKind
from tracker.plans.terms import (
    ItemTerms,
    Pause,
    due_day,
    may_be_empty,
    owed_until,
    rhythm_of,
)
from tracker.plans.wording import read_deadline

CALENDAR = WorkingCalendar.of(seed_year(2021))
YEAR_END = date(2021, 12, 31)
EVENT = date(2021, 8, 31)  # a Tuesday; 2/9 and 3/9 are off


@dataclass(frozen=True)
class Words:
    """A deadline as plans.wording reads it."""

    kind: DeadlineKind
    end: date | None = None
    every: str | None = None
    amount: int | None = None
    unit: str | None = None


def after(amount: int, unit: str) -> Words:
    return Words(DeadlineKind.AFTER_EVENT, amount=amount, unit=unit)


def terms(**changes: object) -> ItemTerms:
    start = {"rhythm": PeriodKind.MONTH, "owed_from": date(2021, 6, 15), "ends_on": YEAR_END}
    return ItemTerms(**(start | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("words", "rhythm"),
    [
        (Words(DeadlineKind.CONTINUOUS), PeriodKind.MONTH),
        (Words(DeadlineKind.WITHIN, end=YEAR_END), PeriodKind.MONTH),
        (Words(DeadlineKind.FROM), PeriodKind.MONTH),
        (after(5, "working_day"), PeriodKind.MONTH),
        (Words(DeadlineKind.UNCLEAR), PeriodKind.MONTH),
        (Words(DeadlineKind.ON_EVENT), PeriodKind.QUARTER),
        (Words(DeadlineKind.RECURRING, every="week"), PeriodKind.MONTH),
        (Words(DeadlineKind.RECURRING, every="month"), PeriodKind.MONTH),
        (Words(DeadlineKind.RECURRING, every="quarter"), PeriodKind.QUARTER),
        (Words(DeadlineKind.RECURRING, every="half_year"), PeriodKind.HALF_YEAR),
        (Words(DeadlineKind.RECURRING, every="year"), PeriodKind.YEAR),
        (Words(DeadlineKind.RECURRING), PeriodKind.MONTH),
    ],
)
def test_the_words_give_the_rhythm(words: Words, rhythm: PeriodKind) -> None:
    assert rhythm_of(words) is rhythm


@pytest.mark.parametrize(
    ("words", "rhythm", "due_on"),
    [
        ("Thường xuyên", PeriodKind.MONTH, None),
        ("Hàng tuần, trước 15h thứ Sáu", PeriodKind.MONTH, None),
        ("Trước ngày 25 hàng tháng", PeriodKind.MONTH, None),
        ("Trước ngày 15 của tháng cuối quý", PeriodKind.QUARTER, None),
        ("6 tháng/lần", PeriodKind.HALF_YEAR, None),
        ("02 lần/năm (tháng 6, tháng 12)", PeriodKind.HALF_YEAR, None),
        ("trước ngày 20/11 hàng năm", PeriodKind.YEAR, None),
        ("Hàng quý đến hết năm 2021", PeriodKind.QUARTER, None),
        ("Khi có yêu cầu", PeriodKind.QUARTER, None),
        ("Từ tháng 6, hoàn thành trước 30/11", PeriodKind.MONTH, date(2021, 11, 30)),
        ("trước 16 giờ ngày 30/6", PeriodKind.MONTH, date(2021, 6, 30)),
        ("trong vòng 24 giờ", PeriodKind.MONTH, date(2021, 9, 1)),
        ("trong vòng 01 tháng kể từ ngày ký", PeriodKind.MONTH, None),
        ("Theo tiến độ", PeriodKind.MONTH, None),
    ],
)
def test_what_words_of_each_kind_ask_for(
    words: str, rhythm: PeriodKind, due_on: date | None
) -> None:
    reading = read_deadline(words, 2021)
    assert rhythm_of(reading) is rhythm
    assert due_day(reading, CALENDAR, EVENT) == due_on


@pytest.mark.parametrize("regime", list(Regime))
@pytest.mark.parametrize("day", [1, 5, 14, 15, 25, 28])
def test_the_day_a_rhythm_names_has_passed_when_its_report_is_due(regime: Regime, day: int) -> None:
    rhythm = rhythm_of(read_deadline(f"ngày {day} hàng tháng", 2021))
    periods = make_periods(regime, 2021, CALENDAR, Settings())
    for month in range(2, 12):
        named = date(2021, month, day)
        (cutoff,) = [
            p.cutoff_on for p in periods if p.kind is rhythm and p.starts_on <= named <= p.ends_on
        ]
        assert named < cutoff


def test_only_an_on_change_item_may_report_that_nothing_happened() -> None:
    assert [kind for kind in DeadlineKind if may_be_empty(kind)] == [DeadlineKind.ON_EVENT]


@pytest.mark.parametrize(
    ("words", "event_on", "due_on"),
    [
        (Words(DeadlineKind.BY, end=date(2021, 6, 27)), None, date(2021, 6, 27)),  # a Sunday stays
        (Words(DeadlineKind.WITHIN, end=YEAR_END), None, YEAR_END),
        (Words(DeadlineKind.CONTINUOUS, end=YEAR_END), None, None),
        (Words(DeadlineKind.FROM), None, None),
        (Words(DeadlineKind.ON_EVENT), EVENT, None),
        (Words(DeadlineKind.RECURRING, every="month"), EVENT, None),
        (after(5, "working_day"), None, None),
        (after(1, "working_day"), EVENT, date(2021, 9, 1)),
        (after(2, "working_day"), EVENT, date(2021, 9, 6)),
        (after(1, "day"), EVENT, date(2021, 9, 1)),
        (after(2, "day"), EVENT, date(2021, 9, 6)),  # 2/9 is off: the next working day
        (after(1, "hour"), EVENT, date(2021, 9, 1)),
        (after(24, "hour"), EVENT, date(2021, 9, 1)),
        (after(25, "hour"), EVENT, date(2021, 9, 2)),  # hours do not wait for a working day
        (after(48, "hour"), EVENT, date(2021, 9, 2)),
        (after(10_000, "hour"), EVENT, date(2022, 10, 22)),
        (Words(DeadlineKind.AFTER_EVENT), EVENT, None),
    ],
)
def test_the_words_give_the_due_day(
    words: Words, event_on: date | None, due_on: date | None
) -> None:
    assert due_day(words, CALENDAR, event_on) == due_on


def test_an_absurd_amount_is_refused_in_words() -> None:
    with pytest.raises(BadInput, match="99999999"):
        due_day(after(99_999_999, "working_day"), CALENDAR, EVENT)


@pytest.mark.parametrize(
    ("words", "due_on", "last"),
    [
        (Words(DeadlineKind.CONTINUOUS), None, YEAR_END),
        (Words(DeadlineKind.CONTINUOUS, end=date(2021, 9, 30)), None, date(2021, 9, 30)),
        (Words(DeadlineKind.BY), date(2021, 6, 30), YEAR_END),  # late items go on reporting
        (Words(DeadlineKind.BY), date(2022, 3, 31), date(2022, 3, 31)),
        (after(5, "day"), None, YEAR_END),
    ],
)
def test_an_open_item_owes_until_its_end_or_the_plan_years(
    words: Words, due_on: date | None, last: date
) -> None:
    assert owed_until(words, due_on, YEAR_END) == last


def test_an_obligation_begins_with_the_latest_of_its_starts() -> None:
    assert terms().begins_on == date(2021, 6, 15)
    assert terms(starts_on=date(2021, 4, 8)).begins_on == date(2021, 6, 15)
    assert terms(starts_on=date(2021, 8, 1)).begins_on == date(2021, 8, 1)


@pytest.mark.parametrize(
    ("cutoff", "before", "after"),
    [(date(2021, 9, 15), True, False), (date(2021, 9, 16), False, True)],
)
def test_what_is_cut_off_on_a_day_falls_to_whoever_leads_on_it(
    cutoff: date, before: bool, after: bool
) -> None:
    assert terms(until=date(2021, 9, 15)).falls_to_unit(cutoff) is before
    assert terms(since=date(2021, 9, 16)).falls_to_unit(cutoff) is after


def test_a_done_item_stops_owing_on_the_day_its_completion_was_sent() -> None:
    sent, confirmed = date(2021, 9, 10), date(2021, 9, 25)
    assert terms(claimed_on=sent).last_day == YEAR_END  # nobody has confirmed yet
    assert terms(claimed_on=sent, ended_on=confirmed).last_day == sent
    assert terms(ended_on=confirmed).last_day == confirmed


@pytest.mark.parametrize(
    ("pauses", "ended_on", "is_owing"),
    [
        ((), None, True),
        ((Pause(date(2021, 8, 1)),), None, False),
        ((Pause(date(2021, 8, 1), date(2021, 8, 20)),), None, True),
        ((Pause(date(2021, 8, 1), date(2021, 8, 20)), Pause(date(2021, 9, 1))), None, False),
        ((), date(2021, 9, 1), False),
    ],
)
def test_a_paused_or_ended_item_is_asked_for_nothing(
    pauses: tuple[Pause, ...], ended_on: date | None, is_owing: bool
) -> None:
    assert terms(pauses=pauses, ended_on=ended_on).is_owing is is_owing


@pytest.mark.parametrize(
    ("day", "is_owing"),
    [
        (date(2021, 7, 31), True),
        (date(2021, 8, 1), False),
        (date(2021, 8, 19), False),
        (date(2021, 8, 20), True),  # resumed that day
        (date(2021, 9, 24), True),
        (date(2021, 9, 25), False),
    ],
)
def test_the_terms_of_a_past_day_know_nothing_of_what_came_later(day: date, is_owing: bool) -> None:
    paused = Pause(date(2021, 8, 1), date(2021, 8, 20))
    whole = terms(pauses=(paused,), ended_on=date(2021, 9, 25))
    assert whole.as_of(day).is_owing is is_owing
    assert whole.as_of(date(2021, 12, 31)) == whole


@pytest.mark.parametrize(("shift", "touches"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_pause_includes_its_first_and_last_day(shift: int, touches: bool) -> None:
    day = date(2021, 8, 1) + timedelta(days=shift)
    assert Pause(date(2021, 8, 1), date(2021, 8, 10)).touches(day, day) is touches
    assert Pause(date(2021, 8, 1)).touches(day, day) is (shift >= 0)
