"""The whole chain of a department in the browser, with the real input files alone."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.browser.chain import measuring, meeting, opening, papers, planning, reporting
from tests.browser.servers import Place, flask, serving
from tests.browser.watching import DESK, Watcher, sign_in, window
from tests.conftest import SHARED_INPUTS
from tests.installations import empty_database

pytestmark = [
    pytest.mark.browser,
    pytest.mark.shared_inputs,
]
MORNING, NEXT_DAY, LATER = (
    f"2021-09-{when}+07:00" for when in ("16T08:00", "17T07:30", "20T08:00")
)
RESULT = "Đã công khai 12/12 thủ tục bổ trợ tư pháp tại bộ phận Một cửa, 03 hồ sơ trả trước hạn."
ORDER = "Rà soát, niêm yết lại thủ tục bổ trợ tư pháp tại bộ phận Một cửa"


@dataclass
class Department:
    """One installation on an empty database; each visit is a server run from a given instant."""

    chromium: Browser
    place: Place
    taps: dict[str, int] = field(default_factory=dict)

    @contextmanager
    def at(self, moment: str, *emails: str) -> Iterator[list[Page]]:
        """A page for each person, signed in, while the clock runs on from `moment`."""
        with ExitStack() as opened:
            server = opened.enter_context(serving(replace(self.place, now=moment)))
            pages = []
            for email in emails:
                look = window(self.chromium, DESK, server.address)
                page = opened.enter_context(look).new_page()
                sign_in(page, email, opening.PASSWORD)
                pages.append(page)
            yield pages


@pytest.fixture(scope="module")
def department(
    chromium: Browser, application: Flask, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Department]:
    """A department that stands, has its plan and its indices, and sent its first report."""
    if not SHARED_INPUTS.is_dir():
        pytest.skip(f"REAL INPUTS ABSENT: nothing at {SHARED_INPUTS}")
    folder = tmp_path_factory.mktemp("chain")
    with empty_database(application, folder) as url:
        department = Department(chromium, Place(folder, url))
        _open_house(department)
        _plan_and_measure(department, SHARED_INPUTS)
        _report(department)
        yield department


def test_from_the_set_up_to_a_confirmed_report(department: Department) -> None:
    assert department.taps["unit report"] <= 6


def test_from_the_meeting_to_the_decision(department: Department, tmp_path: Path) -> None:
    _meet(department, tmp_path)
    _report_upwards(department, tmp_path)
    _decide(department)
    assert department.taps["director's decision"] <= 3


def _open_house(department: Department) -> None:
    """Set-up, then a clerk and a director who choose their own passwords."""
    migrated = flask(department.place, "db", "upgrade")
    assert migrated.returncode == 0, migrated.stderr
    place = replace(department.place, now=MORNING)
    with serving(place) as server, window(department.chromium, DESK, server.address) as context:
        page = context.new_page()
        opening.set_up(page, server)
        sign_in(page, opening.ADMIN, opening.PASSWORD)
        people = (
            (opening.CLERK, "Phạm Thị Bổ Trợ", opening.LEGAL_AID, "Đơn vị"),
            (opening.DIRECTOR, "Nguyễn Giám Đốc", "", "Lãnh đạo"),
        )
        once = {
            email: opening.add_person(page, email, name, unit=unit, role=role)
            for email, name, unit, role in people
        }
    with serving(place) as server:
        for email, word in once.items():
            with window(department.chromium, DESK, server.address) as context:
                opening.first_sign_in(context.new_page(), email, word)


def _plan_and_measure(department: Department, inputs: Path) -> None:
    """The plan from the Office's Word file; the round, its indices, the weak ones."""
    with department.at(MORNING, opening.OFFICER, opening.DIRECTOR) as [page, director]:
        planning.import_plan(page, inputs / "khanh-hoa-2021-appendix.docx")
        assert planning.count_items(page) == 15
        measuring.open_round(page)
        measuring.seal_forms(page, inputs / "survey-2021-q1.xlsx")
        measuring.close_round(page, director)
        measuring.find_weak(page)
        page.goto("/scores")
        for value in ("73,37", "77,08", "64,20", "81,31", "71,98", "61,74"):
            expect(page.locator("main")).to_contain_text(value)
        assert Watcher(page).axe() == []


def _report(department: Department) -> None:
    """A unit reports, the Office confirms."""
    with department.at(MORNING, opening.CLERK, opening.OFFICER) as [clerk, officer]:
        department.taps["unit report"] = reporting.report(clerk, RESULT)
        reporting.confirm(officer, RESULT)


def _meet(department: Department, folder: Path) -> None:
    """The September meeting is held, its minutes closed and approved; item 12 has its report."""
    with department.at(NEXT_DAY, opening.OFFICER, opening.DIRECTOR) as [officer, director]:
        address = meeting.prepare(officer)
        meeting.conclude(officer, address, ORDER)
        meeting.close(officer, address)
        minutes = meeting.approve(director, address, folder)
        assert ORDER in papers.words_of(minutes)
        papers.expect_filed_report(officer)


def _report_upwards(department: Department, folder: Path) -> None:
    """The report of the third quarter says the same on screen, in Word and in Excel."""
    with department.at(LATER, opening.OFFICER) as [page]:
        shown = papers.figures_on_screen(page)
        page.goto("/reports/Q3/2021")
        word = meeting.download(page, "Word", folder)
        book = meeting.download(page, "Excel", folder)
        assert papers.figures_in_book(book, shown) == shown
        papers.expect_counts_in_word(word, shown)


def _decide(department: Department) -> None:
    """The director sees what is silent and ordered apart from each other, and decides."""
    with department.at(LATER, opening.DIRECTOR) as [page]:
        expect(page.get_by_text(ORDER).first).to_be_visible()
        department.taps["director's decision"] = papers.decide(page)
