"""From what was read to what a meeting may take up, to its counts and its situation."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.clock import day_of
from tracker.meetings.agenda import Drawn, draw
from tracker.meetings.matters import (
    Asked,
    Blocked,
    Item,
    Matters,
    Ordered,
    Silent,
    Waiting,
    Weak,
)
from tracker.meetings.models import Meeting
from tracker.meetings.planning import counted_to, month_words
from tracker.meetings.queries.facts import Facts, find_facts, is_due
from tracker.meetings.rules import Section, Standing
from tracker.meetings.situation import Situation, count_states
from tracker.organisation.models import Agency
from tracker.organisation.rules import PeriodKind
from tracker.plans.models import ActionItem
from tracker.plans.obligations import Owed
from tracker.plans.rules import OPEN, Progress
from tracker.progress.models import Order
from tracker.progress.rules import ORDER_WORDS, OrderKind
from tracker.vietnamese import short_date, two_digits

NOTES = {
    Progress.CLAIMED: "Đơn vị báo hoàn thành, chờ xác nhận",
    Progress.PAUSED: "Đang tạm dừng",
}

# A section after its count, in a sentence.
COUNTED = {
    Section.STANDING: "nội dung thường kỳ",
    Section.ORDERS: "kết luận, chỉ đạo quá hạn",
    Section.LATE: "nhiệm vụ quá hạn",
    Section.SILENT: "nhiệm vụ chưa báo cáo",
    Section.BLOCKED: "vướng mắc, chờ phối hợp",
    Section.FALLEN: "chỉ số giảm hoặc chưa có nhiệm vụ",
    Section.ASKED: "đề nghị gia hạn",
    Section.SOON: "việc sắp đến hạn",
    Section.OTHER: "nhiệm vụ khác",
    Section.FREE: "nội dung bổ sung",
}


def matters_of(facts: Facts) -> Matters:
    """What may come up at a meeting, of what was read."""
    known = facts.items
    orders = [o for o in facts.orders if is_due(o)]
    return Matters(
        items=tuple(_item(item, facts) for item in known.values()),
        orders=tuple(
            Ordered(o.id, o.item_id, order_words(o), o.text, o.due_on) for o in orders if o.due_on
        ),
        silent=tuple(_silent(facts)),
        blocked=tuple(
            Blocked(b.item_id, b.due_on, b.remover) for b in facts.blocked if b.item_id in known
        ),
        waiting=tuple(
            Waiting(c.item_id, c.unit.name, day_of(c.asked_at), c.due_on)
            for c in facts.coordinations
            if c.item_id in known
        ),
        weak=tuple(_weak(facts)),
        asked=tuple(_asked(facts)),
    )


def order_words(order: Order) -> str:
    """What an order is called where it stands by itself: a conclusion by its meeting's day."""
    if order.kind is OrderKind.CONCLUSION and order.source:
        return order.source
    return f"{ORDER_WORDS[order.kind]} ngày {short_date(order.given_on)}"


def period_words(missing: Sequence[Owed]) -> str:
    """The periods of missing reports in words, months of a year together."""
    if all(owed.period.kind is PeriodKind.MONTH for owed in missing):
        return month_words([owed.period.code for owed in missing])
    return ", ".join(owed.period.label for owed in missing)


def situation_of(facts: Facts) -> Situation:
    """How the running plan stands, in counts that are never added up."""
    if facts.plan is None:
        return Situation()
    own = {i.id: i for i in facts.items.values() if i.plan_id == facts.plan.id}
    missing = [len(r.missing) for item_id in own for r in facts.reports.get(item_id, ())]
    return Situation(
        plan=facts.plan.number,
        late=sum(line.item_id in own for line in facts.late),
        orders=len(facts.overdue),
        reports=sum(missing),
        blocked=len({line.item_id for line in facts.blocked} & own.keys()),
        **count_states(item.progress for item in own.values()),
    )


@dataclass(frozen=True)
class DraftCounts:
    """How many lines each section of the next agenda would have, as of `day`."""

    day: date
    sections: tuple[tuple[Section, int], ...]

    @property
    def sentence(self) -> str:
        """The draft agenda in one sentence; nothing is added up."""
        parts = [f"{two_digits(n)} {COUNTED[s]}" for s, n in self.sections]
        return f"Chương trình dự thảo: {'; '.join(parts)}."


def draft_counts(session: Session, agency: Agency, meeting: Meeting, today: date) -> DraftCounts:
    """The draft agenda of a meeting to come, in counts. As many SELECTs as find_facts."""
    day = counted_to(meeting.planned_on, today)
    lines = draw_lines(find_facts(session, agency, day), agency)
    counted = Counter(line.section for line in lines)
    counted[Section.STANDING] = len(Standing)
    return DraftCounts(day, tuple((s, counted[s]) for s in Section if counted[s]))


def draw_lines(facts: Facts, agency: Agency) -> tuple[Drawn, ...]:
    """The lines after the standing ones, of what was read."""
    return draw(matters_of(facts), facts.day, agency.settings.soon_days)


def _item(item: ActionItem, facts: Facts) -> Item:
    is_open = item.progress in OPEN and not item.has_ended
    return Item(
        item_id=item.id,
        position=item.position,
        title=item.short,
        is_listed=facts.plan is not None and item.plan_id == facts.plan.id and not item.has_ended,
        note=NOTES.get(item.progress, "Theo thứ tự trong Phụ lục"),
        due_on=item.due_on if is_open else None,
        first_due_on=item.first_due_on,
    )


def _silent(facts: Facts) -> Iterator[Silent]:
    """Silent lead units, with every period they miss where that is known."""
    missing = {
        (item_id, report.unit_id): report.missing
        for item_id, reports in facts.reports.items()
        for report in reports
        if report.missing
    }
    for line in facts.silent:
        if line.item_id in facts.items:
            owed = missing.get((line.item_id, line.unit_id), ())
            words = period_words(owed) if owed else line.period
            yield Silent(line.item_id, line.unit, words, line.due_on)


def _weak(facts: Facts) -> Iterator[Weak]:
    for state in facts.indices.values():
        if not state.is_weak and state.fell_by is None:
            continue
        aiming = [
            item.id
            for item in facts.items.values()
            if item.is_running
            and any(link.component_id == state.component_id for link in item.components)
        ]
        yield Weak(
            component_id=state.component_id,
            name=state.name,
            sentence=state.sentence,
            points=state.fell_by,
            gap=state.gap,
            item_ids=tuple(aiming),
        )


def _asked(facts: Facts) -> Iterator[Asked]:
    for extension in facts.extensions:
        order = extension.order
        item_id = order.item_id if order is not None else extension.item_id
        if item_id is not None and item_id not in facts.items:
            continue
        yield Asked(
            item_id=item_id,
            order_id=extension.order_id,
            title=order.text if order is not None else "",
            unit=extension.unit.name,
            asked_on=day_of(extension.asked_at),
            from_on=extension.from_on,
            to_on=extension.asked_to,
        )
