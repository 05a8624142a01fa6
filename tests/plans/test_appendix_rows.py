"""Rows become items: numbers, groups, joined rows, "như trên", and the doubts about them."""

import openpyxl
import pytest

from tests.intake.files import fill_sheet, saved, sheet_file, word_file
from tests.plans.appendix_files import HEADER, ROWS, WANTED, essence, of_rows, understood
from tracker.errors import BadFile
from tracker.plans.appendix import Appendix
from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.remarks import Doubt
from tracker.plans.appendix.rows import LONGEST_CELL, MOST_ITEMS


def _numbered(*numbers: str) -> Appendix:
    rows = [[number, *ROWS[place % len(ROWS)][1:]] for place, number in enumerate(numbers)]
    return of_rows(rows)


def _doubts(found: Appendix, doubt: Doubt) -> list[int | None]:
    return [remark.row for remark in found.remarks if remark.doubt is doubt]


@pytest.mark.parametrize(
    ("typed", "numbers", "doubted"),
    [
        (("1.", "2", "3"), [1, 2, 3], []),
        (("01", "02", "03"), [1, 2, 3], []),
        (("1)", "2)", "4)"), [1, 2, 4], [4]),
        (("1", "2", "2", "3"), [1, 2, 2, 3], [2]),
        (("1", "", "2"), [1, 2, 2], [2, 2]),
        (("1", "2", "1", "2"), [1, 2, 3, 4], [None]),
        (("I", "II", "III"), [1, 2, 3], []),
        (("1.1", "1.2", "2.1"), [1, 2, 3], []),
        (("1", "2", "a)", "b)", "3"), [1, 2, 3, 4, 5], [None]),
    ],
)
def test_numbers_are_those_typed_where_they_can_serve(
    typed: tuple[str, ...], numbers: list[int], doubted: list[int | None]
) -> None:
    found = _numbered(*typed)
    assert [item.no for item in found.items] == numbers
    assert [item.position for item in found.items] == list(range(1, len(typed) + 1))
    assert _doubts(found, Doubt.NUMBER) == doubted


def test_headings_stand_over_their_items_and_are_none() -> None:
    rows = [
        ["I", "Tiếp khách", *[""] * 5],
        ROWS[0],
        ["II", "Hồ sơ", *[""] * 5],
        *ROWS[1:3],
    ]
    assert [item.group for item in of_rows(rows).items] == ["Tiếp khách", "Hồ sơ", "Hồ sơ"]


@pytest.mark.parametrize("numbered", [True, False])
def test_a_heading_stands_beside_its_number_whatever_that_column_holds(numbered: bool) -> None:
    order = (0, 3, 5, 1, 2, 4, 6) if numbered else (3, 5, 1, 2, 4, 6)
    header, *rows = [[row[place] for place in order] for row in (HEADER, *ROWS)]
    titles = [["I", "Tiếp khách"], ["II", "Hồ sơ"]]
    heads = [t if numbered else [". ".join(t)] for t in titles]
    first, second = ([*head, *[""] * (len(order) - len(head))] for head in heads)
    found = of_rows([first, *rows[:2], second, *rows[2:]], header)
    assert essence(found) == WANTED
    assert found.items[0].group == heads[0][-1]
    assert found.items[4].group == heads[1][-1]


def test_a_heading_with_a_number_over_deeper_numbers_is_no_item() -> None:
    rows = [["1", "Tiếp khách", *[""] * 5], *([f"1.{n}", *ROWS[n][1:]] for n in (1, 2))]
    found = of_rows(rows)
    assert [item.group for item in found.items] == ["Tiếp khách"] * 2


def test_joined_rows_are_told_with_their_places() -> None:
    head, tail = list(ROWS[3]), [""] * 7
    head[1], tail[1] = "Mở lớp giao tiếp cho", "người trực quầy"
    found = understood(word_file([HEADER, *ROWS[:3], head], [HEADER, tail, ROWS[4]]))
    assert essence(found) == WANTED
    (remark,) = (each for each in found.remarks if each.doubt is Doubt.JOINED)
    assert remark.row == 4
    assert remark.text == "Ghép từ 2 dòng của tệp (bảng 1, dòng 5; bảng 2, dòng 2)."


def test_every_cell_of_the_file_is_kept_beside_its_item() -> None:
    content = sheet_file(
        [HEADER, *ROWS[:3], [*ROWS[3][:3], "", *ROWS[3][4:]]], top=3, merges=["D6:D7"]
    )
    fragments = understood(content, "a.xlsx").items[3].fragments
    leads = [each for each in fragments if each.column is Column.LEAD]
    assert [(each.text, each.place, each.carried) for each in leads] == [
        (ROWS[2][3], "trang tính “Phụ lục”, dòng 7", True)
    ]


def test_as_above_takes_the_text_above_and_is_told() -> None:
    row = [*ROWS[1][:3], "Như trên", "", "-nt-", ""]
    found = of_rows([ROWS[0], row])
    assert found.items[1].lead_units == ("Văn phòng Sở",)
    assert found.items[1].deadline_text == "Thường xuyên"
    assert _doubts(found, Doubt.DITTO) == [2, 2]


def test_dashes_and_dots_are_blank_and_a_missing_lead_is_told() -> None:
    found = of_rows([[*ROWS[1][:3], "-", "…", "30/6/2024", "không"]])
    (item,) = found.items
    assert (item.lead_units, item.partner_units, item.indices) == ((), (), ())
    assert _doubts(found, Doubt.LEAD_BLANK) == [2]


@pytest.mark.parametrize(
    ("words", "doubted"),
    [("30/6/2024", []), ("", [2]), ("đúng thời gian", [2]), ("dài " * 150 + "hết", [2])],
)
def test_a_deadline_nobody_can_read_is_told(words: str, doubted: list[int]) -> None:
    found = of_rows([[*ROWS[1][:5], words, ""]])
    assert _doubts(found, Doubt.DEADLINE) == doubted
    assert found.items[0].deadline_text == words


@pytest.mark.parametrize(("year", "end"), [(2024, "2024-09-30"), (None, "2023-09-30")])
def test_a_deadline_without_a_year_takes_the_one_given_or_the_plans(
    year: int | None, end: str
) -> None:
    row = [*ROWS[1][:5], "Quý III", ""]
    content = word_file([HEADER, row], paragraphs=["KẾ HOẠCH", "Đổi mới việc tiếp khách năm 2023"])
    (item,) = understood(content, year=year).as_json()["items"]
    assert item["deadline"]["end"] == end


def test_a_year_nobody_says_is_asked_for_only_where_it_matters() -> None:
    row = [*ROWS[1][:5], "Quý III", ""]
    found = understood(word_file([HEADER, ROWS[0], row]), year=None)
    assert [item.deadline.kind for item in found.items] == ["continuous", "unclear"]
    assert _doubts(found, Doubt.DEADLINE) == [None, 2]
    (remark,) = (each for each in found.remarks if each.field == "year")
    assert "“Quý III” cần năm" in remark.text
    assert "--year" in remark.text


def test_of_two_columns_of_tasks_the_closer_is_read_and_the_other_named() -> None:
    header = [HEADER[0], "Nhiệm vụ", "Nội dung cụ thể", *HEADER[2:]]
    found = of_rows([[row[0], "Tiếp khách", *row[1:]] for row in ROWS], header)
    assert essence(found) == WANTED
    (remark,) = (each for each in found.remarks if each.doubt is Doubt.LAYOUT)
    assert remark.text == "Cột “Nhiệm vụ” cũng ghi nhiệm vụ, không được đọc."


def test_rows_of_a_template_left_to_be_filled_are_no_items() -> None:
    dots = [["2", *[""] * 6], ["3", *["…"] * 6], ["...", *[""] * 6]]
    assert essence(of_rows([ROWS[0], *dots])) == WANTED[:1]


@pytest.mark.parametrize(
    "content",
    [
        word_file(paragraphs=["Không có bảng"]),
        word_file([["STT", "Lĩnh vực", "Cỡ mẫu", "Ghi chú"], ["1", "Tư pháp", "20", ""]]),
        word_file([HEADER]),
        word_file([HEADER, [""] * 7]),
        word_file([["Đơn vị", "Kết quả công việc C1", "Kết quả công việc C2"], ["A", "5", "4"]]),
    ],
)
def test_a_file_without_an_appendix_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(BadFile, match=r"^Tệp “a\.docx”.*(Kiểm tra lại)"):
        understood(content)


def test_what_no_plan_has_is_refused_with_its_place() -> None:
    with pytest.raises(BadFile, match="bảng 1, dòng 2: ô dài hơn"):
        of_rows([[*ROWS[0][:1], "a" * (LONGEST_CELL + 1), *ROWS[0][2:]]])
    rows = [[number, *ROWS[0][1:]] for number in range(MOST_ITEMS + 1)]
    with pytest.raises(BadFile, match=r"hơn 2\.000 nhiệm vụ"):
        understood(sheet_file([HEADER, *rows]), "a.xlsx")


def test_hidden_rows_are_read_and_told_and_hidden_columns_only_told() -> None:
    book = openpyxl.Workbook()
    fill_sheet(book.active, [[*HEADER, "Sản phẩm cũ"], *([*row, "x"] for row in ROWS)])
    book.active.column_dimensions["H"].hidden = book.active.row_dimensions[3].hidden = True
    found = understood(saved(book), "a.xlsx")
    assert essence(found) == WANTED
    assert [remark.text for remark in found.remarks if remark.doubt is Doubt.LAYOUT] == [
        "Bảng có 1 dòng ẩn; vẫn được đọc.",
        "Cột ẩn “Sản phẩm cũ” không được đọc.",
    ]
