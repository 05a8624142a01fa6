"""The doubts about single items of an appendix, its columns and its heading, as remarks."""

from collections.abc import Iterator, Sequence

from tracker.plans.appendix.headers import Column, meaning_weights
from tracker.plans.appendix.indices import KnownIndex, read_indices, suggest
from tracker.plans.appendix.items import Item
from tracker.plans.appendix.remarks import Doubt, Remark
from tracker.plans.appendix.rows import Entry
from tracker.plans.appendix.spelling import slips
from tracker.plans.appendix.table import Segment
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording.values import Confidence
from tracker.vietnamese import tidy

_WANTED = {
    Column.LEAD: "đơn vị chủ trì",
    Column.DEADLINE: "thời gian hoàn thành",
    Column.INDEX: "chỉ số cần cải thiện",
}
_SHOWN = {Column.TASK: "Nội dung", Column.PRODUCT: "Sản phẩm", Column.DEADLINE: "Thời gian"}


def title_remarks(lines: Sequence[str]) -> Iterator[Remark]:
    """Slips in the plan's title and the appendix's heading."""
    for line in lines:
        for slip in slips(line):
            text = f"Tiêu đề: “{slip.found}” có thể là “{slip.meant}”. Giữ nguyên văn."
            yield Remark(None, "title", text, slip.meant, Doubt.SPELLING, slip.found)


def year_remarks(yearless: Sequence[str]) -> Iterator[Remark]:
    """What to do where deadlines need the plan's year and neither file nor person names one."""
    if yearless:
        text = (
            f"Tệp không ghi năm của kế hoạch mà thời hạn “{yearless[0]}” cần năm. "
            "Cho biết năm (trong lệnh: --year) rồi đọc lại."
        )
        yield Remark(None, "year", text, None, Doubt.DEADLINE, yearless[0])


def layout_remarks(first: Segment, other_sheets: Sequence[str]) -> Iterator[Remark]:
    """Columns that are missing, hidden or not read, hidden rows, further sheets not read."""
    for column, words in _WANTED.items():
        if column not in first.header.columns:
            yield Remark(None, column, f"Bảng không có cột {words}.", None, Doubt.LAYOUT)
    table = first.table
    hidden_rows = [row for row in table.hidden_rows if first.start <= row < first.end]
    if hidden_rows:
        text = f"Bảng có {len(hidden_rows)} dòng ẩn; vẫn được đọc."
        yield Remark(None, "row", text, None, Doubt.LAYOUT)
    for place in sorted(table.hidden_columns):
        title = table.rows[first.header.top][place] if place < table.width else ""
        if title and meaning_weights(title):
            text = f"Cột ẩn “{tidy(title)}” không được đọc."
            yield Remark(None, "column", text, None, Doubt.LAYOUT, tidy(title))
    for title in first.header.spare_tasks:
        text = f"Cột “{title}” cũng ghi nhiệm vụ, không được đọc."
        yield Remark(None, "column", text, None, Doubt.LAYOUT, title)
    for sheet in other_sheets:
        text = f"Trang tính “{sheet}” cũng có một phụ lục, chưa được đọc."
        yield Remark(None, "sheet", text, None, Doubt.LAYOUT, sheet)


def item_remarks(item: Item, entry: Entry, components: tuple[KnownIndex, ...]) -> Iterator[Remark]:
    """The doubts about one item: joined rows, lead unit, deadline, indices, spelling."""
    yield from _row_remarks(item, entry)
    yield from _deadline_remarks(item)
    yield from _index_remarks(item, entry, components)
    for column, text in ((Column.TASK, item.task), (Column.DEADLINE, item.deadline_text)):
        yield from _slip_remarks(item, column, text)
    for product in item.products:
        yield from _slip_remarks(item, Column.PRODUCT, product)


def _row_remarks(item: Item, entry: Entry) -> Iterator[Remark]:
    if item.joined:
        places = list(dict.fromkeys(fragment.place for fragment in item.fragments))
        text = f"Ghép từ {len(places)} dòng của tệp ({'; '.join(places)})."
        yield Remark(item.no, "row", text, None, Doubt.JOINED)
    for column in sorted(entry.ditto):
        text = "Ghi “như trên”; lấy theo nhiệm vụ liền trên."
        yield Remark(item.no, column, text, None, Doubt.DITTO)
    if not item.task:
        yield Remark(item.no, Column.TASK, "Chưa ghi nội dung nhiệm vụ.", None, Doubt.TASK_BLANK)
    if not item.lead_units and Column.LEAD in entry.cells:
        yield Remark(item.no, Column.LEAD, "Chưa ghi đơn vị chủ trì.", None, Doubt.LEAD_BLANK)


def _deadline_remarks(item: Item) -> Iterator[Remark]:
    words = item.deadline_text
    if not words:
        text = "Chưa ghi thời gian hoàn thành."
    elif item.deadline.kind is DeadlineKind.UNCLEAR:
        text = f"Chưa hiểu thời hạn “{words}”; chọn cách hiểu khi nhập."
    elif item.deadline.confidence is Confidence.CHECK:
        text = f"Thời hạn “{words}” đã hiểu nhưng cần xem lại."
    else:
        return
    yield Remark(item.no, Column.DEADLINE, text, None, Doubt.DEADLINE, words)


def _index_remarks(
    item: Item, entry: Entry, components: tuple[KnownIndex, ...]
) -> Iterator[Remark]:
    if not item.raw.index:
        if item.indices:
            text = f"Chỉ số lấy theo đề mục nhóm “{item.group}”."
            yield Remark(item.no, Column.INDEX, text, None, Doubt.INDEX_BLANK)
            return
        proposal = suggest((item.task, *item.products), components)
        text = "Cột chỉ số để trống."
        yield Remark(item.no, Column.INDEX, text, proposal, Doubt.INDEX_BLANK)
        return
    for part in read_indices(entry.cells[Column.INDEX], components)[1]:
        text = f"“{part.text}” không phải tên một chỉ số đã biết."
        yield Remark(item.no, Column.INDEX, text, part.suggestion, Doubt.INDEX_UNKNOWN, part.text)


def _slip_remarks(item: Item, column: Column, text: str) -> Iterator[Remark]:
    for slip in slips(text):
        words = f"{_SHOWN[column]}: “{slip.found}” có thể là “{slip.meant}”. Giữ nguyên văn."
        yield Remark(item.no, column, words, slip.meant, Doubt.SPELLING, slip.found)
