"""One change to several items at once: what may be changed so, and which rows refuse. Pure."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from tracker.organisation.rules import PeriodKind
from tracker.plans.rules import OWING, PROOF_WORDS, RHYTHM_WORDS, WORDS, Progress, Proof

Facts = dict[str, Any]  # what one kind of change touches of an item, as JSON


class BulkKind(StrEnum):
    ATTACH = "attach"
    DETACH = "detach"
    RHYTHM = "rhythm"
    PROOF = "proof"
    NOTE = "note"
    PAUSE = "pause"
    RESUME = "resume"
    CLOSE = "close"
    DROP = "drop"


BULK_WORDS = {
    BulkKind.ATTACH: "Gắn thêm chỉ số, ngoài phụ lục",
    BulkKind.DETACH: "Bỏ chỉ số đã gắn thêm",
    BulkKind.RHYTHM: "Đặt nhịp báo cáo",
    BulkKind.PROOF: "Đặt tài liệu kiểm chứng cần có",
    BulkKind.NOTE: "Ghi chú",
    BulkKind.PAUSE: "Tạm dừng",
    BulkKind.RESUME: "Tiếp tục thực hiện",
    BulkKind.CLOSE: "Kết thúc theo dõi: hoàn thành",
    BulkKind.DROP: "Kết thúc theo dõi: không thực hiện",
}
DECIDING = frozenset({BulkKind.PAUSE, BulkKind.RESUME, BulkKind.CLOSE, BulkKind.DROP})


@dataclass(frozen=True)
class BulkWish:
    """What is to become of each chosen item; only the part that its kind asks for counts."""

    kind: BulkKind
    on: date
    component_id: int = 0
    component: str = ""
    rhythm: PeriodKind = PeriodKind.MONTH
    proof: Proof = Proof.ANY
    note: str = ""
    reason: str = ""

    @property
    def lacks(self) -> str:
        """What is still to be chosen before rows can be shown; "" when nothing is."""
        if self.kind in {BulkKind.ATTACH, BulkKind.DETACH} and not self.component_id:
            return "Chọn chỉ số."
        needs_reason = self.kind in DECIDING - {BulkKind.RESUME}
        return "Ghi lý do, căn cứ." if needs_reason and not self.reason.strip() else ""

    def refusal(self, before: Facts) -> str:
        """Why a row stays as it is; "" where the change can be made."""
        if self.kind in DECIDING:
            return self._not_decided(before)
        return "" if self._changes(before) else _AS_IT_IS.get(self.kind, "Đã như vậy.")

    def _changes(self, before: Facts) -> bool:
        """Whether the row would not be the same afterwards."""
        match self.kind:
            case BulkKind.ATTACH:
                return self.component_id not in [c[0] for c in before["components"]]
            case BulkKind.DETACH:
                return [self.component_id, True] in before["components"]
            case BulkKind.PROOF:
                return bool(set(before["proofs"].values()) - {self.proof.value})
            case _:
                return bool(before != self.plain)

    @property
    def plain(self) -> Facts:
        """The facts after a change that is the same for every row."""
        if self.kind is BulkKind.RHYTHM:
            return {"rhythm": self.rhythm.value}
        return {"note": self.note.strip()}

    def _not_decided(self, before: Facts) -> str:
        progress = Progress(before["progress"])
        word = WORDS[progress].lower()
        if before["ended_on"]:
            return f"Đã kết thúc: {word}."
        if self.kind is BulkKind.PAUSE:
            return "" if progress in OWING else f"Đang {word}."
        is_resumed = self.kind is BulkKind.RESUME and progress is not Progress.PAUSED
        return "Không tạm dừng." if is_resumed else ""

    def said(self) -> str:
        """What becomes of a row, in words."""
        words = {
            BulkKind.ATTACH: f"{BULK_WORDS[self.kind]}: {self.component}",
            BulkKind.DETACH: f"{BULK_WORDS[self.kind]}: {self.component}",
            BulkKind.RHYTHM: f"Báo cáo {RHYTHM_WORDS[self.rhythm]}",
            BulkKind.PROOF: PROOF_WORDS[self.proof],
            BulkKind.NOTE: self.note.strip() or "(xóa ghi chú)",
        }
        return words.get(self.kind, f"{BULK_WORDS[self.kind]}. {self.reason}".strip())


_AS_IT_IS = {
    BulkKind.ATTACH: "Đã có chỉ số này.",
    BulkKind.DETACH: "Không gắn thêm chỉ số này.",
}


def facts_words(facts: Facts, names: dict[int, str]) -> str:
    """The facts of a row in words; `names` of indices by id."""
    (first, value), *_ = facts.items()
    words = {
        "components": lambda: "; ".join(names.get(c[0], "") for c in value) or "Chưa gắn",
        "rhythm": lambda: f"Báo cáo {RHYTHM_WORDS[PeriodKind(value)]}",
        "proofs": lambda: (
            "; ".join(PROOF_WORDS[Proof(kind)] for kind in dict.fromkeys(value.values()))
            or "Không có sản phẩm"
        ),
        "note": lambda: str(value) or "(trống)",
        "progress": lambda: WORDS[Progress(value)],
    }
    return words[first]()
