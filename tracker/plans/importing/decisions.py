"""What a person decides about an appendix on its way in: names, blanks, deadlines, head. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import KnownName, PeriodKind, Regime, UnitKind
from tracker.plans.appendix.items import Item
from tracker.plans.wording.values import Deadline
from tracker.vietnamese import fold, tidy


class Means(StrEnum):
    """What a typed name of a unit was found or chosen to mean."""

    UNIT = "unit"  # a unit of the agency
    GROUP = "group"  # a collective name of the agency
    NAME = "name"  # the same as another name of this appendix
    NEW = "new"  # a unit to be made
    NEW_GROUP = "new-group"  # a collective name to be made
    WORDS = "words"  # nothing but words: kept as printed, nobody is meant


@dataclass(frozen=True)
class UnitChoice:
    """What one typed name means. `name` is that of a NEW unit or group, or the other typed NAME."""

    means: Means
    id: int | None = None
    kind: UnitKind | None = None
    name: str = ""

    @property
    def code(self) -> str:
        """The choice as a select field posts it: unit:12, group:3, new:body, name:Phòng A."""
        match self.means:
            case Means.UNIT | Means.GROUP:
                return f"{self.means}:{self.id}"
            case Means.NAME:
                return f"{self.means}:{self.name}"
            case Means.NEW:
                return f"{self.means}:{self.kind}"
            case _:
                return str(self.means)


def read_choice(code: str, name: str = "") -> UnitChoice | None:
    """The choice that `code` says; None for an empty or unknown one. `name` is for new ones."""
    head, _, rest = code.partition(":")
    if head not in set(Means):
        return None
    made = UnitChoice(Means(head), name=tidy(rest or name))
    if made.means in {Means.UNIT, Means.GROUP}:
        return UnitChoice(made.means, id=int(rest)) if rest.isdecimal() else None
    if made.means is Means.NEW:
        known = rest in set(UnitKind)
        return UnitChoice(Means.NEW, kind=UnitKind(rest), name=tidy(name)) if known else None
    return UnitChoice(Means.WORDS) if made.means is Means.WORDS else made


@dataclass(frozen=True)
class ImportChoices:
    """Everything decided about a reading. What is not in here stays as the paper has it.

    `added` holds names of indices attached outside the appendix, `leads` a lead unit for a row
    without one, both by the position of the item; `deadlines` corrected readings by their words.
    Groups that lead are taken apart into their members unless named in `kept_groups`.
    """

    units: Mapping[str, UnitChoice] = field(default_factory=dict)
    added: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    left_blank: frozenset[int] = frozenset()
    leads: Mapping[int, int] = field(default_factory=dict)
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    kept_groups: frozenset[str] = frozenset()
    settled_by: str = ""

    def deadline_of(self, item: Item) -> Deadline:
        """The reading of an item's deadline, corrected where somebody corrected it."""
        return self.deadlines.get(item.deadline_text, item.deadline)


@dataclass(frozen=True)
class HeadDraft:
    """The plan's own facts while they are being looked over; "" or None is not known yet."""

    number: str = ""
    signed_on: date | None = None
    title: str = ""
    year: int = 0
    target_text: str = ""
    target_percent: float | None = None
    method_code: str = ""


@dataclass(frozen=True)
class PlanHead:
    """The plan's own facts as confirmed; `owed_from` is the first day of the first period owed."""

    number: str
    signed_on: date | None
    title: str
    year: int
    method_id: int
    owed_from: date
    regime: Regime = Regime.ND09
    yardstick_id: int | None = None
    target_text: str = ""
    target_percent: float | None = None
    first_lead_only: bool = False


class KnownNames:
    """The spellings an agency knows, however they are written in capitals."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._by_text: dict[str, KnownName] = {}
        self._by_fold: dict[str, KnownName] = {}
        for name in names:
            self._by_text.setdefault(tidy(name.text).casefold(), name)
            self._by_fold.setdefault(fold(tidy(name.text)), name)

    def meaning(self, typed: str) -> UnitChoice | None:
        """The unit or group a typed name is known to mean, words in brackets aside; else None."""
        name = tidy(typed)
        found = self._by_text.get(name.casefold())
        if found is None and name.endswith(")"):
            found = self._by_text.get(name.rpartition("(")[0].strip().casefold())
        return _choice_of(found)

    def same_name(self, name: str) -> UnitChoice | None:
        """Who bears this name already, diacritics aside: an agency takes no second such name."""
        return _choice_of(self._by_fold.get(fold(tidy(name))))


def _choice_of(found: KnownName | None) -> UnitChoice | None:
    if found is None:
        return None
    if found.unit_id is not None:
        return UnitChoice(Means.UNIT, id=found.unit_id)
    return UnitChoice(Means.GROUP, id=found.group_id)


def as_due(deadline: Deadline, *, before_means_before: bool) -> Deadline:
    """The reading with "trước ngày X" as the day before X, where the agency has set it so."""
    says_before = fold(tidy(deadline.text)).startswith("truoc")
    if not before_means_before or not says_before or deadline.end is None:
        return deadline
    return replace(deadline, end=date.fromordinal(deadline.end.toordinal() - 1))


def first_owed(signed_on: date, periods: Iterable[PeriodSpec]) -> PeriodSpec:
    """The month in which a plan was signed; the first or last month where it lies outside.

    `periods` hold at least one month.
    """
    months = sorted((p for p in periods if p.kind is PeriodKind.MONTH), key=lambda p: p.ends_on)
    return next((month for month in months if signed_on <= month.ends_on), months[-1])
