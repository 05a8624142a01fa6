"""The columns of this room's lists, as they are taken away."""

from tracker.papers.sheets import Column, Kind
from tracker.progress.queries.debts import UnitDebt
from tracker.progress.queries.register import RegisterLine
from tracker.progress.queries.request_list import ListedRequest
from tracker.progress.queries.waiting import WaitingReport
from tracker.progress.requests import REQUEST_WORDS
from tracker.progress.rules import ORDER_WORDS

ORDERS = (
    Column[RegisterLine]("Loại", lambda line: ORDER_WORDS[line.order.kind], 14),
    Column[RegisterLine]("Nội dung", lambda line: line.order.text, 60),
    Column[RegisterLine](
        "Nhiệm vụ số",
        lambda line: line.order.item.position if line.order.item else None,
        10,
        Kind.INTEGER,
    ),
    Column[RegisterLine]("Đơn vị", lambda line: line.order.unit.name, 26),
    Column[RegisterLine]("Ngày giao", lambda line: line.order.given_on, 12, Kind.DAY),
    Column[RegisterLine]("Thời hạn", lambda line: line.order.due_on, 12, Kind.DAY),
    Column[RegisterLine]("Quá hạn (ngày)", lambda line: line.days_late, 10, Kind.INTEGER),
    Column[RegisterLine]("Trả lời ngày", lambda line: line.order.answered_on, 12, Kind.DAY),
    Column[RegisterLine]("Kết thúc ngày", lambda line: line.order.closed_on, 12, Kind.DAY),
    Column[RegisterLine]("Nguồn", lambda line: line.order.source, 30),
)
WAITING = (
    Column[WaitingReport]("Nhiệm vụ số", lambda line: line.report.item.position, 10, Kind.INTEGER),
    Column[WaitingReport]("Nhiệm vụ", lambda line: line.report.item.short, 46),
    Column[WaitingReport]("Đơn vị", lambda line: line.report.unit.name, 26),
    Column[WaitingReport]("Kỳ", lambda line: line.report.period.label, 20),
    Column[WaitingReport]("Kết quả", lambda line: line.report.result, 60),
    Column[WaitingReport]("Chờ (ngày)", lambda line: line.days, 10, Kind.INTEGER),
    Column[WaitingReport]("Gửi chậm (ngày)", lambda line: line.sent_late, 10, Kind.INTEGER),
)
DEBTS = (
    Column[UnitDebt]("Đơn vị", lambda debt: debt.unit.name, 30),
    Column[UnitDebt]("Báo cáo còn thiếu", lambda debt: len(debt.missing), 12, Kind.INTEGER),
    Column[UnitDebt]("Lâu nhất (ngày)", lambda debt: debt.longest, 10, Kind.INTEGER),
    Column[UnitDebt]("Báo cáo đến kỳ", lambda debt: len(debt.at_hand), 12, Kind.INTEGER),
    Column[UnitDebt]("Nhiệm vụ quá hạn", lambda debt: len(debt.items), 12, Kind.INTEGER),
    Column[UnitDebt]("Chỉ đạo quá hạn", lambda debt: len(debt.orders), 12, Kind.INTEGER),
    Column[UnitDebt]("Yêu cầu quá hạn", lambda debt: len(debt.requests), 12, Kind.INTEGER),
    Column[UnitDebt]("Số lần đôn đốc", lambda debt: len(debt.pressings), 12, Kind.INTEGER),
)
REQUESTS = (
    Column[ListedRequest]("Nội dung yêu cầu", lambda line: line.request.summary, 60),
    Column[ListedRequest]("Văn bản", lambda line: line.request.number, 22),
    Column[ListedRequest]("Thời hạn", lambda line: line.request.due_on, 12, Kind.DAY),
    Column[ListedRequest]("Đã gửi", lambda line: line.answered, 10, Kind.INTEGER),
    Column[ListedRequest]("Phải gửi", lambda line: line.owing, 10, Kind.INTEGER),
    Column[ListedRequest]("Quá hạn", lambda line: line.overdue, 10, Kind.INTEGER),
    Column[ListedRequest]("Tình trạng", lambda line: REQUEST_WORDS[line.state], 20),
)
