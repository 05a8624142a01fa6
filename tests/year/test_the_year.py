"""The real plan of 2021 from its import to its closing, every evening noted."""

import pytest
from sqlalchemy import select

from tests.year.department import Department, evening_of
from tests.year.months import august, december, january, july, november, october, september
from tests.year.units import OFFICE
from tracker.database import db
from tracker.plans.rules import Progress, ReportState
from tracker.progress.models import Confirmation, Report
from tracker.progress.queries.past import (
    find_blocked_on,
    find_granted,
    find_overdue_orders_on,
    find_owing_then,
    late_on,
    silent_on,
)

pytestmark = pytest.mark.shared_inputs


def test_a_whole_year_of_the_real_plan(department: Department) -> None:
    july(department)
    august(department)
    september(department)
    october(department)
    november(department)
    december(department)
    january(department)

    assert department.progresses == set(Progress)
    assert set(department.explained) == set(ReportState)
    check_evenings(department)
    check_confirmers(department)


def check_evenings(year: Department) -> None:
    """Each evening is told again from facts alone, as the pages told it that day."""
    session, agency_id = db.session(), year.agency.id
    session.expire_all()
    owing, granted = find_owing_then(session, year.agency), find_granted(session, agency_id)
    for day, evening in year.evenings.items():
        again = evening_of(
            silent_on(owing, day),
            late_on(owing, granted, day),
            find_blocked_on(session, agency_id, day),
            find_overdue_orders_on(session, agency_id, granted, day),
        )
        assert again == evening, day


def check_confirmers(year: Department) -> None:
    """Nobody confirmed a report of his own unit, but the Office's head his specialist's."""
    head = year.people["head"].id
    query = select(Report, Confirmation.by_id).join(Confirmation)
    for report, by_id in db.session.execute(query):
        assert by_id != report.author_id
        if report.unit_id == year.unit(OFFICE).id:
            assert by_id in {head, year.people["deputy"].id}
        else:
            assert by_id == year.people["office"].id
