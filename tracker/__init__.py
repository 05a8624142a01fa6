"""The application: create_app() wires the rooms together, readable from top to bottom."""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask
from flask.ctx import RequestContext
from flask_limiter import Limiter
from flask_migrate import Migrate
from flask_wtf import CSRFProtect
from jinja2 import StrictUndefined
from typing_extensions import override
from werkzeug.middleware.proxy_fix import ProxyFix

import tracker.tables  # noqa: F401 every table is known, whichever rooms have pages yet
from tracker import database, web
from tracker.access import guard, sessions
from tracker.access.predecessors import Prefixed
from tracker.config import Config, from_environment, kept_secret
from tracker.database import db
from tracker.ledger import anchoring, recording
from tracker.store.files import Shelf

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

ROOT = Path(__file__).parent.parent
# In the order of the data. A room offers pages as `bp` in views, commands as `commands` in cli.
ROOMS = (
    "ledger", "organisation", "access", "surveys", "scores", "weaknesses", "plans", "progress",
    "meetings", "reports", "reviews", "handovers", "reminders", "home", "upkeep", "demo",
)  # fmt: skip


class Application(Flask):
    """Flask that takes its secret key from the data folder only when there is a request.

    A command that merely reads a file touches no folder.
    """

    @override
    def request_context(self, environ: "WSGIEnvironment") -> RequestContext:
        """A context for a request, which may be the first to need the key."""
        if not self.config["SECRET_KEY"]:
            self.config["SECRET_KEY"] = kept_secret(self.config["TRACKER"].data_dir)
        return super().request_context(environ)


def create_app(config: Config | None = None) -> Flask:
    """A ready application. Raises LookupError if a view carries no permission mark."""
    config = config or from_environment()
    app = Application(
        __name__, template_folder=str(ROOT / "templates"), static_folder=str(ROOT / "static")
    )
    app.config.from_mapping(
        SECRET_KEY=config.secret_key,
        SQLALCHEMY_DATABASE_URI=config.database_url,
        SQLALCHEMY_ENGINE_OPTIONS=database.engine_options(config.database_url),
        MAX_CONTENT_LENGTH=config.upload_bytes,
        MAX_FORM_MEMORY_SIZE=4 * 1024 * 1024,
        MAX_FORM_PARTS=4000,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # the session's own end is the limit
        SEND_FILE_MAX_AGE_DEFAULT=31536000,  # addresses of static files carry a hash
        RATELIMIT_STORAGE_URI="memory://",
        RATELIMIT_HEADERS_ENABLED=False,
        MIGRATIONS=str(ROOT / "migrations"),
        TRACKER=config,
    )
    app.config.from_mapping(config.extra)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.undefined = StrictUndefined  # a page that lacks a value fails, not shows nothing
    if config.trusted_proxies:
        hops = config.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]

    app.wsgi_app = Prefixed(app.wsgi_app)  # type: ignore[assignment,method-assign]
    sessions.install(app, allow_plain_http=config.allow_plain_http)
    db.init_app(app)
    recording.install(db.session)
    with app.app_context():
        database.install(db.engine, config.data_dir)
        anchoring.install(db.session, db.engine, config.anchors)
    Migrate(app, db, directory=str(ROOT / "migrations"), render_as_batch=True)
    CSRFProtect(app)
    app.extensions["limiter"] = Limiter(_nobody, app=app)
    app.extensions["shelf"] = Shelf(config.data_dir / "files")

    web.install(app, config)
    for room in ROOMS:
        _open_room(app, room)
    guard.install(app)
    return app


def _open_room(app: Flask, room: str) -> None:
    """Register the pages and the commands that a room offers."""
    if find_spec(f"tracker.{room}.views"):
        app.register_blueprint(import_module(f"tracker.{room}.views").bp)
    if find_spec(f"tracker.{room}.cli"):
        for group in import_module(f"tracker.{room}.cli").commands:
            app.cli.add_command(group)


def _nobody() -> str:
    """No limit is shared by default: each limited view names its own key."""
    return "all"
