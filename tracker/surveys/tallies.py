"""The sums of DOMAIN A2: what gives an index and its standard error without the forms. Pure.

Everything is an integer and adds up, over batches, units, rounds and agencies.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeVar

from tracker.surveys.words import Group

_Key = TypeVar("_Key")
_Addable = TypeVar("_Addable", "Sums", "Cross", "Counted")

OVERALL = ""  # the subject of the line that counts people whatever they answered


@dataclass(frozen=True, slots=True)
class Sums:
    """Of one component or question in one group; s and m are one person's points and answers.

    Points are satisfied answers (formula A) or the sum of levels (B). `levels` counts the answers
    of each level, worst first.
    """

    n: int  # people with a valid answer
    s: int
    m: int
    ss: int
    mm: int
    sm: int
    levels: tuple[int, ...]

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(
            self.n + other.n,
            self.s + other.s,
            self.m + other.m,
            self.ss + other.ss,
            self.mm + other.mm,
            self.sm + other.sm,
            tuple(a + b for a, b in zip(self.levels, other.levels, strict=True)),
        )


@dataclass(frozen=True, slots=True)
class Cross:
    """Σ over people of one component's s and m times another's; the overall's interval needs it."""

    ss: int
    sm: int
    ms: int
    mm: int

    def __add__(self, other: "Cross") -> "Cross":
        return Cross(self.ss + other.ss, self.sm + other.sm, self.ms + other.ms, self.mm + other.mm)


@dataclass(frozen=True, slots=True)
class Slice:
    """One group of forms: all of them (key ""), or those of a unit, a field or a channel."""

    group: Group
    key: str = ""


ALL = Slice(Group.ALL)


@dataclass(frozen=True, slots=True)
class Counted:
    """Accepted forms of one slice, and how many of their people gave any valid answer."""

    forms: int
    people: int

    def __add__(self, other: "Counted") -> "Counted":
        return Counted(self.forms + other.forms, self.people + other.people)


@dataclass(frozen=True, slots=True)
class TallyLine:
    """One line to store: JSON of integers, keyed by slice and subject."""

    group: Group
    key: str
    subject: str  # a component or question code, or OVERALL
    forms: int
    sums: dict[str, Any]


@dataclass(frozen=True)
class Tallies:
    """All the sums of a batch, a round or several: by slice and subject; crosses for ALL only."""

    counted: Mapping[Slice, Counted]
    sums: Mapping[tuple[Slice, str], Sums]
    cross: Mapping[tuple[str, str], Cross]

    def __add__(self, other: "Tallies") -> "Tallies":
        return added((self, other))

    @property
    def forms(self) -> int:
        """Accepted forms, of all slices together."""
        return self.counted[ALL].forms if ALL in self.counted else 0

    def get(self, subject: str, part: Slice = ALL) -> Sums | None:
        """The sums of a component or question in a slice; None when nobody is in it."""
        return self.sums.get((part, subject))

    def keys(self, group: Group) -> tuple[str, ...]:
        """The keys met in a group, in the order of their characters."""
        return tuple(sorted(part.key for part in self.counted if part.group is group))

    def lines(self) -> tuple[TallyLine, ...]:
        """Everything as lines to store; `gathered` reads them back."""
        crosses = {" ".join(pair): _integers(cross) for pair, cross in self.cross.items()}
        heads = [
            TallyLine(
                part.group,
                part.key,
                OVERALL,
                counted.forms,
                {"n": counted.people} | ({"cross": crosses} if part == ALL else {}),
            )
            for part, counted in self.counted.items()
        ]
        rest = [
            TallyLine(
                part.group, part.key, subject, self.counted[part].forms, dict(_integers(sums))
            )
            for (part, subject), sums in self.sums.items()
        ]
        return (*heads, *rest)


NOTHING = Tallies({}, {}, {})


def added(many: Iterable[Tallies]) -> Tallies:
    """The sum of any number of tallies, in one pass."""
    counted: dict[Slice, Counted] = {}
    sums: dict[tuple[Slice, str], Sums] = {}
    cross: dict[tuple[str, str], Cross] = {}
    for each in many:
        _add_into(counted, each.counted)
        _add_into(sums, each.sums)
        _add_into(cross, each.cross)
    return Tallies(counted, sums, cross)


def gathered(lines: Iterable[TallyLine]) -> Tallies:
    """The tallies that stored lines hold; lines of the same slice and subject are added up."""
    return added(map(_read, lines))


def negated(tallies: Tallies) -> Tallies:
    """What takes these tallies out of others they were added to."""
    return gathered(_minus(line) for line in tallies.lines())


def _minus(line: TallyLine) -> TallyLine:
    return replace(line, forms=-line.forms, sums=_opposite(line.sums))


def _opposite(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _opposite(each) for name, each in value.items()}
    return [-each for each in value] if isinstance(value, list) else -value


def pooled(tallies: Tallies, subject: str, group: Group, keys: Iterable[str]) -> Sums | None:
    """The sums of several slices of one group together: a form is in one slice of a group only.

    None when none of them has the subject. This is how a common part of two rounds is compared.
    """
    total: Sums | None = None
    for key in keys:
        sums = tallies.get(subject, Slice(group, key))
        if sums is not None:
            total = sums if total is None else total + sums
    return total


def _read(line: TallyLine) -> Tallies:
    part = Slice(line.group, line.key)
    if line.subject == OVERALL:
        counted = Counted(line.forms, line.sums["n"])
        return Tallies({part: counted}, {}, _crosses(line.sums.get("cross", {})))
    sums = Sums(**{**line.sums, "levels": tuple(line.sums["levels"])})
    return Tallies({}, {(part, line.subject): sums}, {})


def _crosses(stored: Mapping[str, Mapping[str, int]]) -> dict[tuple[str, str], Cross]:
    return {_pair(name): Cross(**values) for name, values in stored.items()}


def _pair(name: str) -> tuple[str, str]:
    first, _, second = name.partition(" ")
    return first, second


def _integers(sums: Sums | Cross) -> dict[str, Any]:
    """The integers of a value by name, as JSON has them."""
    values = {each.name: getattr(sums, each.name) for each in fields(sums)}
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values.items()}


def _add_into(total: dict[_Key, _Addable], values: Mapping[_Key, _Addable]) -> None:
    for key, value in values.items():
        known = total.get(key)
        total[key] = value if known is None else known + value
