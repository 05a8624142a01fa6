"""Paper forms typed on a page: one row a form, one key an answer. Pure.

1 to the highest level is an answer, a blank none, x a mark that cannot count (two ticks, unclear).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from tracker.surveys.acceptance import Form, FormsRead, Rejected, settled
from tracker.surveys.facts import form_number, read_day
from tracker.surveys.rules import Method
from tracker.surveys.words import CHANNEL_WORDS, Channel
from tracker.vietnamese import tidy

SHEET = "bảng nhập"
FEWEST_ROWS, MORE_ROWS, MOST_ROWS = 10, 5, 60
_NAME = re.compile(r"day|field|unit|r[0-9]{1,9}-(number|day|field|unit|c[0-9]{1,3})")
_LONGEST = 40
_UNCLEAR = frozenset({"x", "X"})
_NONE = frozenset({"", "-", "."})


@dataclass(frozen=True)
class Names:
    """Fields and units to choose from, by their ids as text."""

    fields: Mapping[str, str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class Row:
    """One row as typed; `place` counts from 1 and is part of the names of its boxes."""

    place: int
    number: str
    day: str
    field: str
    unit: str
    cells: tuple[str, ...]

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed into it; what was chosen from a list alone is nothing."""
        return not (self.number or self.day or any(self.cells))


@dataclass(frozen=True)
class Typed:
    """The rows of a page, the forms they make, and what must be mended first, by place."""

    rows: tuple[Row, ...]
    read: FormsRead
    errors: Mapping[int, tuple[str, ...]]


def kept(posted: Mapping[str, str]) -> dict[str, str]:
    """What of a posted page belongs to its rows and was filled in."""
    found = ((name, tidy(value)[:_LONGEST]) for name, value in posted.items())
    return {name: value for name, value in found if value and _NAME.fullmatch(name)}


def cells_of(typed: Mapping[str, str], place: int, questions: int) -> tuple[str, ...]:
    """The boxes of one row, by question."""
    return tuple(typed.get(f"r{place}-c{n}", "") for n in range(1, questions + 1))


def read_cells(
    cells: Sequence[str], method: Method
) -> tuple[tuple[int | None, ...], tuple[str, ...], tuple[str, ...]]:
    """The answers, the codes of the questions marked unclear, and what cannot stand as typed."""
    answers: list[int | None] = []
    unclear: list[str] = []
    wrong: list[str] = []
    levels = {str(level): level for level in range(1, method.levels + 1)}
    for question, text in zip(method.questions, cells, strict=True):
        answers.append(levels.get(text))
        if text in _UNCLEAR:
            unclear.append(question.code)
        elif text not in levels and text not in _NONE:
            wrong.append(f"câu {question.code}: “{text}” không phải 1 đến {method.levels} hoặc x")
    return tuple(answers), tuple(unclear), tuple(wrong)


def rows_of(typed: Mapping[str, str], method: Method) -> tuple[Row, ...]:
    """The rows of a page: those typed, then some blank ones."""
    places = [int(name[1:].partition("-")[0]) for name in typed if name.startswith("r")]
    last = min(max(FEWEST_ROWS, max(places, default=0) + MORE_ROWS), MOST_ROWS)
    return tuple(
        Row(
            place=place,
            number=typed.get(f"r{place}-number", ""),
            day=typed.get(f"r{place}-day", ""),
            field=typed.get(f"r{place}-field", ""),
            unit=typed.get(f"r{place}-unit", ""),
            cells=cells_of(typed, place, len(method.questions)),
        )
        for place in range(1, last + 1)
    )


def read_typed(typed: Mapping[str, str], method: Method, names: Names) -> Typed:
    """The forms that a page's rows make; a row without a day, field or unit takes the head's."""
    rows = rows_of(typed, method)
    errors: dict[int, tuple[str, ...]] = {}
    entries: list[Form | Rejected] = []
    for row in rows:
        if row.is_blank:
            continue
        found = tuple(_entries(row, typed, method, names))
        wrong = tuple(each for each in found if isinstance(each, str))
        if wrong:
            errors[row.place] = wrong
        else:
            entries += [each for each in found if not isinstance(each, str)]
    return Typed(rows, settled([entries]), errors)


def _entries(
    row: Row, typed: Mapping[str, str], method: Method, names: Names
) -> Iterator[Form | Rejected | str]:
    """The form of a row after its boxes that do not count; what must be mended is plain text."""
    answers, unclear, wrong = read_cells(row.cells, method)
    yield from wrong
    day, problem = read_day(row.day or typed.get("day", ""))
    if problem:
        yield problem
    if not row.number:
        yield "chưa ghi số phiếu"
    for code in unclear:
        place = f"dòng {row.place}"
        yield Rejected(SHEET, row.place, place, f"câu {code}: dấu không rõ hoặc nhiều mức")
    yield Form(
        sheet=SHEET,
        row=row.place,
        cell=None,
        number=form_number(row.number),
        day=day,
        channel=CHANNEL_WORDS[Channel.PAPER],
        field=names.fields.get(row.field or typed.get("field", ""), ""),
        unit=names.units.get(row.unit or typed.get("unit", ""), ""),
        remark="",
        answers=answers,
    )
