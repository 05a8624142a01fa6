"""What a unit asks for: more time, an obstacle removed, a partner's help; what is said to it."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Length

from tracker.forms import DayField, HouseForm, Required, RequiredIf
from tracker.organisation.forms import id_or_none, unit_choices
from tracker.organisation.models import Unit
from tracker.plans.models import ActionItem
from tracker.plans.rules import Progress
from tracker.progress.commands import (
    EvidenceDraft,
    ExtensionDraft,
    ObstacleDraft,
    ObstacleWord,
    Wish,
)
from tracker.progress.forms.evidence import EvidenceFilesField
from tracker.progress.rules import EvidenceKind
from tracker.progress.wording import WAY_WORDS, PressWay


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
    remover = StringField(
        "Cơ quan, người có thể tháo gỡ",
        validators=[Required("Ghi ai có thể tháo gỡ."), Length(max=200)],
    )
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

    def word(self) -> ObstacleWord:
        """The typed values."""
        return ObstacleWord(self.text.data or "", is_cleared=bool(self.is_cleared.data))


class CoordinationForm(HouseForm):
    unit = SelectField(
        "Đơn vị được đề nghị", coerce=id_or_none, validators=[Required("Chọn đơn vị.")]
    )
    text = TextAreaField(
        "Nội dung đề nghị", validators=[Required("Ghi nội dung."), Length(max=2000)]
    )
    due_on = DayField("Cần trả lời chậm nhất ngày", validators=[Required("Nhập ngày.")])
    letter = StringField("Công văn đề nghị: số, ngày", validators=[Length(max=200)])

    def wants_letter(self, with_accounts: Collection[int]) -> bool:
        """Whether the unit chosen has no account and no letter was named; says so at the field."""
        if self.unit.data in with_accounts or self.letter.data:
            return False
        said = "Đơn vị này không có tài khoản: ghi số, ngày công văn đã gửi."
        self.letter.errors = [*self.letter.errors, said]
        return True

    def wish(self, due_on: date) -> Wish:
        """The typed values; `due_on` is the day, which validation has made sure of."""
        return Wish(self.unit.data, self.text.data or "", due_on, self.letter.data or "")


class CoordinationAnswerForm(HouseForm):
    text = TextAreaField(
        "Nội dung trả lời", validators=[Required("Ghi nội dung."), Length(max=4000)]
    )
    letter = StringField("Công văn trả lời: số, ngày", validators=[Length(max=200)])
    files = EvidenceFilesField("Tệp kèm theo")

    def evidence(self, file_ids: Iterable[int]) -> tuple[EvidenceDraft, ...]:
        """The files that came with it, under the letter's number; `file_ids` are stored."""
        said = f"Trả lời đề nghị phối hợp, {self.letter.data}" if self.letter.data else ""
        return tuple(
            EvidenceDraft(EvidenceKind.FILE, file_id=file_id, summary=said) for file_id in file_ids
        )


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
        open_words = {} if item.has_ended else words
        self.action.choices = {code: word for code, word in open_words.items() if word}
        leads = [line.unit for line in item.leads if line.owes and line.unit]
        others = [unit for unit in units if unit not in leads]
        self.from_unit.choices = {"0": "Chọn đơn vị"} | unit_choices(leads)
        self.to_unit.choices = {"0": "Chọn đơn vị"} | unit_choices(others)


class PressForm(HouseForm):
    way = SelectField(
        "Hình thức",
        choices={"": "Không ghi hình thức"} | {str(w): text for w, text in WAY_WORDS.items()},
        coerce=lambda text: PressWay(text) if text else None,
        default=None,
    )
    document = StringField("Số, ngày văn bản (nếu có)", validators=[Length(max=200)])
