"""Understands tables of typed-in forms in the layouts offices use. Pure.

A blank is no opinion. A cell that cannot be read is left out and reported; its form counts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.errors import BadFile
from tracker.intake.documents import Document, Table, column_letters
from tracker.surveys.acceptance import Form, FormsRead, Rejected, settled
from tracker.surveys.answers import AnswerReader, Value, is_ticked
from tracker.surveys.columns import AnswerColumn, Layout, find_layout, texts
from tracker.surveys.facts import (
    NameList,
    form_number,
    group_of,
    is_column_count,
    is_total,
    read_day,
)
from tracker.surveys.headings import Role, stated
from tracker.surveys.rules import Method
from tracker.vietnamese import tidy

_GROUPS = (Role.CHANNEL, Role.FIELD, Role.UNIT)


def read_forms(document: Document, method: Method) -> FormsRead:
    """The forms in all tables that have the method's questions in their headings.

    Other tables (questions, scale) are passed over, hidden sheets too, with a note. Raises BadFile
    naming the file where there is no such table, its questions are not the method's, or it holds
    no form.
    """
    try:
        return _read_tables(document.tables, method)
    except BadFile as refusal:
        raise BadFile(f"Tệp “{document.filename}”: {refusal}") from None


def _read_tables(tables: Sequence[Table], method: Method) -> FormsRead:
    laid: list[tuple[Table, Layout]] = []
    notes: list[str] = []
    for table in tables:
        layout = find_layout(table.values, method)
        if layout is None:
            continue
        if table.hidden:
            notes.append(f"Trang tính ẩn “{table.sheet}” có phiếu nhưng không được tính.")
            continue
        _check_questions(table, layout, method)
        laid.append((table, layout))
    if not laid:
        raise BadFile(_nothing_found(method))
    names = {role: NameList() for role in _GROUPS}
    reader = AnswerReader(method.scale)
    found = [
        list(_TableReader(table, layout, method, reader, names).read()) for table, layout in laid
    ]
    read = settled(found)
    if not read.rows:
        where = laid[0][0].place(laid[0][1].body)
        raise BadFile(f"Dưới hàng tiêu đề ({where}) không có phiếu nào. Kiểm tra lại tệp.")
    return replace(read, notes=tuple(notes))


def _nothing_found(method: Method) -> str:
    first, last = method.questions[0].code, method.questions[-1].code
    return (
        f"Không tìm thấy bảng phiếu: cần một hàng tiêu đề có mã câu hỏi {first} đến {last} hoặc "
        f"nội dung câu hỏi của bộ chỉ số {method.code}, mỗi hàng bên dưới là một phiếu. Kiểm tra "
        "lại tệp hoặc bộ chỉ số đã chọn."
    )


def _check_questions(table: Table, layout: Layout, method: Method) -> None:
    """Raise BadFile when a heading is missing or belongs to another set of questions."""
    where = table.place(layout.body - 1)
    if layout.unknown:
        raise BadFile(
            f"Hàng tiêu đề ({where}) có câu {', '.join(layout.unknown)} không thuộc bộ chỉ số "
            f"{method.code}. Chọn đúng bộ chỉ số của phiếu."
        )
    if layout.missing:
        raise BadFile(
            f"Hàng tiêu đề ({where}) thiếu câu {', '.join(layout.missing)} của bộ chỉ số "
            f"{method.code}. Bổ sung cột còn thiếu (để trống nếu không hỏi) hoặc chọn đúng bộ."
        )


@dataclass(frozen=True)
class _TableReader:
    """Reads the rows of one table; `names` are shared, so that a name has one form in a file."""

    table: Table
    layout: Layout
    method: Method
    reader: AnswerReader
    names: dict[Role, NameList]

    @property
    def sheet(self) -> str:
        return self.table.sheet or f"bảng {self.table.number}"

    def read(self) -> Iterator[Form | Rejected]:
        """Each form, after the cells of it that are not counted."""
        columns = self.layout.columns
        number = self.layout.roles.get(Role.NUMBER)
        heads = self.layout.headings
        reader = self
        for index in range(self.layout.body, len(self.table.values)):
            row = self.table.values[index]
            repeated = isinstance(row[columns[0]], str) and texts(row, columns) in heads
            if repeated or is_column_count(row) or is_total(row, number):
                continue
            group = group_of(row)
            said = stated(group)
            if said is not None:
                reader = replace(self, layout=reader.layout.saying(*said))
            elif group:
                reason = f"“{group}” là hàng nhóm, tên này không được ghi vào các phiếu bên dưới"
                yield self._rejected(index, _first(row), reason)
            else:
                yield from reader._row(index, row)

    def _row(self, index: int, row: Sequence[Value]) -> Iterator[Form | Rejected]:
        answers: list[int | None] = []
        problems: list[Rejected] = []
        for question, columns in zip(self.method.questions, self.layout.answers, strict=True):
            level, column, problem = _answer(row, columns, self.reader)
            answers.append(level)
            if problem:
                problems.append(self._rejected(index, column, f"câu {question.code}: {problem}"))
        day, problem = read_day(self._value(row, Role.DAY))
        if problem:
            problems.append(self._rejected(index, self.layout.roles[Role.DAY], problem))
        if any(answers) or self._is_form(row):
            yield from problems
            yield self._form(index, row, tuple(answers), day)

    def _is_form(self, row: Sequence[Value]) -> bool:
        """Whether a row without a valid answer is a form all the same: numbered or described.

        Else it is a signature, a note or a blank line under the table.
        """
        if any(c.isdigit() for c in self._text(row, Role.NUMBER)):
            return True
        return sum(bool(self._text(row, role)) for role in (Role.DAY, *_GROUPS)) > 1

    def _form(
        self, index: int, row: Sequence[Value], answers: tuple[int | None, ...], day: date | None
    ) -> Form:
        place = self.layout.roles.get(Role.NUMBER)
        return Form(
            sheet=self.sheet,
            row=self.table.first_row + index,
            cell=None if place is None else self._cell(index, place),
            number=form_number(self._value(row, Role.NUMBER)),
            day=day,
            channel=self._name(row, Role.CHANNEL),
            field=self._name(row, Role.FIELD),
            unit=self._name(row, Role.UNIT),
            remark=self._text(row, Role.REMARK),
            answers=answers,
        )

    def _rejected(self, index: int, column: int, reason: str) -> Rejected:
        row = self.table.first_row + index
        return Rejected(self.sheet, row, self._cell(index, column), reason)

    def _cell(self, index: int, column: int) -> str:
        return f"{column_letters(column)}{self.table.first_row + index}"

    def _value(self, row: Sequence[Value], role: Role) -> Value:
        column = self.layout.roles.get(role)
        return None if column is None else row[column]

    def _text(self, row: Sequence[Value], role: Role) -> str:
        value = self._value(row, role)
        return "" if value is None else tidy(str(value))

    def _name(self, row: Sequence[Value], role: Role) -> str:
        typed = self._text(row, role) or self.layout.stated.get(role, "")
        return self.names[role].first(typed)


def _first(row: Sequence[Value]) -> int:
    """The first column that holds something."""
    return next(column for column, value in enumerate(row) if value not in (None, ""))


def _answer(
    row: Sequence[Value], columns: Sequence[AnswerColumn], reader: AnswerReader
) -> tuple[int | None, int, str]:
    """The level answered, the column to name and what is wrong ("" when nothing is)."""
    first = columns[0]
    if first.level is None:
        reading = reader.read(row[first.column])
        return reading.level, first.column, reading.problem
    ticked: list[AnswerColumn] = []
    for each in columns:
        state = is_ticked(row[each.column], each.level or 0)
        if state is None:
            return None, each.column, "dấu ghi trong ô không đọc được"
        if state:
            ticked.append(each)
    if len(ticked) > 1:
        levels = " và ".join(str(each.level) for each in ticked)
        return None, ticked[0].column, f"đánh dấu nhiều mức ({levels})"
    return (ticked[0].level if ticked else None), first.column, ""
