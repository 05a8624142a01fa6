"""Counts the sealed forms of a round anew and puts the tallies right."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.errors import Altered
from tracker.scores.rules import RoundScores, round_scores
from tracker.surveys.commands import replace_tallies
from tracker.surveys.models import Round
from tracker.surveys.queries import first_altered, method_of, recount, tallies_of
from tracker.surveys.tallies import Tallies


@dataclass(frozen=True)
class Rebuilt:
    """What the sealed forms give, and how many stored tally lines differed from it."""

    scores: RoundScores
    forms: int
    differing: int


def rebuild(session: Session, row: Round) -> Rebuilt:
    """Count the forms of a round anew; tallies that differ are replaced. Streams the forms.

    Raises Altered, having changed nothing, where a form is not as it was sealed.
    """
    altered = first_altered(session, row)
    if altered is not None:
        raise Altered(
            f"Phiếu số {altered} của đợt {row.code} không còn như lúc niêm phong nên không đếm "
            "lại. Chạy “flask ledger verify” để biết đủ."
        )
    method = method_of(session, row.method_id)
    right, stored = recount(session, row.id, method), tallies_of(session, row.id)
    differing = _differing(right, stored)
    if differing:
        replace_tallies(session, row, right)
    scores = round_scores(method, right, population=row.population)
    return Rebuilt(scores, right.forms, differing)


def _differing(right: Tallies, stored: Tallies) -> int:
    wanted = {(line.group, line.key, line.subject): line for line in right.lines()}
    found = {(line.group, line.key, line.subject): line for line in stored.lines()}
    return sum(wanted.get(key) != found.get(key) for key in wanted.keys() | found.keys())
