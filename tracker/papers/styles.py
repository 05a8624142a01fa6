"""The named styles of a paper: whoever edits the Word file changes one style, not each line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from docx.oxml.ns import qn

from tracker.papers.wml import Element, twips, w

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_FIRST_LINE_MM = 12.7  # 1 to 1.27 cm (Nghị định 30/2020/NĐ-CP, Phụ lục I)
_CLEAR_MM = 24  # room for a signature


@dataclass(frozen=True)
class Style:
    """A paragraph style; size and spaces in points; `line` in 240ths, or in twips where exact."""

    key: str
    name: str
    size: float
    align: str = "center"
    bold: bool = False
    italic: bool = False
    first_mm: float = 0
    left_mm: float = 0
    before: float = 0
    after: float = 0
    line: int = 240
    line_rule: str = "auto"
    outline: int | None = None  # 0: first level of the navigation pane
    is_kept: bool = False  # on the page of the next paragraph


def _running_text(size: float) -> Iterator[Style]:
    yield Style("Normal", "Normal", size, "left")
    yield Style("Header", "header", 13)
    body = Style("DoanVan", "Đoạn văn", size, "both", first_mm=_FIRST_LINE_MM, after=6, line=259)
    yield body
    heading = replace(body, align="left", after=4, is_kept=True)
    yield replace(heading, key="Heading1", name="heading 1", bold=True, before=4, outline=0)
    yield replace(heading, key="Heading2", name="heading 2", bold=True, outline=1)
    yield replace(heading, key="Heading3", name="heading 3", outline=2)
    yield Style("HinhAnh", "Hình ảnh", size, before=4, after=2, is_kept=True)
    yield Style("ChuThich", "Chú thích hình", 12, italic=True, after=6)


def _letterhead() -> Iterator[Style]:
    yield Style("CoQuan", "Tên cơ quan", 13)
    yield Style("QuocHieu", "Quốc hiệu", 12.5, bold=True)
    yield Style("TieuNgu", "Tiêu ngữ", 13.5, bold=True)
    yield Style("SoNgay", "Số và ngày", 13, before=7)
    yield Style("VeViec", "Về việc", 12, before=2)
    yield Style("TenLoai", "Tên loại", 14, bold=True, before=16, is_kept=True)
    yield Style("TrichYeu", "Trích yếu", 14, bold=True, is_kept=True)
    yield Style("GachNgang", "Gạch ngang", 2, before=2, line=80, line_rule="exact")
    yield Style("KinhGui", "Kính gửi", 14, before=4, after=8)
    yield Style("KinhGuiDong", "Kính gửi, nhiều nơi", 14, "left", left_mm=45, after=2)
    yield Style("PhuLuc", "Phụ lục", 14, bold=True, is_kept=True, outline=0)
    yield Style("TenPhuLuc", "Tên phụ lục", 13, bold=True, is_kept=True)
    yield Style("KemTheo", "Kèm theo", 13, italic=True, is_kept=True)


def _tables_and_ends(size: float) -> Iterator[Style]:
    yield Style("BangDau", "Bảng, đầu cột", 12, bold=True)
    yield Style("BangO", "Bảng, ô", 12, "left")
    yield Style("BangDam", "Bảng, ô đậm", 12, "left", bold=True)
    yield Style("KhoangCach", "Khoảng cách", 2, line=160, line_rule="exact")
    yield Style("ChuKy", "Chữ ký", size, bold=True, is_kept=True)
    yield Style("ChoKy", "Chỗ ký", size, line=twips(_CLEAR_MM), line_rule="atLeast", is_kept=True)
    yield Style("NoiNhan", "Nơi nhận", 12, "left", bold=True, italic=True, before=2, is_kept=True)
    yield Style("NoiNhanDong", "Nơi nhận, từng nơi", 11, "left")
    yield Style("NgatPhan", "Ngắt phần", 1, line=20, line_rule="exact")


def _letters(style: Style) -> Element:
    size = round(style.size * 2)
    marks = ([w("b")] if style.bold else []) + ([w("i")] if style.italic else [])
    return w("rPr", *marks, w("sz", val=size), w("szCs", val=size))


def _shape(style: Style) -> Element:
    shape = w("pPr", *([w("keepNext")] if style.is_kept else []), w("widowControl"))
    before, after = round(style.before * 20), round(style.after * 20)
    shape.append(
        w("spacing", before=before, after=after, line=style.line, lineRule=style.line_rule)
    )
    shape.append(w("ind", left=twips(style.left_mm), firstLine=twips(style.first_mm)))
    shape.append(w("jc", val=style.align))
    if style.outline is not None:
        shape.append(w("outlineLvl", val=style.outline))
    return shape


def _element(style: Style) -> Element:
    node = w("style", w("name", val=style.name), type="paragraph", styleId=style.key)
    if style.key == "Normal":
        node.set(qn("w:default"), "1")
    else:
        node.append(w("basedOn", val="Normal"))
        node.append(w("next", val="DoanVan" if style.key.startswith("Heading") else style.key))
    node.extend([w("qFormat"), _shape(style), _letters(style)])
    return node


def _defaults() -> Element:
    fonts = w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT)
    language = w("lang", val=LANGUAGE, eastAsia=LANGUAGE, bidi="ar-SA")
    return w("docDefaults", w("rPrDefault", w("rPr", fonts, language)), w("pPrDefault", w("pPr")))


def fill_styles(sheet: Element, size_pt: int) -> None:
    """Put the styles of a paper, with text of `size_pt` points, in place of what `sheet` holds."""
    sheet.clear()
    sheet.append(_defaults())
    for part in (_running_text(size_pt), _letterhead(), _tables_and_ends(size_pt)):
        sheet.extend(_element(style) for style in part)
