"""Sentences of progress: sayings that tell nothing, and the text that presses a unit. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tracker.vietnamese import fold, short_date, two_digits

# Words out of which one can only make sayings that tell nothing ("đã triển khai theo kế hoạch",
# FACTS B5.1): a report made of these alone is asked for figures, never refused.
_EMPTY = """
    da dang se van con duoc bi cho lam thuc hien trien khai hoan thanh xong co khong viec nhiem vu
    cong tac tiep tuc thuong xuyen theo doi ke hoach quy dinh yeu cau chi dao tot day du dung nghiem
    tuc kip thoi noi dung nay trong ky thang quy cac va nhu de ra
    luon deu rat nhieu co ban chu yeu tich cuc chu dong khan truong quyet liet hieu qua chat luong
    tien do lo trinh bao dam dam bao tang cuong day manh phoi hop quan tam chu trong duy tri on dinh
    binh thuong voi truoc tuong tu giao don vi phong bo phan minh can bo vien chuc toan the
    hang ngay tuan nam boi den nay thoi gian qua toi vua roi
"""
_EMPTY_WORDS = frozenset(_EMPTY.split())


def is_vague(text: str) -> bool:
    """Whether a result says nothing one could check: no figure, only words like "đã thực hiện"."""
    words = re.findall(r"\w+", fold(text))
    return bool(words) and all(word in _EMPTY_WORDS for word in words)


@dataclass(frozen=True)
class Missed:
    """One thing a unit owes, as the text that presses it names it."""

    what: str  # "Nhiệm vụ 5, kỳ tháng 8 năm 2021"
    due_on: date
    days: int  # 0: not past its day yet
    late_word: str = "chậm"  # of a report; "quá hạn" of an order

    @property
    def sentence(self) -> str:
        """What, by when, and how late it is."""
        late = f", {self.late_word} {self.days} ngày" if self.days else ""
        return f"- {self.what.rstrip(' .;')}: hạn {short_date(self.due_on)}{late};"


class PressWay(StrEnum):
    """How a unit was pressed."""

    LETTER = "letter"
    CHAT = "chat"
    PHONE = "phone"
    MAIL = "mail"


WAY_WORDS = {
    PressWay.LETTER: "Công văn, văn bản",
    PressWay.CHAT: "Zalo, tin nhắn",
    PressWay.PHONE: "Điện thoại",
    PressWay.MAIL: "Thư điện tử",
}


@dataclass(frozen=True)
class Due:
    """All that one unit owes; the four kinds are never added up."""

    reports: Sequence[Missed] = ()
    requests: Sequence[Missed] = ()  # reports on request, past their day
    items: Sequence[Missed] = ()  # past their own day
    orders: Sequence[Missed] = ()

    @property
    def parts(self) -> Sequence[tuple[str, Sequence[Missed]]]:
        """The kinds of which there is something, with what each is called after its count."""
        named = (
            ("báo cáo chưa gửi", self.reports),
            ("báo cáo theo yêu cầu chưa gửi", self.requests),
            ("nhiệm vụ quá hạn, chưa báo cáo hoàn thành", self.items),
            ("kết luận, chỉ đạo chưa báo cáo kết quả", self.orders),
        )
        return [(words, rows) for words, rows in named if rows]


def press_text(office: str, unit: str, due: Due) -> str:
    """The text that presses a unit for what it owes, ready for the document system.

    `office` asks, but not itself. "" when nothing is owed.
    """
    lines: list[str] = []
    for words, rows in due.parts:
        lines += [f"{two_digits(len(rows))} {words}:", *(row.sentence for row in rows)]
    if not lines:
        return ""
    lines[-1] = lines[-1].rstrip(";") + "."
    asks = f"{office} đề nghị {unit}" if unit != office else f"Đề nghị {unit}"
    return "\n".join([f"{asks} thực hiện:", *lines])


def short_text(office: str, unit: str, due: Due) -> str:
    """The same in two lines, for a message on a phone; the oldest of each kind is named."""
    parts = []
    for words, rows in due.parts:
        oldest = max(rows, key=lambda row: row.days)
        late = f", lâu nhất {oldest.days} ngày" if oldest.days else ""
        parts.append(f"{two_digits(len(rows))} {words} ({oldest.what.rstrip(' .;')}{late})")
    if not parts:
        return ""
    asks = f"{office} đề nghị {unit}" if unit != office else f"Đề nghị {unit}"
    return f"{asks}: {'; '.join(parts)}.\nTrường hợp chưa gửi được, nêu lý do và ngày hẹn gửi."


@dataclass(frozen=True)
class Asked:
    """What a lead asked of a partner, as an obstacle names it."""

    unit: str
    text: str
    letter: str  # "Công văn số …": "" where none was sent
    asked_on: date
    due_on: date


def silent_partner(asked: Asked, today: date) -> str:
    """An obstacle made of a request nobody answered, with how long it is past its day."""
    letter = f" ({asked.letter})" if asked.letter else ""
    days = (today - asked.due_on).days
    late = f", đã quá {days} ngày" if days > 0 else ""
    return (
        f"{asked.unit} chưa trả lời đề nghị phối hợp ngày {short_date(asked.asked_on)}{letter}: "
        f"{asked.text.rstrip(' .;')}; hạn trả lời {short_date(asked.due_on)}{late}."
    )
