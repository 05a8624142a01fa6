"""A clerk's month through the grid in a real browser: keys, composing, drafts, taps, no script."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.chain.reporting import Taps
from tests.browser.servers import Place, Server, serving
from tests.browser.watching import DESK, PHONE, Look, Watcher, sign_in, window
from tracker.demo.people import PASSWORD

pytestmark = pytest.mark.browser

CLERK = "clerk@demo.local"
MOST_TAPS = 6
SAVED = "Đã lưu nháp lúc"


@pytest.fixture(scope="module")
def server(demo_place: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A copy of the demo: what is sent here, other tests of pages still owe."""
    folder: Path = tmp_path_factory.mktemp("month") / "data"
    shutil.copytree(demo_place.folder, folder)
    with serving(Place(folder)) as running:
        yield running


def open_grid(page: Page) -> None:
    sign_in(page, CLERK, PASSWORD)
    page.goto("/unit")
    page.get_by_role("link", name="Nhập cả kỳ trên một bảng").click()
    page.wait_for_url("**/unit/grid*")


def rows(page: Page) -> Locator:
    return page.locator("[data-row]")


def result(row: Locator) -> Locator:
    return row.get_by_label("Kết quả thực hiện trong kỳ")


def is_focused(field: Locator) -> bool:
    return bool(field.evaluate("field => document.activeElement === field"))


def compose(page: Page, letters: str) -> None:
    """Leave a letter in the middle of its composition, as Telex and VNI do."""
    tools = page.context.new_cdp_session(page)
    tools.send("Input.imeSetComposition", {"text": letters, "selectionStart": 0, "selectionEnd": 0})


@pytest.mark.parametrize("look", [DESK, PHONE], ids=lambda look: look.name)
def test_a_row_is_written_kept_taken_back_and_sent(
    chromium: Browser, server: Server, look: Look
) -> None:
    with window(chromium, look, server.address) as context:
        page = context.new_page()
        watcher = Watcher(page)
        open_grid(page)
        assert watcher.faults() == []
        row = rows(page).last
        result(row).fill("Đã kiểm tra 14 hồ sơ")
        expect(row.get_by_text(SAVED)).to_be_visible()
        result(row).press_sequentially(", nhầm")
        result(row).press("Control+Enter")
        expect(result(row)).to_have_value("Đã kiểm tra 14 hồ sơ, nhầm")
        with page.expect_response(lambda answer: "/drafts" in answer.url):  # kept on the server
            row.get_by_role("button", name="Hoàn tác").click()
        expect(result(row)).to_have_value("Đã kiểm tra 14 hồ sơ")
        expect(row.get_by_text(SAVED)).to_be_visible()
        page.reload()
        expect(result(rows(page).last)).to_have_value("Đã kiểm tra 14 hồ sơ")
        assert send_last(page) <= MOST_TAPS
        assert watcher.faults() == []


def send_last(page: Page) -> int:
    """Send the last row from what a finger does; the taps it took."""
    taps, row, before = Taps(), rows(page).last, rows(page).count()
    taps.tap(row.get_by_label("Tình hình thực hiện"))  # opens the menu
    row.get_by_label("Tình hình thực hiện").select_option("Đang thực hiện")
    taps.made += 1
    taps.fill(result(row), "Đã kiểm tra 14 hồ sơ, trả lại 02 hồ sơ.")
    number = row.get_by_label("Số, ký hiệu văn bản")
    if number.is_visible():
        taps.fill(number, "21/BC-TĐ")
    late = row.get_by_label("Lý do chậm")
    if late.count():
        taps.fill(late, "Chờ số liệu.")
    taps.tap(row.get_by_role("button", name="Gửi dòng này"))
    if page.get_by_text("Bấm gửi lần nữa").count():
        taps.tap(rows(page).last.get_by_role("button", name="Gửi dòng này"))
    expect(page.get_by_text("Đã gửi 01 báo cáo.")).to_be_visible()
    assert rows(page).count() == before - 1
    return taps.made


def test_keys_move_between_rows_but_never_in_the_middle_of_a_letter(
    chromium: Browser, server: Server
) -> None:
    with window(chromium, DESK, server.address) as context:
        page = context.new_page()
        open_grid(page)
        first, second = result(rows(page).nth(0)), result(rows(page).nth(1))
        first.fill("Đã rà soát 12 thủ tục")
        compose(page, "mơ")
        expect(first).to_have_value("Đã rà soát 12 thủ tụcmơ")
        for key in ("ArrowDown", "Enter"):
            first.dispatch_event("keydown", {"key": key, "isComposing": True})
            first.dispatch_event("keydown", {"key": key, "keyCode": 229})
        assert is_focused(first)
        expect(first).to_have_value("Đã rà soát 12 thủ tụcmơ")
        page.context.new_cdp_session(page).send("Input.insertText", {"text": "mới"})
        expect(first).to_have_value("Đã rà soát 12 thủ tụcmới")
        first.press("ArrowDown")
        assert is_focused(second)
        second.press("Home")
        second.press("ArrowUp")
        assert is_focused(first)


def test_enter_in_a_line_goes_to_the_next_row_and_posts_nothing(
    chromium: Browser, server: Server
) -> None:
    with window(chromium, DESK, server.address) as context:
        page = context.new_page()
        open_grid(page)
        page.evaluate("document.querySelectorAll('.mrow details').forEach(d => (d.open = true))")
        numbers = page.locator("input[name$=documents-0-number]")
        numbers.nth(0).fill("1/BC")
        numbers.nth(0).press("Enter")
        assert is_focused(numbers.nth(1))
        assert page.get_by_text("Đã gửi").count() == 0


def test_without_script_rows_are_kept_and_sent(chromium: Browser, server: Server) -> None:
    context = chromium.new_context(
        base_url=server.address, locale="vi-VN", java_script_enabled=False
    )
    page = context.new_page()
    open_grid(page)
    row = page.locator(".mrow").first
    name = row.locator("input[name=rows]").get_attribute("value")
    result(row).fill("Đã cập nhật 05 quy trình.")
    page.get_by_role("button", name="Lưu nháp").click()
    row = page.locator(f"#d{name}")
    expect(result(row)).to_have_value("Đã cập nhật 05 quy trình.")
    row.get_by_label("Tình hình thực hiện").select_option("Đang thực hiện")
    late = row.get_by_label("Lý do chậm")
    if late.count():
        late.fill("Chờ số liệu.")
    page.get_by_role("button", name="Gửi các dòng đã nhập").first.click()
    expect(page.get_by_text("Đã gửi 01 báo cáo.")).to_be_visible()
    context.close()
