"""The course of the indices over the rounds, broken where two may not be set side by side."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from tracker.scores.models import Score, VerdictRow
from tracker.scores.queries.values import IndexValue, frozen_value, in_order
from tracker.scores.words import Verdict
from tracker.surveys.equivalents import key_of
from tracker.surveys.models import Component, Round, SurveyMethod
from tracker.surveys.words import COLLECTING, Group


@dataclass(frozen=True)
class TrendPoint:
    """One round on the course of the indices: its values by component, None is the overall one.

    `joined`: may be compared with the round before it in the list; else `apart` says why not, ""
    for the first. A component that the round's method has no equal of has no value here.
    """

    round: Round
    values: dict[int | None, IndexValue]
    joined: bool
    apart: str = ""


def trend(
    session: Session, agency_id: int, method_id: int, instrument: str | None = None
) -> tuple[TrendPoint, ...]:
    """The closed rounds (of one instrument), the earliest first, with their values.

    Rounds by another method or version stand where their components became those of this one, or
    these became theirs; never joined. Four SELECTs, whatever the number of rounds.
    """
    query = (
        select(Round)
        .options(joinedload(Round.method))
        .where(Round.agency_id == agency_id, Round.state.not_in(COLLECTING))
    )
    if instrument is not None:
        query = query.where(Round.instrument == instrument)
    rounds = session.scalars(query.order_by(Round.collect_to, Round.id)).all()
    equals = _equals(session, method_id, {row.method_id: row.method for row in rounds})
    ids = [row.id for row in rounds if equals.get(row.method_id)]
    scores = select(Score).where(Score.round_id.in_(ids), Score.group == Group.ALL)
    found = {(score.round_id, score.component_id): score for score in session.scalars(scores)}
    apart = _apart(session, ids)
    points: list[TrendPoint] = []
    for row in rounds:
        same = equals.get(row.method_id)
        if not same:
            continue
        before = points[-1].round if points else None
        reason = _why_apart(before, row, apart) if before else ""
        values = [
            frozen_value(row, own, found.get((row.id, other)))
            for own, other in same
            if other is not None or own is None
        ]
        is_joined = before is not None and not reason
        points.append(TrendPoint(row, in_order(values), is_joined, reason))
    return tuple(points)


def _why_apart(before: Round, row: Round, apart: Mapping[tuple[int, int], str]) -> str:
    """Why two neighbouring rounds may not be compared; "" where they may."""
    if before.method_id != row.method_id:
        old, new = before.method, row.method
        return (
            f"khác bộ chỉ số: {old.code} bản {old.method_version} "
            f"và {new.code} bản {new.method_version}"
        )
    if before.instrument != row.instrument:
        return "khác công cụ khảo sát"
    return apart.get((before.id, row.id), "")


def _equals(
    session: Session, method_id: int, methods: Mapping[int, SurveyMethod]
) -> dict[int, list[tuple[Component | None, int | None]]]:
    """By method: each component of this one and the id of its equal there; last the overall one.

    Another method without any equal is left out, and so is its overall index: a mean of others.
    """
    used = {*methods, method_id}
    query = (
        select(Component, SurveyMethod.code, SurveyMethod.method_version)
        .join(SurveyMethod, SurveyMethod.id == Component.method_id)
        .where(Component.method_id.in_(used))
        .order_by(Component.position)
    )
    of: dict[int, list[Component]] = {}
    codes: dict[int, str] = {}
    names: dict[int, frozenset[str]] = {}  # how mappings call a method: by its code or its version
    for component, code, version in session.execute(query):
        of.setdefault(component.method_id, []).append(component)
        codes[component.method_id] = code
        names[component.method_id] = frozenset({code, key_of(code, version)})
    own = of.get(method_id, [])
    found: dict[int, list[tuple[Component | None, int | None]]] = {}
    for other in used & of.keys():
        place = (names[method_id], names[other])
        pairs = [(each, _equal(each, of[other], *place)) for each in own]
        if other == method_id:
            found[other] = [*((each, each.id) for each in own), (None, None)]
        elif any(equal is not None for _, equal in pairs):
            is_version = codes[other] == codes[method_id]
            found[other] = [*pairs, *([(None, None)] if is_version else [])]
    return found


def _equal(
    mine: Component, others: Sequence[Component], own: AbstractSet[str], other: AbstractSet[str]
) -> int | None:
    """The id of what `mine` is in another method: by the mapping, else in a version by its code."""
    ahead = {s["component"] for s in mine.successors if s["method"] in other}
    for each in others:
        back = {s["component"] for s in each.successors if s["method"] in own}
        if each.code in ahead or mine.code in back:
            return each.id
    is_mapped = ahead or any(s["method"] in own for each in others for s in each.successors)
    if is_mapped or not own & other:
        return None
    return next((each.id for each in others if each.code == mine.code), None)


def _apart(session: Session, round_ids: Sequence[int]) -> dict[tuple[int, int], str]:
    """Pairs of rounds that a verdict says cannot be compared, and what differs. One SELECT."""
    query = select(VerdictRow.baseline_id, VerdictRow.later_id, VerdictRow.reasons).where(
        VerdictRow.later_id.in_(round_ids), VerdictRow.verdict == Verdict.NOT_COMPARABLE
    )
    return {
        (row[0], row[1]): "; ".join(row[2]) or "không so sánh được"
        for row in session.execute(query)
    }
