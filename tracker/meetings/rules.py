"""Words of the monthly meeting: sections of its agenda, kinds of conclusions, states. Pure."""

from enum import StrEnum


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
    MeetingState.OPEN: "Đang họp",
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
