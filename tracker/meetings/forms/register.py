"""The filter of the register of conclusions, in the address of the page."""

from collections.abc import Iterable

from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional

from tracker.forms import HouseForm
from tracker.meetings.queries.conclusions import RegisterFilter
from tracker.meetings.register import WORDS, Standing
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit


class RegisterForm(HouseForm):
    year = IntegerField("Năm", validators=[Optional(), NumberRange(2000, 2100)])
    unit = SelectField("Đơn vị", coerce=id_or_none, validators=[Optional()])
    state = SelectField("Tình hình", validators=[Optional()])

    def offer(self, units: Iterable[Unit], year: int) -> None:
        """Units and states to choose from; this year where none is asked for."""
        self.unit.choices = unit_choices(units, "Mọi đơn vị")
        self.state.choices = {"": "Mọi tình hình"} | {s.value: WORDS[s] for s in Standing}
        if self.year.data is None and not self.year.raw_data:
            self.year.data = year

    def wanted(self) -> RegisterFilter:
        """The filter as asked for. Call after validation has passed."""
        state = self.state.data
        return RegisterFilter(self.year.data, self.unit.data, Standing(state) if state else None)

    def everything(self) -> RegisterFilter:
        """No filter, where the address asks for something that is not there."""
        return RegisterFilter()
