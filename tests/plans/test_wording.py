"""The wordings handed over with the task, the shape of a reading, and its sentence for people."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import (
    Confidence,
    Deadline,
    Every,
    TimeUnit,
    as_json,
    meaning,
    read_deadline,
)
from tracker.plans.wording.values import FIRST_WORKING_DAY
from tracker.vietnamese import nfc

SHARED = Path(__file__).parents[3] / "shared" / "inputs" / "deadlines.json"
KEYS = [
    "text",
    "kind",
    "start",
    "end",
    "every",
    "on",
    "time",
    "amount",
    "unit",
    "note",
    "confidence",
]


def shared_wordings() -> list[Any]:
    if not SHARED.exists():
        reason = "shared/inputs/deadlines.json is not here: the 62 given wordings are NOT tested"
        return [pytest.param(None, marks=pytest.mark.skip(reason=reason))]
    return list(json.loads(SHARED.read_text("utf-8")))


@pytest.mark.shared_inputs
@pytest.mark.parametrize("given", shared_wordings())
def test_every_wording_handed_over_is_read_as_wanted(given: dict[str, Any]) -> None:
    reading = as_json(read_deadline(given["text"], given["plan_year"]))
    assert {key: reading[key] for key in given["expect"]} == given["expect"]
    assert list(reading) == KEYS


def test_json_has_every_key_with_nothing_for_what_is_not_said() -> None:
    assert as_json(read_deadline("Trước 16 giờ 00 ngày 25 hàng tháng", 2026)) == {
        "text": "Trước 16 giờ 00 ngày 25 hàng tháng",
        "kind": "recurring",
        "start": None,
        "end": None,
        "every": "month",
        "on": "25",
        "time": "16:00",
        "amount": None,
        "unit": None,
        "note": None,
        "confidence": "sure",
    }


def test_json_writes_days_and_units_as_words() -> None:
    reading = as_json(read_deadline("Quý III", 2024))
    assert (reading["start"], reading["end"]) == ("2024-07-01", "2024-09-30")
    assert as_json(read_deadline("trong vòng 24 giờ", 2026))["unit"] == "hour"


@pytest.mark.parametrize("words", ["  Trước ngày\n 30/6 ", "QUÝ II", "Qu\u00fd I\u0301", "?"])
def test_the_words_stay_as_they_were_typed(words: str) -> None:
    assert read_deadline(words, 2021).text == words


def test_a_missing_year_is_the_plans_and_a_named_one_is_its_own() -> None:
    assert read_deadline("30/6", 2024).end == date(2024, 6, 30)
    assert read_deadline("30/6/2025", 2024).end == date(2025, 6, 30)


def test_a_leap_day_exists_only_in_a_leap_year() -> None:
    assert read_deadline("29/02", 2024).end == date(2024, 2, 29)
    assert read_deadline("29/02", 2023).kind is DeadlineKind.UNCLEAR
    assert read_deadline("Tháng 2", 2024).end == date(2024, 2, 29)


@pytest.mark.parametrize("year", [-1, 0, 1, 9998, 9999, 10_000])
def test_a_year_at_the_edge_of_the_calendar_does_no_harm(year: int) -> None:
    for words in ("từ 15/12 đến 14/3/0001", "Quý IV", "Tháng 12", "từ 01/7/9999 đến 30/6"):
        assert read_deadline(words, year).text == words


@pytest.mark.parametrize(
    ("words", "joined"),
    [
        ("Tháng\n6/2021", "Tháng 6/2021"),
        ("Trước ngày\r\n30/6/2021", "Trước ngày 30/6/2021"),
        ("- Thường\n  xuyên;\n", "Thường xuyên"),
        ("Từ tháng 3/2021\nđến tháng 5/2021", "Từ tháng 3/2021 đến tháng 5/2021"),
        ("Quý II/2021\n(trước ngày 15/6)", "Quý II/2021 (trước ngày 15/6)"),
        ("Lần 1: 30/6/2021\nLần 2: 31/12/2021", "Lần 1: 30/6/2021; Lần 2: 31/12/2021"),
        ("Hàng tháng\nHàng quý", "Hàng tháng, hàng quý"),
        ("30/6/2021\n31/12/2021", "30/6/2021, 31/12/2021"),
    ],
)
def test_a_cell_of_several_lines_is_read_as_one(words: str, joined: str) -> None:
    read, plain = read_deadline(words, 2021), read_deadline(joined, 2021)
    assert read == replace(plain, text=words)


def test_words_as_long_as_a_page_are_no_deadline() -> None:
    assert read_deadline("trước ngày 30/6 " * 100, 2021).kind is DeadlineKind.UNCLEAR


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("Thường xuyên", "Báo cáo hằng tháng"),
        ("Thường xuyên trong năm", "Báo cáo hằng tháng, từ 01/01/2021 đến 31/12/2021"),
        ("Khi có sự thay đổi", "Báo cáo quý (có, không phát sinh)"),
        ("Trong năm 2021", "Hạn 31/12/2021; báo cáo hằng tháng"),
        ("Quý III", "Từ 01/7/2021, hạn 30/9/2021; báo cáo hằng tháng"),
        ("Từ Quý I/2021", "Báo cáo hằng tháng, từ 01/01/2021"),
        ("Từ 08/4/2021", "Báo cáo hằng tháng, từ 08/4/2021"),
        ("Kể từ ngày ký", "Báo cáo hằng tháng, từ ký (cần kiểm tra lại)"),
        ("Trước ngày 30/6", "Hạn 30/6/2021; báo cáo hằng tháng"),
        ("17h00 ngày 30/6", "Hạn 17 giờ 00 ngày 30/6/2021; báo cáo hằng tháng"),
        ("30/6/21", "Hạn 30/6/2021; báo cáo hằng tháng (cần kiểm tra lại)"),
        ("Hàng quý", "Báo cáo hằng quý"),
        ("6 tháng/lần", "Báo cáo 06 tháng một lần"),
        ("Hằng tuần", "Thực hiện hằng tuần; báo cáo hằng tháng"),
        ("ngày 25 hàng tháng", "Báo cáo hằng tháng, hạn ngày 25"),
        ("16h ngày 25 hàng tháng", "Báo cáo hằng tháng, hạn 16 giờ 00 ngày 25"),
        ("trước 20/11 hàng năm", "Báo cáo hằng năm, hạn ngày 20/11"),
        ("hàng quý năm 2021", "Báo cáo hằng quý, từ 01/01/2021 đến 31/12/2021"),
        (
            "ngày làm việc đầu tiên của tháng",
            "Báo cáo hằng tháng, hạn ngày làm việc đầu tiên của kỳ",
        ),
        (
            "16h thứ Sáu hàng tuần",
            "Thực hiện hằng tuần; báo cáo hằng tháng, trước 16 giờ 00 (cần kiểm tra lại)",
        ),
        (
            "05 ngày làm việc kể từ ngày nhận",
            "Hạn 05 ngày làm việc kể từ sự kiện (nhận); báo cáo hằng tháng",
        ),
        ("trong vòng 24 giờ", "Hạn 24 giờ kể từ sự kiện; báo cáo hằng tháng"),
        ("Theo tiến độ", "Chưa rõ, cần người xác định"),
    ],
)
def test_a_sentence_says_how_the_words_were_understood(words: str, sentence: str) -> None:
    assert meaning(read_deadline(words, 2021)) == sentence


def test_months_after_an_event_ask_for_the_day_itself() -> None:
    reading = read_deadline("trong vòng 01 tháng kể từ ngày ký", 2021)
    assert (reading.kind, reading.amount, reading.unit) == (DeadlineKind.AFTER_EVENT, None, None)
    assert "cần nhập ngày đến hạn" in meaning(reading)


def test_a_reading_a_person_makes_has_a_sentence_too() -> None:
    every = Deadline("", DeadlineKind.RECURRING, every=Every.QUARTER, on=FIRST_WORKING_DAY)
    assert meaning(every) == "Báo cáo hằng quý, hạn ngày làm việc đầu tiên của kỳ"
    hours = Deadline("", DeadlineKind.AFTER_EVENT, amount=8, unit=TimeUnit.HOUR)
    assert meaning(hours).startswith("Hạn 08 giờ")
    assert hours.confidence is Confidence.SURE


def test_sentences_are_in_form_c() -> None:
    for words in ("Thường xuyên", "Hàng quý", "Quý I", "Khi có yêu cầu", "24 giờ", "x"):
        assert meaning(read_deadline(words, 2021)) == nfc(meaning(read_deadline(words, 2021)))
