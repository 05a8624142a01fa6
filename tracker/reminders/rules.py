"""The ladder of reminders as data: who is told what, so many working days around a day. Pure."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar


class Kind(StrEnum):
    """What somebody is reminded of; each kind stands under a heading of its own, never added."""

    REPORT = "report"
    ITEM = "item"
    ORDER = "order"
    REQUEST = "request"  # a report on request
    COORDINATION = "coordination"
    HAND_IN = "hand-in"
    ROUND = "round"
    MEETING = "meeting"
    AGENCY_REPORT = "agency-report"


class Rung(StrEnum):
    """A step of the ladder, the lowest first."""

    BEFORE = "before"
    ON = "on"
    UNIT = "unit"
    OFFICE = "office"
    DEPUTY = "deputy"
    DIRECTOR = "director"


class Audience(StrEnum):
    CLERKS = "clerks"  # of the unit
    HEADS = "heads"  # of the unit
    OFFICE = "office"
    DEPUTY = "deputy"  # in charge of the unit
    DIRECTOR = "director"  # the head of the agency
    NAMED = "named"  # the people the matter itself names


_UNIT = frozenset({Audience.CLERKS, Audience.HEADS})
_OFFICE = frozenset({Audience.OFFICE})
_FULL = {  # unit → Office → deputy in charge → director; who was told goes on being told
    Rung.BEFORE: frozenset({Audience.CLERKS}),
    Rung.ON: _UNIT,
    Rung.UNIT: _UNIT,
    Rung.OFFICE: _UNIT | _OFFICE,
    Rung.DEPUTY: _UNIT | _OFFICE | {Audience.DEPUTY},
    Rung.DIRECTOR: _UNIT | _OFFICE | {Audience.DEPUTY, Audience.DIRECTOR},
}
_TO_OFFICE = {rung: _FULL[rung] for rung in (Rung.BEFORE, Rung.ON, Rung.UNIT, Rung.OFFICE)}
_OF_OFFICE = {
    Rung.BEFORE: _OFFICE,
    Rung.ON: _OFFICE,
    Rung.UNIT: _OFFICE,
    Rung.DIRECTOR: _OFFICE | {Audience.DIRECTOR},
}
LADDER: Mapping[Kind, Mapping[Rung, AbstractSet[Audience]]] = {
    Kind.REPORT: _FULL,
    Kind.REQUEST: _FULL,
    Kind.ITEM: _FULL,
    Kind.ORDER: _FULL,
    Kind.COORDINATION: _TO_OFFICE,
    Kind.HAND_IN: _TO_OFFICE,
    Kind.ROUND: _OF_OFFICE,
    Kind.MEETING: {
        Rung.BEFORE: _OFFICE | {Audience.NAMED},
        Rung.ON: frozenset({Audience.NAMED}),
        Rung.UNIT: _OFFICE,
    },
    Kind.AGENCY_REPORT: _OF_OFFICE,
}


@dataclass(frozen=True)
class Days:
    """Working days of each rung, before or after the day itself; None leaves the rung out."""

    before: int | None = 3
    unit: int | None = 1
    office: int | None = 2
    deputy: int | None = 5
    director: int | None = 10

    @property
    def after(self) -> tuple[tuple[int, Rung], ...]:
        """The rungs from the day on, the highest first."""
        known = (
            (0, Rung.ON),
            (self.unit, Rung.UNIT),
            (self.office, Rung.OFFICE),
            (self.deputy, Rung.DEPUTY),
            (self.director, Rung.DIRECTOR),
        )
        return tuple((days, rung) for days, rung in reversed(known) if days is not None)


def check_days(days: Days) -> None:
    """Raise BadInput unless every rung after the day comes later than the one below it."""
    rising = [number for number, _ in reversed(days.after)]
    if rising != sorted(set(rising)):
        raise BadInput(
            "Số ngày sau hạn phải tăng dần: đơn vị, Văn phòng, người phụ trách, người đứng đầu."
        )


def rung_on(due_on: date, today: date, calendar: WorkingCalendar, days: Days) -> Rung | None:
    """The highest rung reached today; None while the day is still far off."""
    if today < due_on:
        left = calendar.working_days_between(today, due_on)
        return Rung.BEFORE if days.before is not None and left <= days.before else None
    gone = calendar.working_days_between(due_on, today)
    return next(rung for number, rung in days.after if number <= gone)


@dataclass(frozen=True)
class Matter:
    """One thing that somebody has to do by a day, whoever keeps it."""

    kind: Kind
    key: str  # the same thing with the same day has the same key
    what: str  # "Nhiệm vụ 5, kỳ tháng 8 năm 2021"
    due_on: date
    path: str  # where anybody may read about it
    about: str = ""  # the task or the order in its own words
    unit_id: int | None = None
    unit: str = ""
    done_at: str = ""  # where its own unit does it
    person_ids: AbstractSet[int] = frozenset()  # whom the matter itself names


@dataclass(frozen=True)
class Step:
    """A matter with the rung it has reached today."""

    matter: Matter
    rung: Rung

    @property
    def audience(self) -> AbstractSet[Audience]:
        """Who is told; nobody where the kind has no such rung."""
        return LADDER[self.matter.kind].get(self.rung, frozenset())


def steps_on(
    matters: Iterable[Matter], today: date, calendar: WorkingCalendar, days: Days
) -> list[Step]:
    """The matters that have reached a rung on which their kind tells somebody."""
    reached: dict[date, Rung | None] = {}
    found = []
    for matter in matters:
        if matter.due_on not in reached:
            reached[matter.due_on] = rung_on(matter.due_on, today, calendar, days)
        rung = reached[matter.due_on]
        known = LADDER[matter.kind]
        if rung is not None and (step := _on_ladder(matter, rung, days)).rung in known:
            found.append(step)
    return found


def _on_ladder(matter: Matter, rung: Rung, days: Days) -> Step:
    """The step of a kind that lacks the rung: the next lower one it has."""
    if rung is Rung.BEFORE:
        return Step(matter, rung)
    order = [known for _, known in days.after]
    below = order[order.index(rung) :]
    return Step(matter, next((r for r in below if r in LADDER[matter.kind]), rung))


@dataclass(frozen=True)
class Staff:
    """Who stands where today: ids of people who may sign in."""

    clerks: Mapping[int, AbstractSet[int]] = field(default_factory=dict)  # by unit
    heads: Mapping[int, AbstractSet[int]] = field(default_factory=dict)
    office: AbstractSet[int] = frozenset()
    deputies: Mapping[int, int] = field(default_factory=dict)  # unit -> who is in charge
    directors: AbstractSet[int] = frozenset()  # heads of the agency
    stand_ins: Mapping[int, int] = field(default_factory=dict)  # away by delegation -> who acts

    def readers(self, step: Step) -> frozenset[int]:
        """Whom a step is told. A unit in which nobody may sign in is the Office's to press."""
        unit_id = step.matter.unit_id or 0
        clerks = self.clerks.get(unit_id, frozenset())
        heads = self.heads.get(unit_id, frozenset())
        deputy = self.deputies.get(unit_id)
        people: Mapping[Audience, AbstractSet[int]] = {
            Audience.CLERKS: (clerks or heads) if clerks | heads else self.office,
            Audience.HEADS: heads,
            Audience.OFFICE: self.office,
            Audience.DEPUTY: {deputy} if deputy else frozenset(),
            Audience.DIRECTOR: self.directors,
            Audience.NAMED: step.matter.person_ids,
        }
        told = {person for audience in step.audience for person in people[audience]}
        return frozenset(self.stand_ins.get(person, person) for person in told)
