"""Where a page leads back to: where one came from, when that is a page of this house."""

from flask import current_app, request
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect


def way_back(default: str) -> str:
    """The page named by `next` in form or address, if the URL map knows it; else `default`."""
    asked = request.form.get("next") or request.args.get("next") or ""
    return asked if is_own_page(asked) else default


def is_own_page(path: str) -> bool:
    """Whether `path` is the address of a page of this application, without host or scheme."""
    if not path.startswith("/") or path.startswith(("//", "/\\")):
        return False
    try:
        adapter = current_app.url_map.bind_to_environ(request.environ)
        adapter.match(path.partition("?")[0], method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True
