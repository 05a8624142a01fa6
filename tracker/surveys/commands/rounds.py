"""Preparing a round, opening it, changing its terms and closing it."""

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
from tracker.surveys.models import Campaign, Exclusion, FormImport, Round
from tracker.surveys.rounds import check_closing, check_dates, needs_second
from tracker.surveys.words import COLLECTING, Channel, RoundState

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
    channels: tuple[Channel, ...] = ()
    hand_in_days: int | None = None


def open_round(
    session: Session, agency: Agency, terms: RoundTerms, *, at: datetime, by: Person | None = None
) -> Round:
    """A round that collects forms from now on; its code is that of the agency alone.

    Raises BadInput for a code that is taken or days out of order, having stored nothing.
    """
    return _open(session, _made(session, agency, terms), at, by)


def start_round(session: Session, row: Round, *, at: datetime, by: Person | None = None) -> Round:
    """From now on a prepared round collects forms. Raises Refusal if it did already."""
    if row.state is not RoundState.DRAFT:
        raise Refusal("Đợt khảo sát này đã bắt đầu thu phiếu.")
    return _open(session, row, at, by)


def prepare_round(session: Session, agency: Agency, terms: RoundTerms) -> Round:
    """A round that takes no forms yet (đang chuẩn bị): its terms and sample may be put down.

    Raises BadInput for a code that is taken or days out of order, Refusal for a year without
    survey, having stored nothing.
    """
    row = _made(session, agency, terms)
    session.flush()
    return row


def _open(session: Session, row: Round, at: datetime, by: Person | None) -> Round:
    row.state = RoundState.OPEN
    row.opened_by_id = by.id if by else None
    session.flush()
    facts = {"code": row.code, "opened": at.date().isoformat(), "method": row.method_id}
    record(session, f"round:{row.id}", "open", f"round:{row.id}", facts)
    return row


def _made(session: Session, agency: Agency, terms: RoundTerms) -> Round:
    check_dates(terms.collect_from, terms.collect_to, terms.hand_in_on, terms.sign_on)
    _check_campaign(session, terms.campaign_id)
    taken = select(Round.id).where(Round.agency_id == agency.id, Round.code == terms.code)
    if session.scalar(taken) is not None:
        raise BadInput(f"Đã có đợt khảo sát mã “{terms.code}”. Đặt mã khác.")
    row = Round(
        agency_id=agency.id,
        code=terms.code,
        method_id=terms.method_id,
        state=RoundState.DRAFT,
        public_code=secrets.token_urlsafe(PUBLIC_BYTES),
    )
    _describe(row, terms)
    session.add(row)
    return row


def change_round(session: Session, row: Round, terms: RoundTerms) -> Round:
    """Give a round that still collects other days, words or a public form.

    Raises Refusal once it is closed, or for another method or instrument once forms are sealed.
    """
    if row.state not in COLLECTING:
        raise Refusal("Đợt khảo sát đã đóng nên không sửa được.")
    check_dates(terms.collect_from, terms.collect_to, terms.hand_in_on, terms.sign_on)
    _check_campaign(session, terms.campaign_id)
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

    Raises Refusal if it is not open, if `by` must leave it to a second person, or if a director
    closes what the Office did not ask for.
    """
    head = lock_head(session, row)
    if by is not None:
        check_closing(by.id, _handlers(session, row), _closers(session, row.agency_id))
        if row.close_asked_by_id is None and not by.roles & TABLE[Can.SURVEY_EDIT]:
            raise Refusal("Văn phòng đề nghị đóng đợt trước, sau đó lãnh đạo xác nhận.")
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát không ở trạng thái đang thu phiếu nên không đóng được.")
    row.state = RoundState.CLOSED
    row.is_public_form_open = False
    row.closed_at = at
    session.flush()
    facts = {"to": head.responses, "head": head.hash}
    record(session, f"round:{row.id}", "close", f"round:{row.id}", facts)
    return row


def must_ask(session: Session, row: Round, by: Person) -> bool:
    """Whether `by` can only ask for the closing, for a second person to confirm. Two SELECTs."""
    return needs_second(by.id, _handlers(session, row), _closers(session, row.agency_id))


def ask_closing(session: Session, row: Round, *, by: Person, at: datetime) -> Round:
    """Ask a second person to close a round: nothing is frozen yet, forms may still come.

    Raises Refusal unless it is open.
    """
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát không ở trạng thái đang thu phiếu nên không đóng được.")
    row.close_asked_by_id = by.id
    session.flush()
    facts = {"by": by.id, "asked": at.date().isoformat()}
    record(session, f"round:{row.id}", "ask-close", f"round:{row.id}", facts)
    return row


def _check_campaign(session: Session, campaign_id: int | None) -> None:
    campaign = session.get(Campaign, campaign_id) if campaign_id else None
    if campaign is not None and campaign.no_survey_reason:
        raise Refusal(
            f"Kế hoạch {campaign.document or campaign.title} ghi năm {campaign.year} không khảo "
            "sát. Sửa kế hoạch trước khi lập đợt."
        )


def _describe(row: Round, terms: RoundTerms) -> None:
    row.title = terms.title
    row.instrument = terms.instrument
    row.population = terms.population
    row.campaign_id = terms.campaign_id
    row.collect_from, row.collect_to = terms.collect_from, terms.collect_to
    row.channels = [channel.value for channel in terms.channels]
    row.hand_in_on, row.hand_in_days = terms.hand_in_on, terms.hand_in_days
    row.consolidate_on = terms.consolidate_on
    row.sign_on = terms.sign_on
    row.is_public_form_open = terms.is_public_form_open


def _handlers(session: Session, row: Round) -> frozenset[int | None]:
    """Who sealed forms or left one out last (else who opened it), and who asked to close it.

    Two SELECTs.
    """
    sealed = select(FormImport.imported_at, FormImport.by_id).where(FormImport.round_id == row.id)
    left_out = select(Exclusion.excluded_at, Exclusion.by_id).where(Exclusion.round_id == row.id)
    lasts = (
        session.execute(left_out.order_by(Exclusion.id.desc()).limit(1)).first(),
        session.execute(sealed.order_by(FormImport.id.desc()).limit(1)).first(),
    )
    by_id = max((each for each in lasts if each), default=(None, None), key=itemgetter(0))[1]
    return frozenset({by_id or row.opened_by_id, row.close_asked_by_id})


def closers_of(session: Session, agency_id: int) -> frozenset[int]:
    """Who of the agency may collect rounds today. One SELECT."""
    return _holders(session, agency_id, Can.SURVEY_EDIT)


def _closers(session: Session, agency_id: int) -> frozenset[int]:
    """Who could be the second of the two that close a round: the Office and the directors."""
    return _holders(session, agency_id, Can.SURVEY_CLOSE)


def _holders(session: Session, agency_id: int, wish: Can) -> frozenset[int]:
    query = select(Person).where(Person.agency_id == agency_id, Person.is_active)
    return frozenset(p.id for p in session.scalars(query) if p.roles & TABLE[wish])
