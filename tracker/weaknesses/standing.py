"""Where every index stands: value, interval, target, earlier value and verdict side by side."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.scores.models import VerdictRow
from tracker.scores.queries import IndexValue, LatestValues, latest_values, round_values
from tracker.scores.queries.verdicts import find_verdicts
from tracker.scores.words import Verdict
from tracker.surveys.models import Round
from tracker.surveys.words import COLLECTING
from tracker.weaknesses.queries import find_yardsticks
from tracker.weaknesses.stored import targets_of


@dataclass(frozen=True)
class IndexLine:
    """One index as pages and papers show it. Figures in percent, unrounded."""

    component_id: int | None  # None: the overall index
    code: str
    name: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    people: int | None
    target: float | None
    before: float | None
    verdict: Verdict | None
    sentence: str = ""
    change: VerdictRow | None = None  # the frozen verdict with its figures

    @property
    def gap(self) -> float | None:
        """Value − target in points; None without either."""
        return None if self.value is None or self.target is None else self.value - self.target

    @property
    def is_weak(self) -> bool:
        """Whether it is below its target."""
        return self.gap is not None and self.gap < 0


@dataclass(frozen=True)
class Standing:
    """The indices of an agency by the last round that counts; a gap, not 0, without a round."""

    round: Round | None
    previous_round: Round | None
    components: tuple[IndexLine, ...]
    overall: IndexLine | None
    published: tuple[IndexValue, ...]

    @property
    def is_provisional(self) -> bool:
        """Whether the round still collects, so that its figures are "tạm tính"."""
        return self.round is not None and self.round.state in COLLECTING

    @property
    def round_title(self) -> str:
        return self.round.title if self.round else ""

    @property
    def before_title(self) -> str:
        return self.previous_round.title if self.previous_round else ""

    @property
    def below(self) -> tuple[IndexLine, ...]:
        """Components below their target, the lowest first."""
        return tuple(sorted((i for i in self.components if i.is_weak), key=lambda i: i.value or 0))

    @property
    def spread(self) -> tuple[float, ...]:
        """Every figure a chart must have room for."""
        figures = (f for i in self.components for f in (i.value, i.low, i.high, i.before))
        return tuple(f for f in figures if f is not None)

    def of(self, component_id: int | None) -> IndexLine | None:
        """The line of a component; None for one without a line."""
        return next((i for i in self.components if i.component_id == component_id), None)


def standing(
    session: Session, agency_id: int, method_id: int, as_of: date | None = None
) -> Standing:
    """Where the indices of a method stand, today or by a day. At most twelve SELECTs.

    Targets are those of the newest yardstick of the method whose year has begun by the round's end.
    """
    return _standing(session, agency_id, latest_values(session, agency_id, method_id, as_of))


def standing_of(session: Session, row: Round) -> Standing:
    """Where the indices stood in this very round, beside the one before. At most ten SELECTs."""
    return _standing(session, row.agency_id, round_values(session, row))


def _standing(session: Session, agency_id: int, found: LatestValues) -> Standing:
    method_id = found.round.method_id if found.round else None
    goals = _goals(session, agency_id, method_id, found.round)
    changes = _changes(session, found)
    lines = [_line(found, value, goals, changes) for value in found.values]
    return Standing(
        round=found.round,
        previous_round=found.previous_round,
        components=tuple(i for i in lines if i.component_id is not None),
        overall=next((i for i in lines if i.component_id is None), None),
        published=found.published,
    )


def _changes(session: Session, found: LatestValues) -> dict[int, VerdictRow]:
    """The verdicts by component, against the round whose values stand beside them. One SELECT."""
    if found.round is None:
        return {}
    before = found.previous_round.id if found.previous_round else None
    return {v.component_id: v for v in find_verdicts(session, found.round.id, before)}


def _line(
    found: LatestValues,
    value: IndexValue,
    goals: dict[int | None, float],
    changes: dict[int, VerdictRow],
) -> IndexLine:
    change = changes.get(value.component_id) if value.component_id else None
    verdict = change.verdict if change else None
    if value.is_overall and any(c.verdict is Verdict.NOT_COMPARABLE for c in changes.values()):
        verdict = Verdict.NOT_COMPARABLE  # a mean with a part that cannot be compared
    return IndexLine(
        component_id=value.component_id,
        code=value.code if value.component_id else "",
        name=value.name,
        label=value.label,
        value=value.value,
        low=value.low,
        high=value.high,
        people=value.people,
        target=goals.get(value.component_id, goals.get(None)),
        before=_comparable(found, found.previous_value(value.component_id), verdict),
        verdict=change.verdict if change else None,
        sentence=change.sentence if change else "",
        change=change,
    )


def _comparable(
    found: LatestValues, before: IndexValue | None, verdict: Verdict | None
) -> float | None:
    """The earlier value, where the two rounds may be set side by side."""
    if before is None or verdict is Verdict.NOT_COMPARABLE or found.previous_round is None:
        return None
    return before.value


def _goals(
    session: Session, agency_id: int, method_id: int | None, row: Round | None
) -> dict[int | None, float]:
    """Component id (None: all others) -> target in percent. Two SELECTs."""
    rows = [y for y in find_yardsticks(session, agency_id) if y.method_id == method_id]
    if row is not None:
        rows = [y for y in rows if y.year <= row.collect_to.year] or rows
    if not rows:
        return {}
    own = targets_of(session, rows[0])
    goals: dict[int | None, float] = {component_id: own[component_id] for component_id in own}
    if rows[0].overall_target is not None:
        goals[None] = rows[0].overall_target
    return goals
