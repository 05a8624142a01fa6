from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan
from tests.progress.scenes import days
from tracker.database import db
from tracker.errors import Refusal
from tracker.plans.commands import end_item
from tracker.plans.models import ActionItem
from tracker.plans.rules import DeadlineKind, Progress
from tracker.progress.commands import (
    ExtensionDraft,
    Grant,
    OrderTerms,
    Recorded,
    affirm_extension,
    affirm_order,
    answer_order,
    ask_extension,
    close_order,
    decide_extension,
    give_order,
    return_order,
)
from tracker.progress.models import Extension, ExtensionDecision, Order
from tracker.progress.queries.asks import get_extension
from tracker.progress.queries.overdue import find_late, find_overdue_orders

DUE = date(2021, 9, 20)
MORE = ExtensionDraft(date(2021, 9, 30), "Chờ số liệu.")


def give(office: Office, *, due_on: date | None = DUE, recorded: Recorded | None = None) -> Order:
    terms = OrderTerms(office.first.id, "Kiểm tra hồ sơ.", due_on=due_on)
    by = office.director.id
    return give_order(db.session(), office.agency.id, terms, by_id=by, at=NOON, recorded=recorded)


def dated_item(office: Office, *, limit: int = 1) -> ActionItem:
    plan = make_plan(office.agency, extension_limit=limit)
    return make_item(plan, leads=[office.first], kind=DeadlineKind.BY, due_on=DUE)


def ask(office: Office, thing: ActionItem | Order, draft: ExtensionDraft = MORE) -> Extension:
    clerk = office.clerk
    asked = ask_extension(db.session(), thing, office.first.id, draft, author=clerk, at=NOON)
    db.session.flush()
    whole = get_extension(db.session(), office.agency.id, asked.id)
    assert whole is not None
    return whole


def test_an_order_is_overdue_the_day_after_its_day(office: Office) -> None:
    order = give(office)
    assert find_overdue_orders(db.session(), office.agency.id, DUE) == []
    (late,) = find_overdue_orders(db.session(), office.agency.id, date(2021, 9, 21))
    assert (late.order_id, late.days) == (order.id, 1)
    assert "quá hạn 1 ngày" in late.why


def test_an_order_without_a_day_is_never_overdue(office: Office) -> None:
    give(office, due_on=None)
    assert find_overdue_orders(db.session(), office.agency.id, date(2030, 1, 1)) == []


def test_an_order_for_a_past_day_is_refused(office: Office) -> None:
    with pytest.raises(Refusal, match="trước ngày giao"):
        give(office, due_on=date(2021, 9, 15))
    assert db.session.scalar(select(func.count()).select_from(Order)) == 0


def test_what_the_office_records_counts_from_the_day_it_was_given(office: Office) -> None:
    note = Recorded(office.officer.id, "điện thoại", on=date(2021, 9, 10))
    order = give(office, due_on=date(2021, 9, 14), recorded=note)
    assert (order.given_on, order.source) == (date(2021, 9, 10), "điện thoại")
    with pytest.raises(Refusal, match="không thể sau hôm nay"):
        give(office, recorded=Recorded(office.officer.id, "bút phê", on=date(2021, 9, 17)))


def test_only_the_director_himself_affirms_what_was_recorded(office: Office) -> None:
    order = give(office, recorded=Recorded(office.officer.id, "bút phê"))
    with pytest.raises(Refusal, match="Chỉ người đã cho ý kiến"):
        affirm_order(order, by=office.deputy, at=NOON)
    affirm_order(order, by=office.director, at=NOON)
    assert order.affirmed_at == NOON
    with pytest.raises(Refusal, match="không chờ xác nhận"):
        affirm_order(order, by=office.director, at=NOON)


def test_an_answered_order_waits_and_is_closed_by_somebody_else(office: Office) -> None:
    order = give(office)
    answer_order(db.session(), order, "Đã kiểm tra.", is_done=True, author=office.clerk, at=days(1))
    assert find_overdue_orders(db.session(), office.agency.id, date(2021, 9, 30)) == []
    with pytest.raises(Refusal, match="đơn vị mình"):
        close_order(order, by=office.head, at=days(2))
    close_order(order, by=office.officer, at=days(2))
    assert order.closed_on == date(2021, 9, 18)


def test_an_explanation_leaves_the_order_open(office: Office) -> None:
    order = give(office)
    answer_order(db.session(), order, "Do giãn cách.", is_done=False, author=office.clerk, at=NOON)
    assert order.answered_on is None
    with pytest.raises(Refusal, match="chưa có kết quả"):
        close_order(order, by=office.officer, at=NOON)


def test_a_returned_answer_opens_the_order_by_its_old_day(office: Office) -> None:
    order = give(office)
    answer_order(db.session(), order, "Đã kiểm tra.", is_done=True, author=office.clerk, at=NOON)
    with pytest.raises(Refusal, match="đang chờ xác nhận"):
        answer_order(db.session(), order, "Bổ sung.", is_done=True, author=office.clerk, at=NOON)
    return_order(db.session(), order, "Thiếu biên bản.", by=office.officer, at=NOON)
    assert (order.answered_on, order.due_on) == (None, DUE)


def test_a_granted_extension_moves_the_day_and_keeps_the_first(office: Office) -> None:
    item = dated_item(office)
    asked = ask(office, item)
    decide_extension(db.session(), asked, Grant(MORE.asked_to), by_id=office.director.id, at=NOON)
    assert (item.due_on, item.first_due_on) == (MORE.asked_to, DUE)
    (late,) = find_late(db.session(), office.agency.id, date(2021, 10, 3))
    assert (late.days, late.first_due_on) == (3, DUE)
    assert "thời hạn đầu 20/9/2021, đã quá 13 ngày" in late.why


def test_a_refused_extension_moves_nothing(office: Office) -> None:
    order = give(office)
    asked = ask(office, order)
    decide_extension(db.session(), asked, Grant(None, "Làm xong đã."), by_id=1, at=NOON)
    assert order.due_on == DUE


def test_an_extension_beyond_the_plan_year_keeps_the_item_owing(office: Office) -> None:
    item = dated_item(office)
    asked = ask(office, item, ExtensionDraft(date(2022, 3, 31), "Chờ kinh phí."))
    decide_extension(db.session(), asked, Grant(asked.asked_to), by_id=1, at=NOON)
    assert item.ends_on == date(2022, 3, 31)


@pytest.mark.parametrize("to_on", [DUE, date(2021, 9, 1)])
def test_a_grant_lies_after_the_present_day(office: Office, to_on: date) -> None:
    item = dated_item(office)
    asked = ask(office, item)
    with pytest.raises(Refusal, match="phải sau thời hạn"):
        decide_extension(db.session(), asked, Grant(to_on), by_id=office.director.id, at=NOON)
    assert item.due_on == DUE


def test_an_extension_is_decided_once_and_asked_once_at_a_time(office: Office) -> None:
    order = give(office)
    asked = ask(office, order)
    with pytest.raises(Refusal, match="đang chờ quyết định"):
        ask(office, order)
    decide_extension(db.session(), asked, Grant(None), by_id=office.director.id, at=NOON)
    again = get_extension(db.session(), office.agency.id, asked.id)
    assert again is not None
    with pytest.raises(Refusal, match="đã được quyết định"):
        decide_extension(db.session(), again, Grant(None), by_id=office.director.id, at=NOON)


def test_what_ended_meanwhile_gets_no_later_day_but_an_answer(office: Office) -> None:
    item = dated_item(office)
    asked = ask(office, item)
    end_item(db.session(), item, Progress.DROPPED, on=date(2021, 9, 17), reason="Theo kết luận")
    with pytest.raises(Refusal, match="đã kết thúc"):
        decide_extension(db.session(), asked, Grant(MORE.asked_to), by_id=1, at=NOON)
    decide_extension(db.session(), asked, Grant(None, "Đã kết thúc."), by_id=1, at=NOON)
    assert item.due_on == DUE


def test_beyond_the_limit_of_the_plan_an_explanation_is_wanted(office: Office) -> None:
    item = dated_item(office, limit=0)
    with pytest.raises(Refusal, match="vượt số lần"):
        ask(office, item)
    explained = ExtensionDraft(MORE.asked_to, MORE.reason, "Do dịch bệnh kéo dài.")
    assert ask(office, item, explained).excess_reason


def test_another_unit_and_a_closed_order_get_no_extension(office: Office) -> None:
    order = give(office)
    with pytest.raises(Refusal, match="đơn vị được giao"):
        ask_extension(
            db.session(), order, office.second.id, MORE, author=office.other_clerk, at=NOON
        )
    answer_order(db.session(), order, "Đã kiểm tra.", is_done=True, author=office.clerk, at=NOON)
    with pytest.raises(Refusal, match="không cần gia hạn"):
        ask(office, order)


def test_a_recorded_decision_names_its_source_and_waits_for_the_director(office: Office) -> None:
    asked = ask(office, give(office))
    note = Recorded(office.officer.id, "bút phê", on=date(2021, 9, 15))
    decision = decide_extension(
        db.session(), asked, Grant(None), by_id=office.director.id, at=NOON, recorded=note
    )
    assert decision.source == "bút phê, ngày 15/9/2021"
    with pytest.raises(Refusal, match="Chỉ người đã quyết định"):
        affirm_extension(decision, by=office.deputy, at=NOON)
    affirm_extension(decision, by=office.director, at=NOON)
    db.session.flush()
    assert db.session.scalars(select(ExtensionDecision.affirmed_at)).all() == [NOON]
