"""What a unit asks for: more time, an obstacle removed, a partner's help; what is said to it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.forms import DayField, HouseForm, Required, RequiredIf
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.plans.rules import ENDED, Progress
from tracker.progress.commands import ExtensionDraft, ObstacleDraft, Wish


class ExtensionForm(HouseForm):
    asked_to = DayField("Đề nghị gia hạn đến ngày", validators=[Required("Nhập ngày đề nghị.")])
    reason = TextAreaField("Lý do", validators=[Required("Ghi lý do."), Length(max=2000)])
    excess_reason = TextAreaField(
        "Giải trình việc gia hạn vượt số lần cho phép", validators=[Length(max=2000)]
    )

    def draft(self, asked_to: date) -> ExtensionDraft:
        """The typed values; `asked_to` is the day, which validation has made sure of."""
        return ExtensionDraft(asked_to, self.reason.data or "", self.excess_reason.data or "")


class ObstacleForm(HouseForm):
    text = TextAreaField("Vướng mắc", validators=[Required("Ghi vướng mắc."), Length(max=2000)])
    proposal = TextAreaField("Đề xuất", validators=[Length(max=2000)])
    remover = StringField("Cơ quan, người có thể tháo gỡ", validators=[Length(max=200)])
    since_on = DayField("Phát sinh từ ngày")

    def draft(self) -> ObstacleDraft:
        """The typed values."""
        return ObstacleDraft(
            text=self.text.data or "",
            proposal=self.proposal.data or "",
            remover=self.remover.data or "",
            since_on=self.since_on.data,
        )


class ObstacleAnswerForm(HouseForm):
    text = TextAreaField("Ý kiến", validators=[Required("Ghi ý kiến."), Length(max=2000)])
    is_cleared = BooleanField("Vướng mắc đã được tháo gỡ")


class CoordinationForm(HouseForm):
    unit = SelectField(
        "Đơn vị được đề nghị", coerce=id_or_none, validators=[Required("Chọn đơn vị.")]
    )
    text = TextAreaField(
        "Nội dung đề nghị", validators=[Required("Ghi nội dung."), Length(max=2000)]
    )
    due_on = DayField("Cần trả lời trước ngày", validators=[Required("Nhập ngày.")])
    letter = StringField("Công văn đề nghị (nếu có)", validators=[Length(max=200)])

    def wish(self, due_on: date) -> Wish:
        """The typed values; `due_on` is the day, which validation has made sure of."""
        return Wish(self.unit.data, self.text.data or "", due_on, self.letter.data or "")


class CoordinationAnswerForm(HouseForm):
    text = TextAreaField(
        "Nội dung trả lời", validators=[Required("Ghi nội dung."), Length(max=4000)]
    )
    letter = StringField("Công văn trả lời (nếu có)", validators=[Length(max=200)])


class DecideItemForm(HouseForm):
    """What a director decides about an item itself."""

    action = RadioField("Quyết định", validators=[Required("Chọn quyết định.")])
    reason = TextAreaField(
        "Lý do, căn cứ",
        validators=[
            RequiredIf(lambda f: f.action.data in {"pause", "drop", "close"}, "Ghi lý do."),
            Length(max=2000),
        ],
    )
    on = DayField("Từ ngày", validators=[Required("Nhập ngày.")])
    from_unit = SelectField("Đơn vị đang chủ trì", coerce=int, default=0)
    to_unit = SelectField(
        "Đơn vị chủ trì mới",
        coerce=int,
        default=0,
        validators=[RequiredIf(lambda f: f.action.data == "lead", "Chọn đơn vị chủ trì mới.")],
    )

    @property
    def words(self) -> str:
        """The decision chosen, in words."""
        known: Any = self.action.choices
        return str(known[self.action.data])

    def offer(self, item: ActionItem, units: Iterable[Unit]) -> None:
        """The decisions that fit the item's state, its leads, and who could lead instead."""
        paused = item.progress is Progress.PAUSED
        words = {
            "resume": "Tiếp tục thực hiện" if paused else "",
            "pause": "" if paused else "Tạm dừng",
            "lead": "Đổi đơn vị chủ trì",
            "close": "Kết thúc theo dõi: hoàn thành",
            "drop": "Kết thúc theo dõi: không thực hiện",
        }
        open_words = {} if item.progress in ENDED else words
        self.action.choices = {code: word for code, word in open_words.items() if word}
        leads = [line.unit for line in item.leads if line.owes and line.unit]
        others = [unit for unit in units if unit not in leads]
        self.from_unit.choices = {"0": "Chọn đơn vị"} | unit_choices(leads)
        self.to_unit.choices = {"0": "Chọn đơn vị"} | unit_choices(others)
