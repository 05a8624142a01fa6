"""The one list of what is due: every kind is found, each with a way to where it is done."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item, whole
from tests.meetings.scenes import make_series
from tests.progress.asked import DRAFT, ask
from tests.progress.scenes import Scene
from tests.reminders.scenes import plan_of, refresh
from tests.surveys.made import make_round
from tests.surveys.people import close, drawn, sampled_round
from tracker.database import db
from tracker.meetings.models import Attendance, Meeting
from tracker.organisation.models import Period
from tracker.progress.commands import OrderTerms, give_order
from tracker.progress.models import Coordination, Order
from tracker.reminders.queries.asked import Asked
from tracker.reminders.queries.matters import find_matters
from tracker.reminders.rules import Kind, Matter
from tracker.surveys.commands import erase_names
from tracker.surveys.models import HandIn, Quota

TODAY, SOON = date(2021, 9, 16), date(2021, 9, 20)


def of_kind(office: Office, kind: Kind) -> list[Matter]:
    db.session.flush()
    asked = Asked(office.agency, TODAY, SOON)
    return [m for m in find_matters(db.session(), asked) if m.kind is kind]


@pytest.fixture(autouse=True)
def every_way_leads_somewhere(app: Flask, scene: Scene) -> Iterator[None]:
    yield
    routes = app.url_map.bind("localhost")
    for matter in find_matters(db.session(), Asked(scene.office.agency, TODAY, SOON)):
        for path in filter(None, (matter.path, matter.done_at)):
            assert routes.test(path.partition("?")[0], "GET"), path


def test_reports_are_found_up_to_the_horizon(scene: Scene) -> None:
    found = of_kind(scene.office, Kind.REPORT)
    assert [m.due_on for m in found] == [date(2021, 8, 17), date(2021, 9, 16)]
    assert {m.unit_id for m in found} == {scene.office.first.id}


def test_a_dated_item_is_found_for_each_of_its_leads(scene: Scene) -> None:
    o = scene.office
    make_item(plan_of(scene), leads=[o.first, o.second], position=2, due_on=SOON)
    make_item(plan_of(scene), leads=[o.first], position=3, due_on=SOON + timedelta(days=1))
    found = of_kind(o, Kind.ITEM)
    assert [(m.what, m.unit_id) for m in found] == [
        ("Nhiệm vụ 2", o.first.id),
        ("Nhiệm vụ 2", o.second.id),
    ]


def test_an_order_that_was_answered_reminds_nobody(scene: Scene) -> None:
    o = scene.office
    terms = OrderTerms(o.first.id, "Kiểm tra 02 hồ sơ.", due_on=SOON)
    give_order(db.session(), o.agency.id, terms, by_id=None, at=NOON)
    (found,) = of_kind(o, Kind.ORDER)
    assert (found.about, found.due_on) == ("Kiểm tra 02 hồ sơ.", SOON)
    order = db.session.scalars(select(Order)).one()
    order.answered_on = TODAY
    assert of_kind(o, Kind.ORDER) == []


def test_an_extended_day_is_another_key(scene: Scene) -> None:
    item = make_item(plan_of(scene), leads=[scene.office.first], position=2, due_on=TODAY)
    (before,) = of_kind(scene.office, Kind.ITEM)
    whole(item).due_on = SOON
    (after,) = of_kind(scene.office, Kind.ITEM)
    assert before.key != after.key


def test_a_report_on_request_is_asked_until_it_is_answered(scene: Scene) -> None:
    o = scene.office
    asked = ask(o, replace(DRAFT, due_on=SOON))
    assert [m.unit_id for m in of_kind(o, Kind.REQUEST)] == [o.first.id, o.second.id]
    db.session.refresh(o.clerk, ["memberships"])
    asked.answer()
    (found,) = of_kind(o, Kind.REQUEST)
    assert (found.unit_id, found.due_on) == (o.second.id, SOON)


def test_a_partner_is_reminded_of_what_it_was_asked(scene: Scene) -> None:
    o = scene.office
    saved(
        Coordination(
            agency_id=o.agency.id,
            item_id=scene.item.id,
            asking_unit_id=o.first.id,
            unit_id=o.second.id,
            text="Gửi số liệu.",
            due_on=SOON,
            author_id=o.clerk.id,
            asked_at=NOON,
        )
    )
    (found,) = of_kind(o, Kind.COORDINATION)
    assert (found.unit_id, found.about) == (o.second.id, "Gửi số liệu.")


def test_units_with_a_quota_hand_in_and_the_office_keeps_the_days_of_a_round(scene: Scene) -> None:
    o = scene.office
    row = make_round(o.agency)
    row.hand_in_on, row.consolidate_on, row.sign_on = SOON, SOON, SOON
    for unit in (o.first, o.second):
        saved(Quota(agency_id=o.agency.id, round_id=row.id, unit_id=unit.id, official=20))
    saved(
        HandIn(
            agency_id=o.agency.id,
            round_id=row.id,
            unit_id=o.second.id,
            handed_on=TODAY,
            issued=20,
            returned=20,
            valid=20,
        )
    )
    assert [m.unit_id for m in of_kind(o, Kind.HAND_IN)] == [o.first.id]
    (found,) = of_kind(o, Kind.ROUND)
    assert "đơn vị bàn giao phiếu" in found.what


def test_a_meeting_names_who_comes(scene: Scene) -> None:
    o = scene.office
    series = make_series(o)
    meeting = saved(
        Meeting(
            agency_id=o.agency.id,
            series_id=series.id,
            title="Họp giao ban tháng 9",
            planned_on=SOON,
            planned_at=time(14),
            chair_id=o.director.id,
            secretary_id=o.officer.id,
        )
    )
    saved(Attendance(agency_id=o.agency.id, meeting_id=meeting.id, person_id=o.head.id))
    (found,) = of_kind(o, Kind.MEETING)
    assert found.person_ids == {o.director.id, o.officer.id, o.head.id}
    assert found.what == "Họp giao ban tháng 9, 14 giờ 00"


def test_the_agencys_own_report_is_due_once_its_window_ends_in_the_plan(scene: Scene) -> None:
    refresh(scene.item)
    period = db.session.scalars(select(Period).where(Period.code == "2021-Q3")).one()
    period.due_on = SOON
    (found,) = of_kind(scene.office, Kind.AGENCY_REPORT)
    assert found.due_on == SOON
    plan_of(scene).signed_on = period.ends_on + timedelta(days=1)
    assert of_kind(scene.office, Kind.AGENCY_REPORT) == []


def test_names_kept_after_a_round_closed_are_due_to_be_erased(scene: Scene) -> None:
    o = scene.office
    row = sampled_round(o)
    row.sign_on = SOON
    drawn(o, row)
    assert not [m for m in of_kind(o, Kind.ROUND) if "xóa họ tên" in m.what]
    close(row)
    (found,) = [m for m in of_kind(o, Kind.ROUND) if "xóa họ tên" in m.what]
    assert (found.due_on, found.path) == (SOON, f"/rounds/{row.id}/sample/erase")
    erase_names(db.session(), row, at=NOON)
    assert not [m for m in of_kind(o, Kind.ROUND) if "xóa họ tên" in m.what]
