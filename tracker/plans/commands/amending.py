"""A document changes a signed plan: lines added, reworded, dropped, renumbered in one act.

A signed amendment is itself the leaders' decision, so the Office records it with its basis (DOMAIN
A12); dropping an item without such a document stays with the directors.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput, Refusal
from tracker.organisation.models import Agency, Unit
from tracker.organisation.naming import find_unit_names_on
from tracker.plans.appendix.headers import Column
from tracker.plans.commands.first_reports import set_first_reports
from tracker.plans.commands.items import end_item
from tracker.plans.commands.links import link_weaknesses
from tracker.plans.commands.rewording import Wording, Writer
from tracker.plans.models import ActionItem, Amendment, ItemChange, Plan
from tracker.plans.printed import entry_of
from tracker.plans.queries import find_amendments, find_standing_items
from tracker.plans.rules import ChangeKind, PlanState, Progress
from tracker.plans.versions import Entry
from tracker.surveys.models import Component
from tracker.vietnamese import short_date, tidy

_FAR = 1_000_000  # where lines wait while their numbers change places


@dataclass(frozen=True)
class Basis:
    """The document that changes a signed plan (văn bản căn cứ)."""

    document: str
    signed_on: date
    summary: str = ""
    file_id: int | None = None


@dataclass(frozen=True)
class Changes:
    """What one document does to the lines of a plan; items are named by their ids."""

    added: Sequence[Wording] = ()
    changed: Mapping[int, Wording] = field(default_factory=dict)
    dropped: frozenset[int] = frozenset()
    numbers: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Amended:
    """An amendment as stored: the items it added, and those whose obligations it touched."""

    amendment: Amendment
    added: tuple[ActionItem, ...]
    touched: tuple[ActionItem, ...]
    count: int  # of lines


def amend_plan(
    session: Session, agency: Agency, plan: Plan, changes: Changes, basis: Basis, *, today: date
) -> Amended:
    """Change the lines of a plan by a document; every line keeps its words of before. Flushed.

    The same document named again goes on with the same amendment. What was reported stays, periods
    owed before its day too. Raises Refusal for a plan or an item that has ended, BadInput for a day
    before the plan or after today, for an STT given twice, for no change at all; a rollback then
    undoes everything.
    """
    if plan.state is PlanState.CLOSED:
        raise Refusal("Kế hoạch đã kết thúc nên không sửa đổi, bổ sung được.")
    _check_day(plan, basis, today)
    _check(session, agency, plan, [*changes.added, *changes.changed.values()])
    items = {item.id: item for item in find_standing_items(session, plan.id)}
    if not {*changes.changed, *changes.dropped, *changes.numbers} <= set(items):
        raise BadInput("Không có nhiệm vụ này trong kế hoạch.")
    names = find_unit_names_on(session, agency.id, plan.signed_on or basis.signed_on)
    before = {item_id: entry_of(item, names) for item_id, item in items.items()}
    amendment = _amendment(session, plan, basis)
    for item_id in changes.dropped:
        _drop(session, items[item_id], amendment)
    session.flush()
    standing = {i: item for i, item in items.items() if i not in changes.dropped}
    places = _number(session, standing, changes)
    writer = Writer(session, agency, plan, amendment)
    for item_id, wording in changes.changed.items():
        was = before[item_id].numbered(items[item_id].position)
        items[item_id] = writer.change(items[item_id], wording, was)
    pairs = zip(changes.added, places, strict=True)
    added = tuple(writer.add(wording, place) for wording, place in pairs)
    set_first_reports(session, agency, added)
    link_weaknesses(session, [*added, *(items[i] for i in changes.changed)])
    count = _keep(session, amendment, [*items.values(), *added], before, names)
    touched = tuple(items[i] for i in (*changes.changed, *changes.dropped))
    return Amended(amendment, added, touched, count)


def _check_day(plan: Plan, basis: Basis, today: date) -> None:
    if plan.signed_on and basis.signed_on < plan.signed_on:
        day = short_date(plan.signed_on)
        raise BadInput(f"Văn bản sửa đổi không thể có ngày trước ngày ký kế hoạch ({day}).")
    if basis.signed_on > today:
        raise BadInput("Ngày của văn bản không thể sau hôm nay.")
    if not tidy(basis.document):
        raise BadInput("Cần ghi văn bản làm căn cứ sửa đổi, bổ sung.")


def _check(session: Session, agency: Agency, plan: Plan, wordings: Sequence[Wording]) -> None:
    named = {o.unit_id for w in wordings for o in (*w.leads, *w.partners) if o.unit_id}
    units = select(Unit.id).where(Unit.agency_id == agency.id)
    if not named <= set(session.scalars(units)):
        raise BadInput("Không có đơn vị này trong cơ quan.")
    components = select(Component.id).where(Component.method_id == plan.method_id)
    if not {c for w in wordings for c in w.component_ids} <= set(session.scalars(components)):
        raise BadInput("Chỉ số không thuộc bộ chỉ số của kế hoạch.")


def _amendment(session: Session, plan: Plan, basis: Basis) -> Amendment:
    document = tidy(basis.document)[:300]
    for row in find_amendments(session, plan.id):
        if (row.document.casefold(), row.signed_on) == (document.casefold(), basis.signed_on):
            row.summary = row.summary or basis.summary
            row.file_id = basis.file_id or row.file_id
            return row
    row = Amendment(
        agency_id=plan.agency_id,
        plan_id=plan.id,
        document=document,
        signed_on=basis.signed_on,
        summary=basis.summary,
        file_id=basis.file_id,
    )
    session.add(row)
    session.flush()
    return row


def _drop(session: Session, item: ActionItem, amendment: Amendment) -> None:
    """The line goes; an item still open ends the day before the document."""
    item.removed_by_id = amendment.id
    if item.has_ended:
        return
    reason = f"Bãi bỏ theo {amendment.document} ngày {short_date(amendment.signed_on)}."
    last_day = amendment.signed_on - timedelta(days=1)
    end_item(session, item, Progress.DROPPED, on=last_day, reason=reason)


def _number(session: Session, standing: Mapping[int, ActionItem], changes: Changes) -> list[int]:
    """Give the lines that stand their numbers, and say those of the added ones."""
    worded = {i: w.position for i, w in changes.changed.items() if w.position}
    asked = {**worded, **changes.numbers}
    numbers = {i: asked.get(i, item.position) for i, item in standing.items()}
    last = max((*numbers.values(), *(w.position or 0 for w in changes.added)), default=0)
    places = []
    for wording in changes.added:
        last = last if wording.position else last + 1
        places.append(wording.position or last)
    everything = [*numbers.values(), *places]
    twice = sorted({n for n in everything if everything.count(n) > 1})
    if twice:
        raise BadInput(f"STT {', '.join(map(str, twice))} được đặt cho nhiều nhiệm vụ.")
    if min(everything, default=1) < 1:
        raise BadInput("STT phải là số từ 1 trở lên.")
    moved = {i: n for i, n in numbers.items() if n != standing[i].position}
    for place, item_id in enumerate(moved):
        standing[item_id].position = _FAR + place
    session.flush()
    for item_id, number in moved.items():
        item = standing[item_id]
        item.position, item.printed = number, _renumbered(item.printed, number)
    session.flush()
    return places


def _renumbered(printed: Mapping[str, Any], number: int) -> dict[str, Any]:
    """The printed cells with another STT; none for an item that came without a paper."""
    return {**printed, Column.NO.value: str(number)} if printed else {}


def _keep(
    session: Session,
    amendment: Amendment,
    items: Sequence[ActionItem],
    before: Mapping[int, Entry],
    names: Mapping[int, str],
) -> int:
    """Seal what each line was and is; the number of lines that differ. Raises BadInput at none."""
    count = 0
    for item in items:
        was, now = before.get(item.id), None if item.removed_by_id else entry_of(item, names)
        if was == now:
            continue
        row = _row(amendment, item, was, now)
        session.add(row)
        count += 1
        if now is not None:
            item.printed = dict(now.cells)
        if row.kind is ChangeKind.CHANGED:
            item.changed_by_id = amendment.id
    if not count:
        raise BadInput("Văn bản không làm thay đổi nhiệm vụ nào: chưa có gì để ghi.")
    session.flush()
    return count


def _row(
    amendment: Amendment, item: ActionItem, before: Entry | None, after: Entry | None
) -> ItemChange:
    return ItemChange(
        agency_id=item.agency_id,
        plan_id=item.plan_id,
        amendment_id=amendment.id,
        item_id=item.id,
        kind=_kind(before, after),
        before=before.as_json if before else {},
        after=after.as_json if after else {},
    )


def _kind(before: Entry | None, after: Entry | None) -> ChangeKind:
    if before is None:
        return ChangeKind.ADDED
    if after is None:
        return ChangeKind.DROPPED
    same = before.numbered(after.position) == after
    return ChangeKind.RENUMBERED if same else ChangeKind.CHANGED
