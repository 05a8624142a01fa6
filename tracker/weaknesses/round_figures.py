"""What of a survey report is frozen, and how the frozen figures stand in it again. Pure."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tracker.scores.words import Verdict
from tracker.weaknesses.round_report import Part, RoundReport
from tracker.weaknesses.standing import IndexLine

_OVERALL = ""


def figures_of(found: RoundReport) -> dict[str, Any]:
    """Everything the paper prints that may change outside the round, as JSON."""
    return {
        "forms": found.forms,
        "issued": found.issued,
        "returned": found.returned,
        "left_out": found.left_out,
        "excluded": found.excluded,
        "refused": dict(found.refused),
        "head": found.head,
        "document": found.document,
        "before": found.standing.before_title,
        "indices": {_code(line): _frozen_line(line) for line in found.lines},
        "parts": {
            name: [_frozen_part(part) for part in parts]
            for name, parts in (
                ("fields", found.fields),
                ("units", found.units),
                ("channels", found.channels),
            )
        },
        "questions": [
            {"code": q.code, "people": q.people, "value": q.value} for q in found.questions
        ],
        "shortcomings": found.shortcomings,
        "causes": found.causes,
        "proposals": found.proposals,
    }


def as_frozen(found: RoundReport, figures: Mapping[str, Any]) -> RoundReport:
    """The report as it was frozen: targets, earlier values, verdicts and words of that day."""
    lines = figures["indices"]
    whole = found.standing.overall
    standing = replace(
        found.standing,
        components=tuple(_thawed(line, lines) for line in found.standing.components),
        overall=_thawed(whole, lines) if whole else None,
    )
    return replace(
        found,
        standing=standing,
        document=figures["document"],
        shortcomings=figures["shortcomings"],
        causes=figures["causes"],
        proposals=figures["proposals"],
    )


def _code(line: IndexLine) -> str:
    return line.code or _OVERALL


def _frozen_line(line: IndexLine) -> dict[str, Any]:
    return {
        "name": line.name,
        "value": line.value,
        "low": line.low,
        "high": line.high,
        "people": line.people,
        "target": line.target,
        "before": line.before,
        "verdict": line.verdict.value if line.verdict else None,
        "sentence": line.sentence,
    }


def _frozen_part(part: Part) -> dict[str, Any]:
    return {
        "name": part.name,
        "wanted": part.wanted,
        "issued": part.issued,
        "returned": part.returned,
        "forms": part.forms,
        "value": part.figure.value,
    }


def _thawed(line: IndexLine, lines: Mapping[str, Any]) -> IndexLine:
    frozen = lines.get(_code(line))
    if frozen is None:
        return line
    return replace(
        line,
        name=frozen["name"],
        target=frozen["target"],
        before=frozen["before"],
        verdict=Verdict(frozen["verdict"]) if frozen["verdict"] else None,
        sentence=frozen["sentence"],
    )
