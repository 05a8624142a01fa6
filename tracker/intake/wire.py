"""What the reading child says and the parent hears: one JSON text, no object but plain values."""

import json
from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from tracker.intake.documents import Document, Merge, Paragraph, Part, Table, Value, text_of

_READERS: dict[str, Callable[[str], Value]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


def _packed(value: Value) -> Any:
    if isinstance(value, datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    return {"time": value.isoformat()} if isinstance(value, time) else value


def _unpacked(cell: Any) -> Value:
    if isinstance(cell, dict):
        ((kind, text),) = cell.items()
        return _READERS[kind](text)
    plain: Value = cell
    return plain


def _table(table: Table) -> dict[str, Any]:
    return {
        "values": [[_packed(value) for value in row] for row in table.values],
        "sheet": table.sheet,
        "first_row": table.first_row,
        "merges": [[m.top, m.left, m.bottom, m.right] for m in table.merges],
        "hidden": table.hidden,
        "hidden_rows": sorted(table.hidden_rows),
        "hidden_columns": sorted(table.hidden_columns),
    }


def encode(parts: list[Part]) -> str:
    """The parts of a document as JSON text."""
    packed = [p.text if isinstance(p, Paragraph) else _table(p) for p in parts]
    return json.dumps({"parts": packed}, ensure_ascii=False, separators=(",", ":"))


def encode_error(sentence: str) -> str:
    """Why a file cannot be read, as JSON text."""
    return json.dumps({"error": sentence}, ensure_ascii=False)


def _read_table(packed: dict[str, Any], number: int) -> Table:
    values = tuple(tuple(_unpacked(cell) for cell in row) for row in packed["values"])
    return Table(
        rows=tuple(tuple(text_of(value) for value in row) for row in values),
        values=values,
        number=number,
        sheet=packed["sheet"],
        first_row=packed["first_row"],
        merges=tuple(Merge(*merge) for merge in packed["merges"]),
        hidden=packed["hidden"],
        hidden_rows=frozenset(packed["hidden_rows"]),
        hidden_columns=frozenset(packed["hidden_columns"]),
    )


def decode(text: str, filename: str) -> Document | str:
    """The document, or the sentence that says why there is none. Tables are numbered from 1."""
    answer = json.loads(text)
    if "error" in answer:
        return str(answer["error"])
    parts: list[Part] = []
    number = 0
    for packed in answer["parts"]:
        if isinstance(packed, str):
            parts.append(Paragraph(packed))
        else:
            number += 1
            parts.append(_read_table(packed, number))
    return Document(filename, tuple(parts))
