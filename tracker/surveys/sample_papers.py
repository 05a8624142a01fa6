"""Papers of the sample: the lines of the sample, and the list of people for whoever asks them."""

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from tracker.papers.blocks import Align, Annex, Grid, GridColumn, GridRow, Paper
from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.surveys.models import Round
from tracker.surveys.round_page import QuotaLine
from tracker.surveys.sample_page import Line, SamplePage
from tracker.vietnamese import count, roman, short_date

ERASED = "(đã xóa)"
QUOTA_TITLE = "Cỡ mẫu khảo sát"
LIST_TITLE = "Danh sách mẫu điều tra"
_QUOTA_GRID = (
    GridColumn("TT", 6, Align.CENTRE),
    GridColumn("Lĩnh vực", 36),
    GridColumn("Đơn vị thu phiếu", 24),
    GridColumn("Chính thức", 12, Align.CENTRE),
    GridColumn("Dự bị", 12, Align.CENTRE),
    GridColumn("Ghi chú", 18),
)
_LIST_GRID = (
    GridColumn("TT", 5, Align.CENTRE),
    GridColumn("Họ và tên", 20),
    GridColumn("Địa chỉ", 25),
    GridColumn("Điện thoại", 12),
    GridColumn("Thủ tục, ngày, mã hồ sơ", 26),
    GridColumn("Ghi chú", 14),
)


def quota_paper(row: Round, lines: Sequence[QuotaLine], made_at: datetime) -> Paper:
    """The table of the sample, as an annex of the survey plan."""
    rows: list[Sequence[str] | GridRow] = [
        (
            str(number),
            line.field or "Mọi lĩnh vực",
            line.unit or "–",
            count(line.quota.official),
            count(line.quota.reserve),
            line.quota.note,
        )
        for number, line in enumerate(lines, start=1)
    ]
    official = count(sum(line.quota.official for line in lines))
    reserve = count(sum(line.quota.reserve for line in lines))
    rows.append(GridRow(("", "Tổng cộng", "", official, reserve, _fewest(row))))
    annex = Annex(
        f"{QUOTA_TITLE.upper()}\n{row.title}",
        (Grid(_QUOTA_GRID, rows, QUOTA_TITLE),),
        "",
        _attached(row),
        is_landscape=False,
    )
    return Paper(title=f"{QUOTA_TITLE}, {row.title}", annexes=(annex,), made_at=made_at)


def quota_book(row: Round, lines: Sequence[QuotaLine], made_at: datetime) -> BytesIO:
    """The same with what was reached so far, as a workbook."""
    columns = (
        Column[QuotaLine]("Lĩnh vực", lambda x: x.field or "Mọi lĩnh vực", 36),
        Column[QuotaLine]("Đơn vị", lambda x: x.unit, 28),
        Column[QuotaLine]("Chính thức", lambda x: x.quota.official, 12, Kind.INTEGER),
        Column[QuotaLine]("Dự bị", lambda x: x.quota.reserve, 12, Kind.INTEGER),
        Column[QuotaLine]("Đã thu", lambda x: x.reached.official, 12, Kind.INTEGER),
        Column[QuotaLine]("Dự bị đã dùng", lambda x: x.reached.reserve, 12, Kind.INTEGER),
        Column[QuotaLine]("Ghi chú", lambda x: x.quota.note, 30),
    )
    notes = [_fewest(row)] if row.fewest_forms else []
    sheet = Sheet(QUOTA_TITLE, columns, lines, QUOTA_TITLE.upper(), row.title, notes=notes)
    return write_book([sheet], title=QUOTA_TITLE, made_at=made_at)


def list_paper(page: SamplePage, made_at: datetime) -> Paper:
    """The official and the reserve list, each on its own pages, grouped by line."""
    parts = (("CHÍNH THỨC", page.official), ("DỰ BỊ", page.reserve))
    annexes = tuple(
        Annex(
            f"{LIST_TITLE.upper()} {word}\n{page.row.title}",
            (Grid(_LIST_GRID, _grouped(lines), f"{LIST_TITLE} {word.lower()}"),),
            f"Phụ lục {roman(number)}",
            _attached(page.row),
        )
        for number, (word, lines) in enumerate(parts, start=1)
        if lines
    )
    seeds = ", ".join(each.seed for each in page.drawn)
    title = f"{LIST_TITLE}, {page.row.title}"
    return Paper(title=title, annexes=annexes, made_at=made_at, properties={"Số khởi đầu": seeds})


def list_book(page: SamplePage, made_at: datetime) -> BytesIO:
    """The two lists as sheets of a workbook."""
    columns = (
        Column[Line]("TT", lambda x: x.entry.position, 6, Kind.INTEGER),
        Column[Line]("Lĩnh vực, đơn vị", lambda x: x.stratum, 26),
        Column[Line]("Họ và tên", _name, 26),
        Column[Line]("Địa chỉ", lambda x: x.contact.address if x.contact else "", 34),
        Column[Line]("Điện thoại", lambda x: x.contact.phone if x.contact else "", 14),
        Column[Line]("Thủ tục", lambda x: x.contact.subject if x.contact else "", 30),
        Column[Line]("Ngày", lambda x: x.contact.day if x.contact else None, 12, Kind.DAY),
        Column[Line]("Mã hồ sơ", lambda x: x.contact.code if x.contact else "", 18),
        Column[Line]("Tình trạng", lambda x: x.state, 24),
    )
    sheets = [
        Sheet(word, columns, lines, f"{LIST_TITLE} {word.lower()}".upper(), page.row.title)
        for word, lines in (("Chính thức", page.official), ("Dự bị", page.reserve))
    ]
    seeds = ", ".join(each.seed for each in page.drawn)
    return write_book(sheets, title=LIST_TITLE, made_at=made_at, properties={"Số khởi đầu": seeds})


def _grouped(lines: Sequence[Line]) -> list[Sequence[str] | GridRow]:
    """The rows under the name of their line; within it in the order of their lots."""
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(line.stratum, []).append(line)
    rows: list[Sequence[str] | GridRow] = []
    for name, own in groups.items():
        rows.append(GridRow((f"{name} ({count(len(own))} người)",)))
        rows.extend(_cells(line) for line in own)
    return rows


def _cells(line: Line) -> tuple[str, ...]:
    who = line.contact
    note = line.state if line.replaced or line.is_reached else ""
    if who is None:
        return str(line.entry.position), ERASED, "", "", "", note
    facts = (who.subject or who.field, short_date(who.day) if who.day else "", who.code)
    about = "; ".join(filter(None, facts))
    return str(line.entry.position), who.name, who.address, who.phone, about, note


def _name(line: Line) -> str:
    return line.contact.name if line.contact else ERASED


def _attached(row: Round) -> str:
    document = row.campaign.document if row.campaign else ""
    return f"(Kèm theo {document})" if document else ""


def _fewest(row: Round) -> str:
    return f"Ít nhất {count(row.fewest_forms)} phiếu cả đợt" if row.fewest_forms else ""
