from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_items, make_plan, period
from tests.progress.scenes import LATE, Scene, days, make_scene
from tracker.database import db
from tracker.plans.rules import DeadlineKind, ReportState, TimeFlag
from tracker.progress.commands import (
    ExtensionDraft,
    OrderTerms,
    Place,
    Wish,
    ask_coordination,
    ask_extension,
    give_order,
    promise_day,
)
from tracker.progress.queries.month import UnitMonth, find_month

TODAY = date(2021, 9, 16)


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def month(office: Office, today: date = TODAY) -> UnitMonth:
    db.session.flush()
    return find_month(db.session(), office.agency, [office.first.id], today)


def facts(found: UnitMonth) -> list[tuple[int, str, ReportState, int]]:
    return [(s.item.position, s.period.code, s.state, s.days_late) for s in found.to_send]


def test_missing_comes_first_then_returned_then_due(scene: Scene) -> None:
    office, plan = scene.office, scene.item.plan
    second = Scene(office, make_item(plan, leads=[office.first], position=2))
    second.send(LATE, "2021-08")
    second.decide(second.send(at=days(-1)), "Chưa có số liệu.", at=days(-1))

    assert facts(month(office)) == [
        (1, "2021-08", ReportState.MISSING, 30),
        (2, "2021-09", ReportState.RETURNED, 0),
        (1, "2021-09", ReportState.DUE, 0),
    ]


def test_a_returned_report_shows_why_and_from_whom(scene: Scene) -> None:
    scene.decide(scene.send(), "Chưa có số liệu.")
    (line,) = month(scene.office).lines(ReportState.RETURNED)
    assert line.returned is not None
    assert line.returned.by is not None
    assert (line.returned.reason, line.returned.by.id) == (
        "Chưa có số liệu.",
        scene.office.officer.id,
    )


def test_a_returned_report_stays_until_its_days_are_over(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    scene.decide(scene.send(), "Chưa có số liệu.")
    states = {day: facts(month(scene.office, date(2021, 9, day)))[0][1:] for day in (20, 21)}
    assert states == {
        20: ("2021-09", ReportState.RETURNED, 0),
        21: ("2021-09", ReportState.MISSING, 1),
    }


def test_a_sent_report_waits_and_is_asked_no_more(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    sent = scene.send()
    found = month(scene.office)
    assert found.to_send == ()
    assert [r.id for r in found.waiting][-1] == sent.id
    assert len(found.waiting) == 2


def test_a_promise_stands_beside_the_missing_report(scene: Scene) -> None:
    office = scene.office
    place = Place(scene.item, office.first.id, period(office.agency, "2021-08"))
    promise_day(db.session(), place, date(2021, 9, 20), author=office.clerk, at=NOON)
    assert month(office).to_send[0].promised_on == date(2021, 9, 20)


def test_orders_say_how_late_they_are_or_how_long_is_left(office: Office) -> None:
    for day in (31, 10):
        due = date(2021, 8, 31) if day == 31 else date(2021, 9, 20)
        terms = OrderTerms(office.first.id, "Kiểm tra.", due_on=due)
        give_order(db.session(), office.agency.id, terms, by_id=None, at=days(-30))
    late, soon = month(office).orders
    assert (late.days_late, late.may_extend) == (16, False)
    assert (soon.days_late, soon.days_left, soon.may_extend) == (0, 4, True)
    assert len(month(office).late_orders) == 1


def test_an_asked_extension_stands_on_its_order_and_is_not_asked_twice(office: Office) -> None:
    terms = OrderTerms(office.first.id, "Kiểm tra.", due_on=date(2021, 9, 20))
    order = give_order(db.session(), office.agency.id, terms, by_id=None, at=NOON)
    more = ExtensionDraft(date(2021, 9, 30), "Chờ số liệu.")
    ask_extension(db.session(), order, office.first.id, more, author=office.clerk, at=NOON)
    (line,) = month(office).orders
    assert line.extension is not None
    assert not line.may_extend


def test_requests_are_split_by_who_asked(scene: Scene) -> None:
    office = scene.office
    other = make_item(scene.item.plan, leads=[office.second], position=2)
    out = Wish(office.second.id, "Cung cấp số liệu.", date(2021, 9, 20))
    back = Wish(office.first.id, "Cung cấp hồ sơ.", date(2021, 9, 22))
    asked = {"author": office.clerk, "at": NOON}
    ask_coordination(db.session(), scene.item, office.first.id, out, **asked)  # type: ignore[arg-type]
    ask_coordination(db.session(), other, office.second.id, back, **asked)  # type: ignore[arg-type]
    found = month(office)
    assert [row.text for row in found.asked_of_us] == ["Cung cấp hồ sơ."]
    assert [row.text for row in found.asked_by_us] == ["Cung cấp số liệu."]


def test_dated_items_carry_their_flag(office: Office) -> None:
    plan = make_plan(office.agency)
    kinds = {"kind": DeadlineKind.BY, "leads": [office.first]}
    make_item(plan, position=1, due_on=date(2021, 9, 10), **kinds)  # type: ignore[arg-type]
    make_item(plan, position=2, due_on=date(2021, 9, 20), **kinds)  # type: ignore[arg-type]
    found = month(office)
    assert [(i.flag, i.days_late) for i in found.items] == [
        (TimeFlag.LATE, 6),
        (TimeFlag.SOON, 0),
    ]
    assert len(found.late_items) == 1


def test_the_strip_shows_quarters_under_their_last_month(scene: Scene) -> None:
    office = scene.office
    make_item(scene.item.plan, leads=[office.first], position=2, kind=DeadlineKind.ON_EVENT)
    grid = month(office).grid
    assert grid.heads == ("T8", "T9", "T10")
    assert grid.rows[0].states[:2] == (ReportState.MISSING, ReportState.DUE)
    assert grid.rows[1].states == (None, ReportState.DUE, None)


def test_a_stranger_unit_and_a_former_lead_owe_nothing(scene: Scene) -> None:
    office = scene.office
    found = find_month(db.session(), office.agency, [office.second.id], TODAY)
    assert (found.to_send, found.items, found.current) == ((), (), None)


def test_the_month_of_200_items_takes_no_more_selects_than_that_of_one(office: Office) -> None:
    plan, counts = make_plan(office.agency), []
    for number in (1, 199):
        make_items(plan, office.first, number)
        item = month(office).items[0].item
        Scene(office, item).send(replace(LATE, result=f"Đã xong {number} việc."), "2021-08")
        terms = OrderTerms(office.first.id, "Kiểm tra.", item_id=item.id)
        give_order(db.session(), office.agency.id, terms, by_id=None, at=NOON)
        with counting() as selects:
            month(office)
        counts.append(len(selects))
    assert len(month(office).items) == 200
    assert counts == [17, 17]
