"""One's own account: who one is here, password, keys, browsers signed in."""

from flask import render_template, session, url_for
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access import sessions
from tracker.access.commands import change_password, end_sessions, keep_setting
from tracker.access.forms.account import MailForm, PasswordForm, ShortcutsForm
from tracker.access.guard import me, requires
from tracker.access.models import MAIL_SETTING
from tracker.access.passwords import is_password
from tracker.access.queries import find_live_sessions, find_setting
from tracker.access.rules import ROLE_WORDS, Can
from tracker.access.sessions import token_hash
from tracker.access.throttling import hold_back
from tracker.access.views.blueprint import bp
from tracker.database import db
from tracker.errors import BadInput


@bp.get("/account")
@requires(Can.OWN_ACCOUNT)
def account() -> str:
    since = clock.now() - sessions.IDLE
    mail = find_setting(db.session(), me().id, MAIL_SETTING) or {}
    return render_template(
        "access/account.html",
        browsers=find_live_sessions(db.session(), me().id, since),
        here=token_hash(),
        keys=ShortcutsForm(shortcuts_off=bool(session.get("shortcuts_off"))),
        mail=MailForm(mail_off=bool(mail.get("off"))),
        role_words=[ROLE_WORDS[role] for role in ROLE_WORDS if role in me().roles],
    )


@bp.route("/account/password", methods=["GET", "POST"])
@requires(Can.OWN_ACCOUNT)
def password() -> str | Response:
    form = PasswordForm()
    if form.validate_on_submit() and _take_password(form):
        return web.done(url_for(".account"), "Đã đổi mật khẩu; các máy khác đã đăng xuất.")
    return render_template("access/password.html", form=form)


@bp.post("/account/shortcuts")
@requires(Can.OWN_ACCOUNT)
def shortcuts() -> Response:
    form = ShortcutsForm()
    off = bool(form.shortcuts_off.data)
    keep_setting(db.session(), me(), "shortcuts", {"off": off})
    session["shortcuts_off"] = off
    return web.done(url_for(".account"), "Đã tắt phím tắt." if off else "Đã bật phím tắt.")


@bp.post("/account/mail")
@requires(Can.OWN_ACCOUNT)
def mail() -> Response:
    off = bool(MailForm().mail_off.data)
    keep_setting(db.session(), me(), MAIL_SETTING, {"off": off})
    said = "Đã tắt thư nhắc việc; việc vẫn hiện trên các trang." if off else "Đã bật thư nhắc việc."
    return web.done(url_for(".account"), said)


@bp.post("/account/other-browsers")
@requires(Can.OWN_ACCOUNT)
def end_other_browsers() -> Response:
    end_sessions(db.session(), me().id, but=token_hash())
    return web.done(url_for(".account"), "Đã đăng xuất các máy khác.")


def _take_password(form: PasswordForm) -> bool:
    """Whether the new password was taken; else the form says why. A fresh session follows."""
    hold_back("password", in_all="100 per minute")
    person = me()
    if not is_password(person.password_hash, form.password.data or ""):
        form.password.errors = ["Mật khẩu đang dùng chưa đúng."]
        return False
    try:
        change_password(db.session(), person, form.new_password.data or "")
    except BadInput as refusal:
        form.new_password.errors = [str(refusal)]
        return False
    sessions.start(person)
    return True
