"""What may be concluded on a line, and what a conclusion must say to be carried out. Pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.meetings.rules import CONCLUSION_WORDS, Closing, ConclusionKind
from tracker.vietnamese import short_date

# A conclusion of these kinds gives an order when it names a day.
ORDERING = frozenset({ConclusionKind.INSTRUCT, ConclusionKind.SEND_UP, ConclusionKind.CHANGE_LEAD})
_ABOUT_ITEMS = frozenset({ConclusionKind.CHANGE_LEAD, ConclusionKind.CLOSE})


@dataclass(frozen=True)
class Wanted:
    """A conclusion as it is being written; `kind` None: nothing is concluded (yet)."""

    kind: ConclusionKind | None = None
    text: str = ""
    closing: Closing | None = None
    unit_id: int | None = None
    from_unit_id: int | None = None  # who hands over the lead
    due_on: date | None = None
    target: str = ""  # what gets more time: the key of a Target

    @property
    def gives_order(self) -> bool:
        """Whether closing the meeting gives an order for it."""
        return self.kind in ORDERING and self.unit_id is not None and self.due_on is not None

    def as_json(self) -> dict[str, Any]:
        """What the draft on a line keeps; empty when nothing was written."""
        kept = {
            "kind": self.kind,
            "text": self.text,
            "closing": self.closing,
            "unit_id": self.unit_id,
            "from_unit_id": self.from_unit_id,
            "due_on": self.due_on and self.due_on.isoformat(),
            "target": self.target,
        }
        return {name: value for name, value in kept.items() if value} if self.kind else {}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Wanted":
        """The draft a line keeps; nothing concluded when it is empty."""
        due_on = kept.get("due_on")
        closing = kept.get("closing")
        return cls(
            kind=ConclusionKind(kept["kind"]) if kept.get("kind") else None,
            text=kept.get("text", ""),
            closing=Closing(closing) if closing else None,
            unit_id=kept.get("unit_id"),
            from_unit_id=kept.get("from_unit_id"),
            due_on=date.fromisoformat(due_on) if due_on else None,
            target=kept.get("target", ""),
        )


@dataclass(frozen=True)
class Target:
    """Something with a day that may get more time: an item, an order, what was asked for either."""

    key: str  # "extension:7", "item:12", "order:5"
    words: str
    due_on: date  # the day now
    asked_to: date | None = None  # of a pending request


@dataclass(frozen=True)
class Ground:
    """What a conclusion stands on: the line's item and leads, the day, what may get more time."""

    meeting_on: date
    has_item: bool = False
    lead_ids: Collection[int] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong, at which field of the form, and what to do."""

    field: str
    message: str


def problems(wanted: Wanted, ground: Ground) -> list[Problem]:
    """What keeps `wanted` from being carried out, in the order of the form; empty: nothing.

    Nothing concluded is no problem: the line is then listed as not discussed.
    """
    if wanted.kind is None:
        if wanted.text or wanted.due_on:
            return [Problem("kind", "Chọn loại kết luận cho nội dung đã ghi.")]
        return []
    found: list[Problem] = []
    if not wanted.text.strip():
        found.append(Problem("text", "Cần ghi nội dung kết luận để in vào biên bản."))
    if wanted.kind in _ABOUT_ITEMS and not ground.has_item:
        word = CONCLUSION_WORDS[wanted.kind]
        return [Problem("kind", f"Nội dung này không gắn nhiệm vụ nên không chọn “{word}” được.")]
    return found + _BY_KIND[wanted.kind](wanted, ground)


def _instruct(wanted: Wanted, ground: Ground) -> list[Problem]:
    found = []
    if wanted.unit_id is None:
        found.append(Problem("unit_id", "Chọn đơn vị thực hiện."))
    if wanted.due_on is None:
        found.append(
            Problem("due_on", "Giao thực hiện cần thời hạn; không có thời hạn thì chọn Ghi nhận.")
        )
    return found + _not_past(wanted, ground)


def _extend(wanted: Wanted, ground: Ground) -> list[Problem]:
    if not ground.targets:
        return [
            Problem(
                "kind",
                "Không có thời hạn nào gia hạn được: chỉ gia hạn việc còn trong hạn hoặc đã có đề "
                "nghị gửi trước hạn. Việc đã quá hạn thì giao thực hiện với thời hạn mới.",
            )
        ]
    target = next((t for t in ground.targets if t.key == wanted.target), None)
    if target is None:
        return [Problem("target", "Chọn việc được gia hạn.")]
    if wanted.due_on is None or wanted.due_on <= target.due_on:
        now = short_date(target.due_on)
        return [Problem("due_on", f"Ghi thời hạn mới, sau thời hạn hiện nay ({now}).")]
    return []


def _change_lead(wanted: Wanted, ground: Ground) -> list[Problem]:
    found = []
    if wanted.unit_id is None:
        found.append(Problem("unit_id", "Chọn đơn vị chủ trì mới."))
    elif wanted.unit_id in ground.lead_ids:
        found.append(Problem("unit_id", "Đơn vị này đang chủ trì nhiệm vụ; chọn đơn vị khác."))
    if wanted.from_unit_id not in ground.lead_ids:
        found.append(Problem("from_unit_id", "Chọn đơn vị thôi chủ trì."))
    return found + _not_past(wanted, ground)


def _close(wanted: Wanted, _ground: Ground) -> list[Problem]:
    found = []
    if wanted.closing is None:
        found.append(
            Problem("closing", "Chọn lý do kết thúc: hoàn thành, tạm dừng hoặc không thực hiện.")
        )
    return found + _no_day(wanted)


def _send_up(wanted: Wanted, ground: Ground) -> list[Problem]:
    if wanted.due_on is not None and wanted.unit_id is None:
        return [Problem("unit_id", "Chọn đơn vị tham mưu văn bản.")]
    return _not_past(wanted, ground)


def _note(wanted: Wanted, _ground: Ground) -> list[Problem]:
    return _no_day(wanted)


def _not_past(wanted: Wanted, ground: Ground) -> list[Problem]:
    if wanted.due_on is None or wanted.due_on >= ground.meeting_on:
        return []
    held = short_date(ground.meeting_on)
    return [Problem("due_on", f"Thời hạn không thể trước ngày họp ({held}).")]


def _no_day(wanted: Wanted) -> list[Problem]:
    if wanted.due_on is None or wanted.kind is None:
        return []
    word = CONCLUSION_WORDS[wanted.kind]
    return [Problem("due_on", f"“{word}” không kèm thời hạn: xóa ngày hoặc chọn Giao thực hiện.")]


_BY_KIND = {
    ConclusionKind.INSTRUCT: _instruct,
    ConclusionKind.EXTEND: _extend,
    ConclusionKind.CHANGE_LEAD: _change_lead,
    ConclusionKind.CLOSE: _close,
    ConclusionKind.SEND_UP: _send_up,
    ConclusionKind.NOTE: _note,
}
