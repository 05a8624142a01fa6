"""The questions of an index: figures, answers by level, small ones left out. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.scores.breakdowns import Band, bands, hidden
from tracker.scores.statistics import Estimate, estimate
from tracker.surveys.rules import Component, Method
from tracker.surveys.tallies import Tallies


@dataclass(frozen=True)
class QuestionFigure:
    """One question: its figure now and before (0..100), never a verdict (DOMAIN A4).

    Hidden where too few people answered: then without figure and bands.
    """

    code: str
    text: str
    value: float | None
    people: int
    before: float | None = None
    bands: tuple[Band, ...] = ()
    is_hidden: bool = False

    @property
    def change(self) -> float | None:
        """Points from before to now; None without either."""
        return None if self.value is None or self.before is None else self.value - self.before


@dataclass(frozen=True)
class Questions:
    """The questions of an index, and how all its answers spread over the levels."""

    lines: tuple[QuestionFigure, ...] = ()
    bands: tuple[Band, ...] = ()


def questions_of(
    method: Method, tallies: Tallies, component: Component, fewest: int, earlier: Tallies | None
) -> Questions:
    """The questions of `component` now and, where the rounds compare, before."""
    now = [estimate_of(method, tallies, question.code) for question in component.questions]
    then = _earlier(method, component, fewest, earlier)
    away = hidden([each.people for each in now], fewest)
    spread, whole = _spread(method, tallies, component, away, fewest)
    lines = tuple(
        QuestionFigure(
            code=question.code,
            text=question.text,
            value=None if place in away else _value(now[place]),
            people=now[place].people,
            before=then[place],
            bands=spread.get(place, ()),
            is_hidden=place in away,
        )
        for place, question in enumerate(component.questions)
    )
    return Questions(lines, whole)


def estimate_of(method: Method, tallies: Tallies, subject: str) -> Estimate:
    """The figure of a component or question over all respondents."""
    return estimate(tallies.get(subject), method.formula, method.full_marks)


def _earlier(
    method: Method, component: Component, fewest: int, earlier: Tallies | None
) -> list[float | None]:
    if earlier is None:
        return [None] * len(component.questions)
    found = [estimate_of(method, earlier, question.code) for question in component.questions]
    away = hidden([each.people for each in found], fewest)
    return [None if place in away else _value(each) for place, each in enumerate(found)]


def _spread(
    method: Method, tallies: Tallies, component: Component, away: frozenset[int], fewest: int
) -> tuple[dict[int, tuple[Band, ...]], tuple[Band, ...]]:
    """Bands of the questions shown by place, and those of the index; what is hidden cuts too."""
    levels = [_levels(method, tallies, question.code) for question in component.questions]
    places = [place for place in range(len(levels)) if place not in away]
    rest = [levels[place] for place in away]
    many = [*(levels[place] for place in places), *([_added(rest)] if rest else [])]
    if not many:
        return {}, ()
    *cut, whole = bands([*many, _added(many)], method.satisfied_from, fewest)
    return dict(zip(places, cut, strict=False)), whole


def _levels(method: Method, tallies: Tallies, subject: str) -> tuple[int, ...]:
    sums = tallies.get(subject)
    return sums.levels if sums else (0,) * method.levels


def _added(many: Sequence[Sequence[int]]) -> tuple[int, ...]:
    return tuple(map(sum, zip(*many, strict=True)))


def _value(found: Estimate) -> float | None:
    return None if found.value is None else float(found.value)
