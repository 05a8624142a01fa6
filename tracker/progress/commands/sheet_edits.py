"""What an edited workbook changes of a plan's items, without a document. The view commits."""

from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy.orm import Session

from tracker.plans.commands import describe_item
from tracker.plans.models import ActionItem
from tracker.plans.plan_sheet import CheckedRow, as_names, as_proofs, as_rhythm
from tracker.progress.commands.bulk import restore, set_rhythm


def apply_rows(
    session: Session, rows: Sequence[CheckedRow], indices: Mapping[str, int], *, on: date
) -> int:
    """Store the rows that are ready; how many. `indices`: ids by every spelling. `on`: today."""
    ready = [row for row in rows if row.is_ready and row.item]
    for row in ready:
        if row.item:
            _apply(session, row.item, row.typed, indices)
            if rhythm := as_rhythm(row.typed.get("rhythm", "")):
                set_rhythm(session, row.item, rhythm, on)
    return len(ready)


def _apply(
    session: Session, item: ActionItem, typed: Mapping[str, str], indices: Mapping[str, int]
) -> None:
    proofs = as_proofs(typed.get("proofs", ""))
    wanted = {p.id: proof for p, proof in zip(item.products, proofs, strict=False) if proof}
    note, criteria = typed.get("note", item.note), typed.get("criteria", item.criteria)
    describe_item(item, note, wanted, criteria)
    if "added" in typed:
        printed = [[c.component_id, False] for c in item.components if not c.is_added]
        added = [[indices[name], True] for name in as_names(typed["added"])]
        restore(session, item, {"components": [*printed, *added]})
    session.flush()
