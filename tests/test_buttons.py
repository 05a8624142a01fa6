"""Buttons that post carry a key: pressed twice, they act once."""

import re

import pytest
from sqlalchemy import func, select

from tests.factories import Office
from tests.factories_plans import make_item, make_plan
from tests.progress.pages import SignIn, stop_clock
from tracker.database import db
from tracker.progress.models import Pressing

KEY = re.compile(r'action="/pressings".*?name="idempotency_key" value="([^"]+)"', re.DOTALL)


def test_a_button_pressed_twice_acts_once(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_clock(monkeypatch)
    make_item(make_plan(office.agency), leads=[office.first])
    client = sign_in(office.officer)
    found = KEY.search(client.get("/pressings").text)
    assert found is not None
    for _ in range(2):
        answer = client.post("/pressings", data={"idempotency_key": found[1]})
        assert answer.headers["Location"] == "/pressings"
    assert db.session.scalar(select(func.count()).select_from(Pressing)) == 1
