"""The four verdicts on whether an index moved (DOMAIN A4). Pure."""

from enum import StrEnum


class Verdict(StrEnum):
    IMPROVED = "improved"
    NOT_SHOWN = "not_shown"
    WORSE = "worse"
    NOT_COMPARABLE = "not_comparable"


VERDICT_WORDS = {
    Verdict.IMPROVED: "Cải thiện rõ rệt",
    Verdict.NOT_SHOWN: "Chưa đủ căn cứ kết luận",
    Verdict.WORSE: "Giảm rõ rệt",
    Verdict.NOT_COMPARABLE: "Không so sánh được",
}
