"""Pages for machines (alive, ready, figures), and the ledger for people."""

import hmac

from flask import Blueprint, Response, abort, current_app, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from tracker.access.guard import my_agency, open_to_all, requires
from tracker.access.rules import Can
from tracker.database import db, ensure_migrated
from tracker.upkeep import metrics
from tracker.upkeep.entries import ledger_page
from tracker.upkeep.queries import find_revision, newest_revision

bp = Blueprint("upkeep", __name__)
metrics.install(bp)

_LOOPBACK = frozenset({"127.0.0.1", "::1"})
_PASSED_ON = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


@bp.get("/healthz")
@open_to_all("says only that the process answers; asks nothing of the database")
def healthz() -> Response:
    return _text("ok\n")


@bp.get("/readyz")
@open_to_all("says only whether the database is there and at the newest migration")
def readyz() -> Response:
    newest = newest_revision(current_app.config["MIGRATIONS"])
    try:
        ensure_migrated()
        with db.engine.connect() as connection:
            revision = find_revision(connection)
    except SQLAlchemyError:  # whatever it is, the answer is the same; doctor tells more
        return _text("database: unreachable\n", 503)
    if revision != newest:
        return _text(f"database: at {revision or 'nothing'}, wants {newest}\n", 503)
    return _text("ready\n")


@bp.get("/metrics")
@open_to_all("checked here: from this machine itself, or with the token of TRACKER_METRICS_TOKEN")
def show_metrics() -> Response:
    if not _may_see_metrics():
        abort(404)
    with db.engine.connect() as connection:
        return Response(metrics.page(connection), mimetype="text/plain; version=0.0.4")


def _may_see_metrics() -> bool:
    token = current_app.config["TRACKER"].metrics_token
    given = request.headers.get("Authorization", "")
    if token and hmac.compare_digest(given.encode(), f"Bearer {token}".encode()):
        return True
    # What a proxy on this machine passes on comes from the loopback too, but not from here.
    is_passed_on = any(name in request.headers for name in _PASSED_ON)
    return request.remote_addr in _LOOPBACK and not is_passed_on


def _text(text: str, status: int = 200) -> Response:
    return Response(text, status, mimetype="text/plain")


@bp.get("/ledger")
@requires(Can.LEDGER_READ)
def ledger() -> str:
    """Every change of the agency, the newest first: who, when, which row."""
    before = request.args.get("before", type=int)
    page = ledger_page(db.session(), my_agency().id, before)
    return render_template("upkeep/ledger.html", page=page)
