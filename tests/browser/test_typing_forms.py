"""The Office types paper forms in a real browser: one key an answer, blocks pasted from a sheet."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.servers import Place, serving
from tests.browser.watching import DESK, Watcher, sign_in, window

pytestmark = pytest.mark.browser
PASTE = """(box, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  const how = {clipboardData: data, bubbles: true, cancelable: true};
  box.dispatchEvent(new ClipboardEvent("paste", how));
}"""


@pytest.fixture
def page(chromium: Browser, demo_place: Place, tmp_path: Path) -> Iterator[Page]:
    """The empty rows of the open round, typed by the director's colleague of the Office."""
    shutil.copytree(demo_place.folder, tmp_path / "demo")
    with (
        serving(replace(demo_place, folder=tmp_path / "demo")) as server,
        window(chromium, DESK, server.address) as context,
    ):
        page = context.new_page()
        sign_in(page, "office@demo.local", "dung-thu-2026")
        page.goto("/rounds")
        page.get_by_role("link", name="Lần 4").first.click()
        page.get_by_role("link", name="gõ phiếu giấy").click()
        for name in ("r1-number", "r2-c1", *(f"r1-c{n}" for n in range(1, 26))):
            page.locator(f"[name='{name}']").fill("")
        yield page


def box(page: Page, name: str) -> str:
    return page.locator(f"[name='{name}']").input_value()


def row(page: Page, place: int) -> str:
    """The answers of a row, a dot for none."""
    return "".join(box(page, f"r{place}-c{n}") or "." for n in range(1, 26))


def test_one_key_an_answer_and_the_next_box(page: Page) -> None:
    page.locator("[name='r1-number']").fill("301")
    page.locator("[name='r1-c1']").focus()
    page.keyboard.type("54 x" + "4" * 20)
    expect(page.locator("[name='r1-c25']")).to_be_focused()
    page.keyboard.press("9")
    expect(page.locator("[name='r1-c25']")).to_be_focused()
    page.keyboard.press("Backspace")
    page.keyboard.press("3")
    expect(page.locator("[name='r2-number']")).to_be_focused()
    assert row(page, 1) == "54.x" + "4" * 20 + "3"

    page.keyboard.type("302")
    page.keyboard.press("Enter")
    expect(page.locator("[name='r3-number']")).to_be_focused()
    page.locator("[name='r2-c3']").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[name='r1-c3']")).to_be_focused()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("[name='r1-c2']")).to_be_focused()


def test_a_block_from_a_sheet_is_spread_over_rows_looked_over_and_sealed(
    page: Page, shots: Callable[[str], Path | None]
) -> None:
    field = page.locator("[name='r1-field'] option").nth(1).inner_text()
    lines = ["\t".join([str(n), "", field, "Phòng không có", *"5" * 24, "x"]) for n in (401, 402)]
    page.locator("[name='r1-number']").evaluate(PASTE, "\n".join(lines) + "\n")
    expect(page.locator("#thong-bao")).to_contain_text("Đã dán 2 dòng. 2 tên")
    assert [row(page, n) for n in (1, 2, 3)] == ["5" * 24 + "x"] * 2 + ["." * 25]
    assert box(page, "r2-field") == page.locator("[name='r1-field'] option").nth(1).get_attribute(
        "value"
    )
    page.locator("[name='r3-c1']").evaluate(PASTE, "12345")
    assert row(page, 3).startswith("12345.")
    page.locator("[name='r3-number']").fill("403")

    page.get_by_role("button", name="Kiểm tra").click()
    expect(page.get_by_role("heading", name="Đối chiếu với phiếu giấy")).to_be_visible()
    assert Watcher(page).faults() == []
    if path := shots("typing-check-1440"):
        page.screenshot(path=path, full_page=True)
    page.get_by_role("button", name="Niêm phong 3 phiếu").click()
    expect(page.get_by_text("Đã niêm phong 3 phiếu.").first).to_be_visible()
    expect(page.get_by_text("gõ trên trang")).to_be_visible()


def test_letters_being_composed_are_left_alone(page: Page) -> None:
    page.locator("[name='r1-c1']").focus()
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "5", "selectionStart": 1, "selectionEnd": 1})
    expect(page.locator("[name='r1-c1']")).to_be_focused()
    session.send("Input.insertText", {"text": "5"})
    expect(page.locator("[name='r1-c2']")).to_be_focused()
    assert row(page, 1) == "5" + "." * 24
