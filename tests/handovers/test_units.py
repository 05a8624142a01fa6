"""A unit ends: what it held is listed, handed over thing by thing, and nothing is lost."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_items, make_plan, make_report, whole
from tests.progress.asked import ask
from tests.surveys.made import make_round
from tracker.access.commands import oversee
from tracker.access.models import Membership
from tracker.access.queries import find_overseer, find_people_of_unit
from tracker.database import db
from tracker.errors import BadInput
from tracker.handovers.commands.changes import Reorganisation, reorganise
from tracker.handovers.commands.handing import Handing, hand_over
from tracker.handovers.queries.holdings import count_unreceived, find_holdings, find_unreceived
from tracker.handovers.rules import Choice
from tracker.organisation.commands import add_group
from tracker.organisation.models import Unit
from tracker.organisation.queries import find_handovers, find_units_of_group
from tracker.organisation.rules import ChangeKind, Held
from tracker.plans.models import ActionItem
from tracker.plans.rules import ReportState
from tracker.progress.commands import OrderTerms, give_order, save_draft
from tracker.progress.models import Draft, Order, RequestLine
from tracker.progress.queries.past import find_owing_then, silent_on
from tracker.progress.queries.unit_reports import report_states
from tracker.surveys.commands import QuotaTerms, set_quotas
from tracker.surveys.words import RoundState

SEPTEMBER = date(2021, 9, 1)
DOCUMENT = "Quyết định số 12/QĐ-SM ngày 25/8/2021"


def merge(office: Office, *, on: date = SEPTEMBER) -> None:
    wanted = Reorganisation(ChangeKind.MERGED, [office.first], [office.second], (), on, DOCUMENT)
    reorganise(db.session(), office.agency, wanted)


def hand_all(office: Office, to: Unit | None, *, on: date = SEPTEMBER) -> int:
    asked = find_unreceived(db.session(), office.agency.id)
    chosen = [(h, Choice(to.id if to else None)) for h in asked]
    return hand_over(db.session(), office.agency, chosen, Handing(on, DOCUMENT, office.officer))


def held(office: Office) -> list[Held]:
    return [h.thing for h in find_holdings(db.session(), office.agency.id, [office.first.id])]


def led_item(office: Office) -> ActionItem:
    return make_item(make_plan(office.agency), leads=[office.first], partners=[office.second])


def furnish(office: Office) -> Order:
    """Something of nearly every kind in the hands of the first unit."""
    session, item = db.session(), led_item(office)
    add_group(session, office.agency, "Các phòng", [office.first])
    oversee(session, office.agency.id, office.deputy.id, office.first.id, None)
    save_draft(session, office.clerk, f"report:{item.id}:{office.first.id}:2021-09", {}, at=NOON)
    terms = OrderTerms(office.first.id, "Báo cáo số liệu.", due_on=date(2021, 9, 20))
    return give_order(session, office.agency.id, terms, by_id=office.director.id, at=NOON)


def test_everything_a_unit_holds_is_listed_once(office: Office) -> None:
    furnish(office)
    assert held(office) == [
        Held.LEAD, Held.ORDER, Held.DRAFT, Held.GROUP, Held.OVERSIGHT, Held.PERSON, Held.PERSON,
    ]  # fmt: skip


def test_the_sample_of_a_round_still_prepared_is_held_too(office: Office) -> None:
    row = make_round(office.agency)
    row.state = RoundState.DRAFT
    set_quotas(db.session(), row, [QuotaTerms(None, office.first.id, 20)])
    assert Held.QUOTA in held(office)


def test_the_queue_holds_only_what_an_ended_unit_held_and_is_counted(office: Office) -> None:
    furnish(office)
    assert count_unreceived(db.session(), office.agency.id) == 0
    merge(office)
    found = find_unreceived(db.session(), office.agency.id)
    assert count_unreceived(db.session(), office.agency.id) == len(found) == 7
    assert {holding.unit_id for holding in found} == {office.first.id}


def test_one_receiver_takes_all_and_the_queue_is_empty(office: Office) -> None:
    order = furnish(office)
    merge(office)
    assert hand_all(office, office.second) == 7
    session = db.session()
    assert count_unreceived(session, office.agency.id) == 0
    assert order.unit_id == office.second.id
    assert find_overseer(session, office.second.id, SEPTEMBER) is office.deputy
    assert len(find_people_of_unit(session, office.second.id)) == 3
    assert session.scalars(select(Draft.key)).one().split(":")[2] == str(office.second.id)
    done = find_handovers(session, office.first.id)
    assert {row.to_unit_id for row in done} == {office.second.id}


def test_a_partner_that_takes_the_lead_helps_no_more(office: Office) -> None:
    item = led_item(office)
    merge(office)
    hand_all(office, office.second)
    now = whole(item)
    assert [(u.unit_id, u.since) for u in now.leads] == [(office.second.id, SEPTEMBER)]
    assert now.partners == []
    assert [u.until for u in now.former_leads] == [date(2021, 8, 31)]


def test_the_receiver_owes_what_was_missing_and_its_own_periods(office: Office) -> None:
    item = led_item(office)  # owes from tháng 8, which ended on 14/8
    merge(office)
    hand_all(office, office.second)
    today = date(2021, 9, 20)
    (state,) = report_states(db.session(), office.agency, [whole(item)], today)[item.id]
    assert [owed.period.code for owed in state.missing] == ["2021-08", "2021-09"]
    then = silent_on(find_owing_then(db.session(), office.agency), date(2021, 8, 30))
    assert [(row.unit, row.period_code) for row in then] == [("Phòng Nghiệp vụ 1", "2021-08")]
    now = silent_on(find_owing_then(db.session(), office.agency), today)
    assert [(row.unit, row.period_code) for row in now] == [("Phòng Nghiệp vụ 2", "2021-08")]


def test_what_the_old_unit_reported_before_a_late_entry_is_not_asked_again(office: Office) -> None:
    item = led_item(office)
    make_report(item, office.clerk, unit=office.first, code="2021-08")
    make_report(item, office.clerk, unit=office.first, code="2021-09")
    merge(office)  # entered on 16/9, in force from 1/9
    hand_all(office, office.second)
    line = whole(item).leads[0]
    assert line.next_period_code == "2021-10"
    (state,) = report_states(db.session(), office.agency, [whole(item)], NOON.date())[item.id]
    assert state.worst is not ReportState.MISSING


def test_a_report_on_request_is_asked_of_the_receiver_by_the_same_day(office: Office) -> None:
    ask(office)
    merge(office)
    assert Held.REQUEST in held(office)
    hand_all(office, office.office)
    lines = db.session.scalars(select(RequestLine).order_by(RequestLine.id)).all()
    running = [(line.unit_id, line.due_on) for line in lines if line.ended_on is None]
    assert office.first.id not in dict(running)
    assert len({due_on for _unit_id, due_on in running}) == 1
    assert office.office.id in dict(running)


def test_without_a_receiver_what_may_end_ends(office: Office) -> None:
    session = db.session()
    group = add_group(session, office.agency, "Các phòng", [office.first])
    merge(office)
    hand_all(office, None)
    assert count_unreceived(session, office.agency.id) == 0
    assert find_units_of_group(session, group.id, SEPTEMBER) == []
    assert [u.id for u in find_units_of_group(session, group.id, date(2021, 8, 31))] == [
        office.first.id
    ]
    places = session.scalars(select(Membership).where(Membership.unit_id == office.first.id))
    assert {place.valid_to for place in places} == {date(2021, 8, 31)}


def test_an_order_cannot_end_without_a_receiver(office: Office) -> None:
    furnish(office)
    merge(office)
    with pytest.raises(BadInput, match="cần một đơn vị tiếp nhận"):
        hand_all(office, None)
    assert count_unreceived(db.session(), office.agency.id) == 7


def test_two_units_merge_into_a_new_one(office: Office) -> None:
    ending = [office.first, office.second]
    wanted = Reorganisation(ChangeKind.MERGED, ending, [], ["Phòng Mới"], SEPTEMBER, DOCUMENT)
    (new,) = reorganise(db.session(), office.agency, wanted)
    assert (new.name, new.is_active) == ("Phòng Mới", True)
    assert not any(unit.is_active for unit in ending)


def test_a_unit_splits_into_several(office: Office) -> None:
    names = ["Phòng A", "Phòng B"]
    wanted = Reorganisation(ChangeKind.SPLIT, [office.first], [], names, SEPTEMBER, DOCUMENT)
    assert [unit.name for unit in reorganise(db.session(), office.agency, wanted)] == names
    assert not office.first.is_active


@pytest.mark.parametrize(
    ("kind", "names"),
    [(ChangeKind.MERGED, ()), (ChangeKind.MERGED, ("A", "B")), (ChangeKind.SPLIT, ("A",))],
)
def test_a_decision_that_does_not_add_up_changes_nothing(
    office: Office, kind: ChangeKind, names: Any
) -> None:
    wanted = Reorganisation(kind, [office.first], [], names, SEPTEMBER, DOCUMENT)
    with pytest.raises(BadInput):
        reorganise(db.session(), office.agency, wanted)
    assert office.first.is_active
    assert db.session.scalar(select(Unit).where(Unit.name == "A")) is None


def test_the_list_is_one_select_for_one_item_and_for_thirty(office: Office) -> None:
    plan = make_plan(office.agency)
    for number in (1, 29):
        make_items(plan, office.first, number)
        with counting() as seen:
            find_holdings(db.session(), office.agency.id, [office.first.id])
        assert len(seen) == 1
