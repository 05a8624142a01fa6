"""A round: its words, its days, its sample and what is handed over."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
)
from wtforms.validators import Length, NumberRange, Optional, Regexp, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.forms import DayField, HouseForm, Required
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit
from tracker.surveys.commands import HandInTerms, QuotaTerms, RoundTerms
from tracker.surveys.models import HandIn, Quota
from tracker.surveys.words import CHANNEL_WORDS, Channel

MOST_FORMS = 10_000_000
SPARE_LINES, MOST_LINES = 3, 200
_CODE = r"^[\w./-]+$"


class RoundForm(HouseForm):
    code = StringField(
        "Mã đợt",
        validators=[
            Required(),
            Length(max=40),
            Regexp(_CODE, message="Chỉ dùng chữ, số và dấu - . /, không có khoảng trắng."),
        ],
    )
    title = StringField("Tên đợt", validators=[Required(), Length(max=200)])
    method_code = SelectField("Bộ chỉ số", validators=[Required()])
    instrument = StringField("Công cụ khảo sát", validators=[Length(max=100)])
    document = StringField("Kế hoạch khảo sát (số, ngày)", validators=[Length(max=200)])
    population = IntegerField(
        "Tổng số hồ sơ trong kỳ", validators=[Optional(), NumberRange(1, MOST_FORMS)]
    )
    collect_from = DayField("Thu phiếu từ ngày", validators=[Required()])
    collect_to = DayField("Đến hết ngày", validators=[Required()])
    channels = SelectMultipleField(
        "Kênh thu phiếu theo kế hoạch",
        choices={channel.value: words for channel, words in CHANNEL_WORDS.items()},
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    hand_in_days = IntegerField(
        "Số ngày làm việc để bàn giao", validators=[Optional(), NumberRange(1, 60)]
    )
    hand_in_on = DayField("Đơn vị bàn giao phiếu")
    consolidate_on = DayField("Tổng hợp, báo cáo")
    sign_on = DayField("Lãnh đạo ký báo cáo")
    is_draft = BooleanField("Mới chuẩn bị, chưa thu phiếu")
    is_public_form_open = BooleanField("Nhận phiếu trực tuyến qua đường dẫn và mã QR")

    def terms(
        self, code: str, method_id: int, campaign_id: int | None, hand_in_on: date | None
    ) -> RoundTerms:
        """The typed values, the hand-in day as it was settled. Call after validation has passed."""
        if self.collect_from.data is None or self.collect_to.data is None:
            raise ValueError("terms of a form that was not validated")
        return RoundTerms(
            code=code,
            title=self.title.data or "",
            method_id=method_id,
            collect_from=self.collect_from.data,
            collect_to=self.collect_to.data,
            instrument=self.instrument.data or "",
            population=self.population.data,
            campaign_id=campaign_id,
            channels=tuple(map(Channel, self.channels.data or ())),
            hand_in_on=hand_in_on,
            hand_in_days=self.hand_in_days.data,
            consolidate_on=self.consolidate_on.data,
            sign_on=self.sign_on.data,
            is_public_form_open=bool(self.is_public_form_open.data),
        )


class LineForm(Form):
    """One line within a form of the house; the enclosing form carries the token."""

    class Meta(HouseForm.Meta):
        csrf = False


class QuotaLine(LineForm):
    field_name = StringField("Lĩnh vực", validators=[Length(max=200)])
    unit_id = SelectField("Đơn vị", coerce=id_or_none, validators=[Optional()])
    official = IntegerField("Chính thức", validators=[Optional(), NumberRange(0, MOST_FORMS)])
    reserve = IntegerField("Dự bị", validators=[Optional(), NumberRange(0, MOST_FORMS)])
    note = StringField("Ghi chú", validators=[Length(max=200)])

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed that makes a line."""
        return not (self.field_name.data or self.unit_id.data or self.official.data)


class QuotasForm(HouseForm):
    fewest_forms = IntegerField(
        "Số phiếu ít nhất của cả đợt", validators=[Optional(), NumberRange(1, MOST_FORMS)]
    )
    lines = FieldList(FormField(QuotaLine), max_entries=MOST_LINES)

    def lay(self, lines: Sequence[dict[str, Any]]) -> None:
        """These lines on an empty form, and some spare ones."""
        for line in lines:
            self.lines.append_entry(line)
        for _ in range(min(SPARE_LINES if lines else SPARE_LINES + 2, MOST_LINES - len(lines))):
            self.lines.append_entry()

    def offer(self, units: Sequence[Unit]) -> None:
        """Put the units there are into every line."""
        for entry in self.lines:
            entry.form.unit_id.choices = unit_choices(units, "Mọi đơn vị")

    def typed(self) -> list[QuotaLine]:
        """The lines with something in them."""
        return [entry.form for entry in self.lines if not entry.form.is_blank]


def stored_line(quota: Quota, names: dict[int, str]) -> dict[str, Any]:
    """A line of the sample as it was saved."""
    return {
        "field_name": names.get(quota.field_id or 0, ""),
        "unit_id": quota.unit_id,
        "official": quota.official,
        "reserve": quota.reserve,
        "note": quota.note,
    }


def quota_terms(line: QuotaLine, field_id: int | None) -> QuotaTerms:
    """One typed line, its field already found."""
    return QuotaTerms(
        field_id=field_id,
        unit_id=line.unit_id.data,
        official=line.official.data or 0,
        reserve=line.reserve.data or 0,
        note=line.note.data or "",
    )


def _forms(label: str) -> IntegerField:
    return IntegerField(label, validators=[Optional(), NumberRange(0, MOST_FORMS)], default=0)


class HandInForm(HouseForm):
    unit_id = SelectField("Đơn vị bàn giao", coerce=id_or_none, validators=[Required()])
    handed_on = DayField("Ngày bàn giao", validators=[Required()])
    issued = IntegerField("Số phiếu phát ra", validators=[Required(), NumberRange(0, MOST_FORMS)])
    returned = IntegerField("Số phiếu thu về", validators=[Required(), NumberRange(0, MOST_FORMS)])
    valid = IntegerField("Phiếu hợp lệ", validators=[Required(), NumberRange(0, MOST_FORMS)])
    empty = _forms("Phiếu trống")
    torn = _forms("Phiếu rách, không đọc được")
    doubled = _forms("Phiếu ghi nhiều mức cho hầu hết nội dung")
    other = _forms("Lý do khác")
    giver = StringField("Người giao", validators=[Required(), Length(max=120)])
    taker = StringField("Người nhận", validators=[Required(), Length(max=120)])
    file = FileField("Biên bản đã ký")

    def offer(self, units: Iterable[Unit]) -> None:
        """Put the units there are into the list."""
        self.unit_id.choices = unit_choices(units, "Chọn đơn vị")

    def validate_returned(self, field: IntegerField) -> None:
        if self.issued.data is not None and (field.data or 0) > self.issued.data:
            raise ValidationError("Số phiếu thu về không thể lớn hơn số phiếu phát ra.")

    def validate_valid(self, field: IntegerField) -> None:
        valid, left_out = field.data or 0, sum(reason.data or 0 for reason in self._reasons())
        if self.returned.data is not None and valid + left_out != self.returned.data:
            raise ValidationError(
                f"Số phiếu thu về {self.returned.data} phải bằng {valid} phiếu hợp lệ cộng "
                f"{left_out} phiếu không hợp lệ."
            )

    def _reasons(self) -> tuple[IntegerField, ...]:
        return self.empty, self.torn, self.doubled, self.other

    def show(self, old: HandIn) -> None:
        """What was recorded, on an empty form that corrects it."""
        for reason in self._reasons():
            reason.data = old.rejected.get(str(reason.label.text), 0)

    def terms(self, file_id: int | None, replaces_id: int | None = None) -> HandInTerms:
        """The typed values. Call after validation has passed."""
        if self.handed_on.data is None:
            raise ValueError("terms of a form that was not validated")
        return HandInTerms(
            unit_id=self.unit_id.data,
            handed_on=self.handed_on.data,
            issued=self.issued.data or 0,
            returned=self.returned.data or 0,
            valid=self.valid.data or 0,
            rejected={str(r.label.text): r.data for r in self._reasons() if r.data},
            giver=self.giver.data or "",
            taker=self.taker.data or "",
            file_id=file_id,
            replaces_id=replaces_id,
        )
