"""What a person may type about units, words, days and periods. Checks shape, not rules."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import Length, NumberRange, ValidationError

from tracker.forms import DayField, HouseForm, Required
from tracker.organisation.calendar import Day
from tracker.organisation.models import Unit
from tracker.organisation.rules import UNIT_WORDS, AgencyChangeKind, DayKind, Settings, UnitKind

HEAD_CHANGES = {
    AgencyChangeKind.SUPERIOR: "Cơ quan cấp trên mới",
    AgencyChangeKind.RENAMED: "Tên mới của cơ quan",
}
DAY_WORDS = {DayKind.OFF: "Nghỉ", DayKind.WORKING: "Làm việc (làm bù)"}


def words_of(words: dict[Any, str]) -> dict[str, str]:
    """Choices of a select field: value and label, in the order of `words`."""
    return {str(key): label for key, label in words.items()}


def unit_choices(units: Iterable[Unit], empty: str = "") -> dict[str, str]:
    """Units as choices in their order, with a first line for none where `empty` names it."""
    first = {"": empty} if empty else {}
    return first | {str(unit.id): unit.name for unit in units}


def id_or_none(text: Any) -> int | None:
    """The id that a select field posted; None for its empty line."""
    return int(text) if text not in (None, "", "None") else None


class NotInFuture:
    """A day that takes effect at once may not lie ahead; the view puts `today` on the form."""

    def __call__(self, form: Any, field: Any) -> None:
        if field.data is not None and field.data > form.today:
            raise ValidationError("Chỉ ghi khi đã có hiệu lực: chọn ngày không sau hôm nay.")


class TodayForm(HouseForm):
    """A form that compares days with today, which the view hands over."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)


class UnitForm(HouseForm):
    name = StringField("Tên đầy đủ", validators=[Required(), Length(max=300)])
    kind = SelectField("Loại", choices=words_of(UNIT_WORDS), coerce=UnitKind)
    short = StringField("Tên ngắn", validators=[Length(max=80)])


class UnitDetailsForm(HouseForm):
    kind = SelectField("Loại", choices=words_of(UNIT_WORDS), coerce=UnitKind)
    short = StringField("Tên ngắn", validators=[Length(max=80)])
    position = IntegerField("Thứ tự trong danh sách", validators=[NumberRange(0, 9999)])
    is_office = BooleanField("Là Văn phòng, đầu mối theo dõi chung")


class RenameForm(TodayForm):
    new_name = StringField("Tên mới", validators=[Required(), Length(max=300)])
    renamed_on = DayField("Có hiệu lực từ ngày", validators=[Required(), NotInFuture()])
    renamed_by = StringField("Văn bản đổi tên", validators=[Required(), Length(max=300)])


class AliasForm(HouseForm):
    text = StringField("Cách viết", validators=[Required(), Length(max=300)])


class GroupForm(HouseForm):
    name = StringField("Tên nhóm", validators=[Required(), Length(max=300)])


class GroupMemberForm(HouseForm):
    unit_id = SelectField("Đơn vị", coerce=id_or_none, validators=[Required("Chọn đơn vị.")])
    since = DayField("Từ ngày")

    def offer(self, units: Iterable[Unit]) -> None:
        """The units that may be put under the collective name."""
        self.unit_id.choices = unit_choices(units, "Chọn đơn vị")


class LeaveGroupForm(TodayForm):
    ended_on = DayField("Ngày cuối cùng trong nhóm", validators=[Required(), NotInFuture()])


class WordsForm(HouseForm):
    """Head of papers and the words of the profile; an empty word means that of the kind."""

    name = StringField("Tên cơ quan", validators=[Required(), Length(max=200)])
    superior = StringField("Cơ quan cấp trên", validators=[Length(max=200)])
    place = StringField("Địa danh", validators=[Length(max=100)])
    document_code = StringField("Chữ viết tắt trong số văn bản", validators=[Length(max=20)])
    office = StringField("Tên Văn phòng", validators=[Length(max=120)])
    office_head = StringField("Người đứng đầu Văn phòng", validators=[Length(max=120)])
    office_head_sign = StringField(
        "Người đứng đầu Văn phòng, trên khối chữ ký", validators=[Length(max=120)]
    )
    head = StringField("Người đứng đầu cơ quan", validators=[Length(max=120)])
    head_sign = StringField(
        "Người đứng đầu cơ quan, trên khối chữ ký", validators=[Length(max=120)]
    )
    deputy = StringField("Cấp phó", validators=[Length(max=120)])
    deputy_sign = StringField("Cấp phó, trên khối chữ ký", validators=[Length(max=120)])
    leaders = StringField("Gọi chung lãnh đạo", validators=[Length(max=120)])
    on_behalf = StringField("Ký thay mặt (TM.)", validators=[Length(max=120)])
    report_to = StringField("Nơi nhận báo cáo cải cách hành chính", validators=[Length(max=200)])
    short = StringField("Tên gọi tắt", validators=[Length(max=60)])
    self_name = StringField("Cách tự gọi trong câu", validators=[Length(max=60)])


class HeadChangeForm(TodayForm):
    kind = SelectField("Thay đổi", choices=words_of(HEAD_CHANGES), coerce=AgencyChangeKind)
    after = StringField("Nội dung mới", validators=[Required(), Length(max=200)])
    changed_on = DayField("Có hiệu lực từ ngày", validators=[Required(), NotInFuture()])
    document = StringField("Văn bản quyết định", validators=[Required(), Length(max=300)])


class SettingsForm(HouseForm):
    soon_days = IntegerField("Sắp đến hạn: còn (ngày)", validators=[NumberRange(1, 60)])
    return_days = IntegerField(
        "Báo cáo bị trả lại: sửa trong (ngày làm việc)", validators=[NumberRange(0, 20)]
    )
    cutoff_working_days = IntegerField(
        "Ngày chốt: sau ngày cuối kỳ (ngày làm việc)", validators=[NumberRange(0, 20)]
    )
    report_due_day = IntegerField(
        "Ngày gửi báo cáo cải cách hành chính (trong tháng)", validators=[NumberRange(1, 31)]
    )
    channel_share_points = IntegerField(
        "So sánh hai đợt: tỷ trọng một kênh thu phiếu được thay đổi đến (điểm phần trăm)",
        validators=[NumberRange(0, 100)],
    )
    rank_people = IntegerField(
        "Xếp hạng đơn vị: từ (người trả lời)", validators=[NumberRange(5, 1_000)]
    )
    before_means_before = BooleanField("“Trước ngày X” nghĩa là chậm nhất ngày liền trước X")
    head_approves = BooleanField("Người đứng đầu đơn vị duyệt trước khi gửi báo cáo")
    is_public = BooleanField("Công khai chỉ số của cơ quan trên trang dành cho người dân")
    method_code = SelectField("Bộ chỉ số thường dùng")

    def choices(self) -> Settings:
        """The typed values. Call after validation has passed."""
        return Settings(
            soon_days=self.soon_days.data or 0,
            return_days=self.return_days.data or 0,
            cutoff_working_days=self.cutoff_working_days.data or 0,
            report_due_day=self.report_due_day.data or 0,
            channel_share_points=self.channel_share_points.data or 0,
            rank_people=self.rank_people.data or 0,
            before_means_before=bool(self.before_means_before.data),
            head_approves=bool(self.head_approves.data),
        )


class DayForm(HouseForm):
    day = DayField("Ngày", validators=[Required()])
    kind = SelectField("Là ngày", choices=words_of(DAY_WORDS), coerce=DayKind)
    reason = StringField("Lý do", validators=[Required(), Length(max=200)])
    notice = StringField("Thông báo số, ngày", validators=[Length(max=200)])
    is_confirmed = BooleanField("Đã đối chiếu với thông báo")

    def listed(self, day: date) -> Day:
        """The typed values for `day`. Call after validation has passed."""
        return Day(
            day,
            self.kind.data,
            self.reason.data or "",
            self.notice.data or "",
            bool(self.is_confirmed.data),
        )


class ConfirmYearForm(HouseForm):
    notice = StringField("Thông báo số, ngày", validators=[Required(), Length(max=200)])


class PeriodForm(HouseForm):
    cutoff_on = DayField("Ngày chốt: đơn vị gửi chậm nhất", validators=[Required()])
    due_on = DayField("Cơ quan gửi báo cáo chậm nhất")
