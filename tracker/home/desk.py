"""What waits for one director in person: minutes, his own reports to judge, what was recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.access.queries import find_stand_ins, is_agency_head
from tracker.meetings.models import Meeting
from tracker.meetings.queries import find_closed_meetings
from tracker.meetings.rules import Approver, may_approve
from tracker.progress.models import ExtensionDecision, ObstacleDecision, Order
from tracker.progress.queries.recorded import (
    find_recorded_decisions,
    find_recorded_orders,
    find_recorded_words,
)


@dataclass(frozen=True)
class OwnDesk:
    """Minutes this person approves, and what the Office recorded in this person's name."""

    meetings: Sequence[Meeting]
    orders: Sequence[Order]
    decisions: Sequence[ExtensionDecision]
    words: Sequence[ObstacleDecision]

    def __len__(self) -> int:
        return len(self.meetings) + len(self.orders) + len(self.decisions) + len(self.words)


def own_desk(session: Session, person: Person, today: date) -> OwnDesk:
    """What waits for `person` (places loaded) alone, by delegation too. Five SELECTs."""
    approver = Approver(
        person_id=person.id,
        is_agency_head=is_agency_head(person),
        acts_for=find_stand_ins(session, person.id, today),
    )
    return OwnDesk(
        meetings=[
            meeting
            for meeting in find_closed_meetings(session, person.agency_id)
            if may_approve(
                approver,
                meeting.chair_id,
                is_chair_active=meeting.chair is not None and meeting.chair.is_active,
            )
        ],
        orders=find_recorded_orders(session, person.agency_id, person.id),
        decisions=find_recorded_decisions(session, person.agency_id, person.id),
        words=find_recorded_words(session, person.agency_id, person.id),
    )
