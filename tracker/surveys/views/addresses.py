"""The address of a round's public page, as people type it or scan it."""

from flask import current_app, request, url_for

from tracker.surveys.models import Round


def public_address(row: Round) -> str:
    """The whole address; its host is TRACKER_BASE_URL, else the one this request came to."""
    base = current_app.config["TRACKER"].base_url or request.url_root.rstrip("/")
    path: str = url_for("surveys.answer", public_code=row.public_code)
    return f"{base}{path}"
