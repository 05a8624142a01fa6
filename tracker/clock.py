"""The only place that asks the time. Instants are aware and in UTC; days are days in Hà Nội."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUSE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
SETTING = "TRACKER_UNSAFE_NOW"
EXAMPLE = "2021-09-16T08:00+07:00"


def _started_at() -> datetime | None:
    """The instant TRACKER_UNSAFE_NOW asks for; None without it. A bare day means its midnight."""
    text = os.environ.get(SETTING, "").strip()
    if not text:
        return None
    try:
        wanted = datetime.fromisoformat(text)
    except ValueError:  # read when the house is imported: nobody is there yet to tell it kindly
        raise SystemExit(f"lỗi: {SETTING}={text} không phải thời điểm, ví dụ: {EXAMPLE}.") from None
    return wanted if wanted.tzinfo else wanted.replace(tzinfo=HOUSE_ZONE)


_start = _started_at()
_shift: timedelta = _start - datetime.now(UTC) if _start else timedelta(0)


def now() -> datetime:
    """The current instant, aware, in UTC. With TRACKER_UNSAFE_NOW it runs on from that instant."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """The current day in Hà Nội: for seven hours of it UTC still shows yesterday."""
    return day_of(now())


def day_of(instant: datetime) -> date:
    """The day in Hà Nội on which an aware instant falls."""
    return instant.astimezone(HOUSE_ZONE).date()


def end_of(day: date) -> datetime:
    """The first instant after `day` in Hà Nội, in UTC: anything earlier still belongs to it."""
    midnight = datetime.combine(day + timedelta(days=1), datetime.min.time(), HOUSE_ZONE)
    return midnight.astimezone(UTC)
