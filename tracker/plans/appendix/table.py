"""Finds the appendix among a document's tables."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.intake.documents import Document, Table
from tracker.plans.appendix.headers import Column, Header, header_at


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A header with the rows of one table that stand under it; `end` is outside."""

    table: Table
    header: Header
    start: int
    end: int


def segments(document: Document) -> tuple[Segment, ...]:
    """The parts of the document's best appendix, in order; () where no table reads like one.

    The best is the kind of header with the surest columns and the most rows. Every table with the
    same kind of header belongs to it, on another sheet only if its numbers go on; so does a table
    without header right after one of them. Hidden sheets are not looked at.
    """
    chains: list[list[Segment]] = []
    for table in document.tables:
        for segment in _segments_of(table):
            chain = next((c for c in chains if _belongs(c[-1], segment)), None)
            if chain is None:
                chains.append([segment])
            else:
                chain.append(segment)
    if not chains:
        return ()
    return tuple(_with_loose_tables(document, max(chains, key=_worth)))


def other_sheets(document: Document, chosen: Sequence[Segment]) -> tuple[str, ...]:
    """The names of further visible sheets that hold an appendix too and were not taken."""
    taken = {segment.table.sheet for segment in chosen}
    return tuple(
        table.sheet
        for table in document.tables
        if table.sheet is not None and table.sheet not in taken and any(_segments_of(table))
    )


def _worth(group: Sequence[Segment]) -> tuple[float, int]:
    rows = sum(segment.end - segment.start for segment in group)
    return max(s.header.score for s in group) + min(rows, 40) / 2, -group[0].table.number


def _segments_of(table: Table) -> Iterator[Segment]:
    """The stretches of a table under each of its headers; none in a hidden sheet."""
    headers: list[Header] = []
    row = 0
    while row < len(table.rows) and not table.hidden:
        header = header_at(table, row)
        if header is not None and headers and not header.repeats(headers[0]):
            header = None
        if header is not None:
            headers.append(header)
        row += header.depth if header is not None else 1
    for number, header in enumerate(headers):
        end = headers[number + 1].top if number + 1 < len(headers) else len(table.rows)
        yield Segment(table, header, header.top + header.depth, end)


def _with_loose_tables(document: Document, group: Sequence[Segment]) -> Iterator[Segment]:
    """The segments, each followed by headerless tables that go on with it (a page was turned)."""
    with_header = {table.number for table in document.tables if any(_segments_of(table))}
    for number, segment in enumerate(group):
        yield segment
        table = segment.table
        last = number + 1 == len(group) or group[number + 1].table is not table
        if not last or table.sheet is not None:
            continue
        for loose in document.tables[table.number :]:
            if loose.number in with_header or loose.width != table.width:
                break
            yield Segment(loose, segment.header, 0, len(loose.rows))


def _belongs(last: Segment, segment: Segment) -> bool:
    """Whether a segment is of the same appendix as the one before it."""
    if segment.header.meanings != last.header.meanings:
        return False
    if segment.table.sheet == last.table.sheet:
        return True
    numbers, following = _numbers(last), _numbers(segment)
    return bool(numbers and following) and following[0] == numbers[-1] + 1


def _numbers(segment: Segment) -> list[int]:
    place = segment.header.columns.get(Column.NO)
    if place is None:
        return []
    cells = (segment.table.rows[row][place[0]] for row in range(segment.start, segment.end))
    return [int(found[1]) for cell in cells if (found := re.match(r"(\d{1,4})\.?$", cell))]
