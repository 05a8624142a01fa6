"""People, their places, oversight, delegation, and people from a spreadsheet."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, HiddenField, SelectField, SelectMultipleField, StringField
from wtforms.validators import Length, Regexp
from wtforms.widgets import CheckboxInput, ListWidget

from tracker.access.models import Person
from tracker.access.people_sheet import ADDRESS
from tracker.access.rules import ROLE_WORDS, Role
from tracker.forms import DayField, HouseForm, Required
from tracker.organisation.forms import NotInFuture, TodayForm, id_or_none, unit_choices
from tracker.organisation.models import Unit

SALUTATIONS = {"": "–", "Ông": "Ông", "Bà": "Bà"}
_ADDRESS = Regexp(ADDRESS, message="Địa chỉ thư điện tử chưa đúng, ví dụ: ten@coquan.gov.vn.")

_SOMEBODY = Required("Chọn người.")


class RolesField(SelectMultipleField):
    """Roles as tick boxes; only those offered can be chosen."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(label, coerce=Role, choices={}, **kwargs)

    def offer(self, roles: AbstractSet[Role]) -> None:
        """The roles that the person who fills the form may give, in their usual order."""
        self.choices = {role.value: word for role, word in ROLE_WORDS.items() if role in roles}


class PersonForm(HouseForm):
    salutation = SelectField("Ông/Bà", choices=SALUTATIONS, default="")
    name = StringField("Họ và tên", validators=[Required(), Length(max=120)])
    title = StringField("Chức danh", validators=[Length(max=120)])
    email = StringField("Thư điện tử công vụ", validators=[Required(), Length(max=200), _ADDRESS])


class NewPersonForm(PersonForm):
    unit_id = SelectField("Đơn vị", coerce=id_or_none)
    is_head = BooleanField("Là người đứng đầu")
    roles = RolesField("Vai trò", validators=[Required("Chọn ít nhất một vai trò.")])

    def offer(self, units: Iterable[Unit], roles: AbstractSet[Role], leaders: str) -> None:
        """Where the person may stand, and with which roles."""
        self.unit_id.choices = unit_choices(units, leaders)
        self.roles.offer(roles)


class RolesForm(HouseForm):
    roles = RolesField("Vai trò")


class PlaceForm(TodayForm):
    unit_id = SelectField("Đơn vị", coerce=id_or_none)
    title = StringField("Chức danh", validators=[Length(max=120)])
    is_head = BooleanField("Là người đứng đầu")
    since = DayField("Từ ngày", validators=[Required(), NotInFuture()])
    is_further = BooleanField("Kiêm nhiệm: vẫn giữ đơn vị đang công tác")


class LeaveForm(TodayForm):
    ended_on = DayField("Ngày công tác cuối cùng", validators=[Required(), NotInFuture()])


class OversightForm(TodayForm):
    person_id = SelectField("Lãnh đạo phụ trách", coerce=id_or_none)
    since = DayField("Từ ngày", validators=[NotInFuture()])

    def offer(self, directors: Iterable[Person]) -> None:
        """The directors of the agency."""
        self.person_id.choices = people_choices(directors, "Không phân công")


class DelegationForm(HouseForm):
    from_id = SelectField("Người ủy quyền", coerce=id_or_none, validators=[_SOMEBODY])
    to_id = SelectField("Người được ủy quyền", coerce=id_or_none, validators=[_SOMEBODY])
    start = DayField("Từ ngày", validators=[Required()])
    end = DayField("Đến hết ngày", validators=[Required()])
    document = StringField("Văn bản ủy quyền", validators=[Required(), Length(max=300)])

    def offer(self, directors: Iterable[Person]) -> None:
        """The directors of the agency, on both sides."""
        self.from_id.choices = self.to_id.choices = people_choices(directors, "Chọn người")


class SheetForm(HouseForm):
    sheet = FileField("Danh sách người dùng", validators=[FileRequired("Chọn tệp.")])


class ConfirmSheetForm(HouseForm):
    rows = HiddenField(validators=[Required()])


def people_choices(people: Iterable[Person], empty: str) -> dict[str, str]:
    """People as choices in their order, after a line for nobody."""
    return {"": empty} | {
        str(p.id): f"{p.full_name}, {p.title}" if p.title else p.full_name for p in people
    }
