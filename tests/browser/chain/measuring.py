"""The survey: a round opened, typed-in forms sealed, closed, held against the target."""

from pathlib import Path

from playwright.sync_api import Page, expect

TARGET = "81"


def open_round(page: Page) -> None:
    """The round of the first quarter, from the list of rounds; its own page follows."""
    page.goto("/rounds")
    page.get_by_role("link", name="Lập đợt khảo sát").first.click()
    page.get_by_label("Mã đợt").fill("2021-Q1")
    page.get_by_label("Tên đợt").fill("Khảo sát quý I năm 2021")
    page.get_by_label("Thu phiếu từ ngày").fill("04/01/2021")
    page.get_by_label("Đến hết ngày").fill("31/3/2021")
    page.get_by_role("button", name="Lập đợt").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Khảo sát quý I năm 2021")


def seal_forms(page: Page, file: Path) -> None:
    """The file of 240 forms looked over, its names settled, sealed."""
    page.get_by_role("link", name="Nhập phiếu").first.click()
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Đọc tệp").click()
    for choice in page.locator("select[name$='-choice']").all():
        if not choice.input_value():
            choice.select_option(label="Thêm mới vào danh mục")
    page.get_by_role("button", name="Niêm phong 240 phiếu").click()
    expect(page.get_by_text("Đã niêm phong 240 phiếu").first).to_be_visible()


def close_round(page: Page, second: Page) -> None:
    """The one who sealed the forms asks, a second person confirms; the indices are frozen."""
    page.get_by_text("Thao tác khác").click()
    page.get_by_role("link", name="Đóng đợt").click()
    page.get_by_role("button", name="Đề nghị đóng đợt").click()
    expect(page.get_by_text("Đã đề nghị đóng đợt").first).to_be_visible()
    second.goto(page.url)
    second.get_by_role("link", name="Xem và xác nhận đóng đợt").click()
    second.get_by_role("button", name="Đóng đợt và chốt chỉ số").click()
    expect(second.locator("main")).to_contain_text("Đã đóng")


def find_weak(page: Page) -> None:
    """The target of the year; five of the six indices and their mean are found too low."""
    page.goto("/yardsticks/new")
    page.get_by_label("Mục tiêu chung").fill(TARGET)
    page.get_by_role("button", name="Lưu mục tiêu").click()
    page.goto("/weaknesses/judge")
    page.get_by_role("button", name="Đánh giá").click()
    expect(page.locator("main li[id^='y-']")).to_have_count(6)
