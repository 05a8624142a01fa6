"""The columns of the register of conclusions (sổ theo dõi kết luận), as it is taken away."""

from tracker.meetings.queries.conclusions import RegisterLine
from tracker.meetings.rules import CONCLUSION_WORDS
from tracker.papers.sheets import Column, Kind

TITLE = "Sổ theo dõi kết luận"
COLUMNS = (
    Column[RegisterLine]("Ngày họp", lambda line: line.held_on, 12, Kind.DAY),
    Column[RegisterLine]("Nhiệm vụ số", lambda line: line.position, 10, Kind.INTEGER),
    Column[RegisterLine]("Nội dung", lambda line: line.title, 44),
    Column[RegisterLine]("Loại kết luận", lambda line: CONCLUSION_WORDS[line.conclusion.kind], 18),
    Column[RegisterLine]("Kết luận", lambda line: line.conclusion.text, 50),
    Column[RegisterLine]("Đơn vị thực hiện", lambda line: line.unit_name, 26),
    Column[RegisterLine]("Thời hạn đầu", lambda line: line.first_due_on, 12, Kind.DAY),
    Column[RegisterLine]("Thời hạn", lambda line: line.due_on, 12, Kind.DAY),
    Column[RegisterLine]("Tình hình", lambda line: line.state.words, 24),
    Column[RegisterLine]("Số cuộc họp chuyển tiếp", lambda line: line.carried, 12, Kind.INTEGER),
)
