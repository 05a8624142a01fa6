from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, inspect, select, text

from tests.conftest import TESTING
from tests.factories import Office, make_office
from tests.installations import migrated_database
from tests.surveys.made import make_round
from tracker import clock, create_app
from tracker.access.models import Person
from tracker.config import Config
from tracker.database import db
from tracker.ledger.anchoring import write_anchors
from tracker.ledger.models import LedgerEntry
from tracker.outbox.models import IdempotencyKey
from tracker.surveys import commands
from tracker.surveys.models import Response, Round
from tracker.surveys.queries import method_of, recount, tallies_of
from tracker.surveys.words import Channel, RoundState
from tracker.upkeep.responses import check_responses

SignIn = Callable[[Person | None], FlaskClient]
CANARIES = {
    "User-Agent": "canary-agent",
    "Referer": "https://canary.example/",
    "X-Forwarded-For": "203.0.113.77",
}
ALL_FIVE = {f"cau-{n}": "5" for n in range(1, 26)}


def open_round(office: Office, first: int = -3, last: int = 3) -> Round:
    """A round with a public form, collecting from `first` to `last` days from today."""
    row = make_round(
        office.agency,
        is_public=True,
        collect_from=clock.today() + timedelta(days=first),
        collect_to=clock.today() + timedelta(days=last),
    )
    db.session.commit()
    return row


def sealed() -> int:
    return db.session.scalar(select(func.count()).select_from(Response)) or 0


def everything() -> str:
    """The text of every row of every table."""
    connection = db.session.connection()
    tables = inspect(connection).get_table_names()
    rows = [connection.execute(text(f'SELECT * FROM "{name}"')).all() for name in tables]  # noqa: S608
    return repr(rows)


def test_an_answer_is_sealed_and_counted_in_the_same_go(office: Office, sign_in: SignIn) -> None:
    row, client = open_round(office), sign_in(None)
    posted = {**ALL_FIVE, "cau-3": "", "page_key": "k1", "remark": "Nhanh, gọn"}
    answer = client.post(f"/s/{row.public_code}", data=posted)

    form = db.session.scalars(select(Response)).one()
    assert (answer.status_code, answer.location) == (302, f"/s/{row.public_code}/thanks")
    assert (form.channel, form.day, form.remark) == (Channel.OPEN, clock.today(), "Nhanh, gọn")
    assert (form.answers[2], form.answers[3]) == (0, 5)
    method = method_of(db.session(), row.method_id)
    assert recount(db.session(), row.id, method) == tallies_of(db.session(), row.id)
    assert list(check_responses(db.session.connection())) == []
    assert "Xin cảm ơn" in client.get(answer.location).text


def test_nothing_stored_leads_back_to_a_person(office: Office, sign_in: SignIn) -> None:
    row, client = open_round(office), sign_in(None)
    before = db.session.scalar(select(func.count()).select_from(LedgerEntry))
    posted = {**ALL_FIVE, "page_key": "canary-key"}
    for address in (f"/s/{row.public_code}", f"/s/{row.public_code}?utm=canary-query"):
        page = client.post(
            address, data=posted, headers=CANARIES, environ_base={"REMOTE_ADDR": "203.0.113.77"}
        )
        assert "Set-Cookie" not in page.headers

    found = everything()
    assert sealed() == 1
    for canary in ("canary", "203.0.113.77"):
        assert canary not in found
    assert db.session.scalar(select(func.count()).select_from(LedgerEntry)) == before
    assert db.session.scalars(select(IdempotencyKey)).all() == []


def test_the_same_page_sent_twice_is_sealed_once_and_a_new_page_again(
    office: Office, sign_in: SignIn
) -> None:
    row, client = open_round(office), sign_in(None)
    for key in ("first", "first", "second"):
        answer = client.post(f"/s/{row.public_code}", data={**ALL_FIVE, "page_key": key})
        assert answer.status_code == 302
    assert sealed() == 2


def test_no_answer_at_all_comes_back_kindly(office: Office, sign_in: SignIn) -> None:
    row, client = open_round(office), sign_in(None)
    answer = client.post(f"/s/{row.public_code}", data={"page_key": "k", "cau-1": "9"})

    assert answer.status_code == 400
    assert "chưa có câu trả lời nào" in answer.text
    assert sealed() == 0


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ((1, 2), "Chưa đến ngày lấy ý kiến"),
        ((-9, -1), "Đợt lấy ý kiến đã kết thúc"),
    ],
)
def test_outside_its_days_the_form_says_so_and_takes_nothing(
    office: Office, sign_in: SignIn, days: tuple[int, int], said: str
) -> None:
    row, client = open_round(office, *days), sign_in(None)
    for answer in (
        client.get(f"/s/{row.public_code}"),
        client.post(f"/s/{row.public_code}", data={**ALL_FIVE, "page_key": "k"}),
    ):
        assert (answer.status_code, said in answer.text) == (410, True)
    assert sealed() == 0


def test_the_first_and_the_last_day_take_answers(office: Office, sign_in: SignIn) -> None:
    row = open_round(office, 0, 0)

    assert sign_in(None).get(f"/s/{row.public_code}").status_code == 200


def test_closed_and_unknown_addresses_take_nothing(office: Office, sign_in: SignIn) -> None:
    row, client = open_round(office), sign_in(None)
    row.state = RoundState.CLOSED
    db.session.commit()
    wanted = {f"/s/{row.public_code}": 410, "/s/doan-mo": 404, f"/s/{row.id}": 404}
    for address, status in wanted.items():
        assert client.get(address).status_code == status
        assert client.post(address, data={**ALL_FIVE, "page_key": "k"}).status_code == status
    assert sealed() == 0


def test_an_address_has_256_random_bits(office: Office) -> None:
    codes = {make_round(office.agency, code=f"R{n}").public_code for n in range(20)}

    assert len(codes) == 20
    assert {len(code) for code in codes} == {43}


def test_the_form_is_one_page_of_real_radio_buttons_without_script(
    office: Office, sign_in: SignIn
) -> None:
    page = sign_in(None).get(f"/s/{open_round(office).public_code}").text

    assert page.count('type="radio"') == 25 * 5
    assert page.count("<fieldset") == 25
    assert page.count('type="submit"') == 1
    assert " hidden" not in page.replace('type="hidden"', "")


def test_shipped_settings_ask_no_token_and_hold_back_a_flood(
    application: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.time", lambda: 1_616_000_000.0)  # one minute, however slow the test
    extra = {**TESTING, "WTF_CSRF_ENABLED": True, "RATELIMIT_ENABLED": True}
    with migrated_database(application, tmp_path) as url:
        app = create_app(Config(tmp_path, url, "test-secret", extra=extra))
        with app.app_context():
            address = f"/s/{open_round(make_office()).public_code}"
            client = app.test_client()
            seen = [
                client.post(address, data={**ALL_FIVE, "page_key": str(n)}).status_code
                for n in range(35)
            ]
            assert (seen.count(302), seen.count(429)) == (30, 5)
            assert sealed() == 30
            db.session.remove()
            db.engine.dispose()


def test_the_daily_note_says_where_the_chains_stand(office: Office, sign_in: SignIn) -> None:
    row = open_round(office)
    sign_in(None).post(f"/s/{row.public_code}", data={**ALL_FIVE, "page_key": "k"})
    anchors = write_anchors(db.session(), "hằng ngày", at=clock.now())

    assert f"round:{row.id}" in {anchor.stream for anchor in anchors}
    entries = db.session.scalars(
        select(LedgerEntry.action).where(LedgerEntry.stream == f"round:{row.id}")
    )
    assert list(entries) == ["open", "seal"]
    assert commands.note_heads(db.session()) == 0  # nothing moved since
    assert list(check_responses(db.session.connection())) == []
