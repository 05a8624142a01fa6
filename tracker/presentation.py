"""How fixed words look and how values are written for people: icons, colours, Jinja filters."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from tracker import drawing, vietnamese
from tracker.clock import HOUSE_ZONE, day_of
from tracker.plans.rules import REPORT_WORDS, WORDS, Progress, ReportState

KILOBYTE = 1024
MEGABYTE = KILOBYTE * 1024
UPLOAD_MEGABYTES = 20  # one piece of evidence

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


@dataclass(frozen=True)
class Look:
    """How one fixed word is shown: icon of the sprite, word, colour token of tokens.css."""

    icon: str
    word: str
    token: str


# Design section 4. Keyed by the values of the enums, so that a member or its text finds its look.
PROGRESS: dict[str, Look] = {
    Progress.NOT_STARTED: Look("circle-dashed", WORDS[Progress.NOT_STARTED], "xam"),
    Progress.UNDER_WAY: Look("player-play", WORDS[Progress.UNDER_WAY], "xanh"),
    Progress.CLAIMED: Look("eye-check", WORDS[Progress.CLAIMED], "lam"),
    Progress.DONE_IN_TIME: Look("circle-check", WORDS[Progress.DONE_IN_TIME], "luc"),
    Progress.DONE_LATE: Look("clock-check", WORDS[Progress.DONE_LATE], "vang"),
    Progress.PAUSED: Look("player-pause", WORDS[Progress.PAUSED], "xam"),
    Progress.DROPPED: Look("ban", WORDS[Progress.DROPPED], "xam"),
}

REPORT: dict[str, Look] = {
    ReportState.MISSING: Look("file-alert", REPORT_WORDS[ReportState.MISSING], "do"),
    ReportState.RETURNED: Look("arrow-back-up", REPORT_WORDS[ReportState.RETURNED], "do"),
    ReportState.DUE: Look("pencil", REPORT_WORDS[ReportState.DUE], "xanh"),
    ReportState.SENT: Look("send", REPORT_WORDS[ReportState.SENT], "lam"),
    ReportState.CONFIRMED: Look("checks", REPORT_WORDS[ReportState.CONFIRMED], "ngoc"),
    ReportState.NOT_YET: Look("calendar-time", REPORT_WORDS[ReportState.NOT_YET], "xam"),
}

FLAGS: dict[str, Look] = {
    "late": Look("alarm", "Quá hạn", "do"),
    "soon": Look("hourglass-high", "Sắp đến hạn", "vang"),
    "blocked": Look("barrier-block", "Vướng mắc", "tim"),
    "waiting": Look("user-pause", "Chờ phối hợp", "tim"),
}

VERDICT: dict[str, Look] = {
    "improved": Look("trending-up", "Cải thiện rõ rệt", "luc"),
    "not_shown": Look("equal", "Chưa đủ căn cứ kết luận", "xam"),
    "worse": Look("trending-down", "Giảm rõ rệt", "do"),
    "not_comparable": Look("circle-off", "Không so sánh được", "xam"),
}

TARGET: dict[str, Look] = {
    "met": Look("check", "Đạt mục tiêu", "luc"),
    "near": Look("flag", "Chưa đạt mục tiêu, trong phạm vi sai số", "vang"),
    "missed": Look("flag", "Chưa đạt mục tiêu rõ rệt", "do"),
    "below": Look("flag", "Chưa đạt mục tiêu", "vang"),
}

NOTICES: dict[str, Look] = {
    "success": Look("circle-check", "", "luc"),
    "message": Look("circle-check", "", "luc"),
    "info": Look("info-circle", "", "xanh"),
    "warning": Look("alert-triangle", "", "vang"),
    "error": Look("alert-circle", "", "do"),
}

_FILE_ICONS = {
    "pdf": "file-type-pdf",
    "doc": "file-word",
    "docx": "file-word",
    "xls": "file-spreadsheet",
    "xlsx": "file-spreadsheet",
    "csv": "file-spreadsheet",
    "jpg": "photo",
    "jpeg": "photo",
    "png": "photo",
    "webp": "photo",
}


def standing(value: float, high: float | None, goal: float) -> str:
    """Which word of TARGET fits an index: unrounded `value` and upper bound against `goal`.

    On the goal is met (DOMAIN A3). Below it: missed when the whole interval is below, near when
    the interval reaches the goal, plain below when there is no interval.
    """
    if value >= goal:
        return "met"
    if high is None:
        return "below"
    return "near" if high >= goal else "missed"


def file_icon(name: str) -> str:
    """The icon for a file called `name`, by its extension."""
    return _FILE_ICONS.get(name.rpartition(".")[2].lower(), "file-text")


def initials(name: str) -> str:
    """The first letters of the last two words of a Vietnamese name: Nguyễn Thu Hà is TH."""
    return "".join(word[0] for word in name.split()[-2:]).upper()


def vn(value: Fraction | Decimal | float | None, digits: int = 2, sign: bool = False) -> str:
    """73,37 with a decimal comma, rounded half up; with `sign` also a plus; None is a dash."""
    return vietnamese.figure(value, digits, sign=sign)


def vn_gon(value: Fraction | Decimal | float | None) -> str:
    """81 or 81,5: at most two decimals, none that say nothing; None is a dash."""
    text = vietnamese.figure(value)
    return text.rstrip("0").rstrip(",") if "," in text else text


def _day(value: date | datetime | None) -> date | None:
    # An aware instant has a day of its own in Hà Nội; in UTC it may still be yesterday.
    return day_of(value) if isinstance(value, datetime) else value


def ngay(value: date | datetime | None) -> str:
    """06/7/2021; of an instant its day in Hà Nội; None is empty."""
    return vietnamese.short_date(_day(value))


def ngay_gon(value: date | datetime | None) -> str:
    """06/7, where the year is plain from the place; None is empty."""
    return vietnamese.short_day(_day(value))


def ngay_dai(value: date | datetime | None) -> str:
    """ngày 06 tháng 7 năm 2021, as on papers; None is empty."""
    day = _day(value)
    return vietnamese.long_date(day) if day else ""


def thu_ngay(value: date | datetime | None) -> str:
    """thứ Năm, ngày 16/9/2021; None is empty."""
    day = _day(value)
    return f"{WEEKDAYS[day.weekday()]}, ngày {vietnamese.short_date(day)}" if day else ""


def gio(instant: datetime | None) -> str:
    """8 giờ 00, ngày 16/9/2021, in Hà Nội; None is empty. Raises ValueError on a naive instant."""
    if instant is None:
        return ""
    if instant.tzinfo is None:
        raise ValueError("An instant without its zone cannot be shown.")
    local = instant.astimezone(HOUSE_ZONE)
    return f"{local.hour} giờ {local.minute:02d}, ngày {vietnamese.short_date(local.date())}"


def gio_phut(moment: datetime | time | None) -> str:
    """14 giờ 00 phút, as on papers; of an instant its hour in Hà Nội; None is empty."""
    if moment is None:
        return ""
    local = moment.astimezone(HOUSE_ZONE) if isinstance(moment, datetime) else moment
    return f"{local.hour} giờ {local.minute:02d} phút"


def filesize(size: int) -> str:
    """48 KB, 1,2 MB: whole kilobytes (at least one), one decimal from a megabyte up."""
    if size < MEGABYTE:
        return f"{max(1, round(size / KILOBYTE))} KB"
    return f"{vietnamese.figure(size / MEGABYTE, 1)} MB"


class FieldError(NamedTuple):
    """One thing to mend in a form: the id of its field ("" when it is hidden), label, sentence."""

    field_id: str
    label: str
    message: str


def form_errors(form: Iterable[Any]) -> tuple[FieldError, ...]:
    """What a WTForms form found wrong, field by field in the form's order, enclosed forms too."""
    found: list[FieldError] = []
    for field in form:
        inner = getattr(field, "form", None) or getattr(field, "entries", None)
        if inner is not None:
            found.extend(form_errors(inner))
        own: Sequence[object] = field.errors if isinstance(field.errors, list | tuple) else ()
        hidden = getattr(field.widget, "input_type", "") == "hidden"
        found.extend(
            FieldError("" if hidden else field.id, "" if hidden else field.label.text, message)
            for message in own
            if isinstance(message, str)
        )
    return tuple(found)


def filters() -> dict[str, Callable[..., str]]:
    """The Jinja filters of the house, by name."""
    return {
        "vn": vn,
        "vn_gon": vn_gon,
        "ngay": ngay,
        "ngay_gon": ngay_gon,
        "ngay_dai": ngay_dai,
        "thu_ngay": thu_ngay,
        "gio": gio,
        "gio_phut": gio_phut,
        "so2": vietnamese.two_digits,
        "dem": vietnamese.count,
        "cap": vietnamese.first_upper,
        "roman": vietnamese.roman,
        "filesize": filesize,
        "initials": initials,
    }


def names() -> dict[str, object]:
    """The Jinja globals of the house, by name; macros read them without `with context`."""
    return {
        "PROGRESS": PROGRESS,
        "REPORT": REPORT,
        "FLAGS": FLAGS,
        "VERDICT": VERDICT,
        "TARGET": TARGET,
        "NOTICES": NOTICES,
        "UPLOAD_MEGABYTES": UPLOAD_MEGABYTES,
        "standing": standing,
        "file_icon": file_icon,
        "form_errors": form_errors,
        "axis_for": drawing.axis_for,
        "spread": drawing.spread,
        "polylines": drawing.polylines,
    }
