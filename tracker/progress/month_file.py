"""A workbook of a unit's month brought back: its rows in the words of the report form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.errors import BadInput
from tracker.intake.documents import Document, Table, column_letters
from tracker.progress.month_sheet import FIELDS, IDENTITY, KEY, NO_EVENT, STATE, STATES
from tracker.vietnamese import fold, tidy

MOST_ROWS = 500  # a unit's month has some twenty
LONGEST = 4_001  # characters kept of a cell: one more than any field of the form takes
_STATES = {fold(word): value for word, value in STATES.items()}
_OPEN = {STATE: "claimed"} | {heading: name for heading, name, _ in FIELDS}
_WANTED = (KEY, *(column.heading for column in IDENTITY), *_OPEN)
_NOT_OURS = (
    "Tệp không phải bảng xuất từ trang “Nhập báo cáo của đơn vị”: thiếu cột {}. Xuất lại bảng, "
    "nhập vào đó rồi tải lên."
)


@dataclass(frozen=True)
class FileRow:
    """One line of the workbook."""

    number: int  # of the line in the sheet, as Excel counts it
    key: str
    seen: int  # the report that stood there when the workbook was made
    typed: Mapping[str, str]  # by the names of the report form; empty cells left out
    shown: Mapping[str, str]  # what the locked columns say, by heading
    cells: Mapping[str, str] = field(default_factory=dict)  # name in the form -> "J7"
    faults: tuple[str, ...] = ()  # what the reading itself found, each with its cell

    def cell(self, name: str) -> str:
        """Where a field stands: "ô J7", or the line for what has no column."""
        place = self.cells.get(name)
        return f"ô {place}" if place else f"dòng {self.number}"


def read_month(document: Document) -> list[FileRow]:
    """The rows of the first table that is ours, in their order; wholly empty lines left out.

    BadInput when no table has the columns, or it has more rows than any month.
    """
    for table in document.tables:
        for top, cells in enumerate(table.rows):
            if KEY in cells:
                return _rows(table, top)
    raise BadInput(_NOT_OURS.format(f"“{KEY}”"))


def _rows(table: Table, top: int) -> list[FileRow]:
    headings = [tidy(text) for text in table.rows[top]]
    if missing := [f"“{one}”" for one in _WANTED if one not in headings]:
        raise BadInput(_NOT_OURS.format(", ".join(missing)))
    columns = {heading: headings.index(heading) for heading in _WANTED}
    lines = [at for at in range(top + 1, len(table.rows)) if any(table.rows[at])]
    if len(lines) > MOST_ROWS:
        raise BadInput(f"Tệp có hơn {MOST_ROWS} dòng. Xuất lại bảng của đơn vị rồi nhập vào đó.")
    return [_row(table, at, columns) for at in lines]


def _row(table: Table, at: int, columns: Mapping[str, int]) -> FileRow:
    cells, number = table.rows[at], table.first_row + at
    key, _, seen = cells[columns[KEY]].strip().partition("/")
    places = {name: f"{column_letters(columns[h])}{number}" for h, name in _OPEN.items()}
    typed = {name: cells[columns[h]].strip()[:LONGEST] for h, name in _OPEN.items()}
    said, faults = _state(typed.pop("claimed"), places["claimed"])
    typed = {name: text for name, text in typed.items() if text}
    if typed.get("obstacle"):
        typed["has_obstacle"] = "y"
    return FileRow(
        number=number,
        key=key,
        seen=int(seen) if seen.isdecimal() and len(seen) < 19 else -1,
        typed={**said, **typed},
        shown={c.heading: cells[columns[c.heading]] for c in IDENTITY},
        cells=places,
        faults=tuple(faults),
    )


def _state(text: str, place: str) -> tuple[dict[str, str], Sequence[str]]:
    """The state that a word means, in the names of the form, or why it means none."""
    if not text:
        return {}, ()
    if fold(text) == fold(NO_EVENT):
        return {"is_no_event": "y"}, ()
    if value := _STATES.get(fold(text)):
        return {"claimed": value}, ()
    offered = ", ".join((*STATES, NO_EVENT))
    return {}, (f"Ô {place}: “{text[:40]}” không có trong danh sách ({offered}).",)
