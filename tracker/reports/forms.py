"""What a person may type around a CCHC report. Checks shape, not rules."""

from flask_wtf.file import FileField
from wtforms import BooleanField, StringField, SubmitField, TextAreaField
from wtforms.validators import Length

from tracker.forms import DayField, HouseForm, Required


class TextsForm(HouseForm):
    shortcomings = TextAreaField("Tồn tại, hạn chế và nguyên nhân", validators=[Length(max=8000)])
    directions = TextAreaField("Phương hướng, nhiệm vụ kỳ tới", validators=[Length(max=8000)])
    proposals = TextAreaField("Kiến nghị, đề xuất", validators=[Length(max=8000)])
    save = SubmitField("Lưu nội dung")


class StepForm(HouseForm):
    """A step that takes nothing but a decision."""

    agreed = BooleanField("Đã đối chiếu số liệu; trình khi còn điều kiện chưa đạt")


class IssueForm(HouseForm):
    number = StringField("Số, ký hiệu", validators=[Required(), Length(max=60)])
    signed_on = DayField("Ngày ký", validators=[Required()])
    signer = StringField("Người ký", validators=[Required(), Length(max=200)])
    sent_on = DayField("Ngày gửi")
    signed_file = FileField("Bản ký (PDF)")
