"""Planned is not held: the next meeting, postponed, merged and skipped ones."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.meetings.scenes import HELD_ON, Scene, delegate, make_scene, open_scene
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.meetings import commands, queries
from tracker.meetings.commands import MeetingDraft
from tracker.meetings.concluding import Wanted
from tracker.meetings.models import Meeting
from tracker.meetings.rules import ConclusionKind, MeetingState
from tracker.organisation.models import Period
from tracker.progress.models import Report

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2021, 9, 16)


def upcoming(office: Office, today: date = TODAY) -> Meeting | None:
    return queries.next_meeting(db.session(), office.agency.id, today)


def postpone(scene: Scene, to_on: date, reason: str = "Họp tỉnh") -> Meeting:
    return commands.postpone_meeting(db.session(), scene.meeting, scene.series, to_on, reason)


def test_the_next_meeting_is_planned_from_the_series(office: Office) -> None:
    scene = make_scene(office)
    assert scene.meeting.title == "Họp giao ban tháng 9 năm 2021"
    assert (scene.meeting.planned_on, scene.meeting.planned_at) == (HELD_ON, time(14, 0))
    assert scene.meeting.state is MeetingState.PLANNED
    later = commands.plan_next(db.session(), scene.series, today=TODAY)
    assert later.months == ["2021-10"]


def test_a_meeting_whose_day_passed_is_still_the_next_one(office: Office) -> None:
    scene = make_scene(office)
    assert upcoming(office, date(2021, 10, 1)) is scene.meeting


def test_held_meetings_are_cited_with_their_minutes(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    assert upcoming(office, date(2021, 9, 18)) is None


def test_a_postponed_meeting_leaves_its_reason_and_names_the_new_one(office: Office) -> None:
    scene = make_scene(office)
    delegate(office, first=date(2021, 9, 20), last=date(2021, 9, 30))
    later = postpone(scene, date(2021, 9, 24))
    old = scene.meeting
    assert (old.state, old.reason, old.moved_to_id) == (
        MeetingState.POSTPONED,
        "Họp tỉnh",
        later.id,
    )
    assert (later.months, later.planned_on) == (["2021-09"], date(2021, 9, 24))
    assert later.chair_id == office.deputy.id
    assert upcoming(office) is later


def test_lines_people_added_go_along_with_a_postponed_meeting(office: Office) -> None:
    scene = make_scene(office)
    commands.add_line(db.session(), scene.meeting, "Khảo sát", "Đến hạn", by=office.officer)
    later = postpone(scene, date(2021, 9, 24))
    (line,) = queries.finding.find_lines(db.session(), later.id)
    assert line.title == "Khảo sát"


def test_a_meeting_moves_forward_with_a_reason_only(office: Office) -> None:
    scene = make_scene(office)
    with pytest.raises(BadInput, match="lý do"):
        postpone(scene, date(2021, 9, 24), " ")
    db.session.rollback()


def test_a_meeting_is_not_postponed_to_an_earlier_day(office: Office) -> None:
    scene = make_scene(office)
    with pytest.raises(BadInput, match="phải sau"):
        postpone(scene, HELD_ON)


def test_two_months_in_one_meeting_prove_both(office: Office) -> None:
    scene = make_scene(office)
    october = commands.plan_next(db.session(), scene.series, today=TODAY)
    commands.merge_meeting(db.session(), scene.meeting, october, scene.series, "Giãn cách")
    assert october.title == "Họp giao ban tháng 9, 10 năm 2021"
    assert scene.meeting.state is MeetingState.MERGED
    merged = Scene(office, scene.plan, scene.items, scene.series, october)
    at = datetime(2021, 10, 18, 8, tzinfo=UTC)
    commands.draw_agenda(db.session(), office.agency, october, at=at)
    merged.hold(date(2021, 10, 18))
    unit, day = office.first.id, date(2021, 10, 30)
    merged.write(merged.line(1), Wanted(ConclusionKind.INSTRUCT, "Làm.", unit_id=unit, due_on=day))
    merged.close(at=at)
    filed = select(Period.code).join(Report, Report.period_id == Period.id).order_by(Period.code)
    assert list(db.session.scalars(filed)) == ["2021-09", "2021-10"]


def test_a_merged_meeting_stays_in_its_series(office: Office) -> None:
    scene = make_scene(office)
    with pytest.raises(Refusal, match="cuộc họp khác"):
        commands.merge_meeting(db.session(), scene.meeting, scene.meeting, scene.series, "Gộp")


def test_a_skipped_meeting_proves_nothing(office: Office) -> None:
    scene = make_scene(office)
    commands.skip_meeting(db.session(), scene.meeting, "Giãn cách xã hội")
    assert scene.meeting.state is MeetingState.SKIPPED
    assert upcoming(office) is None
    later = commands.plan_next(db.session(), scene.series, today=TODAY)
    assert later.months == ["2021-10"]
    assert db.session.scalars(select(Report)).all() == []


def test_what_was_written_keeps_a_meeting_from_being_moved(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    with pytest.raises(Refusal, match="đã ghi ý kiến"):
        postpone(scene, date(2021, 9, 24))


def test_a_day_held_is_not_in_the_future_and_ends_after_it_began(office: Office) -> None:
    scene = make_scene(office)
    m = scene.meeting
    draft = MeetingDraft(m.planned_on, m.planned_at, "", m.chair_id, m.secretary_id, HELD_ON)
    with pytest.raises(BadInput, match="chưa đến"):
        commands.edit_meeting(m, draft, today=TODAY)
    hours = {"started_at": time(15, 0), "ended_at": time(15, 0)}
    backwards = MeetingDraft(
        m.planned_on, m.planned_at, "", m.chair_id, m.secretary_id, HELD_ON, **hours
    )
    with pytest.raises(BadInput, match="kết thúc phải sau"):
        commands.edit_meeting(m, backwards, today=HELD_ON)
