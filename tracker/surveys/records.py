"""What the chain holds of one stored response, from its columns: to seal it and to prove it. Pure.

Free text is in the chain by its own salted hash only: it may be erased, all else stays proved.
"""

from collections.abc import Mapping
from typing import Any

from tracker.canonical import encode
from tracker.surveys.packing import NO_REMARK, Sealed, text_hash

_NUMBER_BYTES = 16


def texts_mark(
    remark_hash: str, number: str, reason: str, bands: Mapping[str, str] | None
) -> bytes:
    """32 bytes for everything of a form that is not an answer, a group or a day.

    A short number alone stands as it is, zeros behind: nearly every form has one, and no text can
    be found whose hash looks like that. Anything more is hashed.
    """
    if not (remark_hash or reason or bands):
        plain = number.encode()
        if len(plain) <= _NUMBER_BYTES and b"\0" not in plain:
            return plain.ljust(len(NO_REMARK), b"\0")
    return text_hash(b"", remark_hash, number, reason, encode(bands or {}))


def sealed_record(values: Mapping[str, Any]) -> Sealed:
    """The record of a response by its column names."""
    return Sealed(
        round_id=values["round_id"],
        seq=values["seq"],
        unit_id=values["unit_id"],
        field_id=values["field_id"],
        day=values["day"],
        channel=values["channel"],
        is_valid=values["is_valid"],
        texts_hash=texts_mark(
            values["remark_hash"], values["form_no"], values["reason"], values["bands"]
        ),
        answers=values["answers"],
    )
