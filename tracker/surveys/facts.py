"""Facts beside the answers of a typed form: number, day, names; and rows that are no form. Pure."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from tracker.surveys.answers import Value, shown
from tracker.vietnamese import fold, tidy

_DAY = re.compile(r"(?<![0-9])([0-9]{1,2})[/.\- ]+([0-9]{1,2})[/.\- ]+([0-9]{4})(?![0-9])")
_ISO_DAY = re.compile(r"(?<![0-9])([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?![0-9])")
_EXCEL_START = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119: a day typed into a cell without a date format
_TOTAL = re.compile(
    r"(tong|tong (cong|so|hop)( so)?|cong|trung binh|binh quan|diem (trung binh|tb)|t[yi] le)"
    r"( phieu| hai long)*( ?[:(%.].*)?"
)
_GROUP = re.compile(r"(?:[ivx]{1,5}|[a-h])[ .)/-]+[^0-9]{3,60}")
_SAID = re.compile(r"(kenh|linh vuc|don vi)[^:]{0,30}:.")
_FEWEST_COUNTED = 6


class NameList:
    """Names as first typed: later ones that differ only in capitals take the first form."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def first(self, name: str) -> str:
        """The form in which `name` was met first."""
        return self._first.setdefault(name.casefold(), name)


def form_number(value: Value) -> str:
    """The number of a form as text, without leading zeros: 7, "007" and 7.0 are one number."""
    text = shown(value).strip(" .")
    return str(int(text)) if text.isascii() and text.isdecimal() else text.casefold()


def read_day(value: Value) -> tuple[date | None, str]:
    """The day a cell gives, and what is wrong with it ("" when nothing is). Day before month."""
    if value is None or value == "":
        return None, ""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    day = _typed_day(value)
    return day, "" if day else f"“{shown(value)}” không phải ngày (ngày/tháng/năm)"


def is_column_count(row: Sequence[Value]) -> bool:
    """Whether a row only numbers the columns, as (1), (2), (3) and so on."""
    opening = next((value for value in row if value not in (None, "")), None)
    if shown(opening).strip("()[]") != "1":
        return False
    typed = [text.strip("()[]") for value in row if (text := shown(value))]
    return len(typed) >= _FEWEST_COUNTED and typed == [str(n + 1) for n in range(len(typed))]


def group_of(row: Sequence[Value]) -> str:
    """The words of a row that heads a group of forms: "Đơn vị: Phòng A", "I. Phòng A"; else ""."""
    typed = [value for value in row if value not in (None, "")]
    if not 1 <= len(typed) <= 2 or not all(isinstance(value, str) for value in typed):
        return ""
    words = " ".join(tidy(str(value)) for value in typed)
    is_head = _GROUP.fullmatch(fold(words)) or (len(typed) == 1 and _SAID.match(fold(words)))
    return words if is_head else ""


def is_total(row: Sequence[Value], number_column: int | None) -> bool:
    """Whether a row sums up the ones above it: it opens with "Tổng cộng" or the like.

    Only the number's column, or one before the numbers begin, can say so: a field may be named
    "Công chứng".
    """
    for column, value in enumerate(row):
        if value in (None, ""):
            continue
        is_head = number_column is None or column <= number_column
        return is_head and isinstance(value, str) and bool(_TOTAL.fullmatch(fold(tidy(value))))
    return False


def _typed_day(value: Value) -> date | None:
    if isinstance(value, int) and not isinstance(value, bool):
        return _EXCEL_START + timedelta(days=value) if value in _EXCEL_DAYS else None
    text = value if isinstance(value, str) else ""
    if found := _DAY.search(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO_DAY.search(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None
