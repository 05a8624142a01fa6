"""What leaves the house, and what the director decides from: files against the screen."""

import re
from pathlib import Path

import docx
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.browser.chain.reporting import Taps


def words_of(path: Path) -> str:
    """All words of a Word file, those in its tables included."""
    document = docx.Document(str(path))
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def expect_filed_report(page: Page) -> None:
    """Item 12, which the monthly meeting proves, has the report that closing the minutes filed."""
    page.goto("/plans")
    page.get_by_role("link", name=re.compile("giao ban")).first.click()
    expect(page.locator("main")).to_contain_text("Biên bản")
    expect(page.locator("main")).to_contain_text("Đã xác nhận")


def figures_on_screen(page: Page) -> dict[str, str]:
    """The main figures of the report of the third quarter, by their names."""
    page.goto("/reports/Q3/2021")
    rows = page.locator("section", has=page.locator("#h-sl")).locator("tbody tr")
    return {row.locator("th").inner_text(): row.locator("td").inner_text() for row in rows.all()}


def figures_in_book(path: Path, names: dict[str, str]) -> dict[str, str]:
    """The same figures in the first sheet of the workbook; – for an empty cell."""
    sheet = load_workbook(path).worksheets[0]
    rows = {str(row[0]): row[1] for row in sheet.iter_rows(values_only=True) if row[0] in names}
    return {name: "–" if value is None else str(value) for name, value in rows.items()}


def expect_counts_in_word(path: Path, shown: dict[str, str]) -> None:
    """The sentence of counts in the paper says the figures of the screen."""
    words = words_of(path)
    for text, names in (
        (r"Kế hoạch gồm (\d+) nhiệm vụ", ("Nhiệm vụ của kế hoạch",)),
        (r"hoàn thành (\d+) nhiệm vụ", ("Hoàn thành đúng hạn", "Hoàn thành quá hạn")),
        (
            r"đang thực hiện (\d+) nhiệm vụ",
            ("Đang thực hiện, trong hạn", "Đang thực hiện, quá hạn"),
        ),
        (r"chưa thực hiện (\d+) nhiệm vụ", ("Chưa thực hiện",)),
    ):
        found = re.search(text, words)
        assert found is not None, (text, words[:1500])
        assert int(found[1]) == sum(int(shown[name]) for name in names), names


def decide(page: Page) -> int:
    """An order from the director's first page; the taps it took."""
    page.goto("/")
    taps = Taps()
    taps.tap(page.get_by_role("link", name="Yêu cầu giải trình").first)
    page.locator("#text").fill("Giải trình nguyên nhân chưa thực hiện kết luận")
    taps.made += 1
    taps.tap(page.get_by_role("button", name="Gửi chỉ đạo"))
    expect(page.get_by_text("Đã").first).to_be_visible()
    return taps.made
