"""The ranking of units as an Excel workbook, its caveats under the table."""

from datetime import datetime
from io import BytesIO

from tracker.papers.sheets import Column, Kind, Sheet, write_book
from tracker.scores.queries.ranking import Ranking
from tracker.scores.ranking import LEFT_OUT_WORDS, Ranked

TITLE = "Xếp hạng đơn vị"
CAVEATS = (
    (
        "Các đơn vị cùng nhóm có khoảng tin cậy 95% chồng lên khoảng của đơn vị đứng đầu nhóm: số "
        "phiếu không phân biệt được đơn vị nào hơn, nên cùng hưởng thứ hạng của nhóm."
    ),
    "Khoảng tin cậy của chỉ số chung từng đơn vị tính theo mức thận trọng nhất.",
    (
        "Đơn vị giải quyết các lĩnh vực khác nhau; khác biệt có thể do loại thủ tục, không chỉ do "
        "cách phục vụ."
    ),
    "Kết quả là của đơn vị, không dùng để đánh giá từng người.",
)


def span_of(found: Ranking) -> str:
    """The rounds meant, the earliest first."""
    return ", ".join(row.title for row in reversed(found.rounds))


def ranking_book(found: Ranking, agency: str, made_at: datetime) -> BytesIO:
    """One sheet: groups, places, values with interval and people, who is left out and why."""
    sheet = Sheet(
        TITLE,
        [
            Column[Ranked]("Nhóm", lambda line: line.group, 8, Kind.INTEGER),
            Column[Ranked]("Thứ hạng", lambda line: line.places, 10),
            Column[Ranked]("Đơn vị", lambda line: line.unit.name, 46),
            Column[Ranked]("Chỉ số chung (%)", lambda line: line.unit.value, 12, Kind.PERCENT),
            Column[Ranked]("Từ (%)", lambda line: line.unit.low, 10, Kind.PERCENT),
            Column[Ranked]("Đến (%)", lambda line: line.unit.high, 10, Kind.PERCENT),
            Column[Ranked]("Người trả lời", lambda line: line.unit.people, 12, Kind.INTEGER),
            Column[Ranked]("Ghi chú", _note, 40),
        ],
        found.lines,
        title="XẾP HẠNG ĐƠN VỊ THEO CHỈ SỐ HÀI LÒNG",
        subtitle=f"{agency} · {span_of(found)}",
        notes=(f"Chỉ xếp hạng đơn vị có từ {found.fewest} người trả lời.", *CAVEATS),
    )
    return write_book([sheet], title=TITLE, made_at=made_at)


def _note(line: Ranked) -> str:
    return LEFT_OUT_WORDS[line.left_out] if line.left_out else ""
