"""Mail that cannot leave: it waits, is tried again, is given up or replaced, never doubled."""

from flask import Flask
from sqlalchemy import func, select

from tests.outbox.post_office import free_port, post_office
from tests.progress.scenes import Scene
from tests.reminders.scenes import MONDAY, facts, report, send
from tracker.database import db
from tracker.outbox.models import Message
from tracker.reminders.models import Reminder


def test_a_server_down_then_up_delivers_once(app: Flask, scene: Scene) -> None:
    port = free_port()
    url = f"smtp://127.0.0.1:{port}"
    down = send(app, "--json", url=url)
    assert (facts(down)["waiting"], facts(down)["sent"]) == (5, 0)
    assert "cảnh báo: Máy chủ thư không nhận" in down.stderr
    assert all(m.last_error for m in db.session.scalars(select(Message)))
    with post_office(port) as mail:
        assert facts(send(app, "--json", url=url))["sent"] == 5
        assert facts(send(app, "--json", url=url))["sent"] == 0
    assert len(mail.letters) == 5


def test_a_letter_that_never_left_is_replaced_by_that_of_the_day(app: Flask, scene: Scene) -> None:
    send(app)  # no server: it waits
    report(scene, "2021-08")
    with post_office() as mail:
        send(app, url=mail.url, at=MONDAY)
    assert all("16/9/2021:" not in str(letter["Subject"]) for letter in mail.letters)
    assert all("kỳ tháng 8" not in letter.get_content() for letter in mail.letters)
    assert len({str(letter["To"]) for letter in mail.letters}) == len(mail.letters)
    first = db.session.scalars(select(Message).order_by(Message.id)).first()
    assert first is not None
    assert first.given_up_at is not None


def test_an_address_that_is_refused_does_not_stop_the_others(app: Flask, scene: Scene) -> None:
    o = scene.office
    with post_office() as mail:
        mail.refused, mail.busy = {o.clerk.email}, {o.head.email}
        done = facts(send(app, "--json", url=mail.url))
    assert (done["sent"], done["refused"], done["waiting"]) == (3, 2, 1)
    rows = {m.recipient: m for m in db.session.scalars(select(Message))}
    assert rows[o.clerk.email].last_error == "550 Khong co hop thu nay"
    assert rows[o.clerk.email].given_up_at is not None
    assert rows[o.head.email].given_up_at is None


def test_without_a_server_letters_wait_and_the_command_says_so(app: Flask, scene: Scene) -> None:
    result = send(app)
    assert result.exit_code == 0
    assert "Chưa đặt TRACKER_MAIL_URL" in result.stderr
    assert "chờ gửi 5 thư" in result.stdout


def test_a_rehearsal_stores_and_sends_nothing(app: Flask, scene: Scene) -> None:
    with post_office() as mail:
        done = facts(send(app, "--dry-run", "--json", url=mail.url))
    assert (len(done["messages"]), mail.letters) == (5, [])
    assert db.session.scalar(select(func.count()).select_from(Reminder)) == 0


def test_a_server_setting_that_cannot_be_is_bad_input(app: Flask, scene: Scene) -> None:
    result = send(app, url="smtp://u:bi-mat@may:cong")
    assert result.exit_code == 2
    assert result.stderr.startswith("lỗi: TRACKER_MAIL_URL")
    assert "bi-mat" not in result.output
