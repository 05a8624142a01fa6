from datetime import date, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import PeriodKind, Regime, Settings
from tracker.plans.obligations import (
    Grace,
    Sent,
    is_silent,
    missing_periods,
    next_report,
    next_report_due,
    periods_owed,
    state_on,
)
from tracker.plans.rules import ReportState
from tracker.plans.terms import ItemTerms

CALENDAR = WorkingCalendar.of(row for year in (2021, 2022) for row in seed_year(year))
GRACE = Grace(CALENDAR)
PERIODS = [
    p for year in (2021, 2022) for p in make_periods(Regime.ND09, year, CALENDAR, Settings())
]
TERMS = ItemTerms(PeriodKind.MONTH, owed_from=date(2021, 6, 15), ends_on=date(2021, 12, 31))

CODES = [p.code for p in PERIODS if p.kind is PeriodKind.MONTH]
DAYS = st.dates(date(2021, 6, 1), date(2022, 3, 31))
SENTS = st.builds(
    lambda code, day, returned, wait: Sent(
        code, day, returned_on=day + timedelta(wait) if returned else None
    ),
    st.sampled_from(CODES[4:13]),
    DAYS,
    st.booleans(),
    st.integers(0, 10),
)
SENT_LISTS = st.lists(SENTS, max_size=8)


@given(SENT_LISTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_reports_and_periods_does_not_matter(
    sents: list[Sent],
    random: Random,
) -> None:
    before = next_report(TERMS, PERIODS, sents, GRACE)
    mixed, periods = sents[:], PERIODS[:]
    random.shuffle(mixed)
    random.shuffle(periods)
    assert next_report(TERMS, periods, mixed, GRACE) == before


@given(SENT_LISTS, st.sampled_from(CODES), DAYS)
@settings(deadline=None, max_examples=60)
def test_one_more_report_never_makes_the_next_one_due_sooner(
    sents: list[Sent], code: str, day: date
) -> None:
    before = next_report_due(TERMS, PERIODS, sents, GRACE)
    after = next_report_due(TERMS, PERIODS, [*sents, Sent(code, day)], GRACE)
    assert after is None or (before is not None and before <= after)


@given(SENT_LISTS, DAYS)
@settings(deadline=None, max_examples=60)
def test_the_stored_day_and_the_facts_tell_the_same_silence(sents: list[Sent], day: date) -> None:
    known = [s for s in sents if max(s.sent_on, s.returned_on or s.sent_on) <= day]
    stored = next_report_due(TERMS, PERIODS, known, GRACE)
    found = missing_periods(TERMS, PERIODS, known, GRACE, day)
    assert is_silent(stored, day) is bool(found)
    states = [state_on(TERMS, p, known, GRACE, day) for p in periods_owed(TERMS, PERIODS)]
    assert states.count(ReportState.MISSING) == len(found)


@given(st.none() | DAYS, DAYS, st.integers(0, 100))
@settings(deadline=None, max_examples=60)
def test_without_an_event_silence_never_ends(due_on: date | None, day: date, days: int) -> None:
    assert not is_silent(due_on, day) or is_silent(due_on, day + timedelta(days))
