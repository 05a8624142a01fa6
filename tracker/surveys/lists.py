"""The columns of this room's lists, as they are taken away."""

from tracker.papers.sheets import Column, Kind
from tracker.surveys.models import PublishedValue, Round
from tracker.surveys.words import ROUND_WORDS

ROUNDS = (
    Column[Round]("Mã đợt", lambda row: row.code, 14),
    Column[Round]("Đợt khảo sát", lambda row: row.title, 40),
    Column[Round]("Thu phiếu từ", lambda row: row.collect_from, 12, Kind.DAY),
    Column[Round]("Đến", lambda row: row.collect_to, 12, Kind.DAY),
    Column[Round]("Số phiếu niêm phong", lambda row: row.responses, 18, Kind.INTEGER),
    Column[Round]("Tình trạng", lambda row: ROUND_WORDS[row.state], 18),
    Column[Round]("Báo cáo số", lambda row: row.report_number, 18),
    Column[Round]("Ngày ký", lambda row: row.signed_on, 12, Kind.DAY),
)
PUBLISHED = (
    Column[PublishedValue]("Năm", lambda row: str(row.year), 8),
    Column[PublishedValue]("Kỳ", lambda row: row.label, 18),
    Column[PublishedValue](
        "Chỉ số", lambda row: row.component.name if row.component else "Chỉ số chung", 40
    ),
    Column[PublishedValue]("Giá trị (%)", lambda row: row.value, 12, Kind.PERCENT),
    Column[PublishedValue]("Số phiếu", lambda row: row.people, 10, Kind.INTEGER),
    Column[PublishedValue]("Văn bản", lambda row: row.document, 40),
    Column[PublishedValue]("Ngày công bố", lambda row: row.announced_on, 12, Kind.DAY),
    Column[PublishedValue]("Cơ quan công bố", lambda row: row.issuer, 30),
)
