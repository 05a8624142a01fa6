"""The set phrases of a paper: its number, its day, who signs for whom, the sign at its end."""

from datetime import date
from enum import StrEnum

from tracker.papers.blocks import BLANK, Signature
from tracker.vietnamese import long_date

END = "./."


class SignsFor(StrEnum):
    """In what capacity somebody signs: the short form before the title (NĐ 30/2020, Điều 13)."""

    SELF = ""
    DEPUTY = "KT."  # ký thay
    ORDER = "TL."  # thừa lệnh
    AUTHORISED = "TUQ."  # thừa ủy quyền
    ACTING = "Q."  # quyền


def signature(
    name: str,
    title: str,
    capacity: SignsFor = SignsFor.SELF,
    *,
    head: str = "",
    collective: str = "",
) -> Signature:
    """The block of somebody with `title`, in capitals as on the paper.

    `head` is the title signed for (needed with KT., TL. and TUQ.), `collective` the body whose
    decision it is: TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH.
    """
    lines = [f"TM. {collective}"] if collective else []
    if capacity in (SignsFor.SELF, SignsFor.ACTING):
        lines.append(f"{capacity.value} {title}".strip())
    else:
        lines += [f"{capacity.value} {head}", title]
    return Signature(tuple(line.upper() for line in lines), name)


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
