"""The set phrases of a paper as plain text: its number, its day, the sign at its end."""

import re
from datetime import date

from tracker.vietnamese import long_date

BLANK = "\u00a0"  # spaces of a blank to be filled in by hand: never broken, never stretched
END = "./."

# What XML 1.0 cannot carry; a stray form feed in pasted text must not cost the whole paper.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(text: str) -> str:
    """`text` without the characters that XML refuses; tabs become spaces."""
    if text.isprintable():  # nearly always, and much sooner known
        return text
    return _UNPRINTABLE.sub("", text).replace("\t", " ").replace("\r\n", "\n").replace("\r", "\n")


def number_line(number: str, symbol: str) -> str:
    """The number once given; before that room for it, "      /BB-STP"; nothing for neither."""
    return number or (f"{BLANK * 6}/{symbol}" if symbol else "")


def dated_line(dated_on: date | None, expected_on: date | None = None) -> str:
    """The day as on a paper; blank until given, and its month and year too when not expected."""
    if dated_on is not None:
        return long_date(dated_on)
    if expected_on is None:
        return f"ngày{BLANK * 6}tháng{BLANK * 6}năm{BLANK * 8}"
    return f"ngày{BLANK * 6}" + long_date(expected_on).split(" ", 2)[2]


def attached_line(kind: str, number: str, day: str, agency: str) -> str:
    """(Kèm theo Báo cáo số … ngày … của …): `number` and `day` as the two lines above give them."""
    return f"(Kèm theo {kind} số {number} {day} của {agency})"


def closed(sentence: str) -> str:
    """`sentence` with the end mark stuck to its last word, whatever stop it came with."""
    return sentence.rstrip().rstrip("./;").rstrip() + END


def listed(places: tuple[str, ...]) -> tuple[str, ...]:
    """Each place as a line of its own: "- Như trên;", the last one with a full stop."""
    last = len(places) - 1
    return tuple(
        f"- {place.rstrip('.;')}{'.' if number == last else ';'}"
        for number, place in enumerate(places)
    )
