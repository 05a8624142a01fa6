"""Puts the permission table in front of every view. Deny by default."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from flask import Flask, abort, current_app, g, request
from flask_login import current_user
from sqlalchemy import Select, select
from sqlalchemy.orm.interfaces import ORMOption
from werkzeug.wrappers import Response

from tracker import clock
from tracker.access.models import Person
from tracker.access.predecessors import CODE
from tracker.access.rules import Can, Owned, allows
from tracker.database import Base, db
from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.vietnamese import short_date

P = ParamSpec("P")
R = TypeVar("R")
RowT = TypeVar("RowT", bound=Base)

# What is still done in an agency that was merged into another.
READING = frozenset({Can.READ, Can.REVIEW, Can.LEDGER_READ, Can.OWN_ACCOUNT})
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_WISH = "_tracker_wish"
_OPEN = "_tracker_open_because"


def requires(wish: Can) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view with the permission it needs. `install` enforces the mark."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _WISH, wish)
        return view

    return mark


def open_to_all(because: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Mark a view that needs no sign-in, with the reason why."""

    def mark(view: Callable[P, R]) -> Callable[P, R]:
        setattr(view, _OPEN, because)
        return view

    return mark


def insist(wish: Can, thing: Owned) -> None:
    """Stop with 404 unless the signed-in person may do `wish` to this very `thing`.

    Denied is the same as missing, so nobody learns what exists in another unit or agency.
    """
    if not allows(me(), wish, thing):
        abort(404)


def is_only_read() -> bool:
    """Whether the agency at hand was merged into another: nothing more is written there."""
    return my_agency().is_closed(clock.today())


def may(wish: Can, thing: Owned | None = None) -> bool:
    """Whether to show the signed-in person a button for `wish`; the view behind it asks again."""
    if not current_user.is_authenticated or (is_only_read() and wish not in READING):
        return False
    return allows(me(), wish, thing)


def load(model: type[RowT], row_id: int, wish: Can, *options: ORMOption) -> RowT:
    """The row of one's own agency with this id, after `insist`; else 404. One SELECT + options."""
    table: Any = model
    query = select(model).where(table.id == row_id, table.agency_id == me().agency_id)
    row = db.session.scalar(query.options(*options))
    if row is None:
        abort(404)
    thing: Any = row
    insist(wish, thing)
    return row


def mine(model: type[RowT]) -> Select[RowT]:
    """A SELECT of `model` within one's own agency: where every list of a view begins."""
    table: Any = model
    return select(model).where(table.agency_id == me().agency_id)


def me() -> Person:
    """The signed-in person, units loaded."""
    person: Person = current_user._get_current_object()
    return person


def my_agency() -> Agency:
    """The signed-in person's agency."""
    agency: Agency = g.agency
    return agency


def install(app: Flask) -> None:
    """Check every request. Call last: raises LookupError if a view has no mark."""
    unmarked = [
        name
        for name, view in app.view_functions.items()
        if name != "static" and not hasattr(view, _WISH) and not hasattr(view, _OPEN)
    ]
    if unmarked:
        raise LookupError(f"Views without @requires: {', '.join(sorted(unmarked))}")
    app.before_request(_check)


def wish_of(view: Callable[..., Any]) -> Can | None:
    """The permission a view was marked with; None for open views."""
    return getattr(view, _WISH, None)


def _check() -> Response | None:
    # No endpoint means no route matched: let Flask answer 404 itself.
    if request.endpoint is None or request.endpoint == "static":
        return None
    view = current_app.view_functions[request.endpoint]
    if hasattr(view, _OPEN):
        return None
    if not current_user.is_authenticated:
        response: Response = current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
        return response
    wish: Can = getattr(view, _WISH)
    if CODE in request.environ:
        _check_predecessor(wish)
    if not allows(me(), wish):
        abort(403)  # this role never may: the only 403
    if is_only_read() and not (wish in READING and _only_reads(wish)):
        raise Refusal(
            f"{my_agency().name} đã hợp nhất từ ngày {short_date(my_agency().closed_on)}: hồ sơ "
            "chỉ còn để đọc. Việc mới ghi ở cơ quan sau hợp nhất."
        )
    return None


def _check_predecessor(wish: Can) -> None:
    """Of an agency merged into one's own, what everybody there reads, and nothing else."""
    if g.get("reads") is None or wish is not Can.READ or request.method not in SAFE:
        abort(404)


def _only_reads(wish: Can) -> bool:
    return wish is Can.OWN_ACCOUNT or request.method in SAFE
