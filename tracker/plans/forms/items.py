"""What a person may type about one item: an index, its proofs, its note, the day of an event."""

from collections.abc import Iterable, Mapping
from itertools import islice

from wtforms import (
    FieldList,
    FormField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError
from wtforms.widgets import HiddenInput

from tracker.errors import BadInput
from tracker.forms import DayField, HouseForm, PercentField, Required
from tracker.organisation.forms import id_or_none
from tracker.plans.commands import ENDING_WORDS, Ending, ItemEnding, PlanFacts
from tracker.plans.criteria import read_criteria
from tracker.plans.forms.lines import LineForm
from tracker.plans.models import ActionItem
from tracker.plans.rules import PROOF_WORDS, Proof
from tracker.surveys.models import Component
from tracker.weaknesses.models import Yardstick

MOST_PRODUCTS = 60


def criteria_codes(_form: object, field: StringField) -> None:
    """A validator: what is typed must be codes of criteria, as read_criteria takes them."""
    try:
        read_criteria(field.data or "")
    except BadInput as bad:
        raise ValidationError(str(bad)) from bad


class AttachForm(HouseForm):
    component_id = SelectField("Gắn thêm chỉ số, ngoài phụ lục", coerce=id_or_none)

    def offer(self, components: Iterable[Component], item: ActionItem) -> None:
        """The indices the item does not aim at yet."""
        taken = {link.component_id for link in item.components}
        self.component_id.choices = {"": "Chọn chỉ số"} | {
            str(c.id): c.name for c in components if c.id not in taken
        }


class EventForm(HouseForm):
    event_on = DayField("Ngày xảy ra sự kiện", validators=[Required()])


class ProofForm(LineForm):
    product_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    proof = SelectField(
        "Tài liệu kiểm chứng cần có", choices={p.value: w for p, w in PROOF_WORDS.items()}
    )


class ItemForm(HouseForm):
    criteria = StringField("Tiêu chí chấm điểm CCHC", validators=[Length(max=400), criteria_codes])
    note = TextAreaField("Ghi chú", validators=[Length(max=2000)])
    proofs = FieldList(FormField(ProofForm), max_entries=MOST_PRODUCTS)

    def lay_out(self, item: ActionItem) -> None:
        """One line for each product of the item, on an empty form."""
        if not self.is_submitted():
            for product in item.products:
                self.proofs.append_entry({"product_id": product.id, "proof": product.proof.value})

    @property
    def wanted(self) -> dict[int, Proof]:
        """The proof chosen for each product id. Call after validation has passed."""
        lines = [entry.form for entry in self.proofs]
        return {line.product_id.data or 0: Proof(line.proof.data) for line in lines}


class PlanForm(HouseForm):
    title = TextAreaField("Tên kế hoạch", validators=[Required(), Length(max=1000)])
    target_text = StringField("Mục tiêu, như văn bản", validators=[Length(max=200)])
    target_percent = PercentField("Mức hài lòng cần đạt (%)")
    yardstick_id = SelectField("Mục tiêu, quy tắc xác định chỉ số chưa đạt", coerce=id_or_none)
    extension_limit = IntegerField("Số lần gia hạn cho phép", validators=[NumberRange(0, 9)])

    def offer(self, yardsticks: Iterable[Yardstick]) -> None:
        """The yardsticks of the plan's year."""
        self.yardstick_id.choices = {"": "Chưa gắn"} | {
            str(row.id): row.document or f"Mục tiêu năm {row.year}" for row in yardsticks
        }

    def facts(self) -> PlanFacts:
        """What was typed. Call after validation has passed."""
        return PlanFacts(
            title=self.title.data or "",
            target_text=self.target_text.data or "",
            target_percent=self.target_percent.data,
            yardstick_id=self.yardstick_id.data,
            extension_limit=self.extension_limit.data or 0,
        )


ENDINGS = {"": "Chưa quyết định"} | {kind.value: word for kind, word in ENDING_WORDS.items()}


MOST_ENDINGS = 300  # on one page; a longer plan is thinned out on the plan page first


class EndingForm(LineForm):
    item_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    ending = SelectField("Quyết định", choices=ENDINGS)
    number = IntegerField("Nhiệm vụ số (kế hoạch sau)", validators=[Optional(), NumberRange(min=1)])
    reason = StringField("Lý do, nơi chuyển tiếp", validators=[Length(max=500)])

    def validate_ending(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError("Chọn quyết định.")

    def validate_reason(self, field: StringField) -> None:
        says_where = self.ending.data == Ending.CARRIED and self.number.data
        needs = self.ending.data in {Ending.CARRIED, Ending.DROPPED} and not says_where
        if needs and not field.data:
            raise ValidationError("Cần ghi nơi chuyển tiếp, hoặc lý do không thực hiện.")


class ClosingForm(HouseForm):
    """One decision for each item that is still open."""

    endings = FieldList(FormField(EndingForm), max_entries=MOST_ENDINGS)
    later: Mapping[int, ActionItem] = {}  # the items of a later plan by their STT

    def lay_out(self, items: Iterable[ActionItem], later: Iterable[ActionItem]) -> None:
        """One line for each open item, on an empty form; `later` is what they may go on as."""
        self.later = {item.position: item for item in later}
        if not self.is_submitted():
            for item in islice(items, MOST_ENDINGS):
                self.endings.append_entry({"item_id": item.id})

    def line_of(self, item: ActionItem) -> EndingForm | None:
        """The line about an item; None for one that was not open when the page was made."""
        return next((e.form for e in self.endings if e.form.item_id.data == item.id), None)

    def validate_endings(self, field: "Iterable[FormField[EndingForm]]") -> None:
        """An item goes on as one that stands in the later plan, and only if it is carried over."""
        for line in (entry.form for entry in field):
            if line.number.data is None:
                continue
            if line.ending.data != Ending.CARRIED:
                line.number.errors = ["Chỉ ghi khi nhiệm vụ được chuyển tiếp."]
            elif line.number.data not in self.later:
                line.number.errors = ["Kế hoạch sau không có nhiệm vụ này."]
        if any(entry.form.number.errors for entry in field):
            raise ValidationError("Kiểm tra lại số của nhiệm vụ trong kế hoạch sau.")

    @property
    def decisions(self) -> dict[int, ItemEnding]:
        """What was decided, by the item's id; undecided ones are absent. Call once validated."""
        lines = [entry.form for entry in self.endings if entry.form.ending.data]
        return {line.item_id.data or 0: self._decision(line) for line in lines}

    def _decision(self, line: EndingForm) -> ItemEnding:
        to = self.later.get(line.number.data or 0)
        return ItemEnding(line.ending.data, line.reason.data or "", to)
