"""Closes a round and freezes its indices."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.ledger.anchoring import write_anchors
from tracker.scores.commands.comparing import compare_rounds
from tracker.scores.models import Score, Withheld
from tracker.scores.queries import comparable_round
from tracker.scores.queries.withholding import reckoned
from tracker.scores.rules import RoundScores, round_scores
from tracker.scores.statistics import Estimate
from tracker.surveys.commands import close_round
from tracker.surveys.models import Round
from tracker.surveys.queries import find_components, method_of, tallies_of
from tracker.surveys.tallies import ALL, Slice

ANCHOR_REASON = "đóng đợt khảo sát {code}"


def close_and_freeze(session: Session, row: Round, *, by: Person | None, at: datetime) -> Round:
    """Close a round, freeze its indices and verdicts, and hand the end of its chain outside.

    The verdicts are those against the closed round before it by the same method and instrument.
    `by` is None on the terminal. Raises Refusal as surveys.commands.close_round does.
    """
    close_round(session, row, by=by, at=at)
    freeze_scores(session, row, at=at)
    settle_what_is_held_back(session, row)
    before = comparable_round(session, row)
    if before is not None:
        compare_rounds(session, before, row, at=at)
    reason = ANCHOR_REASON.format(code=row.code)
    write_anchors(session, reason, at=at, streams=(f"round:{row.id}",))
    return row


def freeze_scores(session: Session, row: Round, *, at: datetime) -> None:
    """Store the indices of a round for every unit, field and channel and for all together."""
    method = method_of(session, row.method_id)
    tallies = tallies_of(session, row.id)
    ids = {each.code: each.id for each in find_components(session, row.method_id)}
    for part in sorted(tallies.counted, key=lambda p: (p.group, p.key)):
        scores = round_scores(method, tallies, part, row.population)
        session.add_all(_rows(row, part, scores, ids, at))
    session.flush()


def settle_what_is_held_back(session: Session, row: Round) -> None:
    """Store which parts are too small to show, once: it must not change with what is read later."""
    for fewest, parts in reckoned(session, row).items():
        for part in (ALL, *sorted(parts, key=lambda p: (p.group, p.key))):
            session.add(
                Withheld(
                    agency_id=row.agency_id,
                    round_id=row.id,
                    fewest=fewest,
                    group=part.group,
                    group_key=part.key,
                )
            )
    session.flush()


def _rows(
    row: Round, part: Slice, scores: RoundScores, ids: dict[str, int], at: datetime
) -> Iterator[Score]:
    for each in scores.components:
        yield _score(row, part, ids[each.component.code], each.estimate, at)
    yield _score(row, part, None, scores.overall, at)


def _score(
    row: Round, part: Slice, component_id: int | None, found: Estimate, at: datetime
) -> Score:
    return Score(
        agency_id=row.agency_id,
        round_id=row.id,
        component_id=component_id,
        group=part.group,
        group_key=part.key,
        people=found.people,
        answers=found.answers,
        value=None if found.value is None else float(found.value),
        low=found.interval.low if found.interval else None,
        high=found.interval.high if found.interval else None,
        frozen_at=at,
    )
