import pytest

from tracker.errors import BadFile
from tracker.store.kinds import KINDS, LIMIT_BYTES, clean_name, file_kind


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_each_kind_is_known_by_its_name_and_its_first_bytes(kind: object) -> None:
    known = KINDS[kind.extension]  # type: ignore[attr-defined]

    assert file_kind(f"A.{known.extension.upper()}", known.starts[0] + b"rest") is known


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.exe", b"MZ", "không thuộc loại"),
        ("a", b"%PDF-1", "không thuộc loại"),
        ("a.pdf.js", b"%PDF-1", "không thuộc loại"),
        ("a.pdf", b"", "rỗng"),
        ("a.pdf", b"PK\x03\x04", "không đúng với đuôi"),
        ("a.docx", b"PK\x03\x04 word/vbaProject.bin", "macro"),
        ("a.docm", b"PK\x03\x04", "không thuộc loại"),
        ("a.png", b"<svg onload=alert(1)>", "không đúng với đuôi"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_a_way_out(
    name: str, content: bytes, said: str
) -> None:
    with pytest.raises(BadFile, match=said) as refused:
        file_kind(name, content)
    assert str(refused.value).count(". ") >= 1  # what happened, then what to do


def test_the_limit_is_twenty_megabytes_inclusive() -> None:
    whole = b"%PDF-" + bytes(LIMIT_BYTES - 5)

    assert file_kind("a.pdf", whole).extension == "pdf"
    with pytest.raises(BadFile, match="20 MB"):
        file_kind("a.pdf", whole + b"0")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\Biên bản.docx", "Biên bản.docx"),
        ("bie\u0302n ba\u0309n.pdf", "biên bản.pdf"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("fdp.\u202eexe.pdf", "fdp.exe.pdf"),
        ("", "tep"),
        ("/", "tep"),
    ],
)
def test_a_name_is_data_and_nothing_else(given: str, kept: str) -> None:
    assert clean_name(given) == kept


def test_a_long_name_keeps_its_end() -> None:
    name = clean_name("x" * 4096 + ".pdf")

    assert len(name) == 150
    assert name.endswith(".pdf")
