"""The real plan of 2021 month by month, as its people lived it through the pages."""

from datetime import date

from sqlalchemy import select

from tests.year.department import Department, Evening
from tests.year.units import AID, CIVIL, EDITORS, LAW, MERGED, OFFICE
from tracker.database import db
from tracker.plans.rules import Progress
from tracker.progress.models import Extension, RequestLine

CLAIM = {"claimed": "claimed", "explanation": "Biên bản lưu tại hồ sơ ISO năm 2021."}
EXTENDED_FROM, EXTENDED_TO = date(2021, 11, 30), date(2021, 12, 10)
AMENDING = {"document": "95/KH-STP", "signed_on": "20/10/2021"}


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
    year.everyone_reports("2021-09", but=[(13, AID), (13, CIVIL)])
    year.report(9, EDITORS, "2021-Q3", is_no_event="y", claimed=None, result="")
    path = f"/items/{year.item(4).id}/coordinations/new?unit={year.unit(OFFICE).id}"
    asked = {"unit": year.unit(LAW).id, "text": "Gửi bài tuyên truyền.", "due_on": "20/9/2021"}
    year.post("office", path, **asked)
    order = {"kind": "directive", "unit": year.unit(CIVIL).id, "item": year.item(11).id}
    more = {"text": "Cắt giảm 01 giấy tờ.", "due_on": "24/9/2021"}
    year.post("director", "/orders/new", **order, **more)
    ask(year)
    year.live_until(date(2021, 9, 28))
    year.confirm_all()
    assert year.evenings[date(2021, 9, 27)].blocked == {7}
    [(order_id, days)] = year.evenings[date(2021, 9, 27)].orders
    assert days == 3
    year.post("civil", f"/orders/{order_id}/answer", done="yes", text="Đã cắt giảm 01 giấy tờ.")
    year.post("office", f"/orders/{order_id}/close")
    year.post("director", "/obstacles/1/decide", text="Sở TTTT đã cấp.", is_cleared="y")


def ask(year: Department) -> None:
    """The province asks besides the periods; one unit answers, one is late, one is sent back."""
    units = tuple(year.unit(name).id for name in (CIVIL, AID, LAW))
    asked = {"summary": "Số hồ sơ quá hẹn", "due_on": "22/9/2021", "scope": "units"}
    year.settle(
        "office", "/requests/new", units=units, **asked, **{"questions-0-text": "Số hồ sơ?"}
    )
    lines = {line.unit_id: line.id for line in db.session.scalars(select(RequestLine))}
    civil, aid, law = (lines[unit_id] for unit_id in units)
    for who, line_id in (("civil", civil), ("law", law)):
        year.answer(who, line_id, "02 hồ sơ")
    year.live_until(date(2021, 9, 24))
    year.judge_answers(returned={law: "Nêu rõ thủ tục."})
    year.answer("law", law, "02 hồ sơ, đều là bồi thường nhà nước")
    year.answer("aid", aid, "Không có")
    year.live_until(date(2021, 9, 25))
    year.judge_answers()


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
    assert year.evenings[date(2021, 10, 14)].silent == {
        (13, unit, "2021-09", 28) for unit in (AID, CIVIL)
    }
    assert year.evenings[date(2021, 10, 19)].silent == {(5, MERGED, "2021-10", 1)}
    year.live_until(date(2021, 10, 21))
    assert (13, MERGED, "2021-09", 1) in year.evenings[date(2021, 10, 20)].silent
    year.report(13, MERGED, "2021-09", late_reason="Nhận bàn giao, kỳ trước đơn vị cũ chưa gửi.")
    year.report(5, MERGED, "2021-10", late_reason="Nhận bàn giao ngày 15/10/2021.")
    year.confirm_all()
    amend(year)
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


def amend(year: Department) -> None:
    """One document adds an item with a day, rewords another, drops a third."""
    new = {"task": "Số hóa sổ hộ tịch", "deadline_text": "Trước ngày 30/11/2021"}
    lead = {"lead_ids": year.unit(MERGED).id, "products": "Danh mục sổ đã số hóa"}
    year.post("office", f"/plans/{year.plan.id}/items/new", **AMENDING, **new, **lead)
    item = year.item(14)
    typed = year.fields("office", f"/items/{item.id}/change") | AMENDING
    typed |= {"deadline_text": "Hằng quý", "lead_ids": str(year.unit(OFFICE).id)}
    year.post("office", f"/items/{item.id}/change", **typed)
    place = f"/plans/{year.plan.id}/amendments/new"
    typed = year.fields("office", place) | AMENDING
    dropped = next(name for name, value in typed.items() if value == str(year.item(8).id))
    year.post("office", place, **typed, **{dropped.replace("item_id", "is_dropped"): "y"})
    assert (year.item(16).due_on, year.item(8).progress) == (date(2021, 11, 30), Progress.DROPPED)
    assert "Số hóa sổ hộ tịch" not in year.get(
        "office", f"/plans/{year.plan.id}/appendix?version=1"
    )


def november(year: Department) -> None:
    """The new item gets more time and is done in it; a paused one rests, another is given up."""
    year.live_until(date(2021, 11, 16))
    year.everyone_reports("2021-11")
    year.confirm_all()
    year.live_until(date(2021, 11, 25))
    asked = {"asked_to": "10/12/2021", "reason": "Máy quét đang sửa."}
    year.post("civil", f"/items/{year.item(16).id}/extensions/new", **asked)
    extension = db.session.scalars(select(Extension)).one()
    year.post("director", f"/extensions/{extension.id}/grant")
    decide(year, 2, "resume", "01/12/2021", day=date(2021, 12, 1))
    decide(year, 1, "drop", "02/12/2021", day=date(2021, 12, 2))


def decide(year: Department, number: int, action: str, on: str, *, day: date) -> None:
    """The director decides about an item."""
    year.live_until(day)
    item = year.item(number)
    typed = {"action": action, "reason": "Theo Thông báo kết luận số 30/TB-STP.", "on": on}
    year.post("director", f"/items/{item.id}/decide", **typed, version=item.version)


def december(year: Department) -> None:
    """What got more time is late against neither day; one item is claimed in time."""
    assert not {day for day, seen in year.evenings.items() if (16, 1) in seen.late}
    year.live_until(date(2021, 12, 10))
    year.report(16, MERGED, "2021-12", **CLAIM)
    year.live_until(date(2021, 12, 13))
    year.confirm_all()
    assert year.item(16).progress is Progress.DONE_IN_TIME
    assert (year.item(16).first_due_on, year.item(16).due_on) == (EXTENDED_FROM, EXTENDED_TO)
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
