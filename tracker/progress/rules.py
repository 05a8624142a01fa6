"""Words and decisions about reports, confirmation, obstacles, extensions and orders. Pure."""

from enum import StrEnum


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


ORDER_WORDS = {
    OrderKind.DIRECTIVE: "Ý kiến chỉ đạo",
    OrderKind.CONCLUSION: "Kết luận giao ban",
    OrderKind.EXPLANATION: "Yêu cầu giải trình",
}
