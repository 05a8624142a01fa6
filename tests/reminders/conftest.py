"""What every test of reminders begins with."""

import pytest

from tests.factories import Office
from tests.progress.pages import stop_clock
from tests.progress.scenes import Scene
from tests.reminders.scenes import make_debts


@pytest.fixture
def scene(office: Office, monkeypatch: pytest.MonkeyPatch) -> Scene:
    stop_clock(monkeypatch)
    return make_debts(office)
