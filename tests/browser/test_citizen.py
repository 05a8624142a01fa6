"""A citizen answers on a phone, and on a machine at the counter, in a real browser."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.browser.servers import Place, serving
from tests.browser.watching import Look, Watcher, window

pytestmark = pytest.mark.browser
PHONE, TABLET = Look(390, is_dark=False), Look(1024, is_dark=False)
QUESTIONS = 25
MOST_TAPS = 30


@dataclass(frozen=True)
class Counter:
    """A served round: its addresses and what is sealed in it."""

    database: Path
    address: str

    def ask(self, query: str) -> list[tuple[str, ...]]:
        with closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(query).fetchall()

    def code(self, column: str) -> str:
        (found,) = self.ask(f"SELECT {column} FROM \"round\" WHERE state = 'open'")  # noqa: S608
        return f"/s/{found[0]}"

    def sealed(self, channel: str) -> int:
        query = f"SELECT count(*) FROM response WHERE channel = '{channel}'"  # noqa: S608
        return int(self.ask(query)[0][0])


@pytest.fixture
def counter(demo_place: Place, tmp_path: Path) -> Iterator[Counter]:
    """The demo's open round, which has a machine at the counter, on a copy of the demo."""
    shutil.copytree(demo_place.folder, tmp_path / "demo")
    database = tmp_path / "demo" / "tracker.sqlite3"
    with serving(replace(demo_place, folder=tmp_path / "demo")) as server:
        yield Counter(database, server.address)


def tap_every_face(page: Page, level: int) -> int:
    """Touch one face of each question as it comes into sight; how many touches that took."""
    taps = 0
    for place in range(1, QUESTIONS + 1):
        face = page.locator(f"label.face:has(input[name='cau-{place}'][value='{level}'])")
        expect(face).to_be_visible()
        face.click()
        taps += 1
    return taps


def fill_in(page: Page, level: int = 4) -> int:
    """From the start to the button that sends; how many touches that took."""
    page.get_by_role("button", name="Bắt đầu").click()
    return 1 + tap_every_face(page, level)


def send(page: Page) -> int:
    page.get_by_role("button", name="Gửi ý kiến").click()
    return 1


def test_a_citizen_needs_few_taps_on_a_phone(
    counter: Counter, chromium: Browser, shots: Callable[[str], Path | None]
) -> None:
    before = counter.sealed("open")
    with window(chromium, PHONE, counter.address) as context:
        watcher = Watcher(context.new_page())
        page = watcher.page
        page.goto(counter.code("public_code"))
        assert watcher.faults() == []
        taps = fill_in(page)
        expect(page.get_by_text("Phần 6/6")).to_be_visible()
        assert watcher.faults() == []
        if path := shots("s-last-part-390"):
            page.screenshot(path=path)
        taps += send(page)
        expect(page.get_by_role("heading", name="Xin cảm ơn Ông/Bà")).to_be_visible()
        assert context.cookies() == []
        assert page.evaluate("Object.keys(localStorage)") == ["giao-dien"]
    assert taps <= MOST_TAPS
    assert counter.sealed("open") == before + 1


def test_a_dropped_connection_loses_nothing_and_counts_nothing_twice(
    counter: Counter, chromium: Browser, shots: Callable[[str], Path | None]
) -> None:
    before = counter.sealed("open")
    with window(chromium, PHONE, counter.address) as context:
        watcher = Watcher(context.new_page())
        page = watcher.page
        page.goto(counter.code("public_code"))
        fill_in(page)
        context.set_offline(True)
        send(page)
        expect(page.get_by_role("heading", name="Chưa gửi được phiếu")).to_be_visible()
        if path := shots("s-waiting-390"):
            page.screenshot(path=path)
        page.get_by_role("button", name="Gửi lại").click()
        assert counter.sealed("open") == before
        watcher.errors.clear()  # the browser's own words on a broken line
        context.set_offline(False)
        expect(page.get_by_role("heading", name="Xin cảm ơn Ông/Bà")).to_be_visible()
    assert counter.sealed("open") == before + 1


def test_an_answer_lost_on_its_way_back_is_asked_for_again_and_counted_once(
    counter: Counter, chromium: Browser
) -> None:
    before, address = counter.sealed("open"), counter.code("public_code")
    with window(chromium, PHONE, counter.address) as context:
        page = context.new_page()
        page.goto(address)
        page.route(f"**{address}", _arrive_but_stay_silent)
        fill_in(page)
        send(page)
        expect(page.get_by_role("heading", name="Chưa gửi được phiếu")).to_be_visible()
        assert counter.sealed("open") == before + 1
        page.unroute(f"**{address}")
        page.goto(address)  # closed and opened again: it is sent by itself
        expect(page.get_by_role("heading", name="Xin cảm ơn Ông/Bà")).to_be_visible()
    assert counter.sealed("open") == before + 1


def test_what_was_answered_is_there_again_after_a_reload(
    counter: Counter, chromium: Browser
) -> None:
    with window(chromium, PHONE, counter.address) as context:
        page = context.new_page()
        page.goto(counter.code("public_code"))
        page.get_by_role("button", name="Bắt đầu").click()
        page.locator("label.face:has(input[name='cau-2'][value='5'])").click()
        page.reload()
        expect(page.get_by_text("Phần 1/6")).to_be_visible()
        expect(page.locator("input[name='cau-2'][value='5']")).to_be_checked()
        page.get_by_role("button", name="Quay lại").locator("visible=true").click()
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()


def test_arrow_keys_never_leave_a_part(counter: Counter, chromium: Browser) -> None:
    with window(chromium, PHONE, counter.address) as context:
        page = context.new_page()
        page.goto(counter.code("public_code"))
        page.get_by_role("button", name="Bắt đầu").click()
        part = page.locator("[data-part]").nth(1)
        for question in part.locator("fieldset").all():
            question.locator("input").first.focus()
            page.keyboard.press("Space")
            page.keyboard.press("ArrowRight")
        page.wait_for_timeout(600)
        expect(page.get_by_text("Phần 1/6")).to_be_visible()


def test_a_machine_at_the_counter_thanks_and_begins_again(
    counter: Counter, chromium: Browser, shots: Callable[[str], Path | None]
) -> None:
    before = counter.sealed("kiosk")
    with window(chromium, TABLET, counter.address) as context:
        watcher = _at_the_counter(context, counter)
        page = watcher.page
        assert page.locator("a[href^='/'], a[href^='http']").count() == 0
        for _ in range(2):
            fill_in(page, 5)
            assert watcher.faults() == []
            send(page)
            expect(page.get_by_role("heading", name="Xin cảm ơn Ông/Bà")).to_be_visible()
            if path := shots("kiosk-thanks-1024"):
                page.screenshot(path=path)
            page.clock.fast_forward(13_000)
            expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    assert counter.sealed("kiosk") == before + 2


def test_a_form_left_at_the_counter_is_forgotten(
    counter: Counter, chromium: Browser, shots: Callable[[str], Path | None]
) -> None:
    before = counter.sealed("kiosk")
    with window(chromium, TABLET, counter.address) as context:
        watcher = _at_the_counter(context, counter)
        page = watcher.page
        page.get_by_role("button", name="Bắt đầu").click()
        page.locator("label.face:has(input[name='cau-1'][value='1'])").click()
        page.clock.fast_forward(61_000)
        expect(page.get_by_text("còn trả lời tiếp không")).to_be_visible()
        assert watcher.faults() == []
        if path := shots("kiosk-ask-1024"):
            page.screenshot(path=path)
        page.get_by_role("button", name="Trả lời tiếp").click()
        expect(page.locator("input[name='cau-1'][value='1']")).to_be_checked()
        page.clock.fast_forward(61_000)
        page.clock.fast_forward(16_000)
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
        assert page.locator("input:checked").count() == 0
        assert page.evaluate("Object.keys(localStorage)") == ["giao-dien"]
        page.go_back()
        expect(page.get_by_role("button", name="Bắt đầu")).to_be_visible()
    assert counter.sealed("kiosk") == before


def _at_the_counter(context: BrowserContext, counter: Counter) -> Watcher:
    page = context.new_page()
    page.clock.install()
    page.goto(counter.code("kiosk_code"))
    return Watcher(page)


def _arrive_but_stay_silent(route: Route) -> None:
    """The request reaches the office, its answer does not reach the phone."""
    route.fetch(max_redirects=0)
    route.abort()
