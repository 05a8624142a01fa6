"""What the clerk enters once the survey report of a round is signed."""

from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import Length

from tracker.forms import DayField, HouseForm, Required
from tracker.surveys.commands import Signing


class SigningForm(HouseForm):
    number = StringField("Số, ký hiệu", validators=[Required(), Length(max=60)])
    signed_on = DayField("Ngày ký", validators=[Required()])
    signer = StringField("Người ký", validators=[Required(), Length(max=200)])
    file = FileField("Bản ký (PDF)")

    def signing(self, file_id: int | None) -> Signing:
        """The typed values. Call after validation has passed."""
        if self.signed_on.data is None:
            raise ValueError("signing of a form that was not validated")
        return Signing(self.number.data or "", self.signed_on.data, self.signer.data or "", file_id)
