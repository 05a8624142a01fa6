from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan, make_report, period, whole
from tests.progress.scenes import Scene, days
from tracker.database import db
from tracker.errors import Refusal
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress
from tracker.progress.commands import (
    EvidenceDraft,
    ItemAction,
    ItemDecision,
    MeetingProof,
    add_meeting_report,
    confirm_meeting_report,
    decide_item,
)
from tracker.progress.models import Confirmation, Evidence, Report
from tracker.progress.rules import Decision, EvidenceKind

MINUTES = EvidenceDraft(EvidenceKind.DOCUMENT, number="12/BB-SM", dated_on=date(2021, 9, 17))


@pytest.fixture
def item(office: Office) -> ActionItem:
    return make_item(make_plan(office.agency), leads=[office.office], position=12)


def proof(office: Office) -> MeetingProof:
    return MeetingProof("Đã họp ngày 17/9/2021.", (MINUTES,), office.officer, office.director)


def file(office: Office, item: ActionItem, code: str = "2021-09") -> Report | None:
    """What closing a meeting and its chair's approval leave."""
    session, month, found = db.session(), period(office.agency, code), proof(office)
    report = add_meeting_report(session, whole(item), month, found, at=days(1))
    return confirm_meeting_report(session, report, found.chair, at=days(1)) if report else None


def test_closing_a_meeting_files_the_offices_report_confirmed_by_the_chair(
    office: Office, item: ActionItem
) -> None:
    report = file(office, item)
    assert report is not None
    assert (report.unit_id, report.author_id) == (office.office.id, office.officer.id)
    decision = db.session.scalars(select(Confirmation)).one()
    assert (decision.by_id, decision.decision) == (office.director.id, Decision.ACCEPTED)
    assert db.session.scalars(select(Evidence.number)).all() == ["12/BB-SM"]
    assert item.leads[0].reported_upto == date(2021, 9, 14)
    assert item.progress is Progress.UNDER_WAY


def test_one_person_never_writes_and_confirms(office: Office, item: ActionItem) -> None:
    same = MeetingProof("Đã họp.", (MINUTES,), office.director, office.director)
    month = period(office.agency, "2021-09")
    with pytest.raises(Refusal, match="Chọn thư ký khác"):
        add_meeting_report(db.session(), whole(item), month, same, at=NOON)
    assert db.session.scalar(select(func.count()).select_from(Report)) == 0


def test_a_waiting_report_is_replaced_and_a_confirmed_one_stays(
    office: Office, item: ActionItem
) -> None:
    waiting = make_report(item, office.officer, unit=office.office)
    filed = file(office, item)
    assert filed is not None
    assert filed.replaces_id == waiting.id
    assert file(office, item) is None


def test_what_was_decided_between_closing_and_approving_stands(
    office: Office, item: ActionItem
) -> None:
    month = period(office.agency, "2021-09")
    report = add_meeting_report(db.session(), whole(item), month, proof(office), at=days(1))
    assert report is not None
    Scene(office, item).decide(report, by=office.office_head, at=days(2))
    confirm_meeting_report(db.session(), report, office.director, at=days(3))
    assert db.session.scalars(select(Confirmation.by_id)).all() == [office.office_head.id]


def test_an_item_that_owes_nothing_takes_no_report(office: Office, item: ActionItem) -> None:
    pause = ItemDecision(ItemAction.PAUSE, date(2021, 9, 1), "Chờ hướng dẫn.")
    decide_item(db.session(), item, pause)
    assert file(office, item) is None


def test_a_period_of_another_rhythm_is_left_alone(office: Office, item: ActionItem) -> None:
    assert file(office, item, "2021-Q3") is None
