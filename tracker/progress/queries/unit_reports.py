"""Where every lead unit stands today: its period at hand, and what it missed before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.organisation.periods import PeriodSpec
from tracker.plans import obligations, reasons
from tracker.plans.models import ActionItem
from tracker.plans.obligations import Owed
from tracker.plans.rules import WORST_FIRST, ReportState
from tracker.progress.queries.states import Owing, find_owing


@dataclass(frozen=True)
class UnitReport:
    """What a page shows of one lead unit: its current period, and the earlier ones it missed."""

    owing: Owing
    today: date
    state: ReportState | None  # of the current period; None: nothing is owed any more
    period: PeriodSpec | None
    missing: tuple[Owed, ...]  # oldest first
    returned: tuple[Owed, ...] = ()  # sent back, still within the days to answer; oldest first

    @property
    def unit_id(self) -> int:
        return self.owing.line.unit_id or 0

    @property
    def unit_name(self) -> str:
        return self.owing.line.unit.name if self.owing.line.unit else ""

    @property
    def unit_label(self) -> str:
        return self.owing.line.unit.label if self.owing.line.unit else ""

    @property
    def why(self) -> str:
        """The rules and the dates in words; written only where a page says them."""
        o, parts = self.owing, []
        if self.missing:
            parts.append(reasons.why_silent(self.missing, self.today))
        if self.period:
            parts.append(reasons.why_state(o.terms, self.period, o.sents, o.grace, self.today))
        return " ".join(parts)

    def days_late(self, today: date) -> int:
        """Calendar days past the oldest missing report; 0 when none is missing."""
        return self.missing[0].days_late(today) if self.missing else 0

    @property
    def worst(self) -> ReportState | None:
        """The state to show where one cell stands for all."""
        if self.missing:
            return ReportState.MISSING
        return ReportState.RETURNED if self.returned else self.state


def report_states(
    session: Session, agency: Agency, items: Sequence[ActionItem], today: date
) -> Mapping[int, tuple[UnitReport, ...]]:
    """Item id -> where each lead unit stands today, in the order of the appendix. Four SELECTs.

    `items` need their plan and units loaded. An item nobody owes on has an empty tuple.
    """
    found: dict[int, tuple[UnitReport, ...]] = {item.id: () for item in items}
    return found | unit_reports(find_owing(session, agency, items), today)


def unit_reports(owing: Iterable[Owing], today: date) -> dict[int, tuple[UnitReport, ...]]:
    """Item id -> where each of these lead units stands today, in their order."""
    found: dict[int, tuple[UnitReport, ...]] = defaultdict(tuple)
    for each in owing:
        found[each.item.id] += (unit_report(each, today),)
    return found


def unit_report(owing: Owing, today: date) -> UnitReport:
    """Where one lead unit stands today."""
    o, period = owing, obligations.current_period(owing.terms, owing.periods, today)
    asked = obligations.still_owed(o.terms, o.periods, o.sents, o.grace)
    state = obligations.state_on(o.terms, period, o.sents, o.grace, today) if period else None
    return UnitReport(
        owing=owing,
        today=today,
        state=state,
        period=period,
        missing=tuple(o for o in asked if o.due_on < today),
        returned=tuple(o for o in asked if o.returned_on and o.due_on >= today),
    )


def worst(reports: Iterable[UnitReport]) -> ReportState | None:
    """The first true state in the order of design section 4; None when nobody owes anything."""
    states = {r.worst for r in reports if r.worst}
    return next((state for state in WORST_FIRST if state in states), None)
