"""Signing in, one's own password, one's own choices."""

from wtforms import BooleanField, PasswordField, StringField
from wtforms.validators import EqualTo, Length

from tracker.access.passwords import MAXIMUM, MINIMUM
from tracker.forms import HouseForm, Required

# A name with "password" in it is never shown again nor hashed with the post (see web).
_LENGTH = Length(min=MINIMUM, max=MAXIMUM)


class SignInForm(HouseForm):
    email = StringField("Thư điện tử công vụ", validators=[Required(), Length(max=200)])
    password = PasswordField("Mật khẩu", validators=[Required(), Length(max=MAXIMUM)])


class PasswordForm(HouseForm):
    password = PasswordField("Mật khẩu đang dùng", validators=[Required(), Length(max=MAXIMUM)])
    new_password = PasswordField("Mật khẩu mới", validators=[Required(), _LENGTH])
    new_password_again = PasswordField(
        "Nhập lại mật khẩu mới",
        validators=[
            Required(),
            EqualTo("new_password", "Hai lần nhập chưa giống nhau."),
        ],
    )


class ShortcutsForm(HouseForm):
    shortcuts_off = BooleanField("Tắt phím tắt một chữ cái (/, J, K, số 1 đến 6)")


class MailForm(HouseForm):
    mail_off = BooleanField("Không nhận thư nhắc việc, đôn đốc")
