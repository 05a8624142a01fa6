"""Reading sealed forms as a stream: to count them anew, and to see that they are as sealed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.surveys.counting import Cell, by_cell, people_by_cell, tally
from tracker.surveys.models import Response, Round
from tracker.surveys.packing import link, opening, pack
from tracker.surveys.queries.checking import is_counted
from tracker.surveys.records import sealed_record
from tracker.surveys.rules import Method
from tracker.surveys.tallies import Tallies

BATCH = 5_000
_R: Any = Response.__table__


def recount(session: Session, round_id: int, method: Method) -> Tallies:
    """The tallies that the forms of a round give that still count. One SELECT, streamed."""
    return tally(method, _valid_forms(session, round_id))


def count_people(session: Session, round_id: int, method: Method) -> dict[Cell, tuple[int, ...]]:
    """The people of each unit, field and channel together, index by index. One SELECT, streamed."""
    return people_by_cell(method, by_cell(_valid_forms(session, round_id)))


def _valid_forms(session: Session, round_id: int) -> Iterator[tuple[Cell, bytes]]:
    columns = (_R.c.unit_id, _R.c.field_id, _R.c.channel, _R.c.answers)
    query = select(*columns).where(_R.c.round_id == round_id, is_counted())
    cells: dict[tuple[Any, ...], Cell] = {}  # few, met again by form after form
    for *parts, answers in session.execute(query.execution_options(yield_per=BATCH)):
        key = tuple(parts)
        if key not in cells:
            cells[key] = Cell(str(parts[0] or ""), str(parts[1] or ""), parts[2].value)
        yield cells[key], bytes(answers)


def first_altered(session: Session, row: Round) -> int | None:
    """The place of the first form of a round that is not as it was sealed; None when all are.

    One SELECT, streamed. Forms taken from the end count as the place after the last.
    """
    query = select(_R).where(_R.c.round_id == row.id).order_by(_R.c.seq)
    place, current = 0, opening(row.id, row.code)
    with session.execute(query.execution_options(yield_per=BATCH)) as found:
        forms: Any = found.mappings()
        for form in forms:
            place, current = place + 1, link(current, pack(sealed_record(form)))
            if form["hash"] != current.hex():
                return place
    whole = place == row.responses and row.chain_hash in {"", current.hex()}
    return None if whole else place + 1
