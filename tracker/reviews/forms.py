"""What a person may choose on the review pages."""

from collections.abc import Iterable

from wtforms import SelectField

from tracker.forms import HouseForm, Required
from tracker.plans.models import ActionItem


class AnswerForm(HouseForm):
    """Which item answers a weakness."""

    item = SelectField("Nhiệm vụ", coerce=int, validators=[Required()], choices=[])

    def offer(self, items: Iterable[ActionItem]) -> None:
        """Put the items there are into the list."""
        self.item.choices = [(row.id, f"{row.position}. {row.short}") for row in items]
