"""`flask plans amend`: an appendix compared with its plan in the terminal, and what is printed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.intake.reading import read_document
from tracker.organisation.models import Agency
from tracker.organisation.queries import known_units
from tracker.plans.appendix import read_appendix
from tracker.plans.appendix.items import Appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.commands.amending import Basis
from tracker.plans.commands.comparing import compare_plan
from tracker.plans.commands.methods import known_indices
from tracker.plans.importing.amend_desk import narrowed
from tracker.plans.importing.decisions import ImportChoices, KnownNames
from tracker.plans.importing.differences import DiffLine
from tracker.plans.importing.review import Review, review
from tracker.plans.models import Plan
from tracker.plans.printed import USUAL
from tracker.surveys.models import SurveyMethod
from tracker.vietnamese import tidy


@dataclass(frozen=True)
class AmendJob:
    """A new appendix read for one plan, and what of it is in doubt."""

    reading: Appendix
    lines: Sequence[DiffLine]
    review: Review


def find_plan(session: Session, agency: Agency, number: str) -> Plan:
    """The newest plan of an agency with this number. Raises BadInput for a number nobody knows."""
    query = select(Plan).where(Plan.agency_id == agency.id, Plan.number == tidy(number))
    plan = session.scalar(query.order_by(Plan.year.desc()).limit(1))
    if plan is None:
        raise BadInput(f"Không có kế hoạch số {tidy(number)} của cơ quan {agency.code}.")
    return plan


def compare_file(session: Session, agency: Agency, plan: Plan, file: Path) -> AmendJob:
    """What the file changes of the plan, by the agency's own units, aliases and method."""
    names, document = known_units(session, agency.id), read_document(file)
    indices = known_indices(session, session.get_one(SurveyMethod, plan.method_id))
    reading = read_appendix(document, plan.year, indices, gathered(names))
    lines = compare_plan(session, agency, plan, reading, ImportChoices(), {})
    open_lines = narrowed(reading, lines)
    return AmendJob(reading, lines, review(open_lines, KnownNames(names), ImportChoices(), {}))


def diff_lines(lines: Sequence[DiffLine]) -> Iterator[str]:
    """The comparison for people, unchanged lines only counted."""
    for line in (x for x in lines if x.kind):
        old = str(line.old.entry.position) if line.old else "–"
        new = str(line.new.number) if line.new else "–"
        yield f"{line.word} (STT {old} → {new}): {line.task.splitlines()[0] if line.task else ''}"
        for field in line.fields:
            title = USUAL[field.column] if field.column else "Đề mục"
            yield f"  {title}: {field.old or '(trống)'} → {field.new or '(trống)'}"
    yield f"Không đổi: {sum(line.kind is None for line in lines)} nhiệm vụ."


def diff_json(
    plan: Plan, basis: Basis, lines: Sequence[DiffLine], *, is_stored: bool
) -> dict[str, Any]:
    """The comparison in the form of `plans amend --json`."""
    return {
        "plan": {"id": plan.id, "number": plan.number, "year": plan.year},
        "basis": {"document": basis.document, "date": basis.signed_on.isoformat()},
        "stored": is_stored,
        "lines": [line.as_json for line in lines],
    }
