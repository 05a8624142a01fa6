"""What an action item's state means and how it may move. Pure: no Flask, no SQL, no clock."""

from datetime import date, timedelta
from enum import StrEnum

from tracker.errors import Refusal
from tracker.organisation.rules import PeriodKind

DUE_SOON_DAYS = 7  # DOMAIN A8; an agency may set another


class Progress(StrEnum):
    """Tình hình thực hiện: what a person entered or confirmed. Stored."""

    NOT_STARTED = "not-started"
    UNDER_WAY = "under-way"
    CLAIMED = "claimed"
    DONE_IN_TIME = "done-in-time"
    DONE_LATE = "done-late"
    PAUSED = "paused"
    DROPPED = "dropped"


class TimeFlag(StrEnum):
    """What the calendar makes of a due day. Derived when read, never stored."""

    NONE = "none"
    IN_TIME = "in-time"
    SOON = "soon"
    LATE = "late"


class DeadlineKind(StrEnum):
    """What the words of a deadline say (DOMAIN A5)."""

    BY = "by"
    WITHIN = "within"
    FROM = "from"
    CONTINUOUS = "continuous"
    RECURRING = "recurring"
    ON_EVENT = "on_event"
    AFTER_EVENT = "after_event"
    UNCLEAR = "unclear"


class ReportState(StrEnum):
    """Tình trạng báo cáo of one (item, lead unit, period). Derived from dates and facts."""

    MISSING = "missing"
    RETURNED = "returned"
    DUE = "due"
    SENT = "sent"
    CONFIRMED = "confirmed"
    NOT_YET = "not-yet"


class Part(StrEnum):
    """What a unit does for an item: leads it (chủ trì) or helps (phối hợp)."""

    LEAD = "lead"
    PARTNER = "partner"


class Proof(StrEnum):
    """The evidence a product wants before it can be closed."""

    ANY = "any"
    DOCUMENT = "document"
    MINUTES = "minutes"
    PHOTO = "photo"
    LIST = "list"
    LINK = "link"
    NONE = "none"


class ChangeKind(StrEnum):
    """What an amendment does to a line of the appendix."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    RENUMBERED = "renumbered"


class PlanState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"


WORDS = {
    Progress.NOT_STARTED: "Chưa thực hiện",
    Progress.UNDER_WAY: "Đang thực hiện",
    Progress.CLAIMED: "Chờ xác nhận",
    Progress.DONE_IN_TIME: "Hoàn thành đúng hạn",
    Progress.DONE_LATE: "Hoàn thành quá hạn",
    Progress.PAUSED: "Tạm dừng",
    Progress.DROPPED: "Không thực hiện",
}

REPORT_WORDS = {
    ReportState.MISSING: "Chưa báo cáo",
    ReportState.RETURNED: "Bị trả lại",
    ReportState.DUE: "Đến kỳ báo cáo",
    ReportState.SENT: "Đã gửi, chờ xác nhận",
    ReportState.CONFIRMED: "Đã xác nhận",
    ReportState.NOT_YET: "Chưa đến kỳ",
}

# Where one cell stands for several lead units, the first true one in this order is shown.
WORST_FIRST = tuple(ReportState)

RHYTHM_WORDS = {
    PeriodKind.MONTH: "hằng tháng",
    PeriodKind.QUARTER: "hằng quý",
    PeriodKind.HALF_YEAR: "6 tháng một lần",
    PeriodKind.NINE_MONTHS: "9 tháng một lần",
    PeriodKind.YEAR: "hằng năm",
}

CHANGE_WORDS = {
    ChangeKind.ADDED: "Bổ sung",
    ChangeKind.CHANGED: "Sửa đổi",
    ChangeKind.DROPPED: "Bãi bỏ",
    ChangeKind.RENUMBERED: "Đổi STT",
}

PROOF_WORDS = {
    Proof.ANY: "Tài liệu kiểm chứng bất kỳ",
    Proof.DOCUMENT: "Văn bản",
    Proof.MINUTES: "Biên bản",
    Proof.PHOTO: "Ảnh",
    Proof.LIST: "Danh sách, bảng số liệu",
    Proof.LINK: "Đường dẫn trang thông tin điện tử",
    Proof.NONE: "Không cần tài liệu",
}

# A due day still counts while nobody claims completion; a period still owes a report while open.
OPEN = frozenset({Progress.NOT_STARTED, Progress.UNDER_WAY})
OWING = OPEN | {Progress.CLAIMED}
ENDED = frozenset({Progress.DONE_IN_TIME, Progress.DONE_LATE, Progress.DROPPED})
DONE = frozenset({Progress.DONE_IN_TIME, Progress.DONE_LATE})

# What a lead unit may say by sending a report. The DONE states are not here on purpose: confirm().
MOVES: dict[Progress, frozenset[Progress]] = {
    Progress.NOT_STARTED: frozenset({Progress.UNDER_WAY, Progress.CLAIMED}),
    Progress.UNDER_WAY: frozenset({Progress.CLAIMED}),
    Progress.CLAIMED: frozenset({Progress.UNDER_WAY}),
    Progress.DONE_IN_TIME: frozenset(),
    Progress.DONE_LATE: frozenset(),
    Progress.PAUSED: frozenset(),
    Progress.DROPPED: frozenset(),
}


class ForbiddenMove(Refusal):
    """A change of state that the rules of this file do not list."""


def move(current: Progress, wanted: Progress) -> Progress:
    """Return `wanted` if MOVES allows it from `current` (or nothing changes); else raise."""
    if wanted == current or wanted in MOVES[current]:
        return wanted
    raise ForbiddenMove(
        f"Nhiệm vụ đang ở trạng thái “{WORDS[current]}”, không thể báo “{WORDS[wanted]}”."
    )


def confirm(current: Progress, due_on: date | None, claimed_on: date) -> Progress:
    """The DONE state that confirming a claim gives: judged on the day the unit sent the claim.

    Sent on the due day is in time; an item without a day is always in time. Raises ForbiddenMove
    unless the unit has claimed completion.
    """
    if current is not Progress.CLAIMED:
        raise ForbiddenMove("Chỉ xác nhận được nhiệm vụ mà đơn vị đã báo hoàn thành.")
    late = due_on is not None and claimed_on > due_on
    return Progress.DONE_LATE if late else Progress.DONE_IN_TIME


def time_flag(
    progress: Progress, due_on: date | None, today: date, soon_days: int = DUE_SOON_DAYS
) -> TimeFlag:
    """Where one item stands against its day. Due today is not late: it is late tomorrow.

    NONE without a day, and once completion is claimed, confirmed, paused or dropped.
    """
    if due_on is None or progress not in OPEN:
        return TimeFlag.NONE
    if due_on < today:
        return TimeFlag.LATE
    return TimeFlag.SOON if due_on - today <= timedelta(days=soon_days) else TimeFlag.IN_TIME


def shortened(task: str) -> str:
    """The first line of a task, cut to a line's length, for lists and titles."""
    line = task.split("\n", 1)[0].removeprefix("- ").strip()
    return line if len(line) <= 110 else line[:107].rsplit(" ", 1)[0].rstrip(",;") + "…"


def printed_name(task: str, longest: int = 160) -> str:
    """What a paper calls an item: its first clause, ended at a comma where it is too long."""
    line = task.split("\n", 1)[0].removeprefix("- ").split(";", 1)[0].strip(" .,")
    if len(line) <= longest:
        return line
    clauses = line[:longest].rpartition(",")[0].strip(" ,")
    return clauses or f"{line[:longest].rpartition(' ')[0].rstrip(' ,')}…"
