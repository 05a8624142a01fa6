"""Which parts of a round are too small to show, to people of the agency and to everybody."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.scores.breakdowns import INSIDE, PUBLIC
from tracker.scores.models import Withheld
from tracker.scores.suppression import Cells, withheld
from tracker.surveys.models import Round
from tracker.surveys.queries import count_people, method_of
from tracker.surveys.tallies import Slice
from tracker.surveys.words import Group

SHOWN = {INSIDE: (Group.UNIT, Group.FIELD, Group.CHANNEL), PUBLIC: (Group.FIELD,)}


def held_back(session: Session, row: Round, fewest: int) -> frozenset[Slice]:
    """The parts of a closed round that an audience does not see, as settled when it closed.

    One SELECT. Rounds closed by an older version are reckoned anew from their forms.
    """
    query = select(Withheld.group, Withheld.group_key).where(
        Withheld.round_id == row.id, Withheld.fewest == fewest
    )
    found = {Slice(group, key) for group, key in session.execute(query)}
    if not found:
        return reckoned(session, row)[fewest]
    return frozenset(part for part in found if part.group is not Group.ALL)


def reckoned(session: Session, row: Round) -> Mapping[int, frozenset[Slice]]:
    """The same for each audience by its fewest people, from the forms, streamed. Two SELECTs.

    Everybody sees nothing that people of the agency do not, or the two together would tell more.
    """
    people = count_people(session, row.id, method_of(session, row.method_id))
    cells: Cells = {cell.slices()[1:]: found for cell, found in people.items()}
    if not cells:
        return {INSIDE: frozenset(), PUBLIC: frozenset()}
    inside = withheld(cells, SHOWN[INSIDE], INSIDE)
    everybody = withheld(cells, SHOWN[PUBLIC], PUBLIC, already=inside)
    return {INSIDE: inside, PUBLIC: everybody}
