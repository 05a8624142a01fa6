"""What the pages of tally sheets show: each sheet with its figures, and all of a round together."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.organisation.queries import find_units
from tracker.surveys.models import Round, TallySheet
from tracker.surveys.queries import find_fields, find_tally_sheets, method_of
from tracker.surveys.rules import Method
from tracker.surveys.totals import Totals, totals


@dataclass(frozen=True)
class SheetLine:
    """One tally sheet with whose it is and what it comes to."""

    sheet: TallySheet
    name: str
    totals: Totals


@dataclass(frozen=True)
class TotalsPage:
    """All tally sheets of a round."""

    method: Method
    lines: tuple[SheetLine, ...]
    whole: Totals


def totals_page(session: Session, row: Round) -> TotalsPage | None:
    """The tally sheets of a round; None without one. One SELECT then, else four."""
    sheets = find_tally_sheets(session, row.id)
    return _page(session, row, sheets) if sheets else None


def round_totals(session: Session, row: Round) -> Totals | None:
    """The indices of a round by its tally sheets together; None without one."""
    sheets = find_tally_sheets(session, row.id)
    return _whole(method_of(session, row.method_id), sheets) if sheets else None


def _page(session: Session, row: Round, sheets: Sequence[TallySheet]) -> TotalsPage:
    method = method_of(session, row.method_id)
    fields = {f.id: f.name for f in find_fields(session, row.agency_id)}
    units = {u.id: u.name for u in find_units(session, row.agency_id, active_only=False)}
    lines = []
    for sheet in sheets:
        named = (units.get(sheet.unit_id or 0), fields.get(sheet.field_id or 0))
        name = ", ".join(filter(None, named)) or "Toàn cơ quan"
        lines.append(SheetLine(sheet, name, _whole(method, (sheet,))))
    return TotalsPage(method, tuple(lines), _whole(method, sheets))


def _whole(method: Method, sheets: Sequence[TallySheet]) -> Totals:
    return totals(method, ((sheet.people, sheet.counts) for sheet in sheets))
