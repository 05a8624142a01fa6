"""Which files may be kept as evidence: extension and content must agree. Pure."""

from dataclasses import dataclass

from tracker.errors import BadFile
from tracker.vietnamese import nfc

LIMIT_BYTES = 20 * 1024 * 1024
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Kind:
    """A kind of file: how its content begins, and how it is served."""

    extension: str
    starts: tuple[bytes, ...]
    media_type: str


_OOXML = "application/vnd.openxmlformats-officedocument."
KINDS = {
    k.extension: k
    for k in (
        Kind("pdf", (b"%PDF-",), "application/pdf"),
        Kind("docx", (_ZIP,), _OOXML + "wordprocessingml.document"),
        Kind("xlsx", (_ZIP,), _OOXML + "spreadsheetml.sheet"),
        Kind("doc", (_OLD_OFFICE,), "application/msword"),
        Kind("xls", (_OLD_OFFICE,), "application/vnd.ms-excel"),
        Kind("png", (b"\x89PNG\r\n\x1a\n",), "image/png"),
        Kind("jpg", (b"\xff\xd8\xff",), "image/jpeg"),
        Kind("jpeg", (b"\xff\xd8\xff",), "image/jpeg"),
        Kind("webp", (b"RIFF",), "image/webp"),
        Kind("heic", (b"\x00\x00\x00",), "image/heic"),
    )
}


def file_kind(name: str, content: bytes) -> Kind:
    """The kind of an uploaded file, by extension and content; BadFile says what to do instead.

    Refuses what is empty, over 20 MB, of another kind than its name says, or holds macros.
    """
    extension = name.rpartition(".")[2].lower()
    kind = KINDS.get(extension)
    if kind is None:
        raise BadFile(
            f"Tệp “{clean_name(name)}” không thuộc loại được nhận. Gửi ảnh, PDF, Word hoặc Excel."
        )
    if not content:
        raise BadFile(f"Tệp “{clean_name(name)}” rỗng. Chọn lại tệp có nội dung.")
    if len(content) > LIMIT_BYTES:
        raise BadFile(f"Tệp “{clean_name(name)}” lớn hơn 20 MB. Nén ảnh hoặc chia nhỏ tệp.")
    if not content.startswith(kind.starts) or b"vbaProject.bin" in content:
        raise BadFile(
            f"Nội dung tệp “{clean_name(name)}” không đúng với đuôi .{extension} hoặc có macro. "
            "Mở tệp bằng phần mềm gốc, lưu lại đúng loại rồi gửi."
        )
    return kind


def clean_name(name: str) -> str:
    """A file's own name as data: last part only, form C, no control letters, 150 at most."""
    last = nfc(name).replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable())[-150:] or "tep"
