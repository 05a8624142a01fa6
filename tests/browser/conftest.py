"""A real Chromium and the application served for it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.servers import Place, flask
from tests.browser.staging import stage

# Pages look the same on either database; the chain is walked on both.
collect_ignore = ["test_pages.py"] if os.environ.get("TEST_DATABASE") == "postgresql" else []

SLOW = {"browser", "accept"}  # folders of tests

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first, so that no test process waits for it at the end."""
    items.sort(key=lambda item: item.path.parent.name not in SLOW)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, one process a test process."""
    path = shutil.which("chromium")
    if path is None:
        message = "CHROMIUM IS MISSING: nothing was tried in a browser. Run `make test-tools`."
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as tools:
        browser = tools.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """An installation with the demo department, loaded once a test process."""
    place = Place(tmp_path_factory.mktemp("demo"))
    loaded = flask(place, "demo", "load")
    assert loaded.returncode == 0, loaded.stderr
    stage(place.folder)
    return place


@pytest.fixture(scope="session")
def shots() -> Callable[[str], Path | None]:
    """Where a picture of that name goes; None unless TRACKER_SHOTS names a folder."""
    folder = os.environ.get("TRACKER_SHOTS")

    def path_of(name: str) -> Path | None:
        if not folder:
            return None
        Path(folder).mkdir(parents=True, exist_ok=True)
        return Path(folder) / f"{name}.png"

    return path_of
