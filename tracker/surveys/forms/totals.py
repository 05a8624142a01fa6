"""A tally sheet typed in: answers by level under each question or index."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, Optional

from tracker.forms import DayField, HouseForm, Required
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit
from tracker.surveys.commands import TotalsDraft
from tracker.surveys.forms.rounds import MOST_FORMS, LineForm
from tracker.surveys.models import Field, HandIn, TallySheet
from tracker.surveys.rules import Method
from tracker.vietnamese import short_date


class CountLine(LineForm):
    code = HiddenField()
    levels = FieldList(IntegerField(validators=[Optional(), NumberRange(0, MOST_FORMS)]))


class TotalsForm(HouseForm):
    unit_id = SelectField("Đơn vị gửi", coerce=id_or_none, validators=[Optional()])
    field_id = SelectField("Lĩnh vực", coerce=id_or_none, validators=[Optional()])
    hand_in_id = SelectField("Kèm lần bàn giao", coerce=id_or_none, validators=[Optional()])
    received_on = DayField("Ngày nhận", validators=[Required()])
    people = IntegerField("Số phiếu hợp lệ", validators=[Required(), NumberRange(1, MOST_FORMS)])
    document = StringField("Văn bản gửi kèm (số, ngày)", validators=[Length(max=300)])
    file = FileField("Tệp Excel của đơn vị")
    lines = FieldList(FormField(CountLine), max_entries=200)

    def offer(
        self, units: Iterable[Unit], fields: Iterable[Field], hand_ins: Iterable[HandIn]
    ) -> None:
        """Put what there is into the lists."""
        names = {unit.id: unit.name for unit in units}
        self.unit_id.choices = unit_choices(units, "Toàn cơ quan")
        self.field_id.choices = {"": "Mọi lĩnh vực"} | {str(f.id): f.name for f in fields}
        self.hand_in_id.choices = {"": "Không kèm"} | {
            str(h.id): f"{short_date(h.handed_on)}, {names.get(h.unit_id or 0, 'cả đợt')}"
            for h in hand_ins
        }

    def lay(self, codes: Iterable[str], levels: int, counts: Mapping[str, Sequence[int]]) -> None:
        """A line for each code, with what is known of it; whatever stood here before goes."""
        while self.lines.entries:
            self.lines.pop_entry()
        for code in codes:
            known = [n or None for n in counts.get(code, ())]
            self.lines.append_entry({"code": code, "levels": known or [None] * levels})

    def counts(self) -> dict[str, list[int]]:
        """The lines with something in them, by code."""
        found: dict[str, list[int]] = {}
        for entry in self.lines:
            levels = [field.data or 0 for field in entry.form.levels]
            if any(levels):
                found[entry.form.code.data or ""] = levels
        return found

    def draft(self, old: TallySheet | None, file_id: int | None) -> TotalsDraft:
        """The typed values. Call after validation has passed."""
        if self.received_on.data is None:
            raise ValueError("draft of a form that was not validated")
        return TotalsDraft(
            received_on=self.received_on.data,
            document=self.document.data or "",
            people=self.people.data or 0,
            counts=self.counts(),
            unit_id=self.unit_id.data,
            field_id=self.field_id.data,
            hand_in_id=self.hand_in_id.data,
            file_id=file_id,
            replaces_id=old.id if old else None,
        )


def codes_of(method: Method, *, by_question: bool) -> tuple[str, ...]:
    """What a sheet has a line for: every question, or every index."""
    rows: Sequence[Any] = method.questions if by_question else method.components
    return tuple(row.code for row in rows)
