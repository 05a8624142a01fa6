"""The preview by LibreOffice: same words, page number from page 2, and an end in any case."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.papers.samples import minutes, report
from tracker.papers.preview import is_preview_available, pdf_preview
from tracker.papers.word import write_word

needs_libreoffice = pytest.mark.skipif(
    not is_preview_available(), reason="LibreOffice is not installed: no preview can be made"
)


@needs_libreoffice
def test_pages_are_numbered_from_the_second_and_an_annex_by_itself() -> None:
    made = pdf_preview(write_word(report(rows=40)))
    assert made is not None
    pages = [page.extract_text().strip() for page in PdfReader(BytesIO(made)).pages]
    # letters that the machine's typeface lacks come out of a PDF in another order
    assert pages[0].startswith("UBND T")
    assert pages[1].startswith("Ph")
    assert [text.split()[0] for text in pages[2:]] == [str(i) for i in range(2, len(pages))]
    assert all("STT" in text for text in pages[1:])  # the heading row on each page


@needs_libreoffice
def test_a_program_that_takes_too_long_is_ended() -> None:
    assert pdf_preview(write_word(minutes()), seconds=0.05) is None


def test_without_libreoffice_there_is_no_preview(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("soffice") is None
    assert not is_preview_available()
    assert pdf_preview(b"x") is None
