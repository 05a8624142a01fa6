"""Reading sealed forms as a stream, to count them anew; their chain is proved by upkeep."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.surveys.counting import Cell, tally
from tracker.surveys.models import Response
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Tallies

BATCH = 5_000
_R: Any = Response.__table__


def recount(session: Session, round_id: int, method: Method) -> Tallies:
    """The tallies that the sealed forms of a round give. One SELECT, streamed."""
    columns = (_R.c.unit_id, _R.c.field_id, _R.c.channel, _R.c.answers)
    query = select(*columns).where(_R.c.round_id == round_id, _R.c.is_valid)
    found = session.execute(query.execution_options(yield_per=BATCH))
    return tally(
        method,
        ((Cell(str(r[0] or ""), str(r[1] or ""), r[2].value), bytes(r[3])) for r in found),
    )
