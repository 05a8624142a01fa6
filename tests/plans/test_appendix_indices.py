"""Index names are found by their words; what is left over is told, what is blank only suggested."""

import pytest

from tests.plans.appendix_files import INDICES, ROWS, of_rows
from tracker.plans.appendix.indices import Unread, read_indices, suggest

ACCESS, RECEPTION, PROCEDURE, STAFF, RESULT, FEEDBACK = (index.name for index in INDICES)


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        (f"Cải thiện Chỉ số {ACCESS} và Chỉ số {PROCEDURE}", [ACCESS, PROCEDURE]),
        (f"{ACCESS}, {PROCEDURE}", [ACCESS, PROCEDURE]),
        (f"{RESULT}; {STAFF}", [RESULT, STAFF]),
        (f"Cải thiện chỉ số {RECEPTION.lower()} và {FEEDBACK}.", [RECEPTION, FEEDBACK]),
        (f"- {STAFF.upper()};\n- {RESULT.upper()}", [STAFF, RESULT]),
        ("Cải thiện\nchỉ số Sự phục\nvụ của cán bộ\ncông chức", [STAFF]),
        ("CS1, CS5", [ACCESS, RESULT]),
        (f"CS3 - {PROCEDURE}", [PROCEDURE]),
        (f"{ACCESS}; {ACCESS}", [ACCESS]),
        ("", []),
    ],
)
def test_known_names_are_found_in_the_order_of_the_cell(cell: str, names: list[str]) -> None:
    assert read_indices(cell, INDICES) == (tuple(names), ())


@pytest.mark.parametrize(
    ("cell", "names", "unread"),
    [
        ("Chỉ số Kết quả giải quyết thủ tục hành chính", [],
         [("Kết quả giải quyết thủ tục hành chính", PROCEDURE)]),
        (f"Chỉ số {ACCESS} của người dân", [ACCESS], [(f"{ACCESS} của người dân", None)]),
        ("Chỉ số Tiếp cận các dịch vụ", [], [("Tiếp cận các dịch vụ", ACCESS)]),
        ("Tất cả sáu chỉ số", [], [("Tất cả sáu", None)]),
        ("Chỉ số 1; chỉ số 03", [], [("Chỉ số 1", ACCESS), ("Chỉ số 3", PROCEDURE)]),
        ("Chỉ số 9", [], [("Chỉ số 9", None)]),
    ],
)  # fmt: skip
def test_what_is_no_known_name_is_told_and_not_guessed(
    cell: str, names: list[str], unread: list[tuple[str, str | None]]
) -> None:
    wanted = tuple(Unread(text, proposal) for text, proposal in unread)
    assert read_indices(cell, INDICES) == (tuple(names), wanted)


def test_a_suggestion_needs_shared_words_and_one_clear_winner() -> None:
    assert suggest(["Thêm ghế ngồi chờ và nước uống"], INDICES) == RECEPTION
    assert suggest(["Việc chẳng giống chỉ số nào"], INDICES) is None
    assert suggest(["ghế ngồi chờ, hộp thư góp ý"], ()) is None


def test_a_blank_index_stays_blank_with_a_suggestion() -> None:
    found = of_rows(ROWS)
    (remark,) = (each for each in found.remarks if each.field == "indices")
    assert (remark.row, remark.suggestion) == (1, RECEPTION)
    assert found.items[0].indices == ()


def test_a_heading_that_is_an_index_counts_where_there_is_no_column_of_indices() -> None:
    header = ["STT", "Nội dung", "Đơn vị chủ trì", "Thời gian"]
    rows = [
        ["I", f"Cải thiện chỉ số {PROCEDURE}", "", ""],
        ["1", "Ghép hai mẫu đơn", "Văn phòng Sở", "Thường xuyên"],
        ["II", "Việc chung về thủ tục hành chính", "", ""],
        ["2", "Họp hằng tuần", "Văn phòng Sở", "Thường xuyên"],
    ]
    first, second = of_rows(rows, header).items
    assert (first.indices, second.indices) == ((PROCEDURE,), ())
    assert first.group == f"Cải thiện chỉ số {PROCEDURE}"
