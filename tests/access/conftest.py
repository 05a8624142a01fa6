"""Applications of their own for what the shared one switches off: CSRF, throttles, the set-up."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import close_all_sessions

from tests.clients import Browser
from tests.factories import Office
from tracker import create_app
from tracker.access.passwords import hash_password
from tracker.config import Config
from tracker.database import Base, db

PASSWORD = "bốn cây dừa xanh"
HASH = hash_password(PASSWORD)


@pytest.fixture
def app_with(tmp_path: Path) -> Iterator[Callable[..., Flask]]:
    """Makes an application on an empty database of its own, with these settings on top."""
    made: list[Flask] = []

    def make(**extra: object) -> Flask:
        usual = {"TESTING": True, "WTF_CSRF_ENABLED": False, "RATELIMIT_ENABLED": False}
        url = f"sqlite:///{tmp_path / 'own.sqlite3'}"
        app = create_app(Config(tmp_path, url, "test-secret", extra=usual | extra))
        app.test_client_class = Browser
        with app.app_context():
            Base.metadata.create_all(db.engine)
        made.append(app)
        return app

    yield make
    close_all_sessions()
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture
def known(office: Office) -> Office:
    """A department in which the clerk has a password."""
    office.clerk.password_hash = HASH
    db.session.commit()
    return office
