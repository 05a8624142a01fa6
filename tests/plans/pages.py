"""Reading and posting forms as a browser does, for the tests of this room's pages."""

import html
import re
from collections.abc import Callable

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tracker.access.models import Person

SignIn = Callable[[Person | None], FlaskClient]

_INPUT = re.compile(r"<input[^>]*>")
_AREA = re.compile(r'<textarea[^>]*name="([^"]+)"[^>]*>\r?\n?(.*?)</textarea>', re.DOTALL)
_SELECT = re.compile(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)


def text_of(answer: TestResponse) -> str:
    """What a page says, as a person reads it."""
    return html.unescape(answer.get_data(as_text=True))


def fields_of(page: str) -> dict[str, str]:
    """What the forms on a page would post if nobody touched them; boxes stay unticked."""
    found: dict[str, str] = {}
    for tag in _INPUT.findall(page):
        name = re.search(r'name="([^"]+)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name and 'type="radio"' not in tag and 'type="checkbox"' not in tag:
            found[name[1]] = html.unescape(value[1] if value else "")
    for area, text in _AREA.findall(page):
        found[area] = html.unescape(text)
    for select, body in _SELECT.findall(page):
        chosen = re.search(r'<option selected value="([^"]*)"', body)
        found[select] = html.unescape(chosen[1]) if chosen else ""
    return found


def settle(client: FlaskClient, place: str, **more: str) -> TestResponse:
    """Post a page's form as it stands, with some fields changed."""
    return client.post(place, data=fields_of(client.get(place).get_data(as_text=True)) | more)
