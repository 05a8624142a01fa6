"""Seals the forms of a file into a round."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TypeAlias

from sqlalchemy import select
from sqlalchemy.orm import Session

from tracker.access.models import Person
from tracker.clock import day_of
from tracker.errors import BadInput, Refusal
from tracker.ledger.recording import record
from tracker.surveys.acceptance import Form, FormsRead, Rejected
from tracker.surveys.commands.chaining import BATCH, NewForm, lock_head, seal
from tracker.surveys.models import FormImport, Response, Round
from tracker.surveys.naming import Names, Unknown, channel_meant, name_key, unsettled
from tracker.surveys.queries.checking import is_counted
from tracker.surveys.stored import method_of, names_of
from tracker.surveys.words import Channel, RoundState

NUMBER_LENGTH = 40  # of models.Response.form_no


@dataclass(frozen=True)
class Imported:
    """What became of a file: forms met, forms sealed, and what did not count, with its reason."""

    rows: int
    accepted: int
    rejected: tuple[Rejected, ...]
    last_seq: int


def import_forms(
    session: Session,
    row: Round,
    read: FormsRead,
    *,
    at: datetime,
    file_id: int | None = None,
    by: Person | None = None,
) -> Imported:
    """Seal the accepted forms of `read`; forms already sealed are left out or held, with a reason.

    Raises Refusal if the round is not open or the file is in it already, and BadInput naming units,
    fields or channels that nobody settled; then nothing is stored. A form without a day gets the
    round's last day. Memory grows with the file, not with the round.
    """
    names = names_of(session, row.agency_id)
    _check(row, read, names)
    digest = read.digest
    _refuse_twice(session, row, digest)
    again: list[Rejected] = []
    before = lock_head(session, row).responses
    sealed = _Sealed.of(session, row, {f.number[:NUMBER_LENGTH] for f in read.accepted if f.number})
    new = _new_forms(read, names, sealed, min(row.collect_to, day_of(at)), again)
    head = seal(session, row, method_of(session, row.method_id), new)
    accepted = head.responses - before
    if not accepted:
        raise Refusal("Tệp không có phiếu mới: mọi phiếu đã có trong đợt hoặc không hợp lệ.")
    rejected = (*read.rejected, *again)
    entry = FormImport(
        agency_id=row.agency_id,
        round_id=row.id,
        file_id=file_id,
        digest=digest,
        rows=read.rows,
        accepted=accepted,
        rejected=[asdict(each) for each in rejected],
        last_seq=head.responses,
        by_id=by.id if by else None,
        imported_at=at,
    )
    session.add(entry)
    session.flush()
    facts = {"import": entry.id, "forms": accepted, "to": head.responses, "head": head.hash}
    record(session, f"round:{row.id}", "seal", f"round:{row.id}", facts)
    return Imported(read.rows, accepted, rejected, head.responses)


def find_held(session: Session, row: Round, read: FormsRead, *, at: datetime) -> list[Rejected]:
    """Forms of known names that the round has already, with the reason. Four SELECTs."""
    names = names_of(session, row.agency_id)
    numbers = {form.number[:NUMBER_LENGTH] for form in read.accepted if form.number}
    held: list[Rejected] = []
    sealed = _Sealed.of(session, row, numbers)
    list(_new_forms(read, names, sealed, min(row.collect_to, day_of(at)), held))
    return held


def _check(row: Round, read: FormsRead, names: Names) -> None:
    if row.state is not RoundState.OPEN:
        raise Refusal("Đợt khảo sát không ở trạng thái đang thu phiếu nên không nhập được phiếu.")
    left = unsettled(read.accepted, names)
    unknown = (
        ("đơn vị", left.units),
        ("lĩnh vực", left.fields),
        ("kênh thu phiếu", left.channels),
    )
    if left:
        said = "; ".join(f"{kind} {_named(found)}" for kind, found in unknown if found)
        raise BadInput(
            f"Tệp có tên chưa được nhận biết: {said}. Thêm vào danh mục hoặc ghi nhận cách viết "
            "rồi nhập lại."
        )


def _named(found: tuple[Unknown, ...]) -> str:
    return ", ".join(
        f"“{each.text}”" + (f" (có phải “{each.suggestion}”?)" if each.suggestion else "")
        for each in found
    )


def _refuse_twice(session: Session, row: Round, digest: str) -> None:
    twice = select(FormImport.id).where(FormImport.round_id == row.id, FormImport.digest == digest)
    if session.scalar(twice) is not None:
        raise Refusal("Tệp này đã được nhập vào đợt khảo sát. Không có phiếu nào được thêm.")


_Place: TypeAlias = tuple[int | None, int | None, Channel]  # unit, field, channel
_Content: TypeAlias = tuple[int | None, Channel, bytes]


@dataclass(frozen=True)
class _Sealed:
    """Forms of the round with a number that the file has too: what stands under each number."""

    forms: dict[tuple[str, int | None], _Content]

    @classmethod
    def of(cls, session: Session, row: Round, numbers: set[str]) -> "_Sealed":
        """One SELECT over the round's forms, streamed; none for a file without numbers."""
        columns = (
            Response.form_no,
            Response.unit_id,
            Response.field_id,
            Response.channel,
            Response.answers,
        )
        query = select(*columns).where(Response.round_id == row.id, Response.form_no != "")
        query = query.where(is_counted())  # the number of a form left out is free again
        if not numbers:
            return cls({})
        found = session.execute(query.execution_options(yield_per=BATCH))
        return cls({(r[0], r[1]): (r[2], r[3], r[4]) for r in found if r[0] in numbers})

    def held(self, new: NewForm) -> str:
        """Why a form may not be sealed again; "" when its number is free in its unit."""
        before = self.forms.get((new.number, new.unit_id)) if new.number else None
        if before is None:
            return ""
        if before == (new.field_id, new.channel, new.answers):
            return f"phiếu số {new.number} đã được niêm phong trong đợt này"
        return (
            f"số phiếu {new.number} đã được niêm phong trong đợt này với nội dung khác; "
            "phiếu này chờ kiểm tra"
        )


def _new_forms(
    read: FormsRead, names: Names, sealed: _Sealed, last_day: date, again: list[Rejected]
) -> Iterator[NewForm]:
    """The forms that are new to the round; the others are put into `again`."""
    places: dict[tuple[str, str, str], _Place] = {}  # thousands of forms repeat a few names
    for form in read.accepted:
        typed = (form.unit, form.field, form.channel)
        if typed not in places:
            places[typed] = _placed(form, names)
        unit_id, field_id, channel = places[typed]
        new = NewForm(
            unit_id=unit_id,
            field_id=field_id,
            channel=channel,
            day=form.day or last_day,
            number=form.number[:NUMBER_LENGTH],
            answers=form.packed,
            remark=form.remark,
        )
        reason = sealed.held(new)
        if reason:
            again.append(Rejected(form.sheet, form.row, form.cell, reason, is_form=True))
        else:
            yield new


def _placed(form: Form, names: Names) -> _Place:
    return (
        names.units[name_key(form.unit)] if form.unit else None,
        names.fields[name_key(form.field)] if form.field else None,
        channel_meant(form.channel),
    )
