"""The indices of a closed round by question, unit, field and channel, small groups left out.

While a round collects nothing of this is shown: set side by side, what it showed before and after
a form would tell that form.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.scores.breakdowns import Band, PartFigure, shielded
from tracker.scores.queries.comparing import group_names
from tracker.scores.queries.withholding import held_back
from tracker.scores.questions import QuestionFigure, questions_of
from tracker.scores.rules import round_scores
from tracker.scores.statistics import Estimate, estimate
from tracker.surveys.models import Round
from tracker.surveys.queries import method_of, tallies_of
from tracker.surveys.tallies import Slice, Tallies
from tracker.surveys.words import Group
from tracker.vietnamese import sort_key

GROUP_WORDS = {Group.UNIT: "Đơn vị", Group.FIELD: "Lĩnh vực", Group.CHANNEL: "Kênh thu phiếu"}
NOT_NAMED = "Không ghi trên phiếu"


@dataclass(frozen=True)
class Breakdown:
    """One way to split the people of a round; `keys` are those of the parts, in their order."""

    group: Group
    keys: tuple[str, ...]
    parts: tuple[PartFigure, ...]

    @property
    def title(self) -> str:
        return GROUP_WORDS[self.group]

    @property
    def hides(self) -> bool:
        """Whether a part is left out."""
        return any(part.is_hidden for part in self.parts)


@dataclass(frozen=True)
class Details:
    """One index of a round in its parts; `levels` are the words of the scale, worst first."""

    questions: tuple[QuestionFigure, ...]
    bands: tuple[Band, ...]
    levels: tuple[str, ...]
    breakdowns: tuple[Breakdown, ...]


def details_of(
    session: Session, row: Round, before: Round | None, code: str, fewest: int
) -> Details:
    """Questions and breakdowns of the component `code` of a closed round. At most six SELECTs.

    `before`: a comparable round by the same method, whose figures stand beside the questions.
    Groups that a round has only one of are left out. Parts of too few people are hidden.
    """
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)
    earlier = tallies_of(session, before.id) if before else None
    component = next(c for c in method.components if c.code == code)
    asked = questions_of(method, tallies, component, fewest, earlier)

    def figure_of(part: Slice) -> Estimate:
        return estimate(tallies.get(code, part), method.formula, method.full_marks)

    names, away = group_names(session, row.agency_id), held_back(session, row, fewest)
    return Details(
        questions=asked.lines,
        bands=asked.bands,
        levels=tuple(level.word for level in method.scale),
        breakdowns=tuple(
            split for split in _breakdowns(tallies, names, away, figure_of) if len(split.parts) > 1
        ),
    )


def overall_breakdowns(session: Session, row: Round, fewest: int) -> tuple[Breakdown, ...]:
    """The overall index by unit, field and channel of a closed round. Five SELECTs."""
    method, tallies = method_of(session, row.method_id), tallies_of(session, row.id)

    def figure_of(part: Slice) -> Estimate:
        return round_scores(method, tallies, part).overall

    names, away = group_names(session, row.agency_id), held_back(session, row, fewest)
    return _breakdowns(tallies, names, away, figure_of)


def overall_by_field(session: Session, row: Round, fewest: int) -> Breakdown | None:
    """The overall index of each field of work; None with fewer than two. Five SELECTs."""
    found = overall_breakdowns(session, row, fewest)
    return next((b for b in found if b.group is Group.FIELD and len(b.parts) > 1), None)


def _breakdowns(
    tallies: Tallies,
    names: dict[tuple[Group, str], str],
    away: Collection[Slice],
    figure_of: Callable[[Slice], Estimate],
) -> tuple[Breakdown, ...]:
    """By unit, field and channel, by name: the order says nothing of what is hidden."""
    found = []
    for group in GROUP_WORDS:
        keys = tallies.keys(group)
        labels = {key: names.get((group, key), NOT_NAMED) for key in keys}
        parts = [Slice(group, key) for key in sorted(keys, key=lambda k: sort_key(labels[k]))]
        figures = [_figure(labels[part.key], figure_of(part)) for part in parts]
        held = {place for place, part in enumerate(parts) if part in away}
        keys_of = tuple(part.key for part in parts)
        found.append(Breakdown(group, keys_of, shielded(figures, held)))
    return tuple(found)


def _figure(label: str, found: Estimate) -> PartFigure:
    interval = found.interval
    return PartFigure(
        label=label,
        value=None if found.value is None else float(found.value),
        people=found.people,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
    )
