"""What a line keeps of its item as it stood when the agenda was drawn, as JSON."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from tracker.meetings.agenda import Drawn
from tracker.meetings.queries.drafting import order_words, period_words, situation_of
from tracker.meetings.queries.facts import Facts, asked_on, by_item, is_due
from tracker.meetings.rules import Standing
from tracker.plans.models import ActionItem
from tracker.plans.outcomes import days_late
from tracker.plans.rules import printed_name
from tracker.progress.models import Order
from tracker.progress.rules import ORDER_WORDS
from tracker.vietnamese import short_date, two_digits


def snapshot_of(line: Drawn, facts: Facts) -> dict[str, Any]:
    """The state behind a line: of an item its axes, flags, indices and latest words.

    The line about the month's results carries the plan's counts, for the minutes.
    """
    if line.standing is Standing.REFORM:
        return {"key": line.key, "situation": asdict(situation_of(facts))}
    kept: dict[str, Any] = {"key": line.key, "also": list(line.also)}
    item = facts.items.get(line.item_id) if line.item_id is not None else None
    return kept | (_item(item, facts) if item is not None else {})


def _item(item: ActionItem, facts: Facts) -> dict[str, Any]:
    orders = by_item(facts.orders).get(item.id, [])
    is_own = facts.plan is not None and item.plan_id == facts.plan.id
    return {
        "position": item.position,
        "name": printed_name(item.task),
        "plan": "" if is_own else item.plan.number,
        "progress": item.progress.value,
        "due_on": item.due_on.isoformat() if item.due_on else "",
        "reports": [
            {
                "unit": report.unit_label,
                "state": report.state.value if report.state else "",
                "missing": period_words(report.missing) if report.missing else "",
                "days": report.days_late(facts.day),
                "why": report.why,
            }
            for report in facts.reports.get(item.id, ())
        ],
        "flags": list(_flags(item, orders, facts)),
        "indices": [
            {
                "id": link.component_id,
                "name": link.component.label,
                "value": _value(facts, link.component_id),
                "is_weak": _is_weak(facts, link.component_id),
            }
            for link in item.components
        ],
        "causes": [b.text for b in facts.blocked if b.item_id == item.id],
        "latest": _latest(item, facts),
        "orders": [_order(order) for order in orders],
        "asked": list(_asked(item, facts)),
    }


def _value(facts: Facts, component_id: int) -> float | None:
    state = facts.indices.get(component_id)
    return state.value if state is not None else None


def _is_weak(facts: Facts, component_id: int) -> bool:
    state = facts.indices.get(component_id)
    return state is not None and state.is_weak


def _flags(item: ActionItem, orders: list[Order], facts: Facts) -> Iterator[dict[str, str]]:
    late = next((line for line in facts.late if line.item_id == item.id), None)
    if late is not None:
        yield {"code": "late", "text": f"Quá hạn {two_digits(late.days)} ngày"}
    for order in orders:
        days = days_late(order.due_on, facts.day) if is_due(order) else 0
        if days:
            word = ORDER_WORDS[order.kind]
            yield {"code": "late", "text": f"{word} quá hạn {two_digits(days)} ngày"}
    if any(b.item_id == item.id for b in facts.blocked):
        yield {"code": "blocked", "text": ""}
    if any(c.item_id == item.id for c in facts.coordinations):
        yield {"code": "waiting", "text": ""}


def _latest(item: ActionItem, facts: Facts) -> str:
    report = facts.latest.get(item.id)
    if report is None:
        return ""
    return f"{report.result} ({report.unit.label}, kỳ {report.period.label})"


def _order(order: Order) -> str:
    due = f" Hạn {short_date(order.due_on)}." if order.due_on else ""
    return f"{order_words(order)}, {order.unit.label}: {order.text.rstrip('.')}.{due}"


def _asked(item: ActionItem, facts: Facts) -> Iterator[str]:
    for extension in facts.extensions:
        of = extension.order.item_id if extension.order is not None else extension.item_id
        if of == item.id:
            what = order_words(extension.order) if extension.order is not None else "nhiệm vụ"
            yield (
                f"Gia hạn {what} đến {short_date(extension.asked_to)}, gửi "
                f"{short_date(asked_on(extension))}: {extension.reason}"
            )
