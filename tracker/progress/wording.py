"""Sentences of progress: sayings that tell nothing, and the text that presses a unit. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

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


def press_text(office: str, unit: str, reports: Sequence[Missed], orders: Sequence[Missed]) -> str:
    """The text that presses a unit for what it owes, ready to be pasted into a letter or message.

    `office` asks, but not itself. Reports and orders stand apart; "" when both are empty.
    """
    parts: list[str] = []
    if reports:
        parts.append(f"{two_digits(len(reports))} báo cáo chưa gửi:")
        parts += [one.sentence for one in reports]
    if orders:
        parts.append(f"{two_digits(len(orders))} kết luận, chỉ đạo chưa báo cáo kết quả:")
        parts += [one.sentence for one in orders]
    if not parts:
        return ""
    parts[-1] = parts[-1].rstrip(";") + "."
    asks = f"{office} đề nghị {unit}" if unit != office else f"Đề nghị {unit}"
    return "\n".join([f"{asks} thực hiện:", *parts])


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
