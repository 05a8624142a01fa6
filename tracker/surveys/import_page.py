"""What the preview of a file of forms shows before anything is sealed."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from tracker.surveys.acceptance import FormsRead, Rejected
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

    @property
    def shown(self) -> tuple[Rejected, ...]:
        """The first problems, in the order of the file."""
        return self.read.rejected[:MOST_SHOWN]

    @property
    def left_out(self) -> int:
        """Whole forms that do not count."""
        return self.read.rows - len(self.read.accepted)


def import_page(session: Session, row: Round, method: Method, read: FormsRead) -> ImportPage:
    """The preview of a file for a round. Four SELECTs."""
    days = [form.day for form in read.accepted]
    words = [_channel_word(form.channel) for form in read.accepted]
    digest = read.digest
    return ImportPage(
        row=row,
        method=method,
        read=read,
        left=unsettled(read.accepted, names_of(session, row.agency_id)),
        fields=find_fields(session, row.agency_id),
        outside=sum(d is not None and not row.collect_from <= d <= row.collect_to for d in days),
        undated=sum(day is None for day in days),
        channels=tuple((word, words.count(word)) for word in dict.fromkeys(words)),
        earlier=next((f for f in find_form_imports(session, row.id) if f.digest == digest), None),
    )


def _channel_word(text: str) -> str:
    """The word of a known channel, else what was typed."""
    is_known = not text or channel_of(text) is not None
    return CHANNEL_WORDS[channel_meant(text)] if is_known else f"“{text}”"
