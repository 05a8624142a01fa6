"""States of the CCHC report on its way to being issued. Pure."""

from enum import StrEnum


class PaperState(StrEnum):
    """chốt số liệu → trình → duyệt → ký ngoài hệ thống → nhập số, ngày, bản ký."""

    DRAFT = "draft"
    FROZEN = "frozen"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    ISSUED = "issued"


STATE_WORDS = {
    PaperState.DRAFT: "Dự thảo, số liệu tạm tính",
    PaperState.FROZEN: "Đã chốt số liệu",
    PaperState.SUBMITTED: "Đã trình",
    PaperState.APPROVED: "Đã duyệt",
    PaperState.ISSUED: "Đã phát hành",
}
