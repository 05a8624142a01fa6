"""The first hour: the set-up on an empty database, the first sign-ins, a clerk and a director."""

import re

from playwright.sync_api import Page, expect

from tests.browser.servers import Server
from tests.browser.watching import sign_in

PASSWORD = "thuyen-buom-nha-trang"
ADMIN, OFFICER = "admin@khanhhoa.example", "vanphong@khanhhoa.example"
CLERK, DIRECTOR = "hotro@khanhhoa.example", "giamdoc@khanhhoa.example"
LEGAL_AID = "Phòng Bổ trợ tư pháp"
UNITS = (LEGAL_AID, "Phòng Hành chính tư pháp", "Thanh tra Sở", "Ban Biên tập Trang TTĐT Sở")


def set_up(page: Page, server: Server) -> None:
    """Agency, units, method and the first two people, behind the code on the terminal."""
    page.goto("/")
    expect(page).to_have_url(re.compile("/set-up$"))
    code = re.search(r"Mã thiết lập lần đầu: (\S+)", server.printed())
    assert code is not None, server.printed()
    page.get_by_label("Mã thiết lập").fill(code[1])
    _next(page)
    page.get_by_label("Tên cơ quan").fill("Sở Tư pháp tỉnh Khánh Hòa")
    page.get_by_label("Cơ quan cấp trên").fill("UBND tỉnh Khánh Hòa")
    page.get_by_label("Địa danh").fill("Khánh Hòa")
    page.get_by_label("Chữ viết tắt trong số văn bản").fill("STP")
    page.get_by_label("Mã cơ quan").fill("stp")
    _next(page)
    page.get_by_label("Phòng, đơn vị thuộc cơ quan").fill("\n".join(UNITS[:3]))
    page.get_by_label("Ban, tổ").fill(UNITS[3])
    _next(page)
    _next(page)  # the method kh-2021 and the state's periods are chosen already
    _people(page)
    page.get_by_role("button", name="Hoàn tất thiết lập").click()
    expect(page.get_by_text("Đã thiết lập xong")).to_be_visible()


def _next(page: Page) -> None:
    page.get_by_role("button", name="Tiếp tục").click()


def _people(page: Page) -> None:
    people = (("admin", "Lê Quản Trị", ADMIN), ("office", "Trần Văn Phòng", OFFICER))
    for prefix, name, email in people:
        page.locator(f"#{prefix}_name").fill(name)
        page.locator(f"#{prefix}_email").fill(email)
        page.locator(f"#{prefix}_password").fill(PASSWORD)
        page.locator(f"#{prefix}_password_again").fill(PASSWORD)


def add_person(page: Page, email: str, name: str, *, unit: str, role: str) -> str:
    """A new person, added by the administrator; the one-time password shown on the slip."""
    page.goto("/people/new")
    page.get_by_label("Họ và tên").fill(name)
    if unit:
        page.locator("#unit_id").select_option(label=unit)
    page.get_by_label("Thư điện tử công vụ").fill(email)
    page.get_by_role("checkbox", name=role, exact=True).check()
    if not unit:  # one of the leaders
        page.get_by_label("Là người đứng đầu").check()
    page.get_by_role("button", name="Thêm người").click()
    return page.locator(".slip code").inner_text().strip()


def first_sign_in(page: Page, email: str, once: str) -> None:
    """Sign in with a one-time password and choose one's own."""
    sign_in(page, email, once)
    page.locator("#password").fill(once)
    page.locator("#new_password").fill(PASSWORD)
    page.locator("#new_password_again").fill(PASSWORD)
    page.get_by_role("button", name="Đổi mật khẩu").click()
    page.wait_for_url(lambda url: not url.endswith("/password"))
