"""Word files: paragraphs, tables, merged cells, lists, what was deleted or hidden."""

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.intake.files import add_list, add_table, numbered, saved, with_body, word_file
from tracker.intake.documents import Merge, Paragraph, Table
from tracker.intake.numbering import written
from tracker.intake.reading import read_document


def test_parts_come_in_their_order() -> None:
    parts = read_document(word_file([["a", "b"]], paragraphs=["Một", "Hai"]), "a.docx").parts
    assert parts[:2] == (Paragraph("Một"), Paragraph("Hai"))
    assert isinstance(parts[2], Table)
    assert parts[2].rows == (("a", "b"),)


def test_paragraphs_of_a_cell_are_its_lines() -> None:
    (table,) = read_document(word_file([["một\nhai", "ba"]]), "a.docx").tables
    assert table.rows[0][0] == "một\nhai"


def test_a_cell_merged_downwards_carries_its_text_and_says_so() -> None:
    document = Document()
    table = add_table(document, [["1", "Văn phòng"], ["2", ""], ["3", ""]])
    table.cell(0, 1).merge(table.cell(2, 1))
    (read,) = read_document(saved(document), "a.docx").tables
    assert [row[1] for row in read.rows] == ["Văn phòng"] * 3
    assert read.covered == {(1, 1), (2, 1)}


def test_a_cell_merged_sideways_stands_in_its_first_column() -> None:
    document = Document()
    table = add_table(document, [["I. Nhóm", "", ""], ["1", "2", "3"], ["4", "5", "6"]])
    table.cell(0, 0).merge(table.cell(0, 2))
    (read,) = read_document(saved(document), "a.docx").tables
    assert read.rows[0] == ("I. Nhóm", "", "")
    assert read.merges == (Merge(0, 0, 0, 2),)


def test_automatic_numbers_are_written_out() -> None:
    document = Document()
    list_id = add_list(document, "decimal", "%1.")
    table = add_table(document, [["", "a"], ["", "b"], ["", "c"]])
    for row in table.rows:
        numbered(row.cells[0].paragraphs[0], list_id)
    (read,) = read_document(saved(document), "a.docx").tables
    assert [row[0] for row in read.rows] == ["1.", "2.", "3."]


def test_automatic_bullets_become_dashes_and_empty_ones_nothing() -> None:
    document = Document()
    list_id = add_list(document, "bullet", "\uf0b7")
    table = add_table(document, [["một\nhai", ""]])
    for cell in table.rows[0].cells:
        for paragraph in cell.paragraphs:
            numbered(paragraph, list_id)
    (read,) = read_document(saved(document), "a.docx").tables
    assert read.rows == (("- một\n- hai", ""),)


def test_a_style_may_number_its_paragraphs() -> None:
    document = Document()
    for text in ("một", "hai"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("ba", style="List Bullet")
    lines = read_document(saved(document), "a.docx").paragraphs
    assert lines == ("1. một", "2. hai", "- ba")


def test_roman_numerals_and_letters_are_counted_as_word_shows_them() -> None:
    document = Document()
    for form, text in (("upperRoman", "%1."), ("lowerLetter", "%1)")):
        list_id = add_list(document, form, text)
        for _ in range(4):
            numbered(document.add_paragraph("x"), list_id)
    lines = read_document(saved(document), "a.docx").paragraphs
    assert lines == ("I. x", "II. x", "III. x", "IV. x", "a) x", "b) x", "c) x", "d) x")


def test_deleted_and_hidden_text_is_left_out_and_inserted_text_kept() -> None:
    document = Document()
    paragraph = document.add_paragraph("Giữ ")
    for xml in (
        "<w:del {}><w:r><w:delText>cũ</w:delText></w:r></w:del>",
        "<w:ins {}><w:r><w:t>mới</w:t></w:r></w:ins>",
        "<w:r {}><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r>",
    ):
        paragraph._p.append(parse_xml(xml.format(nsdecls("w"))))
    assert read_document(saved(document), "a.docx").paragraphs == ("Giữ mới",)


def test_a_border_dragged_in_some_rows_does_not_move_columns() -> None:
    def row(texts: str, wide: int) -> bytes:
        spans = [f'<w:gridSpan w:val="{2 if n == wide else 1}"/>' for n in range(3)]
        cells = (
            f"<w:tc><w:tcPr>{span}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"
            for text, span in zip(texts, spans, strict=True)
        )
        return f"<w:tr>{''.join(cells)}</w:tr>".encode()

    body = b"<w:tbl>" + row("abc", 1) + row("def", 0) + row("ghi", 1) + b"</w:tbl>"
    (table,) = read_document(with_body(body), "a.docx").tables
    assert table.rows == (("a", "b", "c"), ("d", "e", "f"), ("g", "h", "i"))


def test_a_table_inside_a_cell_is_read_on_its_own() -> None:
    document = Document()
    outer = add_table(document, [["Khung"]])
    inner = outer.cell(0, 0).add_table(rows=1, cols=2)
    inner.cell(0, 0).text, inner.cell(0, 1).text = "a", "b"
    tables = read_document(saved(document), "a.docx").tables
    assert [table.rows for table in tables] == [(("Khung",),), (("a", "b"),)]


def test_decomposed_letters_and_unseen_signs_are_put_right() -> None:
    content = word_file(paragraphs=["Thu\u031b\u0300ng\u200b xuye\u0302n\u00a0 x"])
    assert read_document(content, "a.docx").paragraphs == ("Thừng xuyên x",)


def test_letters_of_the_old_fonts_are_read_as_they_look() -> None:
    document = Document()
    document.styles["Normal"].font.name = ".VnTime"
    document.add_paragraph("§¬n vÞ chñ tr×, th\u00adêng xuyªn")
    document.add_paragraph().add_run("kÕ ho¹ch").font.name = ".VnTimeH"
    document.add_paragraph().add_run("café, Đơn vị").font.name = "Times New Roman"
    document.add_paragraph("Đơn vị đã gõ Unicode")
    lines = read_document(saved(document), "a.docx").paragraphs
    assert lines == (
        "Đơn vị chủ trì, thường xuyên", "KẾ HOẠCH", "café, Đơn vị", "Đơn vị đã gõ Unicode",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [(4, "lowerRoman", "iv"), (1994, "upperRoman", "MCMXCIV"), (28, "upperLetter", "BB"),
     (7, "decimalZero", "07"), (7, "none", ""), (7, "decimal", "7"), (7, "unknown", "7")],
)  # fmt: skip
def test_numbers_are_written_in_the_form_of_their_list(number: int, form: str, text: str) -> None:
    assert written(number, form) == text
