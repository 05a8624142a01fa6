"""A day off or a cut-off is edited: what was counted from it follows, seen before it moves."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan, period, whole
from tests.progress.pages import SignIn, stop_clock
from tracker.clock import day_of
from tracker.database import db
from tracker.organisation.calendar import Day
from tracker.organisation.models import CalendarDay
from tracker.organisation.rules import DayKind
from tracker.plans.models import ActionItem
from tracker.plans.rules import DeadlineKind
from tracker.progress.commands import list_day
from tracker.progress.queries.moves import find_moves

TODAY = day_of(NOON)
CLOSED = Day(date(2021, 9, 17), DayKind.OFF, "Nghỉ phòng dịch")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def item_of(office: Office) -> ActionItem:
    return make_item(make_plan(office.agency), leads=[office.first])


def counted_item(office: Office) -> ActionItem:
    """Due five working days after an event of 14/9/2021: on 21/9."""
    due = date(2021, 9, 21)
    item = make_item(make_plan(office.agency), leads=[office.first], due_on=due)
    item.deadline_kind, item.event_on = DeadlineKind.AFTER_EVENT, date(2021, 9, 14)
    item.deadline = {"text": "", "kind": "after_event", "amount": 5, "unit": "working_day"}
    db.session.flush()
    return item


def test_an_edited_cutoff_moves_what_the_leads_owe_by_it(
    office: Office, sign_in: SignIn, client: None
) -> None:
    item = item_of(office)
    august = period(office.agency, "2021-08")
    assert whole(item).next_report_due_on == august.cutoff_on
    form = {"cutoff_on": "23/8/2021", "version": august.version}
    answer = sign_in(office.officer).post(f"/organisation/periods/{august.id}", data=form)
    assert answer.status_code == 302
    db.session.expire_all()
    assert whole(item).next_report_due_on == date(2021, 8, 23)
    assert whole(item).leads[0].next_report_due_on == date(2021, 8, 23)


def test_a_new_day_off_shows_which_days_would_move(
    office: Office, sign_in: SignIn, client: None
) -> None:
    counted_item(office)
    form = {"day": "17/9/2021", "kind": "off", "reason": "Nghỉ phòng dịch"}
    browser = sign_in(office.officer)
    answer = browser.post("/organisation/calendar/new", data=form, follow_redirects=True)
    page = answer.get_data(as_text=True)
    assert answer.request.path == "/organisation/periods/moves"
    assert "Thời hạn nhiệm vụ 1" in page
    assert "Thứ Tư, ngày 22/9/2021" in page


def test_moves_are_made_only_where_chosen(office: Office, sign_in: SignIn, client: None) -> None:
    item = counted_item(office)
    list_day(db.session(), office.agency, CLOSED)
    [move] = find_moves(db.session(), office.agency, TODAY).dues
    path, browser = "/organisation/periods/moves", sign_in(office.officer)
    assert browser.post(path).status_code == 400
    assert browser.post(path, data={"move": "item-99-20210922"}).status_code == 409
    db.session.expire_all()
    assert item.due_on == date(2021, 9, 21)
    browser.post(path, data={"move": move.key})
    db.session.expire_all()
    assert (item.due_on, item.first_due_on) == (date(2021, 9, 22), date(2021, 9, 22))
    assert find_moves(db.session(), office.agency, TODAY).count == 0


def test_a_cutoff_counted_with_an_older_calendar_is_offered_and_a_passed_one_is_not(
    office: Office,
) -> None:
    item_of(office)
    list_day(db.session(), office.agency, CLOSED)
    september = period(office.agency, "2021-10")
    list_day(db.session(), office.agency, Day(date(2021, 10, 18), DayKind.OFF, "Nghỉ bù"))
    list_day(db.session(), office.agency, Day(date(2021, 8, 16), DayKind.OFF, "Nghỉ bù"))
    moves = find_moves(db.session(), office.agency, TODAY)
    assert [(m.period.id, m.to) for m in moves.cutoffs if m.period.code == "2021-10"] == [
        (september.id, date(2021, 10, 19))
    ]
    assert all(m.period.code != "2021-08" for m in moves.cutoffs)


def test_an_extended_day_is_never_counted_again(office: Office) -> None:
    item = counted_item(office)
    item.due_on = date(2021, 9, 30)
    list_day(db.session(), office.agency, CLOSED)
    assert find_moves(db.session(), office.agency, TODAY).dues == ()


def test_a_day_somebody_else_edited_is_not_overwritten(office: Office, sign_in: SignIn) -> None:
    row = list_day(db.session(), office.agency, CLOSED)
    browser, path = sign_in(office.officer), f"/organisation/calendar/days/{row.id}"
    form = {"kind": "off", "reason": "Nghỉ lễ", "version": 1}
    assert browser.post(path, data=form).status_code == 302
    assert browser.post(path, data=form | {"reason": "Khác"}).status_code == 409
    db.session.expire_all()
    assert db.session.scalars(select(CalendarDay)).one().reason == "Nghỉ lễ"


@pytest.mark.parametrize("who", ["clerk", "director", "admin"])
def test_only_the_office_moves_days(office: Office, sign_in: SignIn, who: str) -> None:
    browser = sign_in(getattr(office, who))
    assert browser.get("/organisation/periods/moves").status_code == 403
    assert browser.post("/organisation/periods/moves", data={"move": "x"}).status_code == 403


def test_another_agency_sees_its_own_moves_only(office: Office, sign_in: SignIn) -> None:
    counted_item(office)
    list_day(db.session(), office.agency, CLOSED)
    page = sign_in(office.stranger).get("/organisation/periods/moves").get_data(as_text=True)
    assert "Không có ngày nào phải đổi" in page
