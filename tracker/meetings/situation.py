"""How a plan stands when a meeting opens: counts side by side, never added up. Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tracker.plans.rules import DONE, Progress
from tracker.vietnamese import two_digits


@dataclass(frozen=True)
class Situation:
    """Counts as of the opening. Late, ordered, missing and blocked are four separate numbers."""

    plan: str = ""  # "844/STP-VP"
    items: int = 0
    done: int = 0
    under_way: int = 0
    waiting: int = 0
    not_started: int = 0
    paused: int = 0
    dropped: int = 0
    late: int = 0
    orders: int = 0
    reports: int = 0  # (item, unit, period) without a report
    blocked: int = 0

    @property
    def sentence(self) -> str:
        """The counts as the minutes say them; "" without a plan."""
        if not self.items:
            return ""
        return (
            f"Trong {two_digits(self.items)} nhiệm vụ: {', '.join(self._states())}. "
            f"Nhiệm vụ quá hạn: {two_digits(self.late)}. "
            f"Kết luận, chỉ đạo quá hạn: {two_digits(self.orders)}. "
            f"Báo cáo chưa gửi: {two_digits(self.reports)}. "
            f"Vướng mắc chưa tháo gỡ: {two_digits(self.blocked)}."
        )

    def _states(self) -> list[str]:
        """Done and under way always, the others only where there are any."""
        rest = (
            ("chờ xác nhận", self.waiting),
            ("chưa thực hiện", self.not_started),
            ("tạm dừng", self.paused),
            ("không thực hiện", self.dropped),
        )
        said = [("hoàn thành", self.done), ("đang thực hiện", self.under_way)]
        return [f"{word} {two_digits(n)}" for word, n in [*said, *((w, n) for w, n in rest if n)]]


def count_states(states: Iterable[Progress]) -> dict[str, int]:
    """The counts of a Situation that come from the states of a plan's items."""
    counted = Counter(states)
    return {
        "items": counted.total(),
        "done": sum(counted[state] for state in DONE),
        "under_way": counted[Progress.UNDER_WAY],
        "waiting": counted[Progress.CLAIMED],
        "not_started": counted[Progress.NOT_STARTED],
        "paused": counted[Progress.PAUSED],
        "dropped": counted[Progress.DROPPED],
    }
