"""Rows of paper forms while they are typed, and their sealing as one batch."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.errors import BadInput, Refusal
from tracker.surveys.commands.importing import Imported, import_forms
from tracker.surveys.models import FormDraft, Round
from tracker.surveys.typing_rows import Typed
from tracker.surveys.words import RoundState


def keep_rows(
    session: Session, row: Round, by: Person, typed: Mapping[str, str], *, at: datetime
) -> None:
    """Keep what somebody typed so far, in the place of what was kept before.

    Raises Refusal once the round is closed.
    """
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát đã đóng nên không nhập được phiếu.")
    draft = session.scalar(
        select(FormDraft).where(FormDraft.round_id == row.id, FormDraft.person_id == by.id)
    )
    if draft is None:
        draft = FormDraft(agency_id=row.agency_id, round_id=row.id, person_id=by.id)
        session.add(draft)
    draft.typed, draft.saved_at = dict(typed), at
    session.flush()


def seal_rows(session: Session, row: Round, found: Typed, *, by: Person, at: datetime) -> Imported:
    """Seal the rows as one batch of the person who typed them; nothing is left to type.

    Raises BadInput while a row must be mended, and what import_forms raises.
    """
    if found.errors:
        raise BadInput("Còn dòng cần sửa trước khi niêm phong.")
    done = import_forms(session, row, found.read, at=at, by=by)
    mine = (FormDraft.round_id == row.id, FormDraft.person_id == by.id)
    session.execute(delete(FormDraft).where(*mine))
    return done
