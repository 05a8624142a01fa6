"""Approval by the chair or his delegate, then number, date and signed file, once."""

from datetime import date, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import select

from tests.factories import Office
from tests.meetings.scenes import (
    CLOSED_AT,
    EVE,
    Scene,
    delegate,
    make_order,
    make_scene,
    open_scene,
)
from tracker.database import db
from tracker.errors import BadFile, BadInput, Refusal
from tracker.meetings import commands, queries
from tracker.meetings.commands import Issued
from tracker.meetings.concluding import Wanted
from tracker.meetings.models import Minutes
from tracker.meetings.rules import ConclusionKind, MeetingState
from tracker.progress.models import Confirmation, ExtensionDecision, Order

pytestmark = pytest.mark.usefixtures("app")
PDF = Issued("15/BB-SM", date(2021, 9, 17), "ban-ky.pdf", b"%PDF-1.7 ban ky")


def closed(office: Office) -> tuple[Scene, Minutes]:
    scene = open_scene(office)
    scene.instruct()
    return scene, scene.close()


def issue(scene: Scene, minutes: Minutes, issued: Issued, at: datetime = CLOSED_AT) -> None:
    shelf = current_app.extensions["shelf"]
    commands.issue_minutes(db.session(), shelf, scene.meeting, minutes, issued, at=at)


def test_approval_affirms_what_was_recorded_in_the_chairs_name(office: Office) -> None:
    scene = open_scene(office)
    scene.instruct(2, office.second)
    make_order(scene, due_on=date(2021, 9, 20))
    line = scene.line(1)
    target = commands.ground_of(db.session(), scene.meeting, line).targets[0]
    more = Wanted(ConclusionKind.EXTEND, "Thêm ngày.", due_on=date(2021, 10, 5), target=target.key)
    scene.write(line, more)
    minutes = scene.close()
    scene.approve(minutes)
    given = db.session.scalars(select(Order).where(Order.unit_id == office.second.id)).one()
    decision = db.session.scalars(select(ExtensionDecision)).one()
    assert given.affirmed_at == decision.affirmed_at == CLOSED_AT
    assert (minutes.approved_by_id, minutes.approved_at) == (office.director.id, CLOSED_AT)
    assert scene.meeting.state is MeetingState.APPROVED


def test_only_the_chair_approves(office: Office) -> None:
    scene, minutes = closed(office)
    with pytest.raises(Refusal, match="người chủ trì"):
        scene.approve(minutes, by=office.deputy)
    assert minutes.approved_at is None


def test_a_delegate_approves_in_the_chairs_stead(office: Office) -> None:
    scene, minutes = closed(office)
    delegate(office, first=date(2021, 9, 17), last=date(2021, 9, 17))
    scene.approve(minutes, by=office.deputy)
    order = db.session.scalars(select(Order)).one()
    assert minutes.approved_by_id == office.deputy.id
    assert order.affirmed_at == CLOSED_AT
    assert db.session.scalars(select(Confirmation)).one().by_id == office.deputy.id


def test_a_delegation_that_ended_gives_no_say(office: Office) -> None:
    scene, minutes = closed(office)
    delegate(office, first=date(2021, 9, 17), last=date(2021, 9, 17))
    with pytest.raises(Refusal):
        scene.approve(minutes, by=office.deputy, at=CLOSED_AT + timedelta(days=1))


def test_a_delegation_moves_the_chair_of_a_planned_meeting(office: Office) -> None:
    delegate(office, first=date(2021, 10, 1), last=date(2021, 10, 31))
    scene = open_scene(office)
    later = commands.plan_next(db.session(), scene.series, today=date(2021, 9, 20))
    assert later.planned_on == date(2021, 10, 18)  # the 17th is a Sunday
    assert later.chair_id == office.deputy.id


def test_a_delegation_entered_later_moves_the_chair_when_the_agenda_is_drawn(
    office: Office,
) -> None:
    scene = make_scene(office)
    delegate(office, first=date(2021, 9, 17), last=date(2021, 9, 17))
    commands.draw_agenda(db.session(), office.agency, scene.meeting, at=EVE)
    assert scene.meeting.chair_id == office.deputy.id


def test_number_day_and_file_come_after_approval_and_once(office: Office) -> None:
    scene, minutes = closed(office)
    with pytest.raises(Refusal, match="sau khi chủ trì duyệt"):
        issue(scene, minutes, PDF)
    scene.approve(minutes)
    issue(scene, minutes, PDF)
    assert (minutes.number, minutes.signed_on) == ("15/BB-SM", date(2021, 9, 17))
    assert scene.meeting.state is MeetingState.ISSUED
    with pytest.raises(Refusal, match="một lần"):
        issue(scene, minutes, PDF)


@pytest.mark.parametrize("signed_on", [date(2021, 9, 16), date(2021, 9, 18)])
def test_the_signing_day_lies_between_meeting_and_today(office: Office, signed_on: date) -> None:
    scene, minutes = closed(office)
    scene.approve(minutes)
    with pytest.raises(BadInput, match="Ngày ký"):
        issue(scene, minutes, Issued("15", signed_on, "ban-ky.pdf", PDF.content))


def test_the_signed_copy_is_a_pdf(office: Office) -> None:
    scene, minutes = closed(office)
    scene.approve(minutes)
    with pytest.raises(BadFile):
        issue(scene, minutes, Issued("15", date(2021, 9, 17), "ban-ky.pdf", b"khong phai pdf"))
    picture = Issued("15", date(2021, 9, 17), "ban-ky.jpg", b"\xff\xd8\xff anh")
    with pytest.raises(BadFile, match="PDF"):
        issue(scene, minutes, picture)
    assert minutes.issued_at is None


def test_the_next_meeting_cites_the_issued_minutes(office: Office) -> None:
    scene, minutes = closed(office)
    scene.approve(minutes)
    issue(scene, minutes, PDF)
    later = commands.plan_next(db.session(), scene.series, today=date(2021, 9, 20))
    previous = queries.previous_minutes(db.session(), later)
    assert previous is not None
    assert previous.id == minutes.id
    at = datetime.combine(later.planned_on, datetime.min.time(), CLOSED_AT.tzinfo)
    commands.draw_agenda(db.session(), office.agency, later, at=at)
    line = queries.finding.find_lines(db.session(), later.id)[0]
    assert line.reason == "Biên bản số 15/BB-SM, cuộc họp ngày 17/9/2021"
