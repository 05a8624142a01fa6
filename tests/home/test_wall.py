"""The wall calendar: every day of a year once, with what falls on it and how it is filled."""

from datetime import date
from html import unescape
from io import BytesIO

import openpyxl
import pytest

from tests.conftest import counting
from tests.factories import NOON, Office, saved
from tests.factories_plans import make_item, make_plan
from tests.progress.pages import SignIn
from tracker.database import db
from tracker.errors import BadInput
from tracker.home.wall import Mark, MarkKind, Wall, WallDay, wall_of
from tracker.home.year import LOOKS, find_wall
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.commands import confirm_year, seed_calendar
from tracker.plans.recurring_days import recurring_days
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import read_deadline
from tracker.progress.commands import OrderTerms, Wish, ask_coordination, give_order
from tracker.progress.models import ReportRequest
from tracker.progress.requests import Scope
from tracker.surveys.models import Round


def day_of(wall: Wall, month: int, day: int) -> WallDay:
    return wall.months[month - 1].days[day - 1]


def texts(wall: Wall, month: int, day: int) -> list[str]:
    return [mark.text for mark in day_of(wall, month, day).marks]


def wall(office: Office, year: int = 2021) -> Wall:
    db.session.flush()
    return find_wall(db.session(), office.agency, year, may_review=True)


@pytest.mark.parametrize(("year", "days"), [(2021, 365), (2024, 366)])
def test_every_day_of_the_year_stands_once_under_its_weekday(year: int, days: int) -> None:
    made = wall_of(year, (), ())
    every = [day.day for month in made.months for day in month.days]
    assert len(every) == len(set(every)) == days
    weeks = [week for month in made.months for week in month.weeks]
    assert all(
        day is None or day.day.weekday() == n for week in weeks for n, day in enumerate(week)
    )


@pytest.mark.parametrize(
    ("month", "day", "is_working", "note"),
    [
        (1, 2, False, "Nghỉ hoán đổi, làm bù ngày 10/01/2026"),
        (1, 10, True, "Làm bù cho ngày nghỉ 02/01/2026"),
        (1, 11, False, ""),
        (1, 12, True, ""),
        (11, 24, False, "Ngày Văn hóa Việt Nam"),
    ],
)
def test_days_off_and_swaps_are_filled_with_their_reason(
    month: int, day: int, is_working: bool, note: str
) -> None:
    found = day_of(wall_of(2026, seed_year(2026), ()), month, day)
    assert (found.is_working, found.note) == (is_working, note)
    assert found.is_expected is bool(note)


def test_a_cell_names_one_of_each_kind_first_and_counts_the_others() -> None:
    on = date(2021, 9, 16)
    items = [Mark(on, MarkKind.ITEM, f"NV {n}", "", "plans.item") for n in range(4)]
    late = Mark(on, MarkKind.CUTOFF, "Chốt T9", "", "organisation.periods")
    day = day_of(wall_of(2021, (), [*items, late]), 9, 16)
    assert [mark.short for mark in day.shown] == ["Chốt T9", "NV 0", "NV 1"]
    assert day.more == 2


def test_every_kind_of_mark_has_a_look() -> None:
    assert LOOKS.keys() == set(MarkKind)


def test_periods_reports_and_rounds_stand_on_their_days(office: Office) -> None:
    plan = make_plan(office.agency)
    days = {"hand_in_on": date(2021, 9, 27), "consolidate_on": date(2021, 9, 28)}
    named = {"code": "2021-Q3", "title": "Đợt quý III", "public_code": "x" * 20}
    collected = {"collect_from": date(2021, 9, 1), "collect_to": date(2021, 9, 25)}
    own = {"agency_id": office.agency.id, "method_id": plan.method_id}
    saved(Round(**own, **named, **collected, **days, sign_on=date(2021, 9, 30)))
    made = wall(office)
    assert texts(made, 9, 16) == ["Chốt báo cáo của đơn vị: kỳ tháng 9, quý III, 9 tháng"]
    assert texts(made, 9, 20) == [
        "Gửi báo cáo cải cách hành chính quý III năm 2021",
        "Gửi báo cáo cải cách hành chính 9 tháng năm 2021",
    ]
    words = [texts(made, 9, day)[0].partition(": ")[2] for day in (1, 25, 27, 28, 30)]
    assert words == [
        "bắt đầu thu phiếu",
        "ngày cuối thu phiếu",
        "đơn vị bàn giao phiếu",
        "tổng hợp kết quả",
        "ký báo cáo",
    ]


def test_a_meeting_stands_on_the_day_it_was_held(office: Office) -> None:
    agency_id = office.agency.id
    series = saved(MeetingSeries(agency_id=agency_id, title="Giao ban", starts_at=NOON.time()))
    at = NOON.time()
    own = {"agency_id": agency_id, "series_id": series.id, "planned_at": at}
    held = {"planned_on": date(2021, 8, 16), "held_on": date(2021, 8, 18)}
    saved(Meeting(**own, title="họp tháng 8", **held))
    saved(Meeting(**own, title="họp tháng 9", planned_on=date(2021, 9, 17)))
    made = wall(office)
    assert (texts(made, 8, 16), texts(made, 9, 17)) == ([], ["Họp tháng 9 (đã lên lịch)"])
    assert day_of(made, 8, 18).marks[0].short == "Đã họp"


def test_items_orders_and_requests_stand_on_their_days(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first], due_on=date(2021, 9, 21))
    terms = OrderTerms(office.first.id, "Kiểm tra 02 hồ sơ.", due_on=date(2021, 9, 22))
    give_order(db.session(), office.agency.id, terms, by_id=None, at=NOON)
    wish = Wish(office.second.id, "Cung cấp số liệu.", date(2021, 9, 23))
    ask_coordination(db.session(), item, office.first.id, wish, author=office.clerk, at=NOON)
    made = wall(office)
    assert texts(made, 9, 21) == ["Hạn nhiệm vụ 1: Nhiệm vụ mẫu số 1"]
    assert texts(made, 9, 22)[0].endswith("Kiểm tra 02 hồ sơ.")
    assert "trả lời đề nghị phối hợp: Cung cấp số liệu." in texts(made, 9, 23)[0]


def test_a_report_on_request_stands_on_its_day_until_it_is_withdrawn(office: Office) -> None:
    due = date(2021, 9, 24)
    asked = saved(
        ReportRequest(
            agency_id=office.agency.id, summary="Số liệu chứng thực", scope=next(iter(Scope)),
            first_due_on=due, due_on=due, questions=[], sent_at=NOON,
        )
    )  # fmt: skip
    assert texts(wall(office), 9, 24) == ["Báo cáo theo yêu cầu: Số liệu chứng thực"]
    asked.withdrawn_on = date(2021, 9, 17)
    assert texts(wall(office), 9, 24) == []


def test_many_items_of_a_day_are_counted_and_lead_to_the_plan(office: Office) -> None:
    plan = make_plan(office.agency)
    for position in range(1, 9):
        make_item(plan, leads=[office.first], due_on=date(2021, 10, 5), position=position)
    marks = day_of(wall(office), 10, 5).marks
    assert [mark.short for mark in marks] == ["NV 1", "NV 2", "NV 3", "NV 4", "NV 5", "+03 NV"]
    assert (marks[-1].endpoint, marks[-1].args) == ("plans.show", {"plan_id": plan.id})


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Trước ngày 25 hằng tháng", [f"25/{m}" for m in range(1, 13)]),
        ("Ngày làm việc cuối cùng hằng quý", ["31/3", "30/6", "30/9", "31/12"]),
        ("Ngày làm việc đầu tiên hằng tháng", None),
        ("Trước ngày 15/11 hằng năm", ["15/11"]),
        ("Hằng tháng", []),
    ],
)
def test_recurring_words_name_their_days(words: str, days: list[str] | None) -> None:
    calendar = WorkingCalendar.of(seed_year(2021))
    found = recurring_days(read_deadline(words, 2021), 2021, calendar)
    if days is None:
        assert len(found) == 12
        assert [day.day for day in found[:5]] == [4, 1, 1, 1, 4]
    else:
        assert [f"{day.day}/{day.month}" for day in found] == days


def test_a_recurring_item_stands_on_its_days_while_it_is_owed(office: Office) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first])
    item.deadline_kind, item.deadline_text = DeadlineKind.RECURRING, "Ngày 25 hằng tháng"
    item.deadline = {"text": "", "kind": "recurring", "every": "month", "on": "25"}
    made = wall(office)
    assert texts(made, 9, 25) == ["Nhiệm vụ 1 định kỳ: Ngày 25 hằng tháng"]
    assert texts(made, 6, 25) == []  # before the first period owed


def test_an_unconfirmed_year_says_so_and_a_confirmed_one_does_not(office: Office) -> None:
    assert wall(office).caveat.startswith("Chưa có lịch nghỉ năm 2021")
    seed_calendar(db.session(), office.agency, 2021)
    assert "là dự kiến" in wall(office).caveat
    confirm_year(db.session(), office.agency.id, 2021, "4875/TB-LĐTBXH")
    made = wall(office)
    assert (made.caveat, day_of(made, 9, 2).is_expected) == ("", False)


def test_a_year_out_of_range_is_refused(office: Office, sign_in: SignIn) -> None:
    with pytest.raises(BadInput, match="Năm 1999"):
        wall(office, 1999)
    assert sign_in(office.clerk).get("/calendar/1999").status_code == 400


@pytest.mark.parametrize("who", ["clerk", "officer", "director", "admin"])
def test_everybody_opens_the_year_and_every_thing_on_it(
    office: Office, sign_in: SignIn, who: str
) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first], due_on=date(2021, 9, 21))
    terms = OrderTerms(office.first.id, "Kiểm tra.", due_on=date(2021, 9, 22))
    give_order(db.session(), office.agency.id, terms, by_id=None, at=NOON)
    client = sign_in(getattr(office, who))
    page = client.get("/calendar/2021").get_data(as_text=True)
    assert f'href="/items/{item.id}"' in page
    assert "Chốt T9" in page
    links = {part.partition('"')[0] for part in _list_of(page).split('href="')[1:]}
    opened = {
        link: client.get(unescape(link)).status_code for link in links if "icons.svg" not in link
    }
    assert len(opened) > 3
    assert set(opened.values()) == {200}, opened


def _list_of(page: str) -> str:
    return page.partition("Theo tháng")[2].partition("</main>")[0]


def test_another_agency_sees_nothing_of_it(office: Office, sign_in: SignIn) -> None:
    item = make_item(make_plan(office.agency), leads=[office.first], due_on=date(2021, 9, 21))
    page = sign_in(office.stranger).get("/calendar/2021").get_data(as_text=True)
    assert f"/items/{item.id}" not in page
    assert sign_in(None).get("/calendar/2021").status_code == 302


def test_the_number_of_selects_is_the_same_for_an_empty_and_a_full_year(office: Office) -> None:
    with counting() as few:
        wall(office)
    plan = make_plan(office.agency)
    for position in range(1, 30):
        make_item(plan, leads=[office.first], due_on=date(2021, 10, position), position=position)
    with counting() as many:
        wall(office)
    assert len(few) == len(many) == 9


def test_the_workbook_is_one_sheet_of_a3(office: Office, sign_in: SignIn) -> None:
    make_item(make_plan(office.agency), leads=[office.first], due_on=date(2021, 9, 21))
    answer = sign_in(office.clerk).get("/calendar/2021.xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.data))
    page = book.active
    assert len(book.sheetnames) == 1
    assert (page.page_setup.orientation, str(page.page_setup.paperSize)) == ("landscape", "8")
    assert (page.page_setup.fitToWidth, page.page_setup.fitToHeight) in {(1, 1), (None, None)}
    assert page.cell(3 + 8, 1 + 21).value == "T3\nNV 1"
    assert page.cell(3 + 8, 1 + 16).value == "T5\nChốt T9"
    assert page.cell(3 + 1, 1 + 29).value is None  # February has no 29th


def test_the_year_is_linked_where_people_look(office: Office, sign_in: SignIn) -> None:
    make_plan(office.agency)
    places = (("officer", "/"), ("director", "/"), ("clerk", "/"), ("clerk", "/meetings"))
    for who, path in (*places, ("admin", "/organisation/calendar")):
        page = sign_in(getattr(office, who)).get(path).get_data(as_text=True)
        assert "/calendar/" in page, (who, path)
