"""What is looked at on every page: accessibility, errors, width, words left by a template."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
# Through page.evaluate, which the strict Content-Security-Policy lets pass.
RUN_AXE = """async (only) => (await axe.run(document, {runOnly: only, resultTypes: ["violations"]}))
  .violations.map(v => v.id + ": " + v.nodes.length + " × " + v.nodes[0].html.slice(0, 160))"""
OTHER_THEME = """() => {
  const root = document.documentElement.dataset;
  root.bsTheme = root.bsTheme === "dark" ? "light" : "dark";
}"""
WIDER = """() => document.documentElement.scrollWidth - document.documentElement.clientWidth"""
LEFTOVERS = re.compile(
    r"\{\{|\}\}|\{%|%\}|\bUndefined\b|&lt;Undefined|\bNone\b|<bound method|<function"
)


@dataclass(frozen=True)
class Look:
    """A window: its width in pixels and whether it is dark."""

    width: int
    is_dark: bool

    @property
    def name(self) -> str:
        return f"{self.width}-{'dark' if self.is_dark else 'light'}"


DESK, PHONE = Look(1440, is_dark=False), Look(390, is_dark=True)


@dataclass
class Watcher:
    """A page whose errors are kept; `faults` names what is wrong with what it shows."""

    page: Page
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", self._note)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _note(self, message: ConsoleMessage) -> None:
        # That a page answered 403, 404 or 409 is not an error of the page.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.errors.append(message.text)

    def faults(self) -> list[str]:
        """Everything wrong with the page as it stands; none is an empty list."""
        found = [f"console: {error}" for error in self.errors]
        self.errors.clear()
        if (wider := self.page.evaluate(WIDER)) > 0:
            found.append(f"{wider} px wider than the window")
        found += leftovers(self.page.inner_text("body"))
        return found + self.axe()

    def axe(self) -> list[str]:
        """Violations of WCAG 2.2 A and AA, each with its first element; contrast in both themes."""
        self.page.evaluate(AXE)
        violations: list[str] = self.page.evaluate(RUN_AXE, TAGS)
        self.page.evaluate(OTHER_THEME)
        paler: list[str] = self.page.evaluate(RUN_AXE, ["color-contrast"])
        self.page.evaluate(OTHER_THEME)
        return [f"axe {each}" for each in violations] + [f"other theme, {each}" for each in paler]


def leftovers(text: str) -> list[str]:
    """Words that a template or Python left in what people read."""
    return [
        f"left over: {text[max(m.start() - 40, 0) : m.end() + 40]!r}"
        for m in LEFTOVERS.finditer(text)
    ]


@contextmanager
def window(
    browser: Browser, look: Look, address: str, cookies: Path | None = None
) -> Iterator[BrowserContext]:
    """A fresh browser of that look, in Vietnamese, with nothing remembered but those cookies."""
    context = browser.new_context(
        viewport={"width": look.width, "height": 900},
        locale="vi-VN",
        reduced_motion="reduce",  # a colour on its way is no colour to judge
        base_url=address,
        storage_state=cookies,
    )
    theme = "dark" if look.is_dark else "light"
    context.add_init_script(f"localStorage.setItem('giao-dien', '{theme}')")
    context.set_default_timeout(15_000)
    try:
        yield context
    finally:
        context.close()


def sign_in(page: Page, email: str, password: str) -> None:
    """Sign in through the page, as people do; the home page follows."""
    page.goto("/sign-in")
    page.get_by_label("Thư điện tử công vụ").fill(email)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url(lambda url: "/sign-in" not in url)
