"""The columns of this room's lists, as they are taken away."""

from tracker.meetings.models import Meeting
from tracker.meetings.rules import STATE_WORDS
from tracker.papers.sheets import Column, Kind

MEETINGS = (
    Column[Meeting]("Cuộc họp", lambda row: row.title, 44),
    Column[Meeting]("Tháng", lambda row: "; ".join(row.months), 18),
    Column[Meeting]("Ngày dự kiến", lambda row: row.planned_on, 12, Kind.DAY),
    Column[Meeting]("Ngày họp", lambda row: row.held_on, 12, Kind.DAY),
    Column[Meeting]("Nơi họp", lambda row: row.place, 26),
    Column[Meeting]("Chủ trì", lambda row: row.chair.full_name if row.chair else "", 26),
    Column[Meeting]("Tình trạng", lambda row: STATE_WORDS[row.state], 18),
    Column[Meeting]("Lý do", lambda row: row.reason, 30),
)
