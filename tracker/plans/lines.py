"""The lines of a plan as the page shows them: which belong to a view, how they are grouped."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from tracker.organisation.periods import PeriodSpec
from tracker.plans.filters import UNLINKED, Grouping, PlanFilter, View
from tracker.plans.models import ActionItem
from tracker.plans.obligations import Owed
from tracker.plans.outcomes import days_late
from tracker.plans.rules import DeadlineKind, ReportState, TimeFlag, time_flag
from tracker.vietnamese import fold, short_day

RHYTHMS = {
    "month": "báo cáo hằng tháng",
    "quarter": "báo cáo hằng quý",
    "half-year": "báo cáo 6 tháng một lần",
    "nine-months": "báo cáo 9 tháng một lần",
    "year": "báo cáo hằng năm",
}


class Reported(Protocol):
    """Where one lead unit stands with its reports; progress.queries.states gives it."""

    @property
    def unit_id(self) -> int: ...
    @property
    def unit_label(self) -> str: ...
    @property
    def state(self) -> ReportState | None: ...
    @property
    def period(self) -> PeriodSpec | None: ...
    @property
    def missing(self) -> tuple[Owed, ...]: ...
    @property
    def why(self) -> str: ...
    def days_late(self, today: date) -> int: ...


@dataclass(frozen=True)
class IndexMark:
    """What a label of an index shows: its latest value (0..100, None: none) and a flag."""

    value: float | None = None
    is_weak: bool = False


@dataclass(frozen=True)
class LateOrder:
    """An order on the item whose day has passed, and in which words it is spoken of."""

    word: str
    days: int


@dataclass(frozen=True)
class ReportCell:
    """One lead unit in the last column, as macros/status.html reads it."""

    unit: str
    state: ReportState | None
    note: str
    missing: tuple[str, ...]
    days: int
    why: str


@dataclass(frozen=True)
class Line:
    """One item with all that the plan page says of it. Needs units and indices loaded."""

    item: ActionItem
    reports: tuple[Reported, ...]
    today: date
    soon_days: int
    orders: tuple[LateOrder, ...] = ()
    asked: int = 0  # requests to partners that nobody answered
    marks: Mapping[int, IndexMark] = field(default_factory=dict)

    @property
    def flag(self) -> TimeFlag:
        """Where its due day stands today; NONE once it has ended, carried over too."""
        if self.item.ended_on is not None:
            return TimeFlag.NONE
        return time_flag(self.item.progress, self.item.due_on, self.today, self.soon_days)

    @property
    def days_over(self) -> int:
        """Calendar days past the due day; 0 without one or before it."""
        return days_late(self.item.due_on, self.today)

    @property
    def is_weak(self) -> bool:
        """Whether it aims at an index below its target."""
        return any(self.mark(link.component_id).is_weak for link in self.item.components)

    def mark(self, component_id: int) -> IndexMark:
        """What the label of an index shows."""
        return self.marks.get(component_id, IndexMark())

    @property
    def states(self) -> frozenset[ReportState]:
        """Every report state that some lead unit is in, missing periods included."""
        found = {r.state for r in self.reports if r.state}
        missed = {ReportState.MISSING} if any(r.missing for r in self.reports) else set()
        return frozenset(found | missed)

    @property
    def rhythm(self) -> str:
        """How often it reports, in words."""
        if self.item.deadline_kind is DeadlineKind.ON_EVENT:
            return "báo cáo quý (có, không phát sinh)"
        return RHYTHMS[self.item.rhythm]

    @property
    def cells(self) -> tuple[ReportCell, ...]:
        """Its lead units in the last column, in the order of the appendix."""
        return tuple(report_cell(report, self.today) for report in self.reports)


def report_cell(report: Reported, today: date) -> ReportCell:
    """One lead unit's report state in words."""
    note = ""
    if report.period and report.state in {ReportState.DUE, ReportState.RETURNED}:
        cutoff = report.period.cutoff_on
        note = "hạn hôm nay" if cutoff == today else f"hạn {short_day(cutoff)}"
    return ReportCell(
        unit=report.unit_label,
        state=report.state,
        note=note,
        missing=tuple(owed.period.label.partition(" năm ")[0] for owed in report.missing),
        days=report.days_late(today),
        why=report.why,
    )


_VIEWS: Mapping[View, Callable[[Line], bool]] = {
    View.ALL: lambda _line: True,
    View.ORDERS: lambda line: bool(line.orders),
    View.LATE: lambda line: line.flag is TimeFlag.LATE,
    View.SILENT: lambda line: ReportState.MISSING in line.states,
    View.DUE: lambda line: ReportState.DUE in line.states,
    View.STUCK: lambda line: line.item.blocked_since is not None or line.asked > 0,
    View.UNLINKED: lambda line: not line.item.components,
    View.WEAK: lambda line: line.is_weak,
}


def in_view(line: Line, view: View) -> bool:
    """Whether a line belongs to a view of the house."""
    return _VIEWS[view](line)


def counts(lines: Sequence[Line]) -> dict[View, int]:
    """How many lines each view holds, in the order of the page."""
    return {view: sum(in_view(line, view) for line in lines) for view in View}


def matching(lines: Iterable[Line], wanted: PlanFilter) -> list[Line]:
    """The lines that the filter leaves, in their order. Words are looked for without diacritics."""
    words = fold(wanted.words).split()
    return [line for line in lines if in_view(line, wanted.view) and _fits(line, wanted, words)]


def _fits(line: Line, wanted: PlanFilter, words: Sequence[str]) -> bool:
    item = line.item
    leads = {unit.unit_id for unit in item.leads}
    return (
        all(word in item.folded for word in words)
        and (wanted.unit_id is None or wanted.unit_id in leads)
        and (wanted.progress is None or item.progress is wanted.progress)
        and (wanted.report is None or wanted.report in line.states)
        and _has_index(item, wanted.component)
    )


def _has_index(item: ActionItem, component: str) -> bool:
    if component == UNLINKED:
        return not item.components
    return not component or any(str(link.component_id) == component for link in item.components)


@dataclass(frozen=True)
class Section:
    """Lines under one heading; an item may stand under several. No heading: the whole appendix."""

    title: str
    lines: tuple[Line, ...]


def sections(lines: Sequence[Line], grouping: Grouping) -> tuple[Section, ...]:
    """The lines under their headings: those without an index first, then by index or lead unit."""
    if grouping is Grouping.APPENDIX:
        return _by_heading(lines)
    found: dict[str, list[Line]] = {"Chưa gắn chỉ số": []} if grouping is Grouping.INDEX else {}
    order: dict[str, tuple[int, int]] = {}
    for line in lines:
        for place, name in _headings(line, grouping):
            found.setdefault(name, []).append(line)
            order.setdefault(name, place)
    ranked = sorted(found, key=lambda name: order.get(name, (-1, 0)))
    return tuple(Section(name, tuple(found[name])) for name in ranked if found[name])


def _headings(line: Line, grouping: Grouping) -> list[tuple[tuple[int, int], str]]:
    """The headings a line stands under, each with its place among them."""
    if grouping is Grouping.INDEX:
        components = [link.component for link in line.item.components]
        return [((c.position, c.id), c.name) for c in components] or [((-1, 0), "Chưa gắn chỉ số")]
    units = [(u.unit, u.name) for u in line.item.leads]
    return [((u.position if u else 10_000, u.id if u else 0), name) for u, name in units] or [
        ((20_000, 0), "Chưa có đơn vị chủ trì")
    ]


def _by_heading(lines: Sequence[Line]) -> tuple[Section, ...]:
    """The appendix in its order, under the headings it prints itself."""
    found: list[tuple[str, list[Line]]] = []
    for line in lines:
        if not found or found[-1][0] != line.item.section:
            found.append((line.item.section, []))
        found[-1][1].append(line)
    return tuple(Section(title, tuple(own)) for title, own in found)
