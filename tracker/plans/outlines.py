"""The items of a plan in outline: which belong to a view of the plan page, which a filter leaves.

A page shows a hundred items whole; of all the others only this much is read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from tracker.plans.criteria import codes_of
from tracker.plans.filters import UNLINKED, PlanFilter, View
from tracker.plans.lines import Around, flag_of
from tracker.plans.rules import Progress, ReportState, TimeFlag
from tracker.vietnamese import fold


class Outline(NamedTuple):
    """One item, as far as views and filters ask for it. A tuple: there may be thousands."""

    id: int
    folded: str
    has_note: bool
    progress: Progress
    due_on: date | None
    blocked_since: date | None
    criteria: str  # "1.4; 3.2.1"
    ended_on: date | None
    lead_ids: frozenset[int]  # units only
    component_ids: frozenset[int]
    states: frozenset[ReportState]  # every one that some lead unit is in, missing periods included


_VIEWS: Mapping[View, Callable[[Outline, Around], bool]] = {
    View.ALL: lambda _item, _around: True,
    View.ORDERS: lambda item, around: item.id in around.orders,
    View.LATE: lambda item, around: flag_of(item, around) is TimeFlag.LATE,
    View.SILENT: lambda item, _around: ReportState.MISSING in item.states,
    View.DUE: lambda item, _around: ReportState.DUE in item.states,
    View.STUCK: lambda item, around: item.blocked_since is not None or item.id in around.asked,
    View.UNLINKED: lambda item, _around: not item.component_ids,
    View.WEAK: lambda item, around: any(around.mark(i).is_weak for i in item.component_ids),
}


def counts(items: Sequence[Outline], around: Around) -> dict[View, int]:
    """How many items each view of the house holds, in the order of the page."""
    return {view: sum(belongs(i, around) for i in items) for view, belongs in _VIEWS.items()}


def matching(items: Iterable[Outline], wanted: PlanFilter, around: Around) -> list[Outline]:
    """The items that the filter leaves, in their order. Words are found without diacritics."""
    words, belongs = fold(wanted.words).split(), _VIEWS[wanted.view]
    return [item for item in items if belongs(item, around) and _fits(item, wanted, words)]


def _fits(item: Outline, wanted: PlanFilter, words: Sequence[str]) -> bool:
    return (
        all(word in item.folded for word in words)
        and (wanted.unit_id is None or wanted.unit_id in item.lead_ids)
        and (wanted.progress is None or item.progress is wanted.progress)
        and (wanted.report is None or wanted.report in item.states)
        and _has_index(item, wanted.component)
        and (not wanted.criterion or wanted.criterion in codes_of(item.criteria))
    )


def _has_index(item: Outline, component: str) -> bool:
    if component == UNLINKED:
        return not item.component_ids
    return not component or component in {str(i) for i in item.component_ids}
