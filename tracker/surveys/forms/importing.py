"""A file of typed forms, and what its unknown names are."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileField
from wtforms import FieldList, FormField, HiddenField, SelectField

from tracker.forms import HouseForm, Required
from tracker.organisation.models import Unit
from tracker.surveys.commands.settling import Choices, Means
from tracker.surveys.forms.rounds import LineForm
from tracker.surveys.models import Field
from tracker.surveys.naming import Unknown, Unsettled
from tracker.surveys.words import CHANNEL_WORDS, Channel

MOST_NAMES = 400


class FormsFileForm(HouseForm):
    file = FileField("Tệp phiếu")


class NameLine(LineForm):
    typed = HiddenField()
    choice = SelectField("Là", choices={}, validators=[Required("Chọn một mục.")])


class SettleForm(HouseForm):
    """One line for each name that nobody settled yet."""

    units = FieldList(FormField(NameLine), max_entries=MOST_NAMES)
    fields = FieldList(FormField(NameLine), max_entries=MOST_NAMES)
    channels = FieldList(FormField(NameLine), max_entries=MOST_NAMES)

    def offer(self, left: Unsettled, units: Iterable[Unit], fields: Iterable[Field]) -> None:
        """Lines for the unknown names on an empty form; the choices in every line."""
        unit_names = {str(unit.id): unit.name for unit in units}
        field_names = {str(field.id): field.name for field in fields}
        new = {Means.NEW.value: "Thêm mới vào danh mục", Means.NOTHING.value: "Để trống"}
        self._lay_out(self.units, left.units, unit_names | new)
        self._lay_out(self.fields, left.fields, field_names | new)
        words = {channel.value: CHANNEL_WORDS[channel] for channel in Channel}
        self._lay_out(self.channels, left.channels, words)

    def _lay_out(
        self, lines: "FieldList[Any]", unknown: Iterable[Unknown], choices: Mapping[str, str]
    ) -> None:
        if not self.is_submitted():
            for each in unknown:  # a like name is said, never chosen for anybody
                lines.append_entry({"typed": each.text})
        for entry in lines:
            entry.form.choice.label.text = f"“{entry.form.typed.data}” là"
            entry.form.choice.choices = {"": "Chọn", **choices}

    def choices(self) -> Choices:
        """What was chosen. Call after validation has passed."""
        return Choices(
            units=_meant(self.units),
            fields=_meant(self.fields),
            channels={
                line.typed.data or "": Channel(line.choice.data)
                for line in (entry.form for entry in self.channels)
                if line.choice.data
            },
        )


def _meant(lines: "FieldList[Any]") -> dict[str, Means | int]:
    return {
        line.typed.data: int(choice) if (choice := line.choice.data).isdecimal() else Means(choice)
        for line in (entry.form for entry in lines)
        if line.choice.data
    }
