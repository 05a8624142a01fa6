"""What a person may choose about weaknesses."""

from collections.abc import Iterable

from wtforms import SelectField

from tracker.forms import HouseForm, Required
from tracker.weaknesses.evidence import Choice


class JudgeForm(HouseForm):
    """Which values to hold against the targets."""

    evidence = SelectField("Căn cứ đánh giá", validators=[Required()], choices=[])

    def offer(self, choices: Iterable[Choice]) -> None:
        """Put the choices there are into the list."""
        self.evidence.choices = [(choice.key, choice.words) for choice in choices]
