"""The agenda by rule: which matters a meeting takes up, in which order, and why. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from tracker.meetings.matters import Asked, Item, Matters, Ordered, Silent, Weak
from tracker.meetings.rules import STANDING_WORDS, Section, Standing
from tracker.vietnamese import figure, short_date, two_digits

ORDER = tuple(Section)


@dataclass(frozen=True)
class Drawn:
    """One line of the agenda: where it stands, what it is about, and why."""

    section: Section
    key: str  # "item:12", "order:5", "index:3", or the word of a standing line
    title: str
    reason: str
    item_id: int | None = None
    standing: Standing | None = None
    also: tuple[str, ...] = ()  # reasons of later sections it would have stood in


@dataclass(frozen=True)
class _Note:
    """One reason for one matter, with its rank within the section, the smallest first."""

    section: Section
    item_id: int | None
    key: str
    title: str
    reason: str
    rank: tuple[float, ...]


def standing_lines(previous: str, span: str) -> tuple[Drawn, ...]:
    """The four lines every meeting opens with (FACTS B0.1, row 12).

    `previous` names the minutes before, `span` the days the month's results are about.
    """
    reasons = {
        Standing.PREVIOUS: previous,
        Standing.REFORM: span,
        Standing.PROCEDURES: f"Số liệu của Bộ phận Một cửa, {span[:1].lower()}{span[1:]}",
        Standing.OFFICIALS: "Cán bộ, công chức tham gia quy trình giải quyết thủ tục hành chính",
    }
    return tuple(
        Drawn(Section.STANDING, word.value, STANDING_WORDS[word], reasons[word], standing=word)
        for word in Standing
    )


def draw(matters: Matters, day: date, soon_days: int) -> tuple[Drawn, ...]:
    """The lines after the standing ones, as of `day`, section by section.

    Each matter stands once, in the first section it has a reason for; reasons of later sections
    are kept in `also`. What is due on `day` is not overdue; it and the next `soon_days` are "due
    soon". Within a section the longest delay stands first (units asking for more time: by unit,
    due soon: earliest day first, the rest in the order of the appendix).
    """
    known = {item.item_id: item for item in matters.items}
    notes = sorted(
        _notes(matters, known, day, soon_days),
        key=lambda n: (n.key, ORDER.index(n.section), n.rank),
    )
    ranked = [_line(list(group)) for _key, group in groupby(notes, key=lambda n: n.key)]
    ranked.sort(key=lambda pair: (ORDER.index(pair[1].section), pair[0]))
    return tuple(line for _rank, line in ranked)


def _line(notes: list[_Note]) -> tuple[tuple[float, ...], Drawn]:
    first = notes[0]
    here = [note.reason for note in notes if note.section is first.section]
    later = [
        note.reason
        for note in notes
        if note.section is not first.section and note.section is not Section.OTHER
    ]
    line = Drawn(
        first.section, first.key, first.title, "; ".join(here), first.item_id, also=tuple(later)
    )
    return first.rank, line


def _notes(
    matters: Matters, known: Mapping[int, Item], day: date, soon_days: int
) -> Iterator[_Note]:
    yield from _ordered(matters.orders, known, day, soon_days)
    yield from _dated(matters.items, day, soon_days)
    yield from _silent(matters.silent, known, day)
    yield from _blocked(matters, known, day)
    for weak in matters.weak:
        yield from _weak(weak, known)
    yield from _asked(matters.asked, known)
    for item in matters.items:
        if item.is_listed:
            yield _about(item, Section.OTHER, item.note, (item.position,))


def _about(item: Item, section: Section, reason: str, rank: tuple[float, ...]) -> _Note:
    return _Note(section, item.item_id, f"item:{item.item_id}", item.title, reason, rank)


def _order_note(
    order: Ordered | Asked, known: Mapping[int, Item], section: Section, reason: str, rank: float
) -> _Note:
    item = known.get(order.item_id) if order.item_id is not None else None
    if item is not None:
        return _about(item, section, reason, (rank, item.position))
    return _Note(section, None, f"order:{order.order_id}", order.title, reason, (rank, 0))


def _ordered(
    orders: Iterable[Ordered], known: Mapping[int, Item], day: date, soon_days: int
) -> Iterator[_Note]:
    for order in orders:
        section = _when(order.due_on, day, soon_days, late=Section.ORDERS)
        if section is not None:
            reason = f"{order.words}, {_due_words(order.due_on, day)}"
            yield _order_note(order, known, section, reason, (order.due_on - day).days)


def _dated(items: Iterable[Item], day: date, soon_days: int) -> Iterator[_Note]:
    for item in items:
        if item.due_on is None:
            continue
        section = _when(item.due_on, day, soon_days, late=Section.LATE)
        if section is not None:
            moved = item.first_due_on is not None and item.first_due_on != item.due_on
            first = f" (thời hạn đầu {short_date(item.first_due_on)})" if moved else ""
            words = _due_words(item.due_on, day, first)
            reason = words[:1].upper() + words[1:]
            yield _about(item, section, reason, ((item.due_on - day).days, item.position))


def _when(due_on: date, day: date, soon_days: int, *, late: Section) -> Section | None:
    if due_on < day:
        return late
    return Section.SOON if due_on - day <= timedelta(days=soon_days) else None


def _due_words(due_on: date, day: date, first: str = "") -> str:
    days = (due_on - day).days
    if days == 0:
        return f"hạn {short_date(due_on)}{first}, đúng ngày họp"
    left = f"còn {two_digits(days)} ngày" if days > 0 else f"quá hạn {two_digits(-days)} ngày"
    return f"hạn {short_date(due_on)}{first}, {left}"


def _silent(lines: Iterable[Silent], known: Mapping[int, Item], day: date) -> Iterator[_Note]:
    for line in lines:
        days = (day - line.due_on).days
        reason = (
            f"{line.unit} chưa báo cáo kỳ {line.periods}, chốt ngày {short_date(line.due_on)}, "
            f"chậm {two_digits(days)} ngày"
        )
        item = known[line.item_id]
        yield _about(item, Section.SILENT, reason, (-days, item.position))


def _blocked(matters: Matters, known: Mapping[int, Item], day: date) -> Iterator[_Note]:
    for block in matters.blocked:
        days = (day - block.since_on).days
        who = f", chờ {block.remover}" if block.remover else ", vượt thẩm quyền của đơn vị"
        reason = f"Vướng mắc từ {short_date(block.since_on)} ({two_digits(days)} ngày){who}"
        item = known[block.item_id]
        yield _about(item, Section.BLOCKED, reason, (-days, item.position))
    for wait in matters.waiting:
        past = (day - wait.due_on).days
        late = f", quá hạn {two_digits(past)} ngày" if past > 0 else ""
        reason = (
            f"Chờ {wait.partner} phối hợp từ {short_date(wait.asked_on)}, "
            f"hạn trả lời {short_date(wait.due_on)}{late}"
        )
        item = known[wait.item_id]
        yield _about(item, Section.BLOCKED, reason, ((wait.asked_on - day).days, item.position))


def _weak(weak: Weak, known: Mapping[int, Item]) -> Iterator[_Note]:
    rank = (0.0, -weak.points) if weak.points is not None else (1.0, weak.gap)
    if weak.points is not None and weak.item_ids:
        reason = f"Chỉ số {weak.name} giảm rõ rệt {figure(weak.points)} điểm phần trăm"
        for item in (known[item_id] for item_id in weak.item_ids):
            yield _about(item, Section.FALLEN, reason, (*rank, item.position))
    elif not weak.item_ids:
        title = f"Chỉ số {weak.name}: chưa có nhiệm vụ đang thực hiện"
        key = f"index:{weak.component_id}"
        yield _Note(Section.FALLEN, None, key, title, weak.sentence, (*rank, 0))


def _asked(asked: Iterable[Asked], known: Mapping[int, Item]) -> Iterator[_Note]:
    by_unit = sorted(asked, key=lambda a: (a.unit, a.asked_on))
    for rank, line in enumerate(by_unit):
        reason = (
            f"{line.unit} đề nghị gia hạn từ {short_date(line.from_on)} "
            f"đến {short_date(line.to_on)}, gửi ngày {short_date(line.asked_on)}"
        )
        yield _order_note(line, known, Section.ASKED, reason, rank)
