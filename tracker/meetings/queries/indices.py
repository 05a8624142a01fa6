"""Indices as a meeting sees them: the last value, below target or not, fallen or not."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.scores.models import Score, VerdictRow
from tracker.scores.words import Verdict
from tracker.surveys.models import Component, Round
from tracker.surveys.words import Group
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.queries import find_weaknesses
from tracker.weaknesses.words import WeaknessRule


@dataclass(frozen=True)
class IndexState:
    """One component index of a method, as last frozen or announced."""

    component_id: int
    name: str
    label: str
    value: float | None = None  # 0..100; None: never measured
    is_weak: bool = False  # found below its target by the latest judgement
    gap: float = 0.0  # value − target of that judgement, below 0
    fell_by: float | None = None  # points of the last verdict "giảm rõ rệt"; None: another one
    sentence: str = ""  # what was said of it, with figures


def find_indices(session: Session, agency_id: int, method_id: int) -> Mapping[int, IndexState]:
    """The components of a method by id, in their order, with where each stands. Four SELECTs."""
    query = select(Component).where(Component.method_id == method_id).order_by(Component.position)
    scores = _last_scores(session, agency_id, method_id)
    weak = _weaknesses(session, agency_id)
    verdicts = _last_verdicts(session, agency_id, method_id)
    return {
        c.id: _state(c, scores.get(c.id), weak.get(c.id), verdicts.get(c.id))
        for c in session.scalars(query)
    }


def _state(
    component: Component, score: Score | None, weak: Weakness | None, verdict: VerdictRow | None
) -> IndexState:
    fell = verdict if verdict is not None and _is_fall(verdict, score) else None
    value = score.value if score is not None else weak.value if weak is not None else None
    return IndexState(
        component_id=component.id,
        name=component.name,
        label=component.label,
        value=value,
        is_weak=weak is not None,
        gap=(weak.gap or 0.0) if weak is not None else 0.0,
        fell_by=abs(fell.difference or 0.0) if fell is not None else None,
        sentence=fell.sentence if fell is not None else weak.sentence if weak is not None else "",
    )


def _is_fall(verdict: VerdictRow, score: Score | None) -> bool:
    is_last = score is None or verdict.later_id == score.round_id
    return is_last and verdict.verdict is Verdict.WORSE


def _last_scores(session: Session, agency_id: int, method_id: int) -> dict[int, Score]:
    query = (
        select(Score)
        .join(Round, Round.id == Score.round_id)
        .where(
            Score.agency_id == agency_id,
            Score.group == Group.ALL,
            Score.component_id.is_not(None),
            Score.value.is_not(None),
            Round.method_id == method_id,
        )
        .order_by(Round.collect_to, Score.id)
    )
    return {score.component_id: score for score in session.scalars(query) if score.component_id}


def _weaknesses(session: Session, agency_id: int) -> dict[int, Weakness]:
    """What the latest judgement found below its target, by component."""
    found = find_weaknesses(session, agency_id)
    below = [row for row in found if row.rule is WeaknessRule.BELOW_TARGET]
    return {row.component_id: row for row in below if row.component_id is not None}


def _last_verdicts(session: Session, agency_id: int, method_id: int) -> dict[int, VerdictRow]:
    query = (
        select(VerdictRow)
        .join(VerdictRow.component)
        .join(Round, Round.id == VerdictRow.later_id)
        .where(VerdictRow.agency_id == agency_id, Component.method_id == method_id)
        .order_by(Round.collect_to, VerdictRow.frozen_at, VerdictRow.id)
    )
    return {row.component_id: row for row in session.scalars(query)}
