"""The body rows of an appendix by meaning, and which of them are items, groups or leftovers."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.table import Segment
from tracker.vietnamese import fold, tidy

_COUNTER = re.compile(r"\(?(\d{1,2}|[A-Z]|\d{1,2}=.*)\)?")
_ROMAN = re.compile(r"(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})")
_NUMBER = re.compile(r"(\d{1,4})\s*[.)/]?")
_DEEP_NUMBER = re.compile(r"(?:\d{1,3}|[IVX]{1,5})(?:\.\d{1,3})+\.?|[a-zđ]\s*[.)]?")
_TOTAL = re.compile(r"(tong|tong cong|tong so|cong)\b[ :]*(\d.*|nhiem vu.*|so.*|cong.*)?")
_SIGNED = re.compile(
    r"(kt|tm|tl|q|tuq)\.? |nguoi (lap|ky|tong hop)|(pho )?(giam doc|chu tich|truong phong)"
    r"|thu truong|chanh van phong|noi nhan|ky ten|\(?da ky\)?|xac nhan cua|ghi chu"
)
_TICK = re.compile(r"[xX×✓✔√●•*]|- ?[xX]")
_BEGINS = re.compile(r"(ngay |thoi gian |thoi diem )?(bat dau|khoi cong|tu)\b")
_GROUP_TEXT = re.compile(r"([IVX]{1,5}|[A-HĐ]|Nhóm|NHÓM|Phần|PHẦN)\s*[.):\-–]?\s")


class Role(StrEnum):
    """What one row of the body is."""

    ITEM = "item"  # begins an item
    MORE = "more"  # goes on with the item above
    GROUP = "group"  # a heading over the items below
    SKIP = "skip"  # blank, column numbers, totals
    END = "end"  # signatures and notes: nothing more is read


@dataclass(frozen=True, slots=True)
class Line:
    """One body row: texts by meaning, which were carried down from a merged cell, where it stands.

    `after_break`: it comes first under a repeated header or in a table that goes on.
    `after_gap`: blank rows stand above it. `alone`: its only text, "" where there are several;
    `leads`: that text stands in the table's first column. `beside`: the only text but the number.
    """

    cells: Mapping[Column, str]
    covered: frozenset[Column]
    place: str
    alone: str
    leads: bool
    beside: str
    spread: bool
    after_break: bool
    after_gap: bool
    in_sheet: bool

    def own(self, column: Column) -> str:
        """The text typed in this very row; "" where it was carried down."""
        return "" if column in self.covered else self.cells.get(column, "")

    @property
    def filled(self) -> frozenset[Column]:
        """The columns with a text of their own."""
        return frozenset(column for column in self.cells if self.own(column))


def lines_of(segments: Sequence[Segment]) -> Iterator[Line]:
    """The rows under the headers, in order; wholly blank ones are left out."""
    for segment in segments:
        after_break, after_gap = segment is not segments[0], False
        for row in range(segment.start, segment.end):
            line = _line(segment, row, after_break, after_gap)
            if line is None:
                after_gap = True
                continue
            yield line
            after_break = after_gap = False


def _line(segment: Segment, row: int, after_break: bool, after_gap: bool) -> Line | None:
    table = segment.table
    texts = {
        column: text
        for column, text in enumerate(table.rows[row])
        if text and column not in table.hidden_columns
    }
    if not texts:
        return None
    cells = {}
    for meaning, (first, last) in segment.header.columns.items():
        pieces = [texts[column] for column in range(first, last + 1) if column in texts]
        cells[meaning] = "\n".join(pieces)
    if segment.header.labels:
        cells[Column.DEADLINE] = _stretch(texts, segment.header.labels)
    starts = {column: first for column, (first, _) in segment.header.columns.items()}
    only = next(iter(texts)) if len(texts) == 1 else -1
    others = [c for c in texts if c != starts.get(Column.NO) and (row, c) not in table.covered]
    wide = any(m.top == row and m.left == only and m.right > m.left for m in table.merges)
    return Line(
        cells=cells,
        covered=frozenset(m for m, column in starts.items() if (row, column) in table.covered),
        place=table.place(row),
        alone=texts.get(only, ""),
        leads=only == 0,
        beside=texts[others[0]] if len(others) == 1 else "",
        spread=wide,
        after_break=after_break,
        after_gap=after_gap,
        in_sheet=table.sheet is not None,
    )


def _stretch(texts: Mapping[int, str], labels: Mapping[int, str]) -> str:
    """A deadline told in several columns: two days, or ticks under the quarters it takes."""
    filled = [column for column in labels if texts.get(column)]
    told = [labels[c] if _TICK.fullmatch(texts[c]) else texts[c] for c in filled]
    if len(filled) == 1 and told[0] == texts[filled[0]] and _BEGINS.match(fold(labels[filled[0]])):
        return f"Từ {told[0]}"
    unbroken = len(filled) == filled[-1] - filled[0] + 1 if filled else False
    return f"{told[0]} - {told[-1]}" if unbroken and len(told) > 1 else ", ".join(told)


def number_of(text: str) -> int | None:
    """The number an STT cell holds: "1.", "01", "1)"; None for anything else."""
    found = _NUMBER.fullmatch(tidy(text))
    return int(found[1]) if found else None


def is_deep_number(text: str) -> bool:
    """Whether an STT cell counts below another: "1.2", "II.3", "a)"."""
    return _DEEP_NUMBER.fullmatch(tidy(text)) is not None


def roles(lines: Sequence[Line]) -> list[Role]:
    """What each line is, in order. Without any number in the body, tasks tell where items begin."""
    numbers = [line.own(Column.NO) for line in lines]
    numbered = any(number_of(text) is not None or is_deep_number(text) for text in numbers)
    found: list[Role] = []
    previous: Line | None = None
    summed = False
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        role = _role(line, previous, following, numbered)
        summed = summed or _is_total(line)
        if role is Role.END or (role is Role.MORE and summed):
            return found + [Role.END] * (len(lines) - place)
        if role in {Role.ITEM, Role.MORE}:
            previous = line
        found.append(role)
    return found


def _role(line: Line, previous: Line | None, following: Line | None, numbered: bool) -> Role:
    told = (
        (_is_counter(line) or _is_total(line), Role.SKIP),
        (_is_end(line), Role.END),
        (_is_group(line, following), Role.GROUP),
        (_begins_item(line, previous, numbered), Role.ITEM),
        (previous is None, Role.SKIP),
        (line.in_sheet and line.after_gap, Role.END),
    )
    return next((role for holds, role in told if holds), Role.MORE)


def _is_counter(line: Line) -> bool:
    """The row (1) (2) (3) … under a header."""
    texts = [text for text in line.cells.values() if text]
    return len(texts) > 2 and all(_COUNTER.fullmatch(tidy(text)) for text in texts)


def _is_total(line: Line) -> bool:
    first = next((text for text in line.cells.values() if text), line.alone)
    few = len(line.filled) <= 2 and not number_of(line.own(Column.NO))
    return few and _TOTAL.fullmatch(fold(tidy(first))) is not None


def _is_end(line: Line) -> bool:
    """A row of signatures or closing notes."""
    if number_of(line.own(Column.NO)) is not None:
        return False
    texts = [text for text in (*line.cells.values(), line.alone) if text]
    return bool(texts) and all(_SIGNED.match(fold(tidy(text)) + " ") for text in texts)


def _is_group(line: Line, following: Line | None) -> bool:
    """A heading row: one text over the width, or a Roman numeral or letter with one text beside.

    That text stands in the first column after the number, whatever this column holds elsewhere.
    """
    number = tidy(line.own(Column.NO)).rstrip(".)")
    if number and line.beside:
        heading = _ROMAN.fullmatch(number) or re.fullmatch(r"[A-ZĐ]", number)
        parent = following is not None and is_deep_number(following.own(Column.NO))
        return heading is not None or (parent and not is_deep_number(number))
    if line.filled - {Column.NO, Column.TASK}:
        return line.spread or (line.leads and _GROUP_TEXT.match(line.alone) is not None)
    text = line.alone
    if not text or number_of(text) is not None:
        return False
    return line.spread or text.isupper() or _GROUP_TEXT.match(text) is not None


def _begins_item(line: Line, previous: Line | None, numbered: bool) -> bool:
    number, task = line.own(Column.NO), line.own(Column.TASK)
    if number_of(number) is not None:
        return True
    if is_deep_number(number) or _ROMAN.fullmatch(tidy(number).rstrip(".)")) or previous is None:
        return bool(task)
    if not task or not _is_start(task):
        return False
    plain = not numbered and not line.after_break and task[0] not in "-–+•*"
    return plain or _stands_alone(line)


def _stands_alone(line: Line) -> bool:
    """Whether a row without a number says all an item says: the rest of a cut row seldom does."""
    told = [line.cells[c] for c in (Column.LEAD, Column.DEADLINE) if c in line.cells]
    return all(text and _is_start(text) for text in told)


def _is_start(text: str) -> bool:
    """Whether a text can begin a cell: its first letter is not a small one."""
    first = next((c for c in text if c.isalnum()), "")
    return first.isdigit() or first.isupper()


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence or a point of a list may end."""
    return text[-20:].rstrip(" ”\"')").endswith((".", ";", ":", "!", "?", "…"))
