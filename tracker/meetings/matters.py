"""What a meeting may take up, as plain values: the facts an agenda is drawn from. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Item:
    """An action item that may come up. `note` is its reason where nothing presses."""

    item_id: int
    position: int
    title: str
    is_listed: bool = True  # of the running plan and not ended: comes up as "other" at the latest
    note: str = "Theo thứ tự trong Phụ lục"
    due_on: date | None = None  # only while nobody claims completion
    first_due_on: date | None = None


@dataclass(frozen=True)
class Ordered:
    """An order (kết luận, chỉ đạo) that has a day and no answer yet."""

    order_id: int
    item_id: int | None
    words: str  # "Kết luận giao ban ngày 20/8/2021"
    title: str  # for an order about no item
    due_on: date


@dataclass(frozen=True)
class Silent:
    """A lead unit without reports; `due_on` is the cut-off of the oldest missing one."""

    item_id: int
    unit: str
    periods: str  # "tháng 7, 8 năm 2021"
    due_on: date


@dataclass(frozen=True)
class Blocked:
    """An open obstacle that someone above the unit must remove."""

    item_id: int
    since_on: date
    remover: str = ""


@dataclass(frozen=True)
class Waiting:
    """A partner that was asked and has not answered."""

    item_id: int
    partner: str
    asked_on: date
    due_on: date


@dataclass(frozen=True)
class Weak:
    """An index that fell clearly (`points`), or is below target while no item runs for it."""

    component_id: int
    name: str
    sentence: str  # with its figures
    points: float | None = None  # how far it fell; None: it did not
    gap: float = 0.0  # value − target, below 0
    item_ids: tuple[int, ...] = ()  # running items that aim at it


@dataclass(frozen=True)
class Asked:
    """An extension asked and not decided, of an item or of an order."""

    item_id: int | None
    order_id: int | None
    title: str
    unit: str
    asked_on: date
    from_on: date
    to_on: date


@dataclass(frozen=True)
class Matters:
    """All that may come up, as of one day, in any order."""

    items: tuple[Item, ...] = ()
    orders: tuple[Ordered, ...] = ()
    silent: tuple[Silent, ...] = ()
    blocked: tuple[Blocked, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    weak: tuple[Weak, ...] = ()
    asked: tuple[Asked, ...] = ()
