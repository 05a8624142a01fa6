"""One change to several items at once, seen before, and taken back exactly. The view commits."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.canonical import digest, dump
from tracker.errors import BadInput, Conflict, Refusal
from tracker.organisation.rules import PeriodKind
from tracker.plans.commands import attach_component, detach_component
from tracker.plans.models import ActionItem, ItemComponent, ItemPause, Plan
from tracker.plans.rules import PlanState, Progress, Proof
from tracker.progress.bulk import DECIDING, BulkKind, BulkWish, Facts
from tracker.progress.commands.deciding import ItemAction, ItemDecision, decide_item
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import BulkEdit
from tracker.progress.queries.judges import Judges
from tracker.progress.rules import check_director

_ACTIONS = {
    BulkKind.PAUSE: ItemAction.PAUSE,
    BulkKind.RESUME: ItemAction.RESUME,
    BulkKind.CLOSE: ItemAction.CLOSE,
    BulkKind.DROP: ItemAction.DROP,
}


@dataclass(frozen=True)
class Step:
    """One chosen item: what it is now, and why it stays so where it does."""

    item: ActionItem
    before: Facts
    refusal: str


def plan_steps(
    session: Session, items: Sequence[ActionItem], wish: BulkWish, judges: Judges
) -> list[Step]:
    """What the change would do to each item (loaded whole). Changes nothing."""
    steps = []
    for item in items:
        before = facts_of(session, item, wish.kind)
        refusal = wish.refusal(before)
        if not refusal and wish.kind in DECIDING:
            refusal = _not_director(item, judges)
        steps.append(Step(item, before, refusal))
    return steps


def seen(steps: Sequence[Step], wish: BulkWish) -> str:
    """A mark of what somebody saw: it differs as soon as one of the rows or the wish does."""
    rows = [[s.item.id, s.before, s.refusal] for s in steps]
    return digest("bulk", wish.kind, wish.said(), dump(rows))


@dataclass(frozen=True)
class Author:
    """Who makes a change, and when."""

    person: Person
    at: datetime


def apply_bulk(
    session: Session, plan: Plan, steps: Sequence[Step], wish: BulkWish, author: Author
) -> BulkEdit:
    """Make the change on every row that does not refuse; flushed.

    Raises BadInput when every row refuses or something is still to be chosen.
    """
    if wish.lacks:
        raise BadInput(wish.lacks)
    willing = [step for step in steps if not step.refusal]
    if not willing:
        raise BadInput("Không nhiệm vụ nào trong số đã chọn đổi được như vậy.")
    lines = []
    for step in willing:
        _change(session, step.item, wish)
        session.expire(step.item, ["components"])
        after = facts_of(session, step.item, wish.kind)
        lines.append({"item_id": step.item.id, "before": step.before, "after": after})
    return _kept(session, plan, lines, author, kind=wish.kind, said=wish.said()[:2200])


def undo_bulk(
    session: Session,
    plan: Plan,
    edit: BulkEdit,
    items: Sequence[ActionItem],
    author: Author,
    judges: Judges,
) -> BulkEdit:
    """Put back what a bulk edit changed (its items loaded whole), as a bulk edit of its own.

    Raises Refusal when it was taken back before, is itself a taking back, its plan was closed, or
    a row is another director's or no longer as the edit left it; then nothing is changed.
    """
    if plan.state is PlanState.CLOSED:
        raise Refusal("Kế hoạch đã kết thúc. Mở lại kế hoạch trước khi hoàn tác.")
    if edit.kind in DECIDING and (said := next(filter(None, _foreign(items, judges)), "")):
        raise Refusal(said)
    if edit.undoes_id is not None or _is_undone(session, edit):
        raise Refusal("Lần sửa này đã được hoàn tác.")
    by_id = {item.id: item for item in items}
    moved = [
        str(by_id[line["item_id"]].position)
        for line in edit.lines
        if facts_of(session, by_id[line["item_id"]], edit.kind) != line["after"]
    ]
    if moved:
        raise Conflict(f"Nhiệm vụ {', '.join(moved)} đã thay đổi sau đó nên không hoàn tác được.")
    lines = []
    for line in edit.lines:
        restore(session, by_id[line["item_id"]], line["before"])
        lines.append({**line, "before": line["after"], "after": line["before"]})
    said = f"Hoàn tác: {edit.said}"[:2200]
    return _kept(session, plan, lines, author, kind=edit.kind, said=said, undoes_id=edit.id)


def facts_of(session: Session, item: ActionItem, kind: BulkKind) -> Facts:
    """What this kind of change touches of an item; needs it loaded whole."""
    if kind in DECIDING:
        return {
            "progress": item.progress.value,
            "ended_on": _iso(item.ended_on),
            "end_reason": item.end_reason,
            "claimed_on": _iso(item.claimed_on),
            "pauses": [[_iso(p.from_on), _iso(p.to_on)] for p in _pauses(session, item)],
        }
    if kind in {BulkKind.ATTACH, BulkKind.DETACH}:
        query = select(ItemComponent).where(ItemComponent.item_id == item.id)
        links = session.scalars(query.order_by(ItemComponent.component_id))
        return {"components": [[link.component_id, link.is_added] for link in links]}
    plain: dict[BulkKind, Facts] = {
        BulkKind.RHYTHM: {"rhythm": item.rhythm.value},
        BulkKind.PROOF: {"proofs": {str(p.id): p.proof.value for p in item.products}},
        BulkKind.NOTE: {"note": item.note},
    }
    return plain[kind]


def restore(session: Session, item: ActionItem, facts: Facts) -> None:
    """Make an item what `facts_of` said of it; its figures follow."""
    if "components" in facts:
        _restore_components(session, item, facts["components"])
    elif "proofs" in facts:
        for product in item.products:
            product.proof = Proof(facts["proofs"].get(str(product.id), product.proof.value))
    elif "note" in facts:
        item.note = facts["note"]
    elif "rhythm" in facts:
        item.rhythm = PeriodKind(facts["rhythm"])
        refresh_item(session, item)
    else:
        item.progress, item.end_reason = Progress(facts["progress"]), facts["end_reason"]
        item.ended_on, item.claimed_on = _day(facts["ended_on"]), _day(facts["claimed_on"])
        _restore_pauses(session, item, facts["pauses"])
        refresh_item(session, item)
    session.flush()


def set_rhythm(session: Session, item: ActionItem, rhythm: PeriodKind, on: date) -> None:
    """Let an item report by another rhythm from a day on; what was cut off before stays as it was.

    Needs the plan and units loaded.
    """
    before, item.rhythm = item.rhythm, rhythm
    item.keep_rhythm(before, on - timedelta(days=1))
    refresh_item(session, item)


def _change(session: Session, item: ActionItem, wish: BulkWish) -> None:
    match wish.kind:
        case BulkKind.ATTACH:
            attach_component(session, item, wish.component_id)
        case BulkKind.DETACH:
            links = [c for c in item.components if c.component_id == wish.component_id]
            detach_component(session, links[0])
        case BulkKind.PROOF:
            for product in item.products:
                product.proof = wish.proof
        case BulkKind.RHYTHM:
            set_rhythm(session, item, wish.rhythm, wish.on)
        case BulkKind.NOTE:
            restore(session, item, wish.plain)
        case _:
            action = _ACTIONS[wish.kind]
            decide_item(session, item, ItemDecision(action, wish.on, wish.reason))
    session.flush()


def _foreign(items: Sequence[ActionItem], judges: Judges) -> Iterator[str]:
    return (_not_director(item, judges) for item in items)


def _not_director(item: ActionItem, judges: Judges) -> str:
    """Why this director decides nothing about the item's leads; "" where he may."""
    try:
        for line in item.leads:
            check_director(judges.of(line.unit_id or 0))
    except Refusal as refusal:
        return str(refusal)
    return ""


def _restore_components(session: Session, item: ActionItem, wanted: list[list[int]]) -> None:
    ids = {pair[0] for pair in wanted}
    for link in list(item.components):
        if link.component_id not in ids:
            detach_component(session, link)
    own = {link.component_id for link in item.components}
    for component_id in sorted(ids - own):
        attach_component(session, item, component_id)
    session.flush()
    session.expire(item, ["components"])


def _restore_pauses(session: Session, item: ActionItem, wanted: list[list[str | None]]) -> None:
    rows = _pauses(session, item)
    for row in rows[len(wanted) :]:
        session.delete(row)
    for row, (_, to_on) in zip(rows, wanted, strict=False):
        row.to_on = _day(to_on)
    session.flush()


def _pauses(session: Session, item: ActionItem) -> Sequence[ItemPause]:
    query = select(ItemPause).where(ItemPause.item_id == item.id).order_by(ItemPause.id)
    return session.scalars(query).all()


def _is_undone(session: Session, edit: BulkEdit) -> bool:
    return bool(session.scalar(select(BulkEdit.id).where(BulkEdit.undoes_id == edit.id)))


def _kept(
    session: Session, plan: Plan, lines: list[dict[str, object]], author: Author, **what: Any
) -> BulkEdit:
    edit = BulkEdit(
        agency_id=plan.agency_id,
        plan_id=plan.id,
        lines=lines,
        by_id=author.person.id,
        at=author.at,
        **what,
    )
    session.add(edit)
    session.flush()
    return edit


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
