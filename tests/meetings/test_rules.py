"""States of a meeting, who approves, how titles and counts are said."""

from datetime import date

import pytest

from tracker.errors import Refusal
from tracker.meetings.register import Follow, Standing, carried_over, state_of
from tracker.meetings.rules import (
    HELD,
    MOVED,
    UPCOMING,
    Approver,
    MeetingState,
    check_movable,
    check_open,
    check_upcoming,
    may_approve,
    printed_title,
)
from tracker.meetings.situation import Situation, count_states
from tracker.plans.rules import Progress

DAY = date(2021, 9, 17)


def test_every_state_is_upcoming_held_or_moved() -> None:
    assert set(MeetingState) == UPCOMING | HELD | MOVED
    assert not UPCOMING & HELD
    assert not (UPCOMING | HELD) & MOVED


@pytest.mark.parametrize("state", sorted(HELD | MOVED))
def test_what_is_closed_or_moved_is_not_changed(state: MeetingState) -> None:
    with pytest.raises(Refusal):
        check_upcoming(state)


def test_only_an_open_meeting_is_written_on() -> None:
    check_open(MeetingState.OPEN)
    with pytest.raises(Refusal, match="Lập chương trình"):
        check_open(MeetingState.PLANNED)


def test_an_agenda_drawn_beforehand_does_not_keep_a_meeting_from_moving() -> None:
    check_movable(MeetingState.OPEN, is_written=False)
    with pytest.raises(Refusal, match="đã ghi ý kiến"):
        check_movable(MeetingState.OPEN, is_written=True)


@pytest.mark.parametrize(
    ("approver", "is_active", "may"),
    [
        (Approver(1, is_agency_head=False), True, True),
        (Approver(2, is_agency_head=False), True, False),
        (Approver(2, is_agency_head=False, acts_for={1}), True, True),
        (Approver(2, is_agency_head=True), True, False),  # the head does not overrule a chair
        (Approver(2, is_agency_head=True), False, True),
        (Approver(1, is_agency_head=False), False, False),
    ],
)
def test_the_chair_or_his_delegate_approves(approver: Approver, is_active: bool, may: bool) -> None:
    assert may_approve(approver, 1, is_chair_active=is_active) is may


@pytest.mark.parametrize(
    ("title", "unit", "printed"),
    [
        ("Trưởng phòng", "Phòng Hành chính", "Trưởng phòng Hành chính"),
        ("Phó Trưởng phòng", "Phòng Một", "Phó Trưởng phòng Một"),
        ("Giám đốc", "Trung tâm Trợ giúp", "Giám đốc Trung tâm Trợ giúp"),
        ("Chánh Văn phòng Sở", "Văn phòng Sở", "Chánh Văn phòng Sở"),
        ("Chánh Văn phòng", "Văn phòng Sở", "Chánh Văn phòng Sở"),
        ("chuyên viên", "Văn phòng Sở", "chuyên viên Văn phòng Sở"),
        ("Giám đốc Sở", "", "Giám đốc Sở"),
        ("", "Phòng Một", "Phòng Một"),
    ],
)
def test_title_and_unit_make_one_phrase(title: str, unit: str, printed: str) -> None:
    assert printed_title(title, unit) == printed


def test_the_four_counts_stand_side_by_side() -> None:
    states = [Progress.DONE_IN_TIME, Progress.DONE_LATE, Progress.UNDER_WAY, Progress.PAUSED]
    situation = Situation("844", late=1, orders=2, reports=5, blocked=3, **count_states(states))
    assert situation.sentence == (
        "Trong 04 nhiệm vụ: hoàn thành 02, đang thực hiện 01, tạm dừng 01. "
        "Nhiệm vụ quá hạn: 01. Kết luận, chỉ đạo quá hạn: 02. Báo cáo chưa gửi: 05. "
        "Vướng mắc chưa tháo gỡ: 03."
    )
    assert Situation().sentence == ""


@pytest.mark.parametrize(
    ("follow", "standing", "days"),
    [
        (None, Standing.NOTED, 0),
        (Follow(None), Standing.RUNNING, 0),
        (Follow(DAY), Standing.RUNNING, 0),
        (Follow(date(2021, 9, 16)), Standing.OVERDUE, 1),
        (Follow(date(2021, 9, 1), answered_on=DAY), Standing.ANSWERED, 0),
        (Follow(date(2021, 9, 1), DAY, DAY), Standing.DONE, 0),
    ],
)
def test_a_conclusion_stands_where_its_order_stands(
    follow: Follow | None, standing: Standing, days: int
) -> None:
    state = state_of(follow, DAY)
    assert (state.standing, state.days) == (standing, days)


@pytest.mark.parametrize(
    ("follow", "carried"),
    [
        (None, 0),
        (Follow(None), 2),
        (Follow(None, answered_on=date(2021, 8, 17)), 0),
        (Follow(None, answered_on=date(2021, 8, 18)), 1),
        (Follow(None, closed_on=date(2021, 9, 18)), 2),
    ],
)
def test_a_conclusion_is_carried_over_until_it_is_answered(
    follow: Follow | None, carried: int
) -> None:
    meetings = [date(2021, 7, 17), date(2021, 8, 17), date(2021, 9, 17)]
    assert carried_over(date(2021, 7, 17), follow, meetings) == carried
