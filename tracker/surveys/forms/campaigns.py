"""The survey plan of a year."""

from wtforms import IntegerField, StringField
from wtforms.validators import Length, NumberRange

from tracker.forms import HouseForm, Required
from tracker.surveys.commands import CampaignTerms


class CampaignForm(HouseForm):
    year = IntegerField("Năm", validators=[Required(), NumberRange(2000, 2100)])
    title = StringField("Tên kế hoạch", validators=[Required(), Length(max=300)])
    document = StringField("Số, ngày văn bản", validators=[Length(max=200)])
    no_survey_reason = StringField("Năm không khảo sát, lý do", validators=[Length(max=400)])

    def terms(self) -> CampaignTerms:
        """The typed values. Call after validation has passed."""
        return CampaignTerms(
            year=self.year.data or 0,
            title=self.title.data or "",
            document=self.document.data or "",
            no_survey_reason=self.no_survey_reason.data or "",
        )
