"""Reading methods and their component indices."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.surveys.models import Component, SurveyMethod


def find_methods(session: Session, agency_id: int) -> Sequence[SurveyMethod]:
    """The methods an agency may measure by, shipped ones too, components loaded. Two SELECTs.

    By code, the newest version first.
    """
    query = (
        select(SurveyMethod)
        .where(or_(SurveyMethod.agency_id.is_(None), SurveyMethod.agency_id == agency_id))
        .options(selectinload(SurveyMethod.components))
        .order_by(SurveyMethod.code, SurveyMethod.method_version.desc())
    )
    return session.scalars(query).all()


def find_components(session: Session, method_id: int) -> Sequence[Component]:
    """The component indices of a method, in its order. One SELECT."""
    query = select(Component).where(Component.method_id == method_id)
    return session.scalars(query.order_by(Component.position)).all()


def find_own_method_codes(session: Session, agency_id: int) -> Sequence[str]:
    """Codes of the methods an agency made itself, in the order of the alphabet. One SELECT."""
    query = select(SurveyMethod.code).where(SurveyMethod.agency_id == agency_id).distinct()
    return session.scalars(query.order_by(SurveyMethod.code)).all()


def find_component_names(session: Session, agency_id: int, code: str) -> Sequence[str]:
    """The names of the indices of a method, the agency's own before a shipped one. One SELECT."""
    query = (
        select(SurveyMethod.id, Component.name)
        .join(Component, Component.method_id == SurveyMethod.id)
        .where(
            SurveyMethod.code == code,
            or_(SurveyMethod.agency_id.is_(None), SurveyMethod.agency_id == agency_id),
        )
        .order_by(
            SurveyMethod.agency_id.is_(None),
            SurveyMethod.method_version.desc(),
            Component.position,
        )
    )
    rows = session.execute(query).all()
    return [row.name for row in rows if row.id == rows[0].id]
