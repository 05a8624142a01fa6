"""What totals handed in as a tally sheet (bảng tổng hợp) come to; no interval, no verdict. Pure.

Counts are by question or by component: a sheet gives how many answered each level, worst first.
Nobody sealed the forms behind them, so these figures are shown beside computed ones and never
enter tallies, verdicts or the rules for weak indices.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from tracker.surveys.rules import Component, Method

MARK = "tính từ bảng tổng hợp"
Counts = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Total:
    """One index from totals; `value` None where no sheet counts it. `code` "" is the overall."""

    code: str
    name: str
    answers: int
    value: Fraction | None


@dataclass(frozen=True)
class Totals:
    """The indices of some sheets put together."""

    people: int
    sheets: int
    components: tuple[Total, ...]
    overall: Total

    @property
    def all(self) -> tuple[Total, ...]:
        """The components, the overall index last."""
        return (*self.components, self.overall)


def problems(method: Method, people: int, counts: Counts) -> tuple[str, ...]:
    """Why these counts cannot be: a code, a number of levels, or more answers than people gave."""
    most = {q.code: 1 for q in method.questions}
    most |= {c.code: len(c.questions) for c in method.components}
    found = []
    for code, levels in counts.items():
        if code not in most or len(levels) != method.levels or min(levels) < 0:
            found.append(f"Mục {code} không thuộc bộ chỉ số hoặc sai số mức.")
        elif sum(levels) > people * most[code]:
            found.append(
                f"Mục {code}: {sum(levels)} câu trả lời, nhiều hơn {people * most[code]} câu mà "
                f"{people} phiếu có thể có."
            )
    double = [
        c.code for c in method.components
        if c.code in counts and any(q.code in counts for q in c.questions)
    ]  # fmt: skip
    found += [
        f"Chỉ số {code} đã có số theo từng câu hỏi, không ghi thêm số chung." for code in double
    ]
    if not any(sum(levels) for levels in counts.values()):
        found.append("Bảng tổng hợp chưa có số nào.")
    return tuple(found)


def totals(method: Method, sheets: Iterable[tuple[int, Counts]]) -> Totals:
    """The indices of sheets put together, each with its people; answers are pooled."""
    people = number = 0
    added: dict[str, list[int]] = {}
    for count, counts in sheets:
        people, number = people + count, number + 1
        for code, levels in counts.items():
            before = added.get(code, [0] * method.levels)
            added[code] = [a + b for a, b in zip(before, levels, strict=True)]
    components = tuple(_total(method, component, added) for component in method.components)
    values = [c.value for c in components if c.value is not None]
    whole = sum(values, Fraction(0)) / len(values) if len(values) == len(components) else None
    answers = sum(c.answers for c in components)
    return Totals(people, number, components, Total("", "Chỉ số chung", answers, whole))


def _total(method: Method, component: Component, counts: Counts) -> Total:
    codes = (component.code, *(question.code for question in component.questions))
    levels = [sum(some) for some in zip(*(counts[c] for c in codes if c in counts), strict=True)]
    answers = sum(levels)
    points = sum(method.points(level) * n for level, n in enumerate(levels, 1))
    value = Fraction(100 * points, method.full_marks * answers) if answers else None
    return Total(component.code, component.name, answers, value)
