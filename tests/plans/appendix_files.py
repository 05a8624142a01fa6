"""A made-up appendix of five items, to be laid out in many ways, and what must come of each."""

from collections.abc import Sequence
from dataclasses import dataclass

from tests.intake.files import word_file
from tracker.intake.reading import read_document
from tracker.plans.appendix import Appendix, KnownIndex, KnownUnit, read_appendix

HEADER = [
    "STT", "Nội dung/Nhiệm vụ", "Sản phẩm", "Đơn vị chủ trì", "Đơn vị phối hợp",
    "Thời gian hoàn thành", "Chỉ số cần cải thiện",
]  # fmt: skip

INDICES = (
    KnownIndex("Tiếp cận dịch vụ", (), "CS1", ("Việc tìm thông tin, hướng dẫn trên trang tin",)),
    KnownIndex(
        "Điều kiện tiếp đón và phục vụ",
        ("Điều kiện tiếp đón",),
        "CS2",
        ("Ghế ngồi chờ, bàn viết", "Nước uống tại nơi tiếp đón"),
    ),
    KnownIndex("Thủ tục hành chính", ("TTHC",), "CS3", ("Thành phần hồ sơ",)),
    KnownIndex("Sự phục vụ của cán bộ, công chức", (), "CS4", ("Thái độ lịch sự",)),
    KnownIndex("Kết quả, tiến độ giải quyết công việc", (), "CS5", ("Trả kết quả đúng hẹn",)),
    KnownIndex("Tiếp nhận, xử lý thông tin phản hồi", (), "CS6", ("Hộp thư góp ý",)),
)

ROWS = [
    [
        "1.", "Sửa quầy tiếp khách và thay ghế ngồi chờ đã hỏng.",
        "- Quầy đã sửa xong.\n- Mười ghế chờ mới.",
        "Văn phòng Sở", "", "Thường xuyên", "",
    ],
    [
        "2", "Viết lại bài hướng dẫn nộp hồ sơ trên trang tin của Sở",
        "Bài hướng dẫn đã đăng",
        "Tổ Truyền thông; Phòng Đăng ký", "Các phòng, trung tâm thuộc Sở", "Trong năm 2024",
        "Cải thiện Chỉ số Tiếp cận dịch vụ",
    ],
    [
        "3", "- Bỏ một bước duyệt trung gian;\n- Ghép hai mẫu đơn thành một",
        "- Quy trình đã sửa;\n- Mẫu đơn mới",
        "Phòng Đăng ký, Phòng Cấp phép", "Văn phòng Sở", "30/6/2024",
        "Chỉ số Thủ tục hành chính và Chỉ số Kết quả, tiến độ giải quyết công việc",
    ],
    [
        "4", "Mở lớp giao tiếp cho người trực quầy",
        "Danh sách dự lớp",
        "Văn phòng Sở", "Các phòng, Trung tâm thuộc Sở", "Từ Quý III/2024",
        "Cải thiện Chỉ số Sự phục vụ của cán bộ, công chức.",
    ],
    [
        "5", "Trả lời thư góp ý trong ba ngày",
        "Sổ theo dõi thư góp ý",
        "Văn phòng Sở", "Các đơn vị liên quan", "Khi có sự thay đổi",
        "Chỉ số tiếp nhận, xử lý thông tin phản hồi",
    ],
]  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What must be understood of one row, whatever its layout."""

    no: int
    task: str
    products: tuple[str, ...]
    leads: tuple[str, ...]
    partners: tuple[str, ...]
    deadline: str
    indices: tuple[str, ...]


GROUP = "Các phòng, trung tâm thuộc Sở"
WANTED = (
    Wanted(
        1, "Sửa quầy tiếp khách và thay ghế ngồi chờ đã hỏng.",
        ("Quầy đã sửa xong.", "Mười ghế chờ mới."), ("Văn phòng Sở",), (), "Thường xuyên", (),
    ),
    Wanted(
        2, "Viết lại bài hướng dẫn nộp hồ sơ trên trang tin của Sở", ("Bài hướng dẫn đã đăng",),
        ("Tổ Truyền thông", "Phòng Đăng ký"), (GROUP,), "Trong năm 2024", ("Tiếp cận dịch vụ",),
    ),
    Wanted(
        3, "Bỏ một bước duyệt trung gian;\nGhép hai mẫu đơn thành một",
        ("Quy trình đã sửa;", "Mẫu đơn mới"),
        ("Phòng Đăng ký", "Phòng Cấp phép"), ("Văn phòng Sở",), "30/6/2024",
        ("Thủ tục hành chính", "Kết quả, tiến độ giải quyết công việc"),
    ),
    Wanted(
        4, "Mở lớp giao tiếp cho người trực quầy", ("Danh sách dự lớp",),
        ("Văn phòng Sở",), (GROUP,), "Từ Quý III/2024", ("Sự phục vụ của cán bộ, công chức",),
    ),
    Wanted(
        5, "Trả lời thư góp ý trong ba ngày", ("Sổ theo dõi thư góp ý",),
        ("Văn phòng Sở",), ("Các đơn vị liên quan",), "Khi có sự thay đổi",
        ("Tiếp nhận, xử lý thông tin phản hồi",),
    ),
)  # fmt: skip


def understood(
    content: bytes,
    filename: str = "a.docx",
    year: int | None = 2024,
    units: Sequence[KnownUnit] = (),
) -> Appendix:
    """The appendix of these bytes, read by the indices above."""
    return read_appendix(read_document(content, filename), year, INDICES, units)


def of_rows(rows: Sequence[Sequence[str]], header: Sequence[str] = HEADER) -> Appendix:
    """The appendix of a Word table with these rows."""
    return understood(word_file([header, *rows]))


def essence(appendix: Appendix) -> tuple[Wanted, ...]:
    """What was understood, in the form of WANTED."""
    return tuple(
        Wanted(
            item.no, item.task, item.products, item.lead_units, item.partner_units,
            item.deadline_text, item.indices,
        )
        for item in appendix.items
    )  # fmt: skip
