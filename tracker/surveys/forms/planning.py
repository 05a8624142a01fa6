"""The planner "cần bao nhiêu phiếu?": figures to reckon with, nothing is stored."""

from fractions import Fraction

from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, IntegerField, StringField
from wtforms.validators import Length, NumberRange, Optional

from tracker.forms import HouseForm, PercentField
from tracker.surveys.forms.rounds import MOST_FORMS, LineForm

LINES, MOST_LINES = 5, 60


class PopulationLine(LineForm):
    name = StringField("Lĩnh vực", validators=[Length(max=200)])
    population = IntegerField("Số hồ sơ", validators=[Optional(), NumberRange(0, MOST_FORMS)])


class PlannerForm(FlaskForm):
    class Meta(HouseForm.Meta):
        csrf = False

    population = IntegerField(
        "Tổng số hồ sơ trong kỳ", validators=[Optional(), NumberRange(1, MOST_FORMS)]
    )
    value = PercentField("Chỉ số hiện nay (%)")
    change = PercentField("Mức thay đổi muốn nhận ra (điểm phần trăm)")
    forms = IntegerField(
        "Số phiếu dự kiến mỗi đợt", validators=[Optional(), NumberRange(2, MOST_FORMS)]
    )
    margin = PercentField("Sai số e (%)")
    reserve = IntegerField(
        "Dự bị, % của chính thức", validators=[Optional(), NumberRange(0, 200)], default=100
    )
    lines = FieldList(FormField(PopulationLine), max_entries=MOST_LINES)

    def lay(self) -> None:
        """Spare lines below what was typed."""
        typed = [entry for entry in self.lines if entry.form.name.data]
        for _ in range(min(max(LINES - len(self.lines), 2 * (len(typed) == len(self.lines))), 5)):
            self.lines.append_entry()

    def populations(self) -> list[tuple[str, int]]:
        """The lines with a name and dossiers."""
        found = [(entry.form.name.data, entry.form.population.data) for entry in self.lines]
        return [(name, size) for name, size in found if name and size]

    @property
    def error(self) -> Fraction:
        """E as a share; the usual 5 % where none was typed or it is none."""
        typed = Fraction(str(self.margin.data)) / 100 if self.margin.data else Fraction(0)
        return typed if 0 < typed < 1 else Fraction(5, 100)
