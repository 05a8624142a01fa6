"""The blueprint of this room, and what comes before every page of the house."""

from flask import Blueprint, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from tracker.access import setting_up
from tracker.access.guard import may, wish_of
from tracker.access.predecessors import CODE
from tracker.access.rules import Can

bp = Blueprint("access", __name__)

# What somebody with a one-time password may reach; healthz and the like need no sign-in anyway.
_BEFORE_OWN_PASSWORD = frozenset({"access.password", "access.sign_out"})


@bp.before_app_request
def lead_the_way() -> Response | None:
    """To the set-up while there is no agency; to one's own password after a one-time one."""
    endpoint = request.endpoint
    if endpoint == "static":
        return None
    if endpoint not in setting_up.REACHABLE and setting_up.is_needed(current_app):
        return redirect(url_for("access.set_up"))
    if endpoint is not None and _needs_own_password(endpoint):
        return redirect(url_for("access.password"))
    return None


def _needs_own_password(endpoint: str) -> bool:
    """Whether this page waits until the one-time password was changed. Open pages never do."""
    wished = wish_of(current_app.view_functions[endpoint])
    if wished is None or endpoint in _BEFORE_OWN_PASSWORD:
        return False  # before anybody asks the database who this is
    return bool(current_user.is_authenticated and current_user.must_change_password)


@bp.app_context_processor
def account_menu() -> dict[str, object]:
    """The account menu of base.html and whether single-letter keys are off. No query."""
    if not current_user.is_authenticated:
        return {}
    if CODE in request.environ:
        return {"account": [], "reads": g.get("reads"), "own_agency": g.own_agency}
    places = [(url_for("access.account"), "Tài khoản", "user-circle")]
    if may(Can.ACCESS_PEOPLE):
        places.append((url_for("access.people"), "Người dùng", "users"))
    if may(Can.ORGANISATION_EDIT) or may(Can.ACCESS_SETTINGS):
        places.append((url_for("organisation.units"), "Đơn vị, lịch và kỳ báo cáo", "sitemap"))
    entries = [{"url": url, "text": text, "icon": icon} for url, text, icon in places]
    return {"account": entries, "shortcuts_off": bool(session.get("shortcuts_off"))}
