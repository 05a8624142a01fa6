"""One story: an item of two leads from the first report to the end."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import Office
from tests.factories_plans import make_item, make_plan
from tests.progress.scenes import DRAFT, LATE, Scene, days
from tracker.database import db
from tracker.plans.rules import Progress, Proof, ReportState
from tracker.progress.queries.unit_reports import report_states

CLAIM = replace(DRAFT, claimed=Progress.CLAIMED, late_reason="Chờ số liệu.")


@pytest.fixture
def scene(office: Office) -> Scene:
    plan = make_plan(office.agency)
    return Scene(office, make_item(plan, leads=[office.first, office.second], proof=Proof.NONE))


def test_one_leads_completion_leaves_the_other_owing(scene: Scene) -> None:
    office, item = scene.office, scene.item
    scene.decide(scene.send(CLAIM), at=days(1))

    assert item.progress is Progress.UNDER_WAY
    first, second = item.leads
    assert first.next_report_due_on is None
    assert second.next_report_due_on == date(2021, 8, 17)
    assert item.next_report_due_on == date(2021, 8, 17)
    ours, theirs = report_states(db.session(), office.agency, [item], date(2021, 9, 17))[item.id]
    assert (ours.worst, theirs.worst) == (None, ReportState.MISSING)


def test_the_item_waits_for_all_and_ends_with_the_last(scene: Scene) -> None:
    office, item = scene.office, scene.item
    first = scene.send(CLAIM)
    scene.decide(first, at=days(1))
    second = scene.send(CLAIM, unit=office.second, author=office.other_clerk, at=days(2))
    assert (item.progress, item.claimed_on) == (Progress.CLAIMED, date(2021, 9, 18))

    scene.decide(second, at=days(5))
    assert (item.progress, item.ended_on) == (Progress.DONE_IN_TIME, date(2021, 9, 21))
    assert item.next_report_due_on is None


def test_a_return_to_one_lead_opens_the_item_again(scene: Scene) -> None:
    office, item = scene.office, scene.item
    scene.decide(scene.send(CLAIM), at=days(1))
    second = scene.send(CLAIM, unit=office.second, author=office.other_clerk)
    scene.decide(second, "Chưa có danh mục.", at=days(1))

    assert item.progress is Progress.UNDER_WAY
    assert [u.next_report_due_on for u in item.leads] == [None, date(2021, 8, 17)]


def test_a_lead_may_report_while_the_item_waits_and_keeps_its_claim(scene: Scene) -> None:
    office, item = scene.office, scene.item
    scene.send(CLAIM)
    scene.send(CLAIM, unit=office.second, author=office.other_clerk)
    scene.send(LATE, "2021-08", unit=office.second, author=office.other_clerk, at=days(1))
    assert item.progress is Progress.CLAIMED
