"""A new appendix laid beside the one in force: what is new, gone, reworded, renumbered. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.items import Item
from tracker.plans.importing.cells import printed_cells
from tracker.plans.importing.matching import Wanted, match
from tracker.plans.rules import CHANGE_WORDS, ChangeKind
from tracker.plans.versions import Difference, Entry
from tracker.vietnamese import tidy

Who: TypeAlias = frozenset[tuple[int | None, int | None]]  # unit or group ids
_MARK = re.compile(r"^[-–•+*]\s*|[;.,]\s*$")


@dataclass(frozen=True)
class Standing:
    """A line in force with what its cells mean."""

    item_id: int
    entry: Entry
    task: str
    products: tuple[str, ...]
    leads: Who
    partners: Who
    component_ids: frozenset[int]
    has_ended: bool = False


@dataclass(frozen=True)
class Read:
    """A line of the new paper; what its names mean, None where not all of them are known."""

    item: Item
    number: int
    leads: Who | None
    partners: Who | None
    component_ids: frozenset[int] | None


@dataclass(frozen=True)
class DiffLine:
    """One line of the comparison. `kind` None: nothing differs."""

    kind: ChangeKind | None
    old: Standing | None
    new: Read | None
    fields: tuple[Difference, ...] = ()

    @property
    def word(self) -> str:
        """What happens to the line."""
        return CHANGE_WORDS[self.kind] if self.kind else "Không đổi"

    @property
    def task(self) -> str:
        """The task in its new words; of a line that goes, in its old ones."""
        return self.new.item.task if self.new else self.old.task if self.old else ""

    @property
    def cells(self) -> dict[str, str]:
        """What the next version prints: new cells where words differ, the old ones elsewhere."""
        fresh = printed_cells(self.new.item) if self.new else {}
        if self.old is None:
            return fresh
        changed = {field.column for field in self.fields} | {Column.NO}
        kept = self.old.entry.cells
        return {
            c.value: fresh.get(c.value, "") if c in changed else kept.get(c.value, "")
            for c in Column
        }

    @property
    def as_json(self) -> dict[str, Any]:
        """The line in the form of `plans amend --json`."""
        return {
            "change": self.kind.value if self.kind else None,
            "old_no": self.old.entry.position if self.old else None,
            "new_no": self.new.number if self.new else None,
            "task": self.task,
            "fields": [
                {
                    "field": field.column.value if field.column else "section",
                    "old": field.old,
                    "new": field.new,
                }
                for field in self.fields
            ],
        }


def compare(
    standing: Sequence[Standing], read: Sequence[Read], fixed: Mapping[int, int | None]
) -> tuple[DiffLine, ...]:
    """The lines of the new paper in its order, then those it leaves out.

    `fixed` is what a person decided: the id of the item by the line's place, None for a new one.
    """
    old = [Wanted(s.item_id, s.entry.position, s.task) for s in standing]
    new = [Wanted(r.item.position, r.number, r.item.task) for r in read]
    found = match(old, new, fixed)
    by_id = {s.item_id: s for s in standing}
    lines = [_line(by_id.get(found[r.item.position] or 0), r) for r in read]
    kept = set(found.values())
    gone = [s for s in standing if s.item_id not in kept]
    return (*lines, *(DiffLine(ChangeKind.DROPPED, s, None) for s in gone))


def _line(old: Standing | None, new: Read) -> DiffLine:
    if old is None:
        return DiffLine(ChangeKind.ADDED, None, new)
    fields = tuple(_fields(old, new))
    if fields:
        return DiffLine(ChangeKind.CHANGED, old, new, fields)
    kind = ChangeKind.RENUMBERED if old.entry.position != new.number else None
    return DiffLine(kind, old, new)


def _fields(old: Standing, new: Read) -> Iterator[Difference]:
    section = new.item.group or ""
    if section and tidy(section) != tidy(old.entry.section):
        yield Difference(None, old.entry.section, section)
    fresh = printed_cells(new.item)
    same = {
        Column.TASK: _points(old.task.split("\n")) == _points(new.item.task.split("\n")),
        Column.PRODUCT: _points(old.products) == _points(new.item.products),
        Column.LEAD: old.leads == new.leads,
        Column.PARTNER: bool(old.partners) and old.partners == new.partners,
        Column.INDEX: old.component_ids == new.component_ids,
    }
    for column in Column:
        before, after = old.entry.cells.get(column.value, ""), fresh[column.value]
        if column is Column.NO or _bare(before) == _bare(after) or same.get(column):
            continue
        yield Difference(column, before, after)


def _points(texts: Iterable[str]) -> list[str]:
    return [_bare(text) for text in texts]


def _bare(text: str) -> str:
    """The words of a cell without spaces, dashes and closing signs, which files set differently."""
    return " ".join(_MARK.sub("", line) for line in map(tidy, text.split("\n")) if line)
