"""The Word file holds what the layout of Nghị định 30/2020 asks for."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.shared import Mm

from tests.papers.samples import HEAD, minutes, report
from tracker.papers.blocks import Heading, Paper, Para, Picture
from tracker.papers.pictures import IndexPoint, index_chart_svg, to_png
from tracker.papers.word import write_word


def opened(paper: Paper) -> WordDocument:
    return Document(BytesIO(write_word(paper)))


def part(paper: Paper, name: str) -> str:
    with ZipFile(BytesIO(write_word(paper))) as package:
        return package.read(name).decode()


def all_text(document: WordDocument) -> str:
    return "\n".join(
        "".join(t.text or "" for t in p.iter(qn("w:t")))
        for p in document.element.body.iter(qn("w:p"))
    )


def test_pages_are_a4_with_the_margins_of_the_decree() -> None:
    upright, annex = opened(report()).sections
    for section in (upright, annex):
        margins = (section.top_margin, section.right_margin, section.bottom_margin)
        assert [round(m / Mm(1)) for m in margins if m is not None] == [20, 15, 20]
        assert round((section.left_margin or 0) / Mm(1)) == 30
    assert [round((upright.page_width or 0) / Mm(1)), round((annex.page_width or 0) / Mm(1))] == [
        210,
        297,
    ]


def test_every_section_counts_from_one_and_hides_the_number_on_its_first_page() -> None:
    for section in opened(report()).sections:
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
        assert 'instr=" PAGE "' in section.header._element.xml
        assert not section.first_page_header.paragraphs[0].text


def test_the_names_above_a_paper_are_in_capitals_however_they_were_typed() -> None:
    head = replace(HEAD, agency="Sở Sông nước", superior="UBND tỉnh Thử Nghiệm")
    cell = opened(Paper("Thử", head=head)).tables[0].cell(0, 0)
    assert [p.text for p in cell.paragraphs[:2]] == ["UBND TỈNH THỬ NGHIỆM", "SỞ SÔNG NƯỚC"]


def test_the_typeface_is_named_and_the_language_is_vietnamese() -> None:
    styles = part(report(), "word/styles.xml")
    assert 'w:ascii="Times New Roman"' in styles
    assert 'w:lang w:val="vi-VN"' in styles
    assert 'w:themeFontLang w:val="vi-VN"' in part(report(), "word/settings.xml")


@pytest.mark.parametrize(("size", "half_points"), [(13, "26"), (14, "28")])
def test_the_text_has_the_size_asked_for(size: int, half_points: str) -> None:
    style = opened(replace(report(), size_pt=size)).styles["Normal"].element
    assert style.find(f".//{qn('w:sz')}").get(qn("w:val")) == half_points


def test_nobody_is_named_as_author_and_the_title_is_told() -> None:
    properties = opened(report()).core_properties
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert (properties.title, properties.language) == ("Báo cáo quý III năm 2021", "vi-VN")


def test_codes_stand_in_the_properties_and_never_on_the_paper() -> None:
    assert "<vt:lpwstr>a1b2</vt:lpwstr>" in part(report(), "docProps/custom.xml")
    assert "a1b2" not in part(report(), "word/document.xml")


def test_the_same_paper_gives_the_same_bytes() -> None:
    at = datetime(2021, 9, 16, 1, tzinfo=UTC)
    assert write_word(report()) == write_word(report())
    made = opened(replace(report(), made_at=at)).core_properties.created
    assert made is not None
    assert made.isoformat()[:16] == "2021-09-16T01:00"


def test_number_and_day_stay_blank_until_they_are_given() -> None:
    text = all_text(opened(report())).replace("\u00a0", "_")
    assert "Số: ______/BC-SSN" in text
    assert "Thử Nghiệm, ngày______tháng 9 năm 2021" in text
    given = replace(HEAD, number="844/STP-VP", dated_on=date(2021, 7, 6))
    text = all_text(opened(replace(report(), head=given)))
    assert "Số: 844/STP-VP" in text
    assert "Thử Nghiệm, ngày 06 tháng 7 năm 2021" in text


def test_the_parts_stand_in_their_order() -> None:
    text = all_text(opened(report()))
    parts = ["SỞ SÔNG NƯỚC", "Độc lập - Tự do - Hạnh phúc", "BÁO CÁO", "Kết quả quý III năm 2021"]
    parts += ["Kính gửi: UBND tỉnh.", "Kết quả như sau:", "Sở báo cáo./.", "Nơi nhận:", "Phụ lục"]
    assert sorted(parts, key=text.index) == parts


def test_minutes_have_two_signatures_side_by_side_and_no_line_of_the_day() -> None:
    document = opened(minutes())
    cells = [cell.text.split("\n") for cell in document.tables[-1].rows[0].cells]
    assert [(c[0], c[-1]) for c in cells] == [("THƯ KÝ", "Trần Thị B"), ("CHỦ TỌA", "Lê Văn C")]
    assert "năm 2021" not in document.tables[0].rows[1].cells[1].text


def test_the_closing_sentence_holds_on_to_the_signatures() -> None:
    closing = next(p for p in opened(minutes()).paragraphs if p.text.endswith("cùng ngày./."))
    assert closing._p.find(f".//{qn('w:keepNext')}") is not None
    signatures = opened(minutes()).tables[-1]
    assert signatures._tbl.findall(f".//{qn('w:cantSplit')}")


def test_rules_are_borders_and_never_underlines() -> None:
    document = part(report(), "word/document.xml")
    assert document.count("<w:pBdr>") == 3  # agency, motto, summary
    assert "<w:u " not in document


def test_an_emphasis_and_a_hostile_text_come_through_unchanged() -> None:
    text = "=1+1 <b>&amp;</b> \u0001\u000bhết\ttrang"
    document = opened(Paper("x", body=(Heading("A", tail=" (7)"), Para(text))))
    assert document.paragraphs[1].text == "=1+1 <b>&amp;</b> hết trang"
    assert document.paragraphs[0].runs[1].bold is False
    italic = [r.text for p in opened(minutes()).paragraphs for r in p.runs if r.italic]
    assert "Kết luận:" in italic


def test_a_picture_tells_in_words_what_it_shows() -> None:
    png = to_png(index_chart_svg([IndexPoint("Một", 80)], 81), 72)
    document = part(Paper("x", body=(Picture(png, "Một: 80%"),)), "word/document.xml")
    assert 'descr="Một: 80%"' in document


def test_nothing_in_the_file_points_outside() -> None:
    with ZipFile(BytesIO(write_word(report()))) as package:
        relations = [n for n in package.namelist() if n.endswith(".rels")]
        assert all(b"External" not in package.read(name) for name in relations)
        assert not [n for n in package.namelist() if "theme" in n or "thumbnail" in n]


def test_an_annex_may_stand_alone_but_nothing_may_not() -> None:
    alone = Paper("Phụ lục", annexes=report().annexes)
    assert all_text(opened(alone)).startswith("Phụ lục\nKẾT QUẢ THỰC HIỆN\n(Kèm theo Báo cáo")
    with pytest.raises(ValueError, match="a paper needs"):
        write_word(Paper("x"))
