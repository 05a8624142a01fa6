"""Drawing an agenda from the facts, drawing it again, and what people change in it."""

from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item
from tests.meetings.scenes import EVE, Scene, fill_plan, make_order, make_scene, open_scene
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.meetings import commands, queries
from tracker.meetings.commands import Arranged
from tracker.meetings.concluding import Wanted
from tracker.meetings.queries.finding import find_attendance
from tracker.meetings.rules import ConclusionKind, MeetingState, Section, Standing

pytestmark = pytest.mark.usefixtures("app")


def draw(scene: Scene) -> None:
    commands.draw_agenda(db.session(), scene.office.agency, scene.meeting, at=EVE)


def test_an_agenda_opens_the_meeting_with_the_four_lines_first(office: Office) -> None:
    scene = make_scene(office)
    draw(scene)
    assert scene.meeting.state is MeetingState.OPEN
    assert scene.meeting.drawn_for == date(2021, 9, 17)
    assert [line.standing for line in scene.lines][:4] == list(Standing)
    assert [line.position for line in scene.lines] == list(range(1, len(scene.lines) + 1))


def test_a_line_says_why_with_its_dates(office: Office) -> None:
    scene = make_scene(office)
    make_order(scene, due_on=date(2021, 8, 31))
    draw(scene)
    line = scene.line(1)
    assert line.section is Section.ORDERS
    assert line.reason == "Kết luận giao ban ngày 20/8/2021, hạn 31/8/2021, quá hạn 17 ngày"
    assert line.snapshot["flags"][0]["text"] == "Kết luận giao ban quá hạn 17 ngày"
    assert scene.line(2).reason == (
        "Phòng Nghiệp vụ 2 chưa báo cáo kỳ tháng 8, 9 năm 2021, chốt ngày 17/8/2021, chậm 31 ngày"
    )


def test_the_months_line_carries_the_counts_for_the_minutes(office: Office) -> None:
    scene = open_scene(office)
    kept = scene.standing("reform").snapshot["situation"]
    assert (kept["plan"], kept["items"], kept["late"], kept["reports"]) == ("12/KH-SM", 3, 0, 6)
    assert "situation" not in scene.standing("previous").snapshot


def test_the_guests_are_listed_once_with_titles(office: Office) -> None:
    scene = make_scene(office)
    draw(scene)
    draw(scene)
    rows = find_attendance(db.session(), scene.meeting.id)
    assert [row.person_id for row in rows] == [
        p.id
        for p in (office.director, office.deputy, office.office_head, office.head, office.officer)
    ]
    assert rows[3].title == "Trưởng phòng Nghiệp vụ 1"


def test_drawn_again_what_people_touched_stays(office: Office) -> None:
    scene = open_scene(office)
    scene.write(scene.line(2), Wanted(ConclusionKind.NOTE, "Ghi nhận."))
    free = commands.add_line(db.session(), scene.meeting, "Khảo sát", "Đến hạn", by=office.officer)
    kept, gone = scene.line(2).id, scene.line(1).id
    make_order(scene, due_on=date(2021, 8, 31))
    draw(scene)
    assert scene.line(2).id == kept
    assert scene.line(2).discussion
    assert free.id in {line.id for line in scene.lines}
    assert scene.line(1).id == gone
    assert scene.line(1).section is Section.ORDERS


def test_a_matter_that_is_gone_leaves_the_agenda(office: Office) -> None:
    scene = make_scene(office)
    extra = make_item(scene.plan, leads=[office.first], position=9)
    draw(scene)
    extra.replaced_by_id = scene.items[0].id
    db.session.flush()
    draw(scene)
    assert 9 not in {line.snapshot.get("position") for line in scene.lines}


def test_a_pinned_line_comes_after_the_standing_ones_with_who_and_why(office: Office) -> None:
    scene = open_scene(office)
    line = scene.line(3)
    wish = Arranged(is_pinned=True, is_dropped=False, why="Chủ trì yêu cầu")
    commands.arrange_line(db.session(), scene.meeting, line, wish, by=office.officer)
    assert scene.lines[4].id == line.id
    assert (line.moved_by_id, line.moved_why) == (office.officer.id, "Chủ trì yêu cầu")


def test_changes_need_a_reason_and_standing_lines_stay(office: Office) -> None:
    scene = open_scene(office)
    drop = Arranged(is_pinned=False, is_dropped=True, why="")
    with pytest.raises(BadInput, match="lý do"):
        commands.arrange_line(db.session(), scene.meeting, scene.line(1), drop, by=office.officer)
    drop = Arranged(is_pinned=False, is_dropped=True, why="Không cần")
    with pytest.raises(Refusal, match="thường kỳ"):
        commands.arrange_line(
            db.session(), scene.meeting, scene.standing("reform"), drop, by=office.officer
        )


def test_drawing_costs_the_same_for_three_items_and_for_forty(office: Office) -> None:
    scene = make_scene(office)
    with counting() as few:
        draw(scene)
    fill_plan(scene, 4, 40)
    db.session.expire_all()
    with counting() as many:
        draw(scene)
    assert len(many) - len(few) <= 2, (len(few), len(many))  # the lines kept are read again


def test_the_draft_counts_are_those_of_the_agenda(office: Office) -> None:
    scene = make_scene(office)
    make_order(scene, due_on=date(2021, 8, 31))
    counts = queries.draft_counts(db.session(), office.agency, scene.meeting, date(2021, 9, 16))
    assert counts.sentence == (
        "Chương trình dự thảo: 04 nội dung thường kỳ; 01 kết luận, chỉ đạo quá hạn; "
        "02 nhiệm vụ chưa báo cáo."
    )


def test_a_meeting_weeks_ahead_is_counted_as_of_today(office: Office) -> None:
    scene = make_scene(office)
    counts = queries.draft_counts(db.session(), office.agency, scene.meeting, date(2021, 8, 16))
    assert counts.day == date(2021, 8, 16)
    assert Section.SILENT not in dict(counts.sections)
