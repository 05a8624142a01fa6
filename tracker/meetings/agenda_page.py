"""The meeting page as values: the agenda in groups, the line at hand, how far it has come."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.meetings.composing import is_written
from tracker.meetings.models import AgendaLine
from tracker.meetings.rules import SECTION_WORDS, Section
from tracker.vietnamese import roman

# Icon and colour of the lines of a section (design 09).
LOOKS = {
    Section.STANDING: ("list-details", "xam"),
    Section.ORDERS: ("alarm", "do"),
    Section.LATE: ("alarm", "do"),
    Section.SILENT: ("file-alert", "do"),
    Section.BLOCKED: ("barrier-block", "tim"),
    Section.FALLEN: ("trending-down", "do"),
    Section.ASKED: ("calendar-plus", "lam"),
    Section.SOON: ("hourglass-high", "vang"),
    Section.OTHER: ("player-play", "xam"),
    Section.FREE: ("message-plus", "xam"),
}
PINNED, DROPPED = "Ghim lên đầu", "Đã đưa ra khỏi chương trình"


@dataclass(frozen=True)
class Entry:
    """One line in the list of the agenda."""

    line: AgendaLine
    icon: str
    token: str
    label: str  # "5. Rà soát …"

    @property
    def is_concluded(self) -> bool:
        """Whether a conclusion is written on it."""
        return bool(self.line.draft)

    @property
    def is_discussed(self) -> bool:
        """Whether anything is written on it."""
        return is_written(self.line)


@dataclass(frozen=True)
class Group:
    """A section of the agenda with its lines."""

    title: str
    entries: tuple[Entry, ...]


def groups_of(lines: Sequence[AgendaLine]) -> list[Group]:
    """The agenda for the page: standing lines, pinned ones, sections in Roman numbers, dropped."""
    return list(_groups([line for line in lines if not line.is_dropped], lines))


def _groups(kept: Sequence[AgendaLine], every: Sequence[AgendaLine]) -> Iterator[Group]:
    number = 0
    for title, members in groupby(kept, key=_title):
        is_counted = title not in (SECTION_WORDS[Section.STANDING], PINNED)
        number += is_counted
        words = f"{roman(number)}. {title}" if is_counted else title
        yield Group(words, tuple(map(_entry, members)))
    dropped = tuple(_entry(line) for line in every if line.is_dropped)
    if dropped:
        yield Group(DROPPED, dropped)


def _title(line: AgendaLine) -> str:
    is_moved = line.is_pinned and line.section is not Section.STANDING
    return PINNED if is_moved else SECTION_WORDS[line.section]


def _entry(line: AgendaLine) -> Entry:
    icon, token = LOOKS[line.section]
    number = line.snapshot.get("position")
    return Entry(line, icon, token, f"{number}. {line.title}" if number else line.title)


def group_title(groups: Sequence[Group], line: AgendaLine) -> str:
    """The title of the group a line stands in."""
    return next((g.title for g in groups if any(e.line is line for e in g.entries)), "")


def line_at(lines: Sequence[AgendaLine], line_id: int | None) -> AgendaLine | None:
    """The line asked for; else the first one nothing is written on; else the first."""
    asked = next((line for line in lines if line.id == line_id), None)
    if asked is not None:
        return asked
    open_lines = [line for line in lines if not is_written(line) and not line.is_dropped]
    return next(iter([*open_lines, *lines]), None)


@dataclass(frozen=True)
class Neighbours:
    """The lines before and after the one at hand; None at the ends."""

    before: AgendaLine | None
    after: AgendaLine | None


def neighbours(lines: Sequence[AgendaLine], line: AgendaLine) -> Neighbours:
    """Where "next" and "back" lead, dropped lines left out."""
    kept = [each for each in lines if not each.is_dropped or each is line]
    place = kept.index(line)
    return Neighbours(
        kept[place - 1] if place else None,
        kept[place + 1] if place + 1 < len(kept) else None,
    )


@dataclass(frozen=True)
class Progress:
    """How far a meeting has come: lines with a conclusion, of all that are not dropped."""

    concluded: int
    discussed_only: int
    lines: int


def progress_of(lines: Sequence[AgendaLine]) -> Progress:
    """The counts over the head of the page."""
    kept = [line for line in lines if not line.is_dropped]
    concluded = sum(bool(line.draft) for line in kept)
    return Progress(concluded, sum(map(is_written, kept)) - concluded, len(kept))
