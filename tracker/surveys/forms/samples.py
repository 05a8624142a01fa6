"""A list of people to ask: its file, its draw, who was asked, who takes whose place."""

from flask_wtf.file import FileField
from wtforms import BooleanField, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from tracker.forms import HouseForm, Required
from tracker.surveys.words import UNREACHED_WORDS, Unreached


class QuotasFileForm(HouseForm):
    file = FileField("Tệp có bảng cỡ mẫu")
    pasted = TextAreaField("Dán bảng", validators=[Length(max=400_000)])


class ListFileForm(HouseForm):
    file = FileField("Tệp danh sách")


class DrawForm(HouseForm):
    seed = StringField("Số khởi đầu", validators=[Length(max=64)])


class MarksForm(HouseForm):
    """Only the hidden fields: the boxes are read by their names."""


class SureForm(HouseForm):
    is_sure = BooleanField(
        "Đã kiểm tra, đồng ý", validators=[DataRequired("Đánh dấu để xác nhận.")]
    )


class ReplaceForm(HouseForm):
    reason = SelectField(
        "Lý do",
        choices={"": "Chọn lý do"} | {word.value: said for word, said in UNREACHED_WORDS.items()},
        validators=[Required("Chọn lý do.")],
    )

    @property
    def chosen(self) -> Unreached:
        """The reason. Call after validation has passed."""
        return Unreached(self.reason.data or "")
