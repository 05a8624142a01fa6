"""Values that somebody else announced: one document, a line for each index."""

from collections.abc import Iterable

from wtforms import FieldList, FormField, HiddenField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from tracker.errors import BadInput
from tracker.forms import DayField, HouseForm, PercentField, Required
from tracker.surveys import rules
from tracker.surveys.commands import PublishedDraft
from tracker.surveys.forms.rounds import MOST_FORMS, LineForm
from tracker.surveys.models import Component, PublishedValue

OVERALL = "Chỉ số chung"


class ValueLine(LineForm):
    code = HiddenField()
    value = PercentField("Giá trị (%)")


class _DocumentForm(HouseForm):
    """The document that announces."""

    document = StringField("Văn bản công bố", validators=[Required(), Length(max=300)])
    announced_on = DayField("Ngày công bố", validators=[Required()])
    issuer = StringField("Cơ quan công bố", validators=[Required(), Length(max=200)])
    people = IntegerField(
        "Số người trả lời, nếu công bố", validators=[Optional(), NumberRange(1, MOST_FORMS)]
    )


class PublishedForm(_DocumentForm):
    year = IntegerField("Năm của số liệu", validators=[Required(), NumberRange(2000, 2100)])
    label = StringField("Tên gọi của kỳ", validators=[Length(max=100)])
    values = FieldList(FormField(ValueLine), max_entries=100)

    def offer(self, components: Iterable[rules.Component]) -> None:
        """A line for each index and for the overall one (code ""), named."""
        names = {component.code: component.name for component in components} | {"": OVERALL}
        if not self.is_submitted():
            for code in names:
                self.values.append_entry({"code": code})
        for entry in self.values:
            entry.form.value.label.text = names.get(entry.form.code.data or "", OVERALL)

    def drafts(self, method_id: int, components: Iterable[Component]) -> list[PublishedDraft]:
        """One draft for each value typed. Call after validation has passed.

        Raises BadInput where none was.
        """
        year = self.year.data or 0
        ids = {component.code: component.id for component in components}
        drafts = [
            PublishedDraft(
                method_id=method_id,
                component_id=ids.get(line.code.data or ""),
                year=year,
                label=self.label.data or f"Năm {year}",
                value=line.value.data,
                people=self.people.data,
                document=self.document.data or "",
                announced_on=self.announced_on.data,
                issuer=self.issuer.data or "",
            )
            for line in (entry.form for entry in self.values)
            if line.value.data is not None
        ]
        if not drafts:
            raise BadInput("Nhập giá trị của ít nhất một chỉ số.")
        return drafts


class CorrectionForm(_DocumentForm):
    value = PercentField("Giá trị đúng (%)", validators=[Required()])

    def draft(self, old: PublishedValue) -> PublishedDraft:
        """The value that takes the place of `old`. Call after validation has passed."""
        return PublishedDraft(
            method_id=old.method_id,
            component_id=old.component_id,
            year=old.year,
            label=old.label,
            value=self.value.data or 0.0,
            people=self.people.data,
            document=self.document.data or "",
            announced_on=self.announced_on.data,
            issuer=self.issuer.data or "",
            replaces_id=old.id,
        )
