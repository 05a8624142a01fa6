"""A department with a plan, a series of meetings and the September meeting, for tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

from flask import current_app

from tests.factories import Office, make_unit
from tests.factories_plans import make_item, make_plan, whole
from tracker.access.models import Delegation, Person
from tracker.database import db
from tracker.meetings import commands, queries
from tracker.meetings.commands import MeetingDraft, SeriesDraft
from tracker.meetings.concluding import Wanted
from tracker.meetings.models import AgendaLine, Meeting, MeetingSeries, Minutes
from tracker.meetings.queries.finding import find_lines
from tracker.meetings.rules import ConclusionKind
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem, ItemUnit, Plan
from tracker.plans.rules import DeadlineKind, Part
from tracker.progress.commands import OrderTerms, give_order
from tracker.progress.models import Order
from tracker.progress.rules import OrderKind
from tracker.store.models import StoredFile

HELD_ON = date(2021, 9, 17)
EVE = datetime(2021, 9, 16, 2, 0, tzinfo=UTC)  # 9 giờ 00 of the day before
CLOSED_AT = datetime(2021, 9, 17, 8, 45, tzinfo=UTC)  # 15 giờ 45
PAST = datetime(2021, 8, 20, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Scene:
    """The September meeting, its agenda drawn the day before."""

    office: Office
    plan: Plan
    items: tuple[ActionItem, ...]  # 1 led by the first unit; 2 by the second; 3 is the meeting
    series: MeetingSeries
    meeting: Meeting

    @property
    def lines(self) -> Sequence[AgendaLine]:
        return find_lines(db.session(), self.meeting.id)

    def line(self, position: int) -> AgendaLine:
        """The line of an item of the plan."""
        return next(row for row in self.lines if row.snapshot.get("position") == position)

    def standing(self, word: str) -> AgendaLine:
        return next(row for row in self.lines if row.standing == word)

    def write(self, line: AgendaLine, wanted: Wanted, said: str = "Ông A nêu ý kiến") -> None:
        commands.write_line(self.meeting, line, said, wanted)

    def instruct(self, position: int = 1, unit: Unit | None = None) -> None:
        """Give item `position` to its unit by 30/9."""
        unit_id = (unit or self.office.first).id
        wanted = Wanted(
            ConclusionKind.INSTRUCT, "Báo cáo kết quả.", unit_id=unit_id, due_on=date(2021, 9, 30)
        )
        self.write(self.line(position), wanted)

    def hold(self, on: date = HELD_ON) -> None:
        """Enter when it was held."""
        m = self.meeting
        hours = (time(14, 0), time(15, 30))
        draft = MeetingDraft(
            m.planned_on, m.planned_at, "Phòng họp tầng 2", m.chair_id, m.secretary_id, on, *hours
        )
        commands.edit_meeting(m, draft, today=on)
        db.session.flush()

    def close(self, at: datetime = CLOSED_AT, by: Person | None = None) -> Minutes:
        whole_meeting = queries.get_meeting(db.session(), self.office.agency.id, self.meeting.id)
        assert whole_meeting is not None
        held = commands.load_held(db.session(), self.office.agency, whole_meeting)
        shelf = current_app.extensions["shelf"]
        closer = by or self.office.officer
        return commands.close_meeting(db.session(), shelf, held, by=closer, at=at)

    def approve(self, minutes: Minutes, by: Person | None = None, at: datetime = CLOSED_AT) -> None:
        found = queries.get_meeting(db.session(), self.office.agency.id, self.meeting.id)
        assert found is not None
        approver = by or self.office.director
        commands.approve_minutes(db.session(), found, minutes, by=approver, at=at)


def make_series(office: Office, item: ActionItem | None = None) -> MeetingSeries:
    draft = SeriesDraft(
        title="Họp giao ban",
        day_of_month=17,
        starts_at=time(14, 0),
        place="Phòng họp tầng 2",
        item_id=item.id if item else None,
        chair_id=office.director.id,
        secretary_id=office.officer.id,
    )
    return commands.create_series(db.session(), office.agency.id, draft)


def make_scene(office: Office, *, due_on: date | None = None) -> Scene:
    """Three items and the meeting planned for 17/9; `due_on`: the day of item 1."""
    plan = make_plan(office.agency)
    items = (
        make_item(plan, leads=[office.first], position=1, due_on=due_on),
        make_item(plan, leads=[office.second], position=2),
        make_item(
            plan,
            leads=[office.office],
            position=3,
            products=("Biên bản họp hằng tháng", "Báo cáo đánh giá nội bộ"),
        ),
    )
    series = make_series(office, items[2])
    meeting = commands.plan_next(db.session(), series, today=date(2021, 9, 16))
    return Scene(office, plan, items, series, meeting)


def open_scene(office: Office, *, due_on: date | None = None) -> Scene:
    """The same with the agenda drawn and the hours entered."""
    scene = make_scene(office, due_on=due_on)
    commands.draw_agenda(db.session(), office.agency, scene.meeting, at=EVE)
    scene.hold()
    return scene


def fill_plan(scene: Scene, first: int, last: int) -> None:
    """Items of the first unit at these positions, in one go."""
    agency_id = scene.office.agency.id
    items = [
        ActionItem(
            agency_id=agency_id,
            plan_id=scene.plan.id,
            position=position,
            task=f"Việc số {position}",
            deadline_kind=DeadlineKind.CONTINUOUS,
            ends_on=scene.plan.ends_on,
        )
        for position in range(first, last + 1)
    ]
    db.session.add_all(items)
    db.session.flush()
    unit = {"agency_id": agency_id, "unit_id": scene.office.first.id, "part": Part.LEAD}
    db.session.add_all(ItemUnit(item_id=item.id, position=1, **unit) for item in items)
    db.session.flush()


def make_order(scene: Scene, *, due_on: date, position: int = 1) -> Order:
    """A conclusion of August for the unit that leads an item."""
    item = whole(scene.items[position - 1])
    terms = OrderTerms(
        unit_id=item.leads[0].unit_id or 0,
        text="Rà soát danh mục",
        kind=OrderKind.CONCLUSION,
        item_id=item.id,
        due_on=due_on,
        source="Kết luận giao ban ngày 20/8/2021",
    )
    agency_id = scene.office.agency.id
    return give_order(db.session(), agency_id, terms, by_id=scene.office.director.id, at=PAST)


def delegate(office: Office, *, first: date, last: date) -> None:
    """The director hands queue and chair to his deputy."""
    row = Delegation(
        agency_id=office.agency.id,
        from_id=office.director.id,
        to_id=office.deputy.id,
        valid_from=first,
        valid_to=last,
    )
    db.session.add(row)
    db.session.flush()


def stored(minutes: Minutes) -> Path:
    """Where the Word file of closed minutes lies."""
    file = db.session.get_one(StoredFile, minutes.file_id)
    path: Path = current_app.extensions["shelf"].path(file.sha256)
    return path


def outside(office: Office) -> Unit:
    """A unit that leads nothing yet."""
    return make_unit(office.agency, name="Phòng Nghiệp vụ 3")
