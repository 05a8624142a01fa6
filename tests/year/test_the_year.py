"""The real plan of 2021 from its import to its closing, every evening noted."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.year.conftest import AID, CIVIL, EDITORS, LAW, OFFICE
from tests.year.department import Department, Evening, evening_of
from tracker.database import db
from tracker.plans.rules import Progress, ReportState
from tracker.progress.models import Confirmation, Report
from tracker.progress.queries.past import (
    find_blocked_on,
    find_granted,
    find_overdue_orders_on,
    find_owing_then,
    late_on,
    silent_on,
)

pytestmark = pytest.mark.shared_inputs
MERGED = "Phòng Hành chính và Bổ trợ tư pháp"
CLAIM = {"claimed": "claimed", "explanation": "Biên bản lưu tại hồ sơ ISO năm 2021."}


def test_a_whole_year_of_the_real_plan(department: Department) -> None:
    july(department)
    august(department)
    september(department)
    october(department)
    november(department)
    december(department)
    january(department)

    assert department.progresses == set(Progress)
    assert set(department.explained) == set(ReportState)
    check_evenings(department)
    check_confirmers(department)


def july(year: Department) -> None:
    """What was done before the plan is entered afterwards; the first cut-off is kept by all."""
    for month in range(1, 7):
        year.report(12, OFFICE, f"2021-{month:02d}", result=f"Đã họp giao ban tháng {month}/2021.")
    assert year.waiting()[0].is_backfill
    year.live_until(date(2021, 7, 16))
    year.everyone_reports("2021-07")
    year.live_until(date(2021, 7, 19))
    year.confirm_all()


def august(year: Department) -> None:
    """One unit is silent, promises a day, is late with a reason, is sent back and mends it."""
    year.live_until(date(2021, 8, 17))
    year.everyone_reports("2021-08", but=[(5, AID), (11, AID), (13, AID)])
    year.live_until(date(2021, 8, 19))
    assert year.evenings[date(2021, 8, 17)].silent == frozenset()
    assert {line[:3] for line in year.evenings[date(2021, 8, 18)].silent} == {
        (number, AID, "2021-08") for number in (5, 11, 13)
    }
    for number in (5, 11, 13):
        path = f"/items/{year.item(number).id}/promises/new?unit={year.unit(AID).id}"
        year.post("aid", f"{path}&period=2021-08", promised_on="20/8/2021")
    year.live_until(date(2021, 8, 20))
    for number in (5, 11, 13):
        year.report(number, AID, "2021-08", late_reason="Chờ số liệu của Bộ phận Một cửa.")
    year.live_until(date(2021, 8, 23))
    year.confirm_all(returned={(5, AID): "Chưa có số hồ sơ đã giải quyết."})
    year.live_until(date(2021, 8, 25))
    year.report(5, AID, "2021-08", result="Đã giải quyết 34 hồ sơ, 33 đúng hạn.")
    year.confirm_all()


def september(year: Department) -> None:
    """An on-change item had no change; an item is blocked; a partner stays silent; an order."""
    year.live_until(date(2021, 9, 6))
    item = year.item(7).id
    year.post("office", f"/items/{item}/obstacles/new", text="Chưa có quyền.", remover="Sở TTTT")
    year.live_until(date(2021, 9, 15))
    year.everyone_reports("2021-09")
    year.report(9, EDITORS, "2021-Q3", is_no_event="y", claimed=None, result="")
    path = f"/items/{year.item(4).id}/coordinations/new?unit={year.unit(OFFICE).id}"
    asked = {"unit": year.unit(LAW).id, "text": "Gửi bài tuyên truyền.", "due_on": "20/9/2021"}
    year.post("office", path, **asked)
    order = {"kind": "directive", "unit": year.unit(CIVIL).id, "item": year.item(11).id}
    more = {"text": "Cắt giảm 01 giấy tờ.", "due_on": "24/9/2021"}
    year.post("director", "/orders/new", **order, **more)
    year.live_until(date(2021, 9, 28))
    year.confirm_all()
    assert year.evenings[date(2021, 9, 27)].blocked == {7}
    [(order_id, days)] = year.evenings[date(2021, 9, 27)].orders
    assert days == 3
    year.post("civil", f"/orders/{order_id}/answer", done="yes", text="Đã cắt giảm 01 giấy tờ.")
    year.post("office", f"/orders/{order_id}/close")
    year.post("director", "/obstacles/1/decide", text="Sở TTTT đã cấp.", is_cleared="y")


def october(year: Department) -> None:
    """Two units become one in the middle of the year; it owes from its own first period on."""
    year.live_until(date(2021, 10, 14))
    for number, unit in ((11, CIVIL), (13, CIVIL), (11, AID)):
        year.report(number, unit, "2021-10")
    year.live_until(date(2021, 10, 15))
    merge(year)
    year.live_until(date(2021, 10, 18))
    year.everyone_reports("2021-10", but=[(5, MERGED)])
    year.live_until(date(2021, 10, 20))
    assert year.evenings[date(2021, 10, 19)].silent == {(5, MERGED, "2021-10", 1)}
    year.report(5, MERGED, "2021-10", late_reason="Nhận bàn giao ngày 15/10/2021.")
    year.confirm_all()
    decide(year, 2, "pause", "01/11/2021", day=date(2021, 11, 1))


def merge(year: Department) -> None:
    """Both units end with the month of October; the new one takes over all they held."""
    ending = year.unit(CIVIL).id, year.unit(AID).id
    decided = {"changed_on": "15/10/2021", "document": "Quyết định số 88/QĐ-STP"}
    year.post(
        "office",
        "/handovers/changes/new",
        kind="merged",
        ending=ending,
        new_names=MERGED,
        **decided,
    )
    for unit_id in ending:
        year.post("office", f"/handovers/units/{unit_id}", default_id=year.unit(MERGED).id)
    assert "chưa có đơn vị tiếp nhận" not in year.get("office", "/")
    year.clerks[MERGED] = "civil"


def november(year: Department) -> None:
    year.live_until(date(2021, 11, 16))
    year.everyone_reports("2021-11")
    year.confirm_all()
    decide(year, 2, "resume", "01/12/2021", day=date(2021, 12, 1))
    decide(year, 1, "drop", "02/12/2021", day=date(2021, 12, 2))


def decide(year: Department, number: int, action: str, on: str, *, day: date) -> None:
    """The director decides about an item."""
    year.live_until(day)
    item = year.item(number)
    typed = {"action": action, "reason": "Theo Thông báo kết luận số 30/TB-STP.", "on": on}
    year.post("director", f"/items/{item.id}/decide", **typed, version=item.version)


def december(year: Department) -> None:
    """Two items are due with the year: one is claimed in time, one after its day."""
    year.live_until(date(2021, 12, 15))
    year.everyone_reports("2021-12", but=[(15, OFFICE), (15, EDITORS)])
    year.everyone_reports("2021-Q4")
    for unit in (OFFICE, EDITORS):
        year.report(15, unit, "2021-12", **CLAIM)
    year.confirm_all()
    assert year.item(15).progress is Progress.DONE_IN_TIME


def january(year: Department) -> None:
    """The other comes late; what is open is carried over, and the plan is closed."""
    year.live_until(date(2022, 1, 5))
    assert year.evenings[date(2021, 12, 31)].late == frozenset()
    assert year.evenings[date(2022, 1, 1)].late == {(11, 1)}
    for unit in (OFFICE, MERGED):
        year.report(11, unit, "2022-01", **CLAIM)
    year.live_until(date(2022, 1, 6))
    assert year.evenings[date(2022, 1, 5)].late == frozenset()
    year.confirm_all()
    assert year.item(11).progress is Progress.DONE_LATE
    year.live_until(date(2022, 1, 10))
    close(year)


def close(year: Department) -> None:
    """The director decides about each open item; nothing is owed any more."""
    plan = db.session.merge(year.plan)
    open_items = [item for item in year.items() if item.ended_on is None]
    typed: dict[str, object] = {"version": plan.version}
    for place, item in enumerate(open_items):
        name = f"endings-{place}"
        typed |= {f"{name}-item_id": item.id, f"{name}-ending": "carried"}
        typed[f"{name}-reason"] = "Kế hoạch năm 2022"
    year.post("director", f"/plans/{plan.id}/close", **typed)
    year.live_until(date(2022, 1, 12))
    assert year.evenings[date(2022, 1, 11)] == Evening(*[frozenset()] * 4)


def check_evenings(year: Department) -> None:
    """Each evening is told again from facts alone, as the pages told it that day."""
    session, agency_id = db.session(), year.agency.id
    session.expire_all()
    owing, granted = find_owing_then(session, year.agency), find_granted(session, agency_id)
    for day, evening in year.evenings.items():
        again = evening_of(
            silent_on(owing, day),
            late_on(owing, granted, day),
            find_blocked_on(session, agency_id, day),
            find_overdue_orders_on(session, agency_id, granted, day),
        )
        assert again == evening, day


def check_confirmers(year: Department) -> None:
    """Nobody confirmed a report of his own unit, but the Office's head his specialist's."""
    head = year.people["head"].id
    query = select(Report, Confirmation.by_id).join(Confirmation)
    for report, by_id in db.session.execute(query):
        assert by_id != report.author_id
        if report.unit_id == year.unit(OFFICE).id:
            assert by_id in {head, year.people["deputy"].id}
        else:
            assert by_id == year.people["office"].id
