"""Pages as LibreOffice lays them out: numbered from the second, an annex by itself."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from tests.papers.samples import report
from tracker.papers.word import write_word


def pages_of(word: bytes, folder: Path) -> list[str]:
    """The words of each page of a .docx."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed: nothing was laid out on pages")
    (folder / "paper.docx").write_bytes(word)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "pdf", "--outdir", folder, folder / "paper.docx")
    subprocess.run([program, profile, *convert], check=True, capture_output=True, timeout=120)  # noqa: S603
    reader = PdfReader(BytesIO((folder / "paper.pdf").read_bytes()))
    return [page.extract_text().strip() for page in reader.pages]


def test_pages_are_numbered_from_the_second_and_an_annex_by_itself(tmp_path: Path) -> None:
    pages = pages_of(write_word(report(rows=40)), tmp_path)
    # letters that the machine's typeface lacks come out of a PDF in another order
    assert pages[0].startswith("UBND T")
    assert pages[1].startswith("Ph")
    assert [text.split()[0] for text in pages[2:]] == [str(i) for i in range(2, len(pages))]
    assert all("STT" in text for text in pages[1:])  # the heading row on each page
