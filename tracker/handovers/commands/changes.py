"""Units end by a decision: merged, split, dissolved; the receivers may be new. The view commits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.commands import add_unit, end_unit
from tracker.organisation.models import Agency, Unit
from tracker.organisation.rules import ChangeKind, UnitKind


@dataclass(frozen=True)
class Reorganisation:
    """One decision about units: which end, how, on which day, and into which existing or new."""

    kind: ChangeKind
    ending: Sequence[Unit]
    receivers: Sequence[Unit]
    new_names: Sequence[str]
    on: date
    document: str


def reorganise(session: Session, agency: Agency, wanted: Reorganisation) -> list[Unit]:
    """Carry out a decision and return the receivers; what the ended units hold stays with them.

    The new ones stand from the day of the decision. Raises BadInput, having changed nothing.
    """
    if not wanted.ending:
        raise BadInput("Chọn ít nhất một đơn vị kết thúc.")
    ending = {unit.id for unit in wanted.ending}
    if wanted.kind is not ChangeKind.MERGED and len(ending) > 1:
        raise BadInput("Chia tách, giải thể ghi cho từng đơn vị một.")
    with session.begin_nested():
        receivers = [unit for unit in wanted.receivers if unit.id not in ending]
        receivers += [
            add_unit(session, agency, name=name, kind=UnitKind.INTERNAL, since=wanted.on)
            for name in wanted.new_names
        ]
        for unit in wanted.ending:
            end_unit(session, unit, wanted.kind, wanted.on, wanted.document, receivers)
    return receivers
