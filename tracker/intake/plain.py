"""Reads text: CSV, and published plans whose tables are lines with tabs or bars."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import groupby, islice, takewhile

from tracker.errors import BadFile
from tracker.intake.documents import Paragraph, Part
from tracker.intake.grid import Span, clean, limit, limit_lines, table_of_spans
from tracker.intake.kinds import MAX_LINE
from tracker.intake.remains import without_tags

_NUMBERED = re.compile(r"\s*\d+\.?\t")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNKNOWN = "có bảng mã không nhận ra được. Lưu lại với bảng mã UTF-8 rồi chọn lại."


def decoded(content: bytes) -> str:
    """The text of a file: UTF-8, UTF-16 or Windows-1258, whichever it is. Raises BadFile."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _decoded(content, encoding)
    for encoding, place in (("utf-16-le", 1), ("utf-16-be", 0)):
        sample = content[:2000]
        if len(sample) > 8 and sample[place::2].count(0) > len(sample) // 4:
            return _decoded(content, encoding)
    if b"\x00" in content:
        raise BadFile(_UNKNOWN)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(content, "cp1258")


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise BadFile(_UNKNOWN) from None


def read_csv(content: bytes) -> list[Part]:
    """The one table of a CSV file; `,` `;` tab and `|` may part its cells. Raises BadFile."""
    text = decoded(content)
    delimiter = _delimiter(text)
    rows = []
    try:
        for row in csv.reader(StringIO(text), delimiter=delimiter):
            rows.append([clean(cell) for cell in row])
            limit(len(rows), len(row))
    except csv.Error:
        raise BadFile("không đúng dạng CSV. Lưu lại bằng Excel rồi chọn lại.") from None
    while rows and not any(rows[-1]):
        rows.pop()
    return [_table(rows, 1)]


def _delimiter(text: str) -> str:
    """The sign that gives most rows the same, and the largest, number of cells."""

    def score(sign: str) -> tuple[int, int]:
        sizes = [len(r) for r in islice(csv.reader(StringIO(text), delimiter=sign), 200)]
        wide = [size for size in sizes if size > 1]
        common = max(wide, key=wide.count, default=0)
        return wide.count(common), common

    csv.field_size_limit(1_000_000)
    try:
        return max(("\t", ";", ",", "|"), key=score)
    except csv.Error:
        raise BadFile("không đúng dạng CSV. Lưu lại bằng Excel rồi chọn lại.") from None


def read_text(content: bytes) -> list[Part]:
    """Paragraphs and tables of a text file; lines with tabs, or within bars, are rows.

    Remains of HTML are dropped, their list points kept as "- ". Raises BadFile.
    """
    lines = _split(decoded(content))
    parts: list[Part] = []
    block: list[list[str]] = []
    start = 0
    for number, row in _rows(lines):
        if len(row) > 1:
            start = start if block else number
            block.append(row)
            limit(len(block), len(row))
            continue
        if block:
            parts.append(_table(block, start))
            block = []
        text = clean(without_tags(row[0]).replace("**", ""))
        parts.append(Paragraph(text))
    if block:
        parts.append(_table(block, start))
    return parts


def _split(text: str) -> list[str]:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    limit_lines(len(lines))
    if max(map(len, lines)) > MAX_LINE:
        raise BadFile("có dòng quá dài. Sao chép riêng bảng sang một tệp mới rồi chọn lại.")
    limit(0, max(line.count("\t") for line in lines))
    return lines


def _rows(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """(Line number, cells) of each line; one cell is a paragraph. Rules of bars are left out."""
    tabs = _tabs_around(lines)
    number = 0
    while number < len(lines):
        line = lines[number]
        taken = 1
        if _is_row(line):
            taken, line = _whole_row(lines, number, tabs[number])
            yield number + 1, [clean(without_tags(_unquoted(c))) for c in line.split("\t")]
        elif line.strip().startswith("|") and line.strip().endswith("|") and line.count("|") > 2:
            if not re.fullmatch(r"[|:\-\s]+", line):
                cells = line.strip()[1:-1].split("|")
                yield number + 1, [clean(without_tags(cell)) for cell in cells]
        else:
            yield number + 1, [line]
        number += taken


def _is_row(line: str) -> bool:
    """A row has three cells or more, or two with something in each; else a tab is an indent."""
    return line.count("\t") > 1 or ("\t" in line and all(part.strip() for part in line.split("\t")))


def _tabs_around(lines: list[str]) -> list[int]:
    """For each line how many tabs a row of its block has: blocks stand between blank lines."""
    counts = [line.count("\t") if line.strip(" \f") else -1 for line in lines]
    most: list[int] = []
    for blank, block in groupby(counts, key=lambda count: count < 0):
        sizes = list(block)
        most += sizes if blank else [max(sizes)] * len(sizes)
    return most


def _whole_row(lines: list[str], first: int, tabs: int) -> tuple[int, str]:
    """A row pasted from Word or Excel whose cells held line breaks: lines until its tabs are full.

    Lines are only put together when their tabs then make exactly one row, which the lines of its
    last cell follow if another numbered row comes after them.
    """
    row = lines[first]
    taken = 1
    while row.count("\t") < tabs or _is_open(row):
        following = lines[first + taken] if first + taken < len(lines) and taken < 60 else ""
        too_many = row.count("\t") + following.count("\t") > tabs
        if not following.strip() or _NUMBERED.match(following) or too_many:
            return 1, lines[first]
        row = f"{row}\n{following}"
        taken += 1
    rest = list(takewhile(_is_cell_text, lines[first + taken : first + taken + 20]))
    after = first + taken + len(rest)
    if rest and after < len(lines) and _NUMBERED.match(lines[after]):
        return taken + len(rest), "\n".join([row, *rest])
    return taken, row


def _is_cell_text(line: str) -> bool:
    return "\t" not in line and bool(line.strip())


def _is_open(row: str) -> bool:
    """Whether the last cell starts with a quotation mark that is not closed yet."""
    last = row.rpartition("\t")[2]
    return last.startswith('"') and last.count('"') % 2 == 1


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and "\n" in cell
    return cell[1:-1].replace('""', '"') if quoted else cell


def _table(rows: list[list[str]], first_row: int) -> Part:
    spans = [[Span(i, 1, 1, text) for i, text in enumerate(row)] for row in rows]
    return table_of_spans(spans, first_row)
