"""An amended appendix of ROWS: one line dropped, one reworded, one added, two renumbered."""

from tests.plans.made import HEADER, ROWS

SEATS = ROWS[0].replace("Thường xuyên", "Trước ngày 30/11/2021")
WAITS = "2" + ROWS[2].removeprefix("3")
TALKS = "3" + ROWS[3].removeprefix("4")
HOTLINE = "4|Lập đường dây nóng|Số điện thoại|Phòng Nghiệp vụ 2|Văn phòng Sở|Trong Quý IV/2021|"
AMENDED = (SEATS, WAITS, TALKS, HOTLINE)


def pasted(*rows: str) -> str:
    """The rows as a table that was copied."""
    return "\n".join("\t".join(row.replace("\n", " ").split("|")) for row in (HEADER, *rows))
