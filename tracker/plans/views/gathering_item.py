"""Reads what the page of one item shows, across the rooms: a constant number of SELECTs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from flask import url_for
from sqlalchemy.orm import Session

from tracker.clock import end_of
from tracker.drawing import Axis, axis_for
from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.models import Agency
from tracker.organisation.queries import working_calendar
from tracker.plans.importing.kept import deadline_of
from tracker.plans.lines import Line
from tracker.plans.models import ActionItem, Amendment
from tracker.plans.outcomes import Obstacle
from tracker.plans.printed import USUAL
from tracker.plans.queries import (
    Continued,
    Neighbour,
    amendments_of,
    find_continued,
    find_neighbours,
    find_units_with_accounts,
    get_amendment,
)
from tracker.plans.reasons import why_blocked, why_done, why_due, why_late, why_waiting
from tracker.plans.rules import (
    CHANGE_WORDS,
    DONE,
    WORDS,
    ChangeKind,
    DeadlineKind,
    Progress,
    TimeFlag,
)
from tracker.plans.versions import Change
from tracker.plans.views.gathering import find_around
from tracker.plans.wording.values import Deadline, meaning
from tracker.progress.queries.asks import find_open_obstacles
from tracker.progress.queries.grid import PeriodGrid, period_grid
from tracker.progress.queries.states import Owing, find_owing
from tracker.progress.queries.timeline import (
    Event,
    EventKind,
    Timeline,
    find_item_evidence,
    timeline,
)
from tracker.progress.queries.unit_reports import unit_reports
from tracker.vietnamese import short_date
from tracker.weaknesses.models import Weakness
from tracker.weaknesses.queries import find_weaknesses
from tracker.weaknesses.standing import IndexLine, Standing, standing


@dataclass(frozen=True)
class Reason:
    """A computed word and why it is said: the rule and the dates."""

    word: str
    sentence: str


@dataclass(frozen=True)
class ItemPage:
    """One item with all that its page says."""

    item: ActionItem
    line: Line
    deadline: Deadline
    reasons: tuple[Reason, ...]
    indices: tuple[IndexLine, ...]
    axis: Axis
    standing: Standing
    weaknesses: tuple[Weakness, ...]
    timeline: Timeline
    evidence: Sequence[object]
    grid: PeriodGrid
    before: Neighbour | None
    after: Neighbour | None
    amendment: Amendment | None
    with_accounts: frozenset[int]
    continued: Sequence[Continued]

    @property
    def meaning(self) -> str:
        """How the deadline's words are understood, as a sentence without a full stop."""
        return meaning(self.deadline)

    @property
    def waits_for_event(self) -> bool:
        """Whether its day follows from an event whose day may be entered."""
        return self.item.deadline_kind is DeadlineKind.AFTER_EVENT and self.item.ended_on is None


def gather_item(session: Session, agency: Agency, item: ActionItem, today: date) -> ItemPage:
    """The page of `item` (loaded as whole_item does). At most 50 SELECTs, whatever its history."""
    ever = find_owing(session, agency, [item], former=True)
    owing = [o for o in ever if o.line.until is None]
    found = standing(session, agency.id, item.plan.method_id)
    around = find_around(session, agency, found, today)
    line = Line(item, unit_reports(owing, today).get(item.id, ()), around)
    own = {link.component_id for link in item.components}
    indices = tuple(i for i in found.components if i.component_id in own)
    goal = next((i.target for i in indices if i.target is not None), None)
    calendar = working_calendar(session, agency.id)
    before, after = find_neighbours(session, item)
    return ItemPage(
        item=item,
        line=line,
        deadline=deadline_of(item.deadline),
        reasons=tuple(_reasons(line, calendar, _obstacles(session, item), today)),
        indices=indices,
        axis=axis_for(found.spread, goal),
        standing=found,
        weaknesses=tuple(w for w in find_weaknesses(session, agency.id) if w.component_id in own),
        timeline=timeline(session, item, today, _amended(session, item)),
        evidence=find_item_evidence(session, item.id),
        grid=period_grid(ever, _label, today),
        before=before,
        after=after,
        amendment=get_amendment(session, item.amendment_id),
        with_accounts=find_units_with_accounts(session, [u.unit_id or 0 for u in item.units]),
        continued=find_continued(session, item),
    )


def _amended(session: Session, item: ActionItem) -> Iterator[Event]:
    """What documents changed about the item, as events of its timeline."""
    for amendment, change in amendments_of(session, item):
        yield Event(
            kind=EventKind.OTHER,
            at=end_of(amendment.signed_on - timedelta(days=1)),
            title=f"{CHANGE_WORDS[change.kind]} theo {amendment.document}",
            text="\n".join(_said(change)),
            url=url_for("plans.amendments", plan_id=item.plan_id, _anchor=f"h-{amendment.id}"),
            icon="file-plus",
        )


def _said(change: Change) -> Iterator[str]:
    """An amendment of one line in words: its STT, then each cell in old and new words."""
    if change.renumbers and change.before and change.after:
        yield f"STT {change.before.position} → {change.after.position}"
    if change.kind is ChangeKind.CHANGED:
        for one in change.differing:
            title = USUAL[one.column] if one.column else "Đề mục"
            yield f"{title}: {one.old or '(trống)'} → {one.new or '(trống)'}"


def _label(owing: Owing) -> str:
    return owing.line.unit.label if owing.line.unit else ""


def _obstacles(session: Session, item: ActionItem) -> list[Obstacle]:
    rows = find_open_obstacles(session, item.agency_id) if item.blocked_since else ()
    return [Obstacle(row.since_on) for row in rows if row.item_id == item.id]


def _reasons(
    line: Line, calendar: WorkingCalendar, obstacles: Sequence[Obstacle], today: date
) -> Iterator[Reason]:
    """Why each word on the page is said, in the order in which the page says them."""
    item = line.item
    if item.progress in DONE and item.claimed_on:
        yield Reason(
            WORDS[item.progress], why_done(item.due_on, item.claimed_on, item.first_due_on)
        )
    elif item.progress is Progress.CLAIMED and item.claimed_on:
        yield Reason(WORDS[item.progress], why_waiting(item.claimed_on, today))
    elif item.end_reason:
        ended = f"Ngày {short_date(item.ended_on)}. {item.end_reason}"
        yield Reason("Kết thúc theo dõi", ended)
    for cell in line.cells:
        if cell.why:
            yield Reason(f"Báo cáo của {cell.unit}", cell.why)
    if line.flag in {TimeFlag.LATE, TimeFlag.SOON}:
        word = f"Quá hạn {line.days_over} ngày" if line.flag is TimeFlag.LATE else "Sắp đến hạn"
        yield Reason(word, why_late(item.due_on, today, item.first_due_on))
    if obstacles:
        yield Reason("Vướng mắc", why_blocked(obstacles, today))
    yield Reason("Thời hạn", why_due(deadline_of(item.deadline), calendar, item.event_on))
