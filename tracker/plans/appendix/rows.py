"""Puts the rows of an appendix together: rows cut by a page, products on rows of their own."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from tracker.errors import BadFile
from tracker.plans.appendix.cells import is_paragraph
from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.lines import Line, Role, ends_sentence, is_deep_number, number_of, roles
from tracker.plans.appendix.units import begins_unit
from tracker.vietnamese import count, fold, tidy

MOST_ITEMS = 2_000
LONGEST_CELL = 10_000
_MARKED = re.compile(r"[-–—+•*]\s*\S|\d{1,2}[.)/]\s|[a-zđ][.)]\s")
_LEADING = re.compile(r"(\d{1,3})\s*[.)/]\s*")
_DITTO = re.compile(r"-?\s*(nt|n\.t|nhu tren)\s*-?|[\"”]+")
_EMPTY = re.compile(r"[-–—_.…/\sx]+|không|khong|không có", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fragment:
    """One cell as the file has it, for showing beside what was understood."""

    column: Column
    place: str
    text: str
    carried: bool  # its text came down from a merged cell above


@dataclass(frozen=True, slots=True)
class Entry:
    """The rows of one item put together: its number as typed, group heading, text by column."""

    number: int | None
    number_text: str
    group: str | None
    cells: Mapping[Column, str]
    fragments: tuple[Fragment, ...]
    rows: int
    ditto: frozenset[Column]

    @property
    def joined(self) -> bool:
        """Whether the item was put together from several rows."""
        return self.rows > 1


@dataclass
class _Open:
    """An item still being put together."""

    first: Line
    group: str | None
    cells: dict[Column, str]
    fragments: list[Fragment] = field(default_factory=list)
    rows: int = 1


def entries(lines: Sequence[Line]) -> list[Entry]:
    """The items in their order, before their cells are understood.

    Cut texts are joined by a space; points, products and units on rows of their own by a line feed.
    Texts carried down count for each item, "như trên" takes the text of the item above. Raises
    BadFile (without the file's name) for more items or longer cells than any plan has.
    """
    items = [item for item in _put_together(lines) if _says_something(item)]
    if len(items) > MOST_ITEMS:
        raise BadFile(f"có hơn {count(MOST_ITEMS)} nhiệm vụ. Chia bảng thành nhiều kế hoạch.")
    done: list[Entry] = []
    for item in _with_numbers_of_tasks(items):
        cells = {column: _blanked(text) for column, text in item.cells.items()}
        ditto = frozenset(
            column for column, text in cells.items() if done and _DITTO.fullmatch(fold(tidy(text)))
        )
        above = done[-1].cells if done else {}
        cells |= {column: above.get(column, "") for column in ditto}
        text = tidy(cells.pop(Column.NO, ""))
        done.append(
            Entry(
                number=number_of(text),
                number_text=text,
                group=item.group,
                cells=cells,
                fragments=tuple(item.fragments),
                rows=item.rows,
                ditto=ditto,
            )
        )
    return done


def _put_together(lines: Sequence[Line]) -> Iterator[_Open]:
    current: _Open | None = None
    group: str | None = None
    for line, role in zip(lines, roles(lines), strict=True):
        if role is Role.GROUP:
            group = _heading(line)
        elif role is Role.ITEM:
            if current is not None:
                yield current
            current = _Open(line, group, dict(line.cells))
            current.fragments.extend(_fragments(line))
            _check_length(line.cells, line)
        elif role is Role.MORE and current is not None:
            current.rows += 1
            current.fragments.extend(_fragments(line))
            for column in line.filled - {Column.NO}:
                before = current.cells.get(column, "")
                current.cells[column] = _joined(before, line, column)
            _check_length(current.cells, line)
    if current is not None:
        yield current


def _says_something(item: _Open) -> bool:
    """Whether there is more than a number and dots: templates end in rows left to be filled."""
    own = (f for f in item.fragments if not f.carried and f.column is not Column.NO)
    return any(_blanked(fragment.text) for fragment in own)


def _check_length(cells: Mapping[Column, str], line: Line) -> None:
    if any(len(text) > LONGEST_CELL for text in cells.values()):
        raise BadFile(
            f"{line.place}: ô dài hơn {count(LONGEST_CELL)} ký tự. "
            "Kiểm tra lại bảng, có thể nhiều dòng đã dính làm một."
        )


def _with_numbers_of_tasks(items: list[_Open]) -> list[_Open]:
    """The items, their numbers taken from the tasks where there is no column of numbers.

    "1. Rà soát", "2. Công khai" … one after another; a single number in a task is left there.
    """
    found = [_LEADING.match(item.cells.get(Column.TASK, "")) for item in items]
    numbers = [int(match[1]) if match else 0 for match in found]
    typed = any(item.cells.get(Column.NO) for item in items)
    if typed or len(items) < 2 or numbers != list(range(1, len(items) + 1)):
        return items
    for item, match in zip(items, found, strict=True):
        text = item.cells[Column.TASK]
        item.cells[Column.NO] = str(match[1]) if match else ""
        item.cells[Column.TASK] = text[match.end() :] if match else text
    return items


def _heading(line: Line) -> str:
    return tidy(line.beside or line.own(Column.TASK) or line.alone)


def _fragments(line: Line) -> Iterator[Fragment]:
    for column, text in line.cells.items():
        if text:
            yield Fragment(column, line.place, text, column in line.covered)


def _blanked(text: str) -> str:
    """The text, or nothing where it is only a dash, dots or "không"."""
    return "" if _EMPTY.fullmatch(text) else text


def _joined(before: str, line: Line, column: Column) -> str:
    """The text so far with that of the next row, joined as the column and the seam ask."""
    text = line.own(column)
    if not before or tidy(before) == tidy(text):
        return text
    return f"{before}\n{text}" if _is_new(before, line, column) else f"{before} {text}"


def _is_new(before: str, line: Line, column: Column) -> bool:
    """Whether a row's text is a thing of its own rather than the rest of a cut sentence."""
    text = line.own(column)
    cut = line.after_break or line.own(Column.TASK)[:1].islower()
    ended = ends_sentence(before)
    begins = is_paragraph(before, text)
    tests = {
        Column.TASK: begins and ended,
        Column.PRODUCT: begins and (ended or not cut),
        Column.LEAD: not cut and begins_unit(text, before),
        Column.PARTNER: not cut and begins_unit(text, before),
        Column.DEADLINE: not cut,
    }
    return _MARKED.match(text) is not None or tests.get(column, False)


def shown_numbers(read: Sequence[Entry]) -> list[int]:
    """The number to use for each item: its STT as typed, or 1, 2, 3 … where that cannot serve.

    It cannot where no item has a plain number, where counting begins again in each group or goes
    below some items ("a)", "1.2"). One item without a number takes the one after the item above.
    """
    typed = [entry.number for entry in read]
    again = any(number == 1 for number in typed[1:]) and len(set(typed)) < len(typed)
    if again or all(number is None for number in typed):
        return list(range(1, len(read) + 1))
    numbers: list[int] = []
    for number in typed:
        above = numbers[-1] if numbers else 0
        numbers.append(number if number is not None else above + 1)
    deep = any(is_deep_number(entry.number_text) for entry in read)
    if deep and len(set(numbers)) < len(numbers):
        return list(range(1, len(read) + 1))
    return numbers
