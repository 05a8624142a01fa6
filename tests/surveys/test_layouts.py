"""Layouts of typed forms as offices keep them, in the files they send."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from tests.intake.test_open_document_sheets import ods_cell, ods_file
from tests.surveys.typed import ALL_FOUR, CODES, KH, document, sheet
from tracker.errors import BadFile
from tracker.intake.documents import Value
from tracker.intake.reading import read_document
from tracker.surveys.acceptance import FormsRead
from tracker.surveys.answers import AnswerReader, is_ticked
from tracker.surveys.sheets import read_forms

TEXTS = [question.text for question in KH.questions]
PARTS = [part for part in KH.components for _ in part.questions]
FIRST_ONLY = ["" if i and PARTS[i - 1] is part else part.name for i, part in enumerate(PARTS)]
BLANK: list[Value] = ["", ""]
LEVELS = [5, 4, 3, 2, 1] * 5


def read(*rows: list[Value]) -> FormsRead:
    return read_forms(document(sheet(*rows)), KH)


@pytest.mark.parametrize(
    "heads",
    [
        [["STT", "Đơn vị", *FIRST_ONLY], [*BLANK, *CODES]],
        [["STT", "Đơn vị", *FIRST_ONLY], [*BLANK, *TEXTS]],
        [["STT", "Đơn vị", *FIRST_ONLY], [*BLANK, *range(1, 26)]],
        [["STT", "Đơn vị", *FIRST_ONLY], [*BLANK, *range(1, 26)], [*BLANK, *TEXTS]],
        [["STT", "Đơn vị", *(part.name for part in PARTS)], [*BLANK, *CODES]],
        [["STT", "Đơn vị", *(f"{p.name} [{t}]" for p, t in zip(PARTS, TEXTS, strict=True))]],
        [["STT", "Đơn vị", *(f"[{n}. {t}]" for n, t in enumerate(TEXTS, 1))]],
        [["STT", "Đơn vị", *(f"C{n}\n{t}" for n, t in enumerate(TEXTS, 1))]],
        [["STT", "Đơn vị", *(f"Câu {n}: Ông/Bà đánh giá {t}?" for n, t in enumerate(TEXTS, 1))]],
    ],
    ids=["group-code", "group-text", "group-number", "group-number-text", "group-on-each",
         "online-grid", "online-grid-numbered", "two-lines", "sentences"],
)  # fmt: skip
def test_headings_may_stand_in_groups_and_several_rows(heads: list[list[Value]]) -> None:
    (form,) = read(*heads, [7, "Phòng A", *LEVELS]).accepted

    assert (form.number, form.unit, form.answers) == ("7", "Phòng A", tuple(LEVELS))


TICKED = ["x", "X", "✓", "✔️", "☑", "√", "v", "V", "1", "Có", "có", "TRUE", True, "(x)", "•", "ü",
          "þ", "\uf0fc", "Đúng", "5"]  # fmt: skip


@pytest.mark.parametrize("tick", TICKED)
def test_a_tick_is_known_however_it_was_made(tick: Value) -> None:
    assert is_ticked(tick, 5) is True


@pytest.mark.parametrize("none", ["", None, "-", "0", "Không", "ko", "FALSE", False, "☐", "□"])
def test_an_empty_box_is_no_tick(none: Value) -> None:
    assert is_ticked(none, 5) is False


@pytest.mark.parametrize("strange", ["?", "2", "xem lại", "o", "/"])
def test_a_mark_that_may_mean_either_is_asked_about(strange: Value) -> None:
    assert is_ticked(strange, 5) is None


@pytest.mark.parametrize(
    ("typed", "level"),
    [
        ("(4)", 4), ("[4]", 4), ("4đ", 4), ("'4", 4), ("4.", 4), ("4,0", 4), ("Mức 4", 4),
        ("Hài lòng (4)", 4), ("4. Hài lòng", 4), ("HL", 4), ("ko hài lòng", 2), ("RKHL", 1),
        ("Rất không\nhài lòng", 1), ("Không biết", None), ("chưa sử dụng", None), ("N/A", None),
    ],
)  # fmt: skip
def test_answers_are_known_in_the_shorthand_of_offices(typed: str, level: int | None) -> None:
    found = AnswerReader(KH.scale).read(typed)
    assert (found.level, found.problem) == (level, "")


@pytest.mark.parametrize("typed", ["4/5", "45", "6", "0", "4,5", "Tốt", "IV", "hài lòng và không"])
def test_what_could_be_two_things_is_left_out_and_said(typed: str) -> None:
    found = AnswerReader(KH.scale).read(typed)
    assert found.level is None
    assert found.problem


@pytest.mark.parametrize("firsts", [CODES, TEXTS], ids=["codes", "texts"])
def test_a_table_with_a_form_in_each_column_is_refused_not_misread(firsts: list[str]) -> None:
    rows: list[list[Value]] = [[first, *ALL_FOUR] for first in firsts]
    with pytest.raises(BadFile, match="mỗi hàng bên dưới là một phiếu"):
        read(["Câu", *range(1, 26)], *rows)


def test_a_row_that_names_the_unit_holds_for_the_forms_below_it() -> None:
    head: list[Value] = ["STT", *CODES]
    found = read(head, ["Đơn vị: Phòng A"], [1, *ALL_FOUR], ["Đơn vị: Phòng B"], [2, *ALL_FOUR])

    assert [form.unit for form in found.accepted] == ["Phòng A", "Phòng B"]
    assert found.rejected == ()


def test_a_row_that_heads_a_group_without_saying_what_is_reported() -> None:
    found = read(["STT", *CODES], ["I", "Phòng A"], [1, *ALL_FOUR])

    assert [form.unit for form in found.accepted] == [""]
    assert [(r.row, r.cell) for r in found.rejected] == [(2, "A2")]
    assert "“I Phòng A” là hàng nhóm" in found.rejected[0].reason


def test_a_workbook_with_merged_groups_and_a_merged_unit_is_read_whole() -> None:
    book = Workbook()
    page = book.active
    assert page is not None
    page.append(["KẾT QUẢ KHẢO SÁT QUÝ I"])
    page.append(["STT", "Đơn vị", *FIRST_ONLY])
    page.append(["", "", *CODES])
    for number in (1, 2, 3):
        page.append([number, "Phòng A" if number == 1 else None, *LEVELS])
    page.merge_cells("A2:A3")
    page.merge_cells("B2:B3")
    page.merge_cells("C2:F2")
    page.merge_cells("B4:B6")
    content = BytesIO()
    book.save(content)
    found = read_forms(read_document(content.getvalue(), "phieu.xlsx"), KH)

    assert [(form.number, form.unit) for form in found.accepted] == [
        ("1", "Phòng A"),
        ("2", "Phòng A"),
        ("3", "Phòng A"),
    ]
    assert {form.answers for form in found.accepted} == {tuple(LEVELS)}


@pytest.mark.parametrize(("mark", "code"), [(",", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16")])
def test_a_text_file_is_read_whatever_its_marks(mark: str, code: str) -> None:
    lines = [mark.join(["Số phiếu", *CODES]), mark.join(["3", *map(str, LEVELS)])]
    found = read_forms(read_document("\r\n".join(lines).encode(code), "phieu.csv"), KH)

    assert [form.answers for form in found.accepted] == [tuple(LEVELS)]


def test_an_open_document_sheet_is_read_as_well() -> None:
    rows = "".join(
        f"<table:table-row>{''.join(map(ods_cell, cells))}</table:table-row>"
        for cells in (["Số phiếu", *CODES], ["9", *map(str, LEVELS)])
    )
    (form,) = read_forms(read_document(ods_file(rows), "phieu.ods"), KH).accepted

    assert (form.number, form.answers) == ("9", tuple(LEVELS))
