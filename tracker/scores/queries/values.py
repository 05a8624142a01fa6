"""The indices of a round for pages and papers: frozen ones once it is closed, else "tạm tính"."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.scores.models import Score
from tracker.scores.rules import RoundScores, round_scores
from tracker.scores.statistics import Estimate
from tracker.surveys.models import Component, PublishedValue, Round
from tracker.surveys.queries import find_components, method_of, tallies_of
from tracker.surveys.words import COLLECTING, Group

OVERALL_CODE = ""
OVERALL_NAME = "Chỉ số chung"


class Origin(StrEnum):
    """Where a value comes from: computed here, or announced by somebody else. Never mixed."""

    COMPUTED = "computed"
    PUBLISHED = "published"


@dataclass(frozen=True)
class IndexValue:
    """One index, 0..100 unrounded. `component_id` None is the overall index, code "".

    A published value has no interval and often no `people`. `is_provisional`: the round still
    collects, so the value is "tạm tính".
    """

    component_id: int | None
    code: str
    name: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    people: int | None
    answers: int | None
    is_provisional: bool
    source: Origin
    round_id: int | None
    round_title: str
    on: date | None  # the round's last day, or the day of announcing
    document: str = ""

    @property
    def is_overall(self) -> bool:
        """Whether this is the overall index."""
        return self.component_id is None


def values_of_round(session: Session, row: Round) -> tuple[IndexValue, ...]:
    """Every component index of a round in the method's order, then the overall one.

    Two SELECTs once the round is closed, three before.
    """
    components = find_components(session, row.method_id)
    if row.state not in COLLECTING:
        query = select(Score).where(Score.round_id == row.id, Score.group == Group.ALL)
        frozen = {score.component_id: score for score in session.scalars(query)}
        if frozen:
            return tuple(
                frozen_value(row, component, frozen.get(component.id if component else None))
                for component in (*components, None)
            )
    return _provisional(row, components, scores_of(session, row))


def scores_of(session: Session, row: Round) -> RoundScores:
    """The indices of a round reckoned from its tallies as they stand now. Two SELECTs."""
    method = method_of(session, row.method_id)
    return round_scores(method, tallies_of(session, row.id), population=row.population)


def announced(row: PublishedValue) -> IndexValue:
    """An announced value. Needs its component loaded."""
    component = row.component
    return IndexValue(
        component_id=row.component_id,
        code=component.code if component else OVERALL_CODE,
        name=component.name if component else OVERALL_NAME,
        label=component.label if component else OVERALL_NAME,
        value=row.value,
        low=None,
        high=None,
        people=row.people,
        answers=None,
        is_provisional=False,
        source=Origin.PUBLISHED,
        round_id=None,
        round_title=row.label,
        on=row.announced_on,
        document=row.document,
    )


def _provisional(
    row: Round, components: Iterable[Component], scores: RoundScores
) -> tuple[IndexValue, ...]:
    by_code = {each.component.code: each.estimate for each in scores.components}
    found = [_reckoned(row, each, by_code[each.code]) for each in components]
    return (*found, _reckoned(row, None, scores.overall))


def _reckoned(row: Round, component: Component | None, found: Estimate) -> IndexValue:
    interval = found.interval
    figures = (
        None if found.value is None else float(found.value),
        interval.low if interval else None,
        interval.high if interval else None,
    )
    return _value(row, component, figures, (found.people, found.answers), is_provisional=True)


def frozen_value(row: Round, component: Component | None, score: Score | None) -> IndexValue:
    """A frozen score as a value; without a score nobody answered."""
    if score is None:
        return _value(row, component, (None, None, None), (0, 0), is_provisional=False)
    figures = (score.value, score.low, score.high)
    return _value(row, component, figures, (score.people, score.answers), is_provisional=False)


def _value(
    row: Round,
    component: Component | None,
    figures: tuple[float | None, float | None, float | None],
    counts: tuple[int, int],
    *,
    is_provisional: bool,
) -> IndexValue:
    return IndexValue(
        component_id=component.id if component else None,
        code=component.code if component else OVERALL_CODE,
        name=component.name if component else OVERALL_NAME,
        label=component.label if component else OVERALL_NAME,
        value=figures[0],
        low=figures[1],
        high=figures[2],
        people=counts[0],
        answers=counts[1],
        is_provisional=is_provisional,
        source=Origin.COMPUTED,
        round_id=row.id,
        round_title=row.title,
        on=row.collect_to,
    )


def in_order(values: Sequence[IndexValue]) -> dict[int | None, IndexValue]:
    """The values by component id; None is the overall index."""
    return {value.component_id: value for value in values}
