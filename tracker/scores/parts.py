"""The indices of a round by question, unit, field and channel, small groups left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.scores.breakdowns import PartFigure, shielded
from tracker.scores.queries.comparing import group_names
from tracker.scores.rules import round_scores
from tracker.scores.statistics import Estimate, estimate
from tracker.surveys.models import Round
from tracker.surveys.queries import method_of, tallies_of
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Slice, Tallies
from tracker.surveys.words import Group
from tracker.vietnamese import sort_key

GROUP_WORDS = {Group.UNIT: "Đơn vị", Group.FIELD: "Lĩnh vực", Group.CHANNEL: "Kênh thu phiếu"}
NOT_NAMED = "Không ghi trên phiếu"


@dataclass(frozen=True)
class QuestionFigure:
    """One question: its figure now and before (0..100), never a verdict (DOMAIN A4)."""

    code: str
    text: str
    value: float | None
    people: int
    before: float | None = None

    @property
    def change(self) -> float | None:
        """Points from before to now; None without either."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Breakdown:
    """One way to split the people of a round."""

    title: str
    parts: tuple[PartFigure, ...]

    @property
    def hides(self) -> bool:
        """Whether a part is left out."""
        return any(part.is_hidden for part in self.parts)


@dataclass(frozen=True)
class Details:
    """One index of a round in its parts."""

    questions: tuple[QuestionFigure, ...]
    breakdowns: tuple[Breakdown, ...]


def details_of(
    session: Session, row: Round, before: Round | None, code: str, fewest: int
) -> Details:
    """Questions and breakdowns of the component `code`. At most five SELECTs.

    `before`: a comparable round by the same method, whose figures stand beside the questions.
    Groups that a round has only one of are left out. Parts under `fewest` people are hidden.
    """
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)
    earlier = tallies_of(session, before.id) if before else None
    names = group_names(session, row.agency_id)
    breakdowns = tuple(
        Breakdown(GROUP_WORDS[group], _parts(method, tallies, code, group, names, fewest))
        for group in GROUP_WORDS
        if len(tallies.keys(group)) > 1
    )
    return Details(_questions(method, tallies, earlier, code, fewest), breakdowns)


def overall_by_field(session: Session, row: Round, fewest: int) -> Breakdown | None:
    """The overall index of each field of work; None with fewer than two. Four SELECTs."""
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)
    names = group_names(session, row.agency_id)
    keys = tallies.keys(Group.FIELD)
    if len(keys) < 2:
        return None
    parts = [
        _figure(
            names.get((Group.FIELD, key), NOT_NAMED),
            round_scores(method, tallies, Slice(Group.FIELD, key)).overall,
        )
        for key in keys
    ]
    return Breakdown(GROUP_WORDS[Group.FIELD], shielded(_sorted(parts), fewest))


def _questions(
    method: Method, tallies: Tallies, earlier: Tallies | None, code: str, fewest: int
) -> tuple[QuestionFigure, ...]:
    asked = next((c.questions for c in method.components if c.code == code), ())
    found = []
    for question in asked:
        now = _estimate(method, tallies, question.code)
        then = _estimate(method, earlier, question.code) if earlier else None
        found.append(
            QuestionFigure(
                code=question.code,
                text=question.text,
                value=_value(now, fewest),
                people=now.people,
                before=_value(then, fewest) if then else None,
            )
        )
    return tuple(found)


def _parts(
    method: Method,
    tallies: Tallies,
    code: str,
    group: Group,
    names: dict[tuple[Group, str], str],
    fewest: int,
) -> tuple[PartFigure, ...]:
    parts = [
        _figure(
            names.get((group, key), NOT_NAMED),
            _estimate(method, tallies, code, Slice(group, key)),
        )
        for key in tallies.keys(group)
    ]
    return shielded(_sorted(parts), fewest)


def _estimate(
    method: Method, tallies: Tallies, subject: str, part: Slice | None = None
) -> Estimate:
    sums = tallies.get(subject, part) if part else tallies.get(subject)
    return estimate(sums, method.formula, method.full_marks)


def _figure(label: str, found: Estimate) -> PartFigure:
    interval = found.interval
    return PartFigure(
        label=label,
        value=None if found.value is None else float(found.value),
        people=found.people,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )


def _value(found: Estimate, fewest: int) -> float | None:
    if found.value is None or found.people < fewest:
        return None
    return float(found.value)


def _sorted(parts: Sequence[PartFigure]) -> list[PartFigure]:
    """By name, so that the order says nothing about a hidden figure."""
    return sorted(parts, key=lambda part: sort_key(part.label))
