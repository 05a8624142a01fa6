"""The words deadlines are made of, and what each stands for. Pure.

A table to be read and added to. Spelling counts where two words differ in nothing else (sau/sáu,
từ/tư, quý/quy, ngày/ngay); a phrase is also known with its tone marks wrong or missing, doubtfully.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tracker.plans.wording.marks import Mark, Token
from tracker.vietnamese import fold

LONGEST = 5  # words in a phrase

# Where one folded spelling has several readings, the first counts in a text without any marks.
WORDS: dict[Mark, str] = {
    Mark.DAY: "ngày | mùng | mồng | ngày mùng | ngày mồng",
    Mark.WORKDAY: "ngày làm việc",
    Mark.WEEK: "tuần",
    Mark.MONTH: "tháng",
    Mark.QUARTER: "quý | quí",
    Mark.YEAR: "năm",
    Mark.HALF: "nửa",
    Mark.TIMES: "lần | đợt",
    Mark.NTH: "thứ",
    Mark.EVERY: "hàng | hằng | mỗi | từng",
    Mark.PERIODIC: "định kỳ | định kì | thường kỳ | theo định kỳ",
    Mark.MANY: "các | những",
    Mark.THEO: "theo",
    Mark.CONT: "thường xuyên | liên tục | lâu dài",
    Mark.THROUGH: "suốt | trong suốt | quanh | xuyên suốt",
    Mark.PRIOR: "trước",
    Mark.LATEST: "chậm nhất | muộn nhất | trễ nhất | lâu nhất | không quá | không muộn hơn"
    " | không chậm hơn | không trễ hơn | hạn | hạn chót | hạn cuối | hạn cuối cùng | thời hạn"
    " | tối đa",
    Mark.TO: "đến | tới | cho đến | cho tới",
    Mark.ENDOF: "hết",
    Mark.FROM: "từ | kể từ | bắt đầu từ | bắt đầu | tính từ",
    Mark.ONWARD: "trở đi | trở về sau | về sau | các năm tiếp theo | những năm tiếp theo"
    " | các năm sau | những năm sau | các năm tới | những năm tới | các năm kế tiếp"
    " | những năm kế tiếp | các năm tiếp | các tháng tiếp theo | các quý tiếp theo"
    " | thời gian tiếp theo",
    Mark.NOW: "nay",
    Mark.IN: "trong | trong vòng | cả",
    Mark.AT: "vào | lúc | vào lúc",
    Mark.ERA: "giai đoạn | thời gian | thời kỳ | thời điểm",
    Mark.FIRST: "đầu | đầu tiên",
    Mark.LAST: "cuối | cuối cùng",
    Mark.NEXT: "tiếp theo | kế tiếp | liền kề | mới | tiếp | sau liền kề",
    Mark.AFTER: "sau",
    Mark.WHEN: "khi | sau khi | mỗi khi",
    Mark.EVENT: "đột xuất | phát sinh | theo yêu cầu | theo đề nghị | theo chỉ đạo",
    Mark.RIGHT: "ngay | kịp thời | lập tức | nhanh chóng",
    Mark.OF: "của | thuộc",
    Mark.AND: "và | cùng | cùng với",
    Mark.OR: "hoặc | hay",
    Mark.ATLEAST: "ít nhất | tối thiểu",
    Mark.FILL: "là",
    Mark.ABOUT: "khoảng | dự kiến | tầm | ước | dự tính",
    Mark.VERB: "hoàn thành | hoàn tất | thực hiện | triển khai | tổ chức | ban hành | tham mưu"
    " | xây dựng | rà soát | cập nhật | duy trì | xong | làm xong | kiểm tra | xử lý | tiến hành"
    " | áp dụng | họp | giao ban | phải | cần | được | có hiệu lực | niêm yết | công khai",
    # A word that can turn the meaning round, or a calendar that is not the civil one.
    Mark.BLOCK: "không | chưa | trừ | ngoài | ngoại trừ | đã | nếu | sớm nhất | trước khi"
    " | trước mắt | trước đây | trước đó | trong đó | trong khi | hoãn | lùi | dừng | tạm dừng"
    " | bỏ | thay | thay cho | gia hạn | quá | quá hạn | trễ hạn | chậm hạn | hơn | giữa"
    " | âm lịch | năm học | học kỳ | nhiệm kỳ | niên độ | khóa"
    " | năm tài chính | năm ngân sách | trở về trước | thời gian tới | sang | riêng | đến nay"
    " | năm tới | quý tới | tháng tới | tuần tới | sau nữa",
    # Ordinary words that begin or end like a word of time.
    Mark.WORD: "khách hàng | ngân hàng | cửa hàng | đơn hàng | mặt hàng | bán hàng | hàng hóa"
    " | quý khách | quý vị | đầu mối | đầu tư | đứng đầu | lần đầu | hạn chế | quyền hạn"
    " | giới hạn | hạn mức | hết hạn | đến hạn | quá trình | hết thời hạn | đúng hạn"
    " | liên quan đến | thay đổi | thay thế | bãi bỏ | hủy bỏ | Một cửa | một số | hàng rào"
    " | lên đến | gần nhất | nếu có | quy định | quy trình | quy chế | tư pháp | thông tư"
    " | Việt Nam",
}
# Verbs that hand something in, which may be the paper on a period: "báo cáo quý II".
_HANDED_IN = 1
_REPORTS = "báo cáo | gửi | gửi về | nộp | trình | tổng hợp | đánh giá | khảo sát | công bố"
_AROUND = ("trong khoảng", "trong khoảng thời gian", "vào khoảng")
# The hour from which a part of the day runs, twelve at most: "3 giờ chiều" is 15:00.
_PARTS = {
    "sáng": 0,
    "buổi sáng": 0,
    "trưa": 10,
    "buổi trưa": 10,
    "chiều": 12,
    "buổi chiều": 12,
    "tối": 17,
    "am": 0,
    "pm": 12,
}
# No five: "năm" is read as a year.
_NUMBERS = {
    1: "một",
    2: "hai",
    3: "ba",
    4: "bốn",
    6: "sáu",
    7: "bảy",
    8: "tám",
    9: "chín",
    10: "mười",
    11: "mười một",
    12: "mười hai",
    15: "mười lăm",
    20: "hai mươi",
    25: "hai mươi lăm",
    30: "ba mươi",
}
_WEEKDAYS = {
    2: "thứ hai",
    3: "thứ ba",
    4: "thứ tư",
    5: "thứ năm",
    6: "thứ sáu",
    7: "thứ bảy",
    8: "chủ nhật",
}
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Found:
    """What a phrase stands for, and the number it names; doubtful when only its letters fit."""

    mark: Mark
    value: int | None = None
    doubtful: bool = False


def hands_in(token: Token) -> bool:
    """Whether the word is "báo cáo", "gửi" or another verb that may name a paper."""
    return token.mark is Mark.VERB and token.value == _HANDED_IN


def spelling(words: str) -> str:
    """Words with each tone mark at the word's end: "hoà" is "hòa", "Qúy" is "quý"."""
    return " ".join(_tone_last(word) for word in words.lower().split())


def _tone_last(word: str) -> str:
    plain = unicodedata.normalize("NFD", word)
    letters = "".join(c for c in plain if c not in _TONES)
    return unicodedata.normalize("NFC", letters) + "".join(c for c in plain if c in _TONES)


def _table() -> dict[str, dict[str, Found]]:
    rows = [(p, Found(mark)) for mark, phrases in WORDS.items() for p in phrases.split("|")]
    rows += [(p, Found(Mark.VERB, _HANDED_IN)) for p in _REPORTS.split("|")]
    rows += [(words, Found(Mark.PART, hour)) for words, hour in _PARTS.items()]
    rows += [(words, Found(Mark.NUM, n)) for n, words in _NUMBERS.items()]
    rows += [(words, Found(Mark.IN, doubtful=True)) for words in _AROUND]
    rows += [("tư", Found(Mark.NUM, 4)), ("bẩy", Found(Mark.NUM, 7))]
    rows += [(words, Found(Mark.WEEKDAY, n)) for n, words in _WEEKDAYS.items()]
    table: dict[str, dict[str, Found]] = {}
    for words, found in rows:
        table.setdefault(fold(words.strip()), {}).setdefault(spelling(words), found)
    return table


_TABLE = _table()


@lru_cache(maxsize=8192)
def find(words: tuple[str, ...], *, is_unmarked: bool) -> Found | None:
    """What `words` stand for together; None if the table has no such phrase.

    In a text without any marks (`is_unmarked`) letters alone decide. Elsewhere a phrase may have a
    word with wrong marks, but not one that is a word of the table itself: "đầu mỗi" is not "đầu
    mối".
    """
    phrase = " ".join(words)
    known = _TABLE.get(fold(phrase), {})
    spelled = spelling(phrase)
    if spelled in known and not is_unmarked:
        return known[spelled]
    first = next(iter(known), None)
    if first is None or not (is_unmarked or _is_misspelled(spelled.split(), first.split())):
        return None
    return replace(known[first], doubtful=first != spelled)


def _is_misspelled(words: Sequence[str], meant: Sequence[str]) -> bool:
    wrong = [word for word, right in zip(words, meant, strict=True) if word != right]
    return len(words) > 1 and not any(word in _TABLE.get(fold(word), {}) for word in wrong)
