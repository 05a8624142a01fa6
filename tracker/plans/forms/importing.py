"""What a person may type when an appendix is read and looked over."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask_wtf.file import FileField
from typing_extensions import override
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from tracker.forms import DayField, HouseForm, PercentField
from tracker.organisation.forms import id_or_none
from tracker.organisation.rules import UNIT_WORDS
from tracker.plans.forms.lines import LineForm
from tracker.plans.importing import HeadDraft, ImportChoices, Means, UnitChoice, read_choice
from tracker.plans.importing.desk import ImportDesk
from tracker.plans.importing.review import NameLine

BLANK = "blank"  # the index cell stays as the paper has it
AS_SUGGESTED = "suggested"
MOST_LINES = 400


class UploadForm(HouseForm):
    file = FileField("Tệp kế hoạch")
    pasted = TextAreaField("Hoặc dán bảng", validators=[Length(max=400_000)])
    year = IntegerField("Năm của kế hoạch", validators=[Optional(), NumberRange(2000, 2100)])
    method_code = SelectField("Bộ chỉ số")


class NameForm(LineForm):
    typed = HiddenField()
    choice = SelectField("Là đơn vị")
    name = StringField("Tên ghi vào danh mục", validators=[Length(max=300)])


class GroupForm(LineForm):
    typed = HiddenField()
    kept = BooleanField("Giữ nguyên nhóm, không giao báo cáo cho từng đơn vị")


class IndexForm(LineForm):
    position = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    choice = SelectField("Chỉ số")


class LeadForm(LineForm):
    position = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    unit_id = SelectField("Đơn vị chủ trì", coerce=id_or_none)


class SettleForm(HouseForm):
    """One line for each thing to settle: names, groups, blank indices, missing leads."""

    names = FieldList(FormField(NameForm), max_entries=MOST_LINES)
    groups = FieldList(FormField(GroupForm), max_entries=MOST_LINES)
    indices = FieldList(FormField(IndexForm), max_entries=MOST_LINES)
    leads = FieldList(FormField(LeadForm), max_entries=MOST_LINES)

    def offer(self, desk: ImportDesk) -> None:
        """Put the lines of the desk on an empty form, and into every line what it may become."""
        if not self.is_submitted():
            self._lay_out(desk)
        by_name = {line.typed: line for line in desk.review.names}
        usual = desk.unit_words
        for named in self.names:
            line = by_name.get(named.form.typed.data or "")
            named.form.choice.choices = name_choices(line, usual) if line else {}
        indices = {"": "Chưa chọn", BLANK: "Để trống như văn bản"}
        indices |= {name: f"Gắn thêm, ngoài phụ lục: {name}" for name in desk.component_names}
        for index in self.indices:
            index.form.choice.choices = indices
        units = {"": "Chưa chọn"} | {str(unit.id): unit.name for unit in desk.units}
        for lead in self.leads:
            lead.form.unit_id.choices = units

    def settle(self, wish: str, desk: ImportDesk) -> None:
        """What a small button posted: the line, and what it becomes; the word for all blanks."""
        field, _, value = wish.partition("|")
        alike = {line.position: line.alike for line in desk.review.indices}
        for entry in (*self.names, *self.indices):
            if entry.name == field:
                entry.form.choice.data = value
        if field == "indices":
            for index in self.indices:
                suggested = alike.get(index.form.position.data or 0, "")
                proposal = suggested if value == AS_SUGGESTED else BLANK
                index.form.choice.data = index.form.choice.data or proposal

    def choices(self, desk: ImportDesk, by: str) -> ImportChoices:
        """What is decided by now: what was kept, with the lines of this form over it."""
        kept = desk.choices
        units, added, blank = dict(kept.units), dict(kept.added), set(kept.left_blank)
        for named in self.names:
            _decide(units, named.form.typed.data, _chosen(named.form))
        for index in self.indices:
            place, name = index.form.position.data or 0, index.form.choice.data
            _decide(added, place, (name,) if name and name != BLANK else None)
            blank = blank | {place} if name == BLANK else blank - {place}
        lines = [entry.form for entry in self.leads]
        leads = {line.position.data or 0: line.unit_id.data for line in lines}
        return replace(
            kept,
            units=units,
            added=added,
            left_blank=frozenset(blank),
            leads={place: unit_id for place, unit_id in leads.items() if unit_id},
            kept_groups=frozenset(e.form.typed.data or "" for e in self.groups if e.form.kept.data),
            settled_by=by,
        )

    def _lay_out(self, desk: ImportDesk) -> None:
        for line in desk.review.names:
            chosen = line.choice or (None if line.proposed else line.fresh)
            name = chosen.name if chosen and chosen.means in _MADE else line.typed
            code = chosen.code if chosen else ""
            self.names.append_entry({"typed": line.typed, "choice": code, "name": name})
        for group in desk.review.groups:
            self.groups.append_entry({"typed": group.typed, "kept": group.is_kept})
        for index in desk.review.indices:
            code = BLANK if index.is_left_blank else next(iter(index.chosen), "")
            self.indices.append_entry({"position": index.position, "choice": code})
        for lead in desk.review.leads:
            self.leads.append_entry({"position": lead.position, "unit_id": lead.chosen})


class ReviewForm(SettleForm):
    """The head of the plan beside what is to be settled."""

    number = StringField("Số, ký hiệu", validators=[Length(max=60)])
    signed_on = DayField("Ngày ban hành")
    year = IntegerField("Năm", validators=[NumberRange(2000, 2100)])
    title = TextAreaField("Tên kế hoạch", validators=[Length(max=1000)])
    target_text = StringField("Mục tiêu, như văn bản", validators=[Length(max=200)])
    target_percent = PercentField("Mức hài lòng cần đạt (%)")

    def draft(self, before: HeadDraft) -> HeadDraft:
        """The head as typed. Call after validation has passed."""
        return replace(
            before,
            number=self.number.data or "",
            signed_on=self.signed_on.data,
            title=self.title.data or "",
            year=self.year.data or before.year,
            target_text=self.target_text.data or "",
            target_percent=self.target_percent.data,
        )

    @override
    def _lay_out(self, desk: ImportDesk) -> None:
        for field in ("number", "signed_on", "year", "title", "target_text", "target_percent"):
            self[field].data = getattr(desk.draft, field)
        super()._lay_out(desk)


_MADE = frozenset({Means.NEW, Means.NEW_GROUP})


def name_choices(line: NameLine, known: Mapping[str, str]) -> dict[str, str]:
    """What one typed name may be: its likeness first, then something new, then what is known."""
    found = {"": "Chưa chọn"}
    if line.proposed:
        found[line.proposed.code] = f"Là “{line.alike}”"
    found |= {
        UnitChoice(Means.NEW, kind=kind).code: f"Thêm mới: {words}"
        for kind, words in UNIT_WORDS.items()
    }
    found[UnitChoice(Means.NEW_GROUP).code] = "Thêm mới: nhóm đơn vị (tên gọi chung)"
    found |= {code: f"Là “{name}”" for code, name in known.items() if code not in found}
    if not line.lead_rows:
        found[UnitChoice(Means.WORDS).code] = "Để nguyên như văn bản, không đưa vào danh mục"
    return found


def _chosen(line: NameForm) -> UnitChoice | None:
    return read_choice(line.choice.data or "", line["name"].data or line.typed.data or "")


def _decide(where: dict[Any, Any], key: Any, value: Any) -> None:
    """Keep a decision, or take it back."""
    if value is None:
        where.pop(key, None)
    else:
        where[key] = value
