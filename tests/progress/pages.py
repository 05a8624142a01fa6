"""Signing in and posting as one says it in a test of pages; the clock stands at 16/9/2021."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from tests.factories import NOON, Office
from tests.progress.scenes import Scene
from tracker import clock
from tracker.access.models import Person
from tracker.database import db

PDF = b"%PDF-1.7 mau"
SignIn = Callable[[Person | None], FlaskClient]


def stop_clock(monkeypatch: pytest.MonkeyPatch, at: datetime = NOON) -> None:
    """The one place that asks the time answers `at`: sessions, pages and drafts alike."""
    monkeypatch.setattr(clock, "now", lambda: at)


@dataclass
class Desk:
    """A scene with people who sign in; one client a person."""

    scene: Scene
    sign_in: SignIn
    clients: dict[int, FlaskClient] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        return self.scene.office

    @property
    def item_id(self) -> int:
        return self.scene.item.id

    def client(self, who: str) -> FlaskClient:
        """`who`: a name of the Office's people, or "anonymous"."""
        person = None if who == "anonymous" else getattr(self.office, who)
        key = person.id if person else 0
        if key not in self.clients:
            self.clients[key] = self.sign_in(person)
        return self.clients[key]

    def get(self, who: str, path: str, **more: Any) -> TestResponse:
        return self.client(who).get(path, **more)

    def post(self, who: str, path: str, **typed: Any) -> TestResponse:
        """Post a form; files are (name, content) pairs."""
        pairs = MultiDict[str, Any]()
        for name, value in typed.items():
            for one in value if isinstance(value, list) else [value]:
                pairs.add(name, _file(*one) if isinstance(one, tuple) else str(one))
        # Encoded here: the test client would leave a temporary file open behind a large body.
        boundary, body = encode_multipart(pairs)
        kind = f"multipart/form-data; boundary={boundary}"
        answer = self.client(who).post(path, data=body, content_type=kind)
        db.session.expire_all()
        return answer

    def report_path(self, code: str = "2021-09", **more: str) -> str:
        words = "".join(f"&{name}={value}" for name, value in more.items())
        unit = self.office.first.id
        return f"/items/{self.item_id}/reports/new?unit={unit}&period={code}{words}"


def _file(called: str, content: bytes) -> FileStorage:
    return FileStorage(BytesIO(content), filename=called)
