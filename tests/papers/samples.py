"""Small papers of a made-up office, for the tests of this room."""

from datetime import date

from tracker.papers.blocks import (
    Align,
    Annex,
    Bullets,
    Ending,
    Grid,
    GridColumn,
    GridRow,
    Head,
    Heading,
    Paper,
    Para,
    Run,
)
from tracker.papers.phrases import attached_line, dated_line, number_line
from tracker.papers.signing import signature

HEAD = Head("SỞ SÔNG NƯỚC", "UBND TỈNH THỬ NGHIỆM", symbol="BC-SSN", place="Thử Nghiệm")
COLUMNS = (
    GridColumn("STT", 1, Align.CENTRE),
    GridColumn("Nội dung", 5),
    GridColumn("Ghi chú", 2),
)


def minutes() -> Paper:
    """Minutes with two signatures and no line of place and day."""
    return Paper(
        title="Biên bản họp tháng 9",
        head=Head("SỞ SÔNG NƯỚC", "UBND TỈNH THỬ NGHIỆM", symbol="BB-SSN"),
        name="BIÊN BẢN",
        summary="Họp giao ban tháng 9 năm 2021",
        body=(
            Heading("I. NỘI DUNG"),
            Para(("Ông A nêu ý kiến. ", Run("Kết luận:", italic=True), " Thống nhất.")),
            Bullets(("Phòng Một thực hiện;", "Phòng Hai phối hợp.")),
            Ending(
                (signature("Trần Thị B", "Thư ký"), signature("Lê Văn C", "Chủ tọa")),
                "Cuộc họp kết thúc vào 15 giờ 30 phút cùng ngày.",
                ("Lãnh đạo Sở", "Lưu: VT"),
            ),
        ),
    )


def report(rows: int = 3) -> Paper:
    """A report with a landscape annex of `rows` rows."""
    lines: list[tuple[str, ...] | GridRow] = [GridRow(("Nhóm thứ nhất",))]
    lines += [(str(i), f"Việc {i}\nvà việc kèm theo", "") for i in range(1, rows + 1)]
    day = dated_line(None, date(2021, 9, 1))
    return Paper(
        title="Báo cáo quý III năm 2021",
        head=Head(**{**HEAD.__dict__, "expected_on": date(2021, 9, 1)}),
        name="BÁO CÁO",
        summary="Kết quả quý III năm 2021",
        to=("UBND tỉnh",),
        body=(
            Para("Kết quả như sau:"),
            Ending((signature("Lê Văn C", "Giám đốc"),), "Sở báo cáo", ("Như trên", "Lưu: VT")),
        ),
        annexes=(
            Annex(
                "KẾT QUẢ THỰC HIỆN",
                (Grid(COLUMNS, lines),),
                attached=attached_line("Báo cáo", number_line("", "BC-SSN"), day, "Sở"),
            ),
        ),
        properties={"Mã xác thực": "a1b2"},
    )
