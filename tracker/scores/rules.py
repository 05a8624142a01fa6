"""The indices of a round as plain values, and how commands print them (DOMAIN A1). Pure."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from tracker.scores.statistics import EMPTY, Estimate, estimate, overall
from tracker.surveys.rules import Component, Method, Question
from tracker.surveys.tallies import ALL, Counted, Slice, Tallies
from tracker.vietnamese import count, figure, rounded


@dataclass(frozen=True)
class ComponentScore:
    component: Component
    estimate: Estimate


@dataclass(frozen=True)
class QuestionScore:
    question: Question
    estimate: Estimate


@dataclass(frozen=True)
class RoundScores:
    """The indices of one slice of a round: components in the method's order, and the overall."""

    method: Method
    components: tuple[ComponentScore, ...]
    overall: Estimate


def round_scores(
    method: Method, tallies: Tallies, part: Slice = ALL, population: int | None = None
) -> RoundScores:
    """The indices of a slice. Only that of all respondents has an interval on its overall."""
    found = tuple(
        ComponentScore(component, _estimate(method, tallies, component.code, part, population))
        for component in method.components
    )
    if part == ALL:
        codes = [component.code for component in method.components]
        whole = overall(tallies, codes, method.formula, method.full_marks, population)
    else:
        people = tallies.counted.get(part, Counted(0, 0)).people
        whole = _plain_mean([each.estimate for each in found], people)
    return RoundScores(method, found, whole)


def question_scores(
    method: Method, tallies: Tallies, part: Slice = ALL, population: int | None = None
) -> tuple[QuestionScore, ...]:
    """The values of the questions of a slice; questions get no verdict (DOMAIN A4)."""
    return tuple(
        QuestionScore(question, _estimate(method, tallies, question.code, part, population))
        for question in method.questions
    )


def printed(scores: RoundScores) -> dict[str, Any]:
    """The scores as commands print them: `scores` and `overall`, rounded as the method shows."""
    digits = scores.method.decimals
    return {
        "scores": [
            {"component": each.component.name, "code": each.component.code}
            | _printed(each.estimate, digits)
            for each in scores.components
        ],
        "overall": _printed(scores.overall, digits),
    }


def lines(scores: RoundScores) -> list[str]:
    """The scores as a terminal says them, a line each, the overall last."""
    digits = scores.method.decimals
    return [
        *(_line(each.component.name, each.estimate, digits) for each in scores.components),
        _line("Chỉ số chung (trung bình các chỉ số thành phần)", scores.overall, digits),
    ]


def _line(name: str, found: Estimate, digits: int) -> str:
    if found.value is None:
        return f"{name}: chưa có câu trả lời"
    parts = [f"{count(found.people)} người trả lời"]
    if found.interval:
        low, high = figure(found.interval.low, digits), figure(found.interval.high, digits)
        parts.append(f"khoảng tin cậy 95% từ {low}% đến {high}%")
    if found.is_few:
        parts.append("ít phiếu")
    return f"{name}: {figure(found.value, digits)}% ({'; '.join(parts)})"


def _printed(found: Estimate, digits: int) -> dict[str, Any]:
    value, interval = found.value, found.interval
    return {
        "people": found.people,
        "answers": found.answers,
        "value": None if value is None else float(rounded(value, digits)),
        "low": float(rounded(interval.low, digits)) if interval else None,
        "high": float(rounded(interval.high, digits)) if interval else None,
    }


def _estimate(
    method: Method, tallies: Tallies, subject: str, part: Slice, population: int | None
) -> Estimate:
    # N is known of the whole round; how it splits over units or fields is not.
    known = population if part == ALL else None
    return estimate(tallies.get(subject, part), method.formula, method.full_marks, known)


def _plain_mean(found: list[Estimate], people: int) -> Estimate:
    shares = [each.share for each in found if each.share is not None]
    if not shares:
        return EMPTY
    answers = sum(each.answers for each in found)
    return Estimate(people, answers, sum(shares, Fraction(0)) / len(shares), None, None)
