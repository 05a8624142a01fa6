"""The landing pages answer first, and offer only what will be accepted."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from tests.factories import NOON, Office
from tests.factories_plans import make_item, make_plan
from tests.progress.pages import stop_clock
from tracker.access.models import Person
from tracker.database import db
from tracker.home.queries import Overview, overview

SignIn = Callable[[Person | None], FlaskClient]


@pytest.fixture(autouse=True)
def on_the_sixteenth(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_clock(monkeypatch)


def seen_on(office: Office, day: date) -> Overview:
    return overview(db.session(), office.agency, office.officer, day)


def test_the_office_reads_first_what_is_late_and_what_waits(
    office: Office, sign_in: SignIn
) -> None:
    make_item(make_plan(office.agency, owed_from=date(2021, 6, 15)), leads=[office.first])
    page = sign_in(office.officer).get("/").text
    answer = page[page.index('class="brief"') : page.index('class="tiles')]
    assert "02 báo cáo kỳ trước chưa gửi" in answer
    assert "Không có báo cáo nào chờ" in answer


def test_only_a_unit_whose_period_is_over_may_be_pressed(office: Office) -> None:
    make_item(make_plan(office.agency, owed_from=date(2021, 8, 15)), leads=[office.first])
    running, over = seen_on(office, date(2021, 9, 14)), seen_on(office, date(2021, 9, 15))
    assert [unit.unit_id for unit in running.owing] == [office.first.id]
    assert running.pressable == frozenset()
    assert over.pressable == {office.first.id}


def test_a_unit_whose_period_runs_has_no_button(
    office: Office, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_item(make_plan(office.agency, owed_from=date(2021, 8, 15)), leads=[office.first])
    stop_clock(monkeypatch, NOON - timedelta(days=4))
    page = sign_in(office.officer).get("/").text
    assert "Chưa hết kỳ" in page
    assert f"/units/{office.first.id}/press" not in page


@pytest.mark.parametrize(
    ("who", "words"),
    [
        ("officer", "Cấp tài khoản"),
        ("director", "Văn phòng Sở nhập kế hoạch"),
        ("clerk", "Văn phòng Sở nhập và giao kế hoạch"),
    ],
)
def test_without_a_plan_the_page_says_what_comes_next(
    office: Office, sign_in: SignIn, who: str, words: str
) -> None:
    page = sign_in(getattr(office, who)).get("/").text
    assert words in page
    assert "đã gửi đủ báo cáo" not in page
