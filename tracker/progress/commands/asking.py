"""Obstacles, coordination and pressing. Adds to the session; the view commits."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import Refusal
from tracker.plans.models import ActionItem
from tracker.progress.commands.evidence import EvidenceDraft, Proves, attach
from tracker.progress.commands.orders import Recorded
from tracker.progress.commands.refreshing import refresh_item
from tracker.progress.models import (
    Coordination,
    CoordinationAnswer,
    Obstacle,
    ObstacleDecision,
    Pressing,
)
from tracker.progress.rules import EvidenceKind
from tracker.progress.wording import PressWay


@dataclass(frozen=True)
class ObstacleDraft:
    text: str
    proposal: str = ""
    remover: str = ""  # who can remove it
    since_on: date | None = None  # None: today
    report_id: int | None = None


def raise_obstacle(
    session: Session,
    item: ActionItem,
    unit_id: int,
    draft: ObstacleDraft,
    *,
    author: Person,
    at: datetime,
) -> Obstacle:
    """Record that something above the unit blocks `item` (units loaded) since a day.

    Refusal for a unit that does not lead it, for a day to come, and for an item that has ended.
    """
    today = day_of(at)
    _check_lead(item, unit_id)
    since = draft.since_on or today
    if since > today:
        raise Refusal("Ngày phát sinh vướng mắc không thể sau hôm nay.")
    obstacle = Obstacle(
        agency_id=item.agency_id,
        item_id=item.id,
        unit_id=unit_id,
        report_id=draft.report_id,
        text=draft.text,
        proposal=draft.proposal,
        remover=draft.remover,
        since_on=since,
        raised_at=at,
        author_id=author.id,
    )
    session.add(obstacle)
    refresh_item(session, item)
    return obstacle


def _check_lead(item: ActionItem, unit_id: int) -> None:
    if unit_id not in item.acting_unit_ids:
        raise Refusal("Đơn vị không chủ trì nhiệm vụ này.")
    if item.has_ended:
        raise Refusal("Nhiệm vụ đã kết thúc theo dõi.")


@dataclass(frozen=True)
class ObstacleWord:
    """What was decided about an obstacle, and whether it is out of the way."""

    text: str
    is_cleared: bool


def decide_obstacle(
    session: Session,
    obstacle: Obstacle,
    word: ObstacleWord,
    *,
    by_id: int | None,
    at: datetime,
    recorded: Recorded | None = None,
) -> ObstacleDecision:
    """Record what was decided about an obstacle (item loaded); clearing it unblocks the item.

    `by_id`: whose word it is. Recorded for him by the Office it waits until he affirms it.
    """
    if obstacle.cleared_on is not None:
        raise Refusal("Vướng mắc này đã được tháo gỡ.")
    decision = ObstacleDecision(
        agency_id=obstacle.agency_id,
        obstacle_id=obstacle.id,
        text=word.text,
        is_cleared=word.is_cleared,
        by_id=by_id,
        recorded_by_id=recorded.by_id if recorded else None,
        source=recorded.dated_source(day_of(at)) if recorded else "",
        decided_at=at,
    )
    session.add(decision)
    if recorded and recorded.photo_id:
        photo = EvidenceDraft(EvidenceKind.FILE, file_id=recorded.photo_id)
        to = Proves(obstacle.agency_id, obstacle.item_id, obstacle_id=obstacle.id)
        attach(session, to, (photo,), at)
    if word.is_cleared:
        obstacle.cleared_on = day_of(at)
    refresh_item(session, obstacle.item)
    return decision


def affirm_obstacle(decision: ObstacleDecision, *, by: Person, at: datetime) -> None:
    """The director confirms what the Office recorded for him about an obstacle."""
    if decision.recorded_by_id is None or decision.affirmed_at is not None:
        raise Refusal("Ý kiến này không chờ xác nhận.")
    if decision.by_id != by.id:
        raise Refusal("Chỉ người đã cho ý kiến mới xác nhận được nội dung ghi thay.")
    decision.affirmed_at = at


@dataclass(frozen=True)
class Wish:
    """What a lead asks of a partner."""

    unit_id: int
    text: str
    due_on: date
    letter: str = ""


def ask_coordination(
    session: Session,
    item: ActionItem,
    asking_unit_id: int,
    wish: Wish,
    *,
    author: Person,
    at: datetime,
) -> Coordination:
    """Ask a partner for something by a day; only then does the partner owe anything.

    Needs the item's units loaded; Refusal for a unit that does not lead it.
    """
    _check_lead(item, asking_unit_id)
    if wish.due_on < day_of(at):
        raise Refusal("Ngày cần trả lời không thể trước hôm nay.")
    if wish.unit_id == asking_unit_id:
        raise Refusal("Chọn đơn vị khác với đơn vị đề nghị.")
    row = Coordination(
        agency_id=item.agency_id,
        item_id=item.id,
        asking_unit_id=asking_unit_id,
        unit_id=wish.unit_id,
        text=wish.text,
        letter=wish.letter,
        due_on=wish.due_on,
        author_id=author.id,
        asked_at=at,
    )
    session.add(row)
    return row


def answer_coordination(
    session: Session, row: Coordination, text: str, *, letter: str, author: Person, at: datetime
) -> None:
    """Answer a request; for a partner without an account the lead records the letter."""
    if row.answered_on is not None:
        raise Refusal("Đề nghị phối hợp này đã được trả lời.")
    row.answered_on = day_of(at)
    session.add(
        CoordinationAnswer(
            agency_id=row.agency_id,
            coordination_id=row.id,
            text=text,
            letter=letter,
            author_id=author.id,
            answered_at=at,
        )
    )


@dataclass(frozen=True)
class PressNote:
    """How a unit was pressed: the words that were sent, by which way, and the letter's number."""

    text: str
    way: PressWay | None = None
    document: str = ""


def press_unit(
    session: Session, agency_id: int, unit_id: int, note: PressNote, *, by: Person, at: datetime
) -> Pressing:
    """Log that a unit was pressed for what it owes (đôn đốc), in the words that were sent."""
    row = Pressing(
        agency_id=agency_id,
        unit_id=unit_id,
        text=note.text,
        way=note.way,
        document=note.document or None,
        by_id=by.id,
        pressed_at=at,
    )
    session.add(row)
    return row
