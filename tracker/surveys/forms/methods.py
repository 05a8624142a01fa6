"""An agency's own method: copied, changed, set side by side with another."""

from collections.abc import Iterable, Mapping
from typing import Any

from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, NumberRange, Optional, Regexp

from tracker.forms import HouseForm, Required
from tracker.surveys.drafting import (
    levels_text,
    numbered,
    questions_text,
    typed_levels,
    typed_questions,
)
from tracker.surveys.forms.rounds import LineForm
from tracker.surveys.rules import Component, Method, Question
from tracker.surveys.words import FORMULA_WORDS, Formula
from tracker.vietnamese import first_upper, tidy

SPARE_COMPONENTS = 2
MOST_COMPONENTS = 40
NOT_MAPPED, NO_EQUIVALENT = "", "-"


class CopyForm(HouseForm):
    code = StringField(
        "Mã bộ chỉ số",
        validators=[
            Required(),
            Length(max=30),
            Regexp(r"^[a-z0-9-]+$", message="Chỉ dùng chữ thường không dấu, số và dấu -."),
        ],
    )
    name = StringField("Tên bộ chỉ số", validators=[Required(), Length(max=200)])


class ComponentLine(LineForm):
    code = HiddenField()  # what it was called before: the mapping goes with it
    name = StringField("Tên chỉ số", validators=[Length(max=200)])
    short = StringField("Tên ngắn", validators=[Length(max=60)])
    aliases = StringField("Cách ghi khác", validators=[Length(max=1000)])
    questions = TextAreaField("Câu hỏi, mỗi câu một dòng", validators=[Length(max=20_000)])


class MethodForm(HouseForm):
    name = StringField("Tên bộ chỉ số", validators=[Required(), Length(max=200)])
    formula = SelectField(
        "Cách tính", choices={f.value: first_upper(FORMULA_WORDS[f]) for f in Formula}
    )
    decimals = IntegerField("Số chữ số thập phân", validators=[Required(), NumberRange(0, 4)])
    scale = TextAreaField("Thang đo, mỗi mức một dòng", validators=[Required(), Length(max=2000)])
    source = TextAreaField("Nguồn, căn cứ", validators=[Required(), Length(max=4000)])
    components = FieldList(FormField(ComponentLine), max_entries=MOST_COMPONENTS)

    def offer(self, method: Method) -> None:
        """The method as it stands on a form just opened, with some empty lines for more."""
        if self.is_submitted():
            return
        self.name.data, self.source.data = method.name, method.source
        self.formula.data, self.decimals.data = method.formula.value, method.decimals
        self.scale.data = levels_text(method.scale)
        for component in method.components:
            self.components.append_entry(_line(component))
        for _ in range(SPARE_COMPONENTS):
            self.components.append_entry()

    def method(self, stored: Method) -> Method:
        """The typed method. Call after validation has passed."""
        known = {component.code: component for component in stored.components}
        lines = [entry.form for entry in self.components if entry.form.name.data]
        return Method(
            code=stored.code,
            version=stored.version,
            name=tidy(self.name.data or ""),
            formula=Formula(self.formula.data),
            decimals=self.decimals.data or 0,
            scale=typed_levels(self.scale.data or ""),
            components=numbered(
                _component(line, known.get(line.code.data or "")) for line in lines
            ),
            source=tidy(self.source.data or ""),
        )


def _line(component: Component) -> dict[str, Any]:
    return {
        "code": component.code,
        "name": component.name,
        "short": component.short,
        "aliases": "; ".join(component.aliases),
        "questions": questions_text(component.questions),
    }


def _component(line: ComponentLine, known: Component | None) -> Component:
    aliases = (tidy(each) for each in (line.aliases.data or "").split(";"))
    return Component(
        code="",
        name=tidy(line.name.data or ""),
        short=tidy(line.short.data or ""),
        aliases=tuple(filter(None, aliases)),
        successors=known.successors if known else (),
        questions=tuple(Question("", *each) for each in typed_questions(line.questions.data or "")),
    )


class MappingLine(LineForm):
    code = HiddenField()
    target = SelectField("Chỉ số tương đương", validators=[Optional()])


class MappingForm(HouseForm):
    lines = FieldList(FormField(MappingLine), max_entries=MOST_COMPONENTS)

    def offer(
        self, mine: Iterable[Component], others: Iterable[Component], known: Mapping[str, Any]
    ) -> None:
        """A line for each index of one's own method, the indices of the other to choose from."""
        components = list(mine)
        if not self.is_submitted():
            for each in components:
                target = (known[each.code] or NO_EQUIVALENT) if each.code in known else NOT_MAPPED
                self.lines.append_entry({"code": each.code, "target": target})
        names = {each.code: f"{each.code}. {each.name}" for each in components}
        choices = {NOT_MAPPED: "Chưa ghi", NO_EQUIVALENT: "Không còn tương đương"}
        choices |= {each.code: f"{each.code}. {each.name}" for each in others}
        for entry in self.lines:
            entry.form.target.choices = choices
            entry.form.target.label.text = names.get(entry.form.code.data or "", "")

    def mapping(self) -> dict[str, str | None]:
        """Code -> its equivalent, None where there is none; what was left open is left out."""
        typed = ((e.form.code.data or "", e.form.target.data or NOT_MAPPED) for e in self.lines)
        return {
            code: None if target == NO_EQUIVALENT else target
            for code, target in typed
            if target != NOT_MAPPED
        }
