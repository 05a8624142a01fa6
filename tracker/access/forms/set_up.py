"""The steps of the first set-up. What one step asked travels unseen through the others."""

from dataclasses import dataclass
from typing import Any, ClassVar

from wtforms import (
    BooleanField,
    Field,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import EqualTo, Length, Regexp, ValidationError

from tracker.access.commands.opening import Newcomer, Opening
from tracker.access.forms.people import SALUTATIONS
from tracker.access.passwords import MAXIMUM
from tracker.access.people_sheet import ADDRESS
from tracker.access.strength import insist_on_strength
from tracker.errors import BadInput
from tracker.forms import HouseForm, Required, RequiredIf
from tracker.organisation.rules import AgencyKind, Regime, UnitKind, profile
from tracker.vietnamese import fold, tidy

KINDS = {
    AgencyKind.DEPARTMENT.value: "Sở, ban, ngành, chi cục",
    AgencyKind.COMMUNE.value: "Xã, phường, đặc khu",
}
REGIMES = {
    Regime.ND09.value: "Từ ngày 15 tháng trước đến hết ngày 14 (chế độ báo cáo định kỳ)",
    Regime.CALENDAR.value: "Tháng, quý dương lịch",
}
LISTS = {
    UnitKind.INTERNAL: "units",
    UnitKind.BODY: "bodies",
    UnitKind.UNION: "unions",
    UnitKind.OUTSIDE: "outside",
}
WORDS = ("office", "office_head", "head", "deputy", "leaders", "report_to")
_UNLIKE = "Hai lần nhập chưa giống nhau."
_BAD_ADDRESS = "Địa chỉ thư điện tử chưa đúng, ví dụ: ten@coquan.gov.vn."
_ADDRESS = Regexp(ADDRESS, message=_BAD_ADDRESS)
_SLUG = Regexp(r"^[a-z0-9][a-z0-9-]*$", message="Chỉ dùng chữ thường không dấu, số, gạch nối.")


class Step(HouseForm):
    """One step. `page` names its template, `title` stands in the line of steps."""

    page: ClassVar[str]
    title: ClassVar[str]


class CodeStep(Step):
    page, title = "code", "Mã thiết lập"
    set_up_code = StringField("Mã thiết lập", validators=[Required(), Length(max=40)])


class AgencyStep(Step):
    page, title = "agency", "Cơ quan"
    kind = RadioField(
        "Loại cơ quan", choices=KINDS, coerce=AgencyKind, default=AgencyKind.DEPARTMENT
    )
    name = StringField("Tên cơ quan", validators=[Required(), Length(max=200)])
    superior = StringField("Cơ quan cấp trên", validators=[Length(max=200)])
    place = StringField("Địa danh", validators=[Length(max=100)])
    document_code = StringField("Chữ viết tắt trong số văn bản", validators=[Length(max=20)])
    code = StringField("Mã cơ quan", validators=[Required(), Length(max=40), _SLUG])


class UnitsStep(Step):
    page, title = "units", "Đơn vị"
    office = StringField("Tên Văn phòng", validators=[Required(), Length(max=120)])
    office_head = StringField("Người đứng đầu Văn phòng", validators=[Length(max=120)])
    head = StringField("Người đứng đầu cơ quan", validators=[Length(max=120)])
    deputy = StringField("Cấp phó", validators=[Length(max=120)])
    leaders = StringField("Gọi chung lãnh đạo", validators=[Length(max=120)])
    report_to = StringField("Nơi nhận báo cáo cải cách hành chính", validators=[Length(max=200)])
    units = TextAreaField("Phòng, đơn vị thuộc cơ quan", validators=[Length(max=20000)])
    bodies = TextAreaField("Ban, tổ", validators=[Length(max=20000)])
    unions = TextAreaField("Tổ chức đoàn thể", validators=[Length(max=20000)])
    outside = TextAreaField("Cơ quan, tổ chức ngoài", validators=[Length(max=20000)])

    def suggest(self, kind: AgencyKind) -> None:
        """Fill the words that are still empty with those usual for this kind of agency."""
        usual = profile(kind, {})
        for name in WORDS:
            self[name].data = self[name].data or getattr(usual, name)

    def validate_units(self, _field: Field) -> None:
        """No name may stand twice, in whichever list."""
        seen = {fold(tidy(self.office.data or ""))}
        for name in LISTS.values():
            for line in lines_of(self[name].data):
                if fold(line) in seen:
                    raise ValidationError(f"“{line}” được ghi hai lần. Mỗi đơn vị ghi một dòng.")
                seen.add(fold(line))


class MethodStep(Step):
    page, title = "method", "Chỉ số, kỳ báo cáo"
    method_code = RadioField("Bộ chỉ số thường dùng", validators=[Required("Chọn một bộ chỉ số.")])
    regime = RadioField("Kỳ báo cáo", choices=REGIMES, coerce=Regime, default=Regime.ND09)


def _two(form: Any) -> bool:
    return not form.is_one_person.data


class PeopleStep(Step):
    page, title = "people", "Người dùng"
    admin_salutation = SelectField("Ông/Bà", choices=SALUTATIONS, default="")
    admin_name = StringField("Họ và tên", validators=[Required(), Length(max=120)])
    admin_email = StringField(
        "Thư điện tử công vụ", validators=[Required(), Length(max=200), _ADDRESS]
    )
    admin_password = PasswordField("Mật khẩu", validators=[Required(), Length(max=MAXIMUM)])
    admin_password_again = PasswordField(
        "Nhập lại mật khẩu", validators=[EqualTo("admin_password", _UNLIKE)]
    )
    is_one_person = BooleanField("Người quản trị cũng làm việc của Văn phòng")
    office_salutation = SelectField("Ông/Bà", choices=SALUTATIONS, default="")
    office_name = StringField("Họ và tên", validators=[RequiredIf(_two, "Cần nhập họ và tên.")])
    office_title = StringField("Chức danh", validators=[Length(max=120)])
    office_email = StringField(
        "Thư điện tử công vụ",
        validators=[RequiredIf(_two, "Cần nhập địa chỉ."), Length(max=200)],
    )
    office_password = PasswordField(
        "Mật khẩu", validators=[RequiredIf(_two, "Cần đặt mật khẩu."), Length(max=MAXIMUM)]
    )
    office_password_again = PasswordField(
        "Nhập lại mật khẩu",
        validators=[EqualTo("office_password", _UNLIKE)],
    )

    def validate_admin_password(self, field: Field) -> None:
        """Not short, not common, not the person's own name."""
        _insist(field, self.admin_name.data, self.admin_email.data)

    def validate_office_password(self, field: Field) -> None:
        """As above, for the second person."""
        if _two(self):
            _insist(field, self.office_name.data, self.office_email.data)

    def validate_office_email(self, field: Field) -> None:
        """A second person needs an address of his own."""
        if not _two(self):
            return
        if not ADDRESS.match(field.data or ""):
            raise ValidationError(_BAD_ADDRESS)
        if (field.data or "").lower() == (self.admin_email.data or "").lower():
            raise ValidationError("Hai người cần hai địa chỉ; nếu là một người, chọn ô phía trên.")

    def people(self) -> tuple[Newcomer, Newcomer | None]:
        """The administrator and the officer, if they are two."""
        admin = Newcomer(
            self.admin_name.data or "",
            self.admin_email.data or "",
            self.admin_password.data or "",
            self.admin_salutation.data or "",
        )
        if not _two(self):
            return admin, None
        return admin, Newcomer(
            self.office_name.data or "",
            self.office_email.data or "",
            self.office_password.data or "",
            self.office_salutation.data or "",
            self.office_title.data or "",
        )


@dataclass(frozen=True)
class Steps:
    """All steps, each filled with what was typed so far."""

    code: CodeStep
    agency: AgencyStep
    units: UnitsStep
    method: MethodStep
    people: PeopleStep

    @property
    def in_order(self) -> tuple[Step, ...]:
        """As they are asked."""
        return (self.code, self.agency, self.units, self.method, self.people)

    def opening(self) -> Opening:
        """All answers in one value. Call after each step has been validated."""
        administrator, officer = self.people.people()
        return Opening(
            code=self.agency.code.data or "",
            name=self.agency.name.data or "",
            kind=self.agency.kind.data,
            administrator=administrator,
            officer=officer,
            superior=self.agency.superior.data or "",
            place=self.agency.place.data or "",
            document_code=self.agency.document_code.data or "",
            words={name: self.units[name].data or "" for name in WORDS},
            units={kind: lines_of(self.units[name].data) for kind, name in LISTS.items()},
            method_code=self.method.method_code.data or "",
            regime=self.method.regime.data,
        )


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a box, tidied, empty ones left out."""
    return tuple(tidy(line) for line in (text or "").splitlines() if tidy(line))


def _insist(field: Field, *context: str | None) -> None:
    try:
        insist_on_strength(field.data or "", tuple(filter(None, context)))
    except BadInput as refusal:
        raise ValidationError(str(refusal)) from refusal
