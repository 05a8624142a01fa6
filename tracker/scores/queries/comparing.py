"""Two rounds side by side: what each measured, and what moved between them."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.organisation.models import Agency, Unit
from tracker.organisation.naming import name_on
from tracker.scores.comparability import Comparability, Part, Scope, comparability
from tracker.scores.comparison import Change, changes, pairs
from tracker.surveys.equivalents import fate
from tracker.surveys.models import Field, Round
from tracker.surveys.queries import method_of, tallies_of
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Slice, Tallies
from tracker.surveys.words import CHANNEL_WORDS, Channel, Group


def compare(session: Session, baseline: Round, later: Round) -> tuple[Change, ...]:
    """The verdict on each component of `later` against `baseline`, in the method's order.

    Seven SELECTs, eight where the methods differ. Stores nothing.
    """
    method = method_of(session, later.method_id)
    same = baseline.method_id == later.method_id
    earlier = method if same else method_of(session, baseline.method_id)
    before, after = tallies_of(session, baseline.id), tallies_of(session, later.id)
    names = group_names(session, later.agency_id)
    old, new = scope_of(baseline, earlier, before, names), scope_of(later, method, after, names)
    if baseline.agency_id != later.agency_id:  # before a merger: another office, other people
        owners = find_agency_names(session, (baseline.agency_id, later.agency_id))
        old = replace(old, agency=owners[baseline.agency_id])
        new = replace(new, agency=owners[later.agency_id])
        same = False
    limits = session.get_one(Agency, later.agency_id).settings
    compared = comparability(old, new, limits.channel_share_points)
    if not same:  # its tallies hold other components or other people
        before = Tallies({}, {}, {})
        compared = Comparability(compared.differences)
    found = changes(pairs(method, before, after, compared), compared)
    return (
        found if earlier == method else tuple(_with_fate(each, earlier, method) for each in found)
    )


def _with_fate(change: Change, earlier: Method, method: Method) -> Change:
    """The change, saying too what the index was in the earlier method."""
    return replace(change, reasons=(*change.reasons, fate(earlier, method, change.component)))


def find_agency_names(session: Session, agency_ids: Collection[int]) -> Mapping[int, str]:
    """Names of agencies by id, the code beside them: two may be called alike. One SELECT."""
    query = select(Agency.id, Agency.name, Agency.code).where(Agency.id.in_(agency_ids))
    return {row.id: f"{row.name} ({row.code})" for row in session.execute(query)}


def scope_of(
    row: Round, method: Method, tallies: Tallies, names: dict[tuple[Group, str], str]
) -> Scope:
    """What a round asked, of whom and how."""
    return Scope(
        method=method.code,
        version=method.version,
        instrument=row.instrument,
        fields=parts_of(tallies, Group.FIELD, names),
        units=parts_of(tallies, Group.UNIT, names),
        channels=parts_of(tallies, Group.CHANNEL, names),
    )


def parts_of(
    tallies: Tallies, group: Group, names: dict[tuple[Group, str], str]
) -> tuple[Part, ...]:
    """The fields, units or channels that gave forms, with their names."""
    return tuple(
        Part(key, names.get((group, key), key), tallies.counted[Slice(group, key)].forms)
        for key in tallies.keys(group)
    )


def group_names(
    session: Session, agency_id: int, on: date | None = None
) -> dict[tuple[Group, str], str]:
    """Names of units (of a day, None: today's), fields and channels by group. Two SELECTs."""
    name = name_on(on) if on else Unit.name
    units = session.execute(select(Unit.id, name).where(Unit.agency_id == agency_id))
    fields = session.execute(select(Field.id, Field.name).where(Field.agency_id == agency_id))
    return {
        **{(Group.UNIT, str(i)): name for i, name in units},
        **{(Group.FIELD, str(i)): name for i, name in fields},
        **{(Group.CHANNEL, channel.value): CHANNEL_WORDS[channel] for channel in Channel},
    }
