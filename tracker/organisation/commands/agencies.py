"""Agencies: making one, its names, words and choices. The view commits."""

import re
from collections.abc import Mapping
from dataclasses import asdict, fields

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tracker.errors import BadInput
from tracker.organisation.models import Agency
from tracker.organisation.rules import AgencyKind, Profile, Settings, profile
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
