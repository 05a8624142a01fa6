"""An amended appendix on its way in: the comparison, and what of it is still to be settled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.plans.appendix.items import Appendix
from tracker.plans.commands.amending import Basis
from tracker.plans.commands.comparing import Fixed, compare_plan
from tracker.plans.importing.desk import ImportDesk, open_desk
from tracker.plans.importing.differences import DiffLine
from tracker.plans.importing.kept import choices_of, reading_of
from tracker.plans.models import Plan, PlanImport
from tracker.plans.rules import ChangeKind

_WORDED = frozenset({ChangeKind.ADDED, ChangeKind.CHANGED})


@dataclass(frozen=True)
class AmendDesk:
    """One amended appendix laid beside its plan."""

    row: PlanImport
    plan: Plan
    basis: Basis
    lines: Sequence[DiffLine]
    fixed: Fixed  # what a person decided about lines
    settling: ImportDesk  # of the lines that are new or reworded

    def count(self, kind: ChangeKind | None) -> int:
        """How many lines come out this way; None: unchanged."""
        return sum(line.kind is kind for line in self.lines)

    @property
    def changed_count(self) -> int:
        """How many lines differ in any way."""
        return sum(line.kind is not None for line in self.lines)


def open_amend_desk(session: Session, agency: Agency, row: PlanImport, plan: Plan) -> AmendDesk:
    """The comparison with the decisions kept so far applied. Ten SELECTs."""
    reading, choices = reading_of(row.reading), choices_of(row.decisions)
    fixed = fixed_of(row.decisions)
    lines = compare_plan(session, agency, plan, reading, choices, fixed)
    settling = open_desk(session, agency, row, narrowed(reading, lines))
    return AmendDesk(row, plan, basis_of(row.decisions), lines, fixed, settling)


def narrowed(reading: Appendix, lines: Sequence[DiffLine]) -> Appendix:
    """The reading with only those lines whose words somebody has to settle."""
    places = {line.new.item.position for line in lines if line.new and line.kind in _WORDED}
    items = tuple(item for item in reading.items if item.position in places)
    numbers = {item.no for item in items}
    remarks = tuple(r for r in reading.remarks if r.row is None or r.row in numbers)
    return replace(reading, items=items, remarks=remarks)


def basis_json(basis: Basis) -> dict[str, Any]:
    """The document as an upload keeps it; `basis_of` gives it back."""
    return {
        "document": basis.document,
        "signed_on": basis.signed_on.isoformat(),
        "summary": basis.summary,
        "file_id": basis.file_id,
    }


def basis_of(kept: Mapping[str, Any]) -> Basis:
    """The document that basis_json kept among the decisions."""
    found = kept["basis"]
    return Basis(**{**found, "signed_on": date.fromisoformat(found["signed_on"])})


def fixed_of(kept: Mapping[str, Any]) -> Fixed:
    """Which line goes on with which item, as a person decided: place -> id, None for a new one."""
    return {int(place): item_id for place, item_id in kept.get("matches", {}).items()}
