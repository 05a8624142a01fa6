"""Every page of the demo, as each role sees it, in two windows: axe, errors, width, words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.servers import Place, Server, serving
from tests.browser.visits import Answer, tour
from tests.browser.watching import DESK, PHONE, Look, Watcher, sign_in, window
from tracker.demo.people import PASSWORD

pytestmark = pytest.mark.browser

ROLES = ("office", "clerk", "director", "admin", "suong")  # the last: the head of a unit
# Pages that look different to each role; any other is examined with the first role that has it.
FOR_EVERYONE = {"home.start", "plans.item", "plans.show", "meetings.show", "reports.show"}
Shots = Callable[[str], Path | None]


@dataclass(frozen=True)
class Demo:
    """The demo being served, each role's cookies and what each got from every rule."""

    server: Server
    cookies: dict[str, Path]
    answers: dict[str, list[Answer]]

    def pages_of(self, role: str) -> list[Answer]:
        """What is examined with this role."""
        earlier = [self.answers[other] for other in ROLES[: ROLES.index(role)]]
        seen = {a.endpoint for answers in earlier for a in answers if a.is_page} - FOR_EVERYONE
        return [a for a in self.answers[role] if a.is_page and a.endpoint not in seen]


@pytest.fixture(scope="session")
def demo(application: Flask, demo_place: Place, chromium: Browser) -> Iterator[Demo]:
    database = demo_place.folder / "tracker.sqlite3"
    with serving(demo_place) as server:
        cookies, answers = {}, {}
        for role in ROLES:
            with window(chromium, DESK, server.address) as context:
                sign_in(context.new_page(), f"{role}@demo.local", PASSWORD)
                cookies[role] = demo_place.folder / f"{role}.json"
                context.storage_state(path=cookies[role])
                answers[role] = tour(application, database, context.request)
        yield Demo(server, cookies, answers)


@pytest.mark.parametrize("look", [DESK, PHONE], ids=lambda look: look.name)
@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_is_sound(
    demo: Demo, chromium: Browser, shots: Shots, role: str, look: Look
) -> None:
    faults = []
    with window(chromium, look, demo.server.address, demo.cookies[role]) as context:
        watcher = Watcher(context.new_page())
        for answer in demo.pages_of(role):
            watcher.page.goto(answer.path)
            faults += [f"{answer.path}: {fault}" for fault in watcher.faults()]
            if picture := shots(f"{answer.endpoint}-{role}-{look.name}"):
                watcher.page.screenshot(path=picture, full_page=True)
    assert not faults, "\n".join(faults)


def test_every_rule_is_a_page_for_somebody_and_never_an_error(demo: Demo) -> None:
    everything = [answer for role in ROLES for answer in demo.answers[role]]
    reached = {answer.endpoint for answer in everything if answer.status == 200}
    broken = {(a.path, a.status) for a in everything if a.status >= 500}
    assert not broken
    assert {answer.endpoint for answer in everything} - reached == set()


@pytest.mark.parametrize("look", [DESK, PHONE], ids=lambda look: look.name)
@pytest.mark.parametrize("path", ["/sign-in", "/khong-co-trang-nay"])
def test_pages_for_anyone_are_sound(
    demo: Demo, chromium: Browser, shots: Shots, path: str, look: Look
) -> None:
    with window(chromium, look, demo.server.address) as context:
        watcher = Watcher(context.new_page())
        watcher.page.goto(path)
        if picture := shots(f"{path.strip('/')}-{look.name}"):
            watcher.page.screenshot(path=picture, full_page=True)
        assert watcher.faults() == []
