"""What a person may choose on the review pages."""

from collections.abc import Iterable

from wtforms import SelectField

from tracker.forms import HouseForm, Required
from tracker.organisation.forms import id_or_none
from tracker.plans.models import ActionItem


class AnswerForm(HouseForm):
    """Which item answers a weakness."""

    item = SelectField("Nhiệm vụ", coerce=id_or_none, validators=[Required("Chọn nhiệm vụ.")])

    def offer(self, items: Iterable[ActionItem]) -> None:
        """Put the items there are into the list, none of them chosen; no items, no list."""
        own = {str(row.id): f"{row.position}. {row.short}" for row in items}
        self.item.choices = {"": "Chọn nhiệm vụ"} | own if own else {}
