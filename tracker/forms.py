"""What every form of the house shares: CSRF, the version it saw, a key, form C, Vietnamese."""

import re
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar

from flask import g
from flask_wtf import FlaskForm
from typing_extensions import override
from wtforms import (
    Field,
    FieldList,
    FormField,
    HiddenField,
    IntegerField,
    PasswordField,
    StringField,
)
from wtforms.validators import Optional, StopValidation, ValidationError
from wtforms.widgets import HiddenInput

from tracker.vietnamese import nfc, short_date

_DAY = re.compile(r"^\s*(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})\s*$")
_ISO = re.compile(r"^\s*(\d{4})-(\d{1,2})-(\d{1,2})\s*$")

# A password is kept as typed; fields made of fields clean their own parts.
_AS_TYPED = (PasswordField, FieldList, FormField)

# WTForms ships no Vietnamese; its English sentences are the keys.
_MESSAGES = {
    "This field is required.": "Cần nhập nội dung này.",
    "Invalid email address.": "Địa chỉ thư điện tử chưa đúng, ví dụ: ten@coquan.gov.vn.",
    "Not a valid choice.": "Chọn một mục trong danh sách.",
    "Not a valid choice": "Chọn một mục trong danh sách.",
    "Invalid Choice: could not coerce.": "Chọn một mục trong danh sách.",
    "'%(value)s' is not a valid choice for this field.": "Chọn các mục trong danh sách.",
    "'%(value)s' are not valid choices for this field.": "Chọn các mục trong danh sách.",
    "Invalid choice(s): one or more data inputs could not be coerced.": (
        "Chọn các mục trong danh sách."
    ),
    "Not a valid integer value.": "Cần nhập số nguyên.",
    "Not a valid decimal value.": "Cần nhập số, ví dụ: 81 hoặc 81,5.",
    "Not a valid float value.": "Cần nhập số, ví dụ: 81 hoặc 81,5.",
    "Not a valid time value.": "Cần nhập giờ và phút, ví dụ: 14:00.",
    "Number must be between %(min)s and %(max)s.": "Cần nhập số từ %(min)s đến %(max)s.",
    "Number must be at least %(min)s.": "Cần nhập số từ %(min)s trở lên.",
    "Number must be at most %(max)s.": "Cần nhập số không quá %(max)s.",
    "Field cannot be longer than %(max)d character.": "Không quá %(max)d ký tự.",
    "Field cannot be longer than %(max)d characters.": "Không quá %(max)d ký tự.",
    "Field must be at least %(min)d character long.": "Cần ít nhất %(min)d ký tự.",
    "Field must be at least %(min)d characters long.": "Cần ít nhất %(min)d ký tự.",
    "Field must be between %(min)d and %(max)d characters long.": (
        "Cần từ %(min)d đến %(max)d ký tự."
    ),
    "Field must be equal to %(other_name)s.": "Hai ô chưa giống nhau.",
    "The CSRF token is missing.": "Phiên làm việc đã hết. Tải lại trang rồi gửi lại.",
    "The CSRF session token is missing.": "Phiên làm việc đã hết. Tải lại trang rồi gửi lại.",
    "The CSRF token has expired.": "Trang mở đã lâu. Tải lại trang rồi gửi lại.",
    "The CSRF tokens do not match.": "Phiên làm việc đã đổi. Tải lại trang rồi gửi lại.",
    "The CSRF token is invalid.": "Phiên làm việc đã đổi. Tải lại trang rồi gửi lại.",
}


class Vietnamese:
    """The translations object WTForms asks for."""

    def gettext(self, text: str) -> str:
        return _MESSAGES.get(text, text)

    def ngettext(self, one: str, many: str, number: int) -> str:
        return self.gettext(one if number == 1 else many)


def clean(value: Any) -> Any:
    """Typed text in form C with its ends cut; other values (a StrEnum too) unchanged."""
    return nfc(value).strip() if type(value) is str else value


def new_key() -> str:
    """A key for one form as it is opened: sent twice, it is done once."""
    return secrets.token_urlsafe(18)


class HouseForm(FlaskForm):
    """Base of every form. `version` is what the page showed; see database.match_version."""

    class Meta:
        locales: ClassVar[list[str]] = ["vi"]

        def get_translations(self, _form: Any) -> Vietnamese:
            return Vietnamese()

        def bind_field(self, form: Any, unbound: Any, options: dict[str, Any]) -> Field:
            filters = list(unbound.kwargs.get("filters", ()))
            if not issubclass(unbound.field_class, _AS_TYPED):
                filters.append(clean)
            field: Field = unbound.bind(form=form, filters=filters, **options)
            return field

    # A form for something new has no version and posts an empty one.
    version = IntegerField(widget=HiddenInput(), validators=[Optional()])
    idempotency_key = HiddenField(default=new_key)

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """As WTForms does; a page that shows what was typed again then knows the fields' names.

        It also knows which of them (a day, the number of a document) can be mended there.
        """
        g.form_labels = {field.name: str(field.label.text) for field in self}
        g.form_texts = {field.name for field in self if _is_text(field)}
        return bool(super().validate(*args, **kwargs))


def _is_text(field: Field) -> bool:
    """Whether a person types into `field`, and it may be shown again."""
    return isinstance(field, StringField) and not isinstance(field, HiddenField | PasswordField)


class DayField(StringField):
    """A day typed as ngày/tháng/năm (06/7/2021); also takes what a date picker sends."""

    data: date | None  # type: ignore[assignment]

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return short_date(self.data)

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        text = nfc(str(valuelist[0])).strip() if valuelist else ""
        self.data = parse_day(text)
        if text and self.data is None:
            raise ValidationError("Cần nhập ngày/tháng/năm có thật, ví dụ: 06/7/2021.")


def parse_day(text: str) -> date | None:
    """The day that `text` names as d/m/yyyy or yyyy-mm-dd, never month first; None otherwise."""
    if found := _DAY.match(text):
        day, month, year = map(int, found.groups())
    elif found := _ISO.match(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


class PercentField(StringField):
    """A number from 0 to 100 typed with a decimal comma or point."""

    data: float | None  # type: ignore[assignment]

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else f"{self.data:g}".replace(".", ",")

    @override
    def process_formdata(self, valuelist: list[Any]) -> None:
        text = str(valuelist[0]).strip().rstrip("%").strip() if valuelist else ""
        self.data = None
        if not text:
            return
        try:
            value = float(text.replace(",", "."))
        except ValueError:
            value = -1.0
        if not 0 <= value <= 100:
            raise ValidationError("Cần nhập số từ 0 đến 100, ví dụ: 81 hoặc 81,5.")
        self.data = value


class Required:
    """The field must be filled; its own words, because 0 and a day count as filled."""

    field_flags: ClassVar[dict[str, Any]] = {"required": True}

    def __init__(self, message: str = "Cần nhập nội dung này.") -> None:
        self.message = message

    def __call__(self, _form: Any, field: Any) -> None:
        if field.errors:
            raise StopValidation
        if field.data is None or field.data in ("", []):
            raise StopValidation(self.message)


class RequiredIf:
    """The field must be filled when `condition(form)` holds."""

    def __init__(self, condition: Callable[[Any], bool], message: str) -> None:
        self.condition, self.message = condition, message

    def __call__(self, form: Any, field: Any) -> None:
        if self.condition(form) and not field.data:
            raise StopValidation(self.message)
