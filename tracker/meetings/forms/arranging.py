"""Forms around the agenda, the list of guests and the issued paper."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, Optional
from wtforms.widgets import HiddenInput

from tracker.access.models import Person
from tracker.forms import DayField, HouseForm, Required
from tracker.meetings.commands import Arranged, Seen
from tracker.meetings.forms.meetings import person_choices
from tracker.meetings.models import AgendaLine, Attendance
from tracker.meetings.rules import PRESENCE_WORDS, Presence
from tracker.organisation.forms import id_or_none

KEEP, PIN, DROP = "keep", "pin", "drop"


class ArrangeForm(HouseForm):
    place = RadioField(
        "Vị trí trong chương trình",
        choices={
            KEEP: "Theo quy tắc",
            PIN: "Ghim lên đầu",
            DROP: "Đưa ra khỏi chương trình",
        },
    )
    why = StringField("Lý do", validators=[Length(max=300)])

    def arranged(self) -> Arranged:
        """The wish as typed."""
        where = self.place.data
        return Arranged(where == PIN, where == DROP, self.why.data or "")


def arrange_form(line: AgendaLine) -> ArrangeForm:
    """The form filled with where the line stands now."""
    now = PIN if line.is_pinned else DROP if line.is_dropped else KEEP
    return ArrangeForm(data={"place": now, "why": line.moved_why, "version": line.version})


class FreeLineForm(HouseForm):
    title = TextAreaField("Nội dung", validators=[Required(), Length(max=1000)])
    why = StringField("Lý do đưa vào chương trình", validators=[Required(), Length(max=250)])


class SeenForm(Form):
    """One person of the list."""

    Meta = HouseForm.Meta

    row_id = IntegerField(widget=HiddenInput())
    row_version = IntegerField(widget=HiddenInput())
    name = HiddenField()
    presence = SelectField(
        "Có mặt", choices={p.value: word for p, word in PRESENCE_WORDS.items()}, coerce=Presence
    )
    title = StringField("Chức vụ", validators=[Length(max=200)])
    reason = StringField("Lý do vắng", validators=[Length(max=200)])
    stands_for_id = SelectField("Dự thay", coerce=id_or_none, validators=[Optional()])


class AttendanceForm(HouseForm):
    rows = FieldList(FormField(SeenForm))

    def offer(self, people: Iterable[Person]) -> None:
        """Whom a deputy may stand in for: those on the list."""
        choices = person_choices(people, "–")
        for row in self.rows:
            row.form.stands_for_id.choices = choices

    def seen(self) -> list[Seen]:
        """What was noted, row by row."""
        return [_seen(row.form) for row in self.rows]


def _seen(row: Any) -> Seen:
    return Seen(
        row_id=row.row_id.data or 0,
        version=row.row_version.data,
        presence=row.presence.data,
        title=row.title.data or "",
        reason=row.reason.data or "",
        stands_for_id=row.stands_for_id.data,
    )


def attendance_form(rows: Sequence[Attendance]) -> AttendanceForm:
    """The list as entered so far; needs people loaded."""
    values = [
        {
            "row_id": row.id,
            "row_version": row.version,
            "name": row.person.full_name,
            "presence": row.presence,
            "title": row.title,
            "reason": row.reason,
            "stands_for_id": row.stands_for_id,
        }
        for row in rows
    ]
    form = AttendanceForm(data={"rows": values})
    form.offer([row.person for row in rows])
    return form


class GuestForm(HouseForm):
    person_id = SelectField(
        "Thêm người dự", coerce=id_or_none, validators=[Required("Chọn người dự.")]
    )

    def offer(self, people: Iterable[Person]) -> None:
        """People of the agency who are not on the list."""
        self.person_id.choices = person_choices(people, "Chọn người")


class IssueForm(HouseForm):
    number = StringField("Số biên bản", validators=[Length(max=60)])
    signed_on = DayField("Ngày", validators=[Required()])
    signed_file = FileField(
        "Chọn bản ký (PDF)", validators=[Required("Chọn tệp PDF của bản đã ký.")]
    )


def signed_upload(form: IssueForm) -> tuple[str, bytes]:
    """Name and content of the signed file."""
    upload: Any = form.signed_file.data
    return upload.filename or "", upload.read()
