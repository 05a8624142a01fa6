"""Which files are taken, how large, and what their first bytes must be (PROMISES, decision 7)."""

import re
import unicodedata
from enum import StrEnum

from tracker.errors import BadFile
from tracker.vietnamese import nfc

MIB = 1024 * 1024
MAX_BYTES = 20 * MIB
MAX_UNPACKED = 100 * MIB
MAX_ENTRIES = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 500
MAX_CELLS = 1_000_000
MAX_LINES = 60_000  # paragraphs and table rows of one file
MAX_LINE = 1_000_000
MAX_ANSWER = 12 * MIB  # of JSON: what the asking process has to hold
HEAD = 4_096  # bytes looked at to tell what a file is

TAKEN = ".docx, .xlsx, .xls, .ods, .csv, .txt, .html (và .doc, .xls lưu dạng trang web)"


class Kind(StrEnum):
    """How a file is read."""

    WORD = "word"
    SHEET = "sheet"
    CSV = "csv"
    TEXT = "text"
    WEB = "web"


_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WEB = re.compile(
    rb"<(!doctype\s+html|html|head|body|meta|table|div|p|span|style)\b", re.IGNORECASE
)
_KINDS = {
    ".docx": Kind.WORD,
    ".xlsx": Kind.SHEET,
    ".ods": Kind.SHEET,
    ".xls": Kind.SHEET,
    ".csv": Kind.CSV,
    ".tsv": Kind.CSV,
    ".txt": Kind.TEXT,
    ".htm": Kind.WEB,
    ".html": Kind.WEB,
    ".doc": Kind.WEB,
}
_PACKAGES = frozenset({".docx", ".xlsx", ".ods"})
_SAVE_AS_WORD = "Mở tệp bằng Word, chọn Lưu thành (Save As) dạng .docx rồi dùng tệp mới."
_REFUSED = {
    ".pdf": "là PDF nên không đọc được bảng. Dùng bản Word hoặc Excel của văn bản.",
    ".rtf": f"là RTF nên chưa đọc được. {_SAVE_AS_WORD}",
    ".docm": f"có thể chứa macro nên không được nhận. {_SAVE_AS_WORD}",
    ".dotm": f"có thể chứa macro nên không được nhận. {_SAVE_AS_WORD}",
    ".xlsm": "có thể chứa macro nên không được nhận. Lưu lại bằng Excel dạng .xlsx.",
    ".xlsb": "là Excel nhị phân nên không được nhận. Lưu lại bằng Excel dạng .xlsx.",
}


def shown_name(filename: str) -> str:
    """The last part of a file's name, safe to print: no control or direction marks, short."""
    last = re.split(r"[/\\]", nfc(filename))[-1]
    plain = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip() or "không tên"
    return plain if len(plain) <= 80 else f"{plain[:50]}…{plain[-25:]}"


def suffix_of(name: str) -> str:
    """The extension of a name in lower case, with its dot; "" without one."""
    stem, dot, ending = name.rpartition(".")
    return f".{ending.lower()}" if dot and stem else ""


def kind_of(suffix: str, head: bytes) -> Kind:
    """How a file with this extension and these first bytes is read.

    Raises BadFile (a sentence without its subject, the file) where the extension is not taken or
    the bytes are something else than it says.
    """
    if suffix in _REFUSED:
        raise BadFile(_REFUSED[suffix])
    if suffix not in _KINDS:
        raise BadFile(f"thuộc loại chưa đọc được. Các loại đọc được: {TAKEN}.")
    if suffix in _PACKAGES:
        return _package_kind(suffix, head)
    if suffix in {".doc", ".xls"}:
        return _old_office_kind(suffix, head)
    if head.startswith((_ZIP, _OLE, b"%PDF", b"{\\rtf", b"\x7fELF", b"MZ")):
        raise BadFile(f"có nội dung không phải dạng {suffix}. Lưu lại đúng dạng rồi chọn lại.")
    return Kind.WEB if _is_web(head) else _KINDS[suffix]


def _package_kind(suffix: str, head: bytes) -> Kind:
    if head.startswith(_OLE):
        raise BadFile(
            f"có đuôi {suffix} nhưng được đặt mật khẩu hoặc ở dạng Office cũ. "
            "Bỏ mật khẩu hoặc lưu lại đúng dạng rồi chọn lại."
        )
    if not head.startswith(_ZIP):
        raise BadFile(
            f"có đuôi {suffix} nhưng nội dung không phải dạng này, hoặc đã hỏng. "
            "Mở bằng Word hoặc Excel, lưu lại rồi chọn lại."
        )
    return _KINDS[suffix]


def _old_office_kind(suffix: str, head: bytes) -> Kind:
    """HTML under an old name is read as a page; a true .xls as a sheet; a true .doc is refused."""
    if _is_web(head):
        return Kind.WEB
    if suffix == ".xls" and head.startswith(_OLE):
        return Kind.SHEET
    if head.startswith(_ZIP):
        raise BadFile(f"có đuôi {suffix} nhưng là tệp {suffix}x. Đổi đuôi tên tệp rồi chọn lại.")
    if suffix == ".doc":
        raise BadFile(f"là Word đời cũ (.doc) nên chưa đọc được. {_SAVE_AS_WORD}")
    raise BadFile("có đuôi .xls nhưng không phải Excel. Lưu lại dạng .xlsx rồi chọn lại.")


def _is_web(head: bytes) -> bool:
    plain = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return plain.startswith(b"<") and _WEB.search(plain) is not None
