"""The planner "cần bao nhiêu phiếu?": figures to reckon with, nothing is stored."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.forms import HouseForm, PercentField
from tracker.surveys.forms.rounds import MOST_FORMS


class PlannerForm(FlaskForm):
    class Meta(HouseForm.Meta):
        csrf = False

    population = IntegerField(
        "Tổng số hồ sơ trong kỳ", validators=[Optional(), NumberRange(1, MOST_FORMS)]
    )
    value = PercentField("Chỉ số hiện nay (%)")
    change = PercentField("Mức thay đổi muốn nhận ra (điểm phần trăm)")
    forms = IntegerField(
        "Số phiếu dự kiến mỗi đợt", validators=[Optional(), NumberRange(2, MOST_FORMS)]
    )
