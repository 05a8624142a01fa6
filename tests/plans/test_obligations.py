from dataclasses import replace
from datetime import date, datetime

import pytest

from tracker.clock import HOUSE_ZONE, day_of
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import PeriodKind, Regime, Settings
from tracker.plans.obligations import (
    Grace,
    Owed,
    Sent,
    earliest,
    is_in_time,
    is_late_on,
    is_silent,
    missing_periods,
    next_report,
    next_report_due,
    periods_owed,
    report_state,
    reported_upto,
    state_on,
    still_owed,
    updating_ratio,
)
from tracker.plans.outcomes import Ratio
from tracker.plans.rules import ReportState
from tracker.plans.terms import ItemTerms, Pause

CALENDAR = WorkingCalendar.of(row for year in (2021, 2022) for row in seed_year(year))
GRACE = Grace(CALENDAR)
PERIODS = [
    p for year in (2021, 2022) for p in make_periods(Regime.ND09, year, CALENDAR, Settings())
]
BY_CODE = {p.code: p for p in PERIODS}
SEPTEMBER = BY_CODE["2021-09"]  # 15/8 to 14/9, cut-off 16/9
# The real plan: signed 06/7/2021, so its first month is 15/6 to 14/7.
TERMS = ItemTerms(PeriodKind.MONTH, owed_from=date(2021, 6, 15), ends_on=date(2021, 12, 31))
JULY, AUGUST = Sent("2021-07", date(2021, 7, 15)), Sent("2021-08", date(2021, 8, 16))
RETURNED = Sent("2021-09", date(2021, 9, 15), returned_on=date(2021, 9, 20))


def sep(day: int) -> date:
    return date(2021, 9, day)


def owed(terms: ItemTerms) -> str:
    return " ".join(p.code.removeprefix("2021-") for p in periods_owed(terms, PERIODS))


def missing(day: date, *sents: Sent, terms: ItemTerms = TERMS) -> str:
    found = missing_periods(terms, PERIODS, sents, GRACE, day)
    return " ".join(f"{o.period.code[5:]}:{o.days_late(day)}" for o in found)


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({}, "07 08 09 10 11 12"),  # 2022-01 starts in December but ends after the plan year
        ({"owed_from": date(2021, 7, 14)}, "07 08 09 10 11 12"),
        ({"owed_from": date(2021, 7, 15)}, "08 09 10 11 12"),
        ({"starts_on": date(2021, 4, 8)}, "07 08 09 10 11 12"),
        ({"starts_on": date(2021, 9, 14)}, "09 10 11 12"),
        ({"since": date(2021, 9, 16)}, "09 10 11 12"),  # whoever leads on the cut-off owes it
        ({"since": date(2021, 9, 17)}, "10 11 12"),
        ({"until": date(2021, 9, 15)}, "07 08"),
        ({"until": date(2021, 9, 16)}, "07 08 09"),
        ({"ends_on": date(2021, 10, 14)}, "07 08 09 10"),
        ({"ends_on": date(2021, 10, 13)}, "07 08 09"),
        ({"ended_on": date(2021, 8, 14)}, "07 08"),
        ({"claimed_on": date(2021, 8, 13), "ended_on": date(2021, 9, 20)}, "07"),
        ({"rhythm": PeriodKind.QUARTER}, "Q3 Q4"),
        ({"rhythm": PeriodKind.QUARTER, "owed_from": date(2021, 7, 15)}, "Q3 Q4"),
        ({"rhythm": PeriodKind.HALF_YEAR}, "H2"),
        ({"rhythm": PeriodKind.YEAR}, "Y"),
        ({"pauses": (Pause(date(2021, 8, 1)),)}, "07"),
        ({"pauses": (Pause(date(2021, 8, 1), date(2021, 8, 13)),)}, "07 08 09 10 11 12"),
        ({"pauses": (Pause(date(2021, 8, 1), date(2021, 8, 14)),)}, "07 09 10 11 12"),
        ({"pauses": (Pause(date(2021, 8, 17), date(2021, 8, 20)),)}, "07 09 10 11 12"),
        ({"pauses": (Pause(date(2021, 8, 18), date(2021, 8, 20)),)}, "07 08 09 10 11 12"),
    ],
)
def test_a_period_is_owed_when_its_last_day_falls_while_the_obligation_runs(
    changes: dict[str, object], codes: str
) -> None:
    assert owed(replace(TERMS, **changes)) == codes  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("instant", "state", "silent"),
    [
        ("2021-08-14T23:59:59.999", ReportState.NOT_YET, False),
        ("2021-08-15T00:00", ReportState.DUE, False),
        ("2021-09-14T23:59:59.999", ReportState.DUE, False),
        ("2021-09-15T00:00", ReportState.DUE, False),
        ("2021-09-16T23:59:59.999", ReportState.DUE, False),
        ("2021-09-17T00:00", ReportState.MISSING, True),
    ],
)
def test_a_report_is_missing_from_the_midnight_after_the_cutoff_in_ha_noi(
    instant: str, state: ReportState, silent: bool
) -> None:
    today = day_of(datetime.fromisoformat(instant).replace(tzinfo=HOUSE_ZONE))
    assert report_state(SEPTEMBER, (), GRACE, today) is state
    assert is_silent(next_report_due(TERMS, PERIODS, (JULY, AUGUST), GRACE), today) is silent


@pytest.mark.parametrize(
    ("sent", "day", "state"),
    [
        (Sent("2021-09", sep(15)), sep(14), ReportState.DUE),  # the day before it was sent
        (Sent("2021-09", sep(15)), sep(15), ReportState.SENT),
        (Sent("2021-09", sep(30)), sep(29), ReportState.MISSING),
        (Sent("2021-09", sep(30)), sep(30), ReportState.SENT),
        (Sent("2021-09", sep(15), accepted_on=sep(20)), sep(19), ReportState.SENT),
        (Sent("2021-09", sep(15), accepted_on=sep(20)), sep(20), ReportState.CONFIRMED),
        (RETURNED, sep(19), ReportState.SENT),
        (RETURNED, sep(20), ReportState.RETURNED),
        (RETURNED, sep(22), ReportState.RETURNED),  # two working days to answer
        (RETURNED, sep(23), ReportState.MISSING),
        (replace(RETURNED, sent_on=sep(1), returned_on=sep(2)), sep(16), ReportState.RETURNED),
        (replace(RETURNED, sent_on=sep(1), returned_on=sep(2)), sep(17), ReportState.MISSING),
        (Sent("2021-08", sep(15)), sep(17), ReportState.MISSING),  # another period
    ],
)
def test_the_state_of_a_period_follows_the_facts_of_the_day(
    sent: Sent, day: date, state: ReportState
) -> None:
    assert report_state(SEPTEMBER, (sent,), GRACE, day) is state


@pytest.mark.parametrize(
    ("sents", "code", "due_on"),
    [
        ((), "2021-07", date(2021, 7, 16)),
        ((JULY,), "2021-08", date(2021, 8, 17)),
        ((AUGUST,), "2021-07", date(2021, 7, 16)),  # a gap is not jumped
        ((JULY, AUGUST), "2021-09", sep(16)),
        ((JULY, AUGUST, RETURNED), "2021-09", sep(22)),
        ((JULY, AUGUST, replace(RETURNED, returned_on=sep(15))), "2021-09", sep(17)),
        ((JULY, AUGUST, RETURNED, replace(RETURNED, returned_on=sep(22))), "2021-09", sep(24)),
        ((JULY, AUGUST, RETURNED, Sent("2021-09", sep(21))), "2021-10", date(2021, 10, 18)),
        ((JULY, replace(AUGUST, returned_on=sep(20))), "2021-09", sep(16)),  # sooner than August
    ],
)
def test_the_next_report_is_the_one_due_first(
    sents: tuple[Sent, ...], code: str, due_on: date
) -> None:
    first = next_report(TERMS, PERIODS, sents, GRACE)
    assert first
    assert (first.period.code, first.due_on) == (code, due_on)
    assert next_report_due(TERMS, PERIODS, sents, GRACE) == due_on


@pytest.mark.parametrize(
    ("sents", "wanted"),
    [
        ((), "07:2021-09-21 08:2021-09-21"),  # two working days after it took over
        ((JULY,), "08:2021-09-21"),
        ((JULY, AUGUST), ""),
        ((JULY, replace(AUGUST, returned_on=sep(20))), "08:2021-09-22"),  # a return counts longer
    ],
)
def test_what_was_missing_goes_over_to_the_unit_that_takes_the_item(
    sents: tuple[Sent, ...], wanted: str
) -> None:
    terms = replace(TERMS, since=sep(17))
    sents = (*sents, Sent("2021-09", sep(15)))
    owed_now = still_owed(terms, [p for p in PERIODS if p.ends_on < sep(30)], sents, GRACE)
    assert " ".join(f"{o.period.code[5:]}:{o.due_on}" for o in owed_now) == wanted
    assert {o.taken_over_on for o in owed_now} <= {sep(17)}


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (sep(16), None),
        (sep(17), ReportState.DUE),
        (sep(21), ReportState.DUE),
        (sep(22), ReportState.MISSING),
    ],
)
def test_a_report_taken_over_is_due_only_after_some_days(
    day: date, state: ReportState | None
) -> None:
    terms = replace(TERMS, since=sep(17))
    assert state_on(terms, BY_CODE["2021-08"], (), GRACE, day) is state


@pytest.mark.parametrize(
    "terms",
    [
        replace(TERMS, ended_on=date(2021, 9, 1)),
        replace(TERMS, pauses=(Pause(date(2021, 9, 1)),)),
        replace(TERMS, owed_from=date(2022, 1, 1)),
    ],
)
def test_a_paused_ended_or_later_item_has_no_next_report(terms: ItemTerms) -> None:
    assert next_report_due(terms, PERIODS, (), GRACE) is None


def test_when_all_is_reported_nothing_is_next() -> None:
    sents = [Sent(p.code, p.cutoff_on) for p in periods_owed(TERMS, PERIODS)]
    assert next_report(TERMS, PERIODS, sents, GRACE) is None
    assert reported_upto(PERIODS, sents) == date(2021, 12, 14)
    assert reported_upto(PERIODS, [RETURNED]) is None


def test_an_item_is_as_late_as_its_earliest_unit() -> None:
    assert earliest([None, sep(16), date(2021, 8, 17)]) == date(2021, 8, 17)
    assert earliest([None]) is None


def test_missing_periods_are_listed_oldest_first_with_their_days() -> None:
    assert missing(sep(16)) == "07:62 08:30"
    assert missing(sep(17)) == "07:63 08:31 09:1"
    assert missing(sep(16), JULY) == "08:30"
    assert missing(sep(23), JULY, AUGUST, RETURNED) == "09:1"
    assert missing(sep(16), terms=replace(TERMS, pauses=(Pause(sep(1)),))) == ""


def test_a_past_day_is_judged_by_what_was_known_on_it() -> None:
    late, resumed = Sent("2021-08", date(2021, 9, 10)), Pause(sep(1), sep(8))
    ended = replace(TERMS, ended_on=sep(20), pauses=(resumed,))
    assert missing(sep(9), JULY, late, terms=ended) == "08:23"
    assert missing(sep(10), JULY, late, terms=ended) == ""
    assert missing(sep(5), JULY, late, terms=ended) == ""  # paused that day
    assert missing(sep(19), JULY, late, terms=ended) == "09:3"
    assert missing(sep(20), JULY, late, terms=ended) == ""  # ended


@pytest.mark.parametrize(
    ("code", "sents", "day", "state"),
    [
        ("2021-09", (), sep(17), ReportState.MISSING),
        ("2021-05", (), sep(17), None),  # before the first period owed
        ("2021-05", (Sent("2021-05", sep(10)),), sep(9), None),
        ("2021-05", (Sent("2021-05", sep(10)),), sep(17), ReportState.SENT),
        ("2021-05", (Sent("2021-05", sep(1), returned_on=sep(2)),), sep(17), ReportState.RETURNED),
        ("2021-Q3", (), sep(17), None),
    ],
)
def test_a_report_entered_afterwards_is_never_missing(
    code: str, sents: tuple[Sent, ...], day: date, state: ReportState | None
) -> None:
    assert state_on(TERMS, BY_CODE[code], sents, GRACE, day) is state


@pytest.mark.parametrize(
    ("sents", "in_time"),
    [
        ((), False),
        ((Sent("2021-09", sep(16)),), True),
        ((Sent("2021-09", sep(17)),), False),
        ((RETURNED,), False),
        ((Sent("2021-09", sep(15)), Sent("2021-09", sep(30))), True),
        ((RETURNED, Sent("2021-09", sep(22))), True),
        ((RETURNED, Sent("2021-09", sep(23))), False),
        ((replace(RETURNED, sent_on=sep(17)), Sent("2021-09", sep(21))), False),
    ],
)
def test_grace_helps_only_a_report_first_sent_by_the_cutoff(
    sents: tuple[Sent, ...], in_time: bool
) -> None:
    assert is_in_time(SEPTEMBER, sents, GRACE) is in_time


@pytest.mark.parametrize(
    ("day", "ratio"),
    [
        (date(2021, 7, 16), Ratio(0, 0)),  # the cut-off still runs
        (date(2021, 7, 17), Ratio(1, 1)),
        (date(2021, 8, 18), Ratio(2, 2)),
        (sep(17), Ratio(2, 3)),
        (date(2022, 6, 1), Ratio(2, 6)),
    ],
)
def test_updating_is_reports_in_time_of_those_whose_cutoff_has_passed(
    day: date, ratio: Ratio
) -> None:
    backfill = Sent("2021-05", date(2021, 7, 10))
    assert updating_ratio(TERMS, PERIODS, (backfill, JULY, AUGUST), GRACE, day) == ratio


@pytest.mark.parametrize(
    ("day", "late"),
    [
        (sep(10), False),  # the due day
        (sep(11), True),
        (sep(13), True),
        (sep(14), False),  # completion is claimed
        (sep(17), False),
        (sep(18), True),  # the claim came back
    ],
)
def test_lateness_of_a_past_day_knows_claims_and_returns(day: date, late: bool) -> None:
    claim = Sent("2021-09", sep(14), returned_on=sep(18), is_claim=True)
    assert is_late_on(TERMS, sep(10), (AUGUST, claim), day) is late
    assert not is_late_on(TERMS, None, (), day)
    assert not is_late_on(replace(TERMS, ended_on=sep(10)), sep(10), (), day)


def test_a_claim_taken_back_by_a_later_report_no_longer_stands() -> None:
    claim = Sent("2021-08", date(2021, 8, 10), is_claim=True)
    assert not is_late_on(TERMS, sep(10), (claim,), sep(11))
    assert is_late_on(TERMS, sep(10), (claim, Sent("2021-09", sep(9))), sep(11))


def test_days_late_of_a_period_start_after_its_day() -> None:
    august = Owed(BY_CODE["2021-08"], date(2021, 8, 17))
    assert [august.days_late(date(2021, 8, d)) for d in (16, 17, 18)] == [0, 0, 1]
