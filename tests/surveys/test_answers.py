from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.surveys.answers import BLANK, AnswerReader, Value, is_ticked
from tracker.surveys.methods import load_shipped

READER = AnswerReader(load_shipped("kh-2021").scale)


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        (1, 1),
        (5, 5),
        (4.0, 4),
        ("4", 4),
        (" 4 ", 4),
        ("4.", 4),
        ("4,0", 4),
        ("04", 4),
        ("Rất hài lòng", 5),
        ("RẤT KHÔNG HÀI LÒNG", 1),
        ("Hài  lòng.", 4),
        ("Ha\u0300i lo\u0300ng", 4),
        ("hai long", 4),
        ("HL", 4),
        ("KHL", 2),
        ("BT", 3),
        ("Mức 4", 4),
        ("4 điểm", 4),
        ("5 - Rất hài lòng", 5),
        ("Hài lòng (4)", 4),
    ],
)
def test_a_level_is_read_as_number_word_or_both(typed: Value, level: int) -> None:
    reading = READER.read(typed)

    assert (reading.level, reading.problem) == (level, "")


@pytest.mark.parametrize("typed", [None, "", "  ", "-", "–", "Không có ý kiến"])
def test_a_blank_is_no_opinion(typed: Value) -> None:
    assert READER.read(typed) == BLANK


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        (0, "“0” nằm ngoài thang từ 1 đến 5"),
        (6, "“6” nằm ngoài thang từ 1 đến 5"),
        (-1, "“-1” nằm ngoài thang từ 1 đến 5"),
        ("45", "“45” nằm ngoài thang từ 1 đến 5"),
        (4.5, "“4,5” không phải mức trả lời"),
        ("4,5", "“4,5” là nhiều mức trong một ô"),
        ("3; 4", "“3; 4” là nhiều mức trong một ô"),
        ("x", "“x” không phải mức trả lời"),
        ("Tạm được", "“Tạm được” không phải mức trả lời"),
        ("Hài lòng (5)", "“Hài lòng (5)” không phải mức trả lời"),
        ("#N/A", "“#N/A” không phải mức trả lời"),
        (True, "“True” không phải mức trả lời"),
        (date(2021, 5, 4), "“04/05/2021” không phải mức trả lời"),
        (datetime(2021, 5, 4, 8), "“04/05/2021” không phải mức trả lời"),  # noqa: DTZ001
        (float("nan"), "“nan” không phải mức trả lời"),
        (float("inf"), "“inf” không phải mức trả lời"),
    ],
)
def test_what_is_no_level_is_said_and_not_guessed(typed: Value, problem: str) -> None:
    reading = READER.read(typed)

    assert (reading.level, reading.problem) == (None, problem)


@given(st.text(max_size=100) | st.integers() | st.floats())
def test_any_cell_is_a_level_a_blank_or_a_short_problem(typed: str | float) -> None:
    reading = READER.read(typed)

    assert reading.level is None or 1 <= reading.level <= 5
    assert not (reading.level and reading.problem)
    assert len(reading.problem) < 90


@pytest.mark.parametrize(
    ("typed", "ticked"),
    [
        ("x", True),
        ("X", True),
        ("✓", True),
        ("√", True),
        ("\uf0fc", True),
        (1, True),
        ("4", True),
        (True, True),
        (None, False),
        ("", False),
        ("-", False),
        (0, False),
        (False, False),
        ("3", None),
        ("?", None),
    ],
)
def test_ticks_of_the_column_for_level_4(typed: Value, ticked: bool | None) -> None:
    assert is_ticked(typed, 4) is ticked


@pytest.mark.parametrize(
    ("typed", "level"), [("1", 1), (5, 5), ("Bình thường", 3), ("RHL", 5), ("", None), ("C1", None)]
)
def test_headings_of_tick_columns(typed: Value, level: int | None) -> None:
    assert READER.label(typed) == level
