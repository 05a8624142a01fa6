"""Nhắc việc, đôn đốc: what is sent today to whom, what was sent, what waits, and the ladder."""

from flask import Blueprint, current_app, render_template, url_for
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access.guard import load, my_agency, requires
from tracker.access.rules import Can
from tracker.config import Config
from tracker.database import db, match_version
from tracker.errors import BadInput, Conflict
from tracker.outbox.mail import mail_server
from tracker.reminders import commands
from tracker.reminders.composing import when
from tracker.reminders.forms import LadderForm
from tracker.reminders.models import Reminder, ReminderLadder
from tracker.reminders.queries.drafts import find_ladder, find_outlook
from tracker.reminders.queries.log import FATE_WORDS, Fate, find_written

bp = Blueprint("reminders", __name__, url_prefix="/reminders")


@bp.get("")
@requires(Can.PROGRESS_PRESS)
def today() -> str:
    config: Config = current_app.config["TRACKER"]
    outlook = find_outlook(db.session(), my_agency(), clock.now(), config.base_url)
    return render_template(
        "reminders/today.html",
        outlook=outlook,
        when=when,
        written=find_written(db.session(), my_agency().id),
        fates=Fate,
        words=FATE_WORDS,
        server=_server(config),
    )


@bp.get("/<int:reminder_id>")
@requires(Can.PROGRESS_PRESS)
def message(reminder_id: int) -> str:
    reminder = _whole(reminder_id)
    return render_template("reminders/message.html", reminder=reminder)


@bp.post("/<int:reminder_id>/resend")
@requires(Can.PROGRESS_PRESS)
def resend(reminder_id: int) -> Response:
    commands.resend(_whole(reminder_id))
    said = "Thư đã xếp vào hàng chờ, gửi ở lần chạy kế tiếp."
    return web.done(url_for(".today", _anchor="da-gui"), said)


@bp.route("/ladder", methods=["GET", "POST"])
@requires(Can.ORGANISATION_EDIT)
def ladder() -> str | Response:
    own = find_ladder(db.session(), my_agency().id)
    form = LadderForm.of(own)
    if form.validate_on_submit() and _keep(own, form):
        return web.done(url_for(".ladder"), "Đã lưu nấc nhắc việc.")
    return render_template("reminders/ladder.html", form=form)


def _keep(own: ReminderLadder | None, form: LadderForm) -> bool:
    """Whether the ladder was kept; else the form says why."""
    if own is not None:
        match_version(own, form.version.data)
    elif form.version.data:
        raise Conflict("Nấc nhắc việc vừa được người khác sửa. Mở lại trang rồi sửa tiếp.")
    try:
        commands.set_ladder(db.session(), my_agency().id, form.days(), is_on=bool(form.is_on.data))
    except BadInput as refusal:
        form.director.errors = [str(refusal)]
        return False
    return True


def _whole(reminder_id: int) -> Reminder:
    """A reminder of one's own agency with its mail and reader; 404 for any other."""
    options = (joinedload(Reminder.message), joinedload(Reminder.person))
    return load(Reminder, reminder_id, Can.PROGRESS_PRESS, *options)


def _server(config: Config) -> str:
    """The mail server in words; "" without one, or when the setting cannot be read."""
    try:
        server = mail_server(config.mail_url)
    except BadInput:
        return ""
    return server.text if server else ""
