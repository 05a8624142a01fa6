"""The verbs on items and plans: what changed, and that a refusal changed nothing."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import Office
from tests.plans.made import items_of, make_plan
from tracker.database import db
from tracker.errors import Refusal
from tracker.organisation.queries import working_calendar
from tracker.plans.commands import (
    attach_component,
    carry_over,
    change_lead,
    close_plan,
    describe_item,
    detach_component,
    end_item,
    enter_event,
    link_weaknesses,
    pause_item,
    resume_item,
)
from tracker.plans.models import ActionItem, ItemPause, ItemWeakness, Plan
from tracker.plans.rules import PlanState, Progress, Proof

pytestmark = pytest.mark.usefixtures("app")

DAY = date(2021, 9, 16)


def item_of(office: Office, position: int = 1) -> ActionItem:
    return items_of(make_plan(office.agency))[position - 1]


def again(item: ActionItem) -> ActionItem:
    """The same item as stored."""
    return next(i for i in items_of(item.plan) if i.id == item.id)


def test_a_dropped_item_needs_its_reason(office: Office) -> None:
    item = item_of(office)

    with pytest.raises(Refusal, match="lý do"):
        end_item(db.session(), item, Progress.DROPPED, on=DAY, reason=" ")

    assert (item.progress, item.ended_on) == (Progress.NOT_STARTED, None)


def test_an_item_ends_once(office: Office) -> None:
    item = item_of(office)
    end_item(db.session(), item, Progress.DONE_IN_TIME, on=DAY, reason="")

    for refused in (Progress.DROPPED, Progress.DONE_LATE):
        with pytest.raises(Refusal, match="đã kết thúc"):
            end_item(db.session(), item, refused, on=DAY, reason="x")
    assert (item.claimed_on, item.ended_on) == (DAY, DAY)


def test_an_item_is_not_ended_into_an_open_state(office: Office) -> None:
    with pytest.raises(Refusal, match="cần chọn"):
        end_item(db.session(), item_of(office), Progress.UNDER_WAY, on=DAY, reason="x")


def test_an_ended_item_owes_no_report(office: Office) -> None:
    item = item_of(office, 2)

    end_item(db.session(), item, Progress.DROPPED, on=DAY, reason="x")

    assert {u.next_report_due_on for u in again(item).leads} == {None}
    assert {u.next_period_code for u in again(item).leads} == {""}


def test_a_pause_suspends_and_is_taken_up_again(office: Office) -> None:
    item = item_of(office)

    pause_item(db.session(), item, on=DAY, reason="Chờ kinh phí")
    assert (item.progress, again(item).next_report_due_on) == (Progress.PAUSED, None)
    resume_item(db.session(), again(item), on=date(2021, 10, 1))

    pause = db.session.scalars(select(ItemPause)).one()
    assert (pause.from_on, pause.to_on) == (DAY, date(2021, 9, 30))
    assert again(item).progress is Progress.UNDER_WAY


def test_a_pause_needs_a_reason_and_an_open_item(office: Office) -> None:
    item = item_of(office)

    with pytest.raises(Refusal, match="lý do"):
        pause_item(db.session(), item, on=DAY, reason="")
    pause_item(db.session(), item, on=DAY, reason="x")
    with pytest.raises(Refusal, match="không tạm dừng được"):
        pause_item(db.session(), item, on=DAY, reason="x")


def test_what_does_not_rest_is_not_resumed(office: Office) -> None:
    with pytest.raises(Refusal, match="không tạm dừng"):
        resume_item(db.session(), item_of(office), on=DAY)


def test_an_item_carried_over_keeps_what_it_reached(office: Office) -> None:
    item = item_of(office)

    carry_over(db.session(), item, on=DAY, reason="Kế hoạch năm 2022")

    assert (item.progress, item.ended_on) == (Progress.NOT_STARTED, DAY)
    assert again(item).next_report_due_on is None
    with pytest.raises(Refusal, match="đã kết thúc"):
        carry_over(db.session(), item, on=DAY, reason="x")


def test_an_event_counts_only_where_the_words_say_so(office: Office) -> None:
    item = item_of(office)
    calendar = working_calendar(db.session(), office.agency.id)

    with pytest.raises(Refusal, match="không tính từ một sự kiện"):
        enter_event(db.session(), item, DAY, calendar=calendar)


def test_a_lead_is_handed_over(office: Office) -> None:
    item = item_of(office)

    change_lead(db.session(), item, office.first.id, office.second.id, on=DAY)

    [old], [new] = again(item).former_leads, again(item).leads
    assert (old.owes, old.next_report_due_on) == (False, None)
    assert old.until == DAY - timedelta(days=1)
    assert (new.unit_id, new.owes, new.since) == (office.second.id, True, DAY)


@pytest.mark.parametrize(("wrong", "said"), [("second", "không chủ trì"), ("first", "đã là")])
def test_a_lead_is_handed_over_by_who_leads_to_who_does_not(
    office: Office, wrong: str, said: str
) -> None:
    item = item_of(office)
    giver = getattr(office, wrong).id

    with pytest.raises(Refusal, match=said):
        change_lead(db.session(), item, giver, office.first.id, on=DAY)


def test_an_index_is_attached_once(office: Office) -> None:
    item = item_of(office)

    with pytest.raises(Refusal, match="đã gắn"):
        attach_component(db.session(), item, item.components[0].component_id)


def test_a_printed_index_is_not_taken_off(office: Office) -> None:
    item = item_of(office)

    with pytest.raises(Refusal, match="trong phụ lục"):
        detach_component(db.session(), item.components[0])


def test_proofs_named_for_nobody_are_left_aside(office: Office) -> None:
    item = item_of(office)
    before = [p.proof for p in item.products]

    describe_item(item, "  Ghi chú  ", {999_999: Proof.NONE})

    assert item.note == "Ghi chú"
    assert [p.proof for p in item.products] == before


def test_no_judgement_ties_no_item_to_a_weakness(office: Office) -> None:
    plan = make_plan(office.agency)

    link_weaknesses(db.session(), items_of(plan))

    assert db.session.scalars(select(ItemWeakness)).all() == []


def test_a_plan_with_open_items_stays_open(office: Office) -> None:
    plan = make_plan(office.agency)

    with pytest.raises(Refusal, match="1, 2, 3, 4"):
        close_plan(db.session(), plan)

    assert db.session.scalars(select(Plan.state)).one() is PlanState.RUNNING
