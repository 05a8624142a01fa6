"""`flask reminders send`: writes today's reminders and hands waiting mail to the mail server."""

from dataclasses import dataclass
from typing import Any

import click
from flask import current_app

from tracker import clock
from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    find_agency,
    json_option,
    verb,
)
from tracker.config import Config
from tracker.database import begin_writing, commit, db
from tracker.errors import BadInput
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_agencies
from tracker.outbox import delivering
from tracker.outbox.mail import Line, MailServer, Refused, Unreachable, connected, mail_server
from tracker.reminders.commands import write_reminders
from tracker.reminders.composing import when
from tracker.reminders.queries.drafts import Draft, Outlook, find_outlook
from tracker.vietnamese import short_date

group = AppGroup("reminders", help="Thư nhắc việc, đôn đốc.")
commands = (group,)


@dataclass
class Delivery:
    """What became of the waiting mail of one run."""

    sent: int = 0
    refused: int = 0
    waiting: int = 0
    trouble: str = ""


@group.command("send")
@agency_option
@click.option("--all", "every", is_flag=True, help="Mọi cơ quan trên máy chủ này.")
@click.option("--dry-run", is_flag=True, help="Chỉ in ra, không lưu, không gửi.")
@json_option
@verb()
def send(agency_code: str, every: bool, dry_run: bool, as_json: bool) -> None:
    """Soạn thư đôn đốc của hôm nay, mỗi người một thư, rồi gửi các thư đang chờ."""
    config: Config = current_app.config["TRACKER"]
    server = mail_server(config.mail_url)
    agencies = find_agencies(db.session()) if every else [find_agency(agency_code)]
    ids = [agency.id for agency in agencies if not agency.is_closed(clock.today())]
    if agencies and not ids:
        raise BadInput("Cơ quan đã hợp nhất vào cơ quan khác: không còn ai phải nhắc việc.")
    results = [_run(agency_id, config, server, dry_run=dry_run) for agency_id in ids]
    facts = [result[0] for result in results]
    lines = [line for result in results for line in result[1]]
    answer(facts if every else facts[0], lines, as_json=as_json)


def _run(
    agency_id: int, config: Config, server: MailServer | None, *, dry_run: bool
) -> tuple[dict[str, Any], list[str]]:
    at = clock.now()
    begin_writing()
    if dry_run:
        agency = db.session.get_one(Agency, agency_id)
        outlook = find_outlook(db.session(), agency, at, config.base_url)
    else:
        outlook = write_reminders(db.session(), agency_id, at, config.base_url)
    facts, lines = _facts(outlook), _lines(outlook)
    code = db.session.get_one(Agency, agency_id).code
    if dry_run:
        db.session.rollback()
        return {"agency": code, "dry_run": True, **facts}, [code, *lines]
    commit(db.session())
    done = _deliver(agency_id, server)
    if done.trouble:
        click.echo(f"cảnh báo: {done.trouble}", err=True)
    counts = {"sent": done.sent, "waiting": done.waiting, "refused": done.refused}
    said = f"Đã gửi {done.sent} thư, chờ gửi {done.waiting} thư, bị từ chối {done.refused} thư."
    return {"agency": code, "dry_run": False, **facts, **counts}, [code, *lines, said]


def _deliver(agency_id: int, server: MailServer | None) -> Delivery:
    """Hand over the waiting mail of an agency, one commit a mail, so that none goes twice."""
    done = Delivery()
    waiting = delivering.find_waiting(db.session(), agency_id, clock.now())
    if server is None:
        done.trouble = (
            "Chưa đặt TRACKER_MAIL_URL nên chưa gửi thư; xem, sao chép bản chữ ở trang Nhắc việc."
        )
    elif waiting:
        try:
            with connected(server) as line:
                for message_id in waiting:
                    _hand_over(line, message_id, done)
        except Unreachable as error:
            done.trouble = f"Máy chủ thư không nhận: {error}. Thư chờ lần chạy sau."
            _note_trouble(agency_id, str(error))
    done.waiting = delivering.count_waiting(db.session(), agency_id)
    return done


def _hand_over(line: Line, message_id: int, done: Delivery) -> None:
    begin_writing()
    message = delivering.claim(db.session(), message_id, clock.now())
    commit(db.session())
    if message is None:
        return
    try:
        line.send(message, clock.now())
    except Refused as refusal:
        delivering.record_refused(message, str(refusal), clock.now(), is_final=refusal.is_final)
        done.refused += 1
    except Unreachable as error:
        delivering.record_unreachable(message, str(error))
        commit(db.session())
        raise
    else:
        delivering.record_sent(message, clock.now())
        done.sent += 1
    commit(db.session())


def _note_trouble(agency_id: int, reason: str) -> None:
    """Each mail that waits says why, on the page of the Office."""
    begin_writing()
    for message in delivering.load_waiting(db.session(), agency_id, clock.now()):
        delivering.record_unreachable(message, reason)
    commit(db.session())


def _facts(outlook: Outlook) -> dict[str, Any]:
    return {
        "day": outlook.day.isoformat(),
        "messages": [_message(draft, outlook) for draft in outlook.drafts],
    }


def _message(draft: Draft, outlook: Outlook) -> dict[str, Any]:
    return {
        "to": draft.person.email,
        "name": draft.person.name,
        "subject": draft.letter.subject,
        "body": draft.letter.body,
        "lines": [
            {
                "kind": step.matter.kind.value,
                "what": step.matter.what,
                "unit": step.matter.unit,
                "due": step.matter.due_on.isoformat(),
                "days": (outlook.day - step.matter.due_on).days,
                "rung": step.rung.value,
            }
            for step in draft.steps
        ],
    }


def _lines(outlook: Outlook) -> list[str]:
    if outlook.is_off:
        return ["Cơ quan đã tắt thư nhắc việc."]
    if outlook.is_day_off:
        return [f"Ngày {short_date(outlook.day)} là ngày nghỉ: không soạn thư mới."]
    lines = [f"Ngày {short_date(outlook.day)}: soạn {len(outlook.drafts)} thư. {outlook.caveat}"]
    for draft in outlook.drafts:
        lines.append(f"  {draft.person.name} <{draft.person.email}>: {draft.letter.subject}")
        lines += [f"    {s.matter.what}. {when(s, outlook.day)}" for s in draft.steps]
    return lines
