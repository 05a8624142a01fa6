"""`flask progress refresh`: rebuilds what the rows of items cache from the facts behind them."""

from typing import Any

from tracker.commandline import (
    AppGroup,
    agency_option,
    answer,
    find_agency,
    json_option,
    verb,
)
from tracker.database import db
from tracker.plans.models import ActionItem
from tracker.plans.queries import ItemFilter, find_items
from tracker.progress.commands import refresh_item

group = AppGroup("progress", help="Tiến độ nhiệm vụ.")
commands = (group,)


@group.command("refresh")
@agency_option
@json_option
@verb(stores=True)
def refresh(agency_code: str, as_json: bool) -> None:
    """Tính lại tình hình, ngày báo cáo kế tiếp và vướng mắc của từng nhiệm vụ từ các sự việc."""
    agency = find_agency(agency_code)
    items = find_items(db.session(), ItemFilter(agency.id))
    changed = [item.position for item in items if _refresh(item)]
    said = f"{len(items)} nhiệm vụ, {len(changed)} nhiệm vụ có số liệu được tính lại."
    facts = {"items": len(items), "changed": changed}
    answer(facts, [said], as_json=as_json)


def _refresh(item: ActionItem) -> bool:
    before = _cached(item)
    refresh_item(db.session(), item)
    return _cached(item) != before


def _cached(item: ActionItem) -> tuple[Any, ...]:
    lines = [(u.next_report_due_on, u.next_period_code, u.reported_upto) for u in item.leads]
    return (item.progress, item.claimed_on, item.ended_on, item.blocked_since, lines)
