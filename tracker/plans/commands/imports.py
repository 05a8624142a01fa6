"""An uploaded appendix on its way in: kept, decided about, stored as a plan. The view commits."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.errors import Refusal
from tracker.organisation.models import Agency
from tracker.plans.appendix_items import Appendix
from tracker.plans.commands.storing import check_free, store_plan
from tracker.plans.importing import HeadDraft, ImportChoices, PlanHead
from tracker.plans.importing_kept import (
    choices_json,
    choices_of,
    draft_json,
    first_draft,
    reading_json,
    reading_of,
    reread,
)
from tracker.plans.models import Plan, PlanImport


@dataclass(frozen=True)
class Upload:
    """A file (or pasted table) that was read: its name, its row in the store, what it says."""

    name: str
    file_id: int | None
    reading: Appendix
    year: int
    method_code: str


def start_import(
    session: Session, agency: Agency, upload: Upload, *, by_id: int, at: datetime
) -> PlanImport:
    """Keep a reading to be looked over, flushed. Nothing of the plan is stored yet."""
    draft = first_draft(upload.reading, upload.year, upload.method_code)
    row = PlanImport(
        agency_id=agency.id,
        file_id=upload.file_id,
        file_name=upload.name[:200],
        year=upload.year,
        reading=reading_json(upload.reading),
        decisions=choices_json(ImportChoices()) | {"head": draft_json(draft)},
        read_at=at,
        read_by_id=by_id,
    )
    session.add(row)
    session.flush()
    return row


def keep_decisions(row: PlanImport, draft: HeadDraft, choices: ImportChoices) -> None:
    """Keep what somebody decided so far. Another year makes the deadlines be read anew.

    Raises Refusal, having changed nothing, once the plan is stored.
    """
    _check_open(row)
    if draft.year != row.year:
        row.reading = reading_json(reread(reading_of(row.reading), draft.year))
        row.year = draft.year
    row.decisions = choices_json(choices) | {"head": draft_json(draft)}


def confirm_import(
    session: Session, agency: Agency, row: PlanImport, head: PlanHead, *, at: datetime
) -> Plan:
    """Store the plan with the decisions kept, in this one transaction. Raises as store_plan does.

    Raises Refusal, having changed nothing, when it was stored before.
    """
    _check_open(row)
    check_free(session, agency.id, head.number, head.year)
    choices = choices_of(row.decisions)
    plan = store_plan(session, agency, reading_of(row.reading), head, choices, at=at)
    row.plan_id = plan.id
    session.flush()
    return plan


def _check_open(row: PlanImport) -> None:
    if row.plan_id is not None:
        raise Refusal("Tệp này đã được nhập thành kế hoạch. Mở trang Kế hoạch để xem.")
