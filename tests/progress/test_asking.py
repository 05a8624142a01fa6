from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office
from tests.factories_plans import whole
from tests.progress.scenes import Scene, days, make_scene
from tracker.database import db
from tracker.errors import Refusal
from tracker.progress.commands import (
    ItemAction,
    ItemDecision,
    ObstacleDraft,
    ObstacleWord,
    PressNote,
    Wish,
    answer_coordination,
    ask_coordination,
    decide_item,
    decide_obstacle,
    press_unit,
    raise_obstacle,
)
from tracker.progress.models import Coordination, Obstacle
from tracker.progress.queries.asks import (
    find_open_coordinations,
    find_open_obstacles,
    find_pressings,
)
from tracker.progress.queries.overdue import find_blocked

BLOCK = ObstacleDraft("Chưa có quyền cập nhật.", remover="Giám đốc Sở", since_on=date(2021, 9, 1))


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def block(scene: Scene, draft: ObstacleDraft = BLOCK) -> Obstacle:
    office = scene.office
    return raise_obstacle(
        db.session(), scene.item, office.first.id, draft, author=office.clerk, at=NOON
    )


def decide(scene: Scene, obstacle: Obstacle, text: str, *, is_cleared: bool) -> None:
    by_id, word = scene.office.director.id, ObstacleWord(text, is_cleared=is_cleared)
    decide_obstacle(db.session(), obstacle, word, by_id=by_id, at=days(1))


def test_an_obstacle_blocks_the_item_since_its_day_and_it_still_owes(scene: Scene) -> None:
    due = scene.item.next_report_due_on
    block(scene)
    assert scene.item.blocked_since == date(2021, 9, 1)
    assert scene.item.next_report_due_on == due
    (row,) = find_blocked(db.session(), scene.office.agency.id, date(2021, 9, 16))
    assert (row.days, row.why) == (15, "Vướng mắc từ 01/9/2021 (15 ngày), chờ Giám đốc Sở.")


def test_an_obstacle_does_not_begin_tomorrow(scene: Scene) -> None:
    with pytest.raises(Refusal, match="không thể sau hôm nay"):
        block(scene, ObstacleDraft("Chưa rõ.", since_on=date(2021, 9, 17)))
    assert scene.item.blocked_since is None


def test_an_opinion_leaves_the_item_blocked_and_clearing_frees_it(scene: Scene) -> None:
    obstacle = block(scene)
    decide(scene, obstacle, "Đã làm việc.", is_cleared=False)
    assert scene.item.blocked_since == date(2021, 9, 1)
    decide(scene, obstacle, "Đã mở quyền.", is_cleared=True)
    assert obstacle.cleared_on == date(2021, 9, 17)
    assert whole(scene.item).blocked_since is None
    with pytest.raises(Refusal, match="đã được tháo gỡ"):
        decide(scene, obstacle, "Lại.", is_cleared=True)


def test_the_oldest_open_obstacle_counts(scene: Scene) -> None:
    first = block(scene)
    block(scene, ObstacleDraft("Thiếu máy.", since_on=date(2021, 9, 10)))
    decide(scene, first, "Đã mở quyền.", is_cleared=True)
    assert scene.item.blocked_since == date(2021, 9, 10)


def test_an_item_that_ended_is_not_blocked(scene: Scene) -> None:
    block(scene)
    drop = ItemDecision(ItemAction.DROP, date(2021, 9, 16), "Không còn phù hợp.")
    decide_item(db.session(), scene.item, drop)
    assert scene.item.blocked_since is None
    assert find_blocked(db.session(), scene.office.agency.id, date(2021, 9, 16)) == []
    assert find_open_obstacles(db.session(), scene.office.agency.id) == []


def test_a_partner_owes_an_answer_only_when_asked(scene: Scene) -> None:
    office = scene.office
    wish = Wish(office.second.id, "Cung cấp số liệu.", date(2021, 9, 20))
    assert find_open_coordinations(db.session(), office.agency.id) == []
    row = ask_coordination(
        db.session(), scene.item, office.first.id, wish, author=office.clerk, at=NOON
    )
    db.session.flush()
    mine = frozenset({office.second.id})
    assert find_open_coordinations(db.session(), office.agency.id, mine) == [row]

    answer(office, row)
    assert row.answered_on == date(2021, 9, 17)
    with pytest.raises(Refusal, match="đã được trả lời"):
        answer(office, row)


def answer(office: Office, row: Coordination) -> None:
    by = office.other_clerk
    answer_coordination(db.session(), row, "Đã gửi.", letter="", author=by, at=days(1))


@pytest.mark.parametrize(
    ("asker", "partner", "due_on", "says"),
    [
        ("second", "first", date(2021, 9, 20), "không chủ trì"),
        ("first", "first", date(2021, 9, 20), "đơn vị khác"),
        ("first", "second", date(2021, 9, 15), "không thể trước hôm nay"),
    ],
)
def test_requests_that_make_no_sense_are_refused(
    scene: Scene, asker: str, partner: str, due_on: date, says: str
) -> None:
    office = scene.office
    wish = Wish(getattr(office, partner).id, "Cung cấp số liệu.", due_on)
    with pytest.raises(Refusal, match=says):
        ask_coordination(
            db.session(),
            scene.item,
            getattr(office, asker).id,
            wish,
            author=office.clerk,
            at=NOON,
        )
    assert db.session.scalar(select(func.count()).select_from(Coordination)) == 0


def test_pressings_are_counted_from_a_day_in_ha_noi(office: Office) -> None:
    late_evening = NOON.replace(hour=17, minute=30)  # 0 giờ 30 of 17/9 in Hà Nội
    for at in (NOON, late_evening):
        press_unit(
            db.session(),
            office.agency.id,
            office.first.id,
            PressNote("Gửi đi."),
            by=office.officer,
            at=at,
        )
    db.session.flush()
    found = find_pressings(db.session(), office.agency.id, date(2021, 9, 17))
    assert [row.pressed_at for row in found[office.first.id]] == [late_evening]
