"""Stored rows as the plain values that the rules of weakness take."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.surveys.models import Component
from tracker.weaknesses.models import Target, Yardstick
from tracker.weaknesses.rules import Measure
from tracker.weaknesses.words import WeaknessRule


def targets_of(session: Session, row: Yardstick) -> Mapping[int, float]:
    """The targets of components that differ from the overall one, by component id. One SELECT."""
    query = select(Target.component_id, Target.percent).where(Target.yardstick_id == row.id)
    return {found[0]: found[1] for found in session.execute(query)}


def measure_of(session: Session, row: Yardstick, components: Sequence[Component]) -> Measure:
    """The yardstick as a value, targets by component code. One SELECT."""
    codes = {component.id: component.code for component in components}
    overall = row.overall_target
    return Measure(
        overall_target=None if overall is None else exact(overall),
        targets={codes[i]: exact(p) for i, p in targets_of(session, row).items() if i in codes},
        rules=frozenset(WeaknessRule(word) for word in row.rules),
        lowest_count=row.lowest_count,
    )


def exact(percent: float) -> Fraction:
    """The figure a person typed, exactly: 81.1 is 811/10, not the float beside it."""
    return Fraction(repr(float(percent)))
