"""What a person may type to correct how a deadline is understood."""

from wtforms import IntegerField, SelectField
from wtforms.validators import NumberRange, Optional, ValidationError

from tracker.forms import DayField, HouseForm
from tracker.plans.rules import DeadlineKind
from tracker.plans.terms import LONGEST
from tracker.plans.wording.values import (
    EVERY_WORDS,
    UNIT_WORDS,
    Confidence,
    Deadline,
    Every,
    TimeUnit,
)

KIND_WORDS = {
    DeadlineKind.BY: "Hạn đến một ngày",
    DeadlineKind.WITHIN: "Trong một khoảng thời gian, hạn là ngày cuối",
    DeadlineKind.FROM: "Thường xuyên, từ một ngày",
    DeadlineKind.CONTINUOUS: "Thường xuyên",
    DeadlineKind.RECURRING: "Định kỳ",
    DeadlineKind.ON_EVENT: "Khi có sự thay đổi, phát sinh",
    DeadlineKind.AFTER_EVENT: "Sau một sự kiện, tính bằng giờ hoặc ngày",
}
_NEEDS = {
    DeadlineKind.BY: ("end",),
    DeadlineKind.WITHIN: ("start", "end"),
    DeadlineKind.FROM: ("start",),
    DeadlineKind.CONTINUOUS: (),
    DeadlineKind.RECURRING: ("every",),
    DeadlineKind.ON_EVENT: (),
    DeadlineKind.AFTER_EVENT: ("amount", "unit"),
}
_ALSO = {
    DeadlineKind.CONTINUOUS: ("start", "end"),
    DeadlineKind.RECURRING: ("start", "end"),
    DeadlineKind.FROM: ("end",),
}


def _word_or_none(text: object) -> str | None:
    return str(text) if text not in (None, "", "None") else None


class DeadlineForm(HouseForm):
    """A reading, kind first; what the kind does not use is left aside."""

    kind = SelectField(
        "Hiểu là", choices={"": "Chọn cách hiểu"} | {k.value: v for k, v in KIND_WORDS.items()}
    )
    start = DayField("Từ ngày")
    end = DayField("Đến hết ngày")
    every = SelectField(
        "Bao lâu một lần",
        choices={"": "Không định kỳ"} | {e.value: w for e, w in EVERY_WORDS.items()},
        coerce=_word_or_none,
    )
    amount = IntegerField("Số giờ hoặc ngày", validators=[Optional(), NumberRange(1, LONGEST)])
    unit = SelectField(
        "Tính bằng",
        choices={"": "Chọn"} | {u.value: w for u, w in UNIT_WORDS.items()},
        coerce=_word_or_none,
    )

    def validate_kind(self, field: SelectField) -> None:
        if not field.data:
            raise ValidationError("Chọn cách hiểu thời hạn.")
        kind = DeadlineKind(field.data)
        for name in _NEEDS[kind]:
            if not self[name].data:
                raise ValidationError(f"Cách hiểu này cần ô “{self[name].label.text}”.")
        if self.start.data and self.end.data and self.start.data > self.end.data:
            raise ValidationError("Ngày bắt đầu sau ngày kết thúc.")

    def deadline(self, words: str, before: Deadline | None = None) -> Deadline:
        """The reading as confirmed. Call after validation has passed."""
        kind = DeadlineKind(self.kind.data)
        used = {*_NEEDS[kind], *_ALSO.get(kind, ())}
        same = before is not None and before.kind is kind
        return Deadline(
            text=words,
            kind=kind,
            start=self.start.data if "start" in used else None,
            end=self.end.data if "end" in used else None,
            every=Every(self.every.data) if "every" in used else None,
            on=before.on if before and same else None,
            time=before.time if before and same else None,
            amount=self.amount.data if "amount" in used else None,
            unit=TimeUnit(self.unit.data) if "unit" in used else None,
            note=before.note if before else None,
            confidence=Confidence.SURE,
        )
