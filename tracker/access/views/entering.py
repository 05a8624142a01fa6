"""Signing in and out."""

import logging

from flask import current_app, flash, redirect, render_template, request, session, url_for
from flask_login import current_user
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response

from tracker import clock, web
from tracker.access import sessions
from tracker.access.commands import accept_attempt, open_attempt
from tracker.access.forms.account import SignInForm
from tracker.access.guard import open_to_all, requires
from tracker.access.models import Person
from tracker.access.passwords import is_password
from tracker.access.queries import find_person_by_email, find_setting
from tracker.access.rules import Can
from tracker.access.throttling import hold_back
from tracker.access.views.blueprint import bp
from tracker.database import begin_writing, db
from tracker.forms import new_key
from tracker.organisation.queries import find_agencies

_log = logging.getLogger("tracker.security")
_REFUSED = (
    "Thư điện tử hoặc mật khẩu chưa đúng. Nhập sai nhiều lần, tài khoản tạm đóng tối đa 15 phút."
)


@bp.route("/sign-in", methods=["GET", "POST"])
@open_to_all("nobody is signed in yet")
def sign_in() -> str | Response | tuple[str, int]:
    if current_user.is_authenticated:
        return redirect(_wanted())
    form = SignInForm()
    status = 200
    if form.validate_on_submit():
        hold_back("sign-in")
        before = _try(form)
        if before is not None:
            return before
        form.idempotency_key.data = new_key()  # a second try is another post
        flash(_REFUSED, "error")
        status = 401
    agencies = find_agencies(db.session())
    only = agencies[0] if len(agencies) == 1 else None
    return render_template("access/sign_in.html", form=form, agency=only), status


@bp.post("/sign-out")
@requires(Can.OWN_ACCOUNT)
def sign_out() -> Response:
    sessions.end()
    return web.done(url_for(".sign_in"), "Đã đăng xuất.")


def _try(form: SignInForm) -> Response | None:
    """Where to go when the password is right (or this very post was answered before); else None.

    The same work for known and unknown people (PROMISES, R26): one row written and synced, one
    Argon2 hash. The try is committed before the slow hash, so that writers need not wait for it.
    """
    person = find_person_by_email(db.session(), form.email.data or "")
    attempt = open_attempt(db.session(), person, clock.now())
    before = web.store(request.full_path)
    if before is not None:
        return before
    right = is_password(attempt.stored_hash, form.password.data or "")
    known = db.session.get(Person, attempt.person_id) if right else None
    if known is None or not known.is_active:
        _log.info("sign-in refused person=%s", attempt.person_id)
        return None
    return _enter(known.id)


def _enter(person_id: int) -> Response:
    db.session.rollback()  # what was read so far; from here on the write lock is held
    begin_writing()
    person = db.session.get_one(Person, person_id)
    accept_attempt(db.session(), person)
    wanted = _wanted()
    sessions.start(person)
    setting = find_setting(db.session(), person.id, "shortcuts")
    session["shortcuts_off"] = bool(setting and setting.get("off"))
    _log.info("sign-in accepted person=%d", person.id)
    db.session.commit()
    return redirect(wanted)


def _wanted() -> str:
    """The page asked for before signing in, if it is one of ours that opens by GET; else home."""
    path = request.args.get("next", "")
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return "/"
    try:
        current_app.url_map.bind_to_environ(request.environ).match(
            path.partition("?")[0], method="GET"
        )
    except (HTTPException, RequestRedirect):
        return "/"
    return path
