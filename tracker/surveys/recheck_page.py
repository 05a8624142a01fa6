"""What the page of one draw shows: the forms to type again, and how those typed agree."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.surveys.commands import closers_of, first_typists
from tracker.surveys.models import Recheck, Round
from tracker.surveys.packing import unpack_answers
from tracker.surveys.queries.checking import Agreement, Drawn, find_drawn
from tracker.surveys.rechecks import is_second
from tracker.surveys.round_page import names_of_parts
from tracker.surveys.rules import Method
from tracker.surveys.stored import method_of
from tracker.surveys.typing_rows import cells_of, read_cells


@dataclass(frozen=True)
class Difference:
    """One answer that differs; None is no answer."""

    seq: int
    number: str
    question: str
    text: str
    sealed: int | None
    again: int | None


@dataclass(frozen=True)
class RecheckPage:
    row: Round
    method: Method
    waiting: Sequence[Drawn]  # this person may type these
    for_others: Sequence[Drawn]  # this person typed them first
    cells: Mapping[int, tuple[str, ...]]
    errors: Mapping[int, tuple[str, ...]]
    differences: Sequence[Difference]
    agreement: Agreement
    names: Mapping[str, Mapping[int, str]]


def recheck_page(
    session: Session, row: Round, drawn: Recheck, person: Person, typed: Mapping[str, str]
) -> RecheckPage:
    """The page of a draw for one person, with what was just posted. Seven SELECTs."""
    method, forms = method_of(session, row.method_id), find_drawn(session, drawn)
    firsts = first_typists(session, row, drawn.seqs)
    colleagues = closers_of(session, row.agency_id)
    untyped = [each for each in forms if each.again is None]
    waiting = [d for d in untyped if is_second(person.id, firsts.get(d.form.seq), colleagues)]
    cells = {d.form.seq: cells_of(typed, d.form.seq, len(method.questions)) for d in waiting}
    wrong = {seq: read_cells(boxes, method)[2] for seq, boxes in cells.items()}
    done = [each for each in forms if each.again is not None]
    return RecheckPage(
        row=row,
        method=method,
        waiting=waiting,
        for_others=[each for each in untyped if each not in waiting],
        cells=cells,
        errors={seq: said for seq, said in wrong.items() if said},
        differences=[one for each in done for one in _differences(each, method)],
        agreement=Agreement(
            len(done),
            len(done) * len(method.questions),
            sum(each.again.differing for each in done if each.again),
        ),
        names=names_of_parts(session, row.agency_id),
    )


def _differences(each: Drawn, method: Method) -> list[Difference]:
    if each.again is None:
        return []
    pairs = zip(
        method.questions,
        unpack_answers(each.form.answers),
        unpack_answers(each.again.answers),
        strict=True,
    )
    return [
        Difference(each.form.seq, each.form.form_no, question.code, question.text, sealed, again)
        for question, sealed, again in pairs
        if sealed != again
    ]
