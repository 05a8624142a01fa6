"""What one person chose for herself. The view commits."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person, PersonSetting


def keep_setting(session: Session, person: Person, name: str, value: dict[str, Any]) -> None:
    """Keep a choice of a person under a name, over the one before; flushed."""
    query = select(PersonSetting).where(
        PersonSetting.person_id == person.id, PersonSetting.name == name
    )
    setting = session.scalar(query)
    if setting is None:
        setting = PersonSetting(agency_id=person.agency_id, person_id=person.id, name=name)
        session.add(setting)
    setting.value = value
    session.flush()
