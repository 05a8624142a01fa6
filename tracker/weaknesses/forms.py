"""What a person may type about weaknesses: what to judge, targets and rules of a year."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange
from wtforms.widgets import CheckboxInput

from tracker.forms import HouseForm, PercentField, Required
from tracker.surveys.models import Component
from tracker.weaknesses.commands import YardstickTerms
from tracker.weaknesses.evidence import Choice
from tracker.weaknesses.round_freezing import ReportWords
from tracker.weaknesses.words import RULE_WORDS, WeaknessRule


class JudgeForm(HouseForm):
    """Which values to hold against the targets."""

    evidence = SelectField("Căn cứ đánh giá", validators=[Required()], choices=[])

    def offer(self, choices: Iterable[Choice]) -> None:
        """Put the choices there are into the list."""
        self.evidence.choices = [(choice.key, choice.words) for choice in choices]


class TargetLine(Form):
    """The target of one index, where it differs from the overall one."""

    class Meta(HouseForm.Meta):
        csrf = False

    code = HiddenField()
    percent = PercentField("Mục tiêu (%)")


class Measured(Protocol):
    """A component index, stored or shipped."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...


class YardstickForm(HouseForm):
    year = IntegerField("Năm", validators=[Required(), NumberRange(2000, 2100)])
    overall_target = PercentField("Mục tiêu chung, từ (%)")
    document = StringField("Văn bản giao mục tiêu", validators=[Length(max=300)])
    rules = SelectMultipleField(
        "Một chỉ số là chưa đạt khi",
        choices={rule.value: RULE_WORDS[rule] for rule in WeaknessRule},
        option_widget=CheckboxInput(),
        default=[WeaknessRule.BELOW_TARGET.value],
    )
    lowest_count = IntegerField(
        "Số chỉ số trong nhóm thấp nhất", default=1, validators=[Required(), NumberRange(1, 50)]
    )
    targets = FieldList(FormField(TargetLine), max_entries=100)

    def offer(
        self, components: Iterable[Measured], known: Mapping[int, float] | None = None
    ) -> None:
        """A line for each component, with its own target where it has one."""
        names = {component.code: component.name for component in components}
        if not self.is_submitted():
            own = {
                component.code: (known or {}).get(getattr(component, "id", 0))
                for component in components
            }
            while len(self.targets):  # what `obj` may have laid out
                self.targets.pop_entry()
            for code in names:
                self.targets.append_entry({"code": code, "percent": own[code]})
        for entry in self.targets:
            entry.form.percent.label.text = names.get(entry.form.code.data or "", "")

    def terms(
        self, method_id: int, components: Iterable[Component], year: int = 0
    ) -> YardstickTerms:
        """The typed values. Call after validation has passed."""
        ids = {component.code: component.id for component in components}
        return YardstickTerms(
            year=year or self.year.data or 0,
            method_id=method_id,
            overall_target=self.overall_target.data,
            targets={
                ids[line.code.data]: line.percent.data
                for line in (entry.form for entry in self.targets)
                if line.percent.data is not None and line.code.data in ids
            },
            rules=tuple(WeaknessRule(word) for word in self.rules.data or ()),
            lowest_count=self.lowest_count.data or 1,
            document=self.document.data or "",
        )


class ReportForm(HouseForm):
    """What the Office writes into the survey report of a round."""

    shortcomings = TextAreaField("Tồn tại", validators=[Length(max=10_000)])
    causes = TextAreaField("Nguyên nhân", validators=[Length(max=10_000)])
    proposals = TextAreaField("Kiến nghị", validators=[Length(max=10_000)])

    def words(self) -> ReportWords:
        """The typed words. Call after validation has passed."""
        return ReportWords(
            self.shortcomings.data or "", self.causes.data or "", self.proposals.data or ""
        )
