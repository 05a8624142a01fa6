"""The plan page put together: views with counts, what is found, one page of it, own filters."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from tracker.organisation.models import Unit
from tracker.plans.criteria import all_codes
from tracker.plans.filters import GROUP_WORDS, UNLINKED, VIEW_WORDS, PlanFilter, View
from tracker.plans.lines import Around, Line, Section, sections
from tracker.plans.outlines import Outline, counts, matching
from tracker.plans.rules import REPORT_WORDS, WORDS
from tracker.surveys.models import Component

LONGEST = 200  # lines on one page; a longer list is cut into pages of PAGE
PAGE = 100
MOST_KEPT = 12


@dataclass(frozen=True)
class PlanPage:
    """What the plan page shows under one filter."""

    wanted: PlanFilter
    counts: Mapping[View, int]
    found: tuple[Outline, ...]
    total: int
    lines: tuple[Line, ...] = ()  # of `shown`, once they are gathered

    @classmethod
    def of(cls, outlines: Sequence[Outline], wanted: PlanFilter, around: Around) -> "PlanPage":
        """The page of all items of a plan under a filter, its lines not gathered yet."""
        found = tuple(matching(outlines, wanted, around))
        return cls(wanted, counts(outlines, around), found, len(outlines))

    @property
    def shown(self) -> tuple[Outline, ...]:
        """The items of this page."""
        first = (min(self.wanted.page, self.pages) - 1) * PAGE
        return self.found[first : first + PAGE] if self.pages > 1 else self.found

    @property
    def sections(self) -> tuple[Section, ...]:
        """The lines of this page under their headings."""
        return sections(self.lines, self.wanted.grouping)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return 1 if len(self.found) <= LONGEST else -(-len(self.found) // PAGE)

    @property
    def tabs(self) -> tuple["Tab", ...]:
        """The views of the house with their counts, each as a link."""
        usual = PlanFilter(grouping=self.wanted.grouping, is_compact=self.wanted.is_compact)
        plain = self.wanted.changed() == usual.changed(view=self.wanted.view)
        here = self.wanted.view if plain else None
        return tuple(
            Tab(words, self.counts[view], usual.changed(view=view), view is here)
            for view, words in VIEW_WORDS.items()
        )

    @property
    def groupings(self) -> tuple["Tab", ...]:
        """The ways of grouping, each as a link."""
        return tuple(
            Tab(words, 0, self.wanted.changed(grouping=kind), kind is self.wanted.grouping)
            for kind, words in GROUP_WORDS.items()
        )


@dataclass(frozen=True)
class Tab:
    """One link over the table."""

    text: str
    count: int
    query: Mapping[str, str]
    is_here: bool


@dataclass(frozen=True)
class KeptFilter:
    """A filter that somebody keeps under a name of his own."""

    name: str
    query: dict[str, str]


@dataclass(frozen=True)
class FilterOptions:
    """What the lists of the filter row offer: value and words."""

    units: Mapping[str, str]
    components: Mapping[str, str]
    criteria: Mapping[str, str]  # empty where no item names one

    @classmethod
    def of(
        cls, units: Iterable[Unit], components: Iterable[Component], items: Iterable[Outline]
    ) -> "FilterOptions":
        """Units, indices, criteria in their order, "chưa gắn chỉ số" first."""
        names = {str(component.id): component.name for component in components}
        return cls(
            {str(unit.id): unit.name for unit in units},
            {UNLINKED: VIEW_WORDS[View.UNLINKED]} | names,
            {code: code for code in all_codes(item.criteria for item in items)},
        )

    @property
    def progress(self) -> Mapping[str, str]:
        """The states of the work."""
        return {state.value: word for state, word in WORDS.items()}

    @property
    def reports(self) -> Mapping[str, str]:
        """The states of a report."""
        return {state.value: word for state, word in REPORT_WORDS.items()}


def kept_filters(setting: Mapping[str, Any] | None) -> tuple[KeptFilter, ...]:
    """The filters that a person keeps, in the order of keeping."""
    rows: Iterable[Mapping[str, Any]] = (setting or {}).get("filters", ())
    return tuple(KeptFilter(str(row["name"]), PlanFilter.read(row["query"]).query) for row in rows)


def with_filter(kept: Sequence[KeptFilter], name: str, wanted: PlanFilter) -> dict[str, Any]:
    """The setting with one filter more; the same name again replaces, the oldest makes room."""
    others = [one for one in kept if one.name != name]
    fresh = KeptFilter(name, wanted.changed())
    return _setting([*others, fresh][-MOST_KEPT:])


def without_filter(kept: Sequence[KeptFilter], number: int) -> dict[str, Any]:
    """The setting without the filter at this place, counted from 1."""
    return _setting([one for place, one in enumerate(kept, 1) if place != number])


def _setting(kept: Sequence[KeptFilter]) -> dict[str, Any]:
    return {"filters": [asdict(one) for one in kept]}
