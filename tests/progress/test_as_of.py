"""What stood when a day ended, whatever came later."""

from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan, whole
from tests.progress.scenes import DRAFT, LATE, Scene, days, make_scene
from tracker.database import db
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.commands import (
    ExtensionDraft,
    Grant,
    ItemAction,
    ItemDecision,
    ObstacleDraft,
    ask_extension,
    decide_extension,
    decide_item,
    decide_obstacle,
    raise_obstacle,
)
from tracker.progress.queries.as_of import ItemOn, confirmed_reports, leads_on, progress_as_of
from tracker.progress.queries.asks import get_extension


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def on(scene: Scene, day: int) -> ItemOn:
    """The item when a day of September ended."""
    item = whole(scene.item)
    found = progress_as_of(db.session(), item.agency_id, [item], date(2021, 9, day))
    return found[item.id]


def test_progress_follows_reports_day_by_day(office: Office) -> None:
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first], products=()))
    scene.send(LATE, "2021-08", at=days(-1))
    report = scene.send(replace(DRAFT, claimed=Progress.CLAIMED))
    scene.decide(report, at=days(3))
    assert [on(scene, day).progress for day in (14, 15, 16, 18, 19)] == [
        Progress.NOT_STARTED,
        Progress.UNDER_WAY,
        Progress.CLAIMED,
        Progress.CLAIMED,
        Progress.DONE_IN_TIME,
    ]
    assert on(scene, 19).ended_on == date(2021, 9, 19)


def test_a_claim_that_was_returned_later_still_stood_then(office: Office) -> None:
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first], products=()))
    scene.decide(scene.send(replace(DRAFT, claimed=Progress.CLAIMED)), "Chưa đủ.", at=days(2))
    assert [on(scene, day).progress for day in (16, 17, 18)] == [
        Progress.CLAIMED,
        Progress.CLAIMED,
        Progress.UNDER_WAY,
    ]


def test_pauses_are_seen_from_their_day_to_their_end(scene: Scene) -> None:
    pause = ItemDecision(ItemAction.PAUSE, date(2021, 9, 10), "Chờ hướng dẫn.")
    decide_item(db.session(), scene.item, pause)
    resume = ItemDecision(ItemAction.RESUME, date(2021, 9, 15))
    decide_item(db.session(), scene.item, resume)
    assert [on(scene, day).progress is Progress.PAUSED for day in (9, 10, 14, 15)] == [
        False,
        True,
        True,
        False,
    ]


def test_the_due_day_is_the_one_of_then(office: Office) -> None:
    plan = make_plan(office.agency)
    due = date(2021, 9, 17)
    item = make_item(plan, leads=[office.first], kind=DeadlineKind.BY, due_on=due)
    more = ExtensionDraft(date(2021, 9, 25), "Chờ số liệu.")
    asked = ask_extension(db.session(), item, office.first.id, more, author=office.clerk, at=NOON)
    db.session.flush()
    loaded = get_extension(db.session(), office.agency.id, asked.id)
    assert loaded is not None
    decide_extension(db.session(), loaded, Grant(more.asked_to), by_id=None, at=days(3))
    scene = Scene(office, item)
    assert [(on(scene, d).due_on, on(scene, d).is_late) for d in (18, 19)] == [
        (due, True),
        (date(2021, 9, 25), False),
    ]
    assert on(scene, 26).is_late


def test_an_obstacle_blocks_from_when_it_was_told_to_when_it_was_cleared(scene: Scene) -> None:
    office = scene.office
    draft = ObstacleDraft("Chưa có quyền.", since_on=date(2021, 9, 1))
    obstacle = raise_obstacle(
        db.session(), scene.item, office.first.id, draft, author=office.clerk, at=NOON
    )
    decide_obstacle(
        db.session(), obstacle, "Đã mở.", is_cleared=True, by=office.director, at=days(4)
    )
    blocked = [on(scene, day).blocked_since for day in (15, 16, 19, 20)]
    assert blocked == [None, date(2021, 9, 1), date(2021, 9, 1), None]


def test_whoever_led_on_a_day_counts_for_that_day(scene: Scene) -> None:
    office = scene.office
    new = ItemDecision(ItemAction.LEAD, date(2021, 9, 10), "", office.first.id, office.second.id)
    decide_item(db.session(), scene.item, new)
    item = whole(scene.item)
    leads = [[u.unit_id for u in leads_on(item, date(2021, 9, d))] for d in (9, 10)]
    assert leads == [[office.first.id], [office.second.id]]


def test_five_selects_whatever_the_number_of_items(office: Office) -> None:
    plan = make_plan(office.agency)
    counts = []
    for number in (1, 30):
        items = [
            whole(make_item(plan, leads=[office.first], position=number + i, products=()))
            for i in range(number)
        ]
        with counting() as selects:
            progress_as_of(db.session(), office.agency.id, items, date(2021, 9, 16))
        counts.append(len(selects))
    assert counts == [5, 5]


def test_a_window_holds_what_was_confirmed_in_it(scene: Scene) -> None:
    first = scene.send(LATE, "2021-08", at=days(-5))
    scene.decide(first, at=days(-2))  # 14/9, the last day of the window
    second = scene.send()
    scene.decide(second, at=days(1))
    window = (scene.office.agency.id, date(2021, 6, 15), date(2021, 9, 14))
    later = date(2021, 12, 31)

    assert [r.id for r in confirmed_reports(db.session(), *window, later)] == [first.id]
    assert confirmed_reports(db.session(), *window, date(2021, 9, 13)) == []
    next_one = (scene.office.agency.id, date(2021, 9, 15), date(2021, 12, 14))
    assert [r.id for r in confirmed_reports(db.session(), *next_one, later)] == [second.id]


def test_returned_and_waiting_reports_are_in_no_window(scene: Scene) -> None:
    scene.decide(scene.send(LATE, "2021-08"), "Chưa có số liệu.")
    scene.send()
    found = confirmed_reports(
        db.session(), scene.office.agency.id, date(2021, 1, 1), date(2021, 12, 31), days(30).date()
    )
    assert found == []
