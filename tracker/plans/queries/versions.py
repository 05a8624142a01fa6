"""Reading what amendments did to the lines of an appendix. Changes nothing, decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.plans.models import ActionItem, Amendment, ItemChange, Plan
from tracker.plans.printed import entry_of
from tracker.plans.queries.items import whole_items
from tracker.plans.queries.plans import find_amendments
from tracker.plans.rules import ChangeKind
from tracker.plans.versions import Change, History, Line, read_entry


def find_history(session: Session, plan: Plan, units: Mapping[int, str] | None = None) -> History:
    """Every line a plan ever had, and what its amendments did. Six SELECTs.

    `units`: their names on the day of the paper, for lines that came without one.
    """
    order = sorted(a.id for a in find_amendments(session, plan.id))
    changes = find_changes(session, ItemChange.plan_id == plan.id) if order else ()
    return History(find_lines(session, plan, units), changes, order)


def find_lines(session: Session, plan: Plan, units: Mapping[int, str] | None) -> Sequence[Line]:
    """The items of a plan with the amendments that brought and took them. Four SELECTs."""
    query = select(ActionItem).where(ActionItem.plan_id == plan.id)
    ordered = query.order_by(ActionItem.position, ActionItem.id)
    items = session.scalars(ordered.options(*whole_items())).all()
    added = {item.id: item.amendment_id for item in items}
    return [
        Line(
            item_id=item.id,
            entry=entry_of(item, units),
            added_by=item.amendment_id,
            gone_by=item.removed_by_id or added.get(item.replaced_by_id or 0),
        )
        for item in items
    ]


def find_changes(session: Session, *wanted: object) -> Sequence[Change]:
    """What amendments did to lines, in the order in which they were recorded. One SELECT."""
    query = select(ItemChange).where(*wanted).order_by(ItemChange.amendment_id, ItemChange.id)  # type: ignore[arg-type]
    return [_change(row) for row in session.scalars(query)]


def _change(row: ItemChange) -> Change:
    return Change(
        amendment_id=row.amendment_id,
        item_id=row.item_id,
        kind=row.kind,
        before=read_entry(row.before),
        after=read_entry(row.after),
    )


def find_moved_days(session: Session, agency_id: int) -> Sequence[tuple[Change, date]]:
    """The amended lines of an agency that got another due day, and since when. One SELECT."""
    query = (
        select(ItemChange, Amendment.signed_on)
        .join(Amendment, Amendment.id == ItemChange.amendment_id)
        .where(ItemChange.agency_id == agency_id, ItemChange.kind == ChangeKind.CHANGED)
        .order_by(ItemChange.id)
    )
    rows = [(_change(row), signed_on) for row, signed_on in session.execute(query)]
    return [(change, day) for change, day in rows if change.moves_due_day]


def amendments_of(session: Session, item: ActionItem) -> Sequence[tuple[Amendment, Change]]:
    """What amendments did to one item, newest first. Two SELECTs."""
    changes = find_changes(session, ItemChange.item_id == item.id)
    by_id = {a.id: a for a in find_amendments(session, item.plan_id)} if changes else {}
    return [(by_id[change.amendment_id], change) for change in reversed(changes)]
