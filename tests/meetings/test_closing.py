"""Closing a meeting: conclusions carried out once, minutes locked, the item proven."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.factories import Office
from tests.factories_plans import whole
from tests.meetings.scenes import (
    CLOSED_AT,
    EVE,
    HELD_ON,
    make_order,
    make_scene,
    open_scene,
    outside,
    stored,
)
from tracker.database import db
from tracker.errors import BadInput, Refusal
from tracker.meetings import commands
from tracker.meetings.concluding import Wanted
from tracker.meetings.content import content_of
from tracker.meetings.models import Conclusion
from tracker.meetings.queries.finding import find_attendance
from tracker.meetings.rules import Closing, ConclusionKind, MeetingState, Presence
from tracker.plans.rules import Progress
from tracker.progress.commands import ExtensionDraft, ask_extension
from tracker.progress.models import Confirmation, Evidence, Extension, Order, Report

pytestmark = pytest.mark.usefixtures("app")
K = ConclusionKind
LATER = date(2021, 9, 30)


def conclusions() -> list[Conclusion]:
    return list(db.session.scalars(select(Conclusion).order_by(Conclusion.id)))


def test_an_instruction_becomes_an_order_in_the_chairs_name(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    order = db.session.scalars(select(Order)).one()
    assert (order.unit_id, order.item_id) == (office.first.id, scene.items[0].id)
    assert (order.given_on, order.due_on) == (HELD_ON, LATER)
    assert order.source == "Kết luận giao ban ngày 17/9/2021"
    assert (order.given_by_id, order.recorded_by_id) == (office.director.id, office.officer.id)
    assert order.affirmed_at is None
    assert [c.order_id for c in conclusions()] == [order.id]


def test_an_asked_extension_is_granted_and_its_first_day_stays(office: Office) -> None:
    scene = make_scene(office)
    order = make_order(scene, due_on=date(2021, 9, 10))
    asked = ExtensionDraft(date(2021, 9, 24), "Chờ số liệu")
    at = datetime(2021, 9, 9, 2, tzinfo=UTC)
    ask_extension(db.session(), order, office.first.id, asked, author=office.clerk, at=at)
    db.session.flush()
    commands.draw_agenda(db.session(), office.agency, scene.meeting, at=EVE)
    scene.hold()
    target = commands.ground_of(db.session(), scene.meeting, scene.line(1)).targets[0]
    wanted = Wanted(K.EXTEND, "Gia hạn.", due_on=date(2021, 9, 24), target=target.key)
    scene.write(scene.line(1), wanted)
    scene.close()
    assert (order.due_on, order.first_due_on) == (date(2021, 9, 24), date(2021, 9, 10))
    assert conclusions()[0].order_id == order.id
    assert len(db.session.scalars(select(Order)).all()) == 1


def test_an_item_in_time_is_extended_without_having_asked(office: Office) -> None:
    scene = open_scene(office, due_on=date(2021, 9, 20))
    wanted = Wanted(K.EXTEND, "Gia hạn.", due_on=LATER, target=f"item:{scene.items[0].id}")
    scene.write(scene.line(1), wanted)
    scene.close(at=datetime(2021, 9, 22, 2, tzinfo=UTC))  # written up after the old day
    item = whole(scene.items[0])
    assert (item.due_on, item.first_due_on) == (LATER, date(2021, 9, 20))
    extension = db.session.scalars(select(Extension)).one()
    assert extension.reason == "Kết luận giao ban ngày 17/9/2021: Gia hạn."


def test_a_new_lead_owes_from_the_day_of_the_meeting(office: Office) -> None:
    scene, new = open_scene(office), outside(office)
    wanted = Wanted(K.CHANGE_LEAD, "Đổi.", unit_id=new.id, from_unit_id=office.first.id)
    scene.write(scene.line(1), wanted)
    scene.close()
    [old], [now] = whole(scene.items[0]).former_leads, whole(scene.items[0]).leads
    assert (now.unit_id, now.since, now.owes) == (new.id, HELD_ON, True)
    assert (old.unit_id, old.owes) == (office.first.id, False)


@pytest.mark.parametrize(
    ("closing", "progress"),
    [
        (Closing.DONE, Progress.DONE_IN_TIME),
        (Closing.PAUSED, Progress.PAUSED),
        (Closing.DROPPED, Progress.DROPPED),
    ],
)
def test_an_item_ends_as_concluded(office: Office, closing: Closing, progress: Progress) -> None:
    scene = open_scene(office)
    scene.write(scene.line(2), Wanted(K.CLOSE, "Kết thúc.", closing))
    scene.close()
    item = whole(scene.items[1])
    assert item.progress is progress
    assert item.next_report_due_on is None


def test_nothing_is_concluded_by_default(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    content = content_of(scene.close().content)
    assert len(conclusions()) == 1
    assert content.numbers_not_discussed == ("2", "3")
    assert [said.discussion for said in content.standing] == ["", "", "", ""]


def test_a_line_discussed_without_conclusion_is_not_listed_as_undiscussed(office: Office) -> None:
    scene = open_scene(office)
    scene.write(scene.line(2), Wanted(), "Bà B nêu ý kiến.")
    content = content_of(scene.close().content)
    assert content.numbers_not_discussed == ("1", "3")
    assert [said.title for said in content.discussed] == ["Nhiệm vụ 2"]


def test_the_minutes_are_kept_as_word_file_and_content(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    minutes = scene.close()
    assert minutes.content_hash == content_of(minutes.content).hash
    text = "\n".join(p.text for p in Document(BytesIO(stored(minutes).read_bytes())).paragraphs)
    assert "Thời gian bắt đầu: 14 giờ 00 phút, ngày 17 tháng 9 năm 2021." in text
    assert "II. NHIỆM VỤ THEO KẾ HOẠCH SỐ 12/KH-SM" in text
    assert "Cuộc họp kết thúc vào 15 giờ 30 phút cùng ngày./." in text
    assert "DỰ THẢO" not in text
    assert scene.meeting.state is MeetingState.CLOSED


def test_absence_and_deputy_are_printed(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    rows = find_attendance(db.session(), scene.meeting.id)
    head = next(row for row in rows if row.person_id == office.head.id)
    clerk = commands.add_guest(db.session(), scene.meeting, office.clerk)
    away = commands.Seen(head.id, head.version, Presence.EXCUSED, head.title, "đi công tác")
    there = commands.Seen(
        clerk.id, clerk.version, Presence.DEPUTY, "chuyên viên", "", head.person_id
    )
    bad = replace(there, stands_for_id=None)
    with pytest.raises(BadInput, match="chọn một người vắng mặt"):
        commands.note_attendance(db.session(), scene.meeting, [away, bad])
    commands.note_attendance(db.session(), scene.meeting, [away, there])
    content = content_of(scene.close().content)
    deputy = f"đi công tác; {office.clerk.full_name} dự thay"
    assert content.absent == (f"{office.head.full_name}, Trưởng phòng Nghiệp vụ 1 ({deputy})",)
    assert f"{office.clerk.full_name}, chuyên viên" in content.present


def test_row_12_is_proven_at_closing_and_confirmed_at_approval(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    minutes = scene.close()
    report = db.session.scalars(select(Report)).one()
    assert (report.item_id, report.unit_id) == (scene.items[2].id, office.office.id)
    assert report.result == (
        "Đã tổ chức họp giao ban tháng 9 năm 2021 ngày 17/9/2021: 01 kết luận, trong đó 01 việc "
        "giao đơn vị có thời hạn."
    )
    proof = db.session.scalars(select(Evidence)).one()
    product = whole(scene.items[2]).products[0]
    assert (proof.file_id, proof.product_id) == (minutes.file_id, product.id)
    assert report.late_reason  # the month was cut off on 16/9, the meeting was on 17/9
    assert db.session.scalars(select(Confirmation)).all() == []
    scene.approve(minutes)
    assert db.session.scalars(select(Confirmation)).one().by_id == office.director.id


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        ({"held_on": None}, "ngày họp, giờ bắt đầu"),
        ({"ended_at": None}, "ngày họp, giờ bắt đầu"),
        ({"place": ""}, "địa điểm"),
        ({"chair_id": None}, "chủ trì và thư ký"),
        ({"secretary_id": None}, "chủ trì và thư ký"),
    ],
)
def test_what_is_missing_is_named(office: Office, spoil: dict[str, object], words: str) -> None:
    scene = open_scene(office)
    scene.instruct()
    for name, value in spoil.items():
        setattr(scene.meeting, name, value)
    db.session.flush()
    db.session.expire(scene.meeting)
    with pytest.raises(BadInput, match=words):
        scene.close()


def test_an_empty_meeting_is_not_closed(office: Office) -> None:
    scene = open_scene(office)
    with pytest.raises(BadInput, match="không tổ chức"):
        scene.close()


def test_a_chair_who_was_away_did_not_chair(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    rows = find_attendance(db.session(), scene.meeting.id)
    row = next(r for r in rows if r.person_id == office.director.id)
    away = commands.Seen(row.id, row.version, Presence.EXCUSED, row.title, "họp tỉnh")
    commands.note_attendance(db.session(), scene.meeting, [away])
    with pytest.raises(BadInput, match="chủ trì vắng mặt"):
        scene.close()


def test_a_refusal_names_its_line(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct(1)
    scene.write(scene.line(2), Wanted(K.CLOSE, "Dừng.", Closing.PAUSED))
    item = whole(scene.items[1])
    item.progress = Progress.DROPPED
    db.session.flush()
    with pytest.raises(Refusal, match="Mục “Nhiệm vụ mẫu số 2”"):
        scene.close()


def test_a_closed_meeting_is_not_closed_again(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    scene.close()
    with pytest.raises(Refusal, match="đã chốt"):
        scene.close()
    assert len(db.session.scalars(select(Order)).all()) == 1


def test_conclusions_and_minutes_cannot_be_changed(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct()
    minutes = scene.close()
    db.session.commit()
    conclusions()[0].text = "Sửa"
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()
    minutes.content = {}
    with pytest.raises(IntegrityError):
        db.session.flush()


def test_orders_count_from_the_meeting_even_when_written_up_later(office: Office) -> None:
    scene = open_scene(office)
    unit_id, day = office.first.id, date(2021, 9, 18)
    scene.write(scene.line(1), Wanted(K.INSTRUCT, "Làm ngay.", unit_id=unit_id, due_on=day))
    scene.close(at=datetime(2021, 9, 21, 2, tzinfo=UTC))
    order = db.session.scalars(select(Order)).one()
    assert (order.given_on, order.due_on) == (HELD_ON, day)
    assert CLOSED_AT.date() == HELD_ON
