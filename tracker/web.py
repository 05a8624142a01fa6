"""What every request shares: safe headers, one commit, answers to refusals, page context."""

import hashlib
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from flask import (
    Flask,
    Response,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_login import current_user
from sqlalchemy.exc import IntegrityError, OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from tracker import clock, presentation
from tracker.access.guard import may
from tracker.access.rules import Can
from tracker.config import Config
from tracker.database import begin_writing, commit, db, end_writing
from tracker.errors import BadInput, Conflict, Refusal
from tracker.forms import Vietnamese, new_key
from tracker.home.navigation import Place, places, where
from tracker.ledger.recording import ACTOR
from tracker.outbox.commands import Post, earlier_answer, remember

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
ERROR_STATUSES = frozenset({400, 401, 403, 404, 409, 413, 429, 500, 503})
_UNKEPT_FIELDS = frozenset({"csrf_token", "idempotency_key"})


def install(app: Flask, config: Config) -> None:
    """Put hooks, error pages, filters and page context into `app`."""
    app.before_request(_refuse_foreign_posts)
    app.before_request(_begin)
    app.after_request(_headers)
    app.teardown_request(_finish)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Refusal, _refusal)
    app.register_error_handler(OperationalError, _busy)
    app.jinja_env.filters.update(presentation.filters())
    ask = {"may": may, "Can": Can, "today": clock.today, "new_key": new_key}
    app.jinja_env.globals.update(presentation.names(), **ask)
    app.url_defaults(_hashed_static)
    app.context_processor(lambda: _context(config))


def done(url: str, message: str = "") -> AnyResponse:
    """Commit once, say `message` on the next page and go to `url`: how every POST ends.

    A form sent twice is done once: its key is kept in this same transaction, and the second
    answer leads where the first one did.
    """
    before = store(url)
    if before is None and message:
        flash(message)
    return before or redirect(url)


def store(url: str) -> AnyResponse | None:
    """Commit once, for the few POSTs that answer with a page of their own instead of `done`.

    None, or where the first answer to this very form led when somebody sent it a moment earlier:
    then nothing of this request was stored, and that is the answer.
    """
    session = db.session()
    post = _post()
    if post is not None:
        remember(session, post, url, clock.now())
    try:
        commit(session)
    except IntegrityError:
        session.rollback()
        before = earlier_answer(session, post) if post else None
        if before is None:
            raise
        return redirect(before)
    return None


def _post() -> Post | None:
    """The key and body of this request; None for a form without a key."""
    key = request.form.get("idempotency_key", "")[:64]
    if not key:
        return None
    body = [
        (name, value) for name, value in sorted(request.form.items(multi=True)) if _is_kept(name)
    ]
    body += [(name, file.filename or "") for name, file in sorted(request.files.items(multi=True))]
    actor = f"person:{current_user.id}" if current_user.is_authenticated else "public"
    return Post(actor, key, hashlib.sha256(repr([request.path, body]).encode()).hexdigest())


def _is_kept(name: str) -> bool:
    """Whether a field may be hashed and shown again: nothing that is called a password."""
    return name not in _UNKEPT_FIELDS and "password" not in name


def _refuse_foreign_posts() -> None:
    """Beside the CSRF token: a browser says where a request comes from (PROMISES, decision 16)."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    origin = request.headers.get("Origin", "")
    if site not in {"same-origin", "none"} or (
        origin not in {"", "null"} and origin.partition("://")[2] != request.host
    ):
        abort(400, "Yêu cầu đến từ trang khác nên không được nhận. Mở lại trang rồi gửi lại.")


def _begin() -> AnyResponse | None:
    g.request_id = secrets.token_hex(6)
    if request.method in SAFE_METHODS or request.endpoint is None:
        end_writing()
        return None
    begin_writing()
    person = f"person:{current_user.id}" if current_user.is_authenticated else "public"
    db.session().info[ACTOR] = person
    post = _post()
    before = earlier_answer(db.session(), post) if post else None
    return redirect(before) if before else None


def _finish(_error: BaseException | None) -> None:
    end_writing()


def _headers(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if request.endpoint != "static":
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _hashed_static(endpoint: str, values: dict[str, object]) -> None:
    """A static file's address carries its content's hash, so that browsers may keep it."""
    if endpoint == "static" and "filename" in values:
        values["v"] = _file_hash(str(values["filename"]))


@lru_cache(maxsize=256)
def _file_hash(filename: str) -> str:
    path = Path(__file__).parent.parent / "static" / filename
    return hashlib.sha256(path.read_bytes()).hexdigest()[:10] if path.is_file() else ""


def _context(config: Config) -> dict[str, object]:
    """What every page may show. No query beyond the ones that found the signed-in person."""
    if not current_user.is_authenticated:
        return {"nav": (), "me": None, "agency": None, "unsafe": config.unsafe}
    roles = current_user.roles
    here = where(roles, request.endpoint or "", request.blueprint or "")
    return {
        "nav": [_entry(place, is_here=place is here) for place in places(roles)],
        "me": current_user,
        "agency": g.agency,
        "unsafe": config.unsafe,
    }


@dataclass(frozen=True)
class NavEntry:
    """One link of the main navigation, as base.html reads it."""

    url: str
    text: str
    icon: str
    short: str
    is_here: bool


def _entry(place: Place, *, is_here: bool) -> NavEntry:
    return NavEntry(url_for(place.endpoint), place.text, place.icon, place.short, is_here)


def error_page(status: int, sentence: str = "", *, is_conflict: bool = False) -> tuple[str, int]:
    """The page for `status`, with a sentence of its own where there is one, and what was typed."""
    db.session.rollback()
    typed = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if _is_kept(name) and value and name != "version"
    ]
    known = status if status in ERROR_STATUSES else 500
    page = render_template(
        f"errors/{known}.html",
        sentence=sentence,
        typed=typed,
        labels=g.get("form_labels", {}),
        texts=g.get("form_texts", ()),
        status=status,
        is_conflict=is_conflict,
    )
    return page, status


def _http_error(error: HTTPException) -> AnyResponse | tuple[str, int]:
    if error.code is None or error.code < 400:
        return error.get_response()
    own = getattr(error, "is_ours", False) or not _is_standard(error)
    return error_page(error.code, Vietnamese().gettext(str(error.description)) if own else "")


def _is_standard(error: HTTPException) -> bool:
    """Whether the error carries Werkzeug's own English sentence."""
    return error.description == type(error).description


def _refusal(error: Refusal) -> tuple[str, int]:
    """A rule's "no": 400 for bad input, 409 for a conflict or a forbidden move."""
    status = 400 if isinstance(error, BadInput) and not isinstance(error, Conflict) else 409
    return error_page(status, str(error), is_conflict=isinstance(error, Conflict))


def _busy(_error: OperationalError) -> tuple[str, int]:
    """The database is locked or full: nothing was stored, what was typed comes back."""
    return error_page(503)
