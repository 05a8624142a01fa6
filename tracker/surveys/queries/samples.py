"""Reading lists of people to ask, what was drawn from them, and totals handed in."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from tracker.surveys.models import (
    Round,
    SampleContact,
    SampleEntry,
    SampleList,
    SampleReplacement,
    TallySheet,
)
from tracker.surveys.words import COLLECTING


def find_sample_lists(session: Session, round_id: int) -> Sequence[SampleList]:
    """Every list of a round, the latest first, those put aside too. One SELECT."""
    query = select(SampleList).where(SampleList.round_id == round_id)
    return session.scalars(query.order_by(SampleList.id.desc())).all()


def find_sample_entries(session: Session, round_id: int) -> Sequence[SampleEntry]:
    """What was drawn for a round from lists in force: by part, by line, by lot. One SELECT."""
    query = (
        select(SampleEntry)
        .join(SampleList, SampleList.id == SampleEntry.list_id)
        .where(SampleEntry.round_id == round_id, SampleList.ended_at.is_(None))
        .order_by(
            SampleEntry.part,
            SampleEntry.list_id,
            SampleEntry.field_id,
            SampleEntry.unit_id,
            SampleEntry.position,
        )
    )
    return session.scalars(query).all()


def find_replacements(session: Session, round_id: int) -> Sequence[SampleReplacement]:
    """Which reserve entries took whose place in a round, in that order. One SELECT."""
    query = (
        select(SampleReplacement)
        .join(SampleEntry, SampleEntry.id == SampleReplacement.entry_id)
        .where(SampleEntry.round_id == round_id)
    )
    return session.scalars(query.order_by(SampleReplacement.id)).all()


def find_contacts(session: Session, list_ids: Collection[int]) -> Sequence[SampleContact]:
    """Who stands in these lists, in the order of their rows. One SELECT."""
    query = select(SampleContact).where(SampleContact.list_id.in_(list_ids))
    return session.scalars(query.order_by(SampleContact.list_id, SampleContact.place)).all()


def count_contacts(session: Session, round_id: int) -> int:
    """How many people a round still names. One SELECT."""
    query = select(func.count(SampleContact.id)).join(
        SampleList, SampleList.id == SampleContact.list_id
    )
    return session.scalar(query.where(SampleList.round_id == round_id)) or 0


def find_rounds_naming_people(session: Session, agency_id: int) -> Sequence[Round]:
    """Rounds that no longer collect and still name people of their sample. One SELECT."""
    named = (
        select(SampleList.round_id)
        .join(SampleContact, SampleContact.list_id == SampleList.id)
        .where(SampleList.agency_id == agency_id)
    )
    query = select(Round).where(Round.id.in_(named), Round.state.not_in(COLLECTING))
    return session.scalars(query.order_by(Round.collect_to, Round.id)).all()


def find_tally_sheets(session: Session, round_id: int) -> Sequence[TallySheet]:
    """The totals handed in for a round, corrected ones left out, the latest first. One SELECT."""
    later = aliased(TallySheet)
    query = select(TallySheet).where(
        TallySheet.round_id == round_id,
        ~select(later.id).where(later.replaces_id == TallySheet.id).exists(),
    )
    return session.scalars(
        query.order_by(TallySheet.received_on.desc(), TallySheet.id.desc())
    ).all()
