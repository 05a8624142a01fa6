"""What a person should look at before an appendix is taken over: one remark for each doubt."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.units import KnownUnit
from tracker.vietnamese import fold

_MOST_NAMES = 400  # above, comparing each with each would take too long; no plan has so many
ALIKE = 90  # of 100 on folded words: near enough to ask whether two units are one


class Doubt(StrEnum):
    """What kind of thing a remark is about."""

    UNIT_SIMILAR = "unit-similar"
    UNIT_UNKNOWN = "unit-unknown"
    TASK_BLANK = "task-blank"
    LEAD_BLANK = "lead-blank"
    INDEX_BLANK = "index-blank"
    INDEX_UNKNOWN = "index-unknown"
    DEADLINE = "deadline"
    JOINED = "joined"
    DITTO = "ditto"
    SPELLING = "spelling"
    NUMBER = "number"
    LAYOUT = "layout"


@dataclass(frozen=True, slots=True)
class Remark:
    """One doubt: the item's number (None: the whole plan), the column, a sentence, a proposal.

    `subject` is the wording in doubt, as the file has it.
    """

    row: int | None
    field: str
    text: str
    suggestion: str | None
    doubt: Doubt
    subject: str = ""

    def as_json(self) -> dict[str, object]:
        """The remark in the form of `plans read --json`."""
        return {
            "row": self.row,
            "field": self.field,
            "text": self.text,
            "suggestion": self.suggestion,
        }


@dataclass(frozen=True, slots=True)
class Used:
    """The units of one cell of one item, as they will be named."""

    row: int
    column: Column
    names: tuple[str, ...]


def unit_remarks(uses: Sequence[Used], known: Sequence[KnownUnit]) -> Iterator[Remark]:
    """Remarks on units: with known ones, each unknown name; without, names nearly the same.

    Of two names nearly the same the rarer is doubted, of equally frequent ones the first.
    """
    counts = Counter(name for use in uses for name in use.names)
    sure = [unit.name for unit in known]
    meant = _all_meant(counts, sure) if len(counts) <= _MOST_NAMES else {}
    for use in uses:
        for name in use.names:
            if name in sure:
                continue
            other = meant.get(name)
            if other is not None:
                text = f"Tên đơn vị “{name}” gần giống “{other}”; có thể là một đơn vị."
                yield Remark(use.row, use.column, text, other, Doubt.UNIT_SIMILAR, name)
            elif sure:
                text = f"Đơn vị “{name}” chưa có trong danh mục."
                yield Remark(use.row, use.column, text, None, Doubt.UNIT_UNKNOWN, name)


def _all_meant(counts: Mapping[str, int], sure: Sequence[str]) -> dict[str, str]:
    """For each name the known unit, or the more frequent name of the same appendix, it may be."""
    ranks = {name: (count, place) for place, (name, count) in enumerate(counts.items())}
    found = {}
    for name in counts:
        rivals = sure or [other for other in ranks if ranks[other] > ranks[name]]
        likeness, other = max(((_likeness(name, r), r) for r in rivals), default=(0.0, ""))
        if likeness >= ALIKE and name not in sure:
            found[name] = other
    return found


def _likeness(one: str, other: str) -> float:
    """0…100 on folded words; 0 where figures differ ("phường 1", "phường 2")."""
    left, right = fold(one).split(), fold(other).split()
    if [w for w in left if w.isdigit()] != [w for w in right if w.isdigit()]:
        return 0
    if _is_one_word_off(left, right):
        return 99
    return fuzz.token_sort_ratio(" ".join(left), " ".join(right))


def _is_one_word_off(left: Sequence[str], right: Sequence[str]) -> bool:
    """Three words or more, all the same but one, and that one off by a letter."""
    if len(left) != len(right) or len(left) < 3:
        return False
    off = [(a, b) for a, b in zip(left, right, strict=True) if a != b]
    return len(off) == 1 and Levenshtein.distance(*off[0]) <= 1


def number_remarks(typed: Sequence[int | None], shown: Sequence[int]) -> Iterator[Remark]:
    """Remarks on the numbers typed: missing, twice, left out, counted anew; none without any."""
    if all(number is None for number in typed):
        return
    if any(a is not None and a != b for a, b in zip(typed, shown, strict=True)):
        again = "Số thứ tự đánh lại từ đầu hoặc đánh theo cấp ở giữa bảng"
        text = f"{again}; tạm đánh số liền từ 1 đến {len(shown)}."
        yield Remark(None, Column.NO, text, None, Doubt.NUMBER)
        return
    last, seen = 0, set[int]()
    for own, number in zip(typed, shown, strict=True):
        if own is None:
            text, proposal = f"Dòng này không có số thứ tự; tạm đánh số {number}.", str(number)
            yield Remark(number, Column.NO, text, proposal, Doubt.NUMBER)
        elif own in seen:
            text = f"Số thứ tự {own} đã dùng cho một nhiệm vụ ở trên."
            yield Remark(number, Column.NO, text, None, Doubt.NUMBER, str(own))
        elif own > last + 1:
            text = f"Số thứ tự nhảy từ {last} đến {own}; có thể thiếu dòng."
            yield Remark(number, Column.NO, text, None, Doubt.NUMBER, str(own))
        seen.add(number)
        last = max(last, number)
