"""Opens a zipped office file after checking everything that could hurt its reader."""

import posixpath
import re
import zlib
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from tracker.errors import BadFile
from tracker.intake.kinds import MAX_ENTRIES, MAX_UNPACKED

BROKEN = "bị hỏng hoặc bị cắt dở. Mở bằng Word hoặc Excel, lưu thành tệp mới rồi chọn lại."
TOO_HEAVY = (
    "cần quá nhiều bộ nhớ để đọc, có thể là tệp gây hại. "
    "Sao chép riêng bảng sang một tệp mới rồi chọn lại."
)
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tif", ".tiff", ".bmp", ".svg")
_PROGRAMS = re.compile(
    r"vbaproject|vbadata|/activex/|/macrosheets/|\.exe$|\.dll$|\.js$|\.vbs$", re.IGNORECASE
)
_EMBEDDED = re.compile(r"/embeddings/[^/]*\.bin$|^object [^/]*/|^basic/|^scripts/", re.IGNORECASE)
_DECLARED = re.compile(rb"^<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)")
_PLAIN_ENCODINGS = frozenset({b"utf-8", b"utf8", b"us-ascii", b"ascii", b"utf-16"})
_MAIN_TYPES = {
    ".docx": b"wordprocessingml.document.main+xml",
    ".xlsx": b"spreadsheetml.sheet.main+xml",
}


def xml_fault(fault: Any) -> str:
    """What to say of XML that could not be read: broken, or larger than the memory there is."""
    return TOO_HEAVY if fault.code == etree.ErrorTypes.ERR_NO_MEMORY else BROKEN


@dataclass(frozen=True)
class Package:
    """A checked zip: `part` gives bytes, `xml` a tree, `related` the parts a part names by type."""

    archive: ZipFile

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(self.archive.namelist())

    def part(self, name: str) -> bytes:
        """The bytes of a part; raises BadFile where it is missing or damaged."""
        try:
            return self.archive.read(name)
        except (BadZipFile, zlib.error, KeyError, EOFError, OSError, NotImplementedError):
            raise BadFile(BROKEN) from None

    def xml(self, name: str) -> Any:
        """The root element of a part, read without entities, schemas or network."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            return etree.fromstring(self.part(name), parser)
        except etree.XMLSyntaxError as fault:
            raise BadFile(xml_fault(fault)) from None

    def related(self, name: str, ending: str) -> dict[str, str]:
        """Ids and paths of the parts which `name` ("" is the package) names by a type's ending."""
        folder, last = posixpath.split(name)
        path = posixpath.join(folder, "_rels", f"{last}.rels")
        if path not in self.names:
            return {}
        return {
            r.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, r.get("Target", "")))[
                1:
            ]
            for r in self.xml(path).iter(_RELATIONS)
            if r.get("Type", "").endswith(ending) and r.get("TargetMode") != "External"
        }


def open_package(content: bytes, suffix: str) -> Package:
    """The checked package of a .docx, .xlsx or .ods; raises BadFile with what to do."""
    try:
        archive = ZipFile(BytesIO(content))
        entries = archive.infolist()
    except (BadZipFile, ValueError, EOFError, OSError, NotImplementedError):
        raise BadFile(BROKEN) from None
    _check_sizes(entries)
    _check_names(entries)
    package = Package(archive)
    for name in package.names:
        if not name.lower().endswith(_PICTURES):
            _check_part(name, package.part(name))
    _check_type(package, suffix)
    return package


def _check_sizes(entries: list[ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise BadFile(
            "giải nén ra quá lớn (hơn 100 MB hoặc hơn 2.000 mục), có thể là tệp gây hại. "
            "Bỏ ảnh và phần thừa rồi lưu lại."
        )
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise BadFile("được đặt mật khẩu. Bỏ mật khẩu rồi chọn lại.")
    if any(entry.compress_type not in {ZIP_STORED, ZIP_DEFLATED} for entry in entries):
        raise BadFile(BROKEN)


def _check_names(entries: list[ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_is_odd(name) for name in names):
        raise BadFile(
            "có cấu trúc bất thường. Mở bằng Word hoặc Excel, lưu thành tệp mới rồi chọn lại."
        )
    if any(_PROGRAMS.search(f"/{name}") for name in names):
        raise BadFile("có macro nên không được nhận. Lưu lại dạng .docx hoặc .xlsx không macro.")
    if any(_EMBEDDED.search(name) for name in names):
        raise BadFile("có đối tượng nhúng bên trong. Xóa các đối tượng nhúng rồi lưu lại.")


def _is_odd(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    return name.startswith(("/", "\\")) or ".." in parts or ":" in name or "\x00" in name


def _check_part(name: str, content: bytes) -> None:
    """A part in XML is plain UTF-8 or UTF-16 without DOCTYPE; nothing outside is fetched."""
    start = content[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    wide = content[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in content[:4]
    if not wide and not start.startswith(b"<"):
        return
    text = content.replace(b"\x00", b"") if wide else content
    declared = _DECLARED.match(text[:200].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n"))
    if declared and declared[1].lower() not in _PLAIN_ENCODINGS:
        raise BadFile(BROKEN)
    if re.search(rb"<!(DOCTYPE|ENTITY)", text, re.IGNORECASE):
        raise BadFile(
            "có khai báo DOCTYPE, thường gặp ở tệp gây hại. "
            "Mở bằng Word hoặc Excel, lưu thành tệp mới rồi chọn lại."
        )
    if name.endswith(".rels"):
        _check_relations(content)


def _check_relations(content: bytes) -> None:
    """Links for a reader to click are fine; pictures, templates, sheets from elsewhere are not."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        raise BadFile(BROKEN) from None
    for relation in root.iter(_RELATIONS):
        kind, target = relation.get("Type", ""), relation.get("Target", "")
        local_template = kind.endswith("/attachedTemplate") and re.match(
            r"(file:/{2,3})?[A-Za-z]:[\\/]|[^:/\\]+\.dot[xm]?$", target
        )
        external = relation.get("TargetMode") == "External"
        if external and not kind.endswith("/hyperlink") and not local_template:
            raise BadFile(
                "có liên kết tới tệp bên ngoài. Ngắt các liên kết đó (mục Chỉnh sửa liên kết của "
                "Word, Excel) rồi lưu lại."
            )


def _check_type(package: Package, suffix: str) -> None:
    if suffix == ".ods":
        fits = "mimetype" in package.names and package.part("mimetype").strip().endswith(
            b"opendocument.spreadsheet"
        )
    else:
        types = package.part("[Content_Types].xml")
        if b"macroEnabled" in types:
            raise BadFile("có macro nên không được nhận. Lưu lại dạng không macro.")
        fits = _MAIN_TYPES[suffix] in types
    if not fits:
        raise BadFile(
            f"có đuôi {suffix} nhưng bên trong không phải dạng này. Lưu lại đúng dạng rồi chọn lại."
        )
