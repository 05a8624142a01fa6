"""Names of downloaded files."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.papers.names import file_name


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        (("BC-STP", "CCHC", "quý III/2021"), "BC-STP_CCHC_quy-III-2021.docx"),
        (("Đề cương", "Ðợt 1"), "De-cuong_Dot-1.docx"),
        (("844/STP-VP", "", "  "), "844-STP-VP.docx"),
        (("../../etc/passwd",), "etc-passwd.docx"),
        (("CON",), "tep_CON.docx"),
        (("…",), "tep.docx"),
    ],
    ids=["report", "letters", "number", "path", "device", "nothing"],
)
def test_a_name_is_plain_and_tells_what_is_inside(parts: tuple[str, ...], name: str) -> None:
    assert file_name(*parts, suffix="docx") == name


@given(st.lists(st.text(), max_size=4))
def test_no_name_can_leave_its_folder_or_a_header(parts: list[str]) -> None:
    name = file_name(*parts, suffix=".xlsx")
    assert name.isascii()
    assert len(name) <= 130
    assert not set(name) & set('/\\:*?"<>| \r\n;')
    assert not name.startswith((".", "-"))
    assert ".." not in name
