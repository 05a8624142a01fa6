"""Reading what was left out of a round, what was typed a second time, and rows being typed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.surveys.models import Exclusion, FormDraft, Recheck, RecheckForm, Response


def is_counted() -> ColumnElement[bool]:
    """Whether a form still counts: it was valid when sealed and nobody left it out since."""
    left_out = exists().where(Exclusion.response_id == Response.id)
    return Response.is_valid & ~left_out


@dataclass(frozen=True)
class LeftOut:
    """A form that no longer counts, the form sealed in its place, and who left it out."""

    exclusion: Exclusion
    form: Response
    replacement_seq: int | None
    by: str


def find_exclusions(session: Session, round_id: int) -> Sequence[LeftOut]:
    """What was left out of a round, the latest first. Two SELECTs."""
    query: Any = (
        select(Exclusion, Response, Person)
        .join(Response, Response.id == Exclusion.response_id)
        .outerjoin(Person, Person.id == Exclusion.by_id)
        .where(Exclusion.round_id == round_id)
        .order_by(Exclusion.id.desc())
    )
    found = session.execute(query).all()
    ids = [row[0].replacement_id for row in found if row[0].replacement_id]
    places = session.execute(select(Response.id, Response.seq).where(Response.id.in_(ids)))
    seqs: dict[int, int] = {row[0]: row[1] for row in places} if ids else {}
    return [
        LeftOut(e, f, seqs.get(e.replacement_id or 0), by.full_name if by else "")
        for e, f, by in found
    ]


def count_exclusions(session: Session, round_id: int) -> int:
    """How many sealed forms of a round no longer count. One SELECT."""
    query = select(func.count()).where(Exclusion.round_id == round_id)
    return session.scalar(query) or 0


def count_left_out(session: Session, agency_id: int) -> Mapping[int, int]:
    """How many sealed forms of a round no longer count, where there are any. One SELECT."""
    query = select(Exclusion.round_id, func.count()).where(Exclusion.agency_id == agency_id)
    found: Any = session.execute(query.group_by(Exclusion.round_id)).all()
    return dict(found)


def find_forms_numbered(session: Session, round_id: int, number: str) -> Sequence[Response]:
    """Forms of a round with this number that still count, in the order of the chain. One SELECT."""
    query = select(Response).where(
        Response.round_id == round_id, Response.form_no == number, is_counted()
    )
    return session.scalars(query.order_by(Response.seq)).all()


def find_form(session: Session, round_id: int, seq: int) -> Response | None:
    """The form at a place of a round's chain; None without one. One SELECT."""
    return session.scalar(
        select(Response).where(Response.round_id == round_id, Response.seq == seq)
    )


def find_typed(session: Session, round_id: int, person_id: int) -> Mapping[str, str]:
    """The rows somebody is typing; empty before the first. One SELECT."""
    query = select(FormDraft.typed).where(
        FormDraft.round_id == round_id, FormDraft.person_id == person_id
    )
    return session.scalar(query) or {}


@dataclass(frozen=True)
class Drawn:
    """A form drawn to be typed again, and what the second person typed; None before that."""

    form: Response
    again: RecheckForm | None


def find_drawn(session: Session, recheck: Recheck) -> Sequence[Drawn]:
    """The forms of a draw in the order of their numbers. One SELECT."""
    query: Any = (
        select(Response, RecheckForm)
        .outerjoin(
            RecheckForm,
            (RecheckForm.response_id == Response.id) & (RecheckForm.recheck_id == recheck.id),
        )
        .where(Response.round_id == recheck.round_id, Response.seq.in_(recheck.seqs))
    )
    drawn = [Drawn(row[0], row[1]) for row in session.execute(query)]
    return sorted(drawn, key=lambda d: (len(d.form.form_no), d.form.form_no, d.form.seq))


@dataclass(frozen=True)
class Agreement:
    """How the forms typed twice agree: answers compared and those that differ."""

    forms: int = 0
    answers: int = 0
    differing: int = 0

    @property
    def rate(self) -> float | None:
        """The share of answers that differ, in per cent; None before any was compared."""
        return 100 * self.differing / self.answers if self.answers else None


def find_rechecks(session: Session, round_id: int) -> Sequence[tuple[Recheck, Agreement]]:
    """The draws of a round, the latest first, each with how far it agrees. Two SELECTs."""
    query = select(Recheck).where(Recheck.round_id == round_id).order_by(Recheck.id.desc())
    draws = session.scalars(query).all()
    found = _agreements(session, [draw.id for draw in draws])
    return [(draw, found.get(draw.id, Agreement())) for draw in draws]


def agreement_of(session: Session, round_id: int) -> Agreement:
    """How all forms of a round that were typed twice agree. Two SELECTs."""
    each = [found for _, found in find_rechecks(session, round_id)]
    return Agreement(
        sum(one.forms for one in each),
        sum(one.answers for one in each),
        sum(one.differing for one in each),
    )


def _agreements(session: Session, ids: Iterable[int]) -> dict[int, Agreement]:
    columns = (RecheckForm.recheck_id, func.count(), func.sum(func.length(RecheckForm.answers)))
    query = (
        select(*columns, func.sum(RecheckForm.differing))
        .where(RecheckForm.recheck_id.in_(list(ids)))
        .group_by(RecheckForm.recheck_id)
    )
    return {row[0]: Agreement(row[1], int(row[2]), int(row[3])) for row in session.execute(query)}
