"""Names of units and agencies as they were on a day: papers print those of their own date."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from tracker.organisation.models import Agency, AgencyChange, Unit, UnitName
from tracker.organisation.rules import agency_head_on, letter_name


def name_on(day: date) -> ColumnElement[str]:
    """A unit's name on a day, in a SELECT that has Unit; today's where no dated one covers it."""
    dated = (
        select(UnitName.name)
        .where(
            UnitName.unit_id == Unit.id,
            or_(UnitName.valid_from.is_(None), UnitName.valid_from <= day),
            or_(UnitName.valid_to.is_(None), UnitName.valid_to >= day),
        )
        .order_by(UnitName.id.desc())
        .limit(1)
        .correlate(Unit)
        .scalar_subquery()
    )
    return func.coalesce(dated, Unit.name)


def find_unit_names_on(session: Session, agency_id: int, day: date) -> Mapping[int, str]:
    """The names of all units of an agency on a day, ended ones too, by id. One SELECT."""
    query = select(Unit.id, name_on(day)).where(Unit.agency_id == agency_id)
    return {row[0]: row[1] for row in session.execute(query)}


@dataclass(frozen=True)
class AgencyHead:
    """What stands at the head of an agency's papers on a day."""

    name: str
    superior: str

    @property
    def letter_name(self) -> str:
        """Its name in a letterhead, under its superior's."""
        return letter_name(self.name, self.superior)


def find_head_on(session: Session, agency: Agency, day: date | None) -> AgencyHead:
    """Name and superior of an agency on a day (None: today's). One SELECT with a day."""
    if day is None:
        return AgencyHead(agency.name, agency.superior)
    own = (c for c in find_agency_changes(session, agency.id) if c.agency_id == agency.id)
    changes = [change.renaming for change in own]
    return AgencyHead(*agency_head_on(agency.name, agency.superior, changes, day))


def find_agency_changes(session: Session, agency_id: int) -> Sequence[AgencyChange]:
    """Decisions about an agency and about those merged into it, the newest first. One SELECT."""
    touches = or_(AgencyChange.agency_id == agency_id, AgencyChange.receiver_id == agency_id)
    query = select(AgencyChange).where(touches)
    return session.scalars(query.order_by(AgencyChange.changed_on.desc(), AgencyChange.id)).all()
