"""The Office's morning in a real browser: what waits, decided by one key a row."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.servers import Place, serving
from tests.browser.watching import DESK, PHONE, Look, Watcher, sign_in, window

pytestmark = pytest.mark.browser
PASSWORD = "dung-thu-2026"
REASON = "Chưa có số liệu trong kỳ."


@pytest.fixture(params=[DESK, PHONE], ids=lambda look: look.name)
def page(
    request: pytest.FixtureRequest, chromium: Browser, demo_place: Place, tmp_path: Path
) -> Iterator[Page]:
    """The list of what waits, on a copy of the demo."""
    look: Look = request.param
    shutil.copytree(demo_place.folder, tmp_path / "demo")
    with (
        serving(replace(demo_place, folder=tmp_path / "demo")) as server,
        window(chromium, look, server.address) as context,
    ):
        page = context.new_page()
        sign_in(page, "office@demo.local", PASSWORD)
        page.goto("/confirmations")
        yield page


def decidable(page: Page) -> list[str]:
    """The ids of the rows that the Office may decide about, in order."""
    rows = page.locator("li[data-row]:has([data-mark])")
    return [row.get_attribute("id") or "" for row in rows.all()]


def bring_to_hand(page: Page, row: str) -> None:
    """Move down with J until a row is at hand."""
    rows = [each.get_attribute("id") for each in page.locator("li[data-row]").all()]
    for _ in range(rows.index(row) + 1):
        page.keyboard.press("j")
    expect(page.locator(f"#{row}")).to_be_focused()


def test_a_report_is_confirmed_and_the_next_returned_by_one_key_each(page: Page) -> None:
    watcher = Watcher(page)
    first, second, *_ = decidable(page)
    assert watcher.axe() == []

    bring_to_hand(page, first)
    page.keyboard.press("x")
    expect(page.get_by_text(re.compile("Đã xác nhận")).first).to_be_visible()
    expect(page.locator(f"#{first}")).to_have_count(0)

    page.reload()
    bring_to_hand(page, second)
    page.keyboard.press("t")
    expect(page.get_by_role("heading", level=1)).to_have_text("Trả lại báo cáo")
    page.get_by_label("Lý do").fill(REASON)
    page.get_by_role("button", name="Trả lại").click()
    expect(page.locator(f"#{second}")).to_have_count(0)
    assert watcher.errors == []


def test_keys_do_nothing_while_a_letter_is_being_composed(page: Page) -> None:
    first, *_ = decidable(page)
    bring_to_hand(page, first)
    page.evaluate(
        "() => document.activeElement.dispatchEvent("
        "new KeyboardEvent('keydown', {key: 'x', isComposing: true, bubbles: true}))"
    )
    expect(page.locator(f"#{first}")).to_be_visible()
    page.keyboard.press("Space")
    expect(page.locator(f"#{first} [data-mark]")).to_be_checked()
