"""Signed-in browsers: the cookie holds a random token, the table its hash and its end."""

import hashlib
import secrets
from datetime import timedelta
from typing import Any

from flask import Flask, Request, g, request, session
from flask.sessions import SecureCookieSessionInterface
from flask_login import LoginManager
from typing_extensions import override

from tracker import clock
from tracker.access.models import Person
from tracker.access.models import Session as SignedIn
from tracker.access.predecessors import CODE, find_predecessor, reader
from tracker.access.queries import find_session
from tracker.database import db, writing
from tracker.organisation.models import Agency

IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=5)  # last-seen is written no more often than this
_TOKEN = "token"  # noqa: S105 the name under which the cookie keeps it
_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class HostCookies(SecureCookieSessionInterface):
    """`__Host-sid` with Secure; on loopback (or where plain HTTP is allowed) `sid` without it."""

    def __init__(self, *, allow_plain_http: bool) -> None:
        self.allow_plain_http = allow_plain_http

    def _is_plain(self) -> bool:
        host = request.host.rpartition(":")[0] if ":" in request.host[-6:] else request.host
        return not request.is_secure and (host in _LOOPBACK or self.allow_plain_http)

    @override
    def get_cookie_name(self, app: Flask) -> str:
        return "sid" if self._is_plain() else "__Host-sid"

    @override
    def get_cookie_secure(self, app: Flask) -> bool:
        return not self._is_plain()


def install(app: Flask, *, allow_plain_http: bool) -> None:
    """Put sessions and Flask-Login into `app`."""
    app.session_interface = HostCookies(allow_plain_http=allow_plain_http)
    manager = LoginManager()
    manager.init_app(app)
    manager.login_view = "access.sign_in"
    manager.login_message = "Cần đăng nhập để tiếp tục."
    manager.login_message_category = "info"
    manager.session_protection = None  # the table row is the protection
    manager.request_loader(_load_person)
    # Registered before the database, so that it runs after the request's own transaction ended:
    # in rollback-journal mode an open reader would block this little write.
    app.teardown_appcontext(_write_seen)


def start(person: Person) -> None:
    """Sign `person` in with a fresh token and a fresh cookie. The caller commits."""
    session.clear()
    token = secrets.token_urlsafe(32)
    session[_TOKEN] = token
    at = clock.now()
    db.session.add(
        SignedIn(
            token_hash=_hash(token),
            person_id=person.id,
            created_at=at,
            last_seen_at=at,
            ended_at=None,
        )
    )


def end() -> None:
    """Sign this browser out: its row is ended and its cookie emptied. The caller commits."""
    row = db.session.get(SignedIn, _hash(session.get(_TOKEN, "")))
    if row is not None:
        row.ended_at = clock.now()
    session.clear()


def _load_person(_request: Request) -> Person | None:
    """The person behind the cookie, with units and agency; None when ended, idle or too old."""
    token = session.get(_TOKEN)
    found = find_session(db.session(), _hash(token)) if token else None
    if found is None:
        return None
    row, person, agency = found
    if not person.is_active or not _is_alive(row):
        return None
    _note_seen(row)
    g.agency = agency
    code = request.environ.get(CODE)
    return _reading(person, agency, code) if code is not None else person


def _reading(person: Person, agency: Agency, code: str) -> Person:
    """The person as a reader of an agency merged into her own; the guard refuses all others."""
    g.own_agency = agency
    g.reads = find_predecessor(db.session(), agency, code, clock.today())
    g.agency = g.reads or agency
    return reader(person, g.agency)


def _is_alive(row: SignedIn) -> bool:
    at = clock.now()
    return (
        row.ended_at is None and at - row.last_seen_at <= IDLE and at - row.created_at <= ABSOLUTE
    )


def _note_seen(row: SignedIn) -> None:
    if clock.now() - row.last_seen_at >= SEEN_EVERY:
        g.seen_token_hash = row.token_hash


def _write_seen(_error: BaseException | None) -> None:
    token_hash = g.pop("seen_token_hash", None)
    if token_hash is None:
        return
    table: Any = SignedIn.__table__
    seen = table.update().where(table.c.token_hash == token_hash).values(last_seen_at=clock.now())
    with writing(), db.engine.begin() as connection:
        connection.execute(seen)


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def current_token() -> str:
    """The token in this browser's cookie; "" when nobody signed in."""
    return str(session.get(_TOKEN, ""))


def token_hash() -> str:
    """The hash under which this browser's session is kept."""
    return _hash(current_token())
