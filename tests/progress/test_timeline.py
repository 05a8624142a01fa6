from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import whole
from tests.progress.scenes import LATE, Scene, days, make_scene
from tracker.database import db
from tracker.plans.rules import ReportState
from tracker.progress.commands import (
    EvidenceDraft,
    ExtensionDraft,
    ObstacleDraft,
    OrderTerms,
    Wish,
    ask_coordination,
    ask_extension,
    give_order,
    raise_obstacle,
)
from tracker.progress.queries.timeline import (
    Event,
    EventKind,
    Timeline,
    find_item_evidence,
    timeline,
)
from tracker.progress.rules import EvidenceKind

TODAY = date(2021, 9, 16)
PAPER = EvidenceDraft(EvidenceKind.DOCUMENT, number="15/BC-SM")


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def tell(scene: Scene, *more: Event) -> Timeline:
    db.session.flush()
    return timeline(db.session(), scene.item, TODAY, more)


def fill(scene: Scene) -> None:
    office, item, session = scene.office, scene.item, db.session()
    scene.decide(scene.send(replace(LATE, evidence=(PAPER,)), "2021-08", at=days(-5)), "Thiếu.")
    terms = OrderTerms(office.first.id, "Kiểm tra.", item_id=item.id, due_on=date(2021, 9, 14))
    order = give_order(session, office.agency.id, terms, by_id=office.director.id, at=days(-4))
    more = ExtensionDraft(date(2021, 9, 24), "Chờ số liệu.")
    ask_extension(session, order, office.first.id, more, author=office.clerk, at=days(-3))
    block = ObstacleDraft("Chưa có quyền.")
    raise_obstacle(session, item, office.first.id, block, author=office.clerk, at=days(-2))
    wish = Wish(office.second.id, "Cung cấp số liệu.", date(2021, 9, 20))
    ask_coordination(session, item, office.first.id, wish, author=office.clerk, at=days(-1))


def test_the_newest_comes_first_and_the_beginning_last(scene: Scene) -> None:
    fill(scene)
    assert [event.kind for event in tell(scene).events] == [
        EventKind.COORDINATION,
        EventKind.OBSTACLE,
        EventKind.EXTENSION,
        EventKind.ORDER,
        EventKind.REPORT,
        EventKind.OTHER,
    ]


def test_an_event_says_what_became_of_it(scene: Scene) -> None:
    fill(scene)
    by_kind = {event.kind: event for event in tell(scene).events}
    assert by_kind[EventKind.REPORT].state is ReportState.RETURNED
    assert [e.number for e in by_kind[EventKind.REPORT].evidence] == ["15/BC-SM"]
    assert by_kind[EventKind.ORDER].days_late == 2
    assert by_kind[EventKind.OTHER].text == "Kế hoạch số 12/KH-SM"


def test_later_rooms_may_add_to_it_and_it_can_be_narrowed(scene: Scene) -> None:
    fill(scene)
    note = Event(EventKind.OTHER, NOON, title="Kết luận giao ban (Ghi nhận)")
    told = tell(scene, note)
    assert told.events[0] is note
    assert {e.kind for e in told.narrowed("report")} == {EventKind.REPORT}
    assert EventKind.REPORT not in {e.kind for e in told.narrowed("order")}
    assert told.narrowed("xyz") == told.events


def test_evidence_of_an_item_is_listed_newest_first(scene: Scene) -> None:
    fill(scene)
    scene.send(replace(LATE, evidence=(replace(PAPER, number="16/BC-SM"),)))
    numbers = [e.number for e in find_item_evidence(db.session(), scene.item.id)]
    assert numbers == ["16/BC-SM", "15/BC-SM"]


@pytest.mark.parametrize("number", [1, 12])
def test_a_long_story_takes_no_more_selects(scene: Scene, number: int) -> None:
    for _ in range(number):
        fill_again(scene)
    item = whole(scene.item)
    with counting() as selects:
        timeline(db.session(), item, TODAY)
    assert len(selects) <= 14, selects


def fill_again(scene: Scene) -> None:
    """Reports replace each other, orders and requests pile up."""
    office, session = scene.office, db.session()
    scene.send(LATE, "2021-08", at=days(-5))
    terms = OrderTerms(office.first.id, "Kiểm tra.", item_id=scene.item.id)
    give_order(session, office.agency.id, terms, by_id=office.director.id, at=NOON)
    wish = Wish(office.second.id, "Cung cấp số liệu.", date(2021, 9, 20))
    ask_coordination(session, scene.item, office.first.id, wish, author=office.clerk, at=NOON)
