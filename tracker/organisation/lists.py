"""The columns of this room's lists, as they are taken away."""

from tracker.organisation.models import Unit
from tracker.organisation.rules import UNIT_WORDS
from tracker.papers.sheets import Column

UNITS = (
    Column[Unit]("Tên đơn vị", lambda unit: unit.name, 44),
    Column[Unit]("Tên ngắn", lambda unit: unit.short, 20),
    Column[Unit]("Loại", lambda unit: UNIT_WORDS[unit.kind], 28),
    Column[Unit]("Tình trạng", lambda unit: "Đang dùng" if unit.is_active else "Kết thúc", 16),
)
