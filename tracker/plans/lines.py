"""The lines of a plan as the page shows them, and how they are grouped."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from tracker.organisation.periods import PeriodSpec
from tracker.plans.filters import Grouping
from tracker.plans.models import ActionItem
from tracker.plans.obligations import Owed
from tracker.plans.outcomes import days_late
from tracker.plans.rules import (
    RHYTHM_WORDS,
    DeadlineKind,
    Progress,
    ReportState,
    TimeFlag,
    time_flag,
)
from tracker.vietnamese import short_day


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

    report: Reported
    unit: str
    state: ReportState | None
    note: str
    missing: tuple[str, ...]
    days: int

    @property
    def why(self) -> str:
        """The rules and the dates in words."""
        return self.report.why


@dataclass(frozen=True)
class Around:
    """What stands around the items of a plan today."""

    today: date
    soon_days: int
    orders: Mapping[int, Sequence[LateOrder]]  # late ones, by item
    asked: Mapping[int, int]  # by item: requests to partners that nobody answered
    marks: Mapping[int, IndexMark]  # by index

    def mark(self, component_id: int) -> IndexMark:
        """What the label of an index shows."""
        return self.marks.get(component_id, IndexMark())


@dataclass(frozen=True)
class Line:
    """One item with all that the plan page says of it. Needs units and indices loaded."""

    item: ActionItem
    reports: tuple[Reported, ...]
    around: Around

    @property
    def flag(self) -> TimeFlag:
        """Where its due day stands today; NONE once it has ended, carried over too."""
        return flag_of(self.item, self.around)

    @property
    def days_over(self) -> int:
        """Calendar days past the due day; 0 without one or before it."""
        return days_late(self.item.due_on, self.around.today)

    @property
    def orders(self) -> Sequence[LateOrder]:
        """The orders on it whose day has passed."""
        return self.around.orders.get(self.item.id, ())

    @property
    def asked(self) -> int:
        """How many requests to partners nobody answered."""
        return self.around.asked.get(self.item.id, 0)

    def mark(self, component_id: int) -> IndexMark:
        """What the label of an index shows."""
        return self.around.mark(component_id)

    @property
    def rhythm(self) -> str:
        """How often it reports, in words."""
        if self.item.deadline_kind is DeadlineKind.ON_EVENT:
            return "báo cáo quý (có, không phát sinh)"
        return f"báo cáo {RHYTHM_WORDS[self.item.rhythm]}"

    @property
    def cells(self) -> tuple[ReportCell, ...]:
        """Its lead units in the last column, in the order of the appendix."""
        return tuple(report_cell(report, self.around.today) for report in self.reports)


class Dated(Protocol):
    """An item, whole or in outline, as far as its flag asks for it."""

    @property
    def progress(self) -> Progress: ...
    @property
    def due_on(self) -> date | None: ...
    @property
    def ended_on(self) -> date | None: ...


def flag_of(item: Dated, around: Around) -> TimeFlag:
    """Where the item's due day stands today; NONE once it has ended, carried over too."""
    if item.ended_on is not None:
        return TimeFlag.NONE
    return time_flag(item.progress, item.due_on, around.today, around.soon_days)


def report_cell(report: Reported, today: date) -> ReportCell:
    """One lead unit's report state in words."""
    note = ""
    if report.period and report.state in {ReportState.DUE, ReportState.RETURNED}:
        cutoff = report.period.cutoff_on
        note = "hạn hôm nay" if cutoff == today else f"hạn {short_day(cutoff)}"
    return ReportCell(
        report=report,
        unit=report.unit_label,
        state=report.state,
        note=note,
        missing=tuple(owed.period.label.partition(" năm ")[0] for owed in report.missing),
        days=report.days_late(today),
    )


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
