"""Rows of paper forms, why a form is left out, which numbers are printed."""

from collections.abc import Iterable

from wtforms import IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from tracker.forms import HouseForm, Required
from tracker.organisation.models import Unit
from tracker.surveys.models import Field
from tracker.surveys.typing_rows import Names

MOST_PRINTED = 200  # forms in one file
LAST_NUMBER = 999_999


class RowsForm(HouseForm):
    """The token and key of a page of rows; the boxes themselves are read by typing_rows."""


class ExclusionForm(HouseForm):
    reason = TextAreaField("Lý do loại phiếu", validators=[Required(), Length(min=10, max=1000)])


class FindForm(HouseForm):
    """Which form is meant: its number on the paper, or its place in the chain."""

    class Meta(HouseForm.Meta):
        csrf = False

    number = StringField("Số phiếu", validators=[Length(max=40)])
    seq = IntegerField("Hoặc thứ tự niêm phong", validators=[Optional(), NumberRange(1)])


class PrintForm(HouseForm):
    """Numbers to print on paper forms; none of them prints one form without a number."""

    class Meta(HouseForm.Meta):
        csrf = False

    first = IntegerField("Từ số", validators=[Optional(), NumberRange(1, LAST_NUMBER)])
    last = IntegerField("Đến số", validators=[Optional(), NumberRange(1, LAST_NUMBER)])

    def numbers(self) -> range:
        """The numbers wanted, at most MOST_PRINTED; empty when none were."""
        first = self.first.data or self.last.data
        if not first:
            return range(0)
        last = max(self.last.data or first, first)
        return range(first, min(last, first + MOST_PRINTED - 1) + 1)


def choices_of(fields: Iterable[Field], units: Iterable[Unit]) -> Names:
    """What the lists of a row offer, by id."""
    return Names({str(f.id): f.name for f in fields}, {str(u.id): u.name for u in units})
