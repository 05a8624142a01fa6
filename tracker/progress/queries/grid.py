"""The strip of report states, unit by period, that stands on the unit's and the item's page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import PeriodKind
from tracker.plans import obligations
from tracker.plans.rules import WORST_FIRST, ReportState
from tracker.progress.queries.states import Owing
from tracker.vietnamese import first_upper


@dataclass(frozen=True)
class GridRow:
    """One line of the strip; None where nothing is owed."""

    label: str
    states: tuple[ReportState | None, ...]


@dataclass(frozen=True)
class PeriodGrid:
    """A strip as macros/periods.html reads it."""

    heads: tuple[str, ...]
    rows: tuple[GridRow, ...]

    @property
    def states(self) -> tuple[ReportState, ...]:
        """The states that occur in it, for the key, the worst first."""
        found = {state for row in self.rows for state in row.states}
        return tuple(state for state in WORST_FIRST if state in found)


def period_grid(
    owing: Sequence[Owing], label: Callable[[Owing], str], today: date, width: int = 4
) -> PeriodGrid:
    """The last `width` periods up to the one after the current; needs no SELECT.

    Lines of another rhythm stand under the period that ends on the same day, as a quarter does
    under its last month.
    """
    columns = _columns(owing, today)
    cells = [tuple(_cell(o, column, today) for column in columns) for o in owing]
    used = [i for i in range(len(columns)) if any(row[i] for row in cells)][-width:]
    return PeriodGrid(
        heads=tuple(short_label(columns[i]) for i in used),
        rows=tuple(
            GridRow(label(o), tuple(row[i] for i in used))
            for o, row in zip(owing, cells, strict=True)
        ),
    )


def short_label(period: PeriodSpec) -> str:
    """T9 for a month; "Quý III" and the like without their year."""
    if period.kind is PeriodKind.MONTH:
        return f"T{period.code.rpartition('-')[2].lstrip('0')}"
    return first_upper(period.label.partition(" năm ")[0])


def _columns(owing: Sequence[Owing], today: date) -> list[PeriodSpec]:
    """Periods of the shortest rhythm, up to the one that follows the current."""
    shortest = min(owing, key=lambda o: len(_days(o)), default=None)
    periods = shortest.periods if shortest else ()
    by_end = sorted(periods, key=lambda p: p.ends_on)
    ahead = [p for p in by_end if p.cutoff_on >= today][:2]
    return [p for p in by_end if p.cutoff_on < today] + ahead


def _days(owing: Owing) -> range:
    period = owing.periods[0] if owing.periods else None
    return range((period.ends_on - period.starts_on).days) if period else range(10_000)


def _cell(owing: Owing, column: PeriodSpec, today: date) -> ReportState | None:
    period = next((p for p in owing.periods if p.ends_on == column.ends_on), None)
    if period is None or not owing.line.holds_on(period.ends_on):
        return None
    return obligations.state_on(owing.terms, period, owing.sents, owing.grace, today)
