"""Rebuilds what an item's row caches from the facts behind it. Knows no today."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.plans import obligations
from tracker.plans.models import ActionItem
from tracker.plans.queries import get_item_with_units
from tracker.progress.models import Obstacle
from tracker.progress.queries.reports import counting_starts
from tracker.progress.queries.states import (
    Facts,
    Owing,
    find_facts,
    find_owing,
    owing_on,
    sents_of,
)
from tracker.progress.rules import reached


def refresh_item(session: Session, item: ActionItem) -> None:
    """Set progress, next_report_due_on, blocked_since and each line's figures from the facts.

    Called by every command after its fact is added; eight SELECTs, all before anything is set.
    Changes nothing when the facts say what the row already says: `flask progress refresh` may run
    it at any time.
    """
    session.flush()
    whole = get_item_with_units(session, item.id)
    agency = session.get(Agency, item.agency_id)
    if whole is None or agency is None:
        raise Refusal("Không tìm thấy nhiệm vụ. Tải lại trang rồi thử lại.")
    facts = find_facts(session, agency, [whole.id])
    has_started = bool(session.scalar(select(counting_starts(whole.id).exists())))
    since = _blocked_since(session, whole.id)
    _refresh_progress(whole, facts, has_started=has_started)
    _refresh_lines(whole, owing_on([whole], facts))
    whole.blocked_since = None if whole.has_ended else since


def refresh_items(session: Session, agency: Agency, items: Sequence[ActionItem]) -> None:
    """Set the lines' figures of many items at once, as after an import. Four SELECTs."""
    session.flush()
    owing = find_owing(session, agency, items)
    for item in items:
        _refresh_lines(item, [o for o in owing if o.item is item])


def _refresh_progress(item: ActionItem, facts: Facts, *, has_started: bool) -> None:
    if item.has_ended:  # a decision stays, carried over too, whatever becomes of older reports
        return
    leads = [sents_of(item, u, facts.sents) for u in item.leads if u.unit_id and u.owes]
    came_to = reached(item.progress, leads, item.due_on, has_started=has_started)
    if came_to is None or not any(leads):
        return
    item.progress = came_to.progress
    item.claimed_on = came_to.claimed_on
    item.ended_on = came_to.ended_on


def _refresh_lines(item: ActionItem, owing: Sequence[Owing]) -> None:
    by_line = {o.line.id: o for o in owing}
    for line in item.leads:
        o = by_line.get(line.id)
        first = obligations.next_report(o.terms, o.periods, o.sents, o.grace) if o else None
        line.next_report_due_on = first.due_on if first else None
        line.next_period_code = first.period.code if first else ""
        line.reported_upto = obligations.reported_upto(o.periods, o.sents) if o else None
    item.next_report_due_on = obligations.earliest(u.next_report_due_on for u in item.leads)


def _blocked_since(session: Session, item_id: int) -> date | None:
    query = select(func.min(Obstacle.since_on)).where(
        Obstacle.item_id == item_id, Obstacle.cleared_on.is_(None)
    )
    return session.scalar(query)
