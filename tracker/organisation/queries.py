"""Reading agencies, units, their names, periods and calendars. Changes nothing, decides nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy import ColumnElement, Select, and_, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.calendar import Day, WorkingCalendar
from tracker.organisation.models import (
    Agency,
    CalendarDay,
    Period,
    Unit,
    UnitAlias,
    UnitChange,
    UnitGroup,
    UnitGroupMember,
    UnitHandover,
    UnitName,
)
from tracker.organisation.rules import DayKind, KnownName, PeriodKind, Regime, Source


def find_agencies(session: Session) -> Sequence[Agency]:
    """Every agency of this installation, by code. One SELECT."""
    return session.scalars(select(Agency).order_by(Agency.code)).all()


def find_agency_by_code(session: Session, code: str) -> Agency | None:
    """The agency with this code; None if there is none. One SELECT."""
    return session.scalar(select(Agency).where(Agency.code == code))


def find_units(session: Session, agency_id: int, *, active_only: bool = True) -> Sequence[Unit]:
    """The units of an agency in its own order, the ended ones last if wanted. One SELECT."""
    query = select(Unit).where(Unit.agency_id == agency_id)
    if active_only:
        query = query.where(Unit.is_active)
    return session.scalars(query.order_by(Unit.is_active.desc(), Unit.position, Unit.id)).all()


def office_unit(session: Session, agency_id: int) -> Unit | None:
    """The unit that runs everything (văn phòng); None while none is named. One SELECT."""
    query = select(Unit).where(Unit.agency_id == agency_id, Unit.is_office, Unit.is_active)
    return session.scalars(query.order_by(Unit.id)).first()


def find_groups(session: Session, agency_id: int) -> Sequence[UnitGroup]:
    """The collective names of an agency, oldest first. One SELECT."""
    query = select(UnitGroup).where(UnitGroup.agency_id == agency_id).order_by(UnitGroup.id)
    return session.scalars(query).all()


def find_units_of_group(session: Session, group_id: int, on: date) -> Sequence[Unit]:
    """The units that stand under a collective name on a day, in the agency's order. One SELECT."""
    query = (
        select(Unit)
        .join(UnitGroupMember, UnitGroupMember.unit_id == Unit.id)
        .where(UnitGroupMember.group_id == group_id, _holds(on))
        .order_by(Unit.position, Unit.id)
    )
    return session.scalars(query).all()


@dataclass(frozen=True)
class GroupLine:
    """One collective name with the units that stand under it on the day asked."""

    group: UnitGroup
    units: tuple[Unit, ...]


def find_group_lines(session: Session, agency_id: int, on: date) -> Sequence[GroupLine]:
    """Every collective name with its units of a day, oldest name first. One SELECT."""
    query = (
        select(UnitGroup, Unit)
        .outerjoin(UnitGroupMember, and_(UnitGroupMember.group_id == UnitGroup.id, _holds(on)))
        .outerjoin(Unit, Unit.id == UnitGroupMember.unit_id)
        .where(UnitGroup.agency_id == agency_id)
        .order_by(UnitGroup.id, Unit.position, Unit.id)
    )
    lines: dict[UnitGroup, list[Unit]] = {}
    for group, *units in session.execute(query):  # one unit, or None for an empty group
        lines.setdefault(group, []).extend(filter(None, units))
    return [GroupLine(group, tuple(units)) for group, units in lines.items()]


@dataclass(frozen=True)
class MemberLine:
    """A unit's time under a collective name."""

    member: UnitGroupMember
    unit: Unit


def find_member_lines(session: Session, group_id: int) -> Sequence[MemberLine]:
    """Who stands or stood under a collective name, those of now first. One SELECT."""
    query = (
        select(UnitGroupMember, Unit)
        .join(Unit, Unit.id == UnitGroupMember.unit_id)
        .where(UnitGroupMember.group_id == group_id)
        .order_by(UnitGroupMember.valid_to.is_not(None), Unit.position, UnitGroupMember.id)
    )
    return [MemberLine(member, unit) for member, unit in session.execute(query)]


def _holds(on: date) -> ColumnElement[bool]:
    return and_(
        or_(UnitGroupMember.valid_from.is_(None), UnitGroupMember.valid_from <= on),
        or_(UnitGroupMember.valid_to.is_(None), UnitGroupMember.valid_to >= on),
    )


def find_aliases(session: Session, agency_id: int) -> Sequence[UnitAlias]:
    """Spellings settled as a unit or a group, in the order of the alphabet. One SELECT."""
    query = select(UnitAlias).where(UnitAlias.agency_id == agency_id)
    return session.scalars(query.order_by(UnitAlias.folded)).all()


def find_names(session: Session, unit_id: int) -> Sequence[UnitName]:
    """The names a unit had, the first one first. One SELECT."""
    query = select(UnitName).where(UnitName.unit_id == unit_id).order_by(UnitName.id)
    return session.scalars(query).all()


def find_changes(session: Session, unit_id: int) -> Sequence[UnitChange]:
    """Decisions about a unit, also those that merged another into it, newest first. One SELECT."""
    touches = or_(UnitChange.unit_id == unit_id, UnitChange.receiver_id == unit_id)
    query = select(UnitChange).where(touches)
    return session.scalars(query.order_by(UnitChange.changed_on.desc(), UnitChange.id)).all()


def find_handovers(session: Session, unit_id: int) -> Sequence[UnitHandover]:
    """What a unit handed over, the oldest first. One SELECT."""
    query = select(UnitHandover).where(UnitHandover.from_unit_id == unit_id)
    return session.scalars(query.order_by(UnitHandover.id)).all()


def known_units(session: Session, agency_id: int) -> Sequence[KnownName]:
    """Every spelling that means a unit in use or a group: names, short and former names, aliases.

    Names before former names before aliases; spellings come as typed, the caller folds them. One
    SELECT.
    """
    unit = and_(Unit.agency_id == agency_id, Unit.is_active)
    none = literal(None, Unit.id.type)
    parts = union_all(
        select(literal(1).label("rank"), Unit.name.label("text"), Unit.id.label("unit_id"),
               none.label("group_id"), literal(Source.NAME.value).label("source")).where(unit),
        select(literal(1), UnitGroup.name, none, UnitGroup.id, literal(Source.NAME.value))
        .where(UnitGroup.agency_id == agency_id),
        select(literal(2), Unit.short, Unit.id, none, literal(Source.SHORT.value))
        .where(unit, Unit.short != ""),
        select(literal(3), UnitName.name, UnitName.unit_id, none, literal(Source.FORMER.value))
        .join(Unit, Unit.id == UnitName.unit_id)
        .where(unit, UnitName.name != Unit.name),
        select(literal(4), UnitAlias.text, UnitAlias.unit_id, UnitAlias.group_id,
               literal(Source.ALIAS.value))
        .outerjoin(Unit, Unit.id == UnitAlias.unit_id)
        .where(UnitAlias.agency_id == agency_id, or_(Unit.id.is_(None), Unit.is_active)),
    ).subquery()  # fmt: skip
    columns = (parts.c.text, parts.c.unit_id, parts.c.group_id, parts.c.source)
    rows = session.execute(select(*columns).order_by(parts.c.rank, parts.c.text))
    return [KnownName(r.text, r.unit_id, r.group_id, Source(r.source)) for r in rows]


def find_periods(
    session: Session,
    agency_id: int,
    regime: Regime,
    *,
    kind: PeriodKind | None = None,
    year: int | None = None,
) -> Sequence[Period]:
    """Reporting periods, the one that ends first before, of one end the shorter first. One SELECT.

    `year` is the year of the code: 2022-01 begins in 2021 but belongs to 2022.
    """
    query = select(Period).where(Period.agency_id == agency_id, Period.regime == regime)
    if kind is not None:
        query = query.where(Period.kind == kind)
    if year is not None:
        query = query.where(Period.code.like(f"{year}-%"))
    order = (Period.ends_on, Period.starts_on.desc(), Period.id)
    return session.scalars(query.order_by(*order)).all()


def get_period(session: Session, agency_id: int, regime: Regime, code: str) -> Period:
    """The period with this code (2021-09, 2021-Q3); BadInput if it was never made. One SELECT."""
    query = select(Period).where(
        Period.agency_id == agency_id, Period.regime == regime, Period.code == code
    )
    period = session.scalar(query)
    if period is None:
        raise BadInput(f"Chưa có kỳ báo cáo “{code}”. Lập kỳ của năm đó ở trang Kỳ báo cáo.")
    return period


def period_on(
    session: Session, agency_id: int, regime: Regime, kind: PeriodKind, day: date
) -> Period | None:
    """The period of a kind whose data includes a day; None if none was made. One SELECT."""
    query = select(Period).where(
        Period.agency_id == agency_id,
        Period.regime == regime,
        Period.kind == kind,
        Period.starts_on <= day,
        Period.ends_on >= day,
    )
    return session.scalars(query.order_by(Period.id)).first()


def find_days(session: Session, agency_id: int, year: int) -> Sequence[CalendarDay]:
    """The listed days of a year (off, or worked at a weekend), in order. One SELECT."""
    query = select(CalendarDay).where(
        CalendarDay.agency_id == agency_id,
        CalendarDay.day.between(date(year, 1, 1), date(year, 12, 31)),
    )
    return session.scalars(query.order_by(CalendarDay.day)).all()


def working_calendar(session: Session, agency_id: int) -> WorkingCalendar:
    """The working days of an agency, all years it has. One SELECT."""
    rows = session.execute(_listed_days(), {"agency_id": agency_id})
    return WorkingCalendar.of(Day(*row) for row in rows)


@cache  # asked by nearly every page: the statement is built once
def _listed_days() -> Select[date, DayKind, str, str, bool]:
    return (
        select(
            CalendarDay.day,
            CalendarDay.kind,
            CalendarDay.reason,
            CalendarDay.notice,
            CalendarDay.is_confirmed,
        )
        .where(CalendarDay.agency_id == bindparam("agency_id"))
        .order_by(CalendarDay.day)
    )
