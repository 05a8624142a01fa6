"""What the preview of a file of forms shows before anything is sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from tracker.surveys.acceptance import FormsRead, Rejected
from tracker.surveys.commands import find_held
from tracker.surveys.models import Field, FormImport, Round
from tracker.surveys.naming import Unsettled, channel_meant, unsettled
from tracker.surveys.queries import find_fields, find_form_imports
from tracker.surveys.rules import Method, channel_of
from tracker.surveys.stored import names_of
from tracker.surveys.words import CHANNEL_WORDS

MOST_SHOWN = 200  # problems listed on the page; their number is always said


@dataclass(frozen=True)
class ImportPage:
    """A file as read, what is still open about it, and what a person should look at."""

    row: Round
    method: Method
    read: FormsRead
    left: Unsettled
    fields: Sequence[Field]
    outside: int  # forms dated before or after the round's days
    undated: int
    channels: tuple[tuple[str, int], ...]
    earlier: FormImport | None  # the very same forms, sealed before
    held: tuple[Rejected, ...]  # forms that the round has already; known once no name is open

    @property
    def shown(self) -> tuple[Rejected, ...]:
        """The first problems: those of the file, then forms that the round has already."""
        return (*self.read.rejected[:MOST_SHOWN], *self.held)[:MOST_SHOWN]

    @property
    def problems(self) -> int:
        """How many there are in all."""
        return len(self.read.rejected) + len(self.held)

    @property
    def ready(self) -> int:
        """Forms that would be sealed."""
        return len(self.read.accepted) - len(self.held)

    @property
    def left_out(self) -> int:
        """Whole forms that do not count."""
        return self.read.rows - self.ready


def import_page(
    session: Session, row: Round, method: Method, read: FormsRead, *, at: datetime
) -> ImportPage:
    """The preview of a file for a round. Eight SELECTs at most, one over the round's numbers."""
    left = unsettled(read.accepted, names_of(session, row.agency_id))
    days = [form.day for form in read.accepted]
    words = [_channel_word(form.channel) for form in read.accepted]
    digest = read.digest
    return ImportPage(
        row=row,
        method=method,
        read=read,
        left=left,
        fields=find_fields(session, row.agency_id),
        outside=sum(d is not None and not row.collect_from <= d <= row.collect_to for d in days),
        undated=sum(day is None for day in days),
        channels=tuple((word, words.count(word)) for word in dict.fromkeys(words)),
        earlier=next((f for f in find_form_imports(session, row.id) if f.digest == digest), None),
        held=() if left else tuple(find_held(session, row, read, at=at)),
    )


def _channel_word(text: str) -> str:
    """The word of a known channel, else what was typed."""
    is_known = not text or channel_of(text) is not None
    return CHANNEL_WORDS[channel_meant(text)] if is_known else f"“{text}”"
