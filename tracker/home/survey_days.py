"""Days of survey rounds that come soon or were missed: what the Office is reminded of."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.organisation.models import Agency
from tracker.surveys.models import Round
from tracker.surveys.queries import find_unsigned_rounds
from tracker.surveys.rounds import STEP_WORDS, Step, next_step
from tracker.surveys.words import RoundState


@dataclass(frozen=True)
class RoundDay:
    """The next day of one round; `left` is negative once it was missed."""

    round: Round
    what: str
    day: date
    left: int


def round_days(session: Session, agency: Agency, today: date) -> tuple[RoundDay, ...]:
    """Days within the agency's "sắp đến hạn" or past, the longest missed first. One SELECT."""
    found = []
    for row in find_unsigned_rounds(session, agency.id):
        days = {
            Step.HAND_IN: row.hand_in_on,
            Step.CONSOLIDATE: row.consolidate_on,
            Step.SIGN: row.sign_on,
        }
        step = next_step(row.state, days, today)
        if step is not None and (step[1] - today).days <= agency.settings.soon_days:
            found.append(RoundDay(row, STEP_WORDS[step[0]], step[1], (step[1] - today).days))
    return tuple(sorted(found, key=lambda each: each.left))


def rounds_to_close(session: Session, agency_id: int) -> tuple[Round, ...]:
    """Rounds that somebody asked to close and that wait for a second person. One SELECT."""
    return tuple(
        row
        for row in find_unsigned_rounds(session, agency_id)
        if row.state is RoundState.OPEN and row.close_asked_by_id
    )
