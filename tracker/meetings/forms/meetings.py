"""Forms of a series, of one meeting and its dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from wtforms import IntegerField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import Length, NumberRange, Optional

from tracker.access.models import Person
from tracker.forms import DayField, HouseForm, Required
from tracker.meetings.commands import MeetingDraft, SeriesDraft
from tracker.meetings.models import Meeting, MeetingSeries
from tracker.organisation.forms import id_or_none
from tracker.plans.models import ActionItem


def person_choices(people: Iterable[Person], empty: str) -> dict[str, str]:
    """People as choices, name and title, with a first line for none."""
    named = {str(p.id): ", ".join(filter(None, (p.full_name, p.title))) for p in people}
    return {"": empty} | named


class SeriesForm(HouseForm):
    title = StringField("Tên cuộc họp", validators=[Required(), Length(max=160)])
    day_of_month = IntegerField("Ngày họp hằng tháng", validators=[NumberRange(1, 31)])
    starts_at = TimeField("Giờ họp", validators=[Required("Cần nhập giờ họp, ví dụ: 14:00.")])
    place = StringField("Địa điểm", validators=[Length(max=200)])
    chair_id = SelectField("Chủ trì", coerce=id_or_none)
    secretary_id = SelectField("Thư ký", coerce=id_or_none)
    item_id = SelectField("Nhiệm vụ được chứng minh bằng biên bản", coerce=id_or_none)

    def offer(
        self, directors: Sequence[Person], people: Sequence[Person], items: Sequence[ActionItem]
    ) -> None:
        """Directors may chair, anybody may keep the minutes, any item may be proven."""
        self.chair_id.choices = person_choices(directors, "Chọn sau")
        self.secretary_id.choices = person_choices(people, "Chọn sau")
        named = {str(i.id): f"{i.position}. {i.short}" for i in items}
        self.item_id.choices = {"": "Không gắn nhiệm vụ"} | named

    def draft(self) -> SeriesDraft:
        """The typed values. Call after validation has passed."""
        if self.starts_at.data is None or self.day_of_month.data is None:
            raise ValueError("draft() before validation")
        return SeriesDraft(
            title=self.title.data or "",
            day_of_month=self.day_of_month.data,
            starts_at=self.starts_at.data,
            place=self.place.data or "",
            item_id=self.item_id.data,
            chair_id=self.chair_id.data,
            secretary_id=self.secretary_id.data,
        )


def series_values(series: MeetingSeries) -> Mapping[str, object]:
    """What the form of a series shows at first."""
    names = ("title", "day_of_month", "starts_at", "place", "item_id", "chair_id", "secretary_id")
    return {name: getattr(series, name) for name in (*names, "version")}


class MeetingForm(HouseForm):
    planned_on = DayField("Ngày dự kiến", validators=[Required()])
    planned_at = TimeField("Giờ dự kiến", validators=[Required("Cần nhập giờ, ví dụ: 14:00.")])
    place = StringField("Địa điểm", validators=[Length(max=200)])
    chair_id = SelectField("Chủ trì", coerce=id_or_none)
    secretary_id = SelectField("Thư ký", coerce=id_or_none)
    held_on = DayField("Ngày họp thực tế")
    started_at = TimeField("Giờ bắt đầu", validators=[Optional()])
    ended_at = TimeField("Giờ kết thúc", validators=[Optional()])

    def offer(self, directors: Sequence[Person], people: Sequence[Person]) -> None:
        """Directors may chair, anybody may keep the minutes."""
        self.chair_id.choices = person_choices(directors, "Chọn sau")
        self.secretary_id.choices = person_choices(people, "Chọn sau")

    def is_held_by(self, today: date) -> bool:
        """Whether the day it was held, if any, has come; else told at the field."""
        if self.held_on.data is None or self.held_on.data <= today:
            return True
        self.held_on.errors = ["Ngày họp thực tế chưa đến. Để trống cho đến ngày họp."]
        return False

    def draft(self) -> MeetingDraft:
        """The typed values. Call after validation has passed."""
        if self.planned_on.data is None or self.planned_at.data is None:
            raise ValueError("draft() before validation")
        return MeetingDraft(
            planned_on=self.planned_on.data,
            planned_at=self.planned_at.data,
            place=self.place.data or "",
            chair_id=self.chair_id.data,
            secretary_id=self.secretary_id.data,
            held_on=self.held_on.data,
            started_at=self.started_at.data,
            ended_at=self.ended_at.data,
        )


def meeting_values(meeting: Meeting) -> Mapping[str, object]:
    """What the form of a meeting shows at first."""
    names = ("planned_on", "planned_at", "place", "chair_id", "secretary_id")
    more = ("held_on", "started_at", "ended_at", "version")
    return {name: getattr(meeting, name) for name in (*names, *more)}


class ReasonForm(HouseForm):
    reason = TextAreaField("Lý do", validators=[Required(), Length(max=1000)])


class PostponeForm(ReasonForm):
    to_on = DayField("Ngày họp mới", validators=[Required()])


class MergeForm(ReasonForm):
    into_id = SelectField(
        "Họp chung với", coerce=id_or_none, validators=[Required("Chọn cuộc họp.")]
    )

    def offer(self, meetings: Iterable[Meeting]) -> None:
        """Other meetings of the series that are still to come."""
        named = {str(m.id): f"{m.title}, {m.planned_on:%d/%m/%Y}" for m in meetings}
        self.into_id.choices = {"": "Chọn cuộc họp"} | named
