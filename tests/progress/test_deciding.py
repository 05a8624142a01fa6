from dataclasses import replace
from datetime import date

import pytest

from tests.factories import Office
from tests.factories_plans import make_item, make_plan, whole
from tests.progress.scenes import DRAFT, LATE, Scene, days, make_scene
from tracker.database import db
from tracker.errors import Refusal
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.commands import ItemAction, ItemDecision, decide_item
from tracker.progress.queries.unit_reports import report_states

TODAY = date(2021, 9, 16)


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def decide(scene: Scene, action: ItemAction, *, on: date = TODAY, reason: str = "Lý do.") -> None:
    decide_item(db.session(), scene.item, ItemDecision(action, on, reason))


def test_a_paused_item_owes_nothing_until_it_is_resumed(scene: Scene) -> None:
    decide(scene, ItemAction.PAUSE)
    assert scene.item.next_report_due_on is None
    decide(scene, ItemAction.RESUME, on=date(2021, 9, 30))
    assert scene.item.progress is Progress.UNDER_WAY
    assert scene.item.next_report_due_on == date(2021, 8, 17)


def test_a_completion_that_waited_still_waits_after_a_pause(office: Office) -> None:
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first], products=()))
    scene.send(replace(DRAFT, claimed=Progress.CLAIMED))
    decide(scene, ItemAction.PAUSE)
    decide(scene, ItemAction.RESUME, on=date(2021, 9, 20))
    assert scene.item.progress is Progress.CLAIMED


def test_a_dropped_item_ends_and_is_silent_no_more(scene: Scene) -> None:
    decide(scene, ItemAction.DROP)
    assert (scene.item.progress, scene.item.ended_on) == (Progress.DROPPED, TODAY)
    assert scene.item.next_report_due_on is None
    with pytest.raises(Refusal, match="đã kết thúc theo dõi"):
        scene.send()


@pytest.mark.parametrize(
    ("due_on", "wanted"),
    [
        (date(2021, 9, 16), Progress.DONE_IN_TIME),
        (date(2021, 9, 15), Progress.DONE_LATE),
        (None, Progress.DONE_IN_TIME),
    ],
)
def test_closing_by_decision_is_judged_on_its_day(
    office: Office, due_on: date | None, wanted: Progress
) -> None:
    kind = DeadlineKind.BY if due_on else DeadlineKind.CONTINUOUS
    item = make_item(make_plan(office.agency), leads=[office.first], kind=kind, due_on=due_on)
    decide(Scene(office, item), ItemAction.CLOSE)
    assert item.progress is wanted


@pytest.mark.parametrize("action", [ItemAction.PAUSE, ItemAction.DROP])
def test_a_decision_that_needs_a_reason_is_refused_without(
    scene: Scene, action: ItemAction
) -> None:
    with pytest.raises(Refusal, match="lý do"):
        decide(scene, action, reason=" ")
    assert scene.item.progress is Progress.NOT_STARTED


def test_a_new_lead_owes_from_its_day_and_the_old_one_no_more(scene: Scene) -> None:
    office = scene.office
    scene.send(LATE, "2021-08")
    new = ItemDecision(ItemAction.LEAD, TODAY, "", office.first.id, office.second.id)
    decide_item(db.session(), scene.item, new)

    [old], [now] = whole(scene.item).former_leads, whole(scene.item).leads
    assert (old.unit_id, old.next_report_due_on) == (office.first.id, None)
    assert (now.unit_id, now.next_period_code) == (office.second.id, "2021-09")  # cut off today
    with pytest.raises(Refusal, match="không chủ trì"):
        scene.send()
    sent = scene.send(DRAFT, "2021-10", unit=office.second, author=office.other_clerk, at=days(1))
    assert sent.unit_id == office.second.id


def test_only_the_present_lead_stands_in_the_lists(scene: Scene) -> None:
    office = scene.office
    new = ItemDecision(ItemAction.LEAD, TODAY, "", office.first.id, office.second.id)
    decide_item(db.session(), scene.item, new)
    item = whole(scene.item)
    (line,) = report_states(db.session(), office.agency, [item], TODAY)[item.id]
    assert line.unit_id == office.second.id
