"""The public survey form: radio buttons, one optional field and remark, a key of the page."""

from collections.abc import Iterable

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.validators import Length, Optional

from tracker.forms import HouseForm, new_key
from tracker.organisation.forms import id_or_none
from tracker.surveys.commands import OpenAnswers
from tracker.surveys.models import Field
from tracker.surveys.rules import Method
from tracker.surveys.words import Channel

ANSWER_PREFIX = "cau-"
LONGEST_REMARK = 1000


class PublicForm(FlaskForm):
    """No token and no cookie: whoever posts has no rights here that another site could borrow."""

    class Meta(HouseForm.Meta):
        csrf = False

    # Not called idempotency_key: a key kept with its time would say when somebody answered.
    page_key = HiddenField(default=new_key, validators=[Length(max=64)])
    field_id = SelectField("Lĩnh vực của thủ tục đã làm", coerce=id_or_none, choices=[])
    remark = TextAreaField("Ý kiến khác", validators=[Optional(), Length(max=LONGEST_REMARK)])

    def offer(self, fields: Iterable[Field]) -> None:
        """Put the fields of work there are into the list."""
        names = {str(field.id): field.name for field in fields}
        self.field_id.choices = {"": "Không chọn", **names}

    def given(self, method: Method, channel: Channel, posted: MultiDict[str, str]) -> OpenAnswers:
        """What was answered. Call after validation has passed."""
        return OpenAnswers(
            answers=tuple(
                _level(posted.get(f"{ANSWER_PREFIX}{place}", ""), method.levels)
                for place in range(1, len(method.questions) + 1)
            ),
            key=self.page_key.data or new_key(),  # two pages that lost theirs are two forms
            field_id=self.field_id.data,
            remark=self.remark.data or "",
            channel=channel,
        )


def _level(text: str, levels: int) -> int | None:
    """The level a radio button posts; anything else is no opinion."""
    return int(text) if text in {str(level) for level in range(1, levels + 1)} else None
