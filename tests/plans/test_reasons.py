from dataclasses import replace
from datetime import date

import pytest

from tests.plans.test_terms import Words, after
from tracker.organisation.calendar import WorkingCalendar, seed_year
from tracker.organisation.periods import make_periods
from tracker.organisation.rules import PeriodKind, Regime, Settings
from tracker.plans.obligations import Grace, Sent, missing_periods
from tracker.plans.outcomes import Obstacle
from tracker.plans.reasons import (
    NO_DAY,
    RHYTHM_WORDS,
    why_blocked,
    why_done,
    why_due,
    why_late,
    why_not_owed,
    why_silent,
    why_state,
    why_waiting,
)
from tracker.plans.rules import DeadlineKind
from tracker.plans.terms import ItemTerms, Pause

CALENDAR = WorkingCalendar.of(replace(row, is_confirmed=True) for row in seed_year(2021))
GRACE = Grace(CALENDAR)
PERIODS = make_periods(Regime.ND09, 2021, CALENDAR, Settings())
BY_CODE = {p.code: p for p in PERIODS}
TERMS = ItemTerms(PeriodKind.MONTH, owed_from=date(2021, 6, 15), ends_on=date(2021, 12, 31))
NAMED = "Kỳ tháng 9 năm 2021 (15/8/2021 đến 14/9/2021) chốt ngày 16/9/2021"
DUE = date(2021, 6, 30)


def sep(day: int) -> date:
    return date(2021, 9, day)


def state(day: date, *sents: Sent, code: str = "2021-09") -> str:
    return why_state(TERMS, BY_CODE[code], sents, GRACE, day)


def test_silence_is_explained_period_by_period() -> None:
    back = Sent("2021-08", date(2021, 8, 16), returned_on=date(2021, 8, 20))
    july = Sent("2021-07", date(2021, 7, 15))
    assert why_silent(missing_periods(TERMS, PERIODS, [july], GRACE, sep(16)), sep(16)) == (
        "Kỳ tháng 8 năm 2021 (15/7/2021 đến 14/8/2021) chốt ngày 17/8/2021; "
        "đến hết ngày 16/9/2021 chưa có báo cáo, chậm 30 ngày."
    )
    assert why_silent(missing_periods(TERMS, PERIODS, [july, back], GRACE, sep(17)), sep(17)) == (
        "Báo cáo kỳ tháng 8 năm 2021 bị trả lại ngày 20/8/2021, gửi lại chậm nhất ngày "
        f"24/8/2021; đến hết ngày 17/9/2021 chưa gửi lại, chậm 24 ngày. {NAMED}; "
        "đến hết ngày 17/9/2021 chưa có báo cáo, chậm 1 ngày."
    )
    assert why_silent((), sep(16)) == "Đến hết ngày 16/9/2021 không thiếu báo cáo kỳ nào."


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2021, 8, 14), "; đến ngày 14/8/2021 kỳ chưa bắt đầu."),
        (sep(14), "; ngày 14/9/2021 chưa có báo cáo, còn trong hạn, còn 2 ngày."),
        (sep(16), "; ngày 16/9/2021 chưa có báo cáo, là ngày cuối, còn trong hạn."),
        (sep(17), "; đến hết ngày 17/9/2021 chưa có báo cáo, chậm 1 ngày."),
    ],
)
def test_a_period_without_a_report_is_explained(day: date, words: str) -> None:
    assert state(day) == NAMED + words


@pytest.mark.parametrize(
    ("sents", "words"),
    [
        ([Sent("2021-09", sep(16))], "gửi ngày 16/9/2021, đúng kỳ; đang chờ xác nhận."),
        ([Sent("2021-09", sep(20))], "gửi ngày 20/9/2021, chậm 4 ngày; đang chờ xác nhận."),
        (
            [Sent("2021-09", sep(16), accepted_on=sep(21))],
            "gửi ngày 16/9/2021, đúng kỳ; đã xác nhận ngày 21/9/2021.",
        ),
        (
            [Sent("2021-09", sep(15), returned_on=sep(20)), Sent("2021-09", sep(22))],
            "gửi ngày 22/9/2021, đúng kỳ; đang chờ xác nhận.",
        ),
        (
            [
                Sent("2021-09", sep(15), accepted_on=sep(17)),
                Sent("2021-09", sep(20), accepted_on=sep(24)),
            ],
            "gửi ngày 15/9/2021, đúng kỳ; đã xác nhận ngày 17/9/2021.",
        ),
    ],
)
def test_a_report_that_was_sent_is_explained(sents: list[Sent], words: str) -> None:
    assert state(sep(30), *sents) == f"{NAMED}; báo cáo {words}"


def test_a_returned_report_names_the_day_to_answer() -> None:
    assert state(sep(21), Sent("2021-09", sep(15), returned_on=sep(20))) == (
        "Báo cáo kỳ tháng 9 năm 2021 bị trả lại ngày 20/9/2021, gửi lại chậm nhất ngày 22/9/2021."
    )


def test_a_report_entered_afterwards_is_not_called_late() -> None:
    words = state(sep(30), Sent("2021-05", sep(20)), code="2021-05")
    assert "gửi ngày 20/9/2021, không phải kỳ bắt buộc nên không tính chậm" in words
    assert state(sep(30), code="2021-05") == (
        "Kỳ tháng 5 năm 2021 kết thúc trước ngày bắt đầu phải báo cáo (15/6/2021): "
        "nhập bù được, không tính chậm."
    )


@pytest.mark.parametrize(
    ("changes", "code", "words"),
    [
        ({}, "2021-09", ""),
        ({"owed_from": sep(14), "ends_on": sep(14)}, "2021-09", ""),
        ({}, "2021-Q3", "nhiệm vụ này báo cáo hằng tháng, không báo cáo kỳ này."),
        ({"ends_on": sep(13)}, "2021-09", "kết thúc sau ngày cuối phải báo cáo (13/9/2021)."),
        ({"pauses": (Pause(sep(1)),)}, "2021-09", "nhiệm vụ tạm dừng từ ngày 01/9/2021."),
        (
            {"pauses": (Pause(sep(1), sep(14)),)},
            "2021-09",
            "nhiệm vụ tạm dừng từ ngày 01/9/2021 đến hết ngày 14/9/2021.",
        ),
    ],
)
def test_what_is_not_owed_is_explained(changes: dict[str, object], code: str, words: str) -> None:
    terms = replace(TERMS, **changes)  # type: ignore[arg-type]
    assert why_not_owed(terms, BY_CODE[code]).endswith(words)
    assert bool(why_not_owed(terms, BY_CODE[code])) is bool(words)


def test_every_rhythm_has_words() -> None:
    assert set(RHYTHM_WORDS) == set(PeriodKind)


@pytest.mark.parametrize(
    ("day", "first", "words"),
    [
        (date(2021, 6, 28), None, "; ngày 28/6/2021 còn trong hạn, còn 2 ngày."),
        (DUE, None, "; ngày 30/6/2021 là ngày cuối, còn trong hạn."),
        (date(2021, 7, 5), None, "; đến hết ngày 05/7/2021 chưa báo hoàn thành, quá hạn 5 ngày."),
        (date(2021, 7, 5), DUE, "; đến hết ngày 05/7/2021 chưa báo hoàn thành, quá hạn 5 ngày."),
    ],
)
def test_lateness_is_explained(day: date, first: date | None, words: str) -> None:
    assert why_late(DUE, day, first) == f"Thời hạn là ngày 30/6/2021{words}"


def test_lateness_after_an_extension_names_both_days() -> None:
    assert why_late(date(2021, 7, 31), date(2021, 8, 5), DUE) == (
        "Thời hạn ban đầu là ngày 30/6/2021, được gia hạn đến ngày 31/7/2021; đến hết ngày "
        "05/8/2021 chưa báo hoàn thành, quá hạn 5 ngày (36 ngày so với thời hạn ban đầu)."
    )
    assert why_late(None, DUE) == NO_DAY


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2021, 7, 2), ", thời hạn là ngày 02/7/2021: đúng hạn."),
        (date(2021, 7, 1), ", thời hạn là ngày 01/7/2021: quá hạn 1 ngày."),
        (None, "; nhiệm vụ không có thời hạn theo ngày nên tính là đúng hạn."),
    ],
)
def test_completion_is_judged_on_the_day_it_was_sent(due_on: date | None, words: str) -> None:
    assert why_done(due_on, date(2021, 7, 2)) == f"Báo cáo hoàn thành gửi ngày 02/7/2021{words}"


def test_waiting_for_confirmation_is_not_the_units_time() -> None:
    assert why_waiting(sep(10), sep(16)) == (
        "Báo cáo hoàn thành gửi ngày 10/9/2021, đã chờ xác nhận 6 ngày; "
        "thời gian chờ không tính vào thời gian của đơn vị."
    )


def test_an_obstacle_is_explained_with_its_days() -> None:
    one, two = Obstacle(sep(1)), Obstacle(sep(5))
    tail = (
        "ngày 01/9/2021 cần cấp trên của đơn vị giải quyết; đến hết ngày 16/9/2021 "
        "chưa giải quyết xong, đã 16 ngày, tính riêng với thời gian của đơn vị."
    )
    assert why_blocked([one], sep(16)) == f"Có 01 vướng mắc từ {tail}"
    assert why_blocked([two, one], sep(16)) == f"Có 02 vướng mắc, sớm nhất từ {tail}"
    assert why_blocked([Obstacle(sep(1), sep(16))], sep(16)) == (
        "Không có vướng mắc đang chờ giải quyết."
    )


@pytest.mark.parametrize(
    ("words", "event_on", "sentence"),
    [
        (
            Words(DeadlineKind.BY, end=DUE),
            None,
            "Thời hạn ghi trong kế hoạch là ngày 30/6/2021; đúng ngày đó còn trong hạn.",
        ),
        (Words(DeadlineKind.CONTINUOUS), None, NO_DAY),
        (
            Words(DeadlineKind.AFTER_EVENT),
            sep(14),
            "Thời hạn tính từ ngày xảy ra sự kiện nhưng không ghi số ngày: nhập ngày đến hạn.",
        ),
        (
            after(5, "working_day"),
            None,
            "Thời hạn tính từ ngày xảy ra sự kiện; chưa nhập ngày này nên chưa có thời hạn.",
        ),
        (
            after(2, "working_day"),
            sep(14),
            (
                "02 ngày làm việc kể từ ngày 14/9/2021: ngày thứ nhất là 15/9/2021, "
                "ngày cuối là 16/9/2021."
            ),
        ),
        (
            after(4, "day"),
            sep(14),
            (
                "04 ngày kể từ ngày 14/9/2021: thời hạn là ngày 20/9/2021, "
                "ngày làm việc tiếp theo sau ngày nghỉ."
            ),
        ),
        (after(2, "day"), sep(14), "02 ngày kể từ ngày 14/9/2021: thời hạn là ngày 16/9/2021."),
        (
            after(24, "hour"),
            sep(14),
            (
                "24 giờ kể từ ngày 14/9/2021: thời hạn là ngày 15/9/2021, "
                "giờ được làm tròn lên thành ngày."
            ),
        ),
    ],
)
def test_a_due_day_says_where_it_comes_from(
    words: Words, event_on: date | None, sentence: str
) -> None:
    assert why_due(words, CALENDAR, event_on) == sentence


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        (date(2021, 6, 30), "đúng hạn. So với thời hạn ban đầu là ngày 30/6/2021: đúng hạn."),
        (date(2021, 7, 31), "đúng hạn. So với thời hạn ban đầu là ngày 30/6/2021: quá 31 ngày."),
        (
            date(2021, 8, 1),
            "quá hạn 1 ngày. So với thời hạn ban đầu là ngày 30/6/2021: quá 32 ngày.",
        ),
    ],
)
def test_completion_after_an_extension_is_said_against_both_days(sent: date, words: str) -> None:
    assert why_done(date(2021, 7, 31), sent, date(2021, 6, 30)).endswith(f"31/7/2021: {words}")
