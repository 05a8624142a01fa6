"""What a person may choose when a plan is confirmed: the first period, how periods are cut."""

from collections.abc import Iterable

from wtforms import BooleanField, HiddenField, SelectField

from tracker.forms import HouseForm
from tracker.organisation.forms import id_or_none
from tracker.organisation.periods import PeriodSpec
from tracker.organisation.rules import Regime
from tracker.plans.importing.desk import Confirmed
from tracker.vietnamese import first_upper, short_day
from tracker.weaknesses.models import Yardstick

REGIME_LABELS = {
    Regime.ND09: "Từ ngày 15 tháng trước đến hết ngày 14",
    Regime.CALENDAR: "Tháng, quý dương lịch",
}


def read_regime(text: str | None) -> Regime:
    """The regime named by a link or a form; the state's own for anything else."""
    return Regime(text) if text in set(Regime) else Regime.ND09


class ConfirmForm(HouseForm):
    first_code = SelectField("Kỳ báo cáo đầu tiên")
    regime = HiddenField()  # chosen by a link before, because the days of a month follow from it
    method_code = SelectField("Bộ chỉ số")
    yardstick_id = SelectField("Mục tiêu, quy tắc xác định chỉ số chưa đạt", coerce=id_or_none)
    first_lead_only = BooleanField("Chỉ đơn vị chủ trì đứng đầu báo cáo (đơn vị đầu mối)")

    def offer(
        self, months: Iterable[PeriodSpec], signed: PeriodSpec, yardsticks: Iterable[Yardstick]
    ) -> None:
        """The months of the plan's year, the one in which it was signed marked."""
        self.first_code.choices = {
            month.code: _label(month, is_signed=month.code == signed.code) for month in months
        }
        self.yardstick_id.choices = {"": "Chưa gắn"} | {
            str(row.id): row.document or f"Mục tiêu năm {row.year}" for row in yardsticks
        }


def _label(month: PeriodSpec, *, is_signed: bool) -> str:
    days = f"{short_day(month.starts_on)} đến {short_day(month.ends_on)}"
    said = ", kỳ có ngày ban hành" if is_signed else ""
    return f"{first_upper(month.label)} ({days}){said}"


def confirmed(form: ConfirmForm) -> Confirmed:
    """What was chosen. Call after validation has passed."""
    return Confirmed(
        first_code=form.first_code.data,
        regime=read_regime(form.regime.data),
        method_code=form.method_code.data,
        yardstick_id=form.yardstick_id.data,
        first_lead_only=bool(form.first_lead_only.data),
    )
