"""Keeping what is being typed, and handing a finished report to the unit's head. Session only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import Refusal
from tracker.progress.models import Draft
from tracker.progress.queries.drafts import find_draft

_INSERT: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}


def save_draft(
    session: Session, person: Person, key: str, typed: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep what `person` typed under `key` in place of what was there; one statement, no race.

    What waits for the unit's head is left alone.
    """
    new = _INSERT[session.get_bind().dialect.name](Draft).values(
        agency_id=person.agency_id, person_id=person.id, key=key, typed=dict(typed), saved_at=at
    )
    session.execute(
        new.on_conflict_do_update(
            index_elements=["person_id", "key"],
            set_={"typed": new.excluded.typed, "saved_at": new.excluded.saved_at},
            where=Draft.for_unit_id.is_(None),
        )
    )


@dataclass(frozen=True)
class Finished:
    """A finished report as it was typed, for the head of a unit to look at."""

    unit_id: int
    key: str
    typed: Mapping[str, Any]


def await_head(session: Session, finished: Finished, *, author: Person, at: datetime) -> Draft:
    """Hand a finished report to the unit's head: it waits there and is not sent (DOMAIN A9)."""
    draft = find_draft(session, author.id, finished.key)
    if draft is None:
        draft = Draft(agency_id=author.agency_id, person_id=author.id, key=finished.key)
        session.add(draft)
    draft.typed = dict(finished.typed)
    draft.for_unit_id = finished.unit_id
    draft.saved_at = at
    session.flush()
    return draft


def hand_back(draft: Draft, note: str, *, by: Person) -> None:
    """Give a report that waits back to its author with a note; it is a draft again."""
    if draft.for_unit_id is None:
        raise Refusal("Báo cáo này không còn chờ duyệt.")
    if not note.strip():
        raise Refusal("Cần ghi nội dung cần sửa để người lập biết.")
    draft.typed = {**draft.typed, "note": note, "note_by": by.name}
    draft.for_unit_id = None


def drop_draft(session: Session, person_id: int, key: str) -> None:
    """Forget what was typed under a key: it was sent, or is not wanted any more."""
    draft = find_draft(session, person_id, key)
    if draft is not None:
        session.delete(draft)
