"""Words of the monthly meeting: sections of its agenda, kinds of conclusions, states. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from tracker.errors import Refusal
from tracker.vietnamese import fold


class MeetingState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"  # agenda drawn, being held or written up
    CLOSED = "closed"  # chốt: content locked, waiting for the chair
    APPROVED = "approved"  # duyệt
    ISSUED = "issued"  # number, date and signed file entered
    POSTPONED = "postponed"
    MERGED = "merged"
    SKIPPED = "skipped"


class Section(StrEnum):
    """Where a line stands, in this order."""

    STANDING = "standing"
    ORDERS = "orders"
    LATE = "late"
    SILENT = "silent"
    BLOCKED = "blocked"
    FALLEN = "fallen"  # an index fell, or is below target without a running item
    ASKED = "asked"  # extensions asked, by the unit
    SOON = "soon"
    OTHER = "other"
    FREE = "free"  # added by a person


class Standing(StrEnum):
    """The four lines every meeting opens with (FACTS B0.1, row 12)."""

    PREVIOUS = "previous"
    REFORM = "reform"
    PROCEDURES = "procedures"
    OFFICIALS = "officials"


class ConclusionKind(StrEnum):
    """What was concluded on a line, keys 1 to 6."""

    INSTRUCT = "instruct"
    EXTEND = "extend"
    CHANGE_LEAD = "change-lead"
    CLOSE = "close"
    SEND_UP = "send-up"
    NOTE = "note"


class Closing(StrEnum):
    """How a CLOSE conclusion ends an item."""

    DONE = "done"
    PAUSED = "paused"
    DROPPED = "dropped"


class Presence(StrEnum):
    PRESENT = "present"
    EXCUSED = "excused"
    ABSENT = "absent"
    DEPUTY = "deputy"


STATE_WORDS = {
    MeetingState.PLANNED: "Đã lên lịch",
    MeetingState.OPEN: "Đã lập chương trình",
    MeetingState.CLOSED: "Đã chốt, chờ duyệt",
    MeetingState.APPROVED: "Đã duyệt",
    MeetingState.ISSUED: "Đã phát hành",
    MeetingState.POSTPONED: "Hoãn",
    MeetingState.MERGED: "Gộp",
    MeetingState.SKIPPED: "Không tổ chức",
}

SECTION_WORDS = {
    Section.STANDING: "Nội dung thường kỳ",
    Section.ORDERS: "Kết luận, chỉ đạo quá hạn",
    Section.LATE: "Nhiệm vụ quá hạn",
    Section.SILENT: "Chưa báo cáo",
    Section.BLOCKED: "Vướng mắc, chờ phối hợp",
    Section.FALLEN: "Chỉ số giảm hoặc chưa đạt mục tiêu",
    Section.ASKED: "Đề nghị gia hạn",
    Section.SOON: "Sắp đến hạn",
    Section.OTHER: "Nhiệm vụ khác",
    Section.FREE: "Nội dung bổ sung",
}

STANDING_WORDS = {
    Standing.PREVIOUS: "Thông qua biên bản cuộc họp trước",
    Standing.REFORM: "Kết quả cải cách hành chính trong tháng",
    Standing.PROCEDURES: "Kết quả giải quyết thủ tục hành chính",
    Standing.OFFICIALS: "Nhận xét cán bộ, công chức tham gia giải quyết thủ tục hành chính",
}

CONCLUSION_WORDS = {
    ConclusionKind.INSTRUCT: "Giao thực hiện",
    ConclusionKind.EXTEND: "Gia hạn",
    ConclusionKind.CHANGE_LEAD: "Đổi đơn vị chủ trì",
    ConclusionKind.CLOSE: "Kết thúc theo dõi",
    ConclusionKind.SEND_UP: "Báo cáo cấp trên",
    ConclusionKind.NOTE: "Ghi nhận",
}

CLOSING_WORDS = {
    Closing.DONE: "Hoàn thành",
    Closing.PAUSED: "Tạm dừng",
    Closing.DROPPED: "Không thực hiện",
}

PRESENCE_WORDS = {
    Presence.PRESENT: "Có mặt",
    Presence.EXCUSED: "Vắng có lý do",
    Presence.ABSENT: "Vắng không lý do",
    Presence.DEPUTY: "Dự thay",
}

# A meeting still to come or being held and written up; afterwards its content is locked.
UPCOMING = frozenset({MeetingState.PLANNED, MeetingState.OPEN})
HELD = frozenset({MeetingState.CLOSED, MeetingState.APPROVED, MeetingState.ISSUED})
MOVED = frozenset({MeetingState.POSTPONED, MeetingState.MERGED, MeetingState.SKIPPED})
THERE = frozenset({Presence.PRESENT, Presence.DEPUTY})


def check_upcoming(state: MeetingState) -> None:
    """Raise Refusal unless the meeting may still be changed."""
    if state in HELD:
        raise Refusal(
            "Biên bản cuộc họp này đã chốt nên không sửa được. Nội dung cần đính chính ghi vào "
            "chương trình cuộc họp sau, in thành phụ lục biên bản."
        )
    if state in MOVED:
        raise Refusal(f"Cuộc họp này đã ghi “{STATE_WORDS[state]}” nên không sửa được.")


def check_movable(state: MeetingState, *, is_written: bool) -> None:
    """Raise Refusal once something was written at the meeting: it can no longer be moved.

    An agenda drawn beforehand does not keep it from being postponed.
    """
    check_upcoming(state)
    if is_written:
        raise Refusal(
            "Cuộc họp đã ghi ý kiến hoặc kết luận nên không hoãn, gộp hoặc bỏ được. Ghi tiếp và "
            "chốt biên bản."
        )


def check_open(state: MeetingState) -> None:
    """Raise Refusal unless the agenda is drawn and the minutes are being written."""
    check_upcoming(state)
    if state is not MeetingState.OPEN:
        raise Refusal("Cuộc họp chưa có chương trình. Lập chương trình trước.")


@dataclass(frozen=True)
class Approver:
    """Who is about to approve minutes: what the rule needs to know of the person."""

    person_id: int
    is_agency_head: bool
    acts_for: Collection[int] = ()  # people who delegated to this one for today


def may_approve(approver: Approver, chair_id: int | None, *, is_chair_active: bool) -> bool:
    """Whether `approver` approves the minutes: the chair, or whom he delegated (DOMAIN A12).

    The agency's head stands in for a chair who has left.
    """
    if chair_id is None or not is_chair_active:
        return approver.is_agency_head
    return approver.person_id == chair_id or chair_id in approver.acts_for


def printed_title(title: str, unit: str) -> str:
    """A person's title and unit as one phrase, as minutes print it.

    ("Trưởng phòng", "Phòng Hành chính") is "Trưởng phòng Hành chính", ("Chánh Văn phòng",
    "Văn phòng Sở") "Chánh Văn phòng Sở"; a title that names its unit already, or the whole agency,
    stays as it is.
    """
    if not title or not unit or fold(unit) in fold(title):
        return title or unit
    own, named = title.split(), unit.split()
    for shared in range(min(len(own), len(named)), 0, -1):
        if fold(" ".join(own[-shared:])) == fold(" ".join(named[:shared])):
            return " ".join([*own, *named[shared:]])
    return f"{title} {unit}"
