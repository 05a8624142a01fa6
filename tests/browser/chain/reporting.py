"""One period: a clerk reports from the unit's page, the Office confirms."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


@dataclass
class Taps:
    """Counts what a finger does: a tap on a control, a box filled; typing itself is free."""

    made: int = 0

    def tap(self, target: Locator) -> None:
        target.click()
        self.made += 1

    def fill(self, target: Locator, words: str) -> None:
        target.fill(words)
        self.made += 1


def report(page: Page, words: str) -> int:
    """Report the first item owed on the unit's page; the taps it took."""
    page.goto("/")
    taps = Taps()
    taps.tap(page.get_by_role("link", name="Báo cáo nhiệm vụ").first)
    form = page.locator("form#bao-cao")
    taps.tap(form.locator("label.pick", has_text="Đang thực hiện"))
    taps.fill(form.get_by_label("Kết quả thực hiện trong kỳ"), words)
    late = form.get_by_label("Lý do chậm")
    if late.count():
        taps.fill(late, "Chờ số liệu của bộ phận Một cửa.")
    number = form.get_by_label("Số, ký hiệu văn bản").first
    if number.is_visible():  # the period asks for proof
        taps.fill(number, "15/BC-STP")
    taps.tap(form.get_by_role("button", name="Gửi báo cáo"))
    expect(page.get_by_text("Đã gửi báo cáo").first).to_be_visible()
    return taps.made


def confirm(page: Page, words: str) -> None:
    """The Office confirms the report that says `words`."""
    page.goto("/confirmations")
    line = page.locator("li", has_text=words)
    line.get_by_role("button", name="Xác nhận").click()
    expect(page.get_by_text(words)).to_have_count(0)
