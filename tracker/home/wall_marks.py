"""What falls on the days of a year, read from every room: one SELECT a kind of thing."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from tracker.home.wall import Mark, MarkKind
from tracker.meetings.models import Meeting
from tracker.meetings.rules import STATE_WORDS as MEETING_WORDS
from tracker.meetings.rules import MeetingState
from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.models import Period
from tracker.plans.importing.kept import deadline_of
from tracker.plans.models import ActionItem
from tracker.plans.recurring_days import recurring_days
from tracker.plans.rules import DONE, ENDED, DeadlineKind, shortened
from tracker.progress.models import Coordination, Order, ReportRequest
from tracker.progress.rules import ORDER_WORDS
from tracker.surveys.models import Round
from tracker.vietnamese import first_upper, two_digits

MOST_ITEMS = 5  # items of one day that stand by themselves; the others are counted
_SHORT_LABEL = {"tháng ": "T", "quý ": "Q", "6 tháng đầu": "6T", "9 tháng": "9T"}


@dataclass(frozen=True)
class Wanted:
    """Whose year it is, with its calendar, and whether reports not issued may be opened."""

    agency_id: int
    year: int
    calendar: WorkingCalendar
    may_review: bool

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def holds(self, day: date | None) -> bool:
        """Whether a day falls in the year."""
        return day is not None and day.year == self.year


def find_marks(session: Session, wanted: Wanted) -> list[Mark]:
    """Every mark of the year. Eight SELECTs, whatever there is."""
    return [mark for source in SOURCES for mark in source(session, wanted)]


def _periods(session: Session, wanted: Wanted) -> Iterator[Mark]:
    """Cut-offs of one day together; each report of the agency by itself."""
    query = select(Period).where(
        Period.agency_id == wanted.agency_id,
        Period.cutoff_on.between(wanted.first, wanted.last)
        | Period.due_on.between(wanted.first, wanted.last),
    )
    cutoffs: dict[tuple[date, str], list[Period]] = defaultdict(list)
    for period in session.scalars(query.order_by(Period.ends_on, Period.starts_on.desc())):
        if wanted.holds(period.cutoff_on):
            cutoffs[period.cutoff_on, period.regime.value].append(period)
        if period.due_on is not None and wanted.holds(period.due_on):
            yield _report_due(period, period.due_on, wanted)
    for (day, regime), periods in cutoffs.items():
        labels = ", ".join(p.label.partition(" năm ")[0] or p.label for p in periods)
        text = f"Chốt báo cáo của đơn vị: kỳ {labels}"
        year = periods[0].code[:4]
        args = {"year": int(year), "regime": regime}
        short = f"Chốt {_short(periods[0])}"
        yield Mark(day, MarkKind.CUTOFF, short, text, "organisation.periods", args)


def _report_due(period: Period, due_on: date, wanted: Wanted) -> Mark:
    year, _, code = period.code.partition("-")
    text = f"Gửi báo cáo cải cách hành chính {period.label}"
    short = f"BC {_short(period)}"
    if wanted.may_review:
        args = {"code": code, "year": int(year)}
        return Mark(due_on, MarkKind.REPORT, short, text, "reports.show", args)
    return Mark(due_on, MarkKind.REPORT, short, text, "reports.listing")


def _short(period: Period) -> str:
    """T9, QIII, 6T, 9T, năm: a period in a cell of the wall."""
    label = period.label.partition(" năm ")[0]
    for begin, short in _SHORT_LABEL.items():
        if label.startswith(begin):
            return short + label.removeprefix(begin) if begin.endswith(" ") else short
    return "6TC" if label.startswith("6 tháng cuối") else "năm"


def _rounds(session: Session, wanted: Wanted) -> Iterator[Mark]:
    query = select(Round).where(Round.agency_id == wanted.agency_id).order_by(Round.id)
    for row in session.scalars(query):
        days = (
            (row.collect_from, "Thu phiếu", "bắt đầu thu phiếu"),
            (row.collect_to, "Hết phiếu", "ngày cuối thu phiếu"),
            (row.hand_in_on, "Nộp phiếu", "đơn vị bàn giao phiếu"),
            (row.consolidate_on, "Tổng hợp", "tổng hợp kết quả"),
            (row.signed_on or row.sign_on, "Ký KS", "đã ký" if row.signed_on else "ký báo cáo"),
        )
        for day, short, what in days:
            if day is not None and wanted.holds(day):
                text = f"{row.title}: {what}"
                yield Mark(day, MarkKind.ROUND, short, text, "surveys.show", {"round_id": row.id})


def _meetings(session: Session, wanted: Wanted) -> Iterator[Mark]:
    day = func.coalesce(Meeting.held_on, Meeting.planned_on)
    query = select(Meeting).where(
        Meeting.agency_id == wanted.agency_id, day.between(wanted.first, wanted.last)
    )
    for row in session.scalars(query.order_by(Meeting.id)):
        short = "Đã họp" if row.held_on else "Họp"
        if row.state in {MeetingState.POSTPONED, MeetingState.MERGED, MeetingState.SKIPPED}:
            short = MEETING_WORDS[row.state]
        text = f"{first_upper(row.title)} ({MEETING_WORDS[row.state].lower()})"
        args = {"meeting_id": row.id}
        on = row.held_on or row.planned_on
        yield Mark(on, MarkKind.MEETING, short, text, "meetings.show", args)


def _items(session: Session, wanted: Wanted) -> Iterator[Mark]:
    """Items by their due day; beyond MOST_ITEMS of one day they are counted."""
    rank = func.row_number().over(
        partition_by=ActionItem.due_on, order_by=(ActionItem.position, ActionItem.id)
    )
    total = func.count().over(partition_by=ActionItem.due_on)
    found = (
        select(
            ActionItem.id,
            ActionItem.plan_id,
            ActionItem.position,
            ActionItem.task,
            ActionItem.due_on,
            ActionItem.progress,
            rank.label("rank"),
            total.label("total"),
        )
        .where(
            ActionItem.agency_id == wanted.agency_id,
            ActionItem.replaced_by_id.is_(None),
            ActionItem.due_on.between(wanted.first, wanted.last),
        )
        .subquery()
    )
    query = select(found).where(found.c.rank <= MOST_ITEMS).order_by(found.c.due_on, found.c.rank)
    for row in session.execute(query):
        state = " (đã hoàn thành)" if row.progress in DONE else ""
        text = f"Hạn nhiệm vụ {row.position}: {shortened(row.task)}{state}"
        args = {"item_id": row.id}
        yield Mark(row.due_on, MarkKind.ITEM, f"NV {row.position}", text, "plans.item", args)
        if row.rank == MOST_ITEMS and row.total > MOST_ITEMS:
            yield _others(row.due_on, row.total - MOST_ITEMS, row.plan_id, "Hạn")


def _others(day: date, number: int, plan_id: int, what: str) -> Mark:
    left, args = two_digits(number), {"plan_id": plan_id}
    text = f"{what} của {left} nhiệm vụ khác"
    return Mark(day, MarkKind.ITEM, f"+{left} NV", text, "plans.show", args)


def _recurring(session: Session, wanted: Wanted) -> Iterator[Mark]:
    """Open items whose words name a day of the month, the quarter or the year."""
    query = select(ActionItem).where(
        ActionItem.agency_id == wanted.agency_id,
        ActionItem.deadline_kind == DeadlineKind.RECURRING,
        ActionItem.replaced_by_id.is_(None),
        ActionItem.progress.not_in(ENDED),
        ActionItem.ended_on.is_(None),
        ActionItem.ends_on >= wanted.first,
    )
    named: dict[date, list[ActionItem]] = defaultdict(list)
    options = joinedload(ActionItem.plan)
    for item in session.scalars(query.options(options).order_by(ActionItem.position)):
        begins = item.starts_on or item.plan.owed_from
        for day in recurring_days(deadline_of(item.deadline), wanted.year, wanted.calendar):
            if begins <= day <= item.ends_on:
                named[day].append(item)
    for day, items in named.items():
        for item in items[:MOST_ITEMS]:
            text = f"Nhiệm vụ {item.position} định kỳ: {item.deadline_text or item.short}"
            args = {"item_id": item.id}
            yield Mark(day, MarkKind.ITEM, f"NV {item.position}", text, "plans.item", args)
        if len(items) > MOST_ITEMS:
            yield _others(day, len(items) - MOST_ITEMS, items[0].plan_id, "Việc định kỳ")


def _orders(session: Session, wanted: Wanted) -> Iterator[Mark]:
    query = (
        select(Order)
        .where(Order.agency_id == wanted.agency_id, Order.due_on.between(wanted.first, wanted.last))
        .options(joinedload(Order.unit))
    )
    for row in session.scalars(query.order_by(Order.due_on, Order.id)):
        due_on = row.due_on or row.given_on
        state = " (đã kết thúc)" if row.closed_on else ""
        text = f"{ORDER_WORDS[row.kind]}, {row.unit.label}: {shortened(row.text)}{state}"
        closed = {"state": "closed"} if row.closed_on else {}
        args = {"_anchor": f"chi-dao-{row.id}", **closed}
        yield Mark(due_on, MarkKind.ORDER, "Chỉ đạo", text, "progress.orders", args)


def _requests(session: Session, wanted: Wanted) -> Iterator[Mark]:
    query = select(ReportRequest).where(
        ReportRequest.agency_id == wanted.agency_id,
        ReportRequest.withdrawn_on.is_(None),
        ReportRequest.due_on.between(wanted.first, wanted.last),
    )
    for row in session.scalars(query.order_by(ReportRequest.due_on, ReportRequest.id)):
        text = f"Báo cáo theo yêu cầu: {shortened(row.summary)}"
        args = {"request_id": row.id}
        yield Mark(row.due_on, MarkKind.REQUEST, "Yêu cầu", text, "progress.show_request", args)


def _coordinations(session: Session, wanted: Wanted) -> Iterator[Mark]:
    query = (
        select(Coordination)
        .where(
            Coordination.agency_id == wanted.agency_id,
            Coordination.answered_on.is_(None),
            Coordination.due_on.between(wanted.first, wanted.last),
        )
        .options(joinedload(Coordination.unit))
    )
    for row in session.scalars(query.order_by(Coordination.due_on, Coordination.id)):
        text = f"{row.unit.label} trả lời đề nghị phối hợp: {shortened(row.text)}"
        args = {"item_id": row.item_id}
        yield Mark(row.due_on, MarkKind.COORDINATION, "Phối hợp", text, "plans.item", args)


Source = Callable[[Session, Wanted], Iterator[Mark]]
SOURCES: tuple[Source, ...] = (
    _periods, _rounds, _meetings, _items, _recurring, _orders, _requests, _coordinations,
)  # fmt: skip
