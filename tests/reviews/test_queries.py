"""Which delays the review holds, in which order, and what the matrix counts."""

from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item
from tests.reviews.scenes import closed_round, components, item_for, judged, plan_of
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.reviews.queries import of_unit, review, review_on
from tracker.reviews.queries.coverage import coverage
from tracker.weaknesses.queries import weak_component_ids

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2021, 9, 20)


@pytest.mark.parametrize(("day", "late"), [(date(2021, 9, 1), 0), (date(2021, 9, 2), 1)])
def test_the_due_day_itself_is_not_late(office: Office, day: date, late: int) -> None:
    plan, due = plan_of(office), date(2021, 9, 1)
    make_item(plan, leads=[office.first], kind=DeadlineKind.BY, due_on=due)
    assert len(review(db.session(), office.agency.id, day).late) == late


def test_of_equally_late_items_one_that_aims_at_a_weak_index_comes_first(office: Office) -> None:
    judged(office, closed_round(office, good=6))
    plan, first = plan_of(office), components(office)[0]
    due = date(2021, 9, 1)
    make_item(plan, leads=[office.first], kind=DeadlineKind.BY, due_on=due)
    aims = item_for(plan, office, first, position=2)
    aims.due_on = due
    db.session.flush()
    weak = weak_component_ids(db.session(), office.agency.id)
    found = review(db.session(), office.agency.id, TODAY, weak)
    assert [line.position for line in found.late] == [2, 1]


def test_a_past_day_is_judged_by_what_was_known_then(office: Office) -> None:
    make_item(plan_of(office), leads=[office.first])
    silent = review_on(db.session(), office.agency, TODAY).silent
    assert [(line.unit, line.days > 0) for line in silent] == [(office.first.name, True)]
    assert review_on(db.session(), office.agency, date(2021, 8, 1)).silent == []


def test_the_part_of_one_unit_keeps_its_lines_only(office: Office) -> None:
    plan = plan_of(office)
    make_item(plan, leads=[office.first])
    make_item(plan, leads=[office.second], position=2)
    found = of_unit(review(db.session(), office.agency.id, TODAY), office.second.id)
    assert [line.position for line in found.silent] == [2]


def test_the_review_is_six_selects_whatever_its_length(office: Office) -> None:
    plan = plan_of(office)
    for number in (1, 2, 3):
        make_item(plan, leads=[office.first], position=number)
    with counting() as seen:
        review(db.session(), office.agency.id, TODAY)
    assert len(seen) == 6


@pytest.mark.parametrize(
    ("state", "running"),
    [(Progress.UNDER_WAY, 1), (Progress.CLAIMED, 1), (Progress.PAUSED, 0), (Progress.DROPPED, 0)],
)
def test_only_items_that_still_owe_count_as_running(
    office: Office, state: Progress, running: int
) -> None:
    judged(office, closed_round(office, good=6))
    first = components(office)[0]
    item_for(plan_of(office), office, first).progress = state
    db.session.flush()
    found = coverage(db.session(), office.agency, TODAY)
    assert found is not None
    assert found.count(first.id, only_running=True) == running
    assert found.count(first.id, only_running=False) == 1
    assert (first.id not in {c.component_id for c in found.unanswered}) is bool(running)


def test_without_a_plan_there_is_no_matrix(office: Office) -> None:
    assert coverage(db.session(), office.agency, TODAY) is None
