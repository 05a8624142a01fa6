"""What the Office may type about the ladder of its agency."""

from typing import Any

from wtforms import BooleanField, IntegerField
from wtforms.validators import NumberRange, Optional

from tracker.forms import HouseForm
from tracker.reminders.models import ReminderLadder
from tracker.reminders.rules import Days

_AFTER = (Optional(), NumberRange(1, 60))


class LadderForm(HouseForm):
    is_on = BooleanField("Gửi thư nhắc việc, đôn đốc")
    before = IntegerField("Trước hạn: người thực hiện", validators=[Optional(), NumberRange(1, 20)])
    unit = IntegerField("Sau hạn: người thực hiện và trưởng đơn vị", validators=_AFTER)
    office = IntegerField("Sau hạn: thêm Văn phòng", validators=_AFTER)
    deputy = IntegerField("Sau hạn: thêm lãnh đạo phụ trách", validators=_AFTER)
    director = IntegerField("Sau hạn: thêm người đứng đầu", validators=_AFTER)

    @classmethod
    def of(cls, ladder: ReminderLadder | None) -> "LadderForm":
        """The form as stored; without a row the usual days, version 0."""
        days = ladder.days if ladder else Days()
        known: dict[str, Any] = {
            "is_on": ladder.is_on if ladder else True,
            "version": ladder.version if ladder else 0,
            "before": days.before,
            "unit": days.unit,
            "office": days.office,
            "deputy": days.deputy,
            "director": days.director,
        }
        return cls(data=known)

    def days(self) -> Days:
        """The typed days; an empty box leaves the rung out."""
        return Days(
            before=self.before.data,
            unit=self.unit.data,
            office=self.office.data,
            deputy=self.deputy.data,
            director=self.director.data,
        )
