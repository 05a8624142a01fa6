"""Reading methods and their component indices."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, selectinload

from tracker.database import Base
from tracker.surveys import rules
from tracker.surveys.equivalents import key_of, parse_key
from tracker.surveys.methods import load_shipped, shipped_codes
from tracker.surveys.models import Component, SurveyMethod
from tracker.surveys.stored import method_of

_PARTS = frozenset({"component", "question"})  # what a method is made of


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


def _own(agency_id: int) -> Select[SurveyMethod]:
    query = select(SurveyMethod).where(SurveyMethod.agency_id == agency_id)
    return query.order_by(SurveyMethod.code, SurveyMethod.method_version.desc())


def find_own_method(
    session: Session, agency_id: int, code: str, version: int | None = None
) -> SurveyMethod | None:
    """An agency's own method by code, the newest without `version`; None without it. One SELECT."""
    query = _own(agency_id).where(SurveyMethod.code == code)
    if version is not None:
        query = query.where(SurveyMethod.method_version == version)
    return session.scalars(query.limit(1)).first()


def method_choices(session: Session, agency_id: int) -> Mapping[str, str]:
    """Key -> name of every method an agency may choose: shipped ones, then its own. One SELECT.

    Of its own every version, the newest of a code first.
    """
    shipped = {code: load_shipped(code).name for code in shipped_codes()}
    own = session.scalars(_own(agency_id))
    return shipped | {
        key_of(m.code, m.method_version): f"{m.name}, bản {m.method_version}" for m in own
    }


def find_method(session: Session, agency_id: int, key: str) -> rules.Method | None:
    """The method that `key` names, as a value; None where nobody knows it. At most two SELECTs."""
    code, version = parse_key(key)
    row = find_own_method(session, agency_id, code, version)
    if row is not None:
        return method_of(session, row.id)
    return load_shipped(key) if key in shipped_codes() else None


def find_known_methods(session: Session, agency_id: int) -> Mapping[str, rules.Method]:
    """Every method an agency may choose by its key, as values. One SELECT, and one for each own."""
    own = session.scalars(_own(agency_id)).all()
    return {code: load_shipped(code) for code in shipped_codes()} | {
        key_of(row.code, row.method_version): method_of(session, row.id) for row in own
    }


def is_used(session: Session, row: SurveyMethod) -> bool:
    """Whether anything was planned, measured or aimed at by a method, so that it stays as it is.

    Asked of every table that points at a method or an index, whichever room it belongs to.
    """
    parts = select(Component.id).where(Component.method_id == row.id)
    pointers = (
        (key.parent, key.column.table.name)
        for table in Base.metadata.sorted_tables
        if table.name not in _PARTS
        for key in table.foreign_keys
    )
    found = [
        exists().where(column == row.id if target == "method" else column.in_(parts))
        for column, target in pointers
        if target in {"method", "component"}
    ]
    return bool(session.scalar(select(or_(*found))))
