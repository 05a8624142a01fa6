"""Reading drafts: what somebody is typing, and finished reports that wait for a unit's head."""

from collections.abc import Collection, Sequence

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from tracker.access.models import Membership, Person
from tracker.organisation.models import Agency
from tracker.progress.models import Draft


def find_draft(session: Session, person_id: int, key: str) -> Draft | None:
    """What a person left typed under a key; None if nothing. One SELECT."""
    return session.scalar(select(Draft).where(Draft.person_id == person_id, Draft.key == key))


def find_awaiting_head(
    session: Session, agency_id: int, unit_ids: Collection[int]
) -> Sequence[Draft]:
    """Finished reports that wait for the heads of these units, oldest first. One SELECT."""
    query = (
        select(Draft)
        .where(Draft.agency_id == agency_id, Draft.for_unit_id.in_(list(unit_ids)))
        .options(joinedload(Draft.person))
        .order_by(Draft.saved_at, Draft.id)
    )
    return session.scalars(query).all()


def must_be_approved(session: Session, agency_id: int, unit_id: int, author: Person) -> bool:
    """Whether the head of the unit approves what `author` (places loaded) writes (DOMAIN A9).

    Not in an agency that did not choose so, not for the head himself, and not while the unit has
    no head who could. Two SELECTs at most.
    """
    if unit_id in author.headed_unit_ids:
        return False
    if not session.get_one(Agency, agency_id).settings.head_approves:
        return False
    has_head = exists().where(
        Membership.unit_id == unit_id,
        Membership.is_head,
        Membership.valid_to.is_(None),
        Membership.person_id == Person.id,
        Person.is_active,
    )
    return bool(session.scalar(select(has_head)))
