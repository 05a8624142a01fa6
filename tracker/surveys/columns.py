"""Which column of a typed table holds what, wherever its heading stands. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tracker.surveys.answers import Value, shown
from tracker.surveys.headings import Heading, HeadingReader, Role, role_of, stated
from tracker.surveys.rules import Method

Row = Sequence[Value]

_TITLE_ROWS = 3  # how far above the answers the heading of another column may stand
_LABEL_ROWS = 3  # how far below the questions the levels to tick may stand


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of answers; with a level it is one of several to tick."""

    column: int
    level: int | None = None


@dataclass(frozen=True)
class Layout:
    """How to read the rows of a table. `missing` and `unknown` are codes that do not fit."""

    body: int  # the first row, from 0, that may be a form
    answers: tuple[tuple[AnswerColumn, ...], ...]  # by question, in the method's order
    roles: Mapping[Role, int]
    stated: Mapping[Role, str]  # said once above the table, for all its forms
    headings: frozenset[tuple[str, ...]]  # under `columns`; passed over when a page repeats them
    missing: tuple[str, ...]
    unknown: tuple[str, ...]

    def saying(self, role: Role, text: str) -> "Layout":
        """The layout from a row on that says something of all forms below it."""
        return replace(self, stated={**self.stated, role: text})

    @property
    def columns(self) -> tuple[int, ...]:
        """Every column that holds answers, from left to right."""
        return tuple(sorted(each.column for some in self.answers for each in some))


@dataclass(frozen=True)
class _Header:
    """The rows of headings, and the question that each column is said to hold."""

    first: int
    last: int
    found: Mapping[int, Heading]


def find_layout(rows: Sequence[Row], method: Method) -> Layout | None:
    """The layout of a table of forms; None where no row heads at least a third of the questions."""
    reader = HeadingReader(method)
    header = _by_words(rows, reader, method)
    if header is None and not _is_turned(rows, reader, method):
        header = _by_numbers(rows, method)
    return _layout(rows, reader, method, header) if header else None


def texts(row: Row, columns: Sequence[int]) -> tuple[str, ...]:
    """What these cells of a row say, as text."""
    return tuple(shown(row[column]) for column in columns)


def _by_words(rows: Sequence[Row], reader: HeadingReader, method: Method) -> _Header | None:
    """The header whose row names most questions, and the rows right under it that do so too."""
    named = [
        {c: h for c, value in enumerate(row) if (h := reader.heading(value)) is not None}
        for row in rows
    ]
    counts = [len({h.place for h in found.values()} - {None}) for found in named]
    best = max(counts, default=0)
    if best < max(2, len(method.questions) // 3):
        return None
    first = last = counts.index(best)
    while last + 1 < len(rows) and counts[last + 1] * 2 > best:
        last += 1
    return _Header(first, last, _with_neighbours(rows[first], named[first], method))


def _with_neighbours(
    row: Row, found: Mapping[int, Heading], method: Method
) -> Mapping[int, Heading]:
    """`found`, with reworded questions told by their place between the others.

    Only where every known question stands one column after the other in the method's order.
    """
    shifts = {c - h.place for c, h in found.items() if h.place is not None}
    if len(shifts) != 1:
        return found
    (shift,) = shifts
    guessed = {
        shift + place: Heading(place, None, question.code)
        for place, question in enumerate(method.questions)
        if 0 <= shift + place < len(row) and shown(row[shift + place])
    }
    free = {c: h for c, h in guessed.items() if c not in found and role_of(row[c]) is None}
    return {**free, **found}


def _is_turned(rows: Sequence[Row], reader: HeadingReader, method: Method) -> bool:
    """Whether the questions stand one below the other: then a row is a question, not a form."""
    width = max(map(len, rows), default=0)
    for column in range(width):
        found = (reader.heading(row[column]) for row in rows if column < len(row))
        places = {heading.place for heading in found if heading is not None} - {None}
        if len(places) * 3 >= len(method.questions):
            return True
    return False


def _by_numbers(rows: Sequence[Row], method: Method) -> _Header | None:
    """A header of bare numbers 1, 2, … up to the last question and no further."""
    wanted = [str(place + 1) for place in range(len(method.questions))]
    if len(wanted) < 2:
        return None
    for index, row in enumerate(rows):
        said = {c: text for c, value in enumerate(row) if (text := shown(value).strip("()."))}
        columns = [c for c, text in said.items() if text.isdecimal()]
        if [said[c] for c in columns] == wanted:
            found = {
                c: Heading(place, None, method.questions[place].code)
                for place, c in enumerate(columns)
            }
            return _Header(index, index, found)
    return None


def _layout(rows: Sequence[Row], reader: HeadingReader, method: Method, header: _Header) -> Layout:
    starts = {c: h for c, h in header.found.items() if h.place is not None}
    labels = _label_row(rows, reader, starts, header.last, method)
    answers = _answers(rows, reader, starts, labels, method)
    bottom = header.last if labels is None else labels
    columns = sorted(each.column for some in answers for each in some)
    heads = rows[header.first : bottom + 1]
    return Layout(
        body=bottom + 1,
        answers=answers,
        roles=_roles(rows[max(0, header.first - _TITLE_ROWS) : bottom + 1], columns),
        stated=_stated(rows[: header.first]),
        headings=frozenset(texts(row, columns) for row in heads),
        missing=tuple(q.code for q, own in zip(method.questions, answers, strict=True) if not own),
        unknown=tuple(dict.fromkeys(h.code for h in header.found.values() if h.place is None)),
    )


def _label_row(
    rows: Sequence[Row],
    reader: HeadingReader,
    starts: Mapping[int, Heading],
    last: int,
    method: Method,
) -> int | None:
    """The row that labels the columns to tick: all levels under most questions; else None."""
    for index in range(last + 1, min(last + 1 + _LABEL_ROWS, len(rows))):
        full = sum(
            len(_labels(rows[index], reader, span)) == method.levels
            for span in _spans(starts, method.levels).values()
        )
        if full * 2 > len(starts):
            return index
    return None


def _answers(
    rows: Sequence[Row],
    reader: HeadingReader,
    starts: Mapping[int, Heading],
    labels: int | None,
    method: Method,
) -> tuple[tuple[AnswerColumn, ...], ...]:
    """The columns of each question: its tick columns, or the one that holds its level."""
    answers: list[tuple[AnswerColumn, ...]] = [() for _ in method.questions]
    spans = _spans(starts, method.levels)
    for column, heading in sorted(starts.items()):
        if heading.place is None:
            continue
        if labels is not None:
            found = _labels(rows[labels], reader, spans[column])
            own = tuple(AnswerColumn(c, level) for level, c in sorted(found.items()))
        else:
            own = (AnswerColumn(column, heading.level),)
        if heading.level is not None or not answers[heading.place]:
            answers[heading.place] = (*answers[heading.place], *own)
    return tuple(answers)


def _spans(starts: Mapping[int, Heading], levels: int) -> dict[int, range]:
    """The columns from each question to the next, at most as many as there are levels."""
    ordered = sorted(starts)
    ends = [*ordered[1:], ordered[-1] + levels] if ordered else []
    return {c: range(c, min(end, c + levels)) for c, end in zip(ordered, ends, strict=True)}


def _labels(row: Row, reader: HeadingReader, span: range) -> dict[int, int]:
    """The column of each level labelled inside `span`."""
    return {
        level: column
        for column in span
        if column < len(row) and (level := reader.level(row[column])) is not None
    }


def _roles(rows: Sequence[Row], taken: Sequence[int]) -> dict[Role, int]:
    """The column of each role: the best heading first, then the lowest row, then the leftmost."""
    found: list[tuple[int, int, int, Role]] = []
    for height, row in enumerate(reversed(rows)):
        for column, value in enumerate(row):
            named = role_of(value) if column not in taken else None
            if named is not None:
                found.append((named[0], height, column, named[1]))
    roles: dict[Role, int] = {}
    for _, _, column, role in sorted(found):
        if role not in roles and column not in roles.values():
            roles[role] = column
    return roles


def _stated(rows: Sequence[Row]) -> dict[Role, str]:
    said = (stated(value) for row in rows for value in row)
    return dict(each for each in said if each is not None)
