"""The client of the tests: every request stands alone, as it does on a server."""

from typing import Any

from flask import g, has_app_context
from flask.testing import FlaskClient
from typing_extensions import override
from werkzeug.test import TestResponse


class Browser(FlaskClient):
    """Forgets the person of the request before.

    A test holds an application context open, requests share it, and Flask-Login keeps its person
    there: without this the second person of a test would be taken for the first.
    """

    @override
    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        if has_app_context():
            g.pop("_login_user", None)
            g.pop("agency", None)
        return super().open(*args, **kwargs)
