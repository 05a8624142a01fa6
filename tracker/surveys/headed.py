"""Finds the heading row of a table that people made, and which column holds what. Pure."""

import re
from collections.abc import Mapping, Sequence
from typing import TypeVar

from tracker.intake.documents import Table
from tracker.vietnamese import fold, tidy

RoleT = TypeVar("RoleT", bound=str)
MOST_TITLE_ROWS = 15  # a letterhead and a title may stand above the table


def heading(text: str) -> str:
    """A heading as it is compared: folded, without signs at its ends."""
    return fold(tidy(text)).strip(" .,:;-–_/()[]*")


def columns_of(rows: Sequence[Sequence[str]], words: Mapping[RoleT, str]) -> Mapping[RoleT, int]:
    """The first column for each role whose pattern one of these rows holds, the last row first."""
    found: dict[RoleT, int] = {}
    for row in reversed(rows):
        for column, cell in enumerate(row):
            role = next((r for r, w in words.items() if re.fullmatch(w, heading(cell))), None)
            if role is not None and role not in found and column not in found.values():
                found[role] = column
    return found


def find_head(
    table: Table, words: Mapping[RoleT, str], *wanted: frozenset[RoleT]
) -> tuple[int, Mapping[RoleT, int]] | None:
    """The first row under the headings, and their columns.

    Headings stand in one row, or in two where one is parted ("Cỡ mẫu": "Chính thức", "Dự bị").
    They are found once one of the sets `wanted` is whole.
    """
    for number in range(min(len(table.rows), MOST_TITLE_ROWS)):
        last = number + _is_parted(table, number, words)
        for first in (number, number - 1):
            found = columns_of(table.rows[max(first, 0) : last + 1], words)
            if any(some <= found.keys() for some in wanted):
                return last + 1, found
    return None


def _is_parted(table: Table, number: int, words: Mapping[RoleT, str]) -> bool:
    """Whether the headings of a row go on in the next."""
    return len(columns_of(table.rows[number + 1 : number + 2], words)) >= 2
