"""Asking on request: made, corrected, answered, judged, extended, withdrawn; by the commands."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from tests.conftest import counting
from tests.factories import NOON, Office, make_person
from tests.factories_plans import make_item, make_plan
from tests.progress.asked import ANSWER, DRAFT, DUE, LATE, Asked, ask
from tests.progress.scenes import days
from tracker.access.rules import Role
from tracker.clock import day_of
from tracker.database import db
from tracker.errors import Conflict, Refusal
from tracker.plans.rules import ReportState
from tracker.progress.commands import (
    AnswerDraft,
    EvidenceDraft,
    Moved,
    answer_request,
    correct_request,
    extend_request,
    withdraw_request,
)
from tracker.progress.models import (
    Evidence,
    ReportRequest,
    RequestAnswer,
    RequestDecision,
    RequestLine,
)
from tracker.progress.queries.debts import find_debts
from tracker.progress.queries.request_list import RequestFilter, find_requests
from tracker.progress.queries.request_table import find_owes, request_table
from tracker.progress.queries.requests import (
    find_overdue_requests,
    find_overdue_requests_on,
    find_to_answer,
    find_waiting_lines,
)
from tracker.progress.requests import RequestState
from tracker.progress.rules import EvidenceKind


@pytest.fixture
def asked(office: Office) -> Asked:
    return ask(office)


def count(model: type[RequestAnswer | RequestLine | RequestDecision | ReportRequest]) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


def state_of(asked: Asked, day: date) -> list[ReportState]:
    return [row.state for row in request_table(asked.whole(), day).rows]


def test_each_unit_asked_owes_an_answer(asked: Asked) -> None:
    owed = find_to_answer(db.session(), asked.office.agency.id, asked.office.clerk.unit_ids)
    assert [(line.unit_id, line.due_on) for line in owed] == [(asked.office.first.id, DUE)]
    assert state_of(asked, DUE) == [ReportState.DUE] * 2
    assert state_of(asked, date(2021, 9, 21)) == [ReportState.MISSING] * 2


def test_every_lead_of_an_item_owes_an_answer_about_it(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first, office.second])
    owes = find_owes(db.session(), [item], [])
    assert [each.place for each in owes] == [
        (office.first.id, item.id),
        (office.second.id, item.id),
    ]
    assert all(each.has_account for each in owes)


@pytest.mark.parametrize(
    "broken",
    [
        replace(DRAFT, questions=()),
        replace(DRAFT, due_on=date(2021, 9, 15)),
    ],
)
def test_a_request_needs_a_question_and_a_day_ahead(office: Office, broken: object) -> None:
    with pytest.raises(Refusal):
        ask(office, broken)  # type: ignore[arg-type]
    assert count(ReportRequest) == 0


def test_an_answer_waits_and_is_confirmed_once(asked: Asked) -> None:
    answer = asked.answer()
    assert asked.line().answered_on == date(2021, 9, 16)
    assert state_of(asked, date(2021, 9, 30)) == [ReportState.SENT, ReportState.MISSING]
    asked.decide(answer)
    line = asked.line()
    assert (line.ended_on, line.last and line.last.values) == (
        date(2021, 9, 16),
        list(ANSWER.values),
    )
    with pytest.raises(Refusal, match="đã được xử lý"):
        asked.decide(answer)
    with pytest.raises(Refusal, match="đã được xác nhận"):
        asked.answer()


@pytest.mark.parametrize("who", ["clerk", "head", "other_clerk", "director", "admin"])
def test_nobody_but_the_office_judges_a_units_answer(asked: Asked, who: str) -> None:
    answer = asked.answer()
    with pytest.raises(Refusal):
        asked.decide(answer, by=getattr(asked.office, who))
    assert count(RequestDecision) == 0


def test_nobody_judges_an_answer_of_their_own(office: Office) -> None:
    asked = ask(office, DRAFT, office.office)
    answer = asked.answer(unit=office.office, author=office.officer)
    colleague = make_person(office.office, roles=frozenset({Role.OFFICE}))
    for refused in (office.officer, colleague):
        with pytest.raises(Refusal):
            asked.decide(answer, by=refused)
    asked.decide(answer, by=office.office_head)
    assert count(RequestDecision) == 1


def test_a_returned_answer_gets_the_agencys_days_and_is_replaced(asked: Asked) -> None:
    asked.answer(at=days(4))
    first = asked.line().last
    assert first is not None
    asked.decide(first, "Thiếu số liệu.", at=days(4))
    line = asked.line()
    assert (line.answered_on, line.due_on) == (None, date(2021, 9, 22))
    assert state_of(asked, date(2021, 9, 22))[0] is ReportState.RETURNED
    assert state_of(asked, date(2021, 9, 23))[0] is ReportState.MISSING
    second = asked.answer(at=days(5))
    assert second.replaces_id == first.id
    with pytest.raises(Refusal):
        asked.decide(first)


def test_a_return_needs_a_reason(asked: Asked) -> None:
    answer = asked.answer()
    with pytest.raises(Refusal, match="lý do trả lại"):
        asked.decide(answer, "  ")


def test_a_late_answer_says_why(asked: Asked) -> None:
    with pytest.raises(Refusal, match="lý do chậm"):
        asked.answer(at=days(5))
    asked.answer(LATE, at=days(5))
    assert count(RequestAnswer) == 1


def test_every_question_is_answered(asked: Asked) -> None:
    for values in (("1", "yes"), ("1", "yes", "")):
        with pytest.raises(Refusal, match="đủ các câu hỏi"):
            asked.answer(AnswerDraft(values))
    assert asked.request.answered_at is None


def test_evidence_stands_for_the_answer(asked: Asked) -> None:
    proof = EvidenceDraft(EvidenceKind.DOCUMENT, number="12/BC")
    answer = asked.answer(replace(ANSWER, evidence=(proof,)))
    assert db.session.scalars(select(Evidence.request_answer_id)).all() == [answer.id]


def test_two_who_answer_at_once_leave_one_answer(asked: Asked) -> None:
    line = asked.line()
    rival = {"agency_id": line.agency_id, "line_id": line.id, "unit_id": line.unit_id}
    db.session.add(RequestAnswer(**rival, values=["1", "no", "x"], sent_at=NOON))
    db.session.flush()
    with pytest.raises(Conflict):
        answer_request(db.session(), line, ANSWER, author=asked.office.clerk, at=NOON)


def test_the_units_head_approves_where_the_agency_says_so(asked: Asked) -> None:
    asked.office.agency.choices = {"head_approves": True}
    with pytest.raises(Refusal, match="người đứng đầu"):
        asked.answer()
    asked.answer(author=asked.office.head)
    assert count(RequestAnswer) == 1


def test_a_request_is_corrected_until_its_first_answer(asked: Asked) -> None:
    office = asked.office
    draft = replace(DRAFT, summary="Đã sửa", due_on=date(2021, 9, 24))
    places = [(office.second.id, None), (office.office.id, None)]
    correct_request(db.session(), asked.request, draft, places, at=NOON)
    found = asked.whole()
    kept = {line.unit_id: (line.due_on, line.dropped_on) for line in found.lines}
    assert kept == {
        office.first.id: (DUE, date(2021, 9, 16)),
        office.second.id: (date(2021, 9, 24), None),
        office.office.id: (date(2021, 9, 24), None),
    }
    assert (found.summary, found.first_due_on) == ("Đã sửa", date(2021, 9, 24))
    asked.answer(unit=office.second, author=office.other_clerk)
    with pytest.raises(Refusal, match="chỉ gia hạn hoặc thu hồi"):
        correct_request(db.session(), asked.request, DRAFT, places, at=NOON)


def test_a_day_that_has_passed_is_not_corrected_away(asked: Asked) -> None:
    places = [(asked.office.first.id, None)]
    with pytest.raises(Refusal, match="gia hạn có lý do"):
        correct_request(
            db.session(),
            asked.request,
            replace(DRAFT, due_on=date(2021, 9, 30)),
            places,
            at=days(5),
        )


def test_an_extension_keeps_the_first_day_and_reaches_who_has_not_answered(asked: Asked) -> None:
    office = asked.office
    asked.decide(asked.answer())
    moved = Moved(date(2021, 9, 27), "Cấp trên lùi hạn.")
    extend_request(db.session(), asked.request, moved, by=office.officer, at=days(5))
    found = asked.whole()
    assert (found.first_due_on, found.due_on) == (DUE, date(2021, 9, 27))
    assert [line.due_on for line in found.lines] == [DUE, date(2021, 9, 27)]
    with pytest.raises(Refusal):
        extend_request(db.session(), found, moved, by=office.officer, at=days(5))


def test_nobody_owes_what_was_withdrawn(asked: Asked) -> None:
    agency_id = asked.office.agency.id
    withdraw_request(db.session(), asked.request, "Văn bản bị thay thế.", at=days(5))
    assert find_overdue_requests(db.session(), agency_id, date(2021, 9, 30)) == []
    assert state_of(asked, date(2021, 9, 30)) == [ReportState.NOT_YET] * 2
    with pytest.raises(Refusal, match="thu hồi"):
        asked.answer()
    with pytest.raises(Refusal, match="đã được thu hồi"):
        withdraw_request(db.session(), asked.request, "Lần nữa.", at=days(6))


@pytest.mark.parametrize("after", range(14))
def test_today_by_the_index_is_the_same_day_by_the_facts(asked: Asked, after: int) -> None:
    """A year's events on one line; each day's list of today equals the list made from facts."""
    agency, session = asked.office.agency, db.session()
    if after >= 5:
        moved = Moved(date(2021, 9, 23), "Cấp trên lùi hạn.")
        extend_request(session, asked.request, moved, by=asked.office.officer, at=days(5))
    if after >= 8:
        answer = asked.answer(LATE, at=days(8))
        asked.decide(answer, "Thiếu.", at=days(8))
    if after >= 13:
        asked.answer(LATE, at=days(13))
    session.flush()
    session.expire_all()
    today = day_of(days(after))
    known = find_overdue_requests(session, agency.id, today)
    assert find_overdue_requests_on(session, agency, today) == known


@pytest.mark.parametrize(
    ("state", "found"),
    [
        (None, 3),
        (RequestState.WAITING, 1),
        (RequestState.OVERDUE, 1),
        (RequestState.COMPLETE, 0),
        (RequestState.WITHDRAWN, 1),
    ],
)
def test_the_list_is_narrowed_by_the_database_as_the_rule_says(
    office: Office, state: RequestState | None, found: int
) -> None:
    ask(office, replace(DRAFT, due_on=date(2021, 9, 30)))
    ask(office)
    gone = ask(office)
    withdraw_request(db.session(), gone.request, "Nhầm.", at=NOON)
    db.session.flush()
    listed = find_requests(db.session(), office.agency.id, RequestFilter(state), date(2021, 9, 21))
    assert len(listed) == found
    assert {line.state for line in listed} <= ({state} if state else set(RequestState))


def test_a_complete_request_counts_its_answers(asked: Asked) -> None:
    asked.answer()
    asked.answer(unit=asked.office.second, author=asked.office.other_clerk)
    db.session.flush()
    wanted = RequestFilter(RequestState.COMPLETE)
    (line,) = find_requests(db.session(), asked.office.agency.id, wanted, date(2021, 9, 30))
    assert (line.owing, line.answered, line.overdue) == (2, 2, 0)
    assert len(find_waiting_lines(db.session(), asked.office.agency.id)) == 2


def test_the_text_that_presses_a_unit_names_what_was_asked(asked: Asked) -> None:
    (debt, _) = find_debts(db.session(), asked.office.agency, date(2021, 9, 22))
    assert debt.text("Văn phòng Sở", date(2021, 9, 22)) == (
        f"Văn phòng Sở đề nghị {debt.unit.name} thực hiện:\n"
        "01 báo cáo theo yêu cầu chưa gửi:\n"
        "- Văn bản số 1234/SNV-CCHC: Báo cáo số hồ sơ trễ hẹn: hạn 20/9/2021, quá hạn 2 ngày."
    )


def test_a_request_to_many_costs_no_more_selects_than_to_one(office: Office) -> None:
    costs = []
    for units in ((office.first,), (office.first, office.second, office.office)):
        asked = ask(office, DRAFT, *units)
        for unit in units:
            asked.answer(unit=unit)
        db.session.flush()
        db.session.expire_all()
        asked.request.id  # noqa: B018 read before counting
        office.agency.id, office.officer.id  # noqa: B018
        with counting() as seen:
            request_table(asked.whole(), DUE)
            find_overdue_requests(db.session(), office.agency.id, DUE)
            find_requests(db.session(), office.agency.id, RequestFilter(), DUE)
            find_to_answer(db.session(), office.agency.id, [unit.id for unit in units])
            find_waiting_lines(db.session(), office.agency.id)
        costs.append(len(seen))
    assert costs[0] == costs[1]
