"""The plan: the Office's own Word file, what was unclear settled, stored and shown."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.chain.opening import LEGAL_AID


def import_plan(page: Page, file: Path) -> None:
    """Upload, settle, choose the first period owed, store."""
    page.goto("/plans/import")
    page.set_input_files("input[type=file]", file)
    page.get_by_role("button", name="Đọc tệp").click()
    expect(page.get_by_text("15 nhiệm vụ").first).to_be_visible()
    same = page.get_by_role("button", name=f"Là “{LEGAL_AID}”")
    expect(same.first).to_be_visible()  # Phòng Hỗ trợ tư pháp is a slip
    _settle(page)
    page.locator("button[name=go][value=confirm]").click()
    expect(page.get_by_role("heading", name="Sẵn sàng nhập 15 nhiệm vụ")).to_be_visible()
    page.get_by_label("Kỳ báo cáo đầu tiên").select_option("2021-09")
    page.get_by_role("button", name="Nhập và giao nhiệm vụ").click()
    expect(page.locator("main")).to_contain_text("844/STP-VP")


def _settle(page: Page) -> None:
    """Every open question on the row: suggestions taken, other units added, indices left blank."""
    buttons = page.locator("button[name=settle]")
    while buttons.count():
        words = buttons.first.inner_text()
        wanted = "Để trống như văn bản" if words.startswith("Gắn thêm") else words
        page.get_by_role("button", name=wanted, exact=True).first.click()
    for choice in page.locator("select[name^='names-'][name$='-choice']").all():
        if not choice.input_value():
            choice.select_option(index=1)
    page.locator("button[name=go][value=stay]").click()


def count_items(page: Page) -> int:
    """How many items the plan page shows."""
    page.goto("/plans")
    return page.locator("table.plan tbody tr[id^='item-'], table.plan tbody td.c-no").count()
