"""Reports on request: the request itself, its extension and end, a unit's answer."""

from collections.abc import Iterable, Sequence
from datetime import time

from wtforms import (
    FieldList,
    Form,
    FormField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.forms import DayField, HouseForm, Required, RequiredIf, Vietnamese, clean
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.commands import Moved, RequestDraft
from tracker.progress.forms.orders import PhotoField
from tracker.progress.models import ReportRequest
from tracker.progress.queries.request_table import Owes
from tracker.progress.requests import (
    QUESTION_WORDS,
    SCOPE_WORDS,
    Question,
    QuestionKind,
    Scope,
)

MOST_QUESTIONS = 8


class TicksField(SelectMultipleField):
    """Several of a list, as tick boxes."""

    widget = ListWidget()
    option_widget = CheckboxInput()


class QuestionForm(Form):
    """One question; counts when its text is filled."""

    class Meta:
        def get_translations(self, _form: object) -> Vietnamese:
            return Vietnamese()

    text = StringField("Câu hỏi", filters=[clean], validators=[Length(max=300)])
    kind = SelectField(
        "Trả lời bằng",
        coerce=QuestionKind,
        choices={kind.value: word for kind, word in QUESTION_WORDS.items()},
        default=QuestionKind.TEXT,
    )
    hint = StringField("Gợi ý cách trả lời", filters=[clean], validators=[Length(max=200)])


class RequestForm(HouseForm):
    """A request: looked over once more before it is sent, when who will owe is known."""

    number = StringField("Số, ký hiệu văn bản", validators=[Length(max=80)])
    dated_on = DayField("Ngày văn bản")
    issuer = StringField("Cơ quan yêu cầu", validators=[Length(max=200)])
    summary = TextAreaField(
        "Nội dung yêu cầu (trích yếu)",
        validators=[Required("Ghi nội dung yêu cầu."), Length(max=500)],
    )
    due_on = DayField("Đơn vị gửi chậm nhất ngày", validators=[Required("Nhập thời hạn.")])
    due_time = TimeField("Giờ", validators=[Optional()])
    scope = RadioField(
        "Ai phải báo cáo",
        coerce=Scope,
        choices={scope.value: word for scope, word in SCOPE_WORDS.items()},
        default=Scope.UNITS,
    )
    items = TicksField(
        "Nhiệm vụ",
        coerce=int,
        validators=[
            RequiredIf(lambda f: f.scope.data is Scope.ITEMS, "Chọn ít nhất một nhiệm vụ.")
        ],
    )
    units = TicksField(
        "Đơn vị",
        coerce=int,
        validators=[RequiredIf(lambda f: f.scope.data is Scope.UNITS, "Chọn ít nhất một đơn vị.")],
    )
    questions = FieldList(
        FormField(QuestionForm),
        "Câu hỏi",
        min_entries=MOST_QUESTIONS,
        max_entries=MOST_QUESTIONS,
    )
    note = TextAreaField("Lưu ý cho đơn vị", validators=[Length(max=1000)])
    file = PhotoField("Bản chụp văn bản yêu cầu")
    seen = HiddenField()  # who owed when the page was last looked over

    def offer(self, items: Iterable[ActionItem], units: Iterable[Unit]) -> None:
        """The items and units there are to choose from."""
        self.items.choices = {str(item.id): f"{item.position}. {item.short}" for item in items}
        self.units.choices = {str(unit.id): unit.name for unit in units}

    def validate_questions(self, _field: object) -> None:
        """At least one question; a hint alone asks nothing."""
        if not self.asked:
            raise ValidationError("Ghi ít nhất một câu hỏi.")

    @property
    def asked(self) -> tuple[Question, ...]:
        """The questions that were filled in."""
        forms = [entry.form for entry in self.questions]
        return tuple(
            Question(form.text.data, form.kind.data, form.hint.data or "")
            for form in forms
            if form.text.data
        )

    def chosen(
        self, items: Iterable[ActionItem], units: Iterable[Unit]
    ) -> tuple[list[ActionItem], list[Unit]]:
        """The items, or the units, that were ticked under the scope chosen."""
        by_item = self.scope.data is Scope.ITEMS
        wanted = set(self.items.data or ()) if by_item else set(self.units.data or ())
        return (
            [item for item in items if by_item and item.id in wanted],
            [unit for unit in units if not by_item and unit.id in wanted],
        )

    def was_seen(self, owes: Sequence[Owes]) -> bool:
        """Whether these very places were shown before; if not, they are now."""
        now = ",".join(f"{unit_id}-{item_id or 0}" for unit_id, item_id in (o.place for o in owes))
        is_same = self.seen.data == now and bool(now)
        self.seen.data = now
        return is_same

    def draft(self, file_id: int | None) -> RequestDraft:
        """The request as typed. Call after validation has passed."""
        return RequestDraft(
            summary=self.summary.data or "",
            due_on=self.due_on.data,  # type: ignore[arg-type]  # Required has passed
            scope=self.scope.data,
            questions=self.asked,
            number=self.number.data or "",
            dated_on=self.dated_on.data,
            issuer=self.issuer.data or "",
            due_time=self.due_time.data,
            note=self.note.data or "",
            file_id=file_id,
        )


def typed_of_request(request: ReportRequest) -> dict[str, object]:
    """A request (lines loaded) in the words of the form, to be put right."""
    lines = [line for line in request.lines if line.dropped_on is None]
    return {
        "number": request.number,
        "dated_on": request.dated_on,
        "issuer": request.issuer,
        "summary": request.summary,
        "due_on": request.due_on,
        "due_time": request.due_time,
        "scope": request.scope,
        "items": [line.item_id for line in lines if line.item_id],
        "units": [line.unit_id for line in lines if not line.item_id],
        "questions": [question.stored for question in request.asked],
        "note": request.note,
        "version": request.version,
    }


class ExtendRequestForm(HouseForm):
    """Another due day for everybody who has not answered."""

    to_on = DayField("Gia hạn đến ngày", validators=[Required("Nhập ngày gia hạn.")])
    due_time = TimeField("Giờ", validators=[Optional()])
    reason = TextAreaField("Lý do", validators=[Required("Ghi lý do."), Length(max=1000)])

    def moved(self) -> Moved:
        """The move as typed. Call after validation has passed."""
        hour: time | None = self.due_time.data
        return Moved(self.to_on.data, self.reason.data or "", hour)  # type: ignore[arg-type]
