"""Understands the appendix of an action plan: its items, and what a person should look at."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.errors import BadFile
from tracker.intake.documents import Document
from tracker.plans.appendix.cells import points
from tracker.plans.appendix.doubts import (
    item_remarks,
    layout_remarks,
    title_remarks,
    year_remarks,
)
from tracker.plans.appendix.head import heading_lines, read_head
from tracker.plans.appendix.headers import Column
from tracker.plans.appendix.indices import KnownIndex, read_indices
from tracker.plans.appendix.items import Appendix, Item, Raw
from tracker.plans.appendix.lines import lines_of
from tracker.plans.appendix.remarks import Remark, Used, number_remarks, unit_remarks
from tracker.plans.appendix.rows import Entry, entries, shown_numbers
from tracker.plans.appendix.table import Segment, other_sheets, segments
from tracker.plans.appendix.units import KnownUnit, UnitNamer, parted
from tracker.plans.rules import DeadlineKind
from tracker.plans.wording import read_deadline
from tracker.plans.wording.values import Deadline, as_json
from tracker.vietnamese import tidy

_LONGEST_DEADLINE = 400  # letters; no wording of a deadline is longer

_deadline_of = lru_cache(maxsize=512)(read_deadline)  # the same words stand in many rows


def read_appendix(
    document: Document,
    year: int | None,
    components: Sequence[KnownIndex],
    units: Sequence[KnownUnit] = (),
) -> Appendix:
    """The appendix of a document, by the meaning of its headers.

    `year` is for deadline words that name none; without it the plan's own year counts. Without
    `units` names stay as typed. Nothing doubtful is settled: each doubt is a remark, and so is a
    deadline that needs a year nobody gave. Raises BadFile where no table reads like an appendix.
    """
    found = segments(document)
    try:
        read = entries(list(lines_of(found)))
    except BadFile as refusal:
        raise BadFile(f"Tệp “{document.filename}”, {refusal}") from None
    if not read:
        raise BadFile(_no_appendix(document, found))
    head = read_head(document, found)
    reader = _Reader(
        year=year or head.year or _common_year(read),
        components=tuple(components),
        namer=UnitNamer(units),
    )
    numbers = shown_numbers(read)
    items = tuple(
        reader.item(entry, position, number)
        for position, (entry, number) in enumerate(zip(read, numbers, strict=True), 1)
    )
    remarks = [*title_remarks(heading_lines(document, found)), *year_remarks(reader.yearless)]
    remarks += layout_remarks(found[0], other_sheets(document, found))
    remarks += _remarks_in_order(read, items, reader.components, units)
    return Appendix(head, found[0].header.texts, items, tuple(remarks))


def _remarks_in_order(
    read: Sequence[Entry],
    items: Sequence[Item],
    components: tuple[KnownIndex, ...],
    units: Sequence[KnownUnit],
) -> list[Remark]:
    """The remarks on items, those of one item together, in the order of the items."""
    used = [
        Used(item.no, column, names)
        for item in items
        for column, names in (
            (Column.LEAD, item.lead_units),
            (Column.PARTNER, item.partner_units),
        )
    ]
    remarks = list(number_remarks([entry.number for entry in read], [item.no for item in items]))
    remarks += unit_remarks(used, units)
    for item, entry in zip(items, read, strict=True):
        remarks += item_remarks(item, entry, components)
    places = {item.no: item.position for item in reversed(items)}
    return sorted(remarks, key=lambda remark: places.get(remark.row or 0, 0))


def _no_appendix(document: Document, found: Sequence[Segment]) -> str:
    if found:
        place = found[0].table.place(found[0].header.top)
        return (
            f"Tệp “{document.filename}”, {place}: có tiêu đề của phụ lục nhưng không có nhiệm vụ "
            "nào bên dưới. Kiểm tra lại tệp rồi đọc lại."
        )
    hidden = [table.sheet for table in document.tables if table.hidden and table.sheet]
    unread = f" Trang tính ẩn không được đọc: {', '.join(hidden)}." if hidden else ""
    return (
        f"Tệp “{document.filename}” không có bảng nào đọc được như phụ lục nhiệm vụ: cần dòng "
        "tiêu đề có cột nội dung nhiệm vụ và cột đơn vị chủ trì hoặc thời gian hoàn thành."
        f"{unread} Kiểm tra lại tệp, hoặc sao chép riêng bảng sang một tệp mới."
    )


def _common_year(read: Sequence[Entry]) -> int | None:
    """The year that deadlines name most often; None where none names one."""
    texts = (entry.cells.get(Column.DEADLINE, "") for entry in read)
    years = Counter(year for text in texts for year in re.findall(r"\b20\d\d\b", text))
    return int(years.most_common(1)[0][0]) if years else None


@dataclass
class _Reader:
    """Understands one item after another; names of units depend on the items before."""

    year: int | None
    components: tuple[KnownIndex, ...]
    namer: UnitNamer
    yearless: list[str] = field(default_factory=list)  # deadlines that need the year nobody gave

    def item(self, entry: Entry, position: int, number: int) -> Item:
        cells = entry.cells
        lead, partner = cells.get(Column.LEAD, ""), cells.get(Column.PARTNER, "")
        if not partner:
            lead, partner = parted(lead)
        deadline_text = tidy(cells.get(Column.DEADLINE, ""))
        index = cells.get(Column.INDEX, "")
        return Item(
            position=position,
            no=number,
            group=entry.group,
            task="\n".join(points(cells.get(Column.TASK, ""))),
            products=tuple(points(cells.get(Column.PRODUCT, ""))),
            lead_units=self.namer.named(lead),
            partner_units=self.namer.named(partner),
            deadline_text=deadline_text,
            deadline=self._deadline(deadline_text),
            indices=self._indices(index, entry),
            raw=Raw(tidy(lead), tidy(partner), tidy(index)),
            fragments=entry.fragments,
            joined=entry.joined,
        )

    def _indices(self, text: str, entry: Entry) -> tuple[str, ...]:
        """The indices of the cell; without such a column, of a heading that is their name."""
        if Column.INDEX in entry.cells or entry.group is None:
            return read_indices(text, self.components)[0]
        names, unread = read_indices(entry.group, self.components)
        return () if unread else names

    def _deadline(self, words: str) -> Deadline:
        if len(words) > _LONGEST_DEADLINE:
            return Deadline(words, DeadlineKind.UNCLEAR)
        if self.year is not None:
            return _deadline_of(words, self.year)
        one, other = read_deadline(words, 2001), read_deadline(words, 2003)
        if as_json(one) != as_json(other):
            self.yearless.append(words)
            return Deadline(words, DeadlineKind.UNCLEAR)
        return one
