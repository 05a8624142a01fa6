"""Which lines a view of the plan holds on a day, and how they are found and grouped."""

from dataclasses import replace
from datetime import date

import pytest

from tests.factories import Office, saved
from tests.plans.made import AT, items_of, make_plan
from tracker.database import db
from tracker.plans.commands import end_item
from tracker.plans.filters import Grouping, PlanFilter, View
from tracker.plans.models import Plan
from tracker.plans.plan_page import PlanPage, kept_filters, with_filter, without_filter
from tracker.plans.rules import Progress, ReportState, TimeFlag
from tracker.plans.views.gathering import gather_lines, gather_plan
from tracker.progress.models import Order
from tracker.progress.rules import OrderKind

pytestmark = pytest.mark.usefixtures("app")

EVERYTHING = PlanFilter()
DAY = date(2021, 9, 16)  # the cut-off of tháng 9, in time for two leads and a quarter


def page_of(
    office: Office, plan: Plan, wanted: PlanFilter = EVERYTHING, day: date = DAY
) -> PlanPage:
    db.session.flush()
    db.session.expire_all()
    sheet = gather_plan(db.session(), office.agency, plan, day)
    page = PlanPage.of(sheet.outlines, wanted, sheet.around)
    return replace(page, lines=gather_lines(db.session(), sheet, page.shown))


def found(office: Office, plan: Plan, **query: object) -> list[int]:
    """The numbers of the items that a query leaves on DAY."""
    wanted = PlanFilter.read({name: str(value) for name, value in query.items()})
    sections = page_of(office, plan, wanted).sections
    return [line.item.position for section in sections for line in section.lines]


def test_filters_narrow_the_list(office: Office) -> None:
    plan = make_plan(office.agency)
    component = items_of(plan)[1].components[0].component_id

    assert found(office, plan, **{"don-vi": office.second.id}) == [2, 3]
    assert found(office, plan, **{"chi-so": component}) == [2]
    assert found(office, plan, **{"chi-so": "-"}) == [3]
    assert found(office, plan, **{"tinh-hinh": "under-way"}) == []
    assert found(office, plan, **{"bao-cao": "missing"}) == [1, 3, 4]
    assert found(office, plan, **{"bao-cao": "due"}) == [1, 2, 3, 4]
    assert found(office, plan, **{"don-vi": "x", "bao-cao": "?"}) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [("ghe ngoi", [1]), ("GHẾ", [1]), ("thủ tục mới", [2]), ("quay do", [3]), ("vắng", [])],
)
def test_words_are_found_without_diacritics(office: Office, words: str, numbers: list[int]) -> None:
    assert found(office, make_plan(office.agency), tim=words) == numbers


def test_each_view_holds_what_it_says(office: Office) -> None:
    plan = make_plan(office.agency)
    items = items_of(plan)
    items[2].due_on, items[3].blocked_since = date(2021, 9, 15), date(2021, 9, 1)
    order_late(office, items[1].id)

    held = {view: found(office, plan, xem=view.value) for view in View}

    assert held == {
        View.ALL: [1, 2, 3, 4],
        View.ORDERS: [2],
        View.LATE: [3],
        View.SILENT: [1, 3, 4],
        View.DUE: [1, 2, 3, 4],
        View.STUCK: [4],
        View.UNLINKED: [3],
        View.WEAK: [],
    }
    counts = page_of(office, plan).counts
    assert {view: len(numbers) for view, numbers in held.items()} == counts


def order_late(office: Office, item_id: int) -> Order:
    return saved(
        Order(
            agency_id=office.agency.id,
            item_id=item_id,
            unit_id=office.first.id,
            kind=OrderKind.CONCLUSION,
            text="Báo cáo kết quả",
            given_on=date(2021, 8, 20),
            given_at=AT,
            due_on=date(2021, 8, 31),
            first_due_on=date(2021, 8, 31),
        )
    )


@pytest.mark.parametrize(
    ("day", "flag"),
    [
        (date(2021, 9, 22), TimeFlag.IN_TIME),
        (date(2021, 9, 23), TimeFlag.SOON),
        (date(2021, 9, 30), TimeFlag.SOON),
        (date(2021, 10, 1), TimeFlag.LATE),
    ],
)
def test_the_due_day_itself_is_not_late(office: Office, day: date, flag: TimeFlag) -> None:
    plan = make_plan(office.agency)

    assert page_of(office, plan, day=day).lines[2].flag is flag


def test_items_stand_under_their_indices_and_units(office: Office) -> None:
    plan = make_plan(office.agency)

    assert found(office, plan, nhom="chi-so") == [3, 2, 1, 4]
    assert found(office, plan, nhom="don-vi") == [4, 1, 2, 2, 3]


def test_an_ended_item_owes_nothing_any_more(office: Office) -> None:
    plan = make_plan(office.agency)
    first = items_of(plan)[0]

    end_item(db.session(), first, Progress.DROPPED, on=DAY, reason="Đã có nơi khác làm")

    assert first.next_report_due_on is None
    assert found(office, plan, **{"bao-cao": "missing"}) == [3, 4]


def test_missing_periods_are_named_with_their_days(office: Office) -> None:
    (cell,) = page_of(office, make_plan(office.agency)).lines[0].cells

    assert (cell.unit, cell.missing, cell.days) == (
        "Phòng Nghiệp vụ 1",
        ("tháng 7", "tháng 8"),
        62,
    )
    assert (cell.state, cell.note) == (ReportState.DUE, "hạn hôm nay")
    assert "chốt ngày 16/7/2021" in cell.why


@pytest.mark.parametrize(
    "wanted",
    [
        PlanFilter(),
        PlanFilter(view=View.SILENT, words="ghế", unit_id=3, component="-"),
        PlanFilter(progress=Progress.CLAIMED, report=ReportState.RETURNED, page=2),
        PlanFilter(component="12", grouping=Grouping.UNIT, is_compact=True),
    ],
)
def test_a_filter_reads_back_from_its_query(wanted: PlanFilter) -> None:
    assert PlanFilter.read(wanted.query) == wanted


def test_a_changed_filter_starts_on_its_first_page() -> None:
    assert PlanFilter(words="a", page=3).changed(unit_id=5) == {"tim": "a", "don-vi": "5"}


def test_kept_filters_replace_one_of_the_same_name_and_have_an_end() -> None:
    setting = with_filter((), "Ghế", PlanFilter(words="ghế"))
    setting = with_filter(kept_filters(setting), "Ghế", PlanFilter(words="bàn"))
    for number in range(20):
        setting = with_filter(kept_filters(setting), f"Số {number}", PlanFilter(unit_id=number))

    kept = kept_filters(setting)

    assert len(kept) == 12
    assert kept_filters(without_filter(kept, 1))[0].name == "Số 9"
    assert kept_filters(None) == ()
