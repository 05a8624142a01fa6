"""The September meeting: agenda, one conclusion, the minutes closed, approved, downloaded."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.chain.opening import LEGAL_AID


def prepare(page: Page) -> str:
    """A monthly series on day 17 and its September meeting with an agenda; its address."""
    page.goto("/meetings/series/new")
    page.get_by_label("Tên cuộc họp").fill("Họp giao ban cải cách hành chính")
    page.get_by_label("Ngày họp hằng tháng").fill("17")
    page.get_by_label("Giờ họp").fill("08:00")
    page.get_by_label("Địa điểm").fill("Phòng họp tầng 2")
    page.get_by_label("Chủ trì").select_option(label="Nguyễn Giám Đốc")
    page.get_by_role("button", name="Lưu lịch họp").click()
    page.get_by_role("button", name="Lên lịch cuộc họp tiếp theo").click()
    page.get_by_role("button", name="Lập chương trình").click()
    expect(page.get_by_text("Đã kết luận 0/")).to_be_visible()
    return page.url.split("?", maxsplit=1)[0]


def conclude(page: Page, address: str, words: str) -> None:
    """An instruction with unit and day on the first line that is not a standing one."""
    page.goto(address)
    page.locator("[data-agenda] a", has_text="chưa báo cáo").or_(
        page.locator("[data-agenda] a[href*='line=']").last
    ).first.click()
    page.locator("label.pick", has_text="Giao thực hiện").click()
    page.get_by_label("Nội dung kết luận").fill(words)
    page.get_by_label("Đơn vị thực hiện").select_option(label=LEGAL_AID)
    page.get_by_label("Thời hạn").fill("18/9/2021")
    page.locator("form[data-conclude] button[data-next]").click()
    expect(page.get_by_text("Đã kết luận 1/")).to_be_visible()


def close(page: Page, address: str) -> None:
    """Enter the hours, close the minutes and hand them to the chair."""
    page.goto(f"{address}/edit")
    page.get_by_label("Ngày họp thực tế").fill("17/9/2021")
    page.get_by_label("Giờ bắt đầu").fill("08:00")
    page.get_by_label("Giờ kết thúc").fill("09:30")
    page.get_by_role("button", name="Lưu").click()
    page.goto(f"{address}/close")
    page.get_by_role("button", name="Chốt và trình").click()
    expect(page.locator("main")).to_contain_text("chờ chủ trì duyệt")


def approve(page: Page, address: str, folder: Path) -> Path:
    """The chair approves; the minutes as a Word file."""
    page.goto(f"{address}/minutes")
    page.get_by_role("button", name="Duyệt biên bản").click()
    expect(page.locator("main")).to_contain_text("chủ trì đã duyệt")
    return download(page, "Tải Word", folder)


def download(page: Page, words: str, folder: Path) -> Path:
    """The file behind a link, kept under the name that the server gave it."""
    with page.expect_download() as started:
        page.get_by_role("link", name=words, exact=True).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path
