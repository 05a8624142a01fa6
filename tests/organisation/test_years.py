from datetime import date

import pytest

from tests.factories import Office
from tracker.database import db
from tracker.errors import BadInput
from tracker.organisation import commands, queries
from tracker.organisation.calendar import Day, seed_year
from tracker.organisation.rules import DayKind, PeriodKind, Regime, Settings

OFF, WORKING = DayKind.OFF, DayKind.WORKING


def test_a_year_is_seeded_once_as_a_forecast(office: Office) -> None:
    session, agency = db.session(), office.agency
    assert commands.seed_calendar(session, agency, 2026) == len(seed_year(2026))
    assert commands.seed_calendar(session, agency, 2026) == 0
    days = queries.find_days(session, agency.id, 2026)
    assert not any(day.is_confirmed for day in days)
    assert queries.find_days(session, agency.id, 2025) == []


def test_seeding_leaves_what_the_office_wrote(office: Office) -> None:
    session, agency = db.session(), office.agency
    own = commands.add_day(session, agency.id, Day(date(2026, 9, 2), OFF, "Quốc khánh", "TB 1"))
    commands.seed_calendar(session, agency, 2026)
    assert own in queries.find_days(session, agency.id, 2026)
    assert (own.reason, own.notice) == ("Quốc khánh", "TB 1")


def test_a_confirmed_year_says_so_and_keeps_notices_it_had(office: Office) -> None:
    session, agency = db.session(), office.agency
    commands.add_day(session, agency.id, Day(date(2021, 9, 2), OFF, "Quốc khánh", "TB cũ"))
    commands.add_day(session, agency.id, Day(date(2021, 9, 3), OFF, "Quốc khánh"))
    assert commands.confirm_year(session, agency.id, 2021, "TB 4875") == 2
    assert queries.working_calendar(session, agency.id).is_year_confirmed(2021)
    assert [d.notice for d in queries.find_days(session, agency.id, 2021)] == ["TB cũ", "TB 4875"]
    assert commands.confirm_year(session, agency.id, 2021, "TB 4875") == 0


@pytest.mark.parametrize(("year", "notice"), [(2021, " "), (2020, "TB 1")])
def test_a_year_without_days_or_notice_is_not_confirmed(
    office: Office, year: int, notice: str
) -> None:
    commands.seed_calendar(db.session(), office.agency, 2021)
    with pytest.raises(BadInput):
        commands.confirm_year(db.session(), office.agency.id, year, notice)


@pytest.mark.parametrize(
    ("day", "kind"),
    [(date(2021, 9, 4), OFF), (date(2021, 9, 3), WORKING)],  # a Saturday off, a Friday worked
)
def test_a_day_that_says_nothing_new_is_refused(office: Office, day: date, kind: DayKind) -> None:
    with pytest.raises(BadInput, match="không cần ghi"):
        commands.add_day(db.session(), office.agency.id, Day(day, kind))


def test_a_day_stands_once_in_the_calendar(office: Office) -> None:
    session, day = db.session(), Day(date(2021, 9, 3), OFF, "Quốc khánh")
    row = commands.add_day(session, office.agency.id, day)
    with pytest.raises(BadInput, match="đã có trong lịch"):
        commands.add_day(session, office.agency.id, day)
    commands.edit_day(row, Day(day.day, OFF, "Nghỉ lễ", "TB 1", is_confirmed=True))
    assert (row.reason, row.is_confirmed) == ("Nghỉ lễ", True)
    commands.remove_day(session, row)
    assert queries.working_calendar(session, office.agency.id).is_working(day.day)


def test_periods_are_made_once_and_stay_as_edited(office: Office) -> None:
    session, agency = db.session(), office.agency
    made = commands.ensure_periods(session, agency, Regime.ND09, 2021)
    september = queries.get_period(session, agency.id, Regime.ND09, "2021-09")
    assert (september.starts_on, september.ends_on) == (date(2021, 8, 15), date(2021, 9, 14))
    commands.edit_period(september, date(2021, 9, 20), None)
    again = commands.ensure_periods(session, agency, Regime.ND09, 2021)
    assert list(again) == list(made)
    assert list(queries.find_periods(session, agency.id, Regime.ND09)) == list(made)
    assert september.cutoff_on == date(2021, 9, 20)


def test_cut_offs_follow_the_calendar_and_the_settings(office: Office) -> None:
    session, agency = db.session(), office.agency
    commands.add_day(session, agency.id, Day(date(2021, 9, 15), OFF, "Nghỉ"))
    commands.set_choices(agency, Settings(cutoff_working_days=1), is_public=False, method_code="x")
    commands.ensure_periods(session, agency, Regime.ND09, 2021)
    september = queries.get_period(session, agency.id, Regime.ND09, "2021-09")
    assert september.cutoff_on == date(2021, 9, 16)


@pytest.mark.parametrize(
    ("cutoff", "due"),
    [(date(2021, 9, 13), None), (date(2021, 9, 14), date(2021, 9, 13))],
)
def test_no_period_ends_after_its_cut_off(office: Office, cutoff: date, due: date | None) -> None:
    commands.ensure_periods(db.session(), office.agency, Regime.ND09, 2021)
    period = queries.get_period(db.session(), office.agency.id, Regime.ND09, "2021-09")
    with pytest.raises(BadInput):
        commands.edit_period(period, cutoff, due)
    commands.edit_period(period, date(2021, 9, 14), date(2021, 9, 14))  # the last day itself


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2021, 9, 14), "2021-09"), (date(2021, 9, 15), "2021-10"), (date(2022, 2, 1), None)],
)
def test_the_period_of_a_day(office: Office, day: date, code: str | None) -> None:
    commands.ensure_periods(db.session(), office.agency, Regime.ND09, 2021)
    found = queries.period_on(db.session(), office.agency.id, Regime.ND09, PeriodKind.MONTH, day)
    assert (found.code if found else None) == code
