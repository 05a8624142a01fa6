"""Reads the header of an appendix by meaning: which column holds what, however it is worded."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from tracker.intake.documents import Table
from tracker.vietnamese import fold, tidy


class Column(StrEnum):
    """What a column of an action plan's appendix holds."""

    NO = "no"
    TASK = "task"
    PRODUCT = "products"
    LEAD = "lead_units"
    PARTNER = "partner_units"
    DEADLINE = "deadline"
    INDEX = "indices"


_BODY = r"\b(don vi|co quan|bo phan|phong|to chuc|ca nhan|nguoi)\b"
_CHARGED = r"\b(thuc hien|tham muu|phu trach|chiu trach nhiem|dau moi|duoc giao|trien khai|chinh)\b"
# What headers say, folded and without signs, each with how surely it says so (FACTS B8).
_MEANINGS: Mapping[Column, tuple[tuple[str, int], ...]] = {
    Column.NO: ((r"^(s ?t ?t|t ?t|so tt|so thu tu|thu tu|no|so)$", 10),),
    Column.TASK: (
        (r"\b(noi dung|ten|dau) (cac )?(cong viec|nhiem vu|viec|hoat dong|giai phap)\b", 11),
        (r"\b(noi dung|hoat dong|cong viec|nhiem vu|giai phap)\b.*\b(cu the|chi tiet)\b", 12),
        (r"\bnhiem vu\b", 10),
        (r"\b(noi dung|cong viec|dau viec|hoat dong|bien phap|giai phap|viec can lam)\b", 8),
    ),
    Column.PRODUCT: (
        (r"\bsan pham\b", 10),
        (r"\bdau ra\b|\bket qua\b.*\b(du kien|can dat|phai dat|dat duoc|yeu cau)\b", 9),
        (r"\bket qua\b", 6),
        (r"\b(minh chung|kiem chung)\b", 3),
    ),
    Column.LEAD: (
        (r"\bchu tri\b", 10),
        (rf"{_BODY}.*{_CHARGED}", 8),
        (r"\b(dau moi|phu trach|chiu trach nhiem|phan cong|trach nhiem|tham muu)\b", 6),
        (r"^(don vi|co quan|bo phan)( (don vi|co quan|bo phan))*$|^thuc hien$", 3),
    ),
    Column.PARTNER: (
        (r"\bphoi hop\b", 10),
        (r"\b(don vi|co quan|bo phan)\b.*\b(tham gia|ho tro|lien quan)\b", 7),
    ),
    Column.DEADLINE: (
        (r"\b(thoi gian|thoi han|thoi diem|han)\b.*\b(hoan thanh|ket thuc)\b", 11),
        (r"\b(thoi gian|thoi han|thoi diem)\b.*\bthuc hien\b|\b(ngay|han) hoan thanh\b", 10),
        (r"\b(thoi gian|thoi han|thoi diem|ky han|moc thoi gian|lo trinh|han chot)\b", 8),
        (r"\btien do\b|^hoan thanh$|^han\b", 5),
    ),
    Column.INDEX: (
        (r"\b(chi so|tieu chi)\b.*\b(cai thien|nang cao|thanh phan|lien quan|tac dong)\b", 11),
        (r"\bchi so\b", 9),
        (r"\b(tieu chi|yeu to)\b", 6),
    ),
}
_SHORT = {
    "cq": "co quan", "dv": "don vi", "kq": "ket qua", "nd": "noi dung", "nv": "nhiem vu",
    "sp": "san pham", "tg": "thoi gian",
}  # fmt: skip
# A column about something else, whatever words follow.
_OTHER = re.compile(
    r"^(ghi chu|kinh phi|ma|van ban|can cu|so ky hieu|muc do|diem|trong so|nguon|tinh hinh|so luong"
    r"|y kien|danh gia|ly do|lanh dao|(nguoi|can bo|don vi) (theo doi|giam sat|kiem tra))\b"
)
# The first noun decides: "Thời gian thực hiện nhiệm vụ" is no task, "Nội dung phối hợp" no unit.
_FIRST = {
    Column.TASK: re.compile(
        r"^(ket qua|tien do|thoi (gian|han|diem)|han|(cac )?(don vi|co quan|bo phan)|san pham|so"
        r"|nhom|chi so|tieu chi|muc tieu|trach nhiem)\b"
    ),
    Column.PARTNER: re.compile(r"^(noi dung|nhiem vu|ket qua)\b"),
    Column.LEAD: re.compile(r"^(noi dung|nhiem vu|ket qua|thoi|san pham)\b"),
    Column.DEADLINE: re.compile(r"^(noi dung|nhiem vu|san pham|don vi|co quan)\b"),
    Column.INDEX: re.compile(r"^(noi dung|nhiem vu|san pham|don vi|co quan)\b"),
    Column.PRODUCT: re.compile(r"^(noi dung|nhiem vu|don vi|co quan|chi so)\b"),
}
_CORE = frozenset({Column.LEAD, Column.PARTNER, Column.DEADLINE})
_LONGEST_HEADER = 90
_SURELY = 8
_LEAST_SURE = 15  # of all columns together: the questions of a survey form reach less


@lru_cache(maxsize=4096)
def meaning_weights(header: str) -> Mapping[Column, int]:
    """How surely a header's text means each kind of column; kinds it cannot mean are absent."""
    words = " ".join(_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", fold(header)))
    if not words or len(words) > _LONGEST_HEADER or _OTHER.search(words):
        return {}
    weights = {}
    for column, patterns in _MEANINGS.items():
        first = _FIRST.get(column)
        best = max((weight for text, weight in patterns if re.search(text, words)), default=0)
        if best and first is not None and first.search(words):
            best = best // 2 - 2
        if best > 0:
            weights[column] = best
    return weights


@dataclass(frozen=True, slots=True)
class Header:
    """The header of one appendix table: the rows it takes, the texts shown, what columns mean.

    `columns` gives for each meaning the first and last sheet column it covers. `labels` are the
    lowest texts over a deadline that is told in several columns ("Bắt đầu", "Quý I"), by column;
    `spare_tasks` the texts of further columns that surely hold tasks too.
    """

    top: int
    depth: int
    texts: tuple[str, ...]
    columns: Mapping[Column, tuple[int, int]]
    labels: Mapping[int, str]
    spare_tasks: tuple[str, ...]
    score: int

    @property
    def meanings(self) -> frozenset[Column]:
        """What the columns hold, the number aside."""
        return frozenset(self.columns) - {Column.NO}

    def repeats(self, first: "Header") -> bool:
        """Whether this is a header again below `first`, not a task that talks like one."""
        words, before = ({fold(text) for text in header.texts} for header in (self, first))
        numbered = Column.NO in self.columns and Column.NO in first.columns
        return numbered or len(words & before) * 2 > len(before)


def header_at(table: Table, top: int) -> Header | None:
    """The header that begins in this row (one to three rows deep), or None."""
    best: Header | None = None
    filled = [text for text in table.rows[top] if text]
    if len(filled) < 3 or filled[0][0].isdigit():
        return None
    for depth in (1, 2, 3):
        bottom = top + depth - 1
        if bottom >= len(table.rows) or (depth > 1 and not _may_continue(table, top, bottom)):
            break
        found = _read_header(table, top, depth)
        if found and (best is None or (found.score, _reached(table, bottom)) > (best.score, False)):
            best = found
    return best


def _visible(table: Table) -> list[int]:
    return [column for column in range(table.width) if column not in table.hidden_columns]


def _may_continue(table: Table, top: int, bottom: int) -> bool:
    """Whether a row can be the lower part of a header.

    It is where cells above reach down into it and the rest stands under wider cells; without
    merged cells where what is its own reads like headers.
    """
    own = [
        column
        for column in _visible(table)
        if table.rows[bottom][column] and (bottom, column) not in table.covered
    ]
    under = all(_widest(table, top, column) for column in own)
    if not own or (under and _reached(table, bottom)):
        return _reached(table, bottom)
    texts = [table.rows[bottom][column] for column in own]
    like = sum(1 for text in texts if len(text) <= 60 and meaning_weights(text))
    return like * 2 >= len(own) and any(_is_under_wide_cell(table, top, c) for c in _visible(table))


def _reached(table: Table, bottom: int) -> bool:
    """Whether a cell of the row above reaches down into this one."""
    return any((bottom, column) in table.covered for column in range(table.width))


def _widest(table: Table, top: int, column: int) -> tuple[int, int] | None:
    """The first and last column of the cell merged sideways in this row that holds a column."""
    ranges = (
        (merge.left, merge.right)
        for merge in table.merges
        if merge.top == top and merge.left <= column <= merge.right and merge.left < merge.right
    )
    return next(ranges, None)


def _is_under_wide_cell(table: Table, top: int, column: int) -> bool:
    """Whether the header's first row leaves this column to a wider cell beside it."""
    return column > 0 and not table.rows[top][column]


def _read_header(table: Table, top: int, depth: int) -> Header | None:
    wide = _wide_texts(table, top, depth)
    texts = {column: _stacked(table, top, depth, column, wide) for column in _visible(table)}
    starts = [column for column in texts if texts[column]]
    weights = {column: meaning_weights(texts[column]) for column in starts}
    chosen = _chosen(weights)
    sure = sum(weights[column][meaning] for meaning, column in chosen.items())
    if Column.TASK not in chosen or not _CORE & set(chosen) or len(chosen) < 3:
        return None
    if sure < _LEAST_SURE:
        return None
    ends = {c: _end_of(c, starts, table, top, depth) for c in starts}
    columns = {meaning: (column, ends[column]) for meaning, column in chosen.items()}
    labels = _deadline_labels(table, top, depth, columns)
    if labels:
        columns[Column.DEADLINE] = (min(labels), max(labels))
    return Header(
        top=top,
        depth=depth,
        texts=tuple(texts[column] for column in starts),
        columns=columns,
        labels=labels,
        spare_tasks=tuple(
            texts[column]
            for column in starts
            if column not in chosen.values() and weights[column].get(Column.TASK, 0) >= _SURELY
        ),
        score=sure,
    )


def _deadline_labels(
    table: Table, top: int, depth: int, columns: Mapping[Column, tuple[int, int]]
) -> dict[int, str]:
    """The lower header texts over a deadline that one wide header cell parts into columns."""
    wide = _widest(table, top, columns[Column.DEADLINE][0]) if Column.DEADLINE in columns else None
    if wide is None or depth == 1:
        return {}
    others = {first for meaning, (first, _) in columns.items() if meaning is not Column.DEADLINE}
    left, right = wide
    if others & set(range(left, right + 1)):
        return {}
    above = tidy(table.rows[top][left])
    lower = {c: tidy(table.rows[top + depth - 1][c]) for c in range(left, right + 1)}
    counts = "thang" in fold(above)
    return {c: f"Tháng {text}" if counts and text.isdigit() else text for c, text in lower.items()}


def _wide_texts(table: Table, top: int, depth: int) -> dict[tuple[int, int], str]:
    """The text of cells merged sideways, for the columns they cover besides their first."""
    if depth == 1:
        return {}
    return {
        (row, column): table.rows[merge.top][merge.left]
        for merge in table.merges
        if top <= merge.top < top + depth
        for row in range(merge.top, min(merge.bottom, top + depth - 2) + 1)
        for column in range(merge.left + 1, merge.right + 1)
    }


def _stacked(
    table: Table, top: int, depth: int, column: int, wide: Mapping[tuple[int, int], str]
) -> str:
    """The texts of a header column from top to bottom, each once."""
    pieces: list[str] = []
    for row in range(top, top + depth):
        text = tidy(table.rows[row][column] or wide.get((row, column), ""))
        if text and text not in pieces:
            pieces.append(text)
    return " ".join(pieces)


def _chosen(weights: Mapping[int, Mapping[Column, int]]) -> dict[Column, int]:
    """One column for each meaning, the surest first; the left one where two are as sure."""
    ranked = sorted(
        (
            (-weight, column, meaning)
            for column, by in weights.items()
            for meaning, weight in by.items()
        ),
    )
    chosen: dict[Column, int] = {}
    for _, column, meaning in ranked:
        if meaning not in chosen and column not in chosen.values():
            chosen[meaning] = column
    return chosen


def _end_of(column: int, starts: Sequence[int], table: Table, top: int, depth: int) -> int:
    """The last column under a header: as far as its cell is merged, before the next header."""
    right = max(
        (m.right for m in table.merges if m.left == column and top <= m.top < top + depth),
        default=column,
    )
    following = min((other for other in starts if other > column), default=table.width)
    return min(right, following - 1)
