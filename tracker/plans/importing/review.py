"""What is left to settle about a reading, line by line, for the preview of an import. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from tracker.plans.appendix.items import Appendix, Item
from tracker.plans.appendix.remarks import Doubt, Remark
from tracker.plans.importing.decisions import ImportChoices, KnownNames, Means, UnitChoice
from tracker.plans.importing.words import is_meeting_item, new_unit
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.values import Confidence, Deadline, meaning

_SAID = frozenset({Doubt.JOINED, Doubt.DITTO, Doubt.NUMBER, Doubt.LAYOUT})


@dataclass(frozen=True)
class NameLine:
    """A name of the appendix that the agency does not know yet."""

    typed: str
    lead_rows: tuple[int, ...]
    partner_rows: tuple[int, ...]
    alike: str  # the name it may be a slip for; "" without one
    proposed: UnitChoice | None  # that name as a choice
    fresh: UnitChoice  # what would be made of it
    choice: UnitChoice | None  # what somebody decided

    @property
    def is_group(self) -> bool:
        """Whether its words speak of several units."""
        return self.fresh.means is Means.NEW_GROUP


@dataclass(frozen=True)
class GroupLine:
    """A known collective name that leads: its members report, or nobody does."""

    typed: str
    rows: tuple[int, ...]
    members: tuple[str, ...]
    is_kept: bool


@dataclass(frozen=True)
class IndexLine:
    """An item whose index cell is blank or not understood."""

    position: int
    no: int
    text: str
    alike: str
    chosen: tuple[str, ...]
    is_left_blank: bool

    @property
    def is_settled(self) -> bool:
        """Whether somebody attached an index or left the cell as it is."""
        return bool(self.chosen) or self.is_left_blank


@dataclass(frozen=True)
class LeadLine:
    """An item without a lead unit, and the one chosen for it."""

    position: int
    no: int
    chosen: int | None


@dataclass(frozen=True)
class DeadlineLine:
    """One wording of the deadline column and how it is understood."""

    words: str
    rows: tuple[int, ...]
    deadline: Deadline
    is_settled: bool  # somebody confirmed or corrected it
    is_doubtful: bool

    @property
    def meaning(self) -> str:
        """The reading as a sentence."""
        return meaning(self.deadline)

    @property
    def is_open(self) -> bool:
        """Whether a person should look at it."""
        return self.is_doubtful and not self.is_settled


@dataclass(frozen=True)
class RowLine:
    """One item in the preview with what concerns it."""

    item: Item
    open_names: frozenset[str]  # typed names nobody settled
    remarks: tuple[Remark, ...]
    added: tuple[str, ...]
    is_meeting: bool
    is_clear: bool

    @property
    def place(self) -> str:
        """Where in the file it stands."""
        return "; ".join(dict.fromkeys(f.place for f in self.item.fragments))


@dataclass(frozen=True)
class Review:
    """The preview of an import."""

    names: tuple[NameLine, ...]
    groups: tuple[GroupLine, ...]
    indices: tuple[IndexLine, ...]
    leads: tuple[LeadLine, ...]
    deadlines: tuple[DeadlineLine, ...]
    slips: tuple[Remark, ...]
    said: tuple[Remark, ...]  # rows put together, numbers, layout: nothing to decide
    rows: tuple[RowLine, ...]

    @property
    def open_count(self) -> int:
        """How many things nobody has decided about."""
        return (
            sum(line.choice is None for line in self.names)
            + sum(not line.is_settled for line in self.indices)
            + sum(line.chosen is None for line in self.leads)
            + sum(line.is_open for line in self.deadlines)
        )

    @property
    def joined_count(self) -> int:
        """How many items were put together from several rows."""
        return sum(row.item.joined for row in self.rows)


def review(
    reading: Appendix,
    known: KnownNames,
    choices: ImportChoices,
    members: Mapping[int, tuple[str, ...]],
) -> Review:
    """What a person should settle, the decisions so far applied.

    `members` names the units of each known group on the day the plan was signed.
    """
    names = tuple(_names(reading, known, choices))
    deadlines = tuple(_deadlines(reading, choices))
    undecided = frozenset(line.typed for line in names if line.choice is None)
    return Review(
        names=names,
        groups=tuple(_groups(reading, known, choices, members)),
        indices=tuple(_indices(reading, choices)),
        leads=tuple(
            LeadLine(item.position, item.no, choices.leads.get(item.position))
            for item in reading.items
            if not item.lead_units
        ),
        deadlines=deadlines,
        slips=tuple(r for r in reading.remarks if r.doubt is Doubt.SPELLING),
        said=tuple(r for r in reading.remarks if r.doubt in _SAID),
        rows=tuple(_row(item, reading, choices, undecided) for item in reading.items),
    )


def ranges(numbers: Iterable[int]) -> str:
    """Row numbers as people write them: "1–8, 10, 13"."""
    ordered = sorted(set(numbers))
    runs = (list(run) for _, run in groupby(enumerate(ordered), key=lambda pair: pair[1] - pair[0]))
    return ", ".join(
        str(run[0][1]) if len(run) == 1 else f"{run[0][1]}–{run[-1][1]}" for run in runs
    )


def _uses(reading: Appendix) -> dict[str, tuple[list[int], list[int]]]:
    """Every typed name with the rows in which it leads and those in which it helps."""
    uses: dict[str, tuple[list[int], list[int]]] = {}
    for item in reading.items:
        for which, names in enumerate((item.lead_units, item.partner_units)):
            for name in names:
                uses.setdefault(name, ([], []))[which].append(item.no)
    return uses


def _names(reading: Appendix, known: KnownNames, choices: ImportChoices) -> Iterator[NameLine]:
    uses = _uses(reading)
    alike = {
        r.subject: r.suggestion
        for r in reading.remarks
        if r.doubt is Doubt.UNIT_SIMILAR and r.suggestion
    }
    for typed, (leads, partners) in uses.items():
        if known.meaning(typed) is not None:
            continue
        other = alike.get(typed, "")
        proposed = known.meaning(other) if other else None
        if proposed is None and other in uses:
            proposed = UnitChoice(Means.NAME, name=other)
        yield NameLine(
            typed=typed,
            lead_rows=tuple(leads),
            partner_rows=tuple(partners),
            alike=other if proposed else "",
            proposed=proposed,
            fresh=new_unit(typed),
            choice=choices.units.get(typed),
        )


def _groups(
    reading: Appendix,
    known: KnownNames,
    choices: ImportChoices,
    members: Mapping[int, tuple[str, ...]],
) -> Iterator[GroupLine]:
    for typed, (leads, _partners) in _uses(reading).items():
        found = known.meaning(typed) or choices.units.get(typed)
        if leads and found and found.means is Means.GROUP and found.id is not None:
            kept = typed in choices.kept_groups
            yield GroupLine(typed, tuple(leads), members.get(found.id, ()), kept)


def _indices(reading: Appendix, choices: ImportChoices) -> Iterator[IndexLine]:
    for item in reading.items:
        doubts = [
            r
            for r in reading.remarks
            if r.row == item.no and r.doubt in {Doubt.INDEX_BLANK, Doubt.INDEX_UNKNOWN}
        ]
        if not doubts or item.indices:
            continue
        yield IndexLine(
            position=item.position,
            no=item.no,
            text=" ".join(r.text for r in doubts),
            alike=next((r.suggestion for r in doubts if r.suggestion), ""),
            chosen=choices.added.get(item.position, ()),
            is_left_blank=item.position in choices.left_blank,
        )


def _deadlines(reading: Appendix, choices: ImportChoices) -> Iterator[DeadlineLine]:
    rows: dict[str, list[int]] = {}
    first: dict[str, Item] = {}
    for item in reading.items:
        rows.setdefault(item.deadline_text, []).append(item.no)
        first.setdefault(item.deadline_text, item)
    for words, numbers in rows.items():
        found = choices.deadline_of(first[words])
        yield DeadlineLine(
            words=words,
            rows=tuple(numbers),
            deadline=found,
            is_settled=words in choices.deadlines,
            is_doubtful=found.confidence is Confidence.CHECK or found.kind is DeadlineKind.UNCLEAR,
        )


def _row(
    item: Item, reading: Appendix, choices: ImportChoices, undecided: frozenset[str]
) -> RowLine:
    remarks = tuple(r for r in reading.remarks if r.row == item.no)
    open_names = undecided & {*item.lead_units, *item.partner_units}
    place = item.position
    is_blank = not item.indices and place not in choices.left_blank and place not in choices.added
    deadline = choices.deadline_of(item)
    unsure = deadline.confidence is Confidence.CHECK and item.deadline_text not in choices.deadlines
    has_lead = bool(item.lead_units) or place in choices.leads
    return RowLine(
        item=item,
        open_names=open_names,
        remarks=remarks,
        added=choices.added.get(place, ()),
        is_meeting=is_meeting_item(item.task, item.products),
        is_clear=not (open_names or is_blank or unsure) and has_lead,
    )
