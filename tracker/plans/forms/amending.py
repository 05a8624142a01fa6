"""What a person may type when a document changes a signed plan."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from tracker.forms import DayField, HouseForm, Required
from tracker.organisation.models import Unit
from tracker.plans.commands import Basis, Changes, Owner, Wording
from tracker.plans.forms.importing import SettleForm
from tracker.plans.forms.lines import LineForm
from tracker.plans.importing.amend_desk import AmendDesk
from tracker.plans.models import ActionItem, Amendment
from tracker.surveys.models import Component

DOCUMENT_KINDS = ("Kế hoạch sửa đổi, bổ sung", "Thông báo kết luận", "Văn bản khác")
MOST_LINES = 1000


class _Ticks(SelectMultipleField):
    """Several options as tick boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BasisForm(HouseForm):
    """The document that a change rests on."""

    document_kind = RadioField(
        "Văn bản căn cứ", choices={k: k for k in DOCUMENT_KINDS}, default=DOCUMENT_KINDS[0]
    )
    document = StringField("Số, ký hiệu", validators=[Required(), Length(max=200)])
    signed_on = DayField("Ngày văn bản", validators=[Required()])
    summary = StringField("Trích yếu", validators=[Length(max=500)])
    scan = FileField("Bản quét văn bản")

    def basis(self, file_id: int | None = None) -> Basis:
        """The document as typed. Call after validation has passed and with a day."""
        if self.signed_on.data is None:
            raise ValueError("the form was not validated")
        document = f"{self.document_kind.data} số {self.document.data}"
        return Basis(document, self.signed_on.data, self.summary.data or "", file_id)


def as_recorded(amendment: Amendment | None) -> dict[str, Any]:
    """What a form begins with that goes on with a document recorded before."""
    if amendment is None:
        return {}
    kind, _, number = amendment.document.partition(" số ")
    known = kind in DOCUMENT_KINDS
    return {
        "document_kind": kind if known else DOCUMENT_KINDS[-1],
        "document": number if known else amendment.document,
        "signed_on": amendment.signed_on,
        "summary": amendment.summary,
    }


class WordingForm(BasisForm):
    """One line as a document words it, with that document."""

    position = IntegerField("STT trong phụ lục", validators=[Optional(), NumberRange(1, 9999)])
    task = TextAreaField(
        "Nội dung nhiệm vụ, như văn bản", validators=[Required(), Length(max=8000)]
    )
    products = TextAreaField("Sản phẩm", validators=[Length(max=8000)])
    deadline_text = StringField(
        "Thời gian hoàn thành, như văn bản", validators=[Required(), Length(max=400)]
    )
    lead_ids = _Ticks("Đơn vị chủ trì", coerce=int, validators=[Required("Chọn đơn vị chủ trì.")])
    partner_ids = _Ticks("Đơn vị phối hợp", coerce=int)
    component_ids = _Ticks("Chỉ số cần cải thiện", coerce=int)

    def offer(self, units: Iterable[Unit], components: Iterable[Component]) -> None:
        """The units of the agency and the indices of the plan's method."""
        names = {str(unit.id): unit.name for unit in units}
        self.lead_ids.choices = self.partner_ids.choices = names
        self.component_ids.choices = {str(c.id): c.name for c in components}

    def wording(self, item: ActionItem | None = None) -> Wording:
        """The line as typed; groups that `item` names stay. Call after validation has passed."""
        leads, partners = (item.leads, item.partners) if item else ((), ())
        return Wording(
            task="\n".join(_points(self.task.data)),
            products=_points(self.products.data),
            deadline_text=self.deadline_text.data or "",
            leads=_owners(self.lead_ids.data, leads),
            partners=_owners(self.partner_ids.data, partners),
            component_ids=tuple(self.component_ids.data or ()),
            position=self.position.data,
        )


def as_it_stands(item: ActionItem) -> dict[str, object]:
    """What the form of a changed item begins with: its words now, all its parts loaded."""
    return {
        "position": item.position,
        "task": item.task,
        "products": "\n".join(product.text for product in item.products),
        "deadline_text": item.deadline_text,
        "lead_ids": [line.unit_id for line in item.leads if line.unit_id],
        "partner_ids": [line.unit_id for line in item.partners if line.unit_id],
        "component_ids": [link.component_id for link in item.components if not link.is_added],
    }


class AmendedFileForm(BasisForm):
    """The appendix that a document prints anew."""

    file = FileField("Tệp phụ lục đã sửa đổi")
    pasted = TextAreaField("Hoặc dán bảng", validators=[Length(max=400_000)])


class MatchForm(LineForm):
    place = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    number = IntegerField("STT đang có", validators=[Optional(), NumberRange(0, 9999)])


class CompareForm(SettleForm):
    """Which line goes on with which item, beside what is to be settled of the new words."""

    matches = FieldList(FormField(MatchForm), max_entries=MOST_LINES)

    def lay_out(self, desk: AmendDesk) -> None:
        """One line for each line of the paper that differs, on an empty form."""
        self.offer(desk.settling)
        if not self.is_submitted():
            for line in desk.lines:
                if line.new and line.kind:
                    number = line.old.entry.position if line.old else None
                    place = line.new.item.position
                    self.matches.append_entry({"place": place, "number": number})

    def fixed(self, desk: AmendDesk) -> dict[int, int | None]:
        """What a person decided by now, over what was kept. Call after validation has passed."""
        ids = {x.old.entry.position: x.old.item_id for x in desk.lines if x.old}
        was = {x.new.item.position: x.old.item_id if x.old else None for x in desk.lines if x.new}
        typed = {e.form.place.data or 0: ids.get(e.form.number.data or 0) for e in self.matches}
        moved = {place: item_id for place, item_id in typed.items() if item_id != was.get(place)}
        return {**desk.fixed, **moved}


class NumberForm(LineForm):
    item_id = IntegerField(widget=HiddenInput(), validators=[InputRequired()])
    number = IntegerField("STT mới", validators=[Optional(), NumberRange(1, 9999)])
    is_dropped = BooleanField("Bãi bỏ")


class RenumberForm(BasisForm):
    """Lines dropped and numbers given anew by one document."""

    lines = FieldList(FormField(NumberForm), max_entries=MOST_LINES)

    def lay_out(self, items: Iterable[ActionItem]) -> None:
        """One line for each item of the appendix in force, on an empty form."""
        if not self.is_submitted():
            for item in items:
                self.lines.append_entry({"item_id": item.id, "number": item.position})

    def changes(self) -> Changes:
        """What was ticked and numbered. Call after validation has passed."""
        lines = [entry.form for entry in self.lines]
        dropped = frozenset(line.item_id.data or 0 for line in lines if line.is_dropped.data)
        numbers: Mapping[int, int] = {
            line.item_id.data or 0: line.number.data
            for line in lines
            if line.number.data and line.item_id.data not in dropped
        }
        return Changes(dropped=dropped, numbers=numbers)


def _owners(unit_ids: Iterable[int] | None, before: Iterable[Any]) -> tuple[Owner, ...]:
    groups = [Owner(group_id=line.group_id) for line in before if line.group_id]
    return (*(Owner(unit_id=unit_id) for unit_id in unit_ids or ()), *groups)


def _points(text: str | None) -> tuple[str, ...]:
    """The lines of a text without their dashes, empty ones left out."""
    lines = (line.strip().lstrip("-–•+ ").strip() for line in (text or "").splitlines())
    return tuple(line for line in lines if line)
