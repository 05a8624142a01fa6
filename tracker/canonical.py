"""One way to turn a row into bytes for hashing: sorted keys, form C, integers and strings only."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from tracker.vietnamese import nfc

FORMAT = 1


def plain(value: Any) -> Any:
    """`value` as JSON without floats: text in form C, days and times in ISO, bytes in hex."""
    if value is None:
        return None
    for kinds, convert in _FORMS:
        if isinstance(value, kinds):
            return convert(value)
    return [plain(inner) for inner in value]


# Order matters: a StrEnum is also a str, a datetime also a date.
_FORMS: tuple[tuple[Any, Callable[[Any], Any]], ...] = (
    (Enum, lambda word: word.value),
    (str, nfc),
    (int, lambda number: number),
    ((float, Decimal), lambda number: repr(float(number))),
    ((date, time), lambda moment: moment.isoformat()),
    (bytes, lambda raw: raw.hex()),
    (Mapping, lambda pairs: {nfc(str(key)): plain(inner) for key, inner in pairs.items()}),
)


def encode(value: Any) -> str:
    """`value` in its one JSON form."""
    return dump(plain(value))


def dump(value: Any) -> str:
    """What `plain` returned, as text: keys sorted, no white space."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(domain: str, *parts: str | bytes) -> str:
    """SHA-256 in hex over length-prefixed `parts`, separated by `domain` from other uses."""
    state = hashlib.sha256(f"tracker/{domain}/{FORMAT}\n".encode())
    for part in parts:
        raw = part.encode() if isinstance(part, str) else part
        state.update(len(raw).to_bytes(8, "big"))
        state.update(raw)
    return state.hexdigest()
