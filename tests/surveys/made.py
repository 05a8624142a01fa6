"""Rounds and forms in the database for tests."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from tests.surveys.typed import HEAD, KH, document, line, sheet
from tracker.database import db
from tracker.intake.documents import Value
from tracker.organisation.models import Agency
from tracker.surveys import commands
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.commands import Imported, RoundTerms
from tracker.surveys.models import Round
from tracker.surveys.sheets import read_forms

NOON = datetime(2021, 4, 1, 5, tzinfo=UTC)
UNIT = "Phòng Nghiệp vụ 1"


def make_round(
    agency: Agency,
    *,
    code: str = "2021-Q1",
    method: str = "kh-2021",
    collect_from: date = date(2021, 1, 4),
    collect_to: date = date(2021, 3, 31),
    instrument: str = "",
    is_public: bool = False,
) -> Round:
    terms = RoundTerms(
        code=code,
        title=f"Đợt {code}",
        method_id=commands.ensure_method(db.session(), method).id,
        collect_from=collect_from,
        collect_to=collect_to,
        instrument=instrument,
        is_public_form_open=is_public,
    )
    return commands.open_round(db.session(), agency, terms, at=NOON)


def typed(*rows: Sequence[Value]) -> FormsRead:
    """Forms as read from a sheet with these rows under the usual head."""
    return read_forms(document(sheet(HEAD, *rows)), KH)


def forms(count: int, *, level: int = 4, first: int = 1, unit: str = UNIT) -> FormsRead:
    """So many forms that all answer `level`, numbered from `first`."""
    return typed(*(line(first + n, [level] * 25, unit=unit) for n in range(count)))


def seal(row: Round, read: FormsRead) -> Imported:
    """Seal forms, their fields made first."""
    for name in dict.fromkeys(form.field for form in read.accepted if form.field):
        commands.add_field(db.session(), row.agency_id, name)
    return commands.import_forms(db.session(), row, read, at=NOON)
