"""What a person may type when keeping a filter of the plan page."""

from wtforms import StringField
from wtforms.validators import Length

from tracker.forms import HouseForm, Required


class SaveFilterForm(HouseForm):
    name = StringField("Tên bộ lọc", validators=[Required(), Length(max=60)])
