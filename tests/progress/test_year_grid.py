"""All reports of a plan, unit by period: states, links, totals and the lists behind them."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from tests.conftest import counting
from tests.factories import Office
from tests.factories_plans import make_item, make_items
from tests.progress.pages import Desk, SignIn, stop_clock
from tests.progress.scenes import LATE, make_scene
from tracker.database import db
from tracker.organisation.rules import PeriodKind
from tracker.plans.models import ItemPause
from tracker.plans.obligations import is_paused_for
from tracker.plans.rules import DeadlineKind, ReportState
from tracker.plans.terms import ItemTerms, Pause
from tracker.progress.queries.grid import short_label
from tracker.progress.queries.states import find_specs
from tracker.progress.queries.year_grid import GridWish, YearGrid, find_year_grid

TODAY = date(2021, 9, 16)


@pytest.fixture
def desk(office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Desk:
    stop_clock(monkeypatch)
    return Desk(make_scene(office), sign_in)


def grid(desk: Desk, today: date = TODAY, **wish: int) -> YearGrid:
    db.session.flush()
    wanted = GridWish(desk.scene.item.plan, **wish)
    return find_year_grid(db.session(), desk.office.agency, wanted, today)


def path(desk: Desk, more: str = "") -> str:
    return f"/plans/{desk.scene.item.plan_id}/report-grid{more}"


def test_a_quarter_keeps_its_roman_number_in_a_heading(desk: Desk) -> None:
    labels = {short_label(spec) for spec in find_specs(db.session(), desk.office.agency.id)}
    assert {"T9", "Quý III"} <= labels


def test_a_row_goes_through_the_year(desk: Desk) -> None:
    states = [cell.state for cell in grid(desk).rows[0].cells]
    assert states[:7] == [None] * 7
    assert states[7:10] == [ReportState.MISSING, ReportState.DUE, ReportState.DUE]
    assert states[10:] == [ReportState.NOT_YET] * 2


def test_a_quarter_stands_under_its_last_month(desk: Desk) -> None:
    make_item(
        desk.scene.item.plan, leads=[desk.office.second], position=2, kind=DeadlineKind.ON_EVENT
    )
    cells = grid(desk).rows[1].cells
    assert [i for i, cell in enumerate(cells, 1) if cell.period] == [3, 6, 9, 12]
    assert [cell.state for cell in cells if cell.period][2] is ReportState.DUE


def test_a_paused_period_is_not_owed_and_says_so(desk: Desk) -> None:
    item = desk.scene.item
    db.session.add(
        ItemPause(
            agency_id=item.agency_id,
            item_id=item.id,
            from_on=date(2021, 8, 1),
            to_on=date(2021, 9, 1),
            reason="Chờ.",
        )
    )
    cells = grid(desk).rows[0].cells
    assert [(c.state, c.is_paused) for c in cells[6:9]] == [
        (None, False),
        (None, True),
        (ReportState.DUE, False),
    ]
    assert "Tạm dừng" in desk.get("clerk", path(desk)).text


def test_before_the_first_owed_period_a_report_may_be_entered_afterwards(desk: Desk) -> None:
    page = desk.get("clerk", path(desk)).text
    assert page.count("Nhập bù") == 7
    assert "Nhập bù" not in desk.get("other_clerk", path(desk)).text
    typed = {"claimed": "under-way", "result": "Đã có từ tháng 7: 5 tin.", "sent_anyway": "1"}
    assert desk.post("clerk", desk.report_path("2021-07"), **typed).status_code == 302
    assert desk.get("clerk", path(desk)).text.count("Nhập bù") == 6


@pytest.mark.parametrize(
    ("code", "paused"),
    [("2021-07", False), ("2021-08", True), ("2021-09", False), ("2021-Q3", False)],
)
def test_what_a_pause_suspends(desk: Desk, code: str, paused: bool) -> None:
    specs = {spec.code: spec for spec in find_specs(db.session(), desk.office.agency.id)}
    pause = Pause(date(2021, 8, 10), date(2021, 8, 20))
    terms = ItemTerms(PeriodKind.MONTH, date(2021, 7, 15), date(2021, 12, 31), pauses=(pause,))
    assert is_paused_for(terms, specs[code]) is paused


def test_each_cell_leads_to_its_report_or_to_its_form(desk: Desk) -> None:
    sent = desk.scene.send(LATE, "2021-08")
    page = desk.get("clerk", path(desk)).text
    assert f"/items/{desk.item_id}#bao-cao-{sent.id}" in page
    assert (
        f"/items/{desk.item_id}/reports/new?unit={desk.office.first.id}&amp;period=2021-09" in page
    )
    assert f'id="bao-cao-{sent.id}"' in desk.get("clerk", f"/items/{desk.item_id}").text
    other = desk.get("director", path(desk)).text
    assert "/reports/new" not in other


def test_totals_open_their_lists(desk: Desk) -> None:
    make_item(desk.scene.item.plan, leads=[desk.office.second], position=2)
    desk.scene.send(LATE, "2021-08")
    page = desk.get("officer", path(desk)).text
    link = re.search(r'href="([^"]*list=missing&amp;period=2021-08[^"]*)"[^>]*>(\d+)', page)
    assert link is not None
    assert link[2] == "1"
    listed = desk.get("officer", link[1].replace("&amp;", "&").partition("#")[0]).text
    assert "Chưa báo cáo: 01" in listed
    assert "Phòng Nghiệp vụ 2, kỳ tháng 8 năm 2021, chốt 17/8/2021" in listed


def test_one_units_grid_has_its_lines_alone(desk: Desk) -> None:
    item = make_item(
        desk.scene.item.plan, leads=[desk.office.first, desk.office.second], position=2
    )
    rows = grid(desk, unit_id=desk.office.second.id).rows
    assert [(r.owing.item.id, r.owing.line.unit_id) for r in rows] == [
        (item.id, desk.office.second.id)
    ]


def test_a_large_plan_comes_in_pages(desk: Desk) -> None:
    make_items(desk.scene.item.plan, desk.office.second, 60)
    first, last = grid(desk), grid(desk, page=9)
    assert (first.total, first.pages, len(first.rows)) == (61, 2, 50)
    assert (last.page, len(last.rows)) == (2, 11)
    assert "Chưa báo cáo, trang này" in desk.get("officer", path(desk)).text


def test_the_workbook_has_every_line_and_a_word_in_each_cell(desk: Desk) -> None:
    make_items(desk.scene.item.plan, desk.office.second, 60)
    answer = desk.get("director", path(desk, ".xlsx"))
    sheet = load_workbook(BytesIO(answer.data)).active
    assert sheet is not None
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    assert len(rows) == 61
    assert rows[0][3:] == (
        *["–"] * 7,
        "Chưa báo cáo",
        *["Đến kỳ báo cáo"] * 2,
        *["Chưa đến kỳ"] * 2,
        1,
        0,
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("clerk", 200),
        ("other_clerk", 200),
        ("officer", 200),
        ("director", 200),
        ("admin", 200),
        ("stranger", 404),
        ("anonymous", 302),
    ],
)
def test_everybody_of_the_agency_reads_it(desk: Desk, who: str, status: int) -> None:
    for suffix in ("", ".xlsx"):
        assert desk.get(who, path(desk, suffix)).status_code == status


def test_it_asks_as_often_for_one_item_as_for_many(desk: Desk) -> None:
    desk.get("officer", path(desk))
    with counting() as few:
        desk.get("officer", path(desk))
    make_items(desk.scene.item.plan, desk.office.first, 40)
    with counting() as many:
        desk.get("officer", path(desk))
    assert len(many) == len(few)
