"""Monthly meetings of the demo: held as the year goes by, with minutes issued."""

from datetime import date, time, timedelta

from sqlalchemy import select

from tracker.demo.history import Scene, at
from tracker.meetings.commands.closing import close_meeting, load_held
from tracker.meetings.commands.drawing import draw_agenda
from tracker.meetings.commands.issuing import Issued, approve_minutes, issue_minutes
from tracker.meetings.commands.series import (
    MeetingDraft,
    SeriesDraft,
    create_series,
    edit_meeting,
    plan_next,
)
from tracker.meetings.commands.writing import write_line
from tracker.meetings.concluding import Wanted
from tracker.meetings.models import AgendaLine, Meeting, MeetingSeries
from tracker.meetings.queries.finding import find_lines, get_meeting
from tracker.meetings.rules import ConclusionKind, Section
from tracker.plans.models import ActionItem
from tracker.progress.commands import answer_order, close_order
from tracker.progress.models import Order
from tracker.store.files import Shelf

SINCE = timedelta(days=105)  # before the day of loading: four meetings
STARTS, ENDS = time(14), time(15, 30)
_SIGNED = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
_SAID = {
    "previous": "Thống nhất nội dung biên bản.",
    "reform": "Các đơn vị giữ nhịp báo cáo hằng tháng.",
    "procedures": "Tỷ lệ hồ sơ đúng hẹn đạt 98,4%.",
    "officials": "Ghi nhận quầy số 2 hướng dẫn đầy đủ, lịch sự.",
}


class Calendar:
    """The demo's meetings, held one by one as the year is played."""

    def __init__(self, scene: Scene, shelf: Shelf, item: ActionItem) -> None:
        self.scene, self.shelf = scene, shelf
        people = scene.house.people
        draft = SeriesDraft(
            title="Họp giao ban cải cách hành chính",
            day_of_month=16,
            starts_at=STARTS,
            place="Phòng họp tầng 2, trụ sở Sở",
            item_id=item.id,
            chair_id=people["director"].id,
            secretary_id=people["office"].id,
        )
        self.series: MeetingSeries = create_series(scene.session, scene.house.agency.id, draft)
        self.next: Meeting = plan_next(scene.session, self.series, today=scene.today - SINCE)
        self.first_month: str = self.next.months[0]

    def hold_until(self, day: date) -> None:
        """Hold every meeting planned before `day` and before today; the next one stays planned."""
        while self.next.planned_on < min(day, self.scene.today):
            held_on = self.next.planned_on
            self._hold(self.next.id, held_on)
            self.next = plan_next(
                self.scene.session, self.series, today=held_on + timedelta(days=1)
            )

    def _hold(self, meeting_id: int, day: date) -> None:
        session, house = self.scene.session, self.scene.house
        meeting = get_meeting(session, house.agency.id, meeting_id)
        if meeting is None:
            return
        draft = MeetingDraft(
            planned_on=day,
            planned_at=STARTS,
            place=meeting.place,
            chair_id=meeting.chair_id,
            secretary_id=meeting.secretary_id,
            held_on=day,
            started_at=STARTS,
            ended_at=ENDS,
        )
        edit_meeting(meeting, draft, today=day)
        draw_agenda(session, house.agency, meeting, at=at(day, 13))
        self._write(meeting, day)
        held = load_held(session, house.agency, meeting)
        minutes = close_meeting(
            session, self.shelf, held, by=house.people["office"], at=at(day, 16)
        )
        director = house.people["director"]
        approve_minutes(session, meeting, minutes, by=director, at=at(day, 17))
        signed_on = day + timedelta(days=1)
        if signed_on < self.scene.today:
            issued = Issued(f"{day.month:02d}/BB-SDVC", signed_on, "bien-ban-ky.pdf", _SIGNED)
            issue_minutes(session, self.shelf, meeting, minutes, issued, at=at(signed_on, 9))
        self._answer(day)

    def _write(self, meeting: Meeting, day: date) -> None:
        """A note on the standing lines, and one instruction on what was silent or late."""
        lines = find_lines(self.scene.session, meeting.id)
        for line in lines:
            if line.standing is not None:
                said = _SAID[line.standing.value]
                write_line(meeting, line, said, Wanted(ConclusionKind.NOTE, "Ghi nhận."))
        wanted = {Section.SILENT, Section.LATE, Section.BLOCKED, Section.OTHER}
        chosen = next((each for each in lines if each.section in wanted and each.item), None)
        if chosen is not None:
            self._instruct(meeting, chosen, day)

    def _instruct(self, meeting: Meeting, line: AgendaLine, day: date) -> None:
        leads = line.item.leads if line.item else []
        unit_id = next((u.unit_id for u in leads if u.unit_id), None)
        order = Wanted(
            ConclusionKind.INSTRUCT,
            "Gửi số liệu còn thiếu, nêu rõ phần việc chưa xong và ngày hoàn thành.",
            unit_id=unit_id,
            due_on=day + timedelta(days=14),
        )
        write_line(meeting, line, "Đơn vị nêu khó khăn về nhân sự trong tháng.", order)

    def _answer(self, day: date) -> None:
        """The order of a meeting is done within its days, as most are."""
        session, house = self.scene.session, self.scene.house
        query = select(Order).where(Order.given_on == day, Order.agency_id == house.agency.id)
        done_on = day + timedelta(days=9)
        for order in session.scalars(query):
            if done_on >= self.scene.today:
                continue
            text, author = "Đã gửi đủ số liệu, hoàn thành phần việc còn lại.", house.people["loc"]
            answer_order(session, order, text, is_done=True, author=author, at=at(done_on, 10))
            close_order(order, by=house.people["director"], at=at(done_on, 15))
