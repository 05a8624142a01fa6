"""Units: names through time, groups, aliases, mergers. Adds to the session; the view commits."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.models import (
    Agency,
    Unit,
    UnitAlias,
    UnitChange,
    UnitGroup,
    UnitGroupMember,
    UnitName,
)
from tracker.organisation.rules import ChangeKind, UnitKind
from tracker.vietnamese import fold, short_date, tidy

ONE_DAY = timedelta(days=1)


def add_unit(  # noqa: PLR0913  a unit's own columns, all named where it is called
    session: Session,
    agency: Agency,
    *,
    name: str,
    kind: UnitKind,
    short: str = "",
    is_office: bool = False,
    since: date | None = None,
) -> Unit:
    """A new unit after the others, with the first of its dated names, flushed.

    `since`: the day it came to be by a decision; None: from the beginning.

    Raises BadInput, having changed nothing, if a unit in use has this name (capitals and
    diacritics aside), or if the agency already has an office.
    """
    name = _free_name(session, agency.id, name)
    if is_office and _offices(session, agency.id):
        raise BadInput("Cơ quan đã có Văn phòng. Đổi đơn vị làm Văn phòng ở trang của đơn vị đó.")
    last = session.scalar(select(func.max(Unit.position)).where(Unit.agency_id == agency.id))
    unit = Unit(
        agency_id=agency.id,
        kind=kind,
        name=name,
        short=tidy(short),
        position=(last or 0) + 1,
        is_office=is_office,
    )
    session.add(unit)
    session.flush()
    session.add(UnitName(agency_id=agency.id, unit_id=unit.id, name=name, valid_from=since))
    session.flush()
    return unit


def rename_unit(session: Session, unit: Unit, name: str, on: date, document: str) -> UnitChange:
    """Give a unit a new name from a day on, by a document; the old one ends the day before.

    Raises BadInput, having changed nothing: the name is in use, the document is missing, or the
    present name began on that day or later.
    """
    document = _named(document)
    if tidy(name) == unit.name:
        raise BadInput("Tên mới trùng với tên đang dùng.")
    name = _free_name(session, unit.agency_id, name, but=unit.id)
    _end_name(session, unit, on)
    session.add(UnitName(agency_id=unit.agency_id, unit_id=unit.id, name=name, valid_from=on))
    unit.name = name
    return _change(session, unit, ChangeKind.RENAMED, on, document)


def end_unit(
    session: Session,
    unit: Unit,
    kind: ChangeKind,
    on: date,
    document: str,
    receivers: Sequence[Unit] = (),
) -> list[UnitChange]:
    """End a unit from a day on: merged into one, split into several, or dissolved.

    The ended name becomes an alias of an only receiver. Raises BadInput, having changed nothing.
    """
    document = _named(document)
    _check_ending(unit, kind, receivers)
    _end_name(session, unit, on)
    unit.is_active = False
    if len(receivers) == 1:
        settle_alias(session, unit.agency_id, unit.name, unit_id=receivers[0].id, by=document)
    return [
        _change(session, unit, kind, on, document, receiver) for receiver in receivers or (None,)
    ]


def _check_ending(unit: Unit, kind: ChangeKind, receivers: Sequence[Unit]) -> None:
    if unit.is_office:
        raise BadInput("Không kết thúc được Văn phòng. Chọn đơn vị khác làm Văn phòng trước.")
    if not unit.is_active:
        raise BadInput("Đơn vị này đã kết thúc.")
    if kind is ChangeKind.MERGED and len(receivers) != 1:
        raise BadInput("Sáp nhập cần đúng một đơn vị tiếp nhận, đã có hoặc mới.")
    if kind is ChangeKind.SPLIT and len(receivers) < 2:
        raise BadInput("Chia tách cần từ hai đơn vị tiếp nhận trở lên.")
    if any(r.id == unit.id or r.agency_id != unit.agency_id for r in receivers):
        raise BadInput("Chọn đơn vị khác của cơ quan làm đơn vị tiếp nhận.")
    if not all(receiver.is_active for receiver in receivers):
        raise BadInput("Đơn vị tiếp nhận đã kết thúc. Chọn đơn vị đang hoạt động.")


def describe_unit(unit: Unit, *, kind: UnitKind, short: str, position: int) -> None:
    """Change what may change without a document: kind, short name, place in lists."""
    unit.kind, unit.short, unit.position = kind, tidy(short), position


def make_office(session: Session, unit: Unit) -> None:
    """Make this unit the one that runs everything; the former office becomes an ordinary unit."""
    for other in _offices(session, unit.agency_id):
        other.is_office = other.id == unit.id
    unit.is_office = True
    session.flush()


def add_group(session: Session, agency: Agency, name: str, units: Iterable[Unit] = ()) -> UnitGroup:
    """A collective name with its members, from the beginning; flushed."""
    name = _free_name(session, agency.id, name)
    group = UnitGroup(agency_id=agency.id, name=name)
    session.add(group)
    session.flush()
    for unit in units:
        add_to_group(session, group, unit, None)
    session.flush()
    return group


def add_to_group(
    session: Session, group: UnitGroup, unit: Unit, since: date | None
) -> UnitGroupMember:
    """Put a unit under a collective name from a day on. BadInput if it stands there already."""
    if unit.agency_id != group.agency_id:
        raise BadInput("Đơn vị không thuộc cơ quan này.")
    query = select(UnitGroupMember.id).where(
        UnitGroupMember.group_id == group.id,
        UnitGroupMember.unit_id == unit.id,
        UnitGroupMember.valid_to.is_(None),
    )
    if session.scalar(query):
        raise BadInput(f"{unit.name} đã có trong nhóm này.")
    member = UnitGroupMember(
        agency_id=group.agency_id, group_id=group.id, unit_id=unit.id, valid_from=since
    )
    session.add(member)
    return member


def remove_from_group(member: UnitGroupMember, on: date) -> None:
    """End a membership on a day, the last one on which it holds. BadInput if it began later."""
    if member.valid_from and on < member.valid_from:
        raise BadInput("Ngày kết thúc trước ngày bắt đầu.")
    member.valid_to = on


def settle_alias(
    session: Session,
    agency_id: int,
    text: str,
    *,
    unit_id: int | None = None,
    group_id: int | None = None,
    by: str,
) -> UnitAlias:
    """Remember that a spelling means a unit or a group; settling it again moves it. Flushed.

    Raises BadInput, having changed nothing: neither or both ids given, an id of another agency,
    an empty spelling, or the spelling is the present name of a unit in use.
    """
    text = tidy(text)
    folded = fold(text)
    if not text or (unit_id is None) == (group_id is None):
        raise BadInput("Cách viết khác phải chỉ một đơn vị hoặc một nhóm đơn vị.")
    target = session.get(Unit, unit_id) if unit_id else session.get(UnitGroup, group_id)
    if target is None or target.agency_id != agency_id:
        raise BadInput("Không có đơn vị này trong cơ quan.")
    owner = _unit_called(session, agency_id, folded)
    if owner is not None and owner.id != unit_id:
        raise BadInput(f"“{text}” đang là tên của một đơn vị khác.")
    query = select(UnitAlias).where(UnitAlias.agency_id == agency_id, UnitAlias.folded == folded)
    alias = session.scalar(query)
    if alias is None:
        alias = UnitAlias(agency_id=agency_id, text=text, folded=folded)
        session.add(alias)
    alias.unit_id, alias.group_id, alias.settled_by = unit_id, group_id, by[:200]
    session.flush()
    return alias


def forget_alias(session: Session, alias: UnitAlias) -> None:
    """The spelling is unknown again; what was imported with it stays."""
    session.delete(alias)


def _unit_called(session: Session, agency_id: int, folded: str) -> Unit | None:
    """The unit in use with this folded name. Folding is ours, so the database cannot compare."""
    units = session.scalars(select(Unit).where(Unit.agency_id == agency_id, Unit.is_active))
    return next((unit for unit in units if fold(unit.name) == folded), None)


def _free_name(session: Session, agency_id: int, name: str, but: int | None = None) -> str:
    name = tidy(name)
    if not name:
        raise BadInput("Cần nhập tên đơn vị.")
    owner = _unit_called(session, agency_id, fold(name))
    if owner is not None and owner.id != but:
        raise BadInput(f"Đã có đơn vị “{owner.name}”.")
    return name


def _offices(session: Session, agency_id: int) -> list[Unit]:
    return list(session.scalars(select(Unit).where(Unit.agency_id == agency_id, Unit.is_office)))


def _named(document: str) -> str:
    if not tidy(document):
        raise BadInput("Cần ghi văn bản làm căn cứ: số, ngày, cơ quan ban hành.")
    return tidy(document)


def _end_name(session: Session, unit: Unit, on: date) -> None:
    """End the present name the day before `on`; a unit without dated names gets its first one."""
    query = select(UnitName).where(UnitName.unit_id == unit.id, UnitName.valid_to.is_(None))
    present = session.scalar(query)
    if present is None:
        present = UnitName(agency_id=unit.agency_id, unit_id=unit.id, name=unit.name)
        session.add(present)
    if present.valid_from is not None and present.valid_from >= on:
        raise BadInput(
            f"Tên hiện nay có hiệu lực từ ngày {short_date(present.valid_from)}. "
            "Chọn ngày sau ngày đó."
        )
    present.valid_to = on - ONE_DAY


def _change(
    session: Session,
    unit: Unit,
    kind: ChangeKind,
    on: date,
    document: str,
    receiver: Unit | None = None,
) -> UnitChange:
    change = UnitChange(
        agency_id=unit.agency_id,
        unit_id=unit.id,
        receiver_id=receiver.id if receiver else None,
        kind=kind,
        changed_on=on,
        document=document[:300],
    )
    session.add(change)
    session.flush()
    return change
