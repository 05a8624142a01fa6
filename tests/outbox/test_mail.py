"""Mail over a real SMTP server: words survive, nothing is smuggled in, passwords stay secret."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.factories import NOON
from tests.outbox.post_office import free_port, post_office
from tracker.database import db
from tracker.errors import BadInput
from tracker.outbox import delivering
from tracker.outbox.commands import write_message
from tracker.outbox.mail import Refused, Tls, Unreachable, connected, mail_server
from tracker.outbox.models import Message

SUBJECT = "Đôn đốc ngày 16/9/2021: 01 báo cáo"
BODY = "Kính gửi: Bà Nguyễn Thị Hà.\n\nỦy ban nhân dân phường: kỳ tháng 9.\n.\n..hai chấm\n"


def write(recipient: str = "ha@mau.example", subject: str = SUBJECT) -> Message:
    message = write_message(db.session(), 1, recipient, (subject, BODY), at=NOON)
    db.session.commit()
    return message


def test_vietnamese_survives_the_wire(app: Flask) -> None:
    with post_office() as office:
        server = mail_server(office.url)
        assert server is not None
        with connected(server) as line:
            line.send(write(), NOON)
    (letter,) = office.letters
    assert (letter["Subject"], letter["To"]) == (SUBJECT, "ha@mau.example")
    assert letter.get_content().replace("\r\n", "\n") == BODY
    assert (letter["From"], letter["Auto-Submitted"]) == ("theodoi@mau.example", "auto-generated")
    assert office.readers == [["ha@mau.example"]]


@pytest.mark.parametrize(
    "recipient",
    [
        "ha@mau.example\nBcc: all@mau.example",
        "ha@mau.example\r\n\r\nthan thu",
        "ha@mau.example, la@mau.example",
        "Ha <ha@mau.example>",
        "ha@mau.example;la@mau.example",
        "khong-co-a-moc",
        "",
    ],
)
def test_an_address_cannot_carry_a_header_or_a_second_reader(app: Flask, recipient: str) -> None:
    with pytest.raises(BadInput, match="không dùng được"):
        write(recipient)
    assert db.session.query(Message).count() == 0


def test_a_subject_with_a_line_break_stays_one_header(app: Flask) -> None:
    with post_office() as office:
        server = mail_server(office.url)
        assert server is not None
        with connected(server) as line:
            line.send(write(subject="Việc\r\nBcc: all@mau.example"), NOON)
    assert office.letters[0]["Subject"] == "Việc Bcc: all@mau.example"
    assert (office.letters[0]["Bcc"], len(office.readers[0])) == (None, 1)


def test_a_header_broken_in_the_database_never_leaves(app: Flask) -> None:
    message = write()
    message.subject = "Việc\nBcc: all@mau.example"
    with post_office() as office:
        server = mail_server(office.url)
        assert server is not None
        with connected(server) as line, pytest.raises(Refused) as refused:
            line.send(message, NOON)
    assert (refused.value.is_final, office.letters) == (True, [])


def test_a_server_that_is_away_is_told_apart_from_one_that_refuses(app: Flask) -> None:
    away = mail_server(f"smtp://127.0.0.1:{free_port()}")
    assert away is not None
    with pytest.raises(Unreachable), connected(away):
        pass
    with post_office() as office:
        office.refused, office.busy = {"la@mau.example"}, {"ban@mau.example"}
        server = mail_server(office.url)
        assert server is not None
        with connected(server) as line:
            for address, is_final in (("la@mau.example", True), ("ban@mau.example", False)):
                with pytest.raises(Refused) as refused:
                    line.send(write(address), NOON)
                assert refused.value.is_final is is_final
            line.send(write(), NOON)
    assert len(office.letters) == 1


def test_two_senders_never_take_the_same_mail(app: Flask) -> None:
    message = write()
    assert delivering.claim(db.session(), message.id, NOON) is message
    db.session.commit()
    assert delivering.claim(db.session(), message.id, NOON) is None
    assert delivering.find_waiting(db.session(), 1, NOON) == []
    later = NOON + delivering.LEASE + timedelta(seconds=1)  # the first sender died
    assert delivering.claim(db.session(), message.id, later) is message


def test_a_mail_put_off_too_often_is_given_up(app: Flask) -> None:
    message, at = write(), NOON
    for _ in range(delivering.MAX_ATTEMPTS):
        assert delivering.claim(db.session(), message.id, at) is message
        delivering.record_refused(message, "450 bận", at, is_final=False)
        db.session.flush()
        at += delivering.PAUSE
    assert message.given_up_at is not None
    assert delivering.count_waiting(db.session(), 1) == 0
    delivering.send_again(message)
    db.session.flush()
    assert delivering.find_waiting(db.session(), 1, NOON) == [message.id]


@pytest.mark.parametrize(
    ("url", "port", "tls"),
    [
        ("smtp://mail.mau.example", 587, Tls.STARTTLS),
        ("smtps://mail.mau.example", 465, Tls.SMTPS),
        ("smtp://localhost:25", 25, Tls.NONE),
        ("smtp://mail.mau.example:25?tls=none", 25, Tls.NONE),
    ],
)
def test_a_server_elsewhere_is_asked_for_tls_unless_told_otherwise(
    url: str, port: int, tls: Tls
) -> None:
    server = mail_server(url)
    assert server is not None
    assert (server.port, server.tls) == (port, tls)
    assert server.is_open_to_listeners is ("tls=none" in url)


def test_the_sender_and_the_password_are_read_from_the_url() -> None:
    server = mail_server("smtp://theodoi%40mau.example:m%3At@mail.mau.example:587")
    assert server is not None
    assert (server.sender, server.user, server.secret) == (
        "theodoi@mau.example",
        "theodoi@mau.example",
        "m:t",
    )
    assert "m:t" not in repr(server) + server.text


@pytest.mark.parametrize(
    "url",
    [
        "mail.mau.example",
        "http://mail.mau.example",
        "smtp://",
        "smtp://u:bi-mat@mail:cong",
        "smtp://u:bi-mat@mail.mau.example?tls=ssl",
        "smtp://u:bi-mat@mail.mau.example?form=a@b",
        "smtp://u:bi-mat@mail.mau.example?from=a%0Ab@c",
    ],
)
def test_a_setting_that_cannot_be_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadInput, match="TRACKER_MAIL_URL") as refused:
        mail_server(url)
    assert "bi-mat" not in str(refused.value)


def test_no_setting_is_no_server() -> None:
    assert mail_server("") is None
