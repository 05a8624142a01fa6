"""Carries out what a person decided about the unknown names of a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.commands import add_unit, settle_alias
from tracker.organisation.models import Agency
from tracker.organisation.rules import UnitKind
from tracker.surveys.commands.names import add_field, settle_field
from tracker.surveys.models import Field
from tracker.surveys.naming import Renamed
from tracker.surveys.words import Channel


class Means(StrEnum):
    """What an unknown name of a file is; a known row is named by its id instead."""

    NEW = "new"
    NOTHING = "nothing"  # the name is left off the forms


@dataclass(frozen=True)
class Choices:
    """Per typed name: a Means, or the id of a unit or field; channels by their word."""

    units: Mapping[str, Means | int] = field(default_factory=dict)
    fields: Mapping[str, Means | int] = field(default_factory=dict)
    channels: Mapping[str, Channel] = field(default_factory=dict)


def settle_names(session: Session, agency: Agency, choices: Choices, *, by: str) -> Renamed:
    """Make or remember what was chosen; returns what is left to read differently in this file.

    A chosen unit or field keeps the spelling as an alias. Raises BadInput for one of another
    agency.
    """
    for text, choice in choices.units.items():
        if choice is Means.NEW:
            add_unit(session, agency, name=text, kind=UnitKind.INTERNAL)
        elif not isinstance(choice, Means):
            settle_alias(session, agency.id, text, unit_id=choice, group_id=None, by=by)
    for text, choice in choices.fields.items():
        if choice is Means.NEW:
            add_field(session, agency.id, text)
        elif not isinstance(choice, Means):
            settle_field(session, _field(session, agency, choice), text)
    return Renamed(
        units=_dropped(choices.units),
        fields=_dropped(choices.fields),
        channels={text: channel.value for text, channel in choices.channels.items()},
    )


def _field(session: Session, agency: Agency, field_id: int) -> Field:
    row = session.get(Field, field_id)
    if row is None or row.agency_id != agency.id:
        raise BadInput("Không có lĩnh vực này.")
    return row


def _dropped(choices: Mapping[str, Means | int]) -> dict[str, str]:
    return {text: "" for text, choice in choices.items() if choice is Means.NOTHING}
