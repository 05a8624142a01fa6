"""Late, silent, blocked, ordered, requested among 10,000: one SELECT each, on an index."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, insert, text
from sqlalchemy.orm import Session

from tests.factories import NOON, Office, saved
from tests.factories_plans import LAST_DAY, make_plan
from tracker.database import db
from tracker.plans.models import ActionItem, ItemUnit
from tracker.plans.rules import DeadlineKind, Part, Progress
from tracker.progress.models import Obstacle, Order, ReportRequest, RequestLine
from tracker.progress.queries.overdue import (
    find_blocked,
    find_late,
    find_overdue_orders,
    find_silent,
)
from tracker.progress.queries.requests import find_overdue_requests
from tracker.progress.requests import Scope
from tracker.progress.rules import OrderKind

ITEMS, EACH = 10_000, 100  # so many late, silent, blocked, and with an order past its day
TODAY = date(2021, 9, 16)
PAST = TODAY - timedelta(days=3)
Find = Callable[[Session, int, date], Sequence[Any]]


@pytest.fixture
def agency_id(office: Office) -> int:
    """A plan of 10,000 open items, one in a hundred of each kind of overdue."""
    plan = make_plan(office.agency)
    own = {"agency_id": office.agency.id}
    fill(ActionItem, [_item(n) | own | {"plan_id": plan.id} for n in range(1, ITEMS + 1)])
    mine = own | {"unit_id": office.first.id}
    ids = db.session.scalars(text("SELECT id FROM action_item ORDER BY id")).all()
    fill(ItemUnit, [_lead(n, item_id) | mine for n, item_id in enumerate(ids)])
    fill(Obstacle, [_obstacle(n, item_id) | mine for n, item_id in enumerate(ids)])
    fill(Order, [_order(n, item_id) | mine for n, item_id in enumerate(ids)])
    request = saved(ReportRequest(**own, **_REQUEST))
    asked = mine | {"request_id": request.id}
    fill(RequestLine, [_line(n, item_id) | asked for n, item_id in enumerate(ids)])
    db.session.execute(text("ANALYZE"))
    return office.agency.id


_REQUEST: dict[str, Any] = {
    "summary": "Báo cáo",
    "scope": Scope.ITEMS,
    "first_due_on": PAST,
    "due_on": PAST,
    "questions": [],
    "sent_at": NOON,
}


def fill(table: type[Any], rows: list[dict[str, Any]]) -> None:
    db.session.connection().execute(insert(table.__table__), rows)


def _due(number: int) -> date:
    """Three days ago for one in a hundred, the others spread over the months ahead."""
    return PAST if number % EACH == 0 else TODAY + timedelta(days=number % 97)


def _item(number: int) -> dict[str, Any]:
    return {
        "position": number,
        "task": f"Nhiệm vụ mẫu số {number}",
        "deadline_kind": DeadlineKind.BY,
        "rhythm": "month",
        "due_on": _due(number),
        "ends_on": LAST_DAY,
        "progress": Progress.UNDER_WAY,
        "version": 1,
    }


def _lead(number: int, item_id: int) -> dict[str, Any]:
    due = {"next_report_due_on": _due(number)}
    return due | {"item_id": item_id, "part": Part.LEAD, "position": 1}


def _obstacle(number: int, item_id: int) -> dict[str, Any]:
    cleared = None if number % EACH == 0 else TODAY
    about = {"text": "Thiếu máy quét", "since_on": PAST, "raised_at": NOON}
    return about | {"item_id": item_id, "cleared_on": cleared}


def _order(number: int, item_id: int) -> dict[str, Any]:
    about = {"kind": OrderKind.DIRECTIVE, "text": "Kiểm tra", "given_on": PAST, "given_at": NOON}
    closed = None if number % EACH == 0 else TODAY
    return about | {"item_id": item_id, "due_on": _due(number), "closed_on": closed}


def _line(number: int, item_id: int) -> dict[str, Any]:
    """One in a hundred is silent, every second of the others is still open."""
    ended = TODAY if number % 2 else None
    return {"item_id": item_id, "due_on": _due(number), "ended_on": ended}


@pytest.mark.parametrize(
    ("find", "table"),
    [
        (find_late, "action_item"),
        (find_silent, "item_unit"),
        (find_blocked, "obstacle"),
        (find_overdue_orders, "order"),
        (find_overdue_requests, "request_line"),
    ],
)
def test_each_list_of_ten_thousand_items_is_one_select_on_an_index(
    agency_id: int, find: Find, table: str
) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, values: Any, *_rest: object) -> None:
        asked.append((statement, values))

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        found = find(db.session(), agency_id, TODAY)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert len(found) == ITEMS // EACH
    [(statement, values)] = asked
    steps = plan_of(statement, values)
    assert not [step for step in steps if reads_whole(step, table)], steps


def plan_of(statement: str, values: Any) -> list[str]:
    """The steps by which the database answers."""
    connection = db.session.connection()
    word = "EXPLAIN QUERY PLAN" if connection.dialect.name == "sqlite" else "EXPLAIN"
    return [str(row[-1]) for row in connection.exec_driver_sql(f"{word} {statement}", values)]


def reads_whole(step: str, table: str) -> bool:
    """Whether a step reads a table from end to end: SCAN in SQLite, Seq Scan in PostgreSQL."""
    words = step.replace('"', "").split()
    return words[:2] == ["SCAN", table] or f"Seq Scan on {table} " in f"{' '.join(words)} "
