"""The cells of an item as the paper has them, and what is noted beside them. Pure."""

from collections.abc import Sequence

from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.items import Item
from tracker.plans.appendix.remarks import Doubt, Remark


def printed_cells(item: Item) -> dict[str, str]:
    """Every cell of an item as printed, by the value of its Column, line breaks kept."""
    return {column.value: _cell(item, column) for column in Column}


def spelling_note(remarks: Sequence[Remark], no: int) -> str:
    """What an item's note says of suspected misspellings; the wording itself stays."""
    found = [r for r in remarks if r.row == no and r.doubt is Doubt.SPELLING]
    return "\n".join(
        f"“{r.subject}” có thể là “{r.suggestion}”: đề nghị đính chính." for r in found
    )


def _cell(item: Item, column: Column) -> str:
    """One cell; one that is cut over several rows is put together from what was understood."""
    found = [f.text for f in item.fragments if f.column is column]
    if len(found) == 1:
        return found[0]
    return _put_together(item, column) if found else ""


def _put_together(item: Item, column: Column) -> str:
    lists = {Column.TASK: tuple(item.task.split("\n")), Column.PRODUCT: item.products}
    if column in lists:
        points = lists[column]
        return "\n".join(f"- {point}" for point in points) if len(points) > 1 else points[0]
    plain = {
        Column.NO: str(item.no),
        Column.LEAD: item.raw.lead,
        Column.PARTNER: item.raw.partner,
        Column.DEADLINE: item.deadline_text,
        Column.INDEX: item.raw.index,
    }
    return plain[column]
