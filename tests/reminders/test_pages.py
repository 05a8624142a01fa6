"""The Office's page of reminders, one mail, the ladder and the account's switch; who may."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.conftest import counting
from tests.factories import NOON, Office, saved
from tests.outbox.post_office import post_office
from tests.progress.pages import Desk, SignIn
from tests.progress.scenes import Scene
from tests.reminders.scenes import send
from tracker.access.models import MAIL_SETTING
from tracker.access.queries import find_setting
from tracker.database import db
from tracker.organisation.models import CalendarDay
from tracker.organisation.rules import DayKind
from tracker.outbox.models import Message
from tracker.reminders.models import Reminder, ReminderLadder
from tracker.reminders.queries.drafts import find_ladder

DAYS = {"is_on": "y", "before": 2, "unit": 1, "office": 3, "deputy": 6, "director": 12}


@pytest.fixture
def desk(scene: Scene, sign_in: SignIn) -> Desk:
    return Desk(scene, sign_in)


def text_of(desk: Desk, who: str, path: str) -> str:
    answer = desk.get(who, path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def of_clerk(office: Office) -> Reminder:
    return db.session.scalars(select(Reminder).where(Reminder.person_id == office.clerk.id)).one()


def test_the_office_sees_beforehand_who_gets_what(desk: Desk) -> None:
    page = text_of(desk, "officer", "/reminders")
    assert desk.office.clerk.name in page
    assert "Kính gửi:" in page
    assert "chậm báo cáo 30 ngày" in page
    assert "Máy chủ thư chưa đặt" in page
    assert "Chưa soạn thư nào" in page


def test_what_was_written_stands_with_its_state_and_its_words(app: Flask, desk: Desk) -> None:
    with post_office() as mail:
        mail.refused = {desk.office.clerk.email}
        send(app, url=mail.url)
    page = text_of(desk, "officer", "/reminders")
    assert "Không còn thư nào phải soạn hôm nay" in page
    assert "550 Khong co hop thu nay (đã thử 1 lần)" in page
    assert page.count("Gửi lại<") == 1
    letter = text_of(desk, "officer", f"/reminders/{of_clerk(desk.office).id}")
    assert "Nhiệm vụ 1, kỳ tháng 8 năm 2021" in letter


def test_a_mail_given_up_is_sent_again_on_demand(app: Flask, desk: Desk) -> None:
    with post_office() as mail:
        mail.refused = {desk.office.clerk.email}
        send(app, url=mail.url)
        path = f"/reminders/{of_clerk(desk.office).id}/resend"
        assert desk.post("officer", path).status_code == 302
        mail.refused = set()
        send(app, url=mail.url)
        assert desk.post("officer", path).status_code == 409  # it has left by now
    row = db.session.scalars(select(Message).where(Message.recipient == desk.office.clerk.email))
    assert row.one().sent_at is not None


def test_a_day_off_and_a_switched_off_agency_say_so(desk: Desk) -> None:
    assert desk.post("officer", "/reminders/ladder", **DAYS, version=0).status_code == 302
    typed = {name: value for name, value in DAYS.items() if name != "is_on"}
    assert desk.post("officer", "/reminders/ladder", **typed, version=1).status_code == 302
    assert "Cơ quan đã tắt thư nhắc việc" in text_of(desk, "officer", "/reminders")
    assert desk.post("officer", "/reminders/ladder", **DAYS, version=2).status_code == 302
    today = date(2021, 9, 16)
    saved(CalendarDay(agency_id=desk.office.agency.id, day=today, kind=DayKind.OFF))
    db.session.commit()
    assert "Hôm nay là ngày nghỉ" in text_of(desk, "officer", "/reminders")


def test_the_ladder_is_kept_and_a_second_writer_is_told(desk: Desk) -> None:
    path, agency_id = "/reminders/ladder", desk.office.agency.id
    assert 'value="10"' in text_of(desk, "officer", path)
    assert desk.post("officer", path, **DAYS, version=0).status_code == 302
    kept = find_ladder(db.session(), agency_id)
    assert kept is not None
    assert (kept.office_days, kept.director_days) == (3, 12)
    assert desk.post("officer", path, **DAYS, version=0).status_code == 409
    wrong = DAYS | {"office": 1, "version": kept.version}
    answer = desk.post("officer", path, **wrong)
    assert answer.status_code == 200
    assert "tăng dần" in answer.get_data(as_text=True)
    bare = {"is_on": "y", "before": "", "unit": "", "office": "", "deputy": "", "director": 9}
    assert desk.post("officer", path, **bare, version=kept.version).status_code == 302
    assert db.session.scalars(select(ReminderLadder)).one().before_days is None


def test_a_person_switches_her_mail_off_and_on(desk: Desk) -> None:
    assert "Không nhận thư nhắc việc" in text_of(desk, "clerk", "/account")
    assert desk.post("clerk", "/account/mail", mail_off="y").status_code == 302
    assert find_setting(db.session(), desk.office.clerk.id, MAIL_SETTING) == {"off": True}
    assert "Có việc nhưng đã tắt thư: " + desk.office.clerk.name in text_of(
        desk, "officer", "/reminders"
    )
    assert desk.post("clerk", "/account/mail").status_code == 302
    assert find_setting(db.session(), desk.office.clerk.id, MAIL_SETTING) == {"off": False}


@pytest.mark.parametrize(
    ("who", "page", "letter", "ladder"),
    [
        ("officer", 200, 200, 200),
        ("office_head", 200, 200, 200),
        ("clerk", 403, 403, 403),
        ("head", 403, 403, 403),
        ("director", 403, 403, 403),
        ("admin", 403, 403, 403),
        ("stranger", 200, 404, 200),
        ("anonymous", 302, 302, 302),
    ],
)
def test_who_may_read_what_others_are_told(
    app: Flask, desk: Desk, who: str, page: int, letter: int, ladder: int
) -> None:
    send(app)
    path = f"/reminders/{of_clerk(desk.office).id}"
    found = [desk.get(who, each).status_code for each in ("/reminders", path, "/reminders/ladder")]
    assert found == [page, letter, ladder]
    wanted = {200: 302}.get(letter, letter)
    assert desk.post(who, f"{path}/resend").status_code == wanted
    if who == "stranger":
        assert desk.office.clerk.name not in text_of(desk, who, "/reminders")


def test_the_page_asks_the_same_number_of_selects_for_many_mails(app: Flask, desk: Desk) -> None:
    def selects() -> int:
        db.session.expire_all()
        with counting() as seen:
            text_of(desk, "officer", "/reminders")
        return len(seen)

    send(app)
    selects()  # the first page of a session notes when it was seen
    few = selects()
    for days in (1, 4, 5):
        send(app, at=NOON + timedelta(days=days))
    assert selects() == few
