"""The columns of this room's lists, as they are taken away."""

from tracker.papers.sheets import Column, Kind
from tracker.reviews.queries.discipline import Discipline

UNITS = (
    Column[Discipline]("Đơn vị", lambda row: row.name, 36),
    Column[Discipline]("Báo cáo đúng hạn", lambda row: row.updating.part, 12, Kind.INTEGER),
    Column[Discipline]("Báo cáo phải gửi", lambda row: row.updating.whole, 12, Kind.INTEGER),
    Column[Discipline]("Tỷ lệ cập nhật (%)", lambda row: row.updating.percent, 14, Kind.PERCENT),
    Column[Discipline]("Hoàn thành", lambda row: row.completion.part, 12, Kind.INTEGER),
    Column[Discipline]("Đến hạn", lambda row: row.completion.whole, 12, Kind.INTEGER),
    Column[Discipline](
        "Tỷ lệ hoàn thành (%)", lambda row: row.completion.percent, 14, Kind.PERCENT
    ),
)
