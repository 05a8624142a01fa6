"""Agencies and rounds of the five plans, and the steps each of them takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO

from docx import Document

from tests.factories import make_person, saved
from tests.surveys.made import typed
from tests.surveys.typed import line
from tests.weaknesses.reported import report
from tracker.access.models import Person
from tracker.access.rules import Role
from tracker.database import db
from tracker.organisation.models import Agency, Unit
from tracker.organisation.rules import AgencyKind, UnitKind
from tracker.scores.commands import close_and_freeze
from tracker.surveys import commands
from tracker.surveys.commands import Imported, RoundTerms, Signing
from tracker.surveys.models import Round
from tracker.surveys.queries import get_round
from tracker.weaknesses.round_files import word_file
from tracker.weaknesses.round_freezing import report_of

ALL_ROLES = frozenset({Role.UNIT, Role.OFFICE, Role.DIRECTOR, Role.ADMIN})


def at(day: date) -> datetime:
    """Noon of a day at Hà Nội."""
    return datetime.combine(day, time(5), UTC)


@dataclass(frozen=True)
class Commune:
    """A commune whose few people hold every role."""

    agency: Agency
    unit: Unit
    clerk: Person
    chair: Person


def make_commune(code: str, name: str, superior: str, deputy: str) -> Commune:
    agency = saved(
        Agency(
            code=code, kind=AgencyKind.COMMUNE, name=name, superior=superior, place=name,
            document_code="UBND",
        )
    )  # fmt: skip
    unit = saved(
        Unit(
            agency_id=agency.id, kind=UnitKind.INTERNAL, position=1, is_office=True,
            name="Bộ phận Tiếp nhận và Trả kết quả",
        )
    )  # fmt: skip
    leaders = frozenset({Role.DIRECTOR})
    make_person(agency=agency, roles=leaders, is_head=True, title="Chủ tịch UBND")
    chair = make_person(agency=agency, roles=leaders, name=deputy, title="Phó Chủ tịch UBND")
    return Commune(agency, unit, make_person(unit, roles=ALL_ROLES), chair)


def open_round(agency: Agency, code: str, *span: date, **terms: object) -> Round:
    """A round by the five-index method unless another one is named."""
    method = commands.ensure_method(db.session(), str(terms.pop("method", "kh-2021")))
    wanted = RoundTerms(code, f"Đợt {code}", method.id, *span, **terms)  # type: ignore[arg-type]
    return commands.open_round(db.session(), agency, wanted, at=at(span[0]))


def seal_forms(
    row: Round,
    levels: Sequence[int],
    *,
    field: str,
    unit: str,
    day: date,
    first: int = 1,
    channel: str = "Phiếu giấy",
    by: Person | None = None,
) -> Imported:
    """One form a level, every question answered with it."""
    commands.add_field(db.session(), row.agency_id, field)
    lines = []
    for number, level in enumerate(levels, first):
        form = line(number, [level] * 25, unit=unit, day=day.strftime("%d/%m/%Y"))
        form[2], form[3] = channel, field
        lines.append(form)
    return commands.import_forms(db.session(), row, typed(*lines), at=at(day), by=by)


def close(row: Round, day: date, by: Person | None = None) -> Round:
    return close_and_freeze(db.session(), row, by=by, at=at(day))


def sign(agency: Agency, row: Round, number: str, day: date, signer: str) -> str:
    """The report frozen, signed on `day`; the text of the paper that bears it."""
    get_round(db.session(), agency.id, row.id)  # its plan loaded, as the pages load it
    report(agency, row)
    commands.sign_round(db.session(), row, Signing(number, day, signer), today=day)
    return paper(agency, row)


def paper(agency: Agency, row: Round) -> str:
    document = Document(BytesIO(word_file(report_of(db.session(), agency, row)).content))
    cells = [c.text for t in document.tables for r in t.rows for c in r.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])
