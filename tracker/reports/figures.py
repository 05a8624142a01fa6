"""The figures of a CCHC report as plain values: gathered once, shown everywhere the same. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from enum import StrEnum
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from tracker.plans.rules import DONE, OPEN, Progress

ValueT = TypeVar("ValueT")


@dataclass(frozen=True)
class Result:
    """A confirmed report on an item for a period of the window."""

    unit: str
    period: str
    text: str
    sent_on: date
    documents: tuple[str, ...] = ()
    products: tuple[tuple[str, str], ...] = ()  # product, its result


@dataclass(frozen=True)
class ItemFigure:
    """An item as it stood when the window ended, and what was reported on it."""

    item_id: int
    position: int
    task: str  # verbatim
    short: str
    deadline: str
    leads: tuple[str, ...]
    components: tuple[str, ...]  # codes in the order of the appendix
    progress: Progress
    is_late: bool
    due_on: date | None
    results: tuple[Result, ...] = ()
    obstacles: tuple[str, ...] = ()


@dataclass(frozen=True)
class IndexFigure:
    """One index against its target and its earlier value."""

    code: str  # "" for the overall index
    name: str
    value: float | None
    low: float | None
    high: float | None
    people: int | None
    target: float | None
    before: float | None
    verdict: str  # a word of scores.words.Verdict; "" without one

    @property
    def gap(self) -> float | None:
        """Value − target, điểm phần trăm."""
        if self.value is None or self.target is None:
            return None
        return self.value - self.target

    @property
    def change(self) -> float | None:
        """Value − the earlier value, điểm phần trăm."""
        if self.value is None or self.before is None:
            return None
        return self.value - self.before


@dataclass(frozen=True)
class DelayFigure:
    """Something late, blocked or ordered: item number (None: none), unit, what, since or due."""

    position: int | None
    unit: str
    text: str
    due_on: date
    days: int
    note: str = ""


@dataclass(frozen=True)
class UnitDiscipline:
    """How a unit reported in the window; internal, never in the paper sent out."""

    unit: str
    is_office: bool
    owed: int
    in_time: int
    late: int
    missing: int


@dataclass(frozen=True)
class MeetingFigure:
    """A meeting held in the window and its minutes."""

    title: str
    held_on: date
    minutes: str  # "số 12/BB-STP ngày 20/8/2021", "" while not issued


@dataclass(frozen=True)
class Figures:
    """Everything a CCHC report shows, as of the end of its window's last day."""

    agency: str
    window: str  # 2021-Q3
    label: str  # quý III năm 2021
    starts_on: date
    ends_on: date
    as_of: date  # the last day counted: the window's end, or today before it
    is_provisional: bool  # tạm tính: the window still runs
    plan_number: str  # "" without a plan in force
    plan_signed_on: date | None
    plan_title: str
    items: tuple[ItemFigure, ...]
    indices: tuple[IndexFigure, ...]
    overall: IndexFigure | None
    round_title: str
    before_title: str
    is_round_signed: bool
    late: tuple[DelayFigure, ...]
    orders: tuple[DelayFigure, ...]
    blocked: tuple[DelayFigure, ...]
    orders_given: int
    orders_done: int
    meetings: tuple[MeetingFigure, ...]
    discipline: tuple[UnitDiscipline, ...]
    component_names: tuple[tuple[str, str], ...] = ()  # code, name; of the items' indices
    sent_up: tuple[str, ...] = ()  # conclusions "Báo cáo cấp trên" of the window's meetings

    @property
    def discipline_totals(self) -> tuple[UnitDiscipline, ...]:
        """All units together, and without the Office, whose reports it does not judge alone."""
        office = next((unit.unit for unit in self.discipline if unit.is_office), "")
        others = [unit for unit in self.discipline if not unit.is_office]
        whole = (_sum("Tổng", self.discipline),) if self.discipline else ()
        return (*whole, _sum(f"Không tính {office}", others)) if office else whole

    def count(self, *progress: Progress) -> int:
        """How many items stand in one of these states."""
        return sum(item.progress in progress for item in self.items)

    @property
    def done(self) -> int:
        return self.count(*DONE)

    @property
    def late_items(self) -> int:
        """Open items whose day had passed; never added to the silent ones."""
        return sum(item.is_late for item in self.items)

    @property
    def under_way(self) -> int:
        """Begun or claimed, not yet confirmed."""
        return self.count(Progress.UNDER_WAY, Progress.CLAIMED)

    @property
    def under_way_in_time(self) -> int:
        return self.under_way - sum(
            item.is_late for item in self.items if item.progress is Progress.UNDER_WAY
        )

    @property
    def reached_targets(self) -> int:
        """Components whose unrounded value is not below their target."""
        return sum(i.gap is not None and i.gap >= 0 for i in self.indices)

    @property
    def unreported(self) -> tuple[ItemFigure, ...]:
        """Items still owed on which no report of the window was confirmed."""
        return tuple(i for i in self.items if not i.results and i.progress in OPEN)


def dump(figures: Figures) -> dict[str, Any]:
    """The figures as JSON values, for the snapshot: days in ISO, words by value."""
    found: dict[str, Any] = _plain(asdict(figures))
    return found


def load(stored: Mapping[str, Any]) -> Figures:
    """The figures that `dump` stored."""
    return _revive(Figures, stored)  # type: ignore[no-any-return]


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, StrEnum) else value


def _revive(kind: Any, value: Any) -> Any:
    """`value` from JSON as `kind`: dataclasses, tuples, days, words and None."""
    if get_origin(kind) is UnionType:
        kind = next(k for k in get_args(kind) if k is not type(None))
    if value is None:
        return None
    if get_origin(kind) is tuple:
        return _revive_tuple(get_args(kind), value)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        # a snapshot frozen before a field came has none: the field's default stands for it
        stored = [f.name for f in fields(kind) if f.name in value]
        return kind(**{name: _revive(hints[name], value[name]) for name in stored})
    return date.fromisoformat(value) if kind is date else kind(value)


def _revive_tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_revive(kinds[0], each) for each in values)
    return tuple(_revive(kind, each) for kind, each in zip(kinds, values, strict=True))


def _sum(name: str, units: Sequence[UnitDiscipline]) -> UnitDiscipline:
    return UnitDiscipline(
        unit=name,
        is_office=False,
        owed=sum(unit.owed for unit in units),
        in_time=sum(unit.in_time for unit in units),
        late=sum(unit.late for unit in units),
        missing=sum(unit.missing for unit in units),
    )
