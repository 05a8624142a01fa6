"""What the lists of progress read: results, order, and the number of SELECTs."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_items, make_plan
from tests.progress.scenes import DRAFT, LATE, Scene, days, make_scene
from tracker.database import db
from tracker.organisation.models import Agency
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items
from tracker.plans.rules import DeadlineKind, Progress, ReportState
from tracker.progress.commands import (
    OrderTerms,
    PressNote,
    answer_order,
    close_order,
    give_order,
    press_unit,
)
from tracker.progress.queries.debts import find_debts
from tracker.progress.queries.overdue import (
    find_blocked,
    find_late,
    find_overdue_orders,
    find_silent,
)
from tracker.progress.queries.register import OrderFilter, OrderState, order_register
from tracker.progress.queries.reports import find_waiting
from tracker.progress.queries.states import find_sents
from tracker.progress.queries.unit_reports import report_states, worst

TODAY = date(2021, 9, 16)


@pytest.fixture
def scene(office: Office) -> Scene:
    return make_scene(office)


def silent(office: Office, day: date) -> list[tuple[int, str, int]]:
    found = find_silent(db.session(), office.agency.id, day)
    return [(line.position, line.period_code, line.days) for line in found]


def test_a_lead_is_silent_the_day_after_the_cutoff(office: Office) -> None:
    make_item(make_plan(office.agency, owed_from=date(2021, 8, 15)), leads=[office.first])
    assert silent(office, date(2021, 9, 16)) == []
    assert silent(office, date(2021, 9, 17)) == [(1, "2021-09", 1)]


def test_silence_names_the_oldest_period_and_says_why(scene: Scene) -> None:
    (line,) = find_silent(db.session(), scene.office.agency.id, TODAY)
    assert (line.period_code, line.days) == ("2021-08", 30)
    assert line.why == "Kỳ tháng 8 năm 2021 chốt ngày 17/8/2021, chưa có báo cáo: chậm 30 ngày."


def test_an_item_is_late_the_day_after_its_day_until_completion_is_claimed(office: Office) -> None:
    due = {"kind": DeadlineKind.BY, "due_on": TODAY, "products": ()}
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first], **due))  # type: ignore[arg-type]
    assert find_late(db.session(), office.agency.id, TODAY) == []
    (late,) = find_late(db.session(), office.agency.id, date(2021, 9, 17))
    assert (late.days, late.unit) == (1, "Phòng Nghiệp vụ 1")

    scene.send(replace(LATE, claimed=Progress.CLAIMED), at=days(1))
    assert find_late(db.session(), office.agency.id, date(2021, 9, 30)) == []


def test_a_returned_completion_is_late_again(office: Office) -> None:
    due = {"kind": DeadlineKind.BY, "due_on": TODAY, "products": ()}
    plan = make_plan(office.agency)
    scene = Scene(office, make_item(plan, leads=[office.first], **due))  # type: ignore[arg-type]
    scene.decide(scene.send(replace(LATE, claimed=Progress.CLAIMED)), "Chưa đủ.", at=days(1))
    assert len(find_late(db.session(), office.agency.id, date(2021, 9, 17))) == 1


def test_one_cell_for_several_leads_shows_the_worst(office: Office) -> None:
    scene = Scene(office, make_item(make_plan(office.agency), leads=[office.first, office.second]))
    scene.send(LATE, "2021-08")
    scene.send()
    lines = report_states(db.session(), office.agency, [scene.item], TODAY)[scene.item.id]
    assert [(line.unit_id, line.worst) for line in lines] == [
        (office.first.id, ReportState.SENT),
        (office.second.id, ReportState.MISSING),
    ]
    assert worst(lines) is ReportState.MISSING
    assert worst([]) is None


def test_a_report_returned_after_the_cutoff_is_not_missing_yet(scene: Scene) -> None:
    scene.send(LATE, "2021-08")
    scene.decide(scene.send(), "Chưa có số liệu.", at=days(1))
    day = date(2021, 9, 20)
    (line,) = report_states(db.session(), scene.office.agency, [scene.item], day)[scene.item.id]
    assert line.missing == ()
    assert [o.period.code for o in line.returned] == ["2021-09"]
    assert (line.state, line.worst) == (ReportState.DUE, ReportState.RETURNED)


def test_facts_until_a_day_leave_out_what_came_later(scene: Scene) -> None:
    scene.decide(scene.send(), "Chưa có số liệu.", at=days(1))
    scene.send(at=days(2))
    line = (scene.item.id, scene.office.first.id)

    (then,) = find_sents(db.session(), [scene.item.id], date(2021, 9, 16))[line]
    assert (then.sent_on, then.returned_on) == (TODAY, None)
    assert len(find_sents(db.session(), [scene.item.id])[line]) == 2


def test_a_report_replaced_within_its_day_is_left_out(scene: Scene) -> None:
    scene.send(replace(DRAFT, claimed=Progress.UNDER_WAY))
    scene.send()
    line = (scene.item.id, scene.office.first.id)
    assert len(find_sents(db.session(), [scene.item.id])[line]) == 1


def test_a_chain_of_replaced_reports_shares_the_last_return(scene: Scene) -> None:
    scene.send(at=days(-2))
    scene.send(at=days(-1))
    scene.decide(scene.send(), "Chưa có số liệu.")
    line = (scene.item.id, scene.office.first.id)
    sents = find_sents(db.session(), [scene.item.id])[line]
    assert [s.returned_on for s in sents] == [TODAY] * 3


def test_debts_list_units_the_longest_silent_first(scene: Scene) -> None:
    office, plan = scene.office, scene.item.plan
    Scene(office, make_item(plan, leads=[office.second], position=2)).send(
        LATE, "2021-08", unit=office.second, author=office.other_clerk
    )
    terms = OrderTerms(office.second.id, "Kiểm tra hồ sơ.", due_on=date(2021, 9, 10))
    give_order(db.session(), office.agency.id, terms, by_id=None, at=days(-20))
    press_unit(
        db.session(),
        office.agency.id,
        office.first.id,
        PressNote("Gửi."),
        by=office.officer,
        at=NOON,
    )
    db.session.flush()

    first, second = find_debts(db.session(), office.agency, TODAY)
    assert (first.unit.id, first.longest, len(first.at_hand)) == (office.first.id, 30, 1)
    assert (second.unit.id, second.missing, len(second.orders)) == (office.second.id, (), 1)
    assert [len(d.pressings) for d in (first, second)] == [1, 0]
    assert "Nhiệm vụ 1, kỳ tháng 8 năm 2021: hạn 17/8/2021, chậm 30 ngày" in first.text(
        "Văn phòng Sở", TODAY
    )


def test_a_period_that_still_runs_is_not_pressed_for(office: Office) -> None:
    make_item(make_plan(office.agency, owed_from=date(2021, 8, 15)), leads=[office.first])
    assert find_debts(db.session(), office.agency, date(2021, 9, 14)) == []
    assert len(find_debts(db.session(), office.agency, date(2021, 9, 15))) == 1


def register(office: Office, state: OrderState) -> list[int]:
    db.session.flush()
    found = order_register(db.session(), office.agency, OrderFilter(state), TODAY)
    return [line.order.id for line in found]


def test_the_register_sorts_orders_into_what_is_asked_of_them(office: Office) -> None:
    orders = []
    for due_on in (date(2021, 9, 10), date(2021, 9, 20), None, date(2021, 9, 12)):
        terms = OrderTerms(office.first.id, "Kiểm tra.", due_on=due_on)
        orders.append(give_order(db.session(), office.agency.id, terms, by_id=None, at=days(-20)))
    ids, order = [o.id for o in orders], orders[3]
    answer_order(db.session(), order, "Xong.", is_done=True, author=office.clerk, at=NOON)
    assert register(office, OrderState.OPEN) == [ids[0], ids[3], ids[1], ids[2]]
    assert register(office, OrderState.OVERDUE) == [ids[0]]
    assert register(office, OrderState.ANSWERED) == [ids[3]]
    close_order(order, by=office.officer, at=NOON)
    assert register(office, OrderState.CLOSED) == [ids[3]]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, OrderFilter()),
        ({"state": "overdue", "unit": "7"}, OrderFilter(OrderState.OVERDUE, 7)),
        ({"state": "1' OR 1", "unit": "x"}, OrderFilter()),
    ],
)
def test_words_of_the_address_that_mean_nothing_are_left_aside(
    asked: dict[str, str], wanted: OrderFilter
) -> None:
    assert OrderFilter.of(asked) == wanted


def test_another_agency_sees_none_of_it(scene: Scene) -> None:
    scene.send()
    terms = OrderTerms(scene.office.first.id, "Kiểm tra.", due_on=date(2021, 9, 16))
    give_order(db.session(), scene.office.agency.id, terms, by_id=None, at=NOON)
    other, later = scene.office.stranger.agency_id, date(2022, 1, 31)
    for find in (find_silent, find_late, find_blocked, find_overdue_orders):
        assert find(db.session(), other, later) == []
    assert find_waiting(db.session(), other) == []


READS: dict[str, tuple[int, Callable[[Agency, Sequence[ActionItem]], object]]] = {
    "silent": (1, lambda a, _: find_silent(db.session(), a.id, TODAY)),
    "late": (1, lambda a, _: find_late(db.session(), a.id, TODAY)),
    "blocked": (1, lambda a, _: find_blocked(db.session(), a.id, TODAY)),
    "orders": (1, lambda a, _: find_overdue_orders(db.session(), a.id, TODAY)),
    "states": (4, lambda a, items: report_states(db.session(), a, items, TODAY)),
    "debts": (12, lambda a, _: find_debts(db.session(), a, TODAY)),
}


def count_reads(agency: Agency) -> dict[str, int]:
    items = find_items(db.session(), ItemFilter(agency.id))
    counts = {}
    for name, (_, read) in READS.items():
        with counting() as selects:
            read(agency, items)
        counts[name] = len(selects)
    return counts


def test_two_hundred_items_take_as_many_selects_as_one(office: Office) -> None:
    plan = make_plan(office.agency)
    make_items(plan, office.first, 1)
    few = count_reads(office.agency)
    make_items(plan, office.first, 199)
    assert count_reads(office.agency) == few
    assert all(few[name] <= most for name, (most, _) in READS.items()), few
