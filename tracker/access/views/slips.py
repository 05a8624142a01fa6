"""One-time passwords on printable slips: shown in the answer itself, once, and stored nowhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from tracker import web
from tracker.access.models import Person


@dataclass(frozen=True)
class Slip:
    """What one person gets on paper."""

    full_name: str
    title: str
    email: str
    password: str


def slips_page(people: Sequence[tuple[Person, str]]) -> str | Response:
    """Commit, then show the slips. Sent again, the form leads to the list of people instead."""
    slips = [Slip(p.full_name, p.title, p.email, password) for p, password in people]
    address = current_app.config["TRACKER"].base_url or request.url_root.rstrip("/")
    page = render_template("access/slips.html", slips=slips, address=address)
    return web.store(url_for("access.people")) or page
