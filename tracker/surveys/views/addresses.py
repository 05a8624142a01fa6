"""The addresses of a round's public pages, as people type or scan them."""

from flask import current_app, request, url_for

from tracker.surveys.models import Round


def public_address(row: Round) -> str:
    """The whole address of the public form."""
    return page_address(row.public_code)


def page_address(code: str) -> str:
    """The whole address of a code; its host is TRACKER_BASE_URL, else the one of this request."""
    base = current_app.config["TRACKER"].base_url or request.url_root.rstrip("/")
    path: str = url_for("surveys.answer", public_code=code)
    return f"{base}{path}"
