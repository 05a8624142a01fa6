"""The lines of an appendix as each amendment left them; version 1 is the one signed. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from tracker.plans.appendix.headers import Column
from tracker.plans.rules import ChangeKind


@dataclass(frozen=True)
class Entry:
    """One line as a version prints it: its STT, its heading, its cells by the value of Column."""

    position: int
    section: str
    cells: Mapping[str, str]
    due_on: date | None = None

    @property
    def as_json(self) -> dict[str, Any]:
        """The entry as a change keeps it; `read_entry` gives it back."""
        return {
            "position": self.position,
            "section": self.section,
            "cells": dict(self.cells),
            "due_on": self.due_on.isoformat() if self.due_on else None,
        }

    def numbered(self, position: int) -> "Entry":
        """The same line under another STT."""
        if position == self.position:
            return self
        cells = {**self.cells, Column.NO.value: str(position)}
        return replace(self, position=position, cells=cells)


def read_entry(kept: Mapping[str, Any]) -> Entry | None:
    """The entry that `as_json` kept; None for {}, where there was no line."""
    if not kept:
        return None
    due_on = kept["due_on"]
    return Entry(
        position=kept["position"],
        section=kept["section"],
        cells=kept["cells"],
        due_on=date.fromisoformat(due_on) if due_on else None,
    )


@dataclass(frozen=True)
class Change:
    """What one amendment did to one line; None: the line was not there before, or is not after."""

    amendment_id: int
    item_id: int
    kind: ChangeKind
    before: Entry | None
    after: Entry | None

    @property
    def renumbers(self) -> bool:
        """Whether the line goes on under another STT."""
        return bool(self.before and self.after and self.before.position != self.after.position)

    @property
    def moves_due_day(self) -> bool:
        """Whether the line goes on with another due day."""
        return bool(self.before and self.after and self.before.due_on != self.after.due_on)

    @property
    def differing(self) -> Iterator["Difference"]:
        """The heading and the cells whose words differ, in the order of the paper; no STT."""
        was = self.before.section if self.before else ""
        now = self.after.section if self.after else ""
        if was != now:
            yield Difference(None, was, now)
        for column in Column:
            old = self.before.cells.get(column.value, "") if self.before else ""
            new = self.after.cells.get(column.value, "") if self.after else ""
            if old != new and column is not Column.NO:
                yield Difference(column, old, new)


@dataclass(frozen=True)
class Difference:
    """One cell in its old and its new words; None: the heading that the line stands under."""

    column: Column | None
    old: str
    new: str


@dataclass(frozen=True)
class Line:
    """An item of the plan today, and the amendments that brought and took it."""

    item_id: int
    entry: Entry
    added_by: int | None = None
    gone_by: int | None = None


@dataclass(frozen=True)
class History:
    """All lines a plan ever had. `order` holds the ids of its amendments, as recorded."""

    lines: Sequence[Line]
    changes: Sequence[Change]
    order: Sequence[int]

    @property
    def latest(self) -> int:
        """The number of the version in force; 1 for a plan never amended."""
        return len(self.order) + 1

    def version(self, number: int) -> dict[int, Entry]:
        """The lines of version `number` (1..latest) by item, in the order of their STT."""
        known = frozenset(self.order[: number - 1])
        found = {line.item_id: entry for line in self.lines if (entry := self._entry(line, known))}
        return dict(sorted(found.items(), key=lambda pair: (pair[1].position, pair[0])))

    def numbers(self) -> Iterator["NumberRow"]:
        """The STT of each line in every version, in the order of the first one it stood in."""
        versions = [self.version(number) for number in range(1, self.latest + 1)]
        rows = []
        for line in self.lines:
            entries = [version.get(line.item_id) for version in versions]
            numbers = tuple(entry.position if entry else None for entry in entries)
            rows.append(NumberRow(line, numbers))
        yield from sorted(rows, key=lambda row: row.first)

    @cached_property
    def _by_item(self) -> Mapping[int, Sequence[Change]]:
        found: dict[int, list[Change]] = {}
        for change in self.changes:
            found.setdefault(change.item_id, []).append(change)
        return found

    def _entry(self, line: Line, known: frozenset[int]) -> Entry | None:
        if line.added_by is not None and line.added_by not in known:
            return None
        if line.gone_by in known:
            return None
        mine = self._by_item.get(line.item_id, ())
        applied = [c for c in mine if c.amendment_id in known]
        if applied:
            return applied[-1].after
        return mine[0].before if mine and mine[0].before else line.entry


@dataclass(frozen=True)
class NumberRow:
    """One line of the table "Bảng đối chiếu STT": None where a version does not hold it."""

    line: Line
    numbers: tuple[int | None, ...]

    @property
    def first(self) -> tuple[int, int]:
        """The first version that holds it, and its STT there."""
        held = ((place, n) for place, n in enumerate(self.numbers) if n is not None)
        return next(held, (len(self.numbers), self.line.entry.position))

    @property
    def moved(self) -> bool:
        """Whether its STT is not the same in every version."""
        return len(set(self.numbers)) > 1
