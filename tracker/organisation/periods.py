"""Reporting periods: what a month, a quarter and a report window are in each regime. Pure.

Presets of DOMAIN A7. Regime nd09 is the state's reporting regime (windows: công văn
581/BNV-CCHC; months and cut-off from memory of Nghị định 09/2019/NĐ-CP, Điều 12): a month runs
from day 15 of the month before to day 14, so that three months make one quarter.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar, checked_year
from tracker.organisation.rules import PeriodKind, Regime, Settings
from tracker.vietnamese import roman, short_date, tidy, two_digits

FIRST_DAY = 15  # of the month before, in regime nd09
CALENDAR_CUTOFF_DAY = 5  # of the month after, in regime calendar

# The windows a CCHC report may have. Quarters II and IV exist for on-change items only.
WINDOWS = {
    Regime.ND09: ("Q1", "H1", "Q3", "9M", "Y"),
    Regime.CALENDAR: ("C1", "C2", "C3", "C4"),
}
_WINDOW_REGIME = {code: regime for regime, codes in WINDOWS.items() for code in codes}
_INSTEAD = {
    "Q2": "Không có báo cáo quý II: chọn H1 (6 tháng đầu năm), đã gồm số liệu quý II.",
    "Q4": "Không có báo cáo quý IV: chọn Y (báo cáo năm), đã gồm số liệu quý IV.",
}

REGIME_WORDS = {
    Regime.ND09: (
        "Kỳ tháng tính từ ngày 15 tháng trước đến hết ngày 14, theo chế độ báo cáo định kỳ của "
        "cơ quan hành chính nhà nước (Nghị định số 09/2019/NĐ-CP); cơ quan sửa được từng ngày."
    ),
    Regime.CALENDAR: (
        "Kỳ tính theo tháng và quý dương lịch, chốt ngày 05 tháng sau; cơ quan sửa được từng ngày."
    ),
}


@dataclass(frozen=True)
class PeriodSpec:
    """One reporting period (kỳ báo cáo). All days are inclusive."""

    regime: Regime
    code: str  # 2021-09, 2021-Q3, 2021-9M, 2021-C3
    kind: PeriodKind
    starts_on: date
    ends_on: date
    cutoff_on: date  # ngày chốt: the last day on which a unit's report is in time
    due_on: date | None  # the agency's own report; None: this period makes no report
    label: str  # "tháng 9 năm 2021", to stand after "kỳ"


@dataclass(frozen=True)
class _Shape:
    """A period of any year: the months it covers, named by the last of them."""

    suffix: str
    kind: PeriodKind
    first: int
    last: int
    words: str


def _shapes(quarter: str, longer: Iterable[_Shape]) -> tuple[_Shape, ...]:
    months = (_Shape(f"{m:02d}", PeriodKind.MONTH, m, m, f"tháng {m} ") for m in range(1, 13))
    quarters = (
        _Shape(f"{quarter}{n}", PeriodKind.QUARTER, 3 * n - 2, 3 * n, f"quý {roman(n)} ")
        for n in range(1, 5)
    )
    return (*months, *quarters, *longer)


_SHAPES = {
    Regime.ND09: _shapes(
        "Q",
        (
            _Shape("H1", PeriodKind.HALF_YEAR, 1, 6, "6 tháng đầu "),
            _Shape("H2", PeriodKind.HALF_YEAR, 7, 12, "6 tháng cuối "),
            _Shape("9M", PeriodKind.NINE_MONTHS, 1, 9, "9 tháng "),
            _Shape("Y", PeriodKind.YEAR, 1, 12, ""),
        ),
    ),
    # Codes with a C, so that "H1" never means two spans of days in one agency.
    Regime.CALENDAR: _shapes(
        "C",
        (
            _Shape("CH1", PeriodKind.HALF_YEAR, 1, 6, "6 tháng đầu "),
            _Shape("CH2", PeriodKind.HALF_YEAR, 7, 12, "6 tháng cuối "),
            _Shape("CY", PeriodKind.YEAR, 1, 12, ""),
        ),
    ),
}


def make_periods(
    regime: Regime, year: int, calendar: WorkingCalendar, settings: Settings
) -> tuple[PeriodSpec, ...]:
    """The periods of `year`: months, quarters, half-years, (nd09) nine months, the year.

    In regime nd09 units have settings.cutoff_working_days after the end; in regime calendar
    until the 5th of the next month. Only report windows have a due_on: settings.report_due_day
    of the window's last month (nd09) or of the month after it (calendar). Fixed days stay as
    they fall, also on a day off. Raises BadInput for a year outside 2000..2100.
    """
    checked_year(year)
    return tuple(_period(regime, year, s, calendar, settings) for s in _SHAPES[regime])


def window_code(code: str, year: int) -> str:
    """The period code of a report window of CONTRACT: ("q3", 2021) gives "2021-Q3".

    Raises BadInput for Q2 and Q4, which have no report, for an unknown code or year.
    """
    typed = tidy(code).upper()
    if typed in _WINDOW_REGIME:
        return f"{checked_year(year)}-{typed}"
    raise BadInput(
        _INSTEAD.get(typed)
        or f"Không có kỳ báo cáo “{typed[:20]}”: chọn {', '.join(WINDOWS[Regime.ND09])} (kỳ từ "
        f"ngày 15 đến ngày 14) hoặc {', '.join(WINDOWS[Regime.CALENDAR])} (quý dương lịch)."
    )


def explain_cutoff(period: PeriodSpec, calendar: WorkingCalendar) -> str:
    """Where a period's cut-off lies, counted as it stands, with the calendar's caveat."""
    days = calendar.working_days_between(period.ends_on, period.cutoff_on)
    return (
        f"Ngày chốt kỳ {period.label} là {short_date(period.cutoff_on)}, "
        f"{two_digits(days)} ngày làm việc sau ngày kết thúc kỳ ({short_date(period.ends_on)}). "
        f"{calendar.caveat(period.ends_on, period.cutoff_on)}"
    ).rstrip()


def _period(
    regime: Regime, year: int, shape: _Shape, calendar: WorkingCalendar, settings: Settings
) -> PeriodSpec:
    after = _first_of(year, shape.last + 1)
    if regime is Regime.ND09:
        starts_on = _first_of(year, shape.first - 1).replace(day=FIRST_DAY)
        ends_on = date(year, shape.last, FIRST_DAY - 1)
        cutoff_on = calendar.add_working_days(ends_on, settings.cutoff_working_days)
    else:
        starts_on, ends_on = date(year, shape.first, 1), after - timedelta(days=1)
        cutoff_on = after.replace(day=CALENDAR_CUTOFF_DAY)
    reports = shape.suffix in WINDOWS[regime]
    due_month = ends_on if regime is Regime.ND09 else after
    return PeriodSpec(
        regime=regime,
        code=f"{year}-{shape.suffix}",
        kind=shape.kind,
        starts_on=starts_on,
        ends_on=ends_on,
        cutoff_on=cutoff_on,
        due_on=_day_of(due_month, settings.report_due_day) if reports else None,
        label=f"{shape.words}năm {year}",
    )


def _first_of(year: int, month: int) -> date:
    """The first day of a month counted from `year`: month 0 is last December, 13 next January."""
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def _day_of(month: date, day: int) -> date:
    """`day` of that month, or the month's last day where it is shorter."""
    return month.replace(day=min(day, monthrange(month.year, month.month)[1]))
