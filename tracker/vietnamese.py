"""Vietnamese text: one Unicode form, search without diacritics, sorting, dates and figures."""

import re
import unicodedata
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

# đ is a letter of its own to Unicode, and the Icelandic Ð looks the same in capitals.
_D = str.maketrans({"đ": "d", "Đ": "D", "Ð": "D", "ð": "d"})
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyfjwz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")  # ngang huyền hỏi ngã sắc nặng


def nfc(text: str) -> str:
    """`text` in Unicode form C, the only form that is stored."""
    return unicodedata.normalize("NFC", text)


def tidy(text: str) -> str:
    """`text` in form C with every run of white space (line breaks too) as one space, ends cut."""
    return " ".join(nfc(text).split())


def plain(text: str) -> str:
    """`text` without diacritics, đ and Đ as d and D; capitals stay."""
    bare = unicodedata.normalize("NFD", nfc(text).translate(_D))
    return "".join(c for c in bare if not unicodedata.combining(c))


def fold(text: str) -> str:
    """`text` for searching and comparing: no diacritics, đ and Đ as d, lower case."""
    return plain(text).lower()


def sort_key(text: str) -> tuple[object, ...]:
    """A key in the order of the Vietnamese alphabet, digits as numbers ("Quận 2" < "Quận 10").

    The tones decide only between words whose letters are the same.
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for part in re.findall(r"\d+|\D", unicodedata.normalize("NFC", text.lower())):
        if part.isdecimal():
            letters.append((1, int(part), ""))
            continue
        base = unicodedata.normalize("NFD", part)
        shaped = unicodedata.normalize("NFC", "".join(c for c in base if c not in _TONES[1:]))
        tones.append(next((i for i, t in enumerate(_TONES[1:], 1) if t in base), 0))
        place = _LETTERS.find(shaped) if len(shaped) == 1 else -1
        letters.append((2, place, shaped) if place >= 0 else (0, 0, shaped))
    return (tuple(letters), tuple(tones), text)


def roman(number: int) -> str:
    """`number` from 1 to 12 as a Roman numeral, as quarters and sections are counted."""
    return ROMAN[number - 1]


def two_digits(number: int) -> str:
    """A count as offices write it: "04", "15"; none is "0"."""
    return f"{number:02d}" if number else "0"


def short_date(day: date | None) -> str:
    """06/7/2021: a zero before days under 10 and months 1 and 2 (design section 8); None is ""."""
    if day is None:
        return ""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{day.day:02d}/{month}/{day.year}"


def short_day(day: date | None) -> str:
    """06/7: the day and month of short_date; None is ""."""
    return short_date(day).rpartition("/")[0]


def long_date(day: date) -> str:
    """ngày 06 tháng 7 năm 2021, as on a paper (Nghị định 30/2020/NĐ-CP)."""
    numbers = short_date(day).split("/")
    return f"ngày {numbers[0]} tháng {numbers[1]} năm {numbers[2]}"


def rounded(value: Fraction | Decimal | float, digits: int = 2) -> Decimal:
    """`value` rounded half up to `digits` decimals; exact for fractions."""
    if isinstance(value, Fraction):
        scaled = value * 10**digits
        whole = (abs(scaled) + Fraction(1, 2)).__floor__()
        return (Decimal(whole) * (1 if scaled >= 0 else -1)).scaleb(-digits)
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def figure(value: Fraction | Decimal | float | None, digits: int = 2, *, sign: bool = False) -> str:
    """73,37 with a decimal comma and a real minus; with `sign` also a plus; None is a dash."""
    if value is None:
        return "–"
    number = rounded(value, digits)
    text = f"{abs(number):.{digits}f}".replace(".", ",")
    return ("−" if number < 0 else "+" if sign and number > 0 else "") + text


def count(number: int) -> str:
    """1.120: thousands set off by a point."""
    return f"{number:,}".replace(",", ".")


def first_upper(text: str) -> str:
    """`text` with its first letter in upper case and the rest left alone."""
    return text[:1].upper() + text[1:]
