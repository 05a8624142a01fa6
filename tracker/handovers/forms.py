"""What a person may type about a change of units and about who takes over. Shape only."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.access.forms.people import people_choices
from tracker.access.models import Person
from tracker.forms import DayField, HouseForm, Required
from tracker.handovers.rules import END, LATER, MAY_END, Choice, Holding, choice_of
from tracker.organisation.forms import NotInFuture, TodayForm, id_or_none, unit_choices, words_of
from tracker.organisation.models import Unit
from tracker.organisation.rules import ChangeKind
from tracker.vietnamese import tidy

MOST_NEW = 10
AWAY, NOWHERE = "away", "nowhere"
KINDS = {
    ChangeKind.MERGED: "Sáp nhập: một hoặc nhiều đơn vị vào một đơn vị",
    ChangeKind.SPLIT: "Chia tách: một đơn vị thành nhiều đơn vị",
    ChangeKind.DISSOLVED: "Giải thể, ngừng theo dõi",
}


class UnitsField(SelectMultipleField):
    """Units as tick boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=int, choices={}, **kwargs)


class ChangeForm(TodayForm):
    kind = SelectField("Hình thức", choices=words_of(KINDS), coerce=ChangeKind)
    ending = UnitsField("Đơn vị kết thúc", validators=[Required("Chọn ít nhất một đơn vị.")])
    receivers = UnitsField("Đơn vị tiếp nhận đã có")
    new_names = TextAreaField("Đơn vị tiếp nhận mới", validators=[Length(max=2000)])
    changed_on = DayField("Có hiệu lực từ ngày", validators=[Required(), NotInFuture()])
    document = StringField("Văn bản quyết định", validators=[Required(), Length(max=300)])

    def offer(self, units: Sequence[Unit]) -> None:
        """The units in use; the Office stays as long as it is the Office."""
        self.ending.choices = {str(u.id): u.name for u in units if not u.is_office}
        self.receivers.choices = {str(u.id): u.name for u in units}

    @property
    def names(self) -> list[str]:
        """The new units, one a line."""
        return [name for line in (self.new_names.data or "").splitlines() if (name := tidy(line))]

    def validate_new_names(self, _field: Any) -> None:
        """At most so many, each short enough for a name."""
        if len(self.names) > MOST_NEW or any(len(name) > 300 for name in self.names):
            raise ValidationError(f"Mỗi dòng một tên, không quá {MOST_NEW} đơn vị.")


class HandOverForm(HouseForm):
    """A receiver for all, and a field for each row, added by `hand_over_form`."""

    default_id = SelectField("Đơn vị tiếp nhận chung", coerce=id_or_none)

    def chosen(self, holdings: Iterable[Holding]) -> list[tuple[Holding, Choice]]:
        """The rows for which somebody was chosen. Call after validation has passed."""
        default = self.default_id.data
        found = [(h, choice_of(self[h.key].data or "", default, h)) for h in holdings]
        return [(holding, choice) for holding, choice in found if choice is not None]


def hand_over_form(
    holdings: Sequence[Holding], units: Sequence[Unit], likely_id: int | None = None
) -> HandOverForm:
    """The form for these rows; `units` may take over, the likely one is offered for all."""
    fields = {h.key: _receiver_field(h, units) for h in holdings}
    form: HandOverForm = type("RowsForm", (HandOverForm,), fields)(data={"default_id": likely_id})
    form.default_id.choices = unit_choices(units, "Chưa chọn")
    return form


def _receiver_field(holding: Holding, units: Sequence[Unit]) -> SelectField:
    choices = unit_choices(units, "Như đơn vị tiếp nhận chung") | {LATER: "Để sau"}
    if holding.thing in MAY_END:
        choices[END] = "Kết thúc, không chuyển"
    return SelectField(f"Đơn vị tiếp nhận: {holding.text[:80]}", choices=choices, default="")


class LeavingForm(TodayForm):
    """A person leaves or changes unit, and who takes over what can be moved."""

    colleague_id = SelectField("Người tiếp nhận", coerce=id_or_none)
    last_on = DayField("Ngày công tác cuối cùng", validators=[Required(), NotInFuture()])
    goes_to = SelectField("Sau đó")
    title = StringField("Chức danh ở nơi mới", validators=[Length(max=120)])
    leaves_empty = BooleanField("Đơn vị không còn ai gửi được báo cáo; vẫn ghi")

    def offer(self, people: Iterable[Person], units: Iterable[Unit], empty: Sequence[str]) -> None:
        """The colleagues, where the person may go, and the units nobody else reports for."""
        self.empty = empty
        self.colleague_id.choices = people_choices(people, "Không chuyển")
        self.goes_to.choices = {
            AWAY: "Rời cơ quan, khóa tài khoản",
            NOWHERE: "Rời đơn vị, giữ tài khoản",
        } | unit_choices(units)

    @property
    def to_unit_id(self) -> int | None:
        """The unit gone to; None for nowhere."""
        return int(self.goes_to.data) if str(self.goes_to.data).isdecimal() else None

    def validate_leaves_empty(self, field: Any) -> None:
        """Leaving a unit without anybody who can report is said first."""
        if self.empty and not field.data:
            raise ValidationError(
                f"Không còn ai có tài khoản ở {'; '.join(self.empty)}: thêm người, hoặc chọn ô này."
            )
