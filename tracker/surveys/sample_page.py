"""What the page and the papers of a round's sample show, in a constant number of SELECTs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.organisation.queries import find_units
from tracker.surveys.commands.samples import listed, open_lines
from tracker.surveys.lots import strata
from tracker.surveys.models import Quota, Round, SampleContact, SampleEntry, SampleList
from tracker.surveys.naming import Unsettled, unsettled_names
from tracker.surveys.progressing import Wanted
from tracker.surveys.queries import (
    find_contacts,
    find_fields,
    find_replacements,
    find_sample_entries,
    find_sample_lists,
)
from tracker.surveys.stored import names_of
from tracker.surveys.words import PART_WORDS, UNREACHED_WORDS, Part


@dataclass(frozen=True)
class Line:
    """One place of the sample. `contact` None once names were erased."""

    entry: SampleEntry
    stratum: str
    contact: SampleContact | None
    replaced: str  # why somebody else is asked; "" otherwise
    is_called: bool  # to be asked: official, or of the reserve and called

    @property
    def part(self) -> str:
        """The words of its part."""
        return PART_WORDS[self.entry.part]

    @property
    def is_active(self) -> bool:
        """Whether this one is to be asked now."""
        return self.is_called and not self.replaced

    @property
    def is_reached(self) -> bool:
        return self.contact is not None and self.contact.is_reached

    @property
    def state(self) -> str:
        """How this place stands, in words."""
        if self.replaced:
            return f"Đã thay: {self.replaced[0].lower()}{self.replaced[1:]}"
        if not self.is_called:
            return "Chờ gọi"
        return "Đã hỏi" if self.is_reached else "Cần hỏi"


@dataclass(frozen=True)
class Room:
    """A line of the sample before the draw: what it wants and how many rows it may draw from."""

    name: str
    official: int
    reserve: int
    listed: int

    @property
    def lacking(self) -> int:
        """Entries the list is too short for."""
        return max(0, self.official + self.reserve - self.listed)


@dataclass(frozen=True)
class SamplePage:
    """Everything about the sample of a round."""

    row: Round
    lists: Sequence[SampleList]
    waiting: SampleList | None  # looked over, not drawn yet
    rooms: tuple[Room, ...]
    first: Sequence[SampleContact]  # the first rows of the waiting list
    outside: int  # rows of it that no line may draw
    left: Unsettled
    lines: tuple[Line, ...]
    named: int  # people still named

    @property
    def drawn(self) -> tuple[SampleList, ...]:
        """Lists in force."""
        return tuple(each for each in self.lists if each.drawn_at and not each.ended_at)

    @property
    def ended(self) -> tuple[SampleList, ...]:
        """Lists that were drawn and put aside: shown, so that nobody draws until it pleases."""
        return tuple(each for each in self.lists if each.drawn_at and each.ended_at)

    @property
    def is_erased(self) -> bool:
        return any(each.erased_at for each in self.lists)

    @property
    def called(self) -> int:
        """Reserve entries in use."""
        return sum(x.is_called for x in self.lines if x.entry.part is Part.RESERVE)

    def of(self, part: Part) -> tuple[Line, ...]:
        """The lines of one part."""
        return tuple(line for line in self.lines if line.entry.part is part)

    @property
    def official(self) -> tuple[Line, ...]:
        return self.of(Part.OFFICIAL)

    @property
    def reserve(self) -> tuple[Line, ...]:
        return self.of(Part.RESERVE)

    @property
    def reached(self) -> int:
        """People asked; from what stays once names are erased."""
        counted = sum((x.official_reached or 0) + (x.reserve_reached or 0) for x in self.drawn)
        return counted or sum(line.is_reached for line in self.lines)


FIRST_ROWS = 10


def sample_page(session: Session, row: Round) -> SamplePage:
    """The sample of a round. About ten SELECTs at any size."""
    lists = find_sample_lists(session, row.id)
    waiting = next((x for x in lists if not x.drawn_at and not x.ended_at), None)
    people = find_contacts(session, [each.id for each in lists])
    strata_names = _Strata(session, row.agency_id)
    own = [each for each in people if waiting and each.list_id == waiting.id]
    names = names_of(session, row.agency_id)
    quotas = open_lines(session, row) if waiting else []
    wanted = [Wanted(q.field_id, q.unit_id, q.official, q.reserve) for q in quotas]
    found = strata(listed(own, names), wanted)
    return SamplePage(
        row=row,
        lists=lists,
        waiting=waiting,
        rooms=tuple(
            Room(strata_names.name(quota), quota.official, quota.reserve, len(places))
            for quota, places in zip(quotas, found, strict=True)
        ),
        first=own[:FIRST_ROWS],
        outside=len(own) - sum(map(len, found)),
        left=unsettled_names(Counter(c.unit for c in own), Counter(c.field for c in own), names),
        lines=_lines(session, row, people, strata_names),
        named=len(people),
    )


class _Strata:
    """Names of lines: their field and unit."""

    def __init__(self, session: Session, agency_id: int) -> None:
        self._fields = {f.id: f.name for f in find_fields(session, agency_id)}
        units = find_units(session, agency_id, active_only=False)
        self._units = {u.id: u.name for u in units}

    def name(self, line: Quota | SampleEntry) -> str:
        field, unit = self._fields.get(line.field_id or 0), self._units.get(line.unit_id or 0)
        return ", ".join(filter(None, (field, unit))) or "Toàn đợt"


def _lines(
    session: Session, row: Round, people: Sequence[SampleContact], names: _Strata
) -> tuple[Line, ...]:
    contacts = {(each.list_id, each.place): each for each in people}
    replacements = find_replacements(session, row.id)
    called = {each.substitute_id for each in replacements}
    reasons = {each.entry_id: UNREACHED_WORDS[each.reason] for each in replacements}
    return tuple(
        Line(
            entry,
            names.name(entry),
            contacts.get((entry.list_id, entry.place)),
            reasons.get(entry.id, ""),
            entry.part is Part.OFFICIAL or entry.id in called,
        )
        for entry in find_sample_entries(session, row.id)
    )
