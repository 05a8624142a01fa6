"""The answers to a request in one table, as Word and as Excel."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from functools import partial

from tracker.organisation.models import Agency
from tracker.papers.blocks import Align, Annex, Grid, GridColumn, Paper
from tracker.papers.names import file_name
from tracker.papers.sheets import Cell, Column, Kind, Sheet, write_book
from tracker.papers.word import write_word
from tracker.plans.rules import REPORT_WORDS, ReportState
from tracker.progress.models import ReportRequest
from tracker.progress.queries.request_table import RequestTable, TableRow
from tracker.progress.requests import LINE_WORDS, UNANSWERED, Question, QuestionKind, Scope
from tracker.vietnamese import short_date

TITLE = "Phụ lục tổng hợp báo cáo theo yêu cầu"


def excel_file(found: RequestTable, agency: Agency, made_at: datetime) -> bytes:
    """A row for each who owes, a column for each question; numbers stay numbers."""
    request = found.request
    columns: list[Column[TableRow]] = [Column("Đơn vị", lambda row: row.line.unit.name, 28)]
    if request.scope is Scope.ITEMS:
        columns.append(Column("Nhiệm vụ số", _position, 10, Kind.INTEGER))
        columns.append(Column("Nhiệm vụ", _task, 40))
    for place, question in enumerate(request.asked):
        read = partial(_figure, question=question, place=place)
        columns.append(Column(question.text, read, _width(question), _kind(found, place, question)))
    columns.append(Column("Tình trạng", _state, 22))
    columns.append(Column("Ngày gửi", _sent_on, 12, Kind.DAY))
    sheet = Sheet(
        name="Tổng hợp",
        columns=columns,
        rows=found.rows,
        title=TITLE.upper(),
        subtitle=f"{document_words(request)}; {agency.name}",
    )
    return write_book([sheet], title=TITLE, made_at=made_at).getvalue()


def word_file(found: RequestTable, agency: Agency, made_at: datetime) -> bytes:
    """The same as an annex in landscape, to go with the agency's own report."""
    request = found.request
    columns = [GridColumn("STT", 4, Align.CENTRE), GridColumn("Đơn vị", 16)]
    if request.scope is Scope.ITEMS:
        columns.append(GridColumn("Nhiệm vụ", 24))
    columns += [GridColumn(q.text, _share(q), _align(q)) for q in request.asked]
    rows = [_cells(number, row, request) for number, row in enumerate(found.rows, 1)]
    annex = Annex(
        title="TỔNG HỢP BÁO CÁO THEO YÊU CẦU",
        body=(Grid(tuple(columns), rows, caption=TITLE),),
        attached=f"({document_words(request)}; số liệu của {agency.name})",
    )
    return write_word(Paper(title=TITLE, annexes=(annex,), made_at=made_at))


def name_of(request: ReportRequest, agency: Agency, suffix: str) -> str:
    """PL-STP_bao-cao-theo-yeu-cau_1234-SNV-CCHC.xlsx."""
    number = request.number or short_date(request.due_on)
    return file_name(f"PL-{agency.document_code}", "báo cáo theo yêu cầu", number, suffix=suffix)


def document_words(request: ReportRequest) -> str:
    """The document that asks: "Theo văn bản số 12/SNV ngày 06/7/2021 của Sở Nội vụ, về …"."""
    parts = ["Theo văn bản" if request.number or request.dated_on else "Theo yêu cầu"]
    parts += [f"số {request.number}"] if request.number else []
    parts += [f"ngày {short_date(request.dated_on)}"] if request.dated_on else []
    parts += [f"của {request.issuer}"] if request.issuer else []
    return f"{' '.join(parts)}: {request.summary.rstrip(' .')}"


def _cells(number: int, row: TableRow, request: ReportRequest) -> Sequence[str]:
    task = [f"{_position(row)}. {_task(row)}"] if request.scope is Scope.ITEMS else []
    said = [_words(row, question, place) for place, question in enumerate(request.asked)]
    return (str(number), row.line.unit.name, *task, *said)


def _words(row: TableRow, question: Question, place: int) -> str:
    answer = row.answer
    return question.words(str(answer.values[place])) if answer else UNANSWERED


def _figure(row: TableRow, *, question: Question, place: int) -> Cell:
    if row.answer is None or question.kind is not QuestionKind.NUMBER:
        return _words(row, question, place)
    value = Decimal(str(row.answer.values[place]))
    return int(value) if value == value.to_integral_value() else value


def _kind(found: RequestTable, place: int, question: Question) -> Kind:
    """Whole numbers are grouped by thousands; a column with a fraction keeps what was typed."""
    if question.kind is not QuestionKind.NUMBER:
        return Kind.TEXT
    figures = (_figure(row, question=question, place=place) for row in found.rows)
    is_whole = all(isinstance(figure, int | str) for figure in figures)
    return Kind.INTEGER if is_whole else Kind.TEXT


def _position(row: TableRow) -> int | None:
    return row.line.item.position if row.line.item else None


def _task(row: TableRow) -> str:
    return row.line.item.short if row.line.item else ""


def _state(row: TableRow) -> str:
    late = f", quá hạn {row.days_late} ngày" if row.state is ReportState.MISSING else ""
    return LINE_WORDS.get(row.state, REPORT_WORDS[row.state]) + late


def _sent_on(row: TableRow) -> Cell:
    return row.answer.fact.sent_on if row.answer else None


def _width(question: Question) -> int:
    return 40 if question.kind is QuestionKind.TEXT else 14


def _share(question: Question) -> float:
    return 24 if question.kind is QuestionKind.TEXT else 10


def _align(question: Question) -> Align:
    return Align.RIGHT if question.kind is QuestionKind.NUMBER else Align.LEFT
