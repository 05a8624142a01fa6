"""Orders: given, recorded for a director, answered, sent back."""

from collections.abc import Iterable, Sequence

from flask_wtf.file import FileField
from wtforms import FormField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length, ValidationError

from tracker.access.models import Person
from tracker.errors import BadFile
from tracker.forms import DayField, HouseForm, Required, RequiredIf
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.progress.commands import EvidenceDraft, OrderTerms, Recorded
from tracker.progress.forms.asks import DecideItemForm, ObstacleAnswerForm
from tracker.progress.forms.evidence import DocumentForm, EvidenceFilesField, read_whole
from tracker.progress.rules import ORDER_WORDS, EvidenceKind, OrderKind
from tracker.store.kinds import file_kind

_KINDS = (OrderKind.DIRECTIVE, OrderKind.EXPLANATION)


class OrderForm(HouseForm):
    """What a director asks of a unit."""

    kind = RadioField(
        "Loại ý kiến",
        coerce=OrderKind,
        choices={kind.value: ORDER_WORDS[kind] for kind in _KINDS},
        default=OrderKind.DIRECTIVE,
    )
    unit = SelectField("Đơn vị thực hiện", coerce=id_or_none, validators=[Required("Chọn đơn vị.")])
    item = SelectField("Nhiệm vụ liên quan", coerce=int, default=0)
    text = TextAreaField("Nội dung", validators=[Required("Ghi nội dung."), Length(max=2000)])
    due_on = DayField("Thời hạn")

    def offer(self, units: Sequence[Unit], items: Iterable[ActionItem]) -> None:
        """The units that can be asked, and the items it may be about."""
        own = {str(item.id): f"{item.position}. {item.short}" for item in items}
        self.unit.choices = unit_choices(units, "Chọn đơn vị")
        self.item.choices = {"0": "Không gắn với nhiệm vụ nào"} | own

    def terms(self) -> OrderTerms:
        """The order as typed. Call after validation has passed."""
        return OrderTerms(
            unit_id=self.unit.data,
            text=self.text.data or "",
            kind=self.kind.data,
            item_id=self.item.data or None,
            due_on=self.due_on.data,
        )


class PhotoField(FileField):
    """One picture or scan of the paper with the director's hand on it."""

    def pre_validate(self, _form: object) -> None:
        if not self.data:
            return
        try:
            file_kind(self.data.filename or "", read_whole(self.data))
        except BadFile as bad:
            raise ValidationError(str(bad)) from bad


class RecordFields(HouseForm):
    """What is asked besides when the Office records for a director (DOMAIN A10)."""

    director = SelectField("Người cho ý kiến", coerce=int, validators=[Required("Chọn người.")])
    source = StringField(
        "Hình thức cho ý kiến",
        validators=[Required("Ghi hình thức: bút phê, điện thoại, trực tiếp."), Length(max=240)],
    )
    given_on = DayField("Ngày cho ý kiến", validators=[Required("Nhập ngày cho ý kiến.")])
    photo = PhotoField("Ảnh, bản chụp bút phê")

    def offer_directors(self, directors: Iterable[Person]) -> None:
        """Those whose decision it can be."""
        self.director.choices = {str(p.id): f"{p.full_name}, {p.title}" for p in directors}

    def recorded(self, by: Person, photo_id: int | None) -> Recorded:
        """How it was given, entered by `by`."""
        return Recorded(by.id, self.source.data or "", self.given_on.data, photo_id)


class RecordedOrderForm(OrderForm, RecordFields):
    """An order recorded by the Office."""


class AnswerForm(HouseForm):
    """What a unit did about an order, or why it could not."""

    done = RadioField(
        "Nội dung gửi",
        choices={
            "yes": "Báo cáo kết quả, đề nghị kết thúc theo dõi",
            "no": "Giải trình, tiếp tục thực hiện",
        },
        default="yes",
    )
    text = TextAreaField("Nội dung", validators=[Required("Ghi nội dung."), Length(max=4000)])
    document = FormField(DocumentForm)
    files = EvidenceFilesField("Tệp kèm theo")

    @property
    def is_done(self) -> bool:
        """Whether the order is reported done."""
        return bool(self.done.data == "yes")

    def evidence(self, file_ids: Iterable[int]) -> tuple[EvidenceDraft, ...]:
        """What was named or attached; `file_ids` are the stored files."""
        named = self.document.form.draft(None)
        files = [EvidenceDraft(EvidenceKind.FILE, file_id=file_id) for file_id in file_ids]
        return (*((named,) if named else ()), *files)


class ReasonForm(HouseForm):
    """Why something is sent back."""

    reason = TextAreaField("Lý do", validators=[Required("Ghi lý do."), Length(max=2000)])


class DecideExtensionForm(HouseForm):
    """A director's word on more time."""

    answer = RadioField(
        "Quyết định",
        choices={
            "yes": "Đồng ý như đề nghị",
            "other": "Gia hạn đến ngày khác",
            "no": "Không đồng ý",
        },
        validators=[Required("Chọn quyết định.")],
    )
    to_on = DayField(
        "Gia hạn đến ngày",
        validators=[RequiredIf(lambda f: f.answer.data == "other", "Nhập ngày gia hạn.")],
    )
    note = TextAreaField("Ý kiến kèm theo", validators=[Length(max=2000)])


class RecordedExtensionForm(DecideExtensionForm, RecordFields):
    """A decision recorded by the Office."""


class RecordedObstacleForm(ObstacleAnswerForm, RecordFields):
    """A director's word on an obstacle recorded by the Office."""


class RecordedDecideItemForm(DecideItemForm, RecordFields):
    """A decision about an item recorded by the Office."""
