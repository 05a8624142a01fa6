from datetime import date, timedelta
from itertools import pairwise

import pytest

from tracker.errors import BadInput
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.periods import (
    WINDOWS,
    PeriodSpec,
    explain_cutoff,
    make_periods,
    window_code,
)
from tracker.organisation.rules import PeriodKind, Regime, Settings

CALENDAR = WorkingCalendar.of(row for year in (2021, 2022) for row in seed_year(year))
ND09 = {p.code: p for p in make_periods(Regime.ND09, 2021, CALENDAR, Settings())}
PLAIN = {p.code: p for p in make_periods(Regime.CALENDAR, 2021, CALENDAR, Settings())}
YEARS = {
    regime: [p for y in range(2020, 2031) for p in make_periods(regime, y, CALENDAR, Settings())]
    for regime in Regime
}


def days(period: PeriodSpec) -> str:
    shown = (period.starts_on, period.ends_on, period.cutoff_on, period.due_on)
    return " ".join(f"{d:%d/%m/%y}" if d else "-" for d in shown)


@pytest.mark.parametrize(
    ("code", "shown", "label"),
    [
        ("2021-01", "15/12/20 14/01/21 18/01/21 -", "tháng 1 năm 2021"),
        ("2021-02", "15/01/21 14/02/21 18/02/21 -", "tháng 2 năm 2021"),  # cut-off after Tết
        ("2021-08", "15/07/21 14/08/21 17/08/21 -", "tháng 8 năm 2021"),
        ("2021-09", "15/08/21 14/09/21 16/09/21 -", "tháng 9 năm 2021"),
        ("2021-12", "15/11/21 14/12/21 16/12/21 -", "tháng 12 năm 2021"),
        ("2021-Q1", "15/12/20 14/03/21 16/03/21 20/03/21", "quý I năm 2021"),
        ("2021-Q2", "15/03/21 14/06/21 16/06/21 -", "quý II năm 2021"),
        ("2021-Q3", "15/06/21 14/09/21 16/09/21 20/09/21", "quý III năm 2021"),
        ("2021-Q4", "15/09/21 14/12/21 16/12/21 -", "quý IV năm 2021"),
        ("2021-H1", "15/12/20 14/06/21 16/06/21 20/06/21", "6 tháng đầu năm 2021"),
        ("2021-H2", "15/06/21 14/12/21 16/12/21 -", "6 tháng cuối năm 2021"),
        ("2021-9M", "15/12/20 14/09/21 16/09/21 20/09/21", "9 tháng năm 2021"),
        ("2021-Y", "15/12/20 14/12/21 16/12/21 20/12/21", "năm 2021"),
    ],
)
def test_the_state_regime_runs_from_the_15th_to_the_14th(code: str, shown: str, label: str) -> None:
    assert days(ND09[code]) == shown
    assert ND09[code].label == label


@pytest.mark.parametrize(
    ("code", "shown", "label"),
    [
        ("2021-02", "01/02/21 28/02/21 05/03/21 -", "tháng 2 năm 2021"),
        ("2021-12", "01/12/21 31/12/21 05/01/22 -", "tháng 12 năm 2021"),
        ("2021-C1", "01/01/21 31/03/21 05/04/21 20/04/21", "quý I năm 2021"),
        ("2021-C4", "01/10/21 31/12/21 05/01/22 20/01/22", "quý IV năm 2021"),
        ("2021-CH2", "01/07/21 31/12/21 05/01/22 -", "6 tháng cuối năm 2021"),
        ("2021-CY", "01/01/21 31/12/21 05/01/22 -", "năm 2021"),
    ],
)
def test_the_calendar_regime_has_plain_months(code: str, shown: str, label: str) -> None:
    assert days(PLAIN[code]) == shown
    assert PLAIN[code].label == label


def test_a_year_has_these_periods_and_no_others() -> None:
    months = [f"2021-{m:02d}" for m in range(1, 13)]
    nd09 = ["Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"]
    plain = ["C1", "C2", "C3", "C4", "CH1", "CH2", "CY"]
    assert list(ND09) == months + [f"2021-{c}" for c in nd09]
    assert list(PLAIN) == months + [f"2021-{c}" for c in plain]


@pytest.mark.parametrize("regime", Regime)
@pytest.mark.parametrize(
    ("kind", "count"),
    [(PeriodKind.MONTH, 12), (PeriodKind.QUARTER, 4), (PeriodKind.HALF_YEAR, 2)],
)
def test_periods_of_a_kind_follow_each_other_without_a_gap(
    regime: Regime, kind: PeriodKind, count: int
) -> None:
    row = [p for p in YEARS[regime] if p.kind is kind]
    assert len(row) == 11 * count
    gaps = {later.starts_on - earlier.ends_on for earlier, later in pairwise(row)}
    assert gaps == {timedelta(days=1)}


def test_settings_move_the_cutoff_and_the_due_day() -> None:
    wanted = Settings(cutoff_working_days=1, report_due_day=31)
    made = {p.code: p for p in make_periods(Regime.ND09, 2021, CALENDAR, wanted)}
    assert made["2021-Q3"].cutoff_on == date(2021, 9, 15)
    assert made["2021-Q3"].due_on == date(2021, 9, 30)  # September has no 31st


@pytest.mark.parametrize("typed", ["Q3", "q3", " q3 "])
def test_a_window_is_found_as_typed(typed: str) -> None:
    assert window_code(typed, 2021) == "2021-Q3"


@pytest.mark.parametrize("code", [c for codes in WINDOWS.values() for c in codes])
def test_every_window_of_the_contract_is_a_period_with_a_due_day(code: str) -> None:
    made = (ND09 | PLAIN)[window_code(code, 2021)]
    assert made.due_on
    assert made.due_on > made.cutoff_on


def test_only_the_windows_have_a_due_day() -> None:
    for regime, made in ((Regime.ND09, ND09), (Regime.CALENDAR, PLAIN)):
        with_report = [p.code for p in made.values() if p.due_on]
        assert sorted(with_report) == sorted(f"2021-{c}" for c in WINDOWS[regime])


@pytest.mark.parametrize(
    ("code", "year", "words"),
    [
        ("Q2", 2021, r"Không có báo cáo quý II: chọn H1"),
        ("q4", 2021, r"Không có báo cáo quý IV: chọn Y"),
        ("H2", 2021, r"Không có kỳ báo cáo “H2”: chọn Q1, H1, Q3, 9M, Y .* hoặc C1, C2, C3, C4"),
        ("", 2021, "Không có kỳ báo cáo “”"),
        ("2021-Q3", 2021, "Không có kỳ báo cáo “2021-Q3”"),
        ("Q3", 21, "Năm 21 không dùng được"),
    ],
)
def test_what_is_not_a_window_is_refused_in_words(code: str, year: int, words: str) -> None:
    with pytest.raises(BadInput, match=words):
        window_code(code, year)


def test_a_cutoff_explains_itself_with_what_is_uncertain() -> None:
    assert explain_cutoff(ND09["2021-08"], CALENDAR) == (
        "Ngày chốt kỳ tháng 8 năm 2021 là 17/8/2021, 02 ngày làm việc sau ngày kết thúc kỳ "
        "(14/8/2021). Lịch nghỉ năm 2021 là dự kiến, chưa được xác nhận theo thông báo."
    )
