"""CSV in many encodings, published text with tabs, pasted tables, remains of HTML."""

import unicodedata
from pathlib import Path

import pytest

from tracker.errors import BadFile
from tracker.intake.documents import Document, Table
from tracker.intake.reading import read_document
from tracker.intake.remains import without_tags

ROWS = (("STT", "Nội dung, việc"), ("1", "Đỡ chờ\nlâu"))


def _rows(content: str | bytes, filename: str) -> tuple[tuple[str, ...], ...]:
    data = content.encode() if isinstance(content, str) else content
    (table,) = read_document(data, filename).tables
    return table.rows


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
def test_csv_is_read_whatever_parts_its_cells_and_encodes_its_letters(
    sign: str, encoding: str
) -> None:
    text = "\r\n".join(sign.join(f'"{cell}"' for cell in row) for row in ROWS)
    assert _rows(text.encode(encoding), "a.csv") == ROWS


def test_csv_of_an_old_windows_is_read() -> None:
    words = unicodedata.normalize("NFC", "Đơn vị chủ trì, phối hợp")
    content = "".join(_old_windows(letter) for letter in words).encode("cp1258")
    assert _rows(b"STT;" + content + b"\r\n1;a\r\n", "a.csv")[0] == ("STT", words)


def _old_windows(letter: str) -> str:
    """A letter as code page 1258 spells it: its tone as a sign of its own."""
    parts = unicodedata.normalize("NFD", letter)
    tones = [sign for sign in parts if sign in "\u0300\u0301\u0303\u0309\u0323"]
    return unicodedata.normalize("NFC", "".join(s for s in parts if s not in tones)) + "".join(
        tones
    )


def test_text_has_paragraphs_and_tables_where_they_stand() -> None:
    content = "Mở đầu\n\nSTT\tViệc\tĐơn vị\n1\ta\tb\n\nSTT\tViệc\tĐơn vị\n\tc\t\nHết"
    document = read_document(content.encode(), "a.txt")
    first, second = document.tables
    assert (first.first_row, second.first_row) == (3, 6)
    assert second.rows == (("STT", "Việc", "Đơn vị"), ("", "c", ""))
    assert [text for text in document.paragraphs if text] == ["Mở đầu", "Hết"]
    assert second.place(1) == "bảng 2, dòng 7"


def test_an_indented_line_is_no_row() -> None:
    document = read_document(b"\tMot\n\t1. Hai\n", "a.txt")
    assert document.tables == ()


@pytest.mark.parametrize(
    "content",
    [
        "STT\tViệc\tĐơn vị\n1\tMột\nhai\tb\n2\tBa\tc",
        'STT\tViệc\tĐơn vị\n1\t"Một\nhai"\tb\n2\tBa\tc',
        "STT\tViệc\tĐơn vị\r\n1\tMột\r\nhai\tb\r\n2\tBa\tc",
    ],
)
def test_a_pasted_row_goes_on_until_its_cells_are_full(content: str) -> None:
    assert _rows(content, "a.txt") == (
        ("STT", "Việc", "Đơn vị"), ("1", "Một\nhai", "b"), ("2", "Ba", "c"),
    )  # fmt: skip


def test_lines_of_the_last_cell_stay_with_their_row() -> None:
    rows = _rows("STT\tViệc\tChỉ số\n1\ta\tMột\nhai\n2\tb\tc", "a.txt")
    assert rows[1] == ("1", "a", "Một\nhai")


def test_rows_that_lost_their_last_tabs_are_not_put_together() -> None:
    rows = _rows("STT\tViệc\tĐơn vị\tHạn\n1\ta\tb\n2\tc\td", "a.txt")
    assert rows[1:] == (("1", "a", "b", ""), ("2", "c", "d", ""))


def test_a_table_within_bars_is_read() -> None:
    assert _rows("| a | b |\n|---|---|\n| c | d<br>e |", "a.txt") == (("a", "b"), ("c", "d\ne"))


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('<ul style="x"> - Một. - Hai </ul>', "- Một.\n- Hai"),
        ("<ul><li>Một</li><li>Hai</li></ul>", "- Một\n- Hai"),
        ("<p>Phụ lục IV - Thông tư</p>", "Phụ lục IV - Thông tư"),
        ("<ul> - Phụ lục IV - Thông tư - Hai </ul>", "- Phụ lục IV - Thông tư\n- Hai"),
        ("<ul> - Một - hai </ul>", "- Một - hai"),
        ("a &lt; b &amp; c", "a < b & c"),
        ("a < b", "a < b"),
    ],
)
def test_remains_of_html_are_dropped_and_lists_kept(text: str, plain: str) -> None:
    lines = (line.strip() for line in without_tags(text).split("\n"))
    assert "\n".join(line for line in lines if line) == plain


PAGE = """<html><head><meta charset="utf-8"><title>x</title><style>p {}</style></head><body>
<p>Kế hoạch</p><table><tr><th rowspan=2>STT<th colspan=2>Đơn vị</tr>
<tr><td>chủ trì<td>phối
 hợp</tr><tr><td><p>1</p><td>Văn phòng<br>Sở<td><ul><li><p>Một</p><li>Hai</ul></tr>
<tr style="display: none"><td>ẩn<td><td></tr></table><script>x</script><ol><li>Ba</ol></body>"""


def _page(filename: str, encoding: str = "utf-8") -> Document:
    return read_document(PAGE.encode(encoding), filename)


@pytest.mark.parametrize("filename", ["a.html", "a.htm", "a.doc", "a.xls", "a.txt"])
def test_a_page_is_read_under_any_of_its_names(filename: str) -> None:
    parts = _page(filename).parts
    (table,) = (part for part in parts if isinstance(part, Table))
    assert table.rows == (
        ("STT", "Đơn vị", ""),
        ("STT", "chủ trì", "phối hợp"),
        ("1", "Văn phòng\nSở", "- Một\n- Hai"),
    )
    assert _page(filename).paragraphs == ("Kế hoạch", "1. Ba")


def test_a_page_in_utf_16_is_read() -> None:
    assert _page("a.doc", "utf-16").paragraphs[0] == "Kế hoạch"


def test_bullets_that_word_writes_into_a_page_become_dashes() -> None:
    cell = "<p>·<span>&nbsp;&nbsp; </span>Một</p><p>2.<span>&nbsp;&nbsp;</span>Hai</p>"
    assert _rows(f"<table><tr><td>{cell}</table>", "a.html") == (("- Một\n2. Hai",),)


def test_letters_nobody_can_tell_are_refused() -> None:
    with pytest.raises(BadFile, match="bảng mã"):
        read_document(b"a,\x9d\x8d\xd2\n", "a.csv")


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "là thư mục"), (tmp_path / "x.txt", "không có ở nơi đã ghi")):
        with pytest.raises(BadFile, match=said):
            read_document(path)
