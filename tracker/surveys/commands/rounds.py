"""Opening a round, changing its terms and closing it."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.access.rules import TABLE, Can
from tracker.errors import BadInput, Refusal
from tracker.ledger.recording import record
from tracker.organisation.models import Agency
from tracker.surveys.commands.chaining import lock_head
from tracker.surveys.models import Exclusion, FormImport, Round
from tracker.surveys.rounds import check_closing, check_dates
from tracker.surveys.words import RoundState

PUBLIC_BYTES = 32  # 256 bits: the address of the public form cannot be guessed (PROMISES R25)


@dataclass(frozen=True)
class RoundTerms:
    """What a round is: all but its code may be changed until the first form is sealed."""

    code: str
    title: str
    method_id: int
    collect_from: date
    collect_to: date
    instrument: str = ""
    population: int | None = None
    campaign_id: int | None = None
    hand_in_on: date | None = None
    consolidate_on: date | None = None
    sign_on: date | None = None
    is_public_form_open: bool = False


def open_round(
    session: Session, agency: Agency, terms: RoundTerms, *, at: datetime, by: Person | None = None
) -> Round:
    """A round that collects forms from now on; its code is that of the agency alone.

    Raises BadInput for a code that is taken or days out of order, having stored nothing.
    """
    check_dates(terms.collect_from, terms.collect_to, terms.hand_in_on, terms.sign_on)
    taken = select(Round.id).where(Round.agency_id == agency.id, Round.code == terms.code)
    if session.scalar(taken) is not None:
        raise BadInput(f"Đã có đợt khảo sát mã “{terms.code}”. Đặt mã khác.")
    row = Round(
        agency_id=agency.id,
        code=terms.code,
        method_id=terms.method_id,
        state=RoundState.OPEN,
        public_code=secrets.token_urlsafe(PUBLIC_BYTES),
        opened_by_id=by.id if by else None,
    )
    _describe(row, terms)
    session.add(row)
    session.flush()
    facts = {"code": row.code, "opened": at.date().isoformat(), "method": row.method_id}
    record(session, f"round:{row.id}", "open", f"round:{row.id}", facts)
    return row


def change_round(session: Session, row: Round, terms: RoundTerms) -> Round:
    """Give a round that still collects other days, words or a public form.

    Raises Refusal once it is closed, or for another method or instrument once forms are sealed.
    """
    if row.state not in {RoundState.DRAFT, RoundState.OPEN}:
        raise Refusal("Đợt khảo sát đã đóng nên không sửa được.")
    check_dates(terms.collect_from, terms.collect_to, terms.hand_in_on, terms.sign_on)
    asked = (terms.method_id, terms.instrument)
    if lock_head(session, row).responses and asked != (row.method_id, row.instrument):
        raise Refusal(
            "Đợt đã có phiếu niêm phong nên không đổi được bộ chỉ số hoặc công cụ khảo sát. "
            "Lập đợt khác cho bộ phiếu mới."
        )
    row.method_id = terms.method_id
    _describe(row, terms)
    session.flush()
    return row


def close_round(session: Session, row: Round, *, by: Person | None, at: datetime) -> Round:
    """Close a round: no form is sealed into it any more. `by` is None on the terminal.

    Raises Refusal if it is not open, or if `by` handled its forms last and a colleague could close.
    """
    head = lock_head(session, row)
    if by is not None:
        check_closing(by.id, _last_handler(session, row), closers_of(session, row.agency_id))
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát không ở trạng thái đang thu phiếu nên không đóng được.")
    row.state = RoundState.CLOSED
    row.is_public_form_open = False
    row.closed_at = at
    session.flush()
    facts = {"to": head.responses, "head": head.hash}
    record(session, f"round:{row.id}", "close", f"round:{row.id}", facts)
    return row


def _describe(row: Round, terms: RoundTerms) -> None:
    row.title = terms.title
    row.instrument = terms.instrument
    row.population = terms.population
    row.campaign_id = terms.campaign_id
    row.collect_from, row.collect_to = terms.collect_from, terms.collect_to
    row.hand_in_on = terms.hand_in_on
    row.consolidate_on = terms.consolidate_on
    row.sign_on = terms.sign_on
    row.is_public_form_open = terms.is_public_form_open


def _last_handler(session: Session, row: Round) -> int | None:
    """Who sealed forms or left one out last, else who opened the round. Two SELECTs."""
    sealed = select(FormImport.imported_at, FormImport.by_id).where(FormImport.round_id == row.id)
    left_out = select(Exclusion.excluded_at, Exclusion.by_id).where(Exclusion.round_id == row.id)
    lasts = (
        session.execute(left_out.order_by(Exclusion.id.desc()).limit(1)).first(),
        session.execute(sealed.order_by(FormImport.id.desc()).limit(1)).first(),
    )
    by_id = max((each for each in lasts if each), default=(None, None), key=itemgetter(0))[1]
    return by_id or row.opened_by_id


def closers_of(session: Session, agency_id: int) -> frozenset[int]:
    """Who of the agency may collect and close rounds today. One SELECT."""
    query = select(Person).where(Person.agency_id == agency_id, Person.is_active)
    return frozenset(p.id for p in session.scalars(query) if p.roles & TABLE[Can.SURVEY_EDIT])
