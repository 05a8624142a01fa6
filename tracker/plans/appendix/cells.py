"""Takes a cell's text apart: the points of a list, or one running text."""

import re

from tracker.plans.appendix.lines import ends_sentence
from tracker.vietnamese import tidy

_DASH = re.compile(r"[-–—•*+·]\s*(?=\S)")
_COUNT = re.compile(r"\(?(?P<mark>\d{1,2}|[a-zđ])\s*[.)/]\)?\s+(?=\S)")
# Dashes that follow the end of a point on the same line, as published texts have them.
_INNER = re.compile(r"(?<=[.;:,…!?])\s+(?=[-–—•+*]\s+\S)")

# Words and signs after which a sentence must go on.
_UNENDED = re.compile(
    r"(?:[,(“\-–/]|\b(?:của|và|hoặc|tại|trên|trong|các|những|thuộc|theo|về|cho|với|đến|từ|do"
    r"|bộ phận|số|ngày|bộ|ubnd|là|để|được|cơ quan|đơn vị))$",
    re.IGNORECASE,
)


def points(text: str) -> list[str]:
    """The points of a cell in order, without their marks; one without marks is one text.

    Lines that go on in the middle of a sentence are joined by a space. A second kind of mark below
    the first stays inside its point, on a line of its own.
    """
    lines = _lines(text)
    if not lines:
        return []
    counted = _is_counted(lines)
    marks = [_mark_kind(line) for line in lines]
    marks = ["" if mark == "1" and not counted else mark for mark in marks]
    kind = next((mark for mark in marks if mark), "")
    found: list[list[str]] = []
    for line, mark in zip(lines, marks, strict=True):
        if mark and mark == kind:
            found.append([_without_mark(line)])
        elif mark and found:
            found[-1] += ["\n", line]
        elif found and not is_paragraph(found[-1][-1], line):
            found[-1] += [" ", line]
        else:
            found.append([line])
    return ["".join(pieces) for pieces in found]


def _lines(text: str) -> list[str]:
    lines = [tidy(line) for line in text.split("\n")]
    split: list[str] = []
    for line in lines:
        pieces = _INNER.split(line)
        marked = _mark_kind(line) not in {"", "1"} or len(pieces) > 2 or pieces[0].endswith(":")
        split.extend(pieces if marked else [line])
    return [line for line in split if line]


def _mark_kind(line: str) -> str:
    """The sign of a dash-like mark, "1" for a counting one, "" for none."""
    if _DASH.match(line):
        return "-" if line[0] in "-–—•·" else line[0]
    return "1" if _COUNT.match(line) else ""


def _is_counted(lines: list[str]) -> bool:
    """Whether counting marks count: 1, 2 … or a, b … from the first line on."""
    marks = [found["mark"] for line in lines if (found := _COUNT.match(line))]
    letters = "abcdđeghiklm"
    order = [str(number) for number in range(1, len(marks) + 1)]
    first = _COUNT.match(lines[0]) is not None
    return (first or len(marks) > 1) and marks in (order, list(letters[: len(marks)]))


def _without_mark(line: str) -> str:
    found = _DASH.match(line) or _COUNT.match(line)
    return line[found.end() :] if found else line


def is_paragraph(before: str, line: str) -> bool:
    """Whether an unmarked line is a text of its own: a capital, after words that can end one."""
    first = next((c for c in line if c.isalnum()), "")
    begins = first.isupper() or first.isdigit()
    return begins and (ends_sentence(before) or not _UNENDED.search(before[-40:]))
