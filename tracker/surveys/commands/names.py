"""Fields of work, and spellings of them that people settled."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.commands import add_unit
from tracker.organisation.models import Agency
from tracker.organisation.queries import find_units
from tracker.organisation.rules import UnitKind
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.models import Field
from tracker.surveys.naming import Unknown, name_key, unsettled
from tracker.surveys.stored import names_of
from tracker.vietnamese import tidy

LONGEST_NAME = 200  # of models.Field.name


def add_field(session: Session, agency_id: int, name: str) -> Field:
    """The field of this name, made now if the agency has none of it. One SELECT."""
    name = tidy(name)
    if not name or len(name) > LONGEST_NAME:
        raise BadInput(f"Tên lĩnh vực cần từ 1 đến {LONGEST_NAME} ký tự.")
    query = select(Field).where(Field.agency_id == agency_id, Field.folded == name_key(name))
    row = session.scalar(query)
    if row is None:
        row = Field(agency_id=agency_id, name=name, folded=name_key(name), aliases=[])
        session.add(row)
        session.flush()
    return row


def settle_field(session: Session, row: Field, text: str) -> Field:
    """Remember that `text` means this field."""
    key = name_key(text)
    if key and key != row.folded and key not in row.aliases:
        row.aliases = [*row.aliases, key]
        session.flush()
    return row


def take_names(session: Session, agency: Agency, read: FormsRead) -> list[str]:
    """Make every unit and field of `read` that the agency does not know; returns their names."""
    left = unsettled(read.accepted, names_of(session, agency.id))
    return [*_units(session, agency, left.units), *_fields(session, agency, left.fields)]


def take_first_names(session: Session, agency: Agency, read: FormsRead) -> list[str]:
    """The same where the agency has no fields yet, or no unit beside its Office.

    Then a name cannot be a misspelling of a known one. Returns the names made.
    """
    known = names_of(session, agency.id)
    left = unsettled(read.accepted, known)
    made = [] if known.fields else _fields(session, agency, left.fields)
    is_new = all(unit.is_office for unit in find_units(session, agency.id))
    return [*(_units(session, agency, left.units) if is_new else []), *made]


def _units(session: Session, agency: Agency, typed: Iterable[Unknown]) -> list[str]:
    return [
        add_unit(session, agency, name=each.text, kind=UnitKind.INTERNAL).name for each in typed
    ]


def _fields(session: Session, agency: Agency, typed: Iterable[Unknown]) -> list[str]:
    return [add_field(session, agency.id, each.text).name for each in typed]
