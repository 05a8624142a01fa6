"""The set phrases of papers, and how long a line is."""

from datetime import date

import pytest

from tracker.papers.metrics import bold_width_mm
from tracker.papers.phrases import BLANK, attached_line, closed, dated_line, number_line
from tracker.papers.signing import SignsFor, signature


@pytest.mark.parametrize(
    ("capacity", "head", "collective", "lines"),
    [
        (SignsFor.SELF, "", "", ("PHÓ GIÁM ĐỐC",)),
        (SignsFor.ACTING, "", "", ("Q. PHÓ GIÁM ĐỐC",)),
        (SignsFor.DEPUTY, "Giám đốc", "", ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (SignsFor.ORDER, "Giám đốc", "", ("TL. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")),
        (
            SignsFor.DEPUTY,
            "Chủ tịch",
            "Ủy ban nhân dân",
            ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ GIÁM ĐỐC"),
        ),
    ],
    ids=["self", "acting", "deputy", "by-order", "for-a-committee"],
)
def test_the_block_says_who_signs_for_whom(
    capacity: SignsFor, head: str, collective: str, lines: tuple[str, ...]
) -> None:
    block = signature("Lê C", "Phó Giám đốc", capacity, head=head, collective=collective)
    assert (block.lines, block.name) == (lines, "Lê C")


@pytest.mark.parametrize(
    ("sentence", "end"),
    [("cùng ngày", "cùng ngày./."), ("cùng ngày. ", "cùng ngày./."), ("xong./.", "xong./.")],
    ids=["bare", "with-a-stop", "already-closed"],
)
def test_the_end_mark_sticks_to_the_last_word(sentence: str, end: str) -> None:
    assert closed(sentence) == end


def test_number_and_day_are_blank_until_given() -> None:
    gap = BLANK * 6
    assert number_line("05/BB-STP", "BB-STP") == "05/BB-STP"
    assert number_line("", "BB-STP") == f"{gap}/BB-STP"
    assert number_line("", "") == ""
    assert dated_line(date(2026, 2, 5), date(2026, 3, 1)) == "ngày 05 tháng 02 năm 2026"
    assert dated_line(None, date(2021, 9, 30)) == f"ngày{gap}tháng 9 năm 2021"
    assert dated_line(None) == f"ngày{gap}tháng{gap}năm{gap}{BLANK * 2}"
    line = attached_line("Kế hoạch", "844/STP-VP", "ngày 06 tháng 7 năm 2021", "Sở Tư pháp")
    assert line == "(Kèm theo Kế hoạch số 844/STP-VP ngày 06 tháng 7 năm 2021 của Sở Tư pháp)"


def test_a_line_is_as_wide_as_its_letters_and_marks_add_nothing() -> None:
    assert 57 < bold_width_mm("Độc lập - Tự do - Hạnh phúc", 13.5) < 61
    assert bold_width_mm("Ưu", 13) == bold_width_mm("Uu", 13)
