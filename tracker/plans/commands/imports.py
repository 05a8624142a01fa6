"""An uploaded appendix on its way in: kept, decided about, stored as a plan. The view commits."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.intake.reading import read_document
from tracker.organisation.models import Agency
from tracker.organisation.queries import known_units
from tracker.plans.appendix import read_appendix
from tracker.plans.appendix.items import Appendix
from tracker.plans.appendix.units import gathered
from tracker.plans.commands.methods import known_indices, method_of
from tracker.plans.commands.storing import check_free, store_plan
from tracker.plans.importing import HeadDraft, ImportChoices, PlanHead
from tracker.plans.importing.kept import (
    choices_json,
    choices_of,
    draft_json,
    first_draft,
    reading_json,
    reading_of,
    reread,
)
from tracker.plans.models import Plan, PlanImport
from tracker.plans.wording.values import Deadline
from tracker.store.commands import keep_source
from tracker.store.files import Shelf

PASTED = "bang-dan.txt"


@dataclass(frozen=True)
class Source:
    """A file as uploaded, or a table as pasted: its name and its bytes."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Upload:
    """A source that was read, for a plan of a year measured by a method."""

    source: Source
    reading: Appendix
    year: int
    method_code: str


def read_upload(
    session: Session, agency: Agency, source: Source, year: int | None, method_code: str
) -> Upload:
    """What a source says, with the agency's own units, aliases and method. Stores nothing of it.

    Raises BadFile for a source that cannot be read, BadInput where nobody names the year.
    """
    method = method_of(session, agency, method_code)
    known = gathered(known_units(session, agency.id))
    document = read_document(source.content, source.name)
    reading = read_appendix(document, year, known_indices(session, method), known)
    head = reading.plan
    found = year or head.year or (head.signed_on.year if head.signed_on else None)
    if found is None:
        raise BadInput("Tệp không ghi năm của kế hoạch. Nhập năm rồi đọc lại.")
    return Upload(source, reading, found, method_code)


def start_import(
    session: Session, agency: Agency, shelf: Shelf, upload: Upload, *, by: Person, at: datetime
) -> PlanImport:
    """Keep a source and its reading to be looked over, flushed. Nothing of the plan is stored."""
    source = upload.source
    file = keep_source(session, shelf, agency.id, source.name, source.content, at=at)
    draft = first_draft(upload.reading, upload.year, upload.method_code)
    row = PlanImport(
        agency_id=agency.id,
        file_id=file.id,
        file_name=file.name,
        year=upload.year,
        reading=reading_json(upload.reading),
        decisions=choices_json(ImportChoices()) | {"head": draft_json(draft)},
        read_at=at,
        read_by_id=by.id,
    )
    session.add(row)
    session.flush()
    return row


def discard_import(session: Session, row: PlanImport) -> None:
    """Forget an upload that was not stored as a plan. Raises Refusal for one that was."""
    _check_open(row)
    session.delete(row)
    session.flush()


def keep_decisions(row: PlanImport, draft: HeadDraft, choices: ImportChoices) -> None:
    """Keep what somebody decided so far. Another year makes the deadlines be read anew.

    Raises Refusal, having changed nothing, once the plan is stored.
    """
    _check_open(row)
    if draft.year != row.year:
        row.reading = reading_json(reread(reading_of(row.reading), draft.year))
        row.year = draft.year
    row.decisions = choices_json(choices) | {"head": draft_json(draft)}


def correct_deadline(row: PlanImport, deadline: Deadline) -> None:
    """Keep how a wording of this upload is to be understood. Raises Refusal once it is stored."""
    _check_open(row)
    choices = choices_of(row.decisions)
    corrected = replace(choices, deadlines={**choices.deadlines, deadline.text: deadline})
    row.decisions = {**row.decisions, **choices_json(corrected)}


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
