"""What a file says of its plan is taken; what it does not say is None."""

from datetime import date

import pytest

from tests.intake.files import sheet_file, word_file
from tests.plans.appendix_files import HEADER, ROWS, understood
from tracker.plans.appendix.head import PlanHead, Target


def _head(*lines: str) -> PlanHead:
    return understood(word_file([HEADER, ROWS[0]], paragraphs=lines)).plan


def test_a_file_that_says_nothing_gives_nothing() -> None:
    assert _head() == PlanHead()
    assert _head("Số:      /KH-STP", "ngày     tháng 7 năm 2024") == PlanHead()


@pytest.mark.parametrize(
    ("line", "number", "day", "issuer"),
    [
        ("(Kèm theo Kế hoạch số 12/KH-SXD ngày 05/3/2024 của Sở Xây dựng tỉnh Mẫu)",
         "12/KH-SXD", date(2024, 3, 5), "Sở Xây dựng tỉnh Mẫu"),
        ("(Ban hành kèm theo Quyết định số 7/QĐ-UBND ngày 05 tháng 3 năm 2024 của UBND xã Mẫu)",
         "7/QĐ-UBND", date(2024, 3, 5), "UBND xã Mẫu"),
        ("(Kèm theo Kế hoạch số 844/SXD-VP ngày 06/7/2021 của Sở Xây dựng)",
         "844/SXD-VP", date(2021, 7, 6), None),
        ("(Kèm theo Kế hoạch số 844/SXD-VP ngày 31/02/2021 của Sở Xây dựng)",
         "844/SXD-VP", None, None),
    ],
)  # fmt: skip
def test_the_line_over_the_appendix_names_the_plan(
    line: str, number: str, day: date | None, issuer: str | None
) -> None:
    head = _head(line)
    assert (head.number, head.signed_on, head.issuer) == (number, day, issuer)


def test_the_letterhead_names_it_too() -> None:
    letterhead = [["SỞ XÂY DỰNG\nSố: 12/KH-SXD", "Mẫu, ngày 05 tháng 3 năm 2024"]]
    head = understood(word_file(letterhead, [HEADER, ROWS[0]])).plan
    assert (head.number, head.signed_on, head.year) == ("12/KH-SXD", date(2024, 3, 5), 2024)


@pytest.mark.parametrize(
    ("lines", "title", "year"),
    [
        (("KẾ HOẠCH", "Đổi mới việc tiếp khách,", "rút ngắn chờ đợi năm 2023", "Căn cứ điều lệ"),
         "Kế hoạch đổi mới việc tiếp khách, rút ngắn chờ đợi năm 2023", 2023),
        (("KẾ HOẠCH", "ĐỔI MỚI VIỆC TIẾP KHÁCH NĂM 2023", "", "Nhằm đổi mới"),
         "KẾ HOẠCH ĐỔI MỚI VIỆC TIẾP KHÁCH NĂM 2023", 2023),
        (("KẾ HOẠCH ĐỔI MỚI VIỆC TIẾP KHÁCH", "NĂM 2023", "-----", "I. MỤC ĐÍCH"),
         "KẾ HOẠCH ĐỔI MỚI VIỆC TIẾP KHÁCH NĂM 2023", 2023),
        (("KẾ HOẠCH", "", "Căn cứ điều lệ"), None, None),
    ],
)  # fmt: skip
def test_the_title_stands_under_the_word_plan(
    lines: tuple[str, ...], title: str | None, year: int | None
) -> None:
    head = _head(*lines)
    assert (head.title, head.year) == (title, year)


@pytest.mark.parametrize(
    ("line", "text", "percent"),
    [
        ("Chỉ số hài lòng năm nay đạt từ 81% trở lên.", "đạt từ 81% trở lên", 81),
        ("Mức độ hài lòng tối thiểu 85,5 %", "tối thiểu 85,5 %", 85.5),
        ("Tỷ lệ hài lòng đạt 90%", "đạt 90%", 90),
        ("SIPAS đạt trên 80%", "đạt trên 80%", 80),
    ],
)
def test_a_target_for_satisfaction_is_taken(line: str, text: str, percent: float) -> None:
    assert _head(line).target == Target(text, percent)


@pytest.mark.parametrize("line", ["Giải ngân đạt từ 95% trở lên", "Hài lòng tăng 3 bậc", "100%"])
def test_other_percentages_are_no_target(line: str) -> None:
    assert _head(line).target is None


def test_a_title_ends_where_a_table_begins() -> None:
    table = [["TT", "Chỉ số", "Năm 2022"], ["1", "Tiếp cận", "80"]]
    lines = ["KẾ HOẠCH", "Đổi mới việc tiếp khách năm 2024"]
    head = understood(word_file(table, [HEADER, ROWS[0]], paragraphs=lines)).plan
    assert (head.title, head.year) == ("Kế hoạch đổi mới việc tiếp khách năm 2024", 2024)


def test_a_sheet_says_it_in_the_rows_above_the_header() -> None:
    rows = [["PHỤ LỤC"], ["VIỆC PHẢI LÀM NĂM 2024"], [""], HEADER, ROWS[0], ["", "PHỤ LỤC KHÁC"]]
    head = understood(sheet_file(rows), "a.xlsx").plan
    assert (head.appendix_title, head.year, head.title) == ("VIỆC PHẢI LÀM NĂM 2024", 2024, None)
