"""The page that shows a paper says word for word what its Word file says."""

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html

from tests.papers.samples import HEAD, minutes, report
from tracker.papers.blocks import Anchored, Grid, GridColumn, GridRow, Head, Heading, Paper, Para
from tracker.papers.word import write_word

TEMPLATES = Path(__file__).parents[2] / "templates"
TWO = (GridColumn("A"), GridColumn("B"))
PLAIN = Paper(
    "x",
    Head("VĂN PHÒNG SỞ", aside="Số liệu đến 8 giờ 00 phút", draft="DỰ THẢO", symbol="PT"),
    to=("Ông A", "Bà B"),
    body=(
        Heading("a) Tiếp cận", 2, " (78,33%)"),
        Para("=1+1 <b>&amp;</b>"),
        Grid(
            (GridColumn("A"), GridColumn("B")), [GridRow(("c\nd", "e"))], has_numbered_columns=True
        ),
    ),
)


def on_page(paper: Paper) -> str:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined
    )
    module = environment.get_template("macros/whole_paper.html").module
    return str(module.whole_paper(paper, "Bản xem trước"))  # type: ignore[attr-defined]


def in_word(paper: Paper) -> str:
    body = Document(BytesIO(write_word(paper))).element.body
    return "".join(t.text or "" for t in body.iter(qn("w:t")))


def bare(text: str) -> list[str]:
    """The letters, sorted: the page puts the head's number before the nation's name."""
    return sorted("".join(text.split()))


@pytest.mark.parametrize(
    "paper", [minutes(), report(), PLAIN], ids=["minutes", "report-with-annex", "plain-sheet"]
)
def test_page_and_word_file_hold_the_same_words(paper: Paper) -> None:
    words = "".join(html.fragment_fromstring(on_page(paper), create_parent=True).itertext())
    assert bare(words) == bare(in_word(paper))


def test_the_superior_stands_in_capitals_whatever_was_typed() -> None:
    paper = Paper("x", Head("SỞ SÔNG NƯỚC", "UBND tỉnh Thử Nghiệm"))
    for words in (on_page(paper), in_word(paper)):
        assert "UBND TỈNH THỬ NGHIỆM" in words


def test_what_a_person_typed_stays_text() -> None:
    page = on_page(Paper("x", HEAD, body=(Para("<script>alert(1)</script>"),)))
    assert "<script>" not in page
    assert "style=" not in page


def test_a_table_row_spans_and_a_heading_is_a_heading() -> None:
    page = on_page(report())
    assert '<td colspan="3"><b>Nhóm thứ nhất</b></td>' in page
    assert "<h2>I. NỘI DUNG</h2>" in on_page(minutes())


def test_text_being_written_has_an_id_on_the_page_and_none_in_word() -> None:
    paper = Paper(
        "x",
        body=(
            Para(("Kết luận: ", Anchored("thống nhất", "kl-1"))),
            Grid(TWO, [("1", Anchored("giao\nPhòng Một", "kl-2"))]),
        ),
    )
    page = on_page(paper)
    assert '<span class="live" id="kl-1">thống nhất</span>' in page
    assert '<span class="live" id="kl-2">giao<br>Phòng Một</span>' in page
    assert in_word(paper) == "Kết luận: thống nhấtAB1giaoPhòng Một"
