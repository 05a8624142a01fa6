"""Agencies: making one, its names, words and choices. The view commits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.models import Agency, AgencyChange
from tracker.organisation.rules import AgencyChangeKind, AgencyKind, Profile, Settings, profile
from tracker.vietnamese import tidy


def add_agency(  # noqa: PLR0913  an agency's own columns, all named where it is called
    session: Session,
    *,
    code: str,
    name: str,
    kind: AgencyKind,
    superior: str = "",
    place: str = "",
    document_code: str = "",
    words: Mapping[str, str] | None = None,
) -> Agency:
    """A new agency, flushed.

    Raises BadInput, having changed nothing, for a code that is taken or cannot stand in an address,
    and for an empty name.
    """
    code = tidy(code)
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{0,39}", code):
        raise BadInput(f"Mã cơ quan “{code}”: chỉ dùng chữ thường không dấu, số, gạch nối.")
    if not tidy(name):
        raise BadInput(f"Chưa ghi tên cơ quan “{code}”.")
    agency = Agency(
        code=code,
        name=tidy(name),
        kind=kind,
        superior=tidy(superior),
        place=tidy(place),
        document_code=tidy(document_code),
        words=dict(words or {}),
        choices={},
    )
    try:
        with session.begin_nested():
            session.add(agency)
    except IntegrityError as error:
        raise BadInput(f"Mã cơ quan “{code}” đã có. Chọn mã khác.") from error
    return agency


def describe_agency(
    agency: Agency, *, name: str, superior: str, place: str, document_code: str
) -> None:
    """Change what stands at the head of pages and papers; papers already issued keep theirs."""
    agency.name, agency.superior = tidy(name), tidy(superior)
    agency.place, agency.document_code = tidy(place), tidy(document_code)


def change_head(
    session: Session,
    agency: Agency,
    kind: AgencyChangeKind,
    after: str,
    *,
    on: date,
    document: str,
) -> AgencyChange:
    """Give an agency another superior or name from a day on, by a document; flushed.

    Papers of an older date keep the older one. Raises BadInput, having changed nothing: nothing
    changes, the document is missing, or a later change is known.
    """
    after, document = tidy(after), tidy(document)
    before = agency.name if kind is AgencyChangeKind.RENAMED else agency.superior
    if not after or after == before:
        raise BadInput("Nội dung mới trùng với nội dung đang dùng hoặc còn trống.")
    if not document:
        raise BadInput("Cần ghi văn bản làm căn cứ: số, ngày, cơ quan ban hành.")
    later = select(AgencyChange.id).where(
        AgencyChange.agency_id == agency.id,
        AgencyChange.kind == kind,
        AgencyChange.changed_on >= on,
    )
    if session.scalar(later) is not None:
        raise BadInput("Đã ghi một thay đổi cùng loại vào ngày đó hoặc sau đó. Chọn ngày sau.")
    if kind is AgencyChangeKind.RENAMED:
        agency.name = after
    else:
        agency.superior = after
    change = AgencyChange(
        agency_id=agency.id,
        kind=kind,
        changed_on=on,
        document=document[:300],
        before=before,
        after=after,
    )
    session.add(change)
    session.flush()
    return change


def merge_agencies(
    session: Session, closing: Sequence[Agency], into: Agency, *, on: date, document: str
) -> None:
    """Merge agencies into another: from `on` their records are only read, by its people too.

    Raises BadInput, having changed nothing.
    """
    if not tidy(document):
        raise BadInput("Cần ghi văn bản làm căn cứ: số, ngày, cơ quan ban hành.")
    if not closing or into in closing or len(set(closing)) < len(closing):
        raise BadInput("Cần nêu các cơ quan cũ, mỗi cơ quan một lần, khác cơ quan mới.")
    done = next((a for a in (*closing, into) if a.successor_id is not None), None)
    if done is not None:
        raise BadInput(f"{done.name} ({done.code}) đã hợp nhất vào cơ quan khác.")
    for agency in closing:
        agency.closed_on, agency.successor_id = on, into.id
        session.add(
            AgencyChange(
                agency_id=agency.id,
                kind=AgencyChangeKind.MERGED,
                receiver_id=into.id,
                changed_on=on,
                document=tidy(document)[:300],
                before=agency.name,
                after=into.name,
            )
        )
    session.flush()


def set_words(agency: Agency, words: Mapping[str, str]) -> None:
    """Keep the words that differ from those of the agency's kind; an empty one means the kind's."""
    usual = asdict(profile(agency.kind, {}))
    typed = {f.name: tidy(words.get(f.name) or "") for f in fields(Profile)}
    agency.words = {k: text for k, text in typed.items() if text and text != usual[k]}


def set_choices(agency: Agency, choices: Settings, *, is_public: bool, method_code: str) -> None:
    """Keep the choices that differ from the defaults. Periods already made stay as they are."""
    usual = asdict(Settings())
    agency.choices = {k: value for k, value in asdict(choices).items() if value != usual[k]}
    agency.is_public = is_public
    agency.method_code = method_code
