"""What the chain holds of one stored response, from its columns: to seal it and to prove it. Pure.

Free text is in the chain by its own salted hash only: it may be erased, all else stays proved.
"""

from collections.abc import Mapping
from typing import Any

from tracker.canonical import encode
from tracker.surveys.packing import NO_REMARK, Sealed, text_hash


def texts_hash(remark_hash: str, number: str, reason: str, bands: Mapping[str, str]) -> bytes:
    """32 bytes over everything of a form that is not an answer, a group or a day."""
    if not (remark_hash or number or reason or bands):
        return NO_REMARK
    return text_hash(b"", remark_hash, number, reason, encode(bands))


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
        texts_hash=texts_hash(
            values["remark_hash"], values["form_no"], values["reason"], values["bands"]
        ),
        answers=values["answers"],
    )
