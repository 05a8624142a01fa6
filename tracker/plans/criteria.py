"""Codes of the CCHC scoring criteria that an item proves: "1.4; 3.2.1". Pure."""

import re
from collections.abc import Iterable

from tracker.errors import BadInput
from tracker.vietnamese import nfc, sort_key

LONGEST = 200  # characters of all codes of an item
_CODE = re.compile(r"[0-9A-ZĐ]{1,8}(?:[.\-/][0-9A-ZĐ]{1,8}){0,6}")


def read_criteria(typed: str) -> str:
    """The codes as they are stored: each once, in their order, "1.4; 3.2.1"; "" for none.

    Separated by semicolons, commas or line breaks. Raises BadInput for what is no code, or for
    more than 200 characters.
    """
    parts = [part.strip(" .").upper() for part in re.split(r"[;,\n]", nfc(typed))]
    codes = sorted({part for part in parts if part}, key=sort_key)
    for code in codes:
        if not _CODE.fullmatch(code):
            raise BadInput(
                f"“{code[:30]}” không phải mã tiêu chí. Ghi mã như trong bảng chấm điểm, cách nhau "
                "bằng dấu chấm phẩy, ví dụ: 1.4; 3.2.1."
            )
    joined = "; ".join(codes)
    if len(joined) > LONGEST:
        raise BadInput(f"Mã tiêu chí dài quá {LONGEST} ký tự. Giữ những tiêu chí chính.")
    return joined


def codes_of(stored: str) -> tuple[str, ...]:
    """The single codes of a stored list."""
    return tuple(stored.split("; ")) if stored else ()


def all_codes(stored: Iterable[str]) -> tuple[str, ...]:
    """Every code that some item names, each once, in their order."""
    return tuple(sorted({code for one in stored for code in codes_of(one)}, key=sort_key))
