"""The upper part of a paper: agency, nation, number, place and day, title, addressees."""

from tracker.papers.blocks import Annex, Head, Paper
from tracker.papers.metrics import bold_width_mm
from tracker.papers.phrases import clean
from tracker.papers.wml import Element, open_table, paragraph, paragraphs, rule, run

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
_AGENCY_SHARE = 0.39  # of the text width; the nation's name has to stay on one line
_INNER_SHARE = 0.43  # on internal sheets, where both names of the agency stand


def _last_line_mm(text: str, size_pt: float, room_mm: float) -> float:
    """The width of the longest line of `text`, at most the room it stands in."""
    return min(room_mm, max(bold_width_mm(line, size_pt) for line in text.split("\n")))


def _agency(head: Head, room_mm: float) -> list[Element]:
    superior, agency = head.names
    above = paragraphs("CoQuan", superior) if superior else []
    names = [paragraph("CoQuan", run(line, bold=True)) for line in clean(agency).split("\n")]
    # one third to one half of the line (Nghị định 30/2020/NĐ-CP, Phụ lục I)
    width = 0.42 * _last_line_mm(agency, 13, room_mm)
    return [*above, *names, rule(width, room_mm)]


def _nation(head: Head, room_mm: float) -> list[Element]:
    if head.aside:
        return [paragraph("VeViec", run(head.aside, italic=True))]
    width = bold_width_mm(MOTTO, 13.5)
    return [
        paragraph("QuocHieu", run(NATION)),
        paragraph("TieuNgu", run(MOTTO)),
        rule(width, room_mm),
    ]


def _number(head: Head) -> list[Element]:
    number = head.number_text
    lines = [paragraph("SoNgay", run(f"Số: {number}"))] if number else []
    if head.about:
        lines += paragraphs("VeViec", head.about)
    if head.draft:
        lines.append(paragraph("VeViec", run(head.draft, bold=True)))
    return lines


def _place_and_day(head: Head) -> list[Element]:
    return [paragraph("SoNgay", run(head.day_text, italic=True))] if head.place else []


def letterhead(head: Head, room_mm: float) -> list[Element]:
    """The two-row head of a paper in a text width of `room_mm`: number and day on one line."""
    left = (_INNER_SHARE if head.aside else _AGENCY_SHARE) * room_mm
    rows = [[_agency(head, left), _nation(head, room_mm - left)]]
    number, day = _number(head), _place_and_day(head)
    if number or day:
        rows.append([number or [paragraph("SoNgay")], day or [paragraph("SoNgay")]])
    return [open_table((left, room_mm - left), rows)]


def title(paper: Paper, room_mm: float) -> list[Element]:
    """The type of the paper, its summary with a rule under it, the addressees; each optional."""
    lines = paragraphs("TenLoai", paper.name) if paper.name else []
    if paper.head and paper.head.about:  # a letter has no type: its V/v stands clear of the places
        lines.append(paragraph("KhoangCach"))
    if paper.summary:
        lines += paragraphs("TrichYeu", paper.summary, keep_next=True)
        width = 0.36 * _last_line_mm(paper.summary, 14, room_mm)
        lines += [rule(width, room_mm, keep_next=True), paragraph("KhoangCach")]
    style = "KinhGui" if len(paper.to) == 1 else "KinhGuiDong"
    lines += [paragraph(style, run(line)) for line in paper.address_lines]
    return [*lines, paragraph("KhoangCach")] if len(paper.to) > 1 else lines


def annex_title(annex: Annex) -> list[Element]:
    """The three centred lines above an annex."""
    lines = [paragraph("PhuLuc", run(annex.name)), *paragraphs("TenPhuLuc", annex.title)]
    if annex.attached:
        lines += paragraphs("KemTheo", annex.attached)
    return [*lines, paragraph("KhoangCach", keep_next=True)]
