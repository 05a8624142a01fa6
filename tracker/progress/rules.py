"""Words and decisions about reports, confirmation, obstacles, extensions and orders. Pure."""

from enum import StrEnum


class ReportState(StrEnum):
    """Tình trạng báo cáo of one (item, lead unit, period). Derived from dates and facts."""

    MISSING = "missing"
    RETURNED = "returned"
    DUE = "due"
    SENT = "sent"
    CONFIRMED = "confirmed"
    NOT_YET = "not-yet"


class Decision(StrEnum):
    """What the confirmer made of a report."""

    ACCEPTED = "accepted"
    RETURNED = "returned"


class OrderKind(StrEnum):
    """Where an order comes from."""

    DIRECTIVE = "directive"  # ý kiến chỉ đạo of a director
    CONCLUSION = "conclusion"  # kết luận of a meeting
    EXPLANATION = "explanation"  # yêu cầu giải trình


class EvidenceKind(StrEnum):
    FILE = "file"
    DOCUMENT = "document"
    EXPLANATION = "explanation"  # instead of the proof a product wants; marked as such


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

ORDER_WORDS = {
    OrderKind.DIRECTIVE: "Ý kiến chỉ đạo",
    OrderKind.CONCLUSION: "Kết luận giao ban",
    OrderKind.EXPLANATION: "Yêu cầu giải trình",
}
