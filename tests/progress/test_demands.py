"""What a period asks of a report, by the windows of the CCHC report that end with it."""

from datetime import date

import pytest

from tracker.organisation.calendar import WorkingCalendar
from tracker.organisation.periods import PeriodSpec, make_periods
from tracker.organisation.rules import Regime, Settings
from tracker.progress.demands import (
    Demand,
    Wanted,
    demand,
    unanswered,
    why_demand,
    windows_among,
)


def periods(regime: Regime) -> dict[str, PeriodSpec]:
    made = make_periods(regime, 2021, WorkingCalendar(), Settings())
    return {period.code.partition("-")[2]: period for period in made}


ND09, CALENDAR = periods(Regime.ND09), periods(Regime.CALENDAR)
WINDOWS = windows_among([*ND09.values(), *CALENDAR.values()])
LIST = Wanted(1, "Danh mục;", wants_proof=True)
UNPROVEN = "Chưa có tài liệu kiểm chứng cho: Danh mục."
TALK = Wanted(2, "Buổi họp", wants_proof=False)


@pytest.mark.parametrize(
    ("known", "full"),
    [
        (ND09, {"03", "06", "09", "12", "Q1", "Q2", "Q3", "Q4", "H1", "H2", "9M", "Y"}),
        (CALENDAR, {"03", "06", "09", "12", "C1", "C2", "C3", "C4", "CH1", "CH2", "CY"}),
    ],
)
def test_periods_that_end_with_a_report_window_ask_for_all(
    known: dict[str, PeriodSpec], full: set[str]
) -> None:
    assert {s for s, p in known.items() if demand(p, WINDOWS) is Demand.FULL} == full


def test_a_window_of_another_regime_asks_nothing() -> None:
    assert demand(ND09["09"], windows_among(CALENDAR.values())) is Demand.LINE


def test_a_day_that_the_office_moved_moves_what_is_asked() -> None:
    moved = [w for w in WINDOWS if w.ends_on != date(2021, 9, 14)]
    assert demand(ND09["09"], moved) is Demand.LINE


@pytest.mark.parametrize(
    ("period", "says"),
    [
        (ND09["09"], "kết thúc quý III, 9 tháng năm 2021 của báo cáo CCHC"),
        (ND09["06"], "kết thúc 6 tháng đầu năm 2021 của báo cáo CCHC"),
        (ND09["12"], "kết thúc năm 2021 của báo cáo CCHC"),
        (ND09["10"], "cần vào kỳ kết thúc 14/12/2021 (năm 2021)"),
        (ND09["07"], "cần vào kỳ kết thúc 14/9/2021 (quý III, 9 tháng năm 2021)"),
        (CALENDAR["01"], "cần vào kỳ kết thúc 31/3/2021 (quý I năm 2021)"),
    ],
)
def test_the_page_can_say_why(period: PeriodSpec, says: str) -> None:
    assert says in why_demand(period, WINDOWS)


def test_without_a_later_window_only_the_line_is_spoken_of() -> None:
    assert why_demand(ND09["10"], ()).endswith("chỉ cần tình hình và một dòng kết quả.")


@pytest.mark.parametrize(
    ("products", "results", "proven", "says"),
    [
        ((), (), set(), ""),
        ((LIST,), (), {1}, ""),
        ((LIST,), (), {None}, ""),
        ((LIST,), (), set(), UNPROVEN),
        ((TALK,), (), set(), ""),
        ((LIST, TALK), (1,), {1}, "Chưa ghi kết quả riêng của: Buổi họp."),
        ((LIST, TALK), (1, 2), {1}, ""),
        (
            (LIST, TALK),
            (),
            {2},
            "Chưa ghi kết quả riêng của: Danh mục; Buổi họp. " + UNPROVEN,
        ),
    ],
)
def test_what_a_full_report_leaves_open(
    products: tuple[Wanted, ...], results: tuple[int, ...], proven: set[int | None], says: str
) -> None:
    assert unanswered(products, results, proven) == says
